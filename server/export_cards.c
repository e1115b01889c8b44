// SPDX-License-Identifier: Apache-2.0

// export cards: sheets of cards to print.

#include "server/export.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/cards.h"
#include "server/command.h"
#include "server/down.h"
#include "server/meetings.h"
#include "server/office.h"
#include "server/people.h"
#include "server/staff.h"
#include "shared/err.h"
#include "shared/mem.h"
#include "shared/str.h"

struct order {
    const char *out;
    const char *meeting; // of those invited there; NULL: of everybody
    const char *people;  // codes with commas between; NULL: not by code
    bool staff;
    bool renew; // the old cards open nothing any more
};

struct sheet {
    struct cards_card *cards;
    struct id *people; // whose they are
    size_t count;
};

static void add(struct sheet *sheet, const struct card *card, struct id whose)
{
    sheet->cards = mem_resize(sheet->cards, sheet->count + 1, sizeof *sheet->cards);
    sheet->people = mem_resize(sheet->people, sheet->count + 1, sizeof *sheet->people);
    sheet->cards[sheet->count] = (struct cards_card){.card = *card};
    sheet->people[sheet->count++] = whose;
}

static void add_person(struct sheet *sheet, const struct people_person *person)
{
    struct cards_card *card;

    if (!*person->names.first && !*person->names.last)
        return; // erased, or not known yet
    add(sheet, &person->card, person->person);
    card = &sheet->cards[sheet->count - 1];
    cards_name(card->name, person->names.first, person->names.last);
    str_copy(card->lang, sizeof card->lang, person->language);
}

static bool add_by_id(struct sheet *sheet, struct db *db, const struct office *office,
                      const struct id *ids, size_t count, struct err *err)
{
    struct people_person person;

    for (size_t i = 0; i < count; i++) {
        if (!people_get(db, office, ids[i], &person, err))
            return false;
        add_person(sheet, &person);
        mem_wipe(&person, sizeof person);
    }
    return true;
}

static bool add_invited(struct sheet *sheet, struct db *db, const struct office *office,
                        const char *code, struct err *err)
{
    struct meetings_meeting meeting;
    struct id *ids;
    size_t count;
    bool ok;

    if (!export_find_meeting(db, office, code, &meeting, err))
        return false;
    ok = meetings_list_invited(db, meeting.meeting, &ids, &count, err);
    mem_wipe(&meeting, sizeof meeting);
    if (!ok)
        return false;
    ok = add_by_id(sheet, db, office, ids, count, err);
    free(ids);
    return ok;
}

static bool add_everybody(struct sheet *sheet, struct db *db, const struct office *office,
                          struct err *err)
{
    struct id *ids;
    size_t count;
    bool ok;

    if (!people_list(db, &ids, &count, err))
        return false;
    ok = add_by_id(sheet, db, office, ids, count, err);
    free(ids);
    return ok;
}

static bool add_code(struct sheet *sheet, struct db *db, const struct office *office,
                     const char *code, bool renew, struct err *err)
{
    struct people_person person;
    bool ok;

    if (!people_find(db, office, code, &person, err))
        return err->kind != ERR_NOT_FOUND
                   ? false
                   : err_set(err, ERR_NOT_FOUND,
                             "no member has the code %s: nothing was made; import people first",
                             code);
    ok = !renew || people_renew_card(db, office, person.person, &person.card, err);
    if (ok)
        add_person(sheet, &person);
    mem_wipe(&person, sizeof person);
    return ok;
}

static bool add_codes(struct sheet *sheet, struct db *db, const struct office *office,
                      const struct order *order, struct err *err)
{
    char *codes = mem_dup(order->people);
    char *rest = NULL;
    bool ok = true;

    for (char *code = strtok_r(codes, ",", &rest); ok && code; code = strtok_r(NULL, ",", &rest))
        ok = add_code(sheet, db, office, code, order->renew, err);
    free(codes);
    return ok;
}

