// SPDX-License-Identifier: Apache-2.0
// Days at the desk by chance: whoever does whatever in whatever order, by the desk's own code.
// After every act the books balance, and what must never happen has not.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_float.h"
#include "kiosk/desk_next.h"
#include "kiosk/desk_pay.h"
#include "kiosk/visit.h"
#include "shared/books_left.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/desk_day.h"
#include "tests/kiosk/desk_holds.h"

#define DAYS_A_STORE 20 // then the records are put away, so that looking at all of them stays quick

// Days that once went wrong: always lived again.
static const uint64_t known_seeds[] = {
    UINT64_C(1),
};

static int64_t count = 100;
static uint64_t first_seed = 20261129;
static uint64_t current; // of the day that is being lived; 0: none

// How often each was allowed, and each reason was given: a test of what never happens proves
// little.
static int64_t allowed[16];
static int64_t refused[DESK_REFUSALS];

// --- what must hold ---

struct before {
    struct log_head head;
    struct desk_pay_view view; // of the claim that the act is about
    int64_t paid_by;           // whoever is at the desk
};

static struct log_head head(void)
{
    struct log_head now;
    struct err err;

    check_ok(log_head(desk_day.store.db, desk_day.store.log_id, &now, &err), &err);
    return now;
}

static size_t whose(struct id claim)
{
    for (size_t i = 0; i < DESK_DAY_PEOPLE; i++)
        if (id_equal(desk_day.visit[i].claim.claim, claim))
            return i;
    fail_msg("nobody has that claim");
    return 0;
}

// Cash has just gone out: nothing of what forbids it was so.
static void check_paid(const struct before *before, const struct desk_payment *payment)
{
    size_t who = whose(payment->claim);
    char until[WHEN_DATE_SIZE];
    struct books_claim now;
    struct err err;

    check_ok(books_get_claim(desk_day.store.db, payment->claim, &now, &err), &err);
    check_ok(books_get_evidence(desk_day.store.db, payment->claim, until, &err), &err);
    assert_true(desk_day_is_nominated());
    assert_false(id_equal(desk_day.desk.staff.person, now.person));
    assert_false(desk_day.store.money_held);
    assert_true(now.cash_today && !now.withdrawn && now.handed != BOOKS_HANDED);
    assert_int_equal(now.cash_pence, before->view.claim.cash_pence + payment->pence);
    assert_true(now.cash_pence + desk_day.office_pence[who] <= now.expenses_pence);
    assert_int_equal(now.tickets_wanted, 0);
    desk_day_check_ticket(who, payment);
    assert_true(!desk_day.desk.staff.limit_pence ||
                before->paid_by + payment->pence <= desk_day.desk.staff.limit_pence);
    if (desk_day.roster.policy.expenses.channel == POLICY_EXPENSES_CASH_ON_DAY &&
        desk_day.roster.policy.expenses.cash_needs_evidence)
        assert_true(strcmp(until, DESK_DAY_TODAY) >= 0 ||
                    strcmp(desk_day.people[who].expected.evidence_until, DESK_DAY_TODAY) >= 0);
}

// What was refused has a reason in code and words, and left no trace.
static bool check_refused(const struct before *before, bool ok, int act, const struct err *err)
{
    struct log_head now = head();

    if (ok) {
        allowed[act]++;
        return true;
    }
    assert_int_equal(err->kind, ERR_INVALID);
    assert_int_not_equal(desk_day.desk.refused, DESK_ALLOWED);
    assert_string_equal(err->text, desk_refusal_code(desk_day.desk.refused));
    assert_non_null(desk_refusal_words(desk_day.desk.refused));
    assert_int_equal(now.seq, before->head.seq);
    refused[desk_day.desk.refused]++;
    return false;
}

// --- what people do ---

static bool pick_claim(size_t *who)
{
    *who = (size_t)desk_day_below(DESK_DAY_PEOPLE);
    return desk_day.visit[*who].claimed;
}

static struct before look(const struct id *claim)
{
    struct before before = {.head = head()};
    struct err err;

    if (claim)
        check_ok(desk_pay_look(&desk_day.desk, &desk_day.place, *claim, &before.view, &err), &err);
    check_ok(books_paid_by(desk_day.store.db, desk_day.roster.meeting, desk_day.desk.staff.staff,
                           &before.paid_by, &err),
             &err);
    return before;
}

