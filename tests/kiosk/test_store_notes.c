// SPDX-License-Identifier: Apache-2.0

/* Notes: asked for, kept until the office has them, and forgotten. */

#include "kiosk/store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/acknowledgement.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

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

static void test_store_notes__asks_for_the_notes_it_was_told_of(void **state)
{
    struct body_person_expected body = {
        .person = id_new(), .age_band = "21_up", .role = "member", .opted_in = true};
    struct body_names names = {.first = "Nia", .last = "Rees"};
    uint8_t wanted[NOTE_NAME_SIZE];
    struct bytes sealed = {0};
    struct bytes json = {0};
    struct bytes found = {0};
    struct outbox_kiosk told;
    char file[OUTBOX_NAME_SIZE];
    struct err err;

    (void)state;
    shape_write(&body_names_shape, &json, NULL, &names);
    note_seal(&sealed, place.office.meeting_key, "names", json.data, json.length);
    note_name(wanted, sealed.data, sealed.length);
    memcpy(body.names, wanted, sizeof wanted);
    check_ok(office_say(&place.office, &place.store, RECORD_PERSON_EXPECTED, &body, &err), &err);
    assert_true(place_receive(&place));
    place_post(&place);
    check_ok(outbox_read_state(place.store.out, "kiosk.state", &outbox_kiosk_shape, &told, &err),
             &err);
    assert_int_equal(told.notes_missing_count, 1);
    assert_memory_equal(told.notes_missing[0], wanted, sizeof wanted);

    outbox_note_name(file, wanted, ".note");
    check_ok(outbox_put(place.store.in, file, "another note", 12, &err), &err);
    assert_false(place_receive(&place));
    check_fails(store_find_note(&place.store, wanted, &found, &err), &err, ERR_NOT_FOUND);
    check_ok(outbox_put(place.store.in, file, sealed.data, sealed.length, &err), &err);
    assert_true(place_receive(&place));
    check_ok(store_find_note(&place.store, wanted, &found, &err), &err);
    assert_int_equal(found.length, sealed.length);
    place_post(&place);
    check_ok(outbox_read_state(place.store.out, "kiosk.state", &outbox_kiosk_shape, &told, &err),
             &err);
    assert_int_equal(told.notes_missing_count, 0);
    bytes_clear(&found);
    bytes_clear(&sealed);
    bytes_clear(&json);
}

static void put_note_answer(const struct acknowledgement_note *what, const char *file)
{
    struct bytes out = {0};
    struct err err;

    acknowledgement_write_note(what, &place.office.keys, &out);
    check_ok(outbox_put(place.store.in, file, out.data, out.length, &err), &err);
    bytes_clear(&out);
}

static void test_store_notes__a_note_lies_in_out_until_the_server_has_all_of_it(void **state)
{
    struct acknowledgement_note what = {.received = 3};
    struct bytes sealed = {0};
    struct bytes found = {0};
    char file[OUTBOX_NAME_SIZE];
    char answered[OUTBOX_NAME_SIZE];
    int64_t records;
    int64_t notes;
    struct err err;

    (void)state;
    note_seal(&sealed, place.office.meeting_key, "picture", "jpeg", 4);
    note_name(what.name, sealed.data, sealed.length);
    outbox_note_name(file, what.name, ".note");
    outbox_note_name(answered, what.name, ".ack");
    check_ok(store_begin(&place.store, &err), &err);
    check_ok(store_end(&place.store,
                       store_note(&place.store, what.name, place.office.meeting, &sealed, &err),
                       &err),
             &err);
    place_post(&place);
    check_ok(outbox_get(place.store.out, file, NOTE_SEALED_MAX, &found, &err), &err);
    put_note_answer(&what, answered); // part of it
    assert_false(place_receive(&place));
    what.complete = true;
    what.received = (int64_t)sealed.length;
    put_note_answer(&what, answered);
    assert_true(place_receive(&place));
    place_post(&place);
    check_fails(outbox_get(place.store.out, file, NOTE_SEALED_MAX, &found, &err), &err,
                ERR_NOT_FOUND);
    check_ok(store_find_note(&place.store, what.name, &found, &err), &err); // the desk shows it
    check_ok(store_waiting(&place.store, &records, &notes, &err), &err);
    assert_int_equal(notes, 0);
    bytes_clear(&found);
    bytes_clear(&sealed);
}

// The note that lies in the store; what the server has of it, and of everything else.
static void keep_note(uint8_t name[static NOTE_NAME_SIZE], struct id meeting)
{
    struct acknowledgement_note what = {.complete = true};
    struct bytes sealed = {0};
    char answered[OUTBOX_NAME_SIZE];
    struct err err;

    note_seal(&sealed, place.office.meeting_key, "picture", "a face", 6);
    note_name(name, sealed.data, sealed.length);
    memcpy(what.name, name, NOTE_NAME_SIZE);
    what.received = (int64_t)sealed.length;
    check_ok(store_begin(&place.store, &err), &err);
    check_ok(store_end(&place.store, store_note(&place.store, name, meeting, &sealed, &err), &err),
             &err);
    place_post(&place);
    outbox_note_name(answered, name, ".ack");
    put_note_answer(&what, answered);
    assert_true(place_receive(&place));
    bytes_clear(&sealed);
}

static bool has_note(const uint8_t name[static NOTE_NAME_SIZE])
{
    struct bytes found = {0};
    struct err err;
    bool there = store_find_note(&place.store, name, &found, &err);

    bytes_clear(&found);
    return there;
}

static void forget_before(int64_t instant_ms)
{
    struct err err;

    check_ok(store_forget(&place.store, instant_ms, &err), &err);
}

// PRV-20: not while the meeting is open, not before the days are over, and not before the office
// has a backup with all of it.
static void test_store_notes__old_notes_go_once_the_office_has_them_safe(void **state)
{
    struct acknowledgement safe;
    uint8_t name[NOTE_NAME_SIZE];
    int64_t later;
    enum desk_pin answered;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    keep_note(name, place.office.meeting);
    later = when_now_ms() + 1000;
    safe = place_answer_for(&place, place_head(&place));
    safe.secured_seq = safe.seq;
    memcpy(safe.secured_hash, safe.hash, sizeof safe.hash);
    place_answer(&place, &safe);
    place_receive(&place);
    forget_before(later); // open
    assert_true(has_note(name));
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.host, &err), &err);
    check_ok(desk_try_pin(&place.desk, &place.desk_place, OFFICE_PIN, &answered, &err), &err);
    check_ok(desk_close_meeting(&place.desk, &place.desk_place, &err), &err);
    place_post(&place);
    forget_before(later); // the backup is older than the closing
    assert_true(has_note(name));
    safe = place_answer_for(&place, place_head(&place));
    safe.secured_seq = safe.seq;
    memcpy(safe.secured_hash, safe.hash, sizeof safe.hash);
    place_answer(&place, &safe);
    place_receive(&place);
    forget_before(when_now_ms() - INT64_C(24) * 3600 * 1000); // the days are not over
    assert_true(has_note(name));
    forget_before(later);
    assert_false(has_note(name));
}

#define IN_PLACE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    char folder[] = "store.XXXXXX";
    const struct CMUnitTest tests[] = {
        IN_PLACE(test_store_notes__asks_for_the_notes_it_was_told_of),
        IN_PLACE(test_store_notes__a_note_lies_in_out_until_the_server_has_all_of_it),
        IN_PLACE(test_store_notes__old_notes_go_once_the_office_has_them_safe),
    };

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
