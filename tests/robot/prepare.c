// SPDX-License-Identifier: Apache-2.0
// A kiosk for one robot visit: enrolled by the tests' office, with a meeting at the time given and
// people it expects, six or more; and a second kiosk, B, at the same meeting. Prints what scripts
// name: "host DIOLCH:1:H:…". Later the same office signs that it has the log of such a kiosk, as
// far as it goes then, and plans the next meeting with the same people; what it must know for that
// is left in FOLDER/office.
//
//     prepare FOLDER POLICY.json INSTANT [PEOPLE [FOLDER-OF-B]]
//     prepare sign FOLDER INSTANT
//     prepare next FOLDER INSTANT

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/store.h"
#include "shared/bytes.h"
#include "shared/card.h"
#include "shared/log.h"
#include "shared/str.h"
#include "shared/tin.h"
#include "shared/when.h"
#include "tests/kiosk/office.h"

static const char TIN[] = "4071882359016634";

static const char *in_folder(char out[static 512], const char *folder, const char *name)
{
    snprintf(out, 512, "%s/%s", folder, name);
    return out;
}

// Jo was here last month.
static void came_before(const struct office *office, struct body_person_expected *body)
{
    static const char *const choices[] = {"photographs", "words", "contact"};

    body->usual_count = 1;
    body->usual[0] = (struct body_usual){.code = "bus", .pence = 420, .miles = -1};
    body->usual_prep_minutes = 60;
    body->last_claim = id_new();
    body->last_cash_pence = 974;
    body->last_paid_pence = 4375;
    str_copy(body->last_paid_on, sizeof body->last_paid_on, "2025-10-28");
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        struct body_remembered_choice *choice = &body->choices[body->choices_count++];

        *choice = (struct body_remembered_choice){.value = "no", .wording = 1};
        str_copy(choice->choice, sizeof choice->choice, choices[i]);
        choice->at_ms = office->start_ms - INT64_C(30) * 86400000;
    }
}

// Siân has not decided about last month's payment.
static void has_not_decided(const struct office *office, struct body_person_expected *body)
{
    (void)office;
    body->waiting_count = 1;
    body->waiting[0] = (struct body_waiting){.claim = id_new(),
                                             .code = "fee",
                                             .pence = 4375,
                                             .date = "2025-10-15",
                                             .until = "2026-03-31"};
}

// Li comes along with Jo, whose train was bought, and who may pay for childcare.
static void comes_along(const struct office *office, struct body_person_expected *body)
{
    body->supports = office->people[3];
    body->supporter_number = 1;
    body->items_count = 1;
    str_copy(body->items[0].code, sizeof body->items[0].code, "childcare");
    body->prepaid_count = 1;
    str_copy(body->prepaid[0].code, sizeof body->prepaid[0].code, "train");
}

static bool open_store(struct store *store, const char *folder, struct err *err)
{
    char data[512];
    char out[512];
    char in[512];

    return store_open(store, in_folder(data, folder, "data"), in_folder(out, folder, "out"),
                      in_folder(in, folder, "in"), err);
}

static bool keep_office(const struct office *office, const char *folder, struct err *err)
{
    char path[512];

    return bytes_write_file(in_folder(path, folder, "office"), office, sizeof *office, 0600, err);
}

static void print_card(const char *name, const struct card *card)
{
    char text[CARD_TEXT_SIZE];

    card_write(text, card);
    printf("%s %s\n", name, text);
}

static void print_member(long number, const struct card *card)
{
    char name[24];

    snprintf(name, sizeof name, "member%ld", number);
    print_card(name, card);
}

static bool prepare(const char *folder, const char *policy, struct office *office,
                    struct store *store, struct err *err)
{
    return open_store(store, folder, err) && office_open(office, store, policy, err) &&
           office_expect(office, store, 1, has_not_decided, err) &&
           office_expect(office, store, 3, came_before, err) &&
           office_expect(office, store, 4, comes_along, err);
}

