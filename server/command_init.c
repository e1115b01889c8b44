// SPDX-License-Identifier: Apache-2.0

// init: an office out of nothing. Asks nothing, so that scripts can use it.

#include "server/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "server/office.h"
#include "server/settings.h"
#include "server/users.h"
#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/mem.h"

#define VALUES_MAX 10

struct choice {
    struct settings_value values[VALUES_MAX];
    size_t count;
    const char *user;
};

static void say(const char *sentence)
{
    printf("%s\n", sentence);
    fflush(stdout); // the recovery key must be out before its public half is kept
}

static bool take_option(struct choice *choice, int option)
{
    static const struct {
        int letter;
        const char *section;
        const char *name;
    } known[] = {
        {'o', "server", "organisation"}, {'d', "server", "data"},     {'p', "server", "policies"},
        {'c', "server", "console"},      {'a', "listen", "address"},  {'l', "listen", "port"},
        {'n', "listen", "names"},        {'w', "questions", "owner"},
    };

    if (option == 'D') {
        choice->values[choice->count++] = (struct settings_value){"server", "demonstration", "yes"};
        return true;
    }
    if (option == 'u') {
        choice->user = optarg;
        return true;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].letter == option && choice->count < VALUES_MAX && !strpbrk(optarg, "\r\n")) {
            choice->values[choice->count++] =
                (struct settings_value){known[i].section, known[i].name, optarg};
            return true;
        }
    return false;
}

static bool read_options(struct choice *choice, int argc, char **argv)
{
    static const struct option options[] = {
        {"organisation", required_argument, NULL, 'o'},
        {"data", required_argument, NULL, 'd'},
        {"policies", required_argument, NULL, 'p'},
        {"console", required_argument, NULL, 'c'},
        {"address", required_argument, NULL, 'a'},
        {"port", required_argument, NULL, 'l'},
        {"names", required_argument, NULL, 'n'},
        {"user", required_argument, NULL, 'u'},
        {"owner", required_argument, NULL, 'w'},
        {"demonstration", no_argument, NULL, 'D'},
        {0},
    };
    int option;

    optind = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        if (!take_option(choice, option))
            return false;
    return optind == argc;
}

static bool write_settings(const char *config, const struct choice *choice, struct err *err)
{
    struct bytes text = {0};
    bool there = access(config, F_OK) == 0;

    if (there && choice->count > 0)
        return err_set(err, ERR_CONFLICT,
                       "%s is there already: change it there, and run init without these options",
                       config);
    if (there)
        return true;
    if (!settings_write(config, choice->values, choice->count, err))
        return false;
    bytes_addf(&text, "A configuration file, %s.", config);
    say(bytes_text(&text));
    bytes_clear(&text);
    return true;
}

static bool add_user(const struct settings *settings, const char *name, const char *password,
                     struct err *err)
{
    struct office office = {.settings = *settings};
    struct db *db;
    bool ok;

    if (!office_connect(&office, &db, err))
        return false;
    ok = users_add(db, name, password, USERS_ALL_ROLES, err);
    db_close(db);
    if (ok)
        say("An office account, with every role.");
    return ok;
}

static int run(const char *config, int argc, char **argv)
{
    struct choice choice = {0};
    char password[USERS_PASSWORD_MAX + 2] = "";
    struct settings settings;
    struct err err;
    bool ok;

    if (!read_options(&choice, argc, argv))
        return COMMAND_USAGE;
    // Asked for first: whatever is wrong with it, nothing has been made yet.
    ok = (!choice.user ||
          (command_ask_secret("Password for the office account", password, sizeof password, &err) &&
           users_check(choice.user, password, &err))) &&
         write_settings(config, &choice, &err) && settings_read(&settings, config, &err) &&
         office_make(&settings, say, &err) &&
         (!choice.user || add_user(&settings, choice.user, password, &err));
    mem_wipe(password, sizeof password);
    return ok ? COMMAND_DONE : command_fail(&err);
}

const struct command command_init = {
    .word = "init",
    .arguments =
        "[--organisation TEXT] [--owner NAME] [--names A,B] [--data DIR] [--policies DIR]\n"
        "    [--console DIR] [--address ADDRESS] [--port N] [--demonstration]\n"
        "    [--user NAME]",
    .help = "make the configuration file, keys, certificate and database; with --user an\n"
            "account for the console, its password from standard input",
    .needs_config = true,
    .run = run,
};