// Mostly somebody who may pay: of who may not, one refusal a day is enough.
static void come_to_the_desk(void)
{
    desk_day.desk.staff = desk_day.staff[desk_day_one_in(4) ? desk_day_below(DESK_DAY_STAFF)
                                                            : desk_day_below(DESK_DAY_HOST)];
    desk_day.desk.unlocked = !desk_day_one_in(8);
}

static void do_claim(void)
{
    struct visit *who = &desk_day.visit[desk_day_below(DESK_DAY_PEOPLE)];
    struct visit_line *bus = visit_line(who, POLICY_BUS);
    struct err err;

    if (!bus)
        bus = visit_add_line(who, POLICY_BUS);
    bus->pence = 100 + desk_day_below(900);
    bus->proof = desk_day_one_in(4) ? VISIT_LATER : VISIT_HERE;
    who->fee = VISIT_FEE_BANK;
    check_ok(visit_arrive(who, &desk_day.visits, &err), &err);
    // More was paid than it would then be: it stays as it is.
    if (!visit_save(who, &desk_day.visits, &err))
        assert_int_equal(err.kind, ERR_INVALID);
}

static void do_withdraw(void)
{
    struct body_claim_withdrawn body = {.reason = "none"};
    size_t who;
    struct err err;

    if (!pick_claim(&who))
        return;
    body.claim = desk_day.visit[who].claim.claim;
    if (store_save(&desk_day.store, RECORD_CLAIM_WITHDRAWN, id_new(), desk_day.roster.meeting,
                   &body, &err)) {
        desk_day.taken_back = body.claim;
        visit_forget(&desk_day.visit[who]);
        visit_begin(&desk_day.visit[who], desk_day.people[who].expected.person, VISIT_BY_CARD);
    }
}

// It went to another desk, on paper.
static void do_hand(void)
{
    struct body_claim *body;
    size_t who;
    struct err err;

    if (!pick_claim(&who) || !desk_day_one_in(3))
        return;
    body = mem_new(1, sizeof *body);
    check_ok(books_get_claim_body(desk_day.store.db, desk_day.visit[who].claim.claim, body, &err),
             &err);
    if (!store_save(&desk_day.store, RECORD_CLAIM_HANDED, id_new(), desk_day.roster.meeting, body,
                    &err))
        assert_int_equal(err.kind, ERR_INVALID); // some of it was paid
    free(body);
}

// The feed says that the office or another kiosk paid, or that the office holds, or has let go; or
// money is held here.
static void do_office(void)
{
    struct body_payment_made made = {.channel = "bank", .what = "travel"};
    struct body_claim_ruled ruled = {.code = "looked_at"};
    size_t who;

    if (desk_day_one_in(6))
        desk_day.store.money_held = !desk_day.store.money_held;
    if (!pick_claim(&who))
        return;
    made.claim = ruled.claim = desk_day.visit[who].claim.claim;
    made.person = desk_day.people[who].expected.person;
    if (desk_day_one_in(2)) {
        desk_day_tell(desk_day_one_in(2) ? RECORD_CLAIM_HELD : RECORD_CLAIM_RELEASED, &ruled);
        return;
    }
    // As the office does it: what the desk has not paid by then, or some of it.
    made.pence = desk_day.visit[who].claim.expenses_pence / (desk_day_one_in(3) ? 1 : 2);
    if (desk_day.visit[who].claim.cash_pence || !made.pence || desk_day.office_pence[who])
        return;
    if (desk_day_one_in(3)) {
        str_copy(made.channel, sizeof made.channel, "cash"); // by another kiosk
        str_copy(made.what, sizeof made.what, "cash_b");
    }
    desk_day.office_pence[who] = made.pence;
    desk_day_tell(RECORD_PAYMENT_MADE, &made);
}

static void check_two_counted(struct id witness)
{
    assert_true(desk_day_is_nominated());
    assert_false(id_is_none(witness));
    assert_false(id_equal(witness, desk_day.desk.staff.staff));
}

