// SPDX-License-Identifier: Apache-2.0
#include "kiosk/practice.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kiosk/screens.h"
#include "kiosk/vault.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/note.h"
#include "shared/str.h"
#include "shared/when.h"

extern const char demo_json[]; // assets/policies

#define LENGTH_MS INT64_C(9000000) // two and a half hours
#define SOON_MS INT64_C(300000)
#define AGREED_MS INT64_C(1209600000) // two weeks
#define LIMIT_PENCE 100000

const char *const practice_names[PRACTICE_PEOPLE][2] = {
    {"Robin", "Example"}, {"Alys", "Enghraifft"}, {"Sam", "Example"}, {"Mari", "Enghraifft"}};

struct practice {
    // what was set aside
    struct store store;
    struct body_kiosk_configured configured;
    char run[OUTBOX_PATH_SIZE];
    enum printer_state printer;
    bool out_of_service;
    // the invented office
    struct card cards[PRACTICE_CARDS];
    struct id staff[PRACTICE_MEMBER];
    struct id meeting;
    uint8_t key[NOTE_KEY_SIZE];
};

static void must(bool ok, const struct err *err)
{
    if (ok)
        return;
    // In memory there is no disk to fail: it is a mistake of ours.
    fprintf(stderr, "diolch-kiosk: practice does not work: %s\n", err->text);
    abort();
}

