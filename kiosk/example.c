// SPDX-License-Identifier: Apache-2.0
#include "kiosk/example.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "shared/keys.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"

extern const char demo_json[]; // assets/policies

static const char NOW[] = "2026-11-23T09:55:00Z";
static const char START[] = "2026-11-23T10:00:00Z";
static const char END[] = "2026-11-23T12:30:00Z";

static const char *const names[][2] = {
    {"Jo", "Smith"},        {"Dafydd", "Morgan"},
    {"Siân", "Morgan"},     {"Megan", "Evans"},
    {"Rhys", "Evans"},      {"Tomos", "Evans"},
    {"Gwenllian", "Evans"}, {"Amir", "Evans"},
    {"Nia", "Evans"},       {"Bartholomew Maximilian", "Featherstonehaugh"},
};
#define PEOPLE (sizeof names / sizeof names[0])

// Ids and keys that are the same in every picture.
static struct id number_id(unsigned char number)
{
    struct id id;

    memset(&id, number, sizeof id);
    return id;
}

static void must(bool ok, const struct err *err)
{
    if (ok)
        return;
    fprintf(stderr, "the example does not work: %s\n", err->text);
    abort();
}

static void fill_person(struct roster_person *person, size_t index)
{
    struct body_person_expected *expected = &person->expected;

    *person = (struct roster_person){0};
    expected->person = number_id((unsigned char)(100 + index));
    str_copy(expected->age_band, sizeof expected->age_band, "21_up");
    str_copy(expected->role, sizeof expected->role, "member");
    expected->agreed_ms = when_now_ms() - INT64_C(14) * 86400000;
    expected->return_miles = 12300;
    expected->opted_in = true;
    expected->maximum_pence = -1;
    expected->bank_on_file = true;
    expected->month_offered_pence = 13125;
    expected->month_taken_pence = 6000;
    str_copy(person->names.first, sizeof person->names.first, names[index][0]);
    str_copy(person->names.last, sizeof person->names.last, names[index][1]);
    snprintf(person->mask, sizeof person->mask, "%s %.1s.", names[index][0], names[index][1]);
}

static void fill_roster(struct roster *roster)
{
    struct body_meeting_planned *planned = &roster->planned;
    struct err err;

    roster->open = true;
    roster->meeting = number_id(1);
    memset(roster->key, 7, sizeof roster->key);
    str_copy(planned->public_title, sizeof planned->public_title, "Monday group");
    str_copy(planned->type, sizeof planned->type, "agreed_coproduction");
    when_read(&planned->start_ms, START);
    when_read(&planned->end_ms, END);
    planned->agreed_ms = planned->start_ms - 86400000;
    planned->hosts_count = 1;
    planned->hosts[0].staff = number_id(2);
    must(policy_read(&roster->policy, demo_json, strlen(demo_json), "demo", &err), &err);
    str_copy(planned->policy, sizeof planned->policy, roster->policy.id);
    roster->people = mem_new(PEOPLE, sizeof *roster->people);
    roster->count = PEOPLE;
    for (size_t i = 0; i < PEOPLE; i++)
        fill_person(&roster->people[i], i);
}

static void open_meeting(struct kiosk *kiosk)
{
    struct body_meeting_opened opened = {.host = number_id(2), .at_ms = when_now_ms()};
    struct body_float counted = {
        .float_id = number_id(3), .pence = 15000, .by = number_id(2), .witness = number_id(4)};
    struct err err;

    when_local_date(opened.local_date, opened.at_ms);
    must(store_save(&kiosk->store, RECORD_MEETING_OPENED, id_new(), kiosk->roster.meeting, &opened,
                    &err),
         &err);
    must(store_save(&kiosk->store, RECORD_FLOAT_OPENED, id_new(), kiosk->roster.meeting, &counted,
                    &err),
         &err);
}

static void forget_all(struct kiosk *kiosk)
{
    visit_forget(&kiosk->visit);
    live_clear(&kiosk->live);
    kiosk->live.state = LIVE_NONE;
    roster_close(&kiosk->roster);
    store_close(&kiosk->store);
    mem_wipe(&kiosk->desk, sizeof kiosk->desk);
    kiosk->errand = KIOSK_SIGN_IN;
    kiosk->receipt_photo = KIOSK_PHOTO_PERSON;
    kiosk->guesses = 0;
    kiosk->out_of_service = false;
    kiosk->printer.state = PRINTER_NONE;
    kiosk->trouble[0] = '\0';
}

void example_fill(struct kiosk *kiosk)
{
    int64_t now;
    struct err err;

    when_read(&now, NOW);
    when_start_at(now);
    must(keys_start(&err), &err);
    forget_all(kiosk);
    must(db_open(&kiosk->store.db, ":memory:", store_schemas, STORE_SCHEMAS, &err), &err);
    kiosk->store.log_id = number_id(5);
    kiosk->store.enrolled = true;
    kiosk->wording = (struct body_wording_set){0}; // the kiosk's own
    str_copy(kiosk->configured.letter, sizeof kiosk->configured.letter, "A");
    fill_roster(&kiosk->roster);
    open_meeting(kiosk);
}

void example_visit(struct kiosk *kiosk, enum visit_how how)
{
    visit_begin(&kiosk->visit, kiosk->roster.people[0].expected.person, how);
}

void example_arrive(struct kiosk *kiosk, enum visit_how how)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    example_visit(kiosk, how);
    must(visit_arrive(&kiosk->visit, &place, &err), &err);
}

