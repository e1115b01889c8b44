// SPDX-License-Identifier: Apache-2.0

/* Who claims before the money is here, and is paid in cash all the same. */

#include "kiosk/desk_early.h"

#include "kiosk/desk_float.h"
#include "tests/check.h"
#include "tests/kiosk/desk_day.h"

static int set_up(void **state)
{
    (void)state;
    desk_day_new_store();
    desk_day_begin();
    desk_day.roster.policy.expenses.channel = POLICY_EXPENSES_CASH_OR_BANK;
    desk_day.roster.unplanned = false;
    return 0;
}

static size_t early(void)
{
    size_t count;
    struct err err;

    check_ok(desk_early_count(&desk_day.desk, &desk_day.place, &count, &err), &err);
    return count;
}

static struct desk_pay_view look(struct id claim)
{
    struct desk_pay_view view;
    struct err err;

    check_ok(desk_pay_look(&desk_day.desk, &desk_day.place, claim, &view, &err), &err);
    return view;
}

static bool turn(struct err *err)
{
    return desk_early_in_cash(&desk_day.desk, &desk_day.place, err);
}

static void test_desk_early__all_of_them_are_paid_in_cash_once_it_is_here(void **state)
{
    struct id first = desk_day_claim(1, 420);
    struct id second = desk_day_claim(2, 655);
    struct err err;

    (void)state;
    assert_int_equal(look(first).why, DESK_BY_BANK);
    assert_true(desk_day.visit[1].cash_wanted);
    assert_int_equal(early(), 0); // nobody can be paid yet
    desk_day_open_float(2000);
    assert_int_equal(early(), 2);
    check_ok(turn(&err), &err);
    assert_int_equal(early(), 0);
    assert_int_equal(look(first).due, 420);
    assert_int_equal(look(second).due, 655);
    check_ok(turn(&err), &err); // touched twice
    assert_int_equal(look(first).due, 420);
}

static void test_desk_early__who_asked_for_the_bank_stays_there(void **state)
{
    struct id claim = desk_day_claim(1, 420);
    struct err err;

    (void)state;
    desk_day_open_float(2000);
    check_ok(desk_pay_in_cash(&desk_day.desk, &desk_day.place, id_new(), claim, &err), &err);
    check_ok(desk_pay_by_bank(&desk_day.desk, &desk_day.place, id_new(), claim, &err), &err);
    assert_int_equal(early(), 0);
    desk_day_claim(1, 300); // whatever of it they change
    assert_false(desk_day.visit[1].cash_wanted);
    assert_int_equal(early(), 0);
    assert_int_equal(look(claim).why, DESK_BY_BANK);
}

static void test_desk_early__who_changes_their_claim_once_it_is_here_has_cash(void **state)
{
    struct id claim = desk_day_claim(1, 420);

    (void)state;
    desk_day_claim(1, 300);
    assert_true(desk_day.visit[1].cash_wanted);
    desk_day_open_float(2000);
    desk_day_claim(1, 310);
    assert_int_equal(look(claim).due, 310);
    assert_false(desk_day.visit[1].cash_wanted);
}

static void count_out(void)
{
    struct desk_float_count counted = {.op = id_new(),
                                       .witness = desk_day.staff[DESK_DAY_HOST].staff};
    struct err err;

    coins_split(2000, &counted.coins);
    check_ok(desk_float_count_out(&desk_day.desk, &desk_day.place, &counted, "not_known", &err),
             &err);
}

static void test_desk_early__after_the_float_nobody_waits_for_one(void **state)
{
    (void)state;
    desk_day_open_float(2000);
    count_out();
    desk_day_claim(1, 420);
    assert_false(desk_day.visit[1].cash_wanted);
}

static void test_desk_early__where_all_goes_by_bank_nobody_wants_cash(void **state)
{
    (void)state;
    desk_day.roster.policy.expenses.channel = POLICY_EXPENSES_BY_BANK;
    desk_day_claim(1, 420);
    assert_false(desk_day.visit[1].cash_wanted);
    desk_day.roster.policy.expenses.channel = POLICY_EXPENSES_CASH_OR_BANK;
    desk_day.roster.unplanned = true; // it waits for the office
    desk_day_claim(2, 420);
    assert_false(desk_day.visit[2].cash_wanted);
}

static void test_desk_early__only_who_may_pay_turns_them(void **state)
{
    struct id claim = desk_day_claim(1, 420);
    struct err err;

    (void)state;
    desk_day_open_float(2000);
    desk_day.desk.staff = desk_day.staff[DESK_DAY_FORMER];
    check_fails(turn(&err), &err, ERR_INVALID);
    assert_int_equal(look(claim).due, 0);
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_desk_early__all_of_them_are_paid_in_cash_once_it_is_here),
        TEST(test_desk_early__who_asked_for_the_bank_stays_there),
        TEST(test_desk_early__who_changes_their_claim_once_it_is_here_has_cash),
        TEST(test_desk_early__after_the_float_nobody_waits_for_one),
        TEST(test_desk_early__where_all_goes_by_bank_nobody_wants_cash),
        TEST(test_desk_early__only_who_may_pay_turns_them),
    };

    return cmocka_run_group_tests(tests, desk_day_set_up, desk_day_tear_down);
}
