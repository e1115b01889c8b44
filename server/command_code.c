// SPDX-License-Identifier: Apache-2.0

// code KIOSK-NAME: what a kiosk is enrolled with, once.

#include "server/command.h"

#include <stdio.h>

#include "server/kiosks.h"
#include "server/office.h"
#include "shared/err.h"
#include "shared/when.h"

static int run(const char *config, int argc, char **argv)
{
    char until[WHEN_INSTANT_SIZE];
    struct kiosks_code code;
    struct office office;
    struct db *db;
    struct err err;
    bool ok;

    if (argc != 2)
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = kiosks_make_code(db, &office, argv[1], &code, &err);
    command_close(&office, db);
    if (!ok)
        return command_fail(&err);
    when_write(until, code.until_ms);
    printf("%s\nKiosk %s. The code is good once, until %s, and is not shown again.\n", code.code,
           code.letter, until);
    return COMMAND_DONE;
}

const struct command command_code = {
    .word = "code",
    .arguments = "KIOSK-NAME",
    .help = "make a code to enrol a kiosk with, once; the first line is the code",
    .needs_config = true,
    .run = run,
};
