// SPDX-License-Identifier: Apache-2.0

// card host|payer NAME, card member MEMBER-CODE: what is printed on cards.

#include "server/command.h"

#include <stdio.h>

#include "server/down.h"
#include "server/office.h"
#include "server/people.h"
#include "server/staff.h"
#include "shared/err.h"
#include "shared/mem.h"
#include "shared/str.h"

static bool member_card(struct db *db, const struct office *office, const char *code,
                        struct err *err)
{
    char text[CARD_TEXT_SIZE];
    struct people_person person;

    if (!people_find(db, office, code, &person, err)) {
        if (err->kind == ERR_NOT_FOUND)
            err_set(err, ERR_NOT_FOUND, "no member has that code: import people first");
        return false;
    }
    card_write(text, &person.card);
    printf("%s\n", text);
    mem_wipe(&person, sizeof person);
    return true;
}

static bool staff_card(struct db *db, const struct office *office, const char *name, bool host,
                       struct err *err)
{
    char text[CARD_TEXT_SIZE];
    struct staff_member member;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = staff_appoint(db, office, name, host, &member, err) && down_staff(db, office, err);
    if (!db_end(db, ok, err))
        return false;
    card_write(text, &member.card);
    if (member.pin[0])
        printf("%s\nPIN %s. It is not shown again.\n", text, member.pin);
    else
        printf("%s\nThe card and the PIN are the ones this person has.\n", text);
    mem_wipe(&member, sizeof member);
    office_ring(office);
    return true;
}

static int run(const char *config, int argc, char **argv)
{
    struct office office;
    struct db *db;
    struct err err;
    bool member;
    bool host;
    bool ok;

    if (argc != 3)
        return COMMAND_USAGE;
    member = str_equal(argv[1], "member");
    host = str_equal(argv[1], "host");
    if (!member && !host && !str_equal(argv[1], "payer"))
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = member ? member_card(db, &office, argv[2], &err)
                : staff_card(db, &office, argv[2], host, &err);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}

const struct command command_card = {
    .word = "card",
    .arguments = "host|payer NAME | card member MEMBER-CODE",
    .help = "the text of a card; for a new host or payer also the PIN, once",
    .needs_config = true,
    .run = run,
};
