// SPDX-License-Identifier: Apache-2.0
#include "server/tins.h"

#include <stdlib.h>
#include <string.h>

#include "server/down.h"
#include "server/exceptions.h"
#include "shared/log.h"
#include "tests/check.h"
#include "tests/server/hall.h"
#include "tests/server/printed.h"

static struct hall hall;

static int set_up(void **state)
{
    (void)state;
    hall_open(&hall);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static void make(char code[static TIN_CODE_SIZE], int64_t limit_pence)
{
    struct meetings_meeting meeting;
    struct err err;

    check_ok(meetings_get(hall.db, &hall.office, hall.meeting, &meeting, &err), &err);
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(db_end(hall.db,
                    tins_make(hall.db, &meeting, limit_pence, code, &err) &&
                        down_meeting(hall.db, &hall.office, hall.meeting, &err),
                    &err),
             &err);
}

static bool hear(const struct record *record, void *context, struct err *err)
{
    return record->kind != RECORD_MEETING_PLANNED || body_read(record, context, err);
}

static void last_told(struct body_meeting_planned *out)
{
    struct err err;

    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, hear, out, &err), &err);
}

static void test_tins__kiosks_are_told_what_the_code_opens_and_not_the_code(void **state)
{
    struct body_meeting_planned told;
    struct meetings_meeting meeting;
    uint8_t key[NOTE_KEY_SIZE];
    char first[TIN_CODE_SIZE];
    char second[TIN_CODE_SIZE];
    struct err err;

    (void)state;
    make(first, 15000);
    last_told(&told);
    check_ok(meetings_get(hall.db, &hall.office, hall.meeting, &meeting, &err), &err);
    assert_int_equal(told.tin_limit_pence, 15000);
    assert_true(tin_unwrap(key, first, hall.meeting, told.tin_key));
    assert_memory_equal(key, meeting.key, sizeof key);
    make(second, 15000);
    last_told(&told);
    assert_false(tin_unwrap(key, first, hall.meeting, told.tin_key)); // another took its place
    assert_true(tin_unwrap(key, second, hall.meeting, told.tin_key));
}

// Nothing new to say of the meeting: nothing is said, although a key wrapped again is other bytes.
static void test_tins__a_code_is_told_once(void **state)
{
    char code[TIN_CODE_SIZE];
    struct log_head before;
    struct log_head after;
    struct err err;

    (void)state;
    make(code, 15000);
    check_ok(log_head(hall.db, hall.enrolment.down_log_id, &before, &err), &err);
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(db_end(hall.db, down_meeting(hall.db, &hall.office, hall.meeting, &err), &err), &err);
    check_ok(log_head(hall.db, hall.enrolment.down_log_id, &after, &err), &err);
    assert_int_equal(before.seq, after.seq);
}

static void test_tins__its_use_is_for_a_person_at_the_office(void **state)
{
    struct body_tin_used body = {.code = {7},
                                 .staff = id_new(),
                                 .witness = id_new(),
                                 .why = "payer_away",
                                 .limit_pence = 15000};
    struct exceptions_exception *list;
    size_t count;
    struct err err;

    (void)state;
    hall_record(&hall, RECORD_TIN_USED, &body);
    hall_send(&hall, 0);
    check_ok(exceptions_list(hall.db, hall.meeting, &list, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_string_equal(list[0].kind, "tin_used");
    assert_string_equal(list[0].owner, "finance");
    assert_non_null(strstr(list[0].reason, "payer was away"));
    free(list);
    // At another kiosk that had not heard: that is one more, and says so.
    body.staff = id_new();
    hall_record(&hall, RECORD_TIN_USED, &body);
    hall_send(&hall, 1);
    check_ok(exceptions_list(hall.db, hall.meeting, &list, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].kind, "refused");
    assert_non_null(strstr(list[0].reason, "was used before"));
    free(list);
}

static void test_tins__its_paper_says_what_to_do_and_is_read_back(void **state)
{
    static const char *const there[] = {"0123 4567 8901 2345", "Monday group", "£150.00",
                                        "sealed envelope",     "wedi’i selio", "2026-11-23"};
    struct tins_paper tin = {
        .code = "0123456789012345", .title = "Monday group", .limit_pence = 15000};
    char codes[2][PRINTED_CODE_SIZE];
    char code[TIN_CODE_SIZE];
    struct bytes pdf = {0};
    struct err err;

    (void)state;
    when_read(&tin.start_ms, "2026-11-23T10:00:00Z");
    check_ok(tins_print(&tin, TEST_ROOT "/assets/fonts", &pdf, &err), &err);
    check_ok(bytes_write_file("tin.pdf", pdf.data, pdf.length, 0600, &err), &err);
    bytes_clear(&pdf);
    printed_run("pdftoppm -gray -r 150 tin.pdf tin && pdftotext -layout tin.pdf tin.txt && "
                "pdftotext -bbox tin.pdf tin-boxes.txt");
    assert_int_equal(printed_read_codes("tin-1.pgm", codes, 2), 1);
    assert_true(tin_parse(code, codes[0]));
    assert_string_equal(code, tin.code);
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
        printed_check_has("tin.txt", there[i], true);
    printed_check_large("tin-boxes.txt", 60);
    printed_run("rm tin.pdf tin.txt tin-boxes.txt tin-1.pgm");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_tins__kiosks_are_told_what_the_code_opens_and_not_the_code),
        TEST(test_tins__a_code_is_told_once),
        TEST(test_tins__its_use_is_for_a_person_at_the_office),
        TEST(test_tins__its_paper_says_what_to_do_and_is_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