// As the office tells it, without an envelope.
static void tell(struct kiosk *kiosk, enum record_kind kind, const void *body)
{
    struct record record = {.kind = kind, .meeting_id = kiosk->practice->meeting};
    struct bytes json = {0};
    struct err err;

    body_write(kind, body, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    must(roster_apply(kiosk->store.db, &record, &err), &err);
    bytes_clear(&json);
}

static void tell_policy(struct kiosk *kiosk)
{
    struct record record = {
        .kind = RECORD_POLICY_SET, .body = demo_json, .body_length = strlen(demo_json)};
    struct err err;

    must(roster_apply(kiosk->store.db, &record, &err), &err);
}

static void tell_meeting(struct kiosk *kiosk)
{
    struct practice *practice = kiosk->practice;
    struct body_host host = {.staff = practice->staff[PRACTICE_HOST]};
    struct body_meeting_planned body = {.public_title = "Practice",
                                        .type = "agreed_coproduction",
                                        .policy = "demo",
                                        .start_ms = when_now_ms() + SOON_MS,
                                        .end_ms = when_now_ms() + SOON_MS + LENGTH_MS,
                                        .agreed_ms = when_now_ms() - AGREED_MS,
                                        .hosts_count = 1};

    card_id(host.card, &practice->cards[PRACTICE_HOST]);
    card_wrap(host.wrapped_key, &practice->cards[PRACTICE_HOST], practice->key);
    body.hosts[0] = host;
    tell(kiosk, RECORD_MEETING_PLANNED, &body);
}

static void tell_staff(struct kiosk *kiosk, enum practice_card which)
{
    struct practice *practice = kiosk->practice;
    struct body_payer_set body = {.staff = practice->staff[which],
                                  .host = which == PRACTICE_HOST,
                                  .payer = true,
                                  .limit_pence = LIMIT_PENCE};

    card_id(body.card, &practice->cards[which]);
    card_hash_pin(body.pin_hash, &practice->cards[which], PRACTICE_PIN);
    tell(kiosk, RECORD_PAYER_SET, &body);
}

static void seal_names(struct kiosk *kiosk, size_t index, uint8_t name[static NOTE_NAME_SIZE])
{
    struct body_names names = {0};
    struct bytes json = {0};
    struct bytes sealed = {0};
    struct err err;

    str_copy(names.first, sizeof names.first, practice_names[index][0]);
    str_copy(names.last, sizeof names.last, practice_names[index][1]);
    shape_write(&body_names_shape, &json, NULL, &names);
    note_seal(&sealed, kiosk->practice->key, "names", json.data, json.length);
    note_name(name, sealed.data, sealed.length);
    must(store_note(&kiosk->store, name, kiosk->practice->meeting, &sealed, &err), &err);
    bytes_clear(&json);
    bytes_clear(&sealed);
}

static void tell_person(struct kiosk *kiosk, size_t index)
{
    struct body_person_expected body = {.person = id_new(),
                                        .age_band = "21_up",
                                        .role = "member",
                                        .agreed_ms = when_now_ms() - AGREED_MS,
                                        .return_miles = 12300,
                                        .opted_in = true,
                                        .maximum_pence = -1,
                                        .bank_on_file = true,
                                        .pay_channel = "bank"};

    card_id(body.card, &kiosk->practice->cards[PRACTICE_MEMBER + index]);
    seal_names(kiosk, index, body.names);
    tell(kiosk, RECORD_PERSON_EXPECTED, &body);
}

static void tell_all(struct kiosk *kiosk)
{
    struct body_kiosk_configured configured = {
        .kiosk = id_new(), .letter = "A", .organisation = "Practice"};
    struct err err;

    must(store_begin(&kiosk->store, &err), &err);
    tell(kiosk, RECORD_KIOSK_CONFIGURED, &configured);
    kiosk->configured = configured;
    tell_policy(kiosk);
    tell_meeting(kiosk);
    tell_staff(kiosk, PRACTICE_HOST);
    tell_staff(kiosk, PRACTICE_PAYER);
    for (size_t i = 0; i < PRACTICE_PEOPLE; i++)
        tell_person(kiosk, i);
    must(store_end(&kiosk->store, true, &err), &err);
}

// Open, with £150 in the tin: a visitor can begin at once, and the desk can close it.
static void open_meeting(struct kiosk *kiosk)
{
    struct practice *practice = kiosk->practice;
    struct body_meeting_opened opened = {.host = practice->staff[PRACTICE_HOST],
                                         .at_ms = when_now_ms()};
    struct body_float counted = {
        .float_id = id_new(),
        .pence = 15000,
        .by = practice->staff[PRACTICE_PAYER],
        .witness = practice->staff[PRACTICE_HOST],
        .coins = {{1000, 5}, {500, 8}, {200, 15}, {100, 15}, {50, 15}, {20, 25}, {10, 20}, {5, 10}},
        .coins_count = 8};
    struct err err;

    when_local_date(opened.local_date, opened.at_ms);
    must(roster_open(&kiosk->roster, &kiosk->store, practice->meeting, practice->key, &err) &&
             store_save(&kiosk->store, RECORD_MEETING_OPENED, id_new(), practice->meeting, &opened,
                        &err) &&
             store_save(&kiosk->store, RECORD_FLOAT_OPENED, counted.float_id, practice->meeting,
                        &counted, &err),
         &err);
}

static void make_office(struct practice *practice)
{
    practice->meeting = id_new();
    note_make_key(practice->key);
    for (size_t i = 0; i < PRACTICE_CARDS; i++)
        card_make(&practice->cards[i], i < PRACTICE_MEMBER ? CARD_HOST : CARD_MEMBER);
    for (size_t i = 0; i < PRACTICE_MEMBER; i++)
        practice->staff[i] = id_new();
}

// Its folders are never to be used; what would be written there all the same stays beside the key
// and is seen.
static void open_store(struct store *store, const char *folder)
{
    struct err err;

    *store = (struct store){.log_id = id_new(), .enrolled = true};
    must(keys_start(&err) && db_open(&store->db, ":memory:", store_schemas, STORE_SCHEMAS, &err),
         &err);
    keys_make(&store->keys);
    str_copy(store->out, sizeof store->out, folder);
    str_copy(store->in, sizeof store->in, folder);
}

static void folder_of(char out[static OUTBOX_PATH_SIZE], const char *run)
{
    outbox_path(out, run, "practice");
}

static void set_aside(struct kiosk *kiosk)
{
    struct practice *practice = mem_new(1, sizeof *practice);
    struct err err;

    if (!outbox_make_folder(kiosk->run, &err)) // with --practice there may be none yet
        kiosk_failed(kiosk, &err);
    roster_close(&kiosk->roster);
    practice->store = kiosk->store;
    practice->configured = kiosk->configured;
    practice->printer = kiosk->printer.state;
    practice->out_of_service = kiosk->out_of_service;
    str_copy(practice->run, sizeof practice->run, kiosk->run);
    folder_of(kiosk->run, practice->run);
    kiosk->printer.state = PRINTER_NONE; // nothing of it is on paper
    kiosk->out_of_service = false;
    kiosk->practice = practice;
}

static void lend_card(struct kiosk *kiosk)
{
    stage_aside(&kiosk->stage, &screen_practice);
}

void practice_begin(struct kiosk *kiosk)
{
    assert(!kiosk->practice);
    kiosk->stage.practice_end = practice_end;
    kiosk->stage.practice_card = lend_card;
    kiosk_home(kiosk); // what somebody began is kept before the store is another
    set_aside(kiosk);
    stage_work(&kiosk->stage, STAGE_SECRETS); // PINs of invented staff
    make_office(kiosk->practice);
    open_store(&kiosk->store, kiosk->run);
    tell_all(kiosk);
    open_meeting(kiosk);
    kiosk->stage.ui->practice = true;
    kiosk->stage.touched_ms = when_monotonic_ms(); // silence is counted from here
    kiosk_home(kiosk);
}

void practice_sweep(const char *run)
{
    char folder[OUTBOX_PATH_SIZE];
    struct err err;

    folder_of(folder, run);
    if (vault_destroy(folder, &err))
        rmdir(folder); // which need not be there
}

void practice_drop(struct kiosk *kiosk)
{
    struct practice *practice = kiosk->practice;

    if (!practice)
        return;
    visit_forget(&kiosk->visit);
    mem_wipe(&kiosk->desk, sizeof kiosk->desk);
    roster_close(&kiosk->roster);
    store_close(&kiosk->store);
    practice_sweep(practice->run);
    when_release();
    kiosk->store = practice->store;
    kiosk->configured = practice->configured;
    kiosk->printer.state = practice->printer;
    kiosk->out_of_service = practice->out_of_service;
    str_copy(kiosk->run, sizeof kiosk->run, practice->run);
    mem_wipe(practice, sizeof *practice);
    free(practice);
    kiosk->practice = NULL;
    kiosk->stage.ui->practice = false;
}

void practice_end(struct kiosk *kiosk)
{
    struct desk_place place;
    struct err err;

    if (!kiosk->practice)
        return;
    practice_drop(kiosk);
    if (!kiosk->store.db && !kiosk->out_of_service) {
        practice_begin(kiosk);
        return;
    }
    place = kiosk_desk_place(kiosk);
    if (!kiosk->out_of_service && !desk_find_meeting(&place, &err))
        kiosk_failed(kiosk, &err);
    kiosk_receive(kiosk); // what came meanwhile
    kiosk_home(kiosk);
}

void practice_card(const struct kiosk *kiosk, enum practice_card which,
                   char out[static CARD_TEXT_SIZE])
{
    card_write(out, &kiosk->practice->cards[which]);
}
