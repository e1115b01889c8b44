// SPDX-License-Identifier: Apache-2.0
#include "server/export.h"

#include <stdio.h>

bool export_find_meeting(struct db *db, const struct office *office, const char *code,
                         struct meetings_meeting *out, struct err *err)
{
    if (meetings_find(db, office, code, out, err))
        return true;
    return err->kind == ERR_NOT_FOUND &&
           err_set(
               err, ERR_NOT_FOUND,
               "no meeting has the code %s: look it up in the console, or import meetings first",
               code);
}

void export_fonts(char out[static EXPORT_PATH_SIZE], const struct office *office)
{
    snprintf(out, EXPORT_PATH_SIZE, "%s/../fonts", office->settings.console);
}