void example_answers(struct kiosk *kiosk)
{
    struct visit *visit = &kiosk->visit;
    struct visit_line *bus;

    example_arrive(kiosk, VISIT_BY_LETTERS);
    visit->prep_minutes = 60;
    visit->travel_said = true;
    bus = visit_add_line(visit, POLICY_BUS);
    bus->pence = 420;
    bus->proof = VISIT_HERE;
    visit_add_line(visit, POLICY_MILEAGE_CAR)->milli_miles = 12300;
    visit->fee = VISIT_FEE_BANK;
    visit->benefits_seen_ms = when_now_ms();
    visit_assess(visit, &kiosk->roster);
}

struct visit_line *example_line(struct kiosk *kiosk, enum policy_category category)
{
    example_arrive(kiosk, VISIT_BY_LETTERS);
    kiosk->visit.at = 0;
    return visit_add_line(&kiosk->visit, category);
}

void example_claim(struct kiosk *kiosk)
{
    struct books_claim *claim = &kiosk->visit.claim;

    kiosk->visit.claimed = true;
    *claim = (struct books_claim){.claim = number_id(6),
                                  .expenses_pence = 974,
                                  .fee_pence = 4375,
                                  .about = true,
                                  .cash_today = true};
    str_copy(claim->number, sizeof claim->number, "A 47");
    str_copy(claim->fee_channel, sizeof claim->fee_channel, "bank");
}

void example_under_18(struct kiosk *kiosk)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    str_copy(expected->age_band, sizeof expected->age_band, "under_18");
}

void example_long_name(struct kiosk *kiosk)
{
    visit_begin(&kiosk->visit, kiosk->roster.people[PEOPLE - 1].expected.person, VISIT_BY_LETTERS);
}

void example_last_time(struct kiosk *kiosk)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    expected->usual_count = 1;
    expected->usual[0] = (struct body_usual){.code = "bus", .pence = 420, .miles = -1};
    expected->usual_prep_minutes = 60;
    expected->last_claim = number_id(8);
    expected->last_cash_pence = 974;
    expected->last_paid_pence = 4375;
    str_copy(expected->last_fee, sizeof expected->last_fee, "bank");
    str_copy(expected->last_paid_on, sizeof expected->last_paid_on, "2026-10-28");
}

void example_waiting(struct kiosk *kiosk)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    expected->waiting_count = kiosk->visit.waiting_count = 2;
    expected->waiting[0] = (struct body_waiting){.claim = number_id(8),
                                                 .ref = "X1",
                                                 .code = "bus",
                                                 .pence = 420,
                                                 .date = "2026-10-26",
                                                 .until = "2027-03-31"};
    expected->waiting[1] = (struct body_waiting){.claim = number_id(8),
                                                 .code = "fee",
                                                 .pence = 4375,
                                                 .date = "2026-10-26",
                                                 .until = "2027-03-31"};
    for (size_t i = 0; i < 2; i++)
        kiosk->visit.waiting[i].what = expected->waiting[i];
}

void example_late(struct kiosk *kiosk, size_t index)
{
    example_waiting(kiosk);
    kiosk->visit.late = (struct visit_late){
        .on = true,
        .what = kiosk->roster.people[0].expected.waiting[index],
        .line = {.category = POLICY_BUS, .number = 1, .pence = 420, .milli_miles = -1},
        .less_pence = -1};
}

void example_supporters(struct kiosk *kiosk)
{
    struct body_person_expected *expected = &kiosk->roster.people[2].expected;

    expected->supports = kiosk->visit.person;
    expected->supporter_number = 1;
}

void example_agreed(struct kiosk *kiosk)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    expected->taxi_agreed = true;
    expected->items_count = 1;
    str_copy(expected->items[0].code, sizeof expected->items[0].code, "childcare");
    expected->prepaid_count = 1;
    str_copy(expected->prepaid[0].code, sizeof expected->prepaid[0].code, "train");
}

// Paper with a dark head and lines of print, 300 by 420.
static JSAMPLE ticket_dot(int x, int y)
{
    bool paper = x > 20 && x < 280 && y > 20 && y < 400;
    bool head = x > 40 && x < 260 && y > 50 && y < 110;
    bool print = x > 40 && x < 200 + y % 40 && y > 140 && y < 360 && y % 40 < 10;

    return !paper ? 110 : head || print ? 50 : 240;
}

void example_ticket(struct bytes *jpeg)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr manager;
    unsigned char *memory = NULL;
    unsigned long size = 0;
    JSAMPLE row[300];
    JSAMPROW rows[1] = {row};

    info.err = jpeg_std_error(&manager);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &memory, &size);
    info.image_width = 300;
    info.image_height = 420;
    info.input_components = 1;
    info.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    for (int y = 0; y < 420; y++) {
        for (int x = 0; x < 300; x++)
            row[x] = ticket_dot(x, y);
        jpeg_write_scanlines(&info, rows, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    bytes_add(jpeg, memory, size);
    free(memory);
}

static bool draw_nothing(void *data, const struct slip *slip, struct bytes *out, struct err *err)
{
    (void)data;
    (void)slip;
    (void)out;
    return err_set(err, ERR_INTERNAL, "there is no paper in an example");
}

void example_printer(struct kiosk *kiosk)
{
    kiosk->printer.state = PRINTER_READY;
    kiosk->draw_slip = draw_nothing;
}
