// SPDX-License-Identifier: Apache-2.0

// card host|payer NAME, card member MEMBER-CODE: what a card says, and a new one for a lost one.

#include "server/command.h"

#include <stdio.h>

#include "server/down.h"
#include "server/office.h"
#include "server/people.h"
#include "server/staff.h"
#include "shared/err.h"
#include "shared/mem.h"
#include "shared/str.h"

static bool renew_member(struct db *db, const struct office *office, struct people_person *person,
                         struct err *err)
{
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = people_renew_card(db, office, person->person, &person->card, err) &&
         down_some(db, office, &person->person, 1, err);
    return db_end(db, ok, err);
}

static bool member_card(struct db *db, const struct office *office, const char *code, bool renew,
                        struct err *err)
{
    char text[CARD_TEXT_SIZE];
    struct people_person person;

    if (!people_find(db, office, code, &person, err)) {
        if (err->kind == ERR_NOT_FOUND)
            err_set(err, ERR_NOT_FOUND, "no member has that code: import people first");
        return false;
    }
    if (renew && !renew_member(db, office, &person, err))
        return false;
    card_write(text, &person.card);
    printf("%s\n", text);
    mem_wipe(&person, sizeof person);
    return true;
}

/* What was asked for. */
struct order {
    const char *whose; // a name, a member's code
    bool member, host;
    bool renew;
};

static bool staff_card(struct db *db, const struct office *office, const struct order *order,
                       struct err *err)
{
    char text[CARD_TEXT_SIZE];
    struct staff_member member;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = (order->renew ? staff_renew(db, office, order->whose, &member, err)
                       : staff_appoint(db, office, order->whose, order->host, &member, err)) &&
         down_staff(db, office, err);
    if (!db_end(db, ok, err))
        return false;
    card_write(text, &member.card);
    if (member.pin[0])
        printf("%s\nPIN %s. It is not shown again.\n", text, member.pin);
    else
        printf("%s\nThe card and the PIN are the ones this person has.\n", text);
    mem_wipe(&member, sizeof member);
    return true;
}

static bool read_order(struct order *order, int argc, char **argv)
{
    if (argc < 3 || argc > 4)
        return false;
    *order = (struct order){.whose = argv[2],
                            .member = str_equal(argv[1], "member"),
                            .host = str_equal(argv[1], "host"),
                            .renew = argc == 4};
    return (order->member || order->host || str_equal(argv[1], "payer")) &&
           (!order->renew || str_equal(argv[3], "--new"));
}

static int run(const char *config, int argc, char **argv)
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
    ok = order.member ? member_card(db, &office, order.whose, order.renew, &err)
                      : staff_card(db, &office, &order, &err);
    if (ok && (order.renew || !order.member))
        office_ring(&office);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}

const struct command command_card = {
    .word = "card",
    .arguments = "host|payer NAME [--new] | card member MEMBER-CODE [--new]",
    .help = "the text of a card; for a new host or payer also the PIN, once; --new makes\n"
            "another card (and PIN), and the old one opens nothing",
    .needs_config = true,
    .run = run,
};
