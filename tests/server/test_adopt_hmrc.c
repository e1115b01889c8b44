// SPDX-License-Identifier: Apache-2.0

// HMRC's miles: 55p from 6 April 2026, made known on 21 May.
#include <stdlib.h>
#include <string.h>

#include "server/meetings.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/settling.h"

static struct settling settling;

static int open_hall(void **state)
{
    (void)state;
    settling_open(&settling);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    settling_close(&settling);
    return 0;
}

static struct id find_meeting(const char *code, int64_t *start_ms, int64_t *end_ms)
{
    struct meetings_meeting *list;
    struct id found = {0};
    size_t count;
    struct err err;

    check_ok(meetings_list(settling.hall.db, &settling.hall.office, 0, &list, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        if (str_equal(list[i].code, code)) {
            found = list[i].meeting;
            *start_ms = list[i].start_ms;
            *end_ms = list[i].end_ms;
        }
    free(list);
    return found;
}

static void fill_miles(struct facts *facts, int64_t milli_miles, int64_t before)
{
    facts_add_expense(facts, "mileage_car")->miles_claimed = milli_miles;
    facts->expenses[0].agreed_return_miles = milli_miles;
    facts->expenses[0].miles_already_this_tax_year = before;
}

static void hash_current(const char *id, uint8_t out[static RECORD_HASH_SIZE])
{
    struct db_rows *rows;
    struct err err;

    check_ok(db_one(settling.hall.db, &rows,
                    "SELECT hash FROM policy WHERE id = $1 ORDER BY set_ms DESC LIMIT 1",
                    DB_ARGS(db_text(id)), &err),
             &err);
    assert_true(db_get_bytes(rows, 0, out, RECORD_HASH_SIZE));
    db_free(rows);
}

// A drive to that meeting, approved and paid at 45p.
static struct body_claim *drive(const char *code, const struct policy *policy, int64_t before,
                                int64_t pence)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct body_attendance_arrived there;
    struct body_attendance_left left = {.by = "person"};

    settling.hall.meeting = find_meeting(code, &settling.hall.start_ms, &settling.hall.end_ms);
    there = hall_arrival(&settling.hall, 0);
    hall_fill_claim(&settling.hall, &there, 0, claim);
    claim->cash_today = false;
    str_copy(claim->policy, sizeof claim->policy, "hmrc-linked");
    hash_current("hmrc-linked", claim->policy_hash);
    fill_miles(&claim->facts, 12300, before);
    assess(policy, &claim->facts, &claim->outcome);
    left.attendance = there.attendance;
    left.at_ms = settling.hall.end_ms;
    hall_record(&settling.hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record(&settling.hall, RECORD_CLAIM_MADE, claim);
    hall_record(&settling.hall, RECORD_ATTENDANCE_LEFT, &left);
    settling_send(&settling);
    assert_true(settling_now(&settling, claim).same_pence);
    settling_approve(&settling, claim, 0, pence);
    settling_pay(&settling, claim, "2026-05-15");
    return claim;
}

// As it was known until 21 May 2026: 45p on and on.
static void put_old_rates(struct policy *out)
{
    struct bytes json = {0};
    char *row;
    struct err err;

    settling_read_shipped(&json, "hmrc-linked");
    row = strstr(settling_after(&json, "\"from\": \"2026-04-06\""), "\"mileage_car\": [550");
    assert_non_null(row);
    settling_write_over(row, "\"mileage_car\": [450");
    settling_put_file(&settling, "hmrc-linked.json", &json);
    check_ok(policy_read(out, bytes_text(&json), json.length, "hmrc-linked", &err), &err);
    bytes_clear(&json);
    settling_adopt(&settling);
}

static void test_adopt_hmrc__change_of_2026_reaches_back_to_6_april_only(void **state)
{
    static const char meetings[] =
        "meeting_code,public_title,start,end,venue,type,policy,workstream,invited\n"
        "H1,Spring group,2026-04-05 10:00,2026-04-05 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n"
        "H2,Spring group,2026-04-06 10:00,2026-04-06 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n"
        "H3,Spring group,2026-05-20 10:00,2026-05-20 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n"
        "H4,Spring group,2026-05-21 10:00,2026-05-21 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n";
    struct policy old;
    struct body_claim *claims[4];
    struct bytes before = {0};
    struct bytes later = {0};
    struct err err;

    (void)state;
    put_old_rates(&old);
    check_ok(hall_import_meetings(&settling.hall, meetings, &err), &err);
    claims[0] = drive("H1", &old, 0, 554);
    claims[1] = drive("H2", &old, 0, 554);
    claims[2] = drive("H3", &old, 9990000, 508);  // 10 miles below the threshold, 2.3 above
    claims[3] = drive("H4", &old, 10000000, 308); // all of it above
    settling_read_settled(&settling, &before);
    settling_put_policy(&settling, "hmrc-linked", "\"id\"", ""); // as it ships
    settling_adopt(&settling);
    settling_check_state(&settling, claims[0], "paid");
    settling_check_change(&settling, claims[1],
                          "A1 of X1 expense.mileage_car 123 because policy from 2026-04-06");
    settling_check_change(&settling, claims[2],
                          "A1 of X1 expense.mileage_car 100 because policy from 2026-04-06");
    settling_check_state(&settling, claims[3], "paid");
    settling_approve(&settling, claims[1], 0, 123);
    settling_approve(&settling, claims[2], 0, 100);
    settling_pay(&settling, claims[1], "2026-05-29");
    settling_pay(&settling, claims[2], "2026-05-29");
    settling_read_settled(&settling, &later);
    assert_string_equal(bytes_text(&before), bytes_text(&later));
    settling_check_whole(&settling);
    bytes_clear(&before);
    bytes_clear(&later);
    for (size_t i = 0; i < 4; i++)
        free(claims[i]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_hall, close_hall)
    const struct CMUnitTest tests[] = {
        TEST(test_adopt_hmrc__change_of_2026_reaches_back_to_6_april_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
