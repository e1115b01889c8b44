// SPDX-License-Identifier: Apache-2.0

/* Still to come, of meetings before: tickets that are shown now, payments that are decided. */

#include <sqlite3.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static struct body_person_expected *waits_for(int person)
{
    struct body_person_expected *body = support_expected(&support, person);

    body->waiting_count = 2;
    body->waiting[0] = (struct body_waiting){.claim = id_new(),
                                             .ref = "X1",
                                             .code = "bus",
                                             .pence = 420,
                                             .date = "2026-10-26",
                                             .until = "2027-03-31"};
    body->waiting[1] = body->waiting[0];
    body->waiting[1].ref[0] = '\0';
    body->waiting[1].pence = 4375;
    str_copy(body->waiting[1].code, sizeof body->waiting[1].code, "fee");
    return body;
}

static struct body_claim_completed last_completed(void)
{
    struct body_claim_completed found;

    support_last(&support, RECORD_CLAIM_COMPLETED, &found);
    return found;
}

static void test_waiting__a_ticket_is_closed_by_a_picture_at_any_kiosk(void **state)
{
    struct body_person_expected *body = waits_for(0);
    struct body_claim_completed came;

    (void)state;
    support_arrive(&support, 0);
    assert_null(ui_node(&support.ui, "late")); // by letters: not shown
    support_arrive_by_card(&support, 0);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.1");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "£4.20"));
    support_tap(&support, "Next");
    support_is_on(&support, "proof");
    support_tap(&support, "Back");
    support_is_on(&support, "amount");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_is_on(&support, "ticket");
    support_tap(&support, "Back");
    support_is_on(&support, "proof");
    assert_true(ui_node(&support.ui, "here")->selected);
    support_tap(&support, "#here");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    support_is_on(&support, "waiting");
    assert_null(ui_node(&support.ui, "waiting.2"));
    came = last_completed();
    assert_true(id_equal(came.claim, body->waiting[0].claim)); // which this kiosk never saw
    assert_string_equal(came.ref, "X1");
    assert_int_equal(came.pence, 420);
    assert_true(*came.receipt_id);
    assert_int_equal(support_count(&support, RECORD_RECEIPT_TAKEN), 1);
    assert_int_equal(support.kiosk.visit.line_count, 0);
}

// Somebody else in the kiosk's database, which the program itself never lets happen.
static sqlite3 *be_beside(const char *sql)
{
    sqlite3 *beside;

    assert_int_equal(sqlite3_open(support.kiosk.store.database, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, sql, NULL, NULL, NULL), SQLITE_OK);
    return beside;
}

static void to_late_picture(int person)
{
    waits_for(person);
    support_arrive_by_card(&support, person);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.1");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_photo(&support, support_jpeg(&support));
}

static void test_waiting__a_ticket_that_was_not_saved_can_be_tried_again(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_COMPLETED);
    sqlite3 *beside;

    (void)state;
    to_late_picture(1);
    beside = be_beside("BEGIN IMMEDIATE");
    support_tap(&support, "Next");
    support_is_on(&support, "ticket");
    assert_true(support_sees(&support, "This is not saved yet."));
    assert_non_null(ui_node(&support.ui, "photo")); // nothing of it is lost
    assert_int_equal(support.kiosk.visit.late_line.ticket.count, 1);
    sqlite3_close(beside);
    support_tap(&support, "Next");
    support_is_on(&support, "waiting");
    assert_null(ui_node(&support.ui, "waiting.2"));
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before + 1);
}

static void test_waiting__a_payment_that_was_not_saved_can_be_tried_again(void **state)
{
    sqlite3 *beside;

    (void)state;
    waits_for(2);
    support_arrive_by_card(&support, 2);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.2");
    beside = be_beside("BEGIN IMMEDIATE");
    support_tap(&support, "A voucher");
    assert_true(support_sees(&support, "This is not saved yet."));
    sqlite3_close(beside);
    support_tap(&support, "A voucher");
    assert_null(ui_node(&support.ui, "waiting.2"));
    assert_false(support_sees(&support, "This is not saved yet."));
}

