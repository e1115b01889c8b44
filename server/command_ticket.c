// SPDX-License-Identifier: Apache-2.0

// ticket MEETING-CODE NUMBER LINE POUNDS: a ticket that was still to come is here.

#include "server/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/meetings.h"
#include "server/office.h"
#include "server/tickets.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"

static bool find_claim(struct db *db, const struct office *office, const char *code,
                       const char *number, struct id *claim, struct err *err)
{
    struct meetings_meeting meeting = {0};
    struct books_claim *list = NULL;
    size_t count = 0;
    bool found = false;
    bool ok = meetings_find(db, office, code, &meeting, err) &&
              books_list_claims(db, meeting.meeting, &list, &count, err);

    for (size_t i = 0; ok && i < count; i++)
        if (str_equal(list[i].number, number)) {
            *claim = list[i].claim;
            found = true;
        }
    mem_wipe(&meeting, sizeof meeting);
    free(list);
    return found || (ok && err_set(err, ERR_NOT_FOUND,
                                   "that meeting has no claim %s: look it up in the "
                                   "console",
                                   number));
}

static bool close_it(struct db *db, const struct office *office, char **words, struct err *err)
{
    struct tickets_ticket ticket = {0};
    struct id nobody = {{0}};

    return (money_parse(words[4], &ticket.pence) ||
            err_set(err, ERR_INVALID, "%s is no sum such as 4.20", words[4])) &&
           (str_copy(ticket.ref, sizeof ticket.ref, words[3]) ||
            err_set(err, ERR_INVALID, "%s is no line such as X1", words[3])) &&
           find_claim(db, office, words[1], words[2], &ticket.claim, err) &&
           tickets_close(db, office, &ticket, nobody, err);
}

static int run(const char *config, int argc, char **argv)
{
    struct office office;
    struct db *db;
    struct err err;
    bool ok;

    if (argc != 5)
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = close_it(db, &office, argv, &err);
    if (ok) {
        office_ring(&office);
        printf("Claim %s has its ticket. What comes of it waits to be approved.\n", argv[2]);
    }
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}

const struct command command_ticket = {
    .word = "ticket",
    .arguments = "MEETING-CODE NUMBER LINE POUNDS",
    .help = "a ticket that was still to come is here, as in: ticket T1 \"A 47\" X1 4.20",
    .needs_config = true,
    .run = run,
};
