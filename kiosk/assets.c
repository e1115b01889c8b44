// SPDX-License-Identifier: Apache-2.0

#include "kiosk/assets.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "shared/str.h"

bool assets_find(char *out, size_t size, struct err *err)
{
    char program[PATH_MAX];
    char path[PATH_MAX + 32];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    char *slash;

    if (length <= 0)
        return err_set(err, ERR_INTERNAL, "cannot tell where this program lies: is /proc mounted?");
    program[length] = '\0';
    slash = strrchr(program, '/');
    *slash = '\0';
    snprintf(path, sizeof path, "%s/../share/diolch", program);
    if (access(path, R_OK) != 0 || !str_copy(out, size, path))
        return err_set(err, ERR_NOT_FOUND,
                       "no fonts and words in %s/../share: install Diolch again", program);
    return true;
}