static void test_waiting__a_payment_is_decided_and_gone(void **state)
{
    (void)state;
    waits_for(0)->waiting_count = 2;
    support_arrive_by_card(&support, 0);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.2");
    assert_true(support_sees(&support, "If you get benefits"));
    support_tap(&support, "A voucher");
    assert_string_equal(last_completed().channel, "voucher");
    assert_null(ui_node(&support.ui, "waiting.2"));
}

static void to_payment(int person)
{
    support_arrive_by_card(&support, person);
    support_tap(&support, "Still to come");
    support_to_page_of(&support, "waiting.2");
    support_tap(&support, "#waiting.2");
}

static void test_waiting__less_of_a_payment_is_by_bank_and_no_more(void **state)
{
    (void)state;
    waits_for(4);
    to_payment(4);
    support_to_page_of(&support, "less");
    support_tap(&support, "#less");
    assert_true(support_sees(&support, "All of it would be about £43.75."));
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "Please key in an amount"));
    support_tap(&support, "Back");
    assert_non_null(ui_node(&support.ui, "bank"));
    support_to_page_of(&support, "less");
    support_tap(&support, "#less");
    support_type(&support, "20");
    support_tap(&support, "Next");
    assert_string_equal(last_completed().channel, "bank");
    assert_int_equal(last_completed().pence, 2000);
    assert_null(ui_node(&support.ui, "waiting.2"));
}

// £60.00 a month, of which £43.75 are taken.
static void test_waiting__an_own_limit_takes_what_it_leaves(void **state)
{
    struct body_person_expected *body = waits_for(5);

    (void)state;
    str_copy(body->age_band, sizeof body->age_band, "21_up");
    body->maximum_pence = 6000;
    body->month_offered_pence = 8750;
    body->month_taken_pence = 4375;
    to_payment(5);
    assert_true(support_sees(&support, "This month so far: offered £87.50, taken £43.75."));
    support_to_page_of(&support, "standing");
    assert_true(support_sees(&support, "£16.25, what this month leaves"));
    support_tap(&support, "#standing");
    assert_string_equal(last_completed().channel, "bank");
    assert_int_equal(last_completed().pence, 1625);
}

static void test_waiting__a_ticket_that_is_not_here_after_all_still_waits(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_COMPLETED);

    (void)state;
    waits_for(0);
    support_arrive_by_card(&support, 0);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.1");
    support_tap(&support, "Next");
    support_tap(&support, "I will bring it");
    support_is_on(&support, "waiting");
    assert_non_null(ui_node(&support.ui, "waiting.2"));
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before);
    support_tap(&support, "#waiting.1");
    support_tap(&support, "Back");
    support_is_on(&support, "waiting");
}

static void test_waiting__is_over_with_its_claim_window(void **state)
{
    struct body_person_expected *body = waits_for(0);

    (void)state;
    for (size_t i = 0; i < 2; i++)
        str_copy(body->waiting[i].until, sizeof body->waiting[i].until, "2026-11-22");
    support_arrive_by_card(&support, 0);
    assert_null(ui_node(&support.ui, "late"));
}

// The records do not do their work: nothing says thank you.
static void test_waiting__thanks_for_nothing_when_the_records_fail(void **state)
{
    (void)state;
    to_late_picture(3);
    sqlite3_close(be_beside("DROP TABLE receipt"));
    support_tap(&support, "Next");
    support_is_on(&support, "out-of-service");
    assert_false(support.kiosk.visit.on);
    assert_false(support.kiosk.visit.late_unsaved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waiting__a_ticket_is_closed_by_a_picture_at_any_kiosk),
        cmocka_unit_test(test_waiting__a_ticket_that_was_not_saved_can_be_tried_again),
        cmocka_unit_test(test_waiting__a_payment_that_was_not_saved_can_be_tried_again),
        cmocka_unit_test(test_waiting__a_payment_is_decided_and_gone),
        cmocka_unit_test(test_waiting__less_of_a_payment_is_by_bank_and_no_more),
        cmocka_unit_test(test_waiting__an_own_limit_takes_what_it_leaves),
        cmocka_unit_test(test_waiting__a_ticket_that_is_not_here_after_all_still_waits),
        cmocka_unit_test(test_waiting__is_over_with_its_claim_window),
        cmocka_unit_test(test_waiting__thanks_for_nothing_when_the_records_fail),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
