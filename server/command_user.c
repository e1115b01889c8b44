// SPDX-License-Identifier: Apache-2.0

// user add|passwd NAME

#include "server/command.h"

#include <stdio.h>

#include "server/office.h"
#include "server/users.h"
#include "shared/err.h"
#include "shared/mem.h"
#include "shared/str.h"

static int run(const char *config, int argc, char **argv)
{
    char password[USERS_PASSWORD_MAX + 2] = "";
    struct office office;
    struct db *db;
    struct err err;
    bool add;
    bool ok;

    if (argc != 3 || (!str_equal(argv[1], "add") && !str_equal(argv[1], "passwd")))
        return COMMAND_USAGE;
    add = str_equal(argv[1], "add");
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = command_ask_secret("Password", password, sizeof password, &err) &&
         (add ? users_add(db, argv[2], password, USERS_ALL_ROLES, &err)
              : users_set_password(db, argv[2], password, &err));
    mem_wipe(password, sizeof password);
    command_close(&office, db);
    if (!ok)
        return command_fail(&err);
    puts(add ? "The account is made, with every role." : "The password is changed.");
    return COMMAND_DONE;
}

const struct command command_user = {
    .word = "user",
    .arguments = "add|passwd NAME",
    .help = "an account for the console; the password is asked for, or one line of input",
    .needs_config = true,
    .run = run,
};
