#ifndef KIOSK_VAULT_H
#define KIOSK_VAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"
#include "shared/note.h"

/*
 * Where the open meeting's key lives: one file in memory-backed storage (config [kiosk] run), so
 * that a killed program finds it, a power cut needs the host's card again, and closing destroys it
 * (architecture.md decision 9).
 */
struct vault {
    struct id meeting;
    uint8_t key[NOTE_KEY_SIZE];
    int64_t anchor; // of the time that the host confirmed (when_anchor)
};

bool vault_put(const char *run, const struct vault *vault, struct err *err);
/* ERR_NOT_FOUND when no meeting is open. */
bool vault_get(const char *run, struct vault *out, struct err *err);
/* Overwrites, then removes. No file is no failure. */
bool vault_destroy(const char *run, struct err *err);

#endif