// For a meeting of many: Ann Price, Ann Hughes, … Bryn Price, …
static bool invite(struct office *office, const struct store *store, long people, struct err *err)
{
    static const char *const first[] = {"Ann", "Bryn", "Cara", "Dylan", "Elin", "Ffion", "Gwen"};
    static const char *const last[] = {"Price", "Hughes", "Lewis", "Rees"};
    bool ok = true;

    for (long i = 0; ok && i < people - OFFICE_PEOPLE; i++) {
        const char *const name[2] = {first[i / 4 % 7], last[i % 4]};
        struct card card;

        ok = office_invite(office, store, name, &card, err);
        print_member(OFFICE_PEOPLE + 1 + i, &card);
    }
    return ok;
}

static bool join(struct office *first, const struct store *first_store, const char *folder,
                 const char *policy, struct err *err)
{
    struct office office = {0};
    struct store store = {0};
    bool ok = open_store(&store, folder, err) &&
              office_join(&office, &store, first, first_store, policy, err) &&
              keep_office(&office, folder, err);

    office_close(&office);
    store_close(&store);
    return ok;
}

static bool make(char **arguments, long people, const char *second, struct err *err)
{
    const char *folder = arguments[0];
    const char *policy = arguments[1];
    struct office office = {0};
    struct store store = {0};
    struct card deputy;
    bool ok = prepare(folder, policy, &office, &store, err) &&
              (!second || join(&office, &store, second, policy, err)) &&
              office_seal_tin(&office, &store, TIN, TIN_LIMIT_PENCE, err) &&
              office_nominate(&office, &store, &deputy, err) &&
              invite(&office, &store, people, err) && keep_office(&office, folder, err);

    if (ok) {
        print_card("host", &office.host);
        print_card("payer", &office.payer);
        print_card("deputy", &deputy);
        printf("pin %s\ntin %s\n", OFFICE_PIN, TIN);
        for (int i = 0; i < OFFICE_PEOPLE; i++)
            print_member(i + 1, &office.members[i]);
    }
    office_close(&office);
    store_close(&store);
    return ok;
}

static bool find_office(struct office *office, const char *folder, struct err *err)
{
    struct bytes kept = {0};
    char path[512];
    bool ok = bytes_read_file(&kept, in_folder(path, folder, "office"), sizeof *office, err);

    if (ok && kept.length != sizeof *office)
        ok = err_set(err, ERR_INVALID, "the office is not of this build");
    if (ok)
        memcpy(office, kept.data, sizeof *office);
    bytes_clear(&kept);
    return ok;
}

static bool sign(const char *folder, struct err *err)
{
    struct office office;
    struct store store = {0};
    struct log_head head;
    bool ok = find_office(&office, folder, err) && open_store(&store, folder, err);

    office.db = store.db; // what it told this kiosk stands there too
    ok = ok && log_head(store.db, store.log_id, &head, err) &&
         office_acknowledge(&office, &store, head.seq, err);
    store_close(&store);
    return ok;
}

static bool plan_next(const char *folder, struct err *err)
{
    struct office office = {0};
    struct store store = {0};
    bool ok = find_office(&office, folder, err);

    office.db = NULL;
    ok = ok && open_store(&store, folder, err) && office_plan_next(&office, &store, err) &&
         keep_office(&office, folder, err);
    office_close(&office);
    store_close(&store);
    return ok;
}

static bool run(int argc, char **argv, struct err *err)
{
    if (argc == 4 && str_equal(argv[1], "sign"))
        return sign(argv[2], err);
    if (argc == 4 && str_equal(argv[1], "next"))
        return plan_next(argv[2], err);
    return make(argv + 1, argc > 4 ? strtol(argv[4], NULL, 10) : 0, argc > 5 ? argv[5] : NULL, err);
}

int main(int argc, char **argv)
{
    int64_t start;
    struct err err;

    if (argc < 4 || argc > 6 || !when_read(&start, argv[3])) {
        fputs("usage: prepare FOLDER POLICY.json INSTANT [PEOPLE [FOLDER-OF-B]]\n"
              "       prepare sign|next FOLDER INSTANT\n",
              stderr);
        return 2;
    }
    when_start_at(start);
    if (keys_start(&err) && run(argc, argv, &err))
        return 0;
    fprintf(stderr, "prepare: %s\n", err.text);
    return 1;
}