static void do_float(void)
{
    struct desk_float_count counted = {.op = id_new(), .coins = desk_day_some_coins()};
    struct before before = look(NULL);
    struct books_float was;
    int64_t kind = desk_day_below(3);
    struct err err;
    bool ok;

    if (!desk_day_one_in(6))
        counted.witness = desk_day.staff[desk_day_below(DESK_DAY_STAFF)].staff;
    check_ok(books_get_float(desk_day.store.db, desk_day.roster.meeting, &was, &err), &err);
    if (kind == 2 && desk_day_one_in(2) && was.coins_known)
        counted.coins = was.coins; // all of it is there
    if (kind == 0)
        ok = desk_float_open(&desk_day.desk, &desk_day.place, &counted, &err);
    else if (kind == 1)
        ok = desk_float_add(&desk_day.desk, &desk_day.place, &counted, &err);
    else
        ok = desk_float_count_out(&desk_day.desk, &desk_day.place, &counted,
                                  desk_day_one_in(2) ? "not_known" : "", &err);
    if (!check_refused(&before, ok, (int)kind, &err))
        return;
    check_two_counted(counted.witness);
    assert_int_equal(id_is_none(was.float_id), kind == 0); // no two
}

static void do_swap(void)
{
    struct desk_float_count change = {.op = id_new(), .coins = desk_day_some_coins()};
    struct before before = look(NULL);
    struct books_float was;
    struct books_float now;
    struct coins back;
    struct err err;

    if (!desk_day_one_in(6))
        change.witness = desk_day.staff[desk_day_below(DESK_DAY_STAFF)].staff;
    coins_split(coins_sum(&change.coins), &back);
    if (!desk_day_one_in(4))
        coins_remove(&change.coins, &back);
    check_ok(books_get_float(desk_day.store.db, desk_day.roster.meeting, &was, &err), &err);
    if (!check_refused(&before, desk_float_swap(&desk_day.desk, &desk_day.place, &change, &err), 3,
                       &err))
        return;
    check_ok(books_get_float(desk_day.store.db, desk_day.roster.meeting, &now, &err), &err);
    assert_int_equal(was.pence, now.pence);
    check_two_counted(change.witness);
}

static void do_pay(void)
{
    struct desk_payment payment = {.payment = id_new(), .tickets_seen = !desk_day_one_in(4)};
    struct books_float held;
    struct before before;
    size_t who;
    struct err err;

    if (!pick_claim(&who))
        return;
    payment.claim = !id_is_none(desk_day.taken_back) && desk_day_one_in(4)
                        ? desk_day.taken_back
                        : desk_day.visit[who].claim.claim;
    before = look(&payment.claim);
    payment.pence = desk_day_one_in(3) ? desk_day_below(1200) : before.view.due;
    check_ok(books_get_float(desk_day.store.db, desk_day.roster.meeting, &held, &err), &err);
    if (desk_day_one_in(2) && held.coins_known && payment.pence > 0)
        payment.pence -= coins_make(&held.coins, payment.pence, &payment.coins);
    if (!check_refused(&before, desk_pay(&desk_day.desk, &desk_day.place, &payment, &err), 4, &err))
        return;
    check_paid(&before, &payment);
    // The same touch once more, and the same act after a kill: nothing more is paid.
    before = look(&payment.claim);
    check_ok(desk_pay(&desk_day.desk, &desk_day.place, &payment, &err), &err);
    assert_int_equal(head().seq, before.head.seq);
}

static void do_return(void)
{
    struct desk_return back = {.op = id_new(), .payment = id_new()};
    struct books_payment *payments = NULL;
    struct before before;
    size_t used;
    size_t who;
    struct err err;

    if (!pick_claim(&who))
        return;
    back.claim = desk_day.visit[who].claim.claim;
    before = look(&back.claim);
    check_ok(books_list_payments(desk_day.store.db, back.claim, &payments, &used, &err), &err);
    if (used)
        back.payment = payments[0].payment;
    coins_split(used && desk_day_one_in(2) ? payments[0].pence : desk_day_below(600), &back.coins);
    free(payments);
    if (check_refused(&before, desk_pay_return(&desk_day.desk, &desk_day.place, &back, &err), 5,
                      &err))
        assert_true(desk_day_is_nominated() && used);
}

static void do_way(void)
{
    int64_t way = desk_day_below(4);
    struct before before;
    struct id claim;
    size_t who;
    struct err err;
    bool ok;

    if (!pick_claim(&who))
        return;
    claim = desk_day.visit[who].claim.claim;
    before = look(&claim);
    if (before.view.why == DESK_BY_BANK && !desk_day_one_in(4))
        way = 1; // back to cash: rarely the one it is about
    if (way == 0)
        ok = desk_pay_by_bank(&desk_day.desk, &desk_day.place, id_new(), claim, &err);
    else if (way == 1)
        ok = desk_pay_in_cash(&desk_day.desk, &desk_day.place, id_new(), claim, &err);
    else if (way == 2)
        ok = desk_pay_leaves_at(&desk_day.desk, &desk_day.place, id_new(), claim,
                                desk_day_one_in(3) ? 0 : when_now_ms() + desk_day_below(3600000),
                                &err);
    else
        ok = desk_pay_evidence(&desk_day.desk, &desk_day.place, id_new(), claim,
                               desk_day_one_in(3) ? "2025-11-11" : DESK_DAY_TODAY, &err);
    if (!check_refused(&before, ok, 6 + (int)way, &err))
        return;
    assert_true(
        desk_day_is_nominated() ||
        (desk_day.desk.unlocked && roster_is_host(&desk_day.roster, desk_day.desk.staff.staff)));
    check_ok(books_get_claim(desk_day.store.db, claim, &desk_day.visit[who].claim, &err), &err);
}