// Staff have one name, as somebody typed it: "Anna Rhys Hughes".
static void name_staff(struct cards_card *card, const char *name)
{
    const char *last = strrchr(name, ' ');
    char first[BODY_NAME_SIZE];

    str_copy(first, sizeof first, name);
    first[strcspn(first, " ")] = '\0';
    cards_name(card->name, first, last && last[1] ? last + 1 : "");
}

static bool add_staff(struct sheet *sheet, struct db *db, const struct office *office,
                      struct err *err)
{
    struct staff_member *list;
    size_t count;

    if (!staff_list(db, office, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        add(sheet, &list[i].card, list[i].staff);
        name_staff(&sheet->cards[i], list[i].name);
    }
    staff_free(list, count);
    return true;
}

static bool fill(struct sheet *sheet, struct db *db, const struct office *office,
                 const struct order *order, struct err *err)
{
    if (order->staff)
        return add_staff(sheet, db, office, err);
    if (order->people)
        return add_codes(sheet, db, office, order, err);
    return order->meeting ? add_invited(sheet, db, office, order->meeting, err)
                          : add_everybody(sheet, db, office, err);
}

// Kiosks are told with it, so that no card is worthless before its successor is known.
static bool make(struct sheet *sheet, struct db *db, const struct office *office,
                 const struct order *order, struct err *err)
{
    bool ok;

    if (!order->renew)
        return fill(sheet, db, office, order, err);
    if (!db_begin(db, err))
        return false;
    ok = fill(sheet, db, office, order, err) &&
         down_some(db, office, sheet->people, sheet->count, err);
    return db_end(db, ok, err);
}

static bool write_sheet(const struct sheet *sheet, const struct office *office,
                        const struct order *order, struct err *err)
{
    char fonts[EXPORT_PATH_SIZE];
    struct bytes pdf = {0};
    bool ok;

    if (sheet->count == 0)
        return err_set(err, ERR_NOT_FOUND, "there is nobody to make a card for: nothing was made");
    export_fonts(fonts, office);
    ok = cards_write(sheet->cards, sheet->count, fonts, &pdf, err) &&
         bytes_write_file(order->out, pdf.data, pdf.length, 0600, err);
    mem_wipe(pdf.data, pdf.length);
    bytes_clear(&pdf);
    return ok;
}

static void say(const struct sheet *sheet, const struct order *order)
{
    printf("%zu %s in %s. Whoever has one can sign in as that person: print it, and delete the "
           "file.\n",
           sheet->count, sheet->count == 1 ? "card" : "cards", order->out);
    if (order->renew)
        printf("The old %s nothing any more, at each kiosk as soon as it has heard.\n",
               sheet->count == 1 ? "card opens" : "cards open");
}

static bool read_order(struct order *order, int argc, char **argv)
{
    static const struct option options[] = {
        {"out", required_argument, NULL, 'o'},
        {"people", required_argument, NULL, 'p'},
        {"staff", no_argument, NULL, 's'},
        {"new", no_argument, NULL, 'n'},
        {0},
    };
    int option;

    *order = (struct order){.out = "cards.pdf"};
    optind = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'o')
            order->out = optarg;
        else if (option == 'p')
            order->people = optarg;
        else if (option == 's')
            order->staff = true;
        else if (option == 'n')
            order->renew = true;
        else
            return false;
    }
    if (optind < argc)
        order->meeting = argv[optind++];
    // A card that people have in their pockets is not made worthless by a slip of the hand.
    return optind == argc &&
           (order->people != NULL) + (order->meeting != NULL) + order->staff <= 1 &&
           (!order->renew || order->people);
}

int export_cards(const char *config, int argc, char **argv)
{
    struct sheet sheet = {0};
    struct office office;
    struct order order;
    struct db *db;
    struct err err;
    bool ok;

    if (!read_order(&order, argc, argv))
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = make(&sheet, db, &office, &order, &err) && write_sheet(&sheet, &office, &order, &err);
    if (ok)
        say(&sheet, &order);
    if (ok && order.renew)
        office_ring(&office);
    mem_wipe(sheet.cards, sheet.count * sizeof *sheet.cards);
    free(sheet.cards);
    free(sheet.people);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}
