// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <stdio.h>
#include <string.h>

#include "tests/agent/machine.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct machine machine;

static int set_up(void **state)
{
    (void)state;
    machine_open(&machine);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    machine_close(&machine);
    return 0;
}

static struct outbox_agent told_state(void)
{
    struct outbox_agent told;
    struct err err;

    check_ok(outbox_read_state("in", "agent.state", &outbox_agent_shape, &told, &err), &err);
    return told;
}

// --- records up ---

static void test_agent_sync__records_go_up_in_order(void **state)
{
    struct err err;

    (void)state;
    office_put_envelope(&machine.office, 1, 3);
    office_put_envelope(&machine.office, 4, 4);
    office_put_envelope(&machine.office, 5, 9);
    machine_say(&machine, 9, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(machine.office.head.seq, 9);
    assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), 3);
    assert_int_equal(machine_told_head(&machine).seq, 9);
    assert_int_equal(office_files("out", ".env"), 3); // the kiosk's to delete
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), 3);
}

static void test_agent_sync__one_connection_carries_all(void **state)
{
    struct err err;
    size_t before = peer_connections(machine.office.peer);

    (void)state;
    for (int64_t seq = 1; seq <= 6; seq++)
        office_put_envelope(&machine.office, seq, seq);
    machine_say(&machine, 6, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(peer_connections(machine.office.peer), before + 1);
}

static void test_agent_sync__a_lost_answer_stores_nothing_twice(void **state)
{
    struct err err;
    size_t before;

    (void)state;
    office_put_envelope(&machine.office, 1, 3);
    office_put_envelope(&machine.office, 4, 6);
    machine_say(&machine, 6, 0);
    machine.office.fault = OFFICE_LOSES;
    check_fails(office_sync(&err), &err, ERR_OFFLINE);
    assert_non_null(strstr(err.text, "cut off"));
    assert_int_equal(machine.office.head.seq, 3);
    assert_int_equal(machine_told_head(&machine).seq, 0);
    machine.office.fault = OFFICE_GOOD;
    before = office_count(&machine.office, "POST /v1/envelope"); // libcurl may have tried it twice
    check_ok(office_sync(&err), &err);
    assert_int_equal(machine.office.head.seq, 6);
    assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), before + 1);
}

static void test_agent_sync__a_server_that_was_restored_gets_it_again(void **state)
{
    struct err err;

    (void)state;
    office_put_envelope(&machine.office, 1, 3);
    office_put_envelope(&machine.office, 4, 6);
    machine_say(&machine, 6, 0);
    check_ok(office_sync(&err), &err);
    machine.office.head.seq = 2;
    check_ok(office_sync(&err), &err);
    assert_int_equal(machine.office.head.seq, 6);
    assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), 4);
    assert_int_equal(machine_told_head(&machine).seq, 6);
}

static void test_agent_sync__a_gap_waits_for_the_kiosk(void **state)
{
    struct err err;

    (void)state;
    office_put_envelope(&machine.office, 1, 3);
    office_put_envelope(&machine.office, 7, 9);
    machine_say(&machine, 9, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(machine_told_head(&machine).seq, 3);
    assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), 1);
    office_put_envelope(&machine.office, 3, 6);
    check_ok(office_sync(&err), &err);
    assert_int_equal(machine_told_head(&machine).seq, 9);
}

static void test_agent_sync__what_is_refused_stops_nothing_else(void **state)
{
    static const enum office_fault faults[] = {OFFICE_REFUSES, OFFICE_STUBBORN};
    struct err err;

    (void)state;
    office_put_envelope(&machine.office, 1, 3);
    machine.office.down_count = 2;
    machine_say(&machine, 3, 0);
    for (size_t i = 0; i < COUNT(faults); i++) {
        machine.office.fault = faults[i];
        check_fails(office_sync(&err), &err, ERR_INVALID);
        assert_non_null(strstr(err.text, "exceptions"));
        assert_string_equal(told_state().last_refusal, err.text);
        assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), i + 1);
        assert_int_equal(office_files("in", ".env"), 1); // news came all the same
        assert_int_equal(office_files("out", ".env"), 1);
    }
}

// --- anything but a proper answer ---

static void test_agent_sync__a_bad_answer_moves_and_deletes_nothing(void **state)
{
    static const struct {
        enum office_fault fault;
        const char *part;
    } rows[] = {
        {OFFICE_PORTAL, "not our server"},
        {OFFICE_BUSY, "busy"},
        {OFFICE_STRANGER, "does not know this kiosk"},
        {OFFICE_FORGED, "signature"},
        {OFFICE_MISTAKEN, "another kiosk's records"},
    };
    struct acknowledgement before;
    struct err err;

    (void)state;
    check_ok(office_sync(&err), &err);
    before = machine_told_head(&machine);
    office_put_envelope(&machine.office, 1, 3);
    machine_say(&machine, 3, 0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct acknowledgement after;
        char expected[OUTBOX_TEXT_SIZE];

        machine.office.fault = rows[i].fault;
        check_fails(office_sync(&err), &err, ERR_OFFLINE);
        if (!strstr(err.text, rows[i].part))
            fail_msg("'%s' is not in '%s'", rows[i].part, err.text);
        snprintf(expected, sizeof expected, "%s", err.text);
        assert_string_equal(told_state().last_refusal, expected);
        after = machine_told_head(&machine);
        assert_memory_equal(&after, &before, sizeof after);
        assert_int_equal(office_files("out", ".env"), 1);
        assert_int_equal(office_files("in", ".env"), 0);
    }
    assert_int_equal(office_count(&machine.office, "POST /v1/envelope"), 0);
    machine.office.fault = OFFICE_GOOD;
    check_ok(office_sync(&err), &err);
    assert_string_equal(told_state().last_refusal, "");
}

