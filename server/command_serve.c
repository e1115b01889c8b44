// SPDX-License-Identifier: Apache-2.0

// serve: until SIGTERM or SIGINT.

#include "server/command.h"

#include <signal.h>

#include "server/adopt.h"
#include "server/down.h"
#include "server/http.h"
#include "server/journal.h"
#include "server/office.h"
#include "shared/err.h"

// Blocked in every thread that is started after this; the main one waits for them.
static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static bool tell_settings(struct db *db, const struct office *office, struct err *err)
{
    return db_begin(db, err) && db_end(db, down_settings(db, office, err), err);
}

static int run(const char *config, int argc, char **argv)
{
    struct office office;
    struct http *http;
    struct db *db;
    struct err err;
    sigset_t set;
    int number;

    (void)argv;
    if (argc != 1)
        return COMMAND_USAGE;
    block_signals(&set);
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    // Policies and settings come from files, and may have changed since the last start.
    if (!adopt_policies(db, &office, &err) || !tell_settings(db, &office, &err) ||
        !http_start(&http, &office, &err)) {
        command_close(&office, db);
        return command_fail(&err);
    }
    journal_write("serving", "port=%d", http_port(http));
    sigwait(&set, &number);
    journal_write("stopping", "signal=%d", number);
    http_stop(http);
    command_close(&office, db);
    return COMMAND_DONE;
}

const struct command command_serve = {
    .word = "serve",
    .arguments = "",
    .help = "answer kiosks and browsers until stopped",
    .needs_config = true,
    .run = run,
};
