// SPDX-License-Identifier: Apache-2.0
// A kiosk for one robot visit: enrolled by the tests' office, with a meeting at the time given and
// people it expects. Prints what scripts name: "host DIOLCH:1:H:…".
//
//     prepare FOLDER POLICY.json INSTANT

#include <stdio.h>

#include "kiosk/store.h"
#include "shared/card.h"
#include "shared/when.h"
#include "tests/kiosk/office.h"

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

static bool prepare(const char *folder, const char *policy, struct office *office,
                    struct store *store, struct err *err)
{
    char data[512];
    char out[512];
    char in[512];

    return keys_start(err) &&
           store_open(store, in_folder(data, folder, "data"), in_folder(out, folder, "out"),
                      in_folder(in, folder, "in"), err) &&
           office_open(office, store, policy, err);
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
    printf("pin %s\n", OFFICE_PIN);
    for (int i = 0; i < OFFICE_PEOPLE; i++) {
        char name[24];

        snprintf(name, sizeof name, "member%d", i + 1);
        print_card(name, &office.members[i]);
    }
    office_close(&office);
    store_close(&store);
    return 0;
}