// What cannot be paid today waits for the next of these days; or does not after all.
static void do_next(void)
{
    bool leave = !desk_day_one_in(3);
    struct before before;
    struct desk_pay_view now;
    struct id claim;
    int64_t open;
    int64_t due;
    size_t who;
    struct err err;
    bool ok;

    if (!pick_claim(&who))
        return;
    claim = desk_day.visit[who].claim.claim;
    before = look(&claim);
    ok = leave ? desk_next_leave(&desk_day.desk, &desk_day.place, id_new(), claim, &err)
               : desk_next_take_back(&desk_day.desk, &desk_day.place, id_new(), claim, &err);
    if (!check_refused(&before, ok, leave ? 11 : 12, &err))
        return;
    check_ok(desk_pay_look(&desk_day.desk, &desk_day.place, claim, &now, &err), &err);
    due = before.view.due + before.view.claim.left_pence;
    open = now.claim.expenses_pence - now.claim.cash_pence - now.office_pence;
    assert_int_equal(now.claim.left_pence, leave ? due : 0);
    // What the office paid before it heard of this is not due again.
    assert_int_equal(now.due, leave ? 0 : due < open ? due : open);
}

// Of a day before: what was left, once.
static void do_before(void)
{
    struct desk_payment payment = {.payment = id_new(), .tickets_seen = !desk_day_one_in(4)};
    struct books_left_at at = {desk_day.roster.meeting, desk_day.store.log_id, DESK_DAY_TODAY};
    struct books_left_claim *list;
    struct desk_pay_view now;
    struct before before;
    size_t used;
    struct err err;

    check_ok(books_left_list(desk_day.store.db, &at, &list, &used, &err), &err);
    if (used == 0) {
        free(list);
        return;
    }
    payment.claim = list[desk_day_below((int64_t)used)].claim;
    free(list);
    if (desk_day_one_in(2))
        desk_day.desk.by_card = payment.claim;
    before = look(&payment.claim);
    assert_true(before.view.before);
    assert_true(before.view.due <= before.view.claim.left_pence);
    if (desk_day_one_in(8)) {
        if (check_refused(
                &before,
                desk_pay_by_bank(&desk_day.desk, &desk_day.place, id_new(), payment.claim, &err),
                14, &err))
            assert_int_equal(look(&payment.claim).view.due, 0);
        return;
    }
    payment.pence = desk_day_one_in(3) ? desk_day_below(1200) : before.view.due;
    if (!check_refused(&before, desk_pay(&desk_day.desk, &desk_day.place, &payment, &err), 13,
                       &err))
        return;
    assert_true(desk_day_is_nominated());
    check_ok(desk_pay_look(&desk_day.desk, &desk_day.place, payment.claim, &now, &err), &err);
    assert_int_equal(now.claim.left_pence, before.view.claim.left_pence - payment.pence);
    assert_int_equal(now.claim.cash_pence, before.view.claim.cash_pence + payment.pence);
    before = look(&payment.claim);
    check_ok(desk_pay(&desk_day.desk, &desk_day.place, &payment, &err), &err);
    assert_int_equal(head().seq, before.head.seq);
}

// A ticket is shown at the desk, of whatever claim: nothing is handed over for it.
static void do_see(void)
{
    struct desk_pay_view before;
    struct desk_pay_view now;
    size_t who;

    if (!desk_day.desk.unlocked || !pick_claim(&who))
        return;
    before = look(&desk_day.visit[who].claim.claim).view;
    desk_day_see_ticket(who);
    now = look(&before.claim.claim).view;
    assert_true(!now.to_see && now.due == before.due);
    allowed[15] += before.to_see;
}

