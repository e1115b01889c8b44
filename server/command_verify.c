// SPDX-License-Identifier: Apache-2.0

// verify: one line for each thing that is well; the first that is not ends it with status 1.

#include "server/command.h"

#include <stdio.h>

#include "server/office.h"
#include "server/verify.h"
#include "shared/err.h"

static void say(const char *line)
{
    puts(line);
}

static int run(const char *config, int argc, char **argv)
{
    struct office office;
    struct db *db;
    struct err err;
    bool ok;

    (void)argv;
    if (argc != 1)
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = verify_all(db, &office, say, &err);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}

const struct command command_verify = {
    .word = "verify",
    .arguments = "",
    .help = "check every log, the books, and that all of it can be made again",
    .needs_config = true,
    .run = run,
};
