#ifndef KIOSK_ASSETS_H
#define KIOSK_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

/*
 * The folder with fonts, pictures and words: ../share/diolch from the folder the program lies in,
 * in the build as when installed. Fails if there is none.
 */
bool assets_find(char *out, size_t size, struct err *err);

#endif
