// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_unplanned.h"

#include <string.h>

#include "kiosk/vault.h"
#include "shared/log.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

#define HOUR_MS INT64_C(3600000)

static struct place place;

static int set_up(void **state)
{
    (void)state;
    place_open(&place, true);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static struct desk_unplanned make(void)
{
    struct desk_unplanned unplanned;

    desk_unplanned_begin(&unplanned);
    unplanned.start_ms = when_now_ms();
    unplanned.end_ms = unplanned.start_ms + 2 * HOUR_MS;
    return unplanned;
}

static void open_it(const struct desk_unplanned *unplanned)
{
    struct err err;

    check_ok(desk_unplanned_open(unplanned, &place.desk_place, &place.office.host, &err), &err);
}

// The last meeting.unplanned in the kiosk's log, and how many there are.
struct found {
    struct body_meeting_unplanned body;
    struct id meeting;
    int count;
};

static bool look(const struct record *record, void *context, struct err *err)
{
    struct found *found = context;

    if (record->kind != RECORD_MEETING_UNPLANNED)
        return true;
    found->count++;
    found->meeting = record->meeting_id;
    return body_read(record, &found->body, err);
}

static struct found find_record(void)
{
    struct found found = {0};
    struct err err;

    check_ok(log_each(place.store.db, place.store.log_id, 0, look, &found, &err), &err);
    return found;
}

static void test_desk_unplanned__opens_with_no_word_from_the_office(void **state)
{
    struct desk_unplanned unplanned = make();
    struct found found;

    (void)state;
    open_it(&unplanned);
    assert_true(place.roster.open && place.roster.unplanned);
    assert_true(id_equal(place.roster.meeting, unplanned.meeting));
    assert_int_equal(place.roster.planned.end_ms, unplanned.end_ms);
    // As the nearest that was planned.
    assert_string_equal(place.roster.planned.policy, place.office.policy);
    found = find_record();
    assert_true(id_equal(found.meeting, unplanned.meeting));
    assert_true(id_equal(found.body.host, place.office.host_id));
}

static void test_desk_unplanned__its_key_opens_with_the_card_and_at_the_office_only(void **state)
{
    struct desk_unplanned unplanned = make();
    uint8_t key[NOTE_KEY_SIZE];
    struct found found;

    (void)state;
    open_it(&unplanned);
    found = find_record();
    assert_true(note_unwrap_key(key, &place.office.keys, found.body.office_key));
    assert_memory_equal(key, place.roster.key, sizeof key);
    assert_true(card_unwrap(key, &place.office.host, found.body.wrapped_key));
    assert_memory_equal(key, place.roster.key, sizeof key);
    assert_false(note_unwrap_key(key, &place.office.recovery, found.body.office_key));
    assert_false(card_unwrap(key, &place.office.payer, found.body.wrapped_key));
    assert_memory_not_equal(place.roster.key, place.office.meeting_key, sizeof key);
}

static void test_desk_unplanned__whoever_is_known_from_other_meetings_is_found(void **state)
{
    const struct roster_clue clue = {.letters = "daf", .initial = ""};
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    struct desk_unplanned unplanned = make();
    size_t count;

    (void)state;
    open_it(&unplanned);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE);
    assert_int_equal(roster_find_letters(&place.roster, &clue, found, &count), ROSTER_FOUND);
    assert_false(found[0]->added);
    assert_non_null(roster_find_card(&place.roster, &place.office.members[0]));
}

static void change_nothing(const struct office *office, struct body_person_expected *body)
{
    (void)office;
    (void)body;
}

static int64_t count_notes(struct id meeting)
{
    int64_t count;
    struct err err;

    check_ok(db_number(place.store.db, &count, "SELECT count(*) FROM note WHERE meeting_id = $1",
                       DB_ARGS(db_id(&meeting)), 0, &err),
             &err);
    return count;
}

// A host of several meetings knows the same people from each.
static void test_desk_unplanned__nobodys_name_is_opened_twice(void **state)
{
    struct desk_unplanned unplanned = make();
    bool changed;
    struct err err;

    (void)state;
    place.office.meeting = id_new();
    check_ok(office_seal_tin(&place.office, &place.store, "1234567890123456", 2000, &err), &err);
    for (size_t i = 0; i < OFFICE_PEOPLE; i++)
        check_ok(office_expect(&place.office, &place.store, i, change_nothing, &err), &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
    open_it(&unplanned);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE);
    assert_int_equal(count_notes(unplanned.meeting), OFFICE_PEOPLE);
}

static void agree_much(const struct office *office, struct body_person_expected *body)
{
    (void)office;
    body->items_count = body->prepaid_count = 1;
    str_copy(body->items[0].code, BODY_CODE_SIZE, "taxi");
    str_copy(body->prepaid[0].code, BODY_CODE_SIZE, "train");
    body->taxi_agreed = body->dearer_agreed = true;
    body->choices_count = 2;
    body->choices[0] = (struct body_remembered_choice){"picture", "01", 1, 1};
    body->choices[1] = (struct body_remembered_choice){"photographs", "yes", 1, 1};
}