// In earnest only now and then, for then the day is over.
static void do_close(void)
{
    struct roster closing = desk_day.roster;
    struct desk_place there = {&desk_day.store, &closing, "."};
    struct before before = look(NULL);
    struct err err;

    closing.people = NULL; // they are wanted tomorrow
    closing.count = 0;
    if (!check_refused(&before, desk_close_meeting(&desk_day.desk, &there, &err), 10, &err))
        return;
    desk_day.over = true;
    assert_true(roster_is_host(&desk_day.roster, desk_day.desk.staff.staff));
    desk_holds_closed();
}

static void act(void)
{
    static void (*const acts[])(void) = {
        do_claim, do_claim, do_claim,  do_float,  do_float,  do_float,  do_swap,
        do_pay,   do_pay,   do_pay,    do_pay,    do_pay,    do_return, do_return,
        do_way,   do_way,   do_way,    do_office, do_next,   do_next,   do_withdraw,
        do_close, do_hand,  do_before, do_before, do_before, do_see};

    when_advance(1000);
    if (desk_day_one_in(2))
        come_to_the_desk();
    acts[desk_day_below((int64_t)(sizeof acts / sizeof acts[0]))]();
}

// So that a day gets somewhere: somebody is at the desk, with a float, and one has claimed.
static void usual_start(void)
{
    struct desk_float_count counted = {.op = id_new(),
                                       .witness = desk_day.staff[DESK_DAY_HOST].staff};
    struct err err;

    if (desk_day_one_in(4))
        return;
    desk_day.desk.staff =
        desk_day.staff[desk_day_one_in(2) ? DESK_DAY_HOST_AND_PAYER : DESK_DAY_PAYER];
    desk_day.desk.unlocked = true;
    counted.coins = desk_day_some_coins();
    check_ok(desk_float_open(&desk_day.desk, &desk_day.place, &counted, &err), &err);
    do_claim();
}

// Some are there who need not have claimed today.
static void come_again(void)
{
    struct err err;

    for (size_t i = 0; i < DESK_DAY_PEOPLE; i++)
        if (desk_day_one_in(2))
            check_ok(visit_arrive(&desk_day.visit[i], &desk_day.visits, &err), &err);
}

static void live_a_day(uint64_t seed)
{
    int64_t acts;

    current = seed;
    desk_day_seed(seed);
    desk_day_begin();
    usual_start();
    come_again();
    acts = 4 + desk_day_below(24);
    for (int64_t i = 0; i < acts && !desk_day.over; i++) {
        act();
        desk_holds_books();
    }
    desk_holds_queue();
    current = 0;
}

static void test_desk_property__days_that_once_went_wrong_go_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known_seeds / sizeof known_seeds[0]; i++) {
        desk_day_new_store();
        live_a_day(known_seeds[i]);
    }
}

static void test_desk_property__the_books_balance_and_nobody_is_paid_twice(void **state)
{
    (void)state;
    print_message("DESK_SEED=%" PRIu64 ", %" PRId64 " days\n", first_seed, count);
    for (int64_t i = 0; i < count; i++) {
        if (i % DAYS_A_STORE == 0)
            desk_day_new_store();
        live_a_day(first_seed + (uint64_t)i);
    }
}

// Every act was done, and every reason was given, many times.
static void test_desk_property__all_of_it_happened(void **state)
{
    (void)state;
    if (count < 1000)
        skip();
    for (int i = 0; i <= 15; i++)
        if (allowed[i] < count / 2000)
            fail_msg("act %d was done %" PRId64 " times only", i, allowed[i]);
    for (int i = DESK_ALLOWED + 1; i < DESK_REFUSALS; i++)
        if (refused[i] < 1)
            fail_msg("nobody was ever told %s", desk_refusal_code((enum desk_refusal)i));
}

// After a failed check too.
static int say_seed(void **state)
{
    (void)state;
    if (current)
        print_error("to see it again: DESK_SEED=%" PRIu64 " and a count of 1\n", current);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_desk_property__days_that_once_went_wrong_go_right, say_seed),
        cmocka_unit_test_teardown(test_desk_property__the_books_balance_and_nobody_is_paid_twice,
                                  say_seed),
        cmocka_unit_test(test_desk_property__all_of_it_happened),
    };
    const char *again = getenv("DESK_SEED");

    if (argc > 1)
        count = atoll(argv[1]);
    if (again)
        first_seed = strtoull(again, NULL, 10);
    return cmocka_run_group_tests(tests, desk_day_set_up, desk_day_tear_down);
}