// --- records down ---

static void test_agent_sync__news_comes_down_and_is_cleared_away(void **state)
{
    struct err err;

    (void)state;
    machine.office.down_count = 7;
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_count(&machine.office, "GET /v1/down"), 3); // three records at a time
    assert_int_equal(office_files("in", ".env"), 3);
    assert_int_equal(machine_told_head(&machine).down_seq, 7);
    machine_say(&machine, 0, 3);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".env"), 2);
    machine_say(&machine, 0, 7);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".env"), 0);
    assert_int_equal(office_count(&machine.office, "GET /v1/down"), 3);
}

static void test_agent_sync__other_records_than_asked_for_are_not_taken(void **state)
{
    struct err err;

    (void)state;
    machine.office.down_count = 2;
    machine.office.fault = OFFICE_WRONG_DOWN;
    check_fails(office_sync(&err), &err, ERR_OFFLINE);
    assert_int_equal(office_files("in", ".env"), 0);
}

// Fetching what is removed at once would never end.
static void test_agent_sync__fetches_nothing_before_the_kiosk_is_enrolled(void **state)
{
    struct err err;

    (void)state;
    machine.kiosk.down_log_id = (struct id){0};
    machine_say(&machine, 0, 0);
    machine.office.down_count = 2;
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_count(&machine.office, "GET /v1/down"), 0);
}

// --- notes ---

static void test_agent_sync__a_picture_goes_on_where_it_was_cut_off(void **state)
{
    uint8_t name[NOTE_NAME_SIZE];
    char answer[OUTBOX_NAME_SIZE];
    char put[128];
    struct err err;

    (void)state;
    office_put_note(name, 700000);
    office_fill_note(&machine.office.up[0], 3, 300000); // the same bytes as far as they go
    memcpy(machine.office.up[0].name, name, sizeof name);
    check_ok(office_sync(&err), &err);
    assert_true(machine.office.up[0].complete);
    assert_int_equal(machine.office.up[0].bytes.length, 700000);
    assert_int_equal(office_count(&machine.office, "PUT"), 2);
    outbox_note_name(answer, name, "");
    snprintf(put, sizeof put, "PUT /v1/note/%s?offset=300000", answer);
    assert_int_equal(office_count(&machine.office, put), 1);
    outbox_note_name(answer, name, ".ack");
    assert_true(office_has("in", answer));
    check_ok(office_sync(&err), &err); // it is not sent again
    assert_int_equal(office_count(&machine.office, "PUT"), 2);
    outbox_note_name(answer, name, ".note");
    check_ok(outbox_remove("out", answer, &err), &err);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".ack"), 2); // of the server, and of the enrolment
}

static void test_agent_sync__a_picture_that_is_refused_stays_and_is_named(void **state)
{
    uint8_t name[NOTE_NAME_SIZE];
    struct err err;

    (void)state;
    office_put_note(name, 5000);
    machine.office.fault = OFFICE_NO_PICTURES;
    machine.office.down_count = 1;
    check_fails(office_sync(&err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "too large"));
    assert_int_equal(office_files("out", ".note"), 1);
    assert_int_equal(office_files("in", ".ack"), 2); // none of it
}

static void test_agent_sync__the_kiosk_gets_the_notes_it_misses(void **state)
{
    char name[OUTBOX_NAME_SIZE];
    struct bytes file = {0};
    struct err err;

    (void)state;
    office_fill_note(&machine.office.down[0], 8, 3000);
    office_fill_note(&machine.office.down[1], 9, 3000);
    machine.office.down[1].bytes.data[5] ^= 1; // damaged on its way
    machine.kiosk.notes_missing_count = 3;
    memcpy(machine.kiosk.notes_missing[0], machine.office.down[0].name, NOTE_NAME_SIZE);
    memcpy(machine.kiosk.notes_missing[1], machine.office.down[1].name, NOTE_NAME_SIZE);
    memset(machine.kiosk.notes_missing[2], 0x44, NOTE_NAME_SIZE); // the server has no such note
    machine_say(&machine, 0, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".note"), 1);
    outbox_note_name(name, machine.office.down[0].name, ".note");
    check_ok(outbox_get("in", name, NOTE_SEALED_MAX, &file, &err), &err);
    assert_int_equal(file.length, 3000);
    bytes_clear(&file);
    assert_int_equal(office_count(&machine.office, "GET /v1/note/"), 3); // each once
    machine.kiosk.notes_missing_count = 0;
    machine_say(&machine, 0, 0);
    check_ok(office_sync(&err), &err);
    assert_int_equal(office_files("in", ".note"), 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test_agent_sync__##test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(records_go_up_in_order),
        EACH(one_connection_carries_all),
        EACH(a_lost_answer_stores_nothing_twice),
        EACH(a_server_that_was_restored_gets_it_again),
        EACH(a_gap_waits_for_the_kiosk),
        EACH(what_is_refused_stops_nothing_else),
        EACH(a_bad_answer_moves_and_deletes_nothing),
        EACH(news_comes_down_and_is_cleared_away),
        EACH(other_records_than_asked_for_are_not_taken),
        EACH(fetches_nothing_before_the_kiosk_is_enrolled),
        EACH(a_picture_goes_on_where_it_was_cut_off),
        EACH(a_picture_that_is_refused_stays_and_is_named),
        EACH(the_kiosk_gets_the_notes_it_misses),
    };
    struct err err;

    if (!keys_start(&err))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