static void test_desk_unplanned__what_was_agreed_for_another_meeting_is_not_for_this(void **state)
{
    const struct body_person_expected *expected;
    struct desk_unplanned unplanned = make();
    bool changed;
    struct err err;

    (void)state;
    check_ok(office_expect(&place.office, &place.store, 0, agree_much, &err), &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
    open_it(&unplanned);
    expected = &roster_find_person(&place.roster, place.office.people[0])->expected;
    assert_int_equal(expected->items_count + expected->prepaid_count, 0);
    assert_false(expected->taxi_agreed || expected->dearer_agreed);
    assert_int_equal(expected->choices_count, 1);
    assert_string_equal(expected->choices[0].choice, "photographs");
    assert_true(expected->agreed_ms > 0); // that they take part at all, was
}

static void test_desk_unplanned__touched_twice_or_killed_between_it_is_one_meeting(void **state)
{
    struct desk_unplanned unplanned = make();
    struct roster_planned list[ROSTER_PLANNED_MAX];
    size_t count;
    struct err err;

    (void)state;
    open_it(&unplanned);
    open_it(&unplanned);
    assert_int_equal(find_record().count, 1);
    place_restart(&place);
    assert_true(place.roster.open && place.roster.unplanned);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE);
    // A power cut: the key is gone, and the card finds the meeting.
    check_ok(vault_destroy(place.desk_place.run, &err), &err);
    place_restart(&place);
    assert_false(place.roster.open);
    check_ok(
        roster_list_planned(&place.store, &place.office.host, when_now_ms(), list, &count, &err),
        &err);
    assert_true(id_equal(list[0].meeting, unplanned.meeting));
    open_it(&unplanned);
    assert_true(place.roster.open && place.roster.unplanned);
}

static void test_desk_unplanned__no_claim_is_paid_before_the_office_agrees(void **state)
{
    struct desk_unplanned unplanned = make();
    struct visit visit;
    struct err err;

    (void)state;
    open_it(&unplanned);
    place_open_float(&place, 5000);
    visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    assert_true(visit_waits(&visit, &place.roster));
    assert_false(visit_cash_today(&visit, &place.visit));
    visit_forget(&visit);
}

// Told as planned, it is a meeting like any other.
static void test_desk_unplanned__accepted_it_waits_no_longer(void **state)
{
    struct desk_unplanned unplanned = make();
    struct body_meeting_planned planned;
    struct id ours = place.office.meeting;
    uint8_t key[NOTE_KEY_SIZE];
    bool changed;
    struct err err;

    (void)state;
    open_it(&unplanned);
    planned = place.roster.planned;
    str_copy(planned.public_title, sizeof planned.public_title, "Garden day");
    place.office.meeting = unplanned.meeting;
    check_ok(office_say(&place.office, &place.store, RECORD_MEETING_PLANNED, &planned, &err), &err);
    place.office.meeting = ours;
    check_ok(store_receive(&place.store, &changed, &err), &err);
    memcpy(key, place.roster.key, sizeof key);
    check_ok(roster_open(&place.roster, &place.store, unplanned.meeting, key, &err), &err);
    assert_false(place.roster.unplanned);
    assert_string_equal(place.roster.planned.public_title, "Garden day");
}

static void test_desk_unplanned__refuses_who_is_no_host_and_what_is_no_meeting(void **state)
{
    struct desk_unplanned unplanned = make();
    struct card strange;
    struct err err;

    (void)state;
    card_make(&strange, CARD_HOST);
    check_fails(desk_unplanned_open(&unplanned, &place.desk_place, &strange, &err), &err,
                ERR_NOT_FOUND);
    unplanned.end_ms = unplanned.start_ms;
    check_fails(desk_unplanned_open(&unplanned, &place.desk_place, &place.office.host, &err), &err,
                ERR_INVALID);
    unplanned.end_ms = unplanned.start_ms + DESK_UNPLANNED_MAX_MS + 1;
    check_fails(desk_unplanned_open(&unplanned, &place.desk_place, &place.office.host, &err), &err,
                ERR_INVALID);
    assert_int_equal(find_record().count, 0);
    assert_false(place.roster.open);
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(test_desk_unplanned__opens_with_no_word_from_the_office),
        IN_PLACE(test_desk_unplanned__its_key_opens_with_the_card_and_at_the_office_only),
        IN_PLACE(test_desk_unplanned__whoever_is_known_from_other_meetings_is_found),
        IN_PLACE(test_desk_unplanned__nobodys_name_is_opened_twice),
        IN_PLACE(test_desk_unplanned__what_was_agreed_for_another_meeting_is_not_for_this),
        IN_PLACE(test_desk_unplanned__touched_twice_or_killed_between_it_is_one_meeting),
        IN_PLACE(test_desk_unplanned__no_claim_is_paid_before_the_office_agrees),
        IN_PLACE(test_desk_unplanned__accepted_it_waits_no_longer),
        IN_PLACE(test_desk_unplanned__refuses_who_is_no_host_and_what_is_no_meeting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
