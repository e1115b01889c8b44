// SPDX-License-Identifier: Apache-2.0
#include "server/enrolling.h"

#include <stdio.h>
#include <string.h>

#include "server/down.h"
#include "server/kiosks.h"
#include "server/notes.h"
#include "server/staff.h"
#include "shared/acknowledgement.h"
#include "shared/body.h"
#include "shared/envelope.h"
#include "shared/log.h"
#include "shared/note.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;

static int open_hall(void **state)
{
    (void)state;
    hall_open(&hall);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static int ask_status(const char *method, const char *target, const struct bytes *body)
{
    struct request request;
    int status;

    hall_ask(&hall, &request, method, target, body);
    status = request.status;
    request_clear(&request);
    return status;
}

static void down_target(char out[static 128], int64_t after)
{
    char log[ID_TEXT_SIZE];

    id_write(log, hall.log_id);
    snprintf(out, 128, "/v1/down?log=%s&after=%lld", log, (long long)after);
}

// All the down log, as the kiosk opens it.
static void receive(struct envelope_batch *out)
{
    struct envelope envelope;
    struct request request;
    char target[128];
    struct err err;

    down_target(target, 0);
    hall_ask(&hall, &request, "GET", target, NULL);
    assert_int_equal(request.status, 200);
    assert_string_equal(request.type, ACKNOWLEDGEMENT_ENVELOPE_TYPE);
    check_ok(
        envelope_open(&envelope, request.answer.data, request.answer.length, &hall.kiosk, &err),
        &err);
    assert_true(id_equal(envelope.log_id, hall.enrolment.down_log_id));
    check_ok(envelope_verify(&envelope, hall.office.keys.sign_public, out, &err), &err);
    envelope_clear(&envelope);
    request_clear(&request);
}

static size_t count_kind(const struct envelope_batch *batch, enum record_kind kind)
{
    struct bytes_reader reader = {batch->records.data, batch->records.length};
    struct record record;
    const uint8_t *raw;
    size_t length;
    size_t count = 0;
    struct err err;

    while (envelope_batch_next(&reader, &raw, &length)) {
        check_ok(record_read(&record, raw, length, &err), &err);
        count += record.kind == kind;
    }
    return count;
}

static void test_enrolling__a_kiosk_is_told_all_it_must_know(void **state)
{
    struct envelope_batch batch;

    (void)state;
    receive(&batch);
    assert_int_equal(count_kind(&batch, RECORD_KIOSK_CONFIGURED), 1);
    assert_int_equal(count_kind(&batch, RECORD_MEETING_PLANNED), 1);
    assert_int_equal(count_kind(&batch, RECORD_PERSON_EXPECTED), HALL_PEOPLE);
    assert_true(count_kind(&batch, RECORD_POLICY_SET) >= 5);
    envelope_batch_clear(&batch);
}

static void find_last(const struct envelope_batch *batch, enum record_kind kind, void *body)
{
    struct bytes_reader reader = {batch->records.data, batch->records.length};
    struct record record;
    const uint8_t *raw;
    size_t length;
    struct err err;

    while (envelope_batch_next(&reader, &raw, &length)) {
        check_ok(record_read(&record, raw, length, &err), &err);
        if (record.kind == kind)
            check_ok(body_read(&record, body, &err), &err);
    }
}

static void test_enrolling__a_kiosk_has_the_offices_own_words(void **state)
{
    struct settings *settings = &hall.office.settings;
    struct body_kiosk_configured told = {0};
    struct envelope_batch batch;
    struct err err;

    (void)state;
    str_copy(settings->complaints_cy, sizeof settings->complaints_cy, "Siân Evans, 01632 960 100");
    str_copy(settings->adviser_en, sizeof settings->adviser_en, "Rhys Lewis, 01632 960 123");
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(db_end(hall.db, down_settings(hall.db, &hall.office, &err), &err), &err);
    receive(&batch);
    find_last(&batch, RECORD_KIOSK_CONFIGURED, &told);
    assert_string_equal(told.complaints_cy, "Siân Evans, 01632 960 100");
    assert_string_equal(told.adviser_en, "Rhys Lewis, 01632 960 123");
    assert_string_equal(told.adviser_cy, "");
    envelope_batch_clear(&batch);
}

static void test_enrolling__the_same_request_again_gets_the_same_answer(void **state)
{
    struct request requests[2];
    struct bytes json = {0};

    (void)state;
    keys_make(&hall.kiosk);
    keys_make(&hall.agent);
    hall.log_id = id_new();
    hall_fill_enrolment(&hall, "Other kiosk", &json);
    for (int i = 0; i < 2; i++) {
        hall_ask(&hall, &requests[i], "POST", "/v1/enrol", &json);
        assert_int_equal(requests[i].status, 200);
    }
    assert_int_equal(requests[0].answer.length, requests[1].answer.length);
    assert_memory_equal(requests[0].answer.data, requests[1].answer.data,
                        requests[0].answer.length);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM life"), 2);
    for (int i = 0; i < 2; i++)
        request_clear(&requests[i]);
    bytes_clear(&json);
}

static void test_enrolling__a_code_is_good_once_and_for_a_day(void **state)
{
    struct bytes used = {0};
    struct bytes late = {0};

    (void)state;
    hall.log_id = id_new();
    keys_make(&hall.kiosk);
    hall_fill_enrolment(&hall, "Other kiosk", &used);
    assert_int_equal(ask_status("POST", "/v1/enrol", &used), 200);
    // The same code for another kiosk: only the log's id is another.
    memcpy(strstr((char *)used.data, "\"log_id\":\"") + 10, "018f", 4);
    assert_int_equal(ask_status("POST", "/v1/enrol", &used), 403);
    hall.log_id = id_new();
    hall_fill_enrolment(&hall, "Third kiosk", &late);
    when_advance(INT64_C(86400001));
    assert_int_equal(ask_status("POST", "/v1/enrol", &late), 403);
    memcpy(strstr((char *)late.data, "\"secret\":\"") + 10, "0000000000", 10);
    assert_int_equal(ask_status("POST", "/v1/enrol", &late), 403);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM life"), 2);
    bytes_clear(&used);
    bytes_clear(&late);
}

static void test_enrolling__codes_are_kept_only_hashed(void **state)
{
    struct kiosks_code made;
    struct enrol_code code;
    struct db_rows *rows;
    uint8_t kept[KIOSKS_CODE_HASH_SIZE];
    uint8_t hash[KIOSKS_CODE_HASH_SIZE];
    struct err err;

    (void)state;
    check_ok(kiosks_make_code(hall.db, &hall.office, "Other", &made, &err), &err);
    assert_true(enrol_parse_code(&code, made.code));
    enrol_hash_secret(hash, &code);
    check_ok(db_one(hall.db, &rows, "SELECT code FROM kiosk WHERE name = 'Other'", DB_NONE, &err),
             &err);
    assert_true(db_get_bytes(rows, 0, kept, sizeof kept));
    assert_memory_equal(kept, hash, sizeof kept);
    db_free(rows);
}

static void test_enrolling__a_kiosk_goes_on_with_another_agent(void **state)
{
    struct bytes json = {0};
    struct id down = hall.enrolment.down_log_id;
    struct kiosks_life life;
    struct err err;

    (void)state;
    keys_make(&hall.agent);
    assert_int_equal(ask_status("GET", "/v1/head?log=x", NULL), 401);
    hall_fill_enrolment(&hall, "Hall kiosk", &json);
    assert_int_equal(ask_status("POST", "/v1/enrol", &json), 200);
    check_ok(kiosks_find_agent(hall.db, hall.agent.sign_public, &life, &err), &err);
    assert_true(id_equal(life.log_id, hall.log_id));
    assert_true(id_equal(life.down_log_id, down));
    bytes_clear(&json);
}

static void test_enrolling__the_agent_must_sign_what_it_asks(void **state)
{
    char target[128];
    struct keys agent = hall.agent;

    (void)state;
    down_target(target, 0);
    assert_int_equal(ask_status("GET", target, NULL), 200);
    keys_make(&hall.agent);
    assert_int_equal(ask_status("GET", target, NULL), 401);
    assert_int_equal(ask_status("POST", "/v1/envelope", NULL), 401);
    assert_int_equal(ask_status("GET", "/v1/note/00", NULL), 401);
    hall.agent = agent;
}

static void test_enrolling__a_revoked_kiosk_is_told_nothing(void **state)
{
    char target[128];
    struct err err;

    (void)state;
    down_target(target, 0);
    check_ok(db_exec(hall.db, "UPDATE life SET revoked = 1", DB_NONE, &err), &err);
    assert_int_equal(ask_status("GET", target, NULL), 401);
}

static void other_target(char target[static 128])
{
    char query[112];

    str_copy(query, sizeof query, strchr(target, '?'));
    snprintf(target, 128, "/v1/head%s", query);
}

static void test_enrolling__another_kiosks_log_is_not_there(void **state)
{
    char target[128];

    (void)state;
    down_target(target, 0);
    hall_enrol(&hall, "Second kiosk");
    assert_int_equal(ask_status("GET", target, NULL), 404);
    other_target(target);
    assert_int_equal(ask_status("GET", target, NULL), 404);
    assert_int_equal(ask_status("GET", "/v1/down?log=nonsense&after=0", NULL), 400);
    assert_int_equal(ask_status("GET", "/v1/down?after=0", NULL), 400);
}

static void test_enrolling__nothing_more_is_no_content(void **state)
{
    struct envelope_batch batch;
    char target[128];

    (void)state;
    receive(&batch);
    down_target(target, (int64_t)batch.count);
    assert_int_equal(ask_status("GET", target, NULL), 204);
    envelope_batch_clear(&batch);
}

// A host's card opens the meeting: its key comes down wrapped, and the same host only once.
static void test_enrolling__a_host_is_told_with_the_meetings_key(void **state)
{
    struct staff_member member;
    struct envelope_batch batch;
    struct err err;

    (void)state;
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(staff_appoint(hall.db, &hall.office, "Hywel", true, &member, &err), &err);
    assert_int_equal(strlen(member.pin), CARD_PIN_DIGITS);
    assert_true(card_check_pin(member.pin_hash, &member.card, member.pin));
    check_ok(down_staff(hall.db, &hall.office, &err), &err);
    check_ok(staff_appoint(hall.db, &hall.office, "Hywel", false, &member, &err), &err);
    assert_string_equal(member.pin, "");
    assert_true(member.host && member.payer);
    check_ok(down_staff(hall.db, &hall.office, &err), &err);
    check_ok(down_staff(hall.db, &hall.office, &err), &err);
    check_ok(db_end(hall.db, true, &err), &err);
    receive(&batch);
    assert_int_equal(count_kind(&batch, RECORD_PAYER_SET), 2); // a host; then a payer too
    assert_int_equal(count_kind(&batch, RECORD_MEETING_PLANNED), 2);
    envelope_batch_clear(&batch);
}

/* --- notes --- */

static void note_target(char out[static 160], const uint8_t name[static NOTE_NAME_SIZE],
                        const char *rest)
{
    char hex[2 * NOTE_NAME_SIZE + 1];

    str_hex(hex, name, NOTE_NAME_SIZE);
    snprintf(out, 160, "/v1/note/%s%s", hex, rest);
}

static struct acknowledgement_note put_part(const uint8_t name[static NOTE_NAME_SIZE],
                                            const struct bytes *whole, size_t from, size_t length)
{
    struct acknowledgement_note answer;
    struct request request;
    struct bytes part = {0};
    char rest[40];
    char target[160];
    struct err err;

    snprintf(rest, sizeof rest, "?offset=%zu", from);
    note_target(target, name, rest);
    bytes_add(&part, whole->data + from, length);
    hall_ask(&hall, &request, "PUT", target, &part);
    assert_int_equal(request.status, 200);
    check_ok(acknowledgement_read_note(&answer, request.answer.data, request.answer.length,
                                       hall.office.keys.sign_public, &err),
             &err);
    request_clear(&request);
    bytes_clear(&part);
    return answer;
}

static void test_enrolling__a_note_comes_in_parts_and_goes_on_where_it_was(void **state)
{
    uint8_t key[NOTE_KEY_SIZE];
    uint8_t name[NOTE_NAME_SIZE];
    struct acknowledgement_note answer;
    struct request request;
    struct bytes note = {0};
    char target[160];

    (void)state;
    note_make_key(key);
    note_seal(&note, key, "picture", "a picture, let us say", 21);
    note_name(name, note.data, note.length);
    answer = put_part(name, &note, 0, 20);
    assert_int_equal(answer.received, 20);
    assert_false(answer.complete);
    answer = put_part(name, &note, 30, 5); // a gap: not taken
    assert_int_equal(answer.received, 20);
    answer = put_part(name, &note, 10, note.length - 10); // overlaps: the rest counts
    assert_true(answer.complete);
    assert_int_equal(answer.received, note.length);
    answer = put_part(name, &note, 0, note.length); // once more changes nothing
    assert_true(answer.complete);
    note_target(target, name, "");
    hall_ask(&hall, &request, "GET", target, NULL);
    assert_int_equal(request.status, 200);
    assert_string_equal(request.type, ACKNOWLEDGEMENT_NOTE_TYPE);
    assert_int_equal(request.answer.length, note.length);
    assert_memory_equal(request.answer.data, note.data, note.length);
    request_clear(&request);
    note_target(target, name, "/state");
    assert_int_equal(ask_status("GET", target, NULL), 200);
    bytes_clear(&note);
}

static void test_enrolling__a_note_that_is_not_its_name_is_forgotten(void **state)
{
    struct notes_wanted wanted = {.purpose = "picture", .sealed_bytes = 40};
    struct notes_state now;
    struct bytes lie = {0};
    char target[160];
    struct err err;

    (void)state;
    memset(wanted.name, 7, sizeof wanted.name);
    wanted.meeting = wanted.log_id = wanted.about = id_new();
    check_ok(notes_want(hall.db, &wanted, &err), &err);
    for (int i = 0; i < 40; i++)
        bytes_add_text(&lie, "x");
    note_target(target, wanted.name, "");
    assert_int_equal(ask_status("PUT", target, &lie), 400);
    check_ok(notes_state(hall.db, &hall.office, wanted.name, &now, &err), &err);
    assert_int_equal(now.received, 0);
    bytes_clear(&lie);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_enrolling__a_kiosk_is_told_all_it_must_know),
        IN_HALL(test_enrolling__a_kiosk_has_the_offices_own_words),
        IN_HALL(test_enrolling__the_same_request_again_gets_the_same_answer),
        IN_HALL(test_enrolling__a_code_is_good_once_and_for_a_day),
        IN_HALL(test_enrolling__codes_are_kept_only_hashed),
        IN_HALL(test_enrolling__a_kiosk_goes_on_with_another_agent),
        IN_HALL(test_enrolling__the_agent_must_sign_what_it_asks),
        IN_HALL(test_enrolling__a_revoked_kiosk_is_told_nothing),
        IN_HALL(test_enrolling__another_kiosks_log_is_not_there),
        IN_HALL(test_enrolling__nothing_more_is_no_content),
        IN_HALL(test_enrolling__a_host_is_told_with_the_meetings_key),
        IN_HALL(test_enrolling__a_note_comes_in_parts_and_goes_on_where_it_was),
        IN_HALL(test_enrolling__a_note_that_is_not_its_name_is_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
