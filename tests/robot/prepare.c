// SPDX-License-Identifier: Apache-2.0
// A kiosk for one robot visit: enrolled by the tests' office, with a meeting at the time given and
// people it expects. Prints what scripts name: "host DIOLCH:1:H:…".
//
//     prepare FOLDER POLICY.json INSTANT

#include <stdio.h>

#include "kiosk/store.h"
#include "shared/card.h"
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

static void print_card(const char *name, const struct card *card)
{
    char text[CARD_TEXT_SIZE];

    card_write(text, card);
    printf("%s %s\n", name, text);
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
    str_copy(body->last_channel, sizeof body->last_channel, "bank");
    str_copy(body->last_paid_on, sizeof body->last_paid_on, "2025-10-28");
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        struct body_remembered_choice *choice = &body->choices[body->choices_count++];

        *choice = (struct body_remembered_choice){.value = "no", .wording = 1};
        str_copy(choice->choice, sizeof choice->choice, choices[i]);
        choice->at_ms = office->start_ms - INT64_C(30) * 86400000;
    }
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

static bool prepare(const char *folder, const char *policy, struct office *office,
                    struct store *store, struct err *err)
{
    char data[512];
    char out[512];
    char in[512];

    return keys_start(err) &&
           store_open(store, in_folder(data, folder, "data"), in_folder(out, folder, "out"),
                      in_folder(in, folder, "in"), err) &&
           office_open(office, store, policy, err) &&
           office_expect(office, store, 3, came_before, err) &&
           office_expect(office, store, 4, comes_along, err) &&
           office_seal_tin(office, store, TIN, TIN_LIMIT_PENCE, err);
}

int main(int argc, char **argv)
{
    struct office office = {0};
    struct store store = {0};
    int64_t start;
    struct err err;

    if (argc != 4 || !when_read(&start, argv[3])) {
        fputs("usage: prepare FOLDER POLICY.json INSTANT\n", stderr);
        return 2;
    }
    when_start_at(start);
    if (!prepare(argv[1], argv[2], &office, &store, &err)) {
        fprintf(stderr, "prepare: %s\n", err.text);
        return 1;
    }
    print_card("host", &office.host);
    print_card("payer", &office.payer);
    printf("pin %s\ntin %s\n", OFFICE_PIN, TIN);
    for (int i = 0; i < OFFICE_PEOPLE; i++) {
        char name[24];

        snprintf(name, sizeof name, "member%d", i + 1);
        print_card(name, &office.members[i]);
    }
    office_close(&office);
    store_close(&store);
    return 0;
}
