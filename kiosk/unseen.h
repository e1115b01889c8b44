#ifndef KIOSK_UNSEEN_H
#define KIOSK_UNSEEN_H

#include <stdbool.h>

#include "shared/err.h"

/*
 * From here on nobody may look into this program's memory, and it leaves no core file (PRV-13).
 * Read back from the kernel: where it does not hold, that is ERR_INTERNAL, and the program must not
 * go on.
 */
bool unseen_begin(struct err *err);

#endif
