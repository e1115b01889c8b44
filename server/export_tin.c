// SPDX-License-Identifier: Apache-2.0

// export tin-code: a meeting's one-time code, for a sealed envelope in the float tin.

#include "server/export.h"

#include <getopt.h>
#include <stdio.h>

#include "server/command.h"
#include "server/down.h"
#include "server/tins.h"
#include "shared/mem.h"
#include "shared/money.h"

struct order {
    const char *meeting;
    const char *out;
    int64_t limit_pence;
};

static bool read_order(struct order *order, int argc, char **argv)
{
    static const struct option options[] = {
        {"out", required_argument, NULL, 'o'},
        {"limit", required_argument, NULL, 'l'},
        {0},
    };
    int option;

    *order = (struct order){.out = "tin-code.pdf", .limit_pence = TIN_LIMIT_PENCE};
    optind = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'o')
            order->out = optarg;
        else if (option != 'l' || !money_parse(optarg, &order->limit_pence) ||
                 order->limit_pence == 0 || order->limit_pence > TIN_LIMIT_PENCE)
            return false;
    }
    if (optind + 1 != argc)
        return false;
    order->meeting = argv[optind];
    return true;
}

// Printed first: a code that nobody could read would take the last one's place.
static bool make(struct db *db, const struct office *office, const struct order *order,
                 struct err *err)
{
    struct meetings_meeting meeting;
    char code[TIN_CODE_SIZE];
    char fonts[EXPORT_PATH_SIZE];
    struct tins_paper tin = {.code = code, .limit_pence = order->limit_pence};
    struct bytes pdf = {0};
    bool ok;

    if (!export_find_meeting(db, office, order->meeting, &meeting, err))
        return false;
    tin.title = meeting.public_title;
    tin.start_ms = meeting.start_ms;
    export_fonts(fonts, office);
    ok = db_begin(db, err) &&
         db_end(db,
                tins_make(db, &meeting, order->limit_pence, code, err) &&
                    down_meeting(db, office, meeting.meeting, err) &&
                    tins_print(&tin, fonts, &pdf, err) &&
                    bytes_write_file(order->out, pdf.data, pdf.length, 0600, err),
                err);
    mem_wipe(code, sizeof code);
    mem_wipe(&meeting, sizeof meeting);
    bytes_clear(&pdf);
    return ok;
}

int export_tin(const char *config, int argc, char **argv)
{
    struct office office;
    struct order order;
    struct db *db;
    struct err err;
    bool ok;

    if (!read_order(&order, argc, argv))
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = make(db, &office, &order, &err);
    if (ok) {
        printf(
            "A new code is in %s: print it, seal it in an envelope for the float tin, and delete "
            "the file. A code printed before opens nothing any more.\n",
            order.out);
        office_ring(&office);
    }
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}
