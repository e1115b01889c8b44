// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <time.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/clerk.h"

#define SEQUENCES 5000
#define STEPS 9

static void test_books_cash__a_float_is_opened_once_and_counted_back(void **state)
{
    struct body_float body = {.float_id = tin, .pence = 2000};
    struct body_float other = {.float_id = id_new(), .pence = 1};
    struct books_float held;
    struct err err;

    (void)state;
    must_not(RECORD_FLOAT_ADDED, &body, ERR_NOT_FOUND);
    must_not(RECORD_FLOAT_COUNTED, &body, ERR_NOT_FOUND);
    open_float(15000);
    must_not(RECORD_FLOAT_OPENED, &other, ERR_INVALID);
    must(RECORD_FLOAT_ADDED, &body);
    must(RECORD_FLOAT_SWAPPED, &body); // the same money in other coins
    assert_int_equal(in_float(), 17000);
    body.pence = 16950; // fifty pence are missing: a fact, and nobody's debt
    must(RECORD_FLOAT_COUNTED, &body);
    check_ok(books_get_float(db, meeting, &held, &err), &err);
    assert_true(id_is_none(held.float_id));
    must_not(RECORD_FLOAT_COUNTED, &body, ERR_NOT_FOUND);
    must_not(RECORD_FLOAT_OPENED, &body, ERR_INVALID); // the same one again
    must(RECORD_FLOAT_OPENED, &other);
    check_rebuilt();
}

static void test_books_cash__is_never_more_than_is_owed_or_held(void **state)
{
    struct id id = id_new();
    struct body_cash body;

    (void)state;
    claim_for(id, 1, 974, person);
    body = cash(id, 1);
    must_not(RECORD_CASH_PAID, &body, ERR_NOT_FOUND); // no float
    open_float(900);
    body.pence = 0;
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID);
    body.pence = 975;
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID); // owed 974
    body.pence = 901;
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID); // held 900
    body.pence = 900;
    must(RECORD_CASH_PAID, &body);
    assert_int_equal(in_float(), 0);
    body.pence = 901;
    must_not(RECORD_CASH_RETURNED, &body, ERR_INVALID);
    body.pence = 900;
    must(RECORD_CASH_RETURNED, &body);
    must_not(RECORD_CASH_RETURNED, &body, ERR_INVALID); // it is all back
    body.payment = id_new();
    must_not(RECORD_CASH_RETURNED, &body, ERR_NOT_FOUND);
    assert_int_equal(in_float(), 900);
    body = cash(id_new(), 1);
    must_not(RECORD_CASH_PAID, &body, ERR_NOT_FOUND);
    check_rebuilt();
}

static void holds(int pound, int fifty, int twenty, bool known)
{
    struct books_float held;
    struct err err;

    check_ok(books_get_float(db, meeting, &held, &err), &err);
    assert_int_equal(held.coins.count[coins_find(100)], pound);
    assert_int_equal(held.coins.count[coins_find(50)], fifty);
    assert_int_equal(held.coins.count[coins_find(20)], twenty);
    assert_int_equal(held.coins_known, known);
}

static void test_books_cash__know_which_coins_are_in_a_float(void **state)
{
    struct body_float in = {
        .float_id = tin, .pence = 300, .coins = {{100, 2}, {50, 2}}, .coins_count = 2};
    struct body_float swap = {.float_id = tin, .coins = {{100, -1}, {20, 5}}, .coins_count = 2};
    struct body_cash body = cash(claim_id, 130);

    (void)state;
    claim_for(claim_id, 1, 500, person);
    must(RECORD_FLOAT_OPENED, &in);
    must(RECORD_FLOAT_SWAPPED, &swap);
    holds(1, 2, 5, true);
    body.coins[0] = (struct body_coins){100, 1};
    body.coins[1] = (struct body_coins){50, 1};
    body.coins[2] = (struct body_coins){20, -1}; // they gave twenty back
    body.coins_count = 3;
    must(RECORD_CASH_PAID, &body);
    holds(0, 1, 6, true);
    must(RECORD_CASH_RETURNED, &body);
    holds(1, 2, 5, true);
    body = cash(claim_id, 100); // somebody did not say in what
    must(RECORD_CASH_PAID, &body);
    holds(1, 2, 5, false);
    check_rebuilt();
}

static void test_books_cash__refuse_coins_that_come_to_something_else(void **state)
{
    struct body_float in = {.float_id = tin, .pence = 300, .coins = {{100, 2}}, .coins_count = 1};
    struct body_cash body = cash(claim_id, 130);

    (void)state;
    claim_for(claim_id, 1, 500, person);
    must_not(RECORD_FLOAT_OPENED, &in, ERR_INVALID);
    in.coins[1] = (struct body_coins){30, 1}; // there is no such coin
    in.pence = 230;
    in.coins_count = 2;
    must_not(RECORD_FLOAT_OPENED, &in, ERR_INVALID);
    in.coins[1] = (struct body_coins){50, -1};
    in.pence = 150;
    must_not(RECORD_FLOAT_OPENED, &in, ERR_INVALID);
    open_float(1000);
    in = (struct body_float){.float_id = tin, .coins = {{100, 2}}, .coins_count = 1};
    must_not(RECORD_FLOAT_SWAPPED, &in, ERR_INVALID);
    body.coins[0] = (struct body_coins){100, 1};
    body.coins_count = 1;
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID);
}

static void test_books_cash__one_person_alone_counts_no_float(void **state)
{
    struct id payer = {{9}};
    struct body_float in = {.float_id = tin, .pence = 300, .by = payer, .witness = payer};

    (void)state;
    must_not(RECORD_FLOAT_OPENED, &in, ERR_INVALID);
    in.witness = (struct id){{8}};
    must(RECORD_FLOAT_OPENED, &in);
    in.witness = payer;
    must_not(RECORD_FLOAT_COUNTED, &in, ERR_INVALID);
}

// One bus ticket, which is here.
static void put_ticket(struct body_claim *claim, int64_t pence)
{
    str_copy(claim->outcome.lines[0].ref, sizeof claim->outcome.lines[0].ref, "X1");
    str_copy(claim->outcome.lines[0].kind, sizeof claim->outcome.lines[0].kind, "expense.bus");
    claim->outcome.lines[0].pence = claim->outcome.expenses_pence = pence;
    claim->outcome.line_count = 1;
    claim->facts.expenses[0] = (struct facts_expense){.ref = "X1",
                                                      .category = "bus",
                                                      .claimed_pence = pence,
                                                      .receipt_pence = pence,
                                                      .nights = 1};
    claim->facts.expense_count = 1;
    claim->proofs[0] = (struct body_proof){"X1", "here"};
    claim->proofs_count = 1;
}

static void test_books_cash__nobody_is_paid_before_the_ticket_was_seen(void **state)
{
    struct body_claim *claim = new_claim(claim_id, 1, 420);
    struct body_evidence_seen seen = {.claim = claim_id, .what = "ticket", .ref = "X1"};
    struct body_cash body = cash(claim_id, 420);

    (void)state;
    put_ticket(claim, 420);
    must(RECORD_CLAIM_MADE, claim);
    open_float(1000);
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID);
    must(RECORD_EVIDENCE_SEEN, &seen);
    must(RECORD_CASH_PAID, &body);
    body.pence = 0;
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID); // the same payment once more
    free(claim);
    check_rebuilt();
}

// By a program that did not yet ask for the ticket again where its cost had grown.
static void test_books_cash__what_was_paid_stays_paid_when_they_are_made_again(void **state)
{
    struct body_claim *claim = new_claim(claim_id, 1, 420);
    struct body_evidence_seen seen = {.claim = claim_id, .what = "ticket", .ref = "X1"};
    struct body_cash body = cash(claim_id, 500);
    struct books_claim found;
    struct err err;

    (void)state;
    put_ticket(claim, 420);
    must(RECORD_CLAIM_MADE, claim);
    open_float(1000);
    must(RECORD_EVIDENCE_SEEN, &seen);
    put_ticket(claim, 500);
    must(RECORD_CLAIM_AMENDED, claim);
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID);
    said_before(RECORD_CASH_PAID, &body);
    check_ok(books_bring_up(db, &err), &err);
    check_ok(books_get_claim(db, claim_id, &found, &err), &err);
    assert_int_equal(found.cash_pence, 500);
    assert_int_equal(in_float(), 500);
    free(claim);
    check_rebuilt();
}

static void test_books_cash__say_what_became_of_all_the_cash(void **state)
{
    struct body_float out = {.float_id = tin, .pence = 830, .reason = "wrong_change"};
    struct body_cash first = cash(claim_id, 100);
    struct body_cash second = cash(claim_id, 60);
    struct books_payment *payments;
    struct books_floats floats;
    int64_t by_payer;
    size_t count;
    struct err err;

    (void)state;
    claim_for(claim_id, 1, 500, person);
    open_float(1000);
    must(RECORD_CASH_PAID, &first);
    must(RECORD_CASH_PAID, &second);
    first.pence = 100;
    must(RECORD_CASH_RETURNED, &first); // all of it
    check_ok(books_list_payments(db, claim_id, &payments, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_true(id_equal(payments[0].payment, second.payment));
    assert_int_equal(payments[0].pence, 60);
    free(payments);
    check_ok(books_paid_by(db, meeting, second.payer, &by_payer, &err), &err);
    assert_int_equal(by_payer, 60);
    must(RECORD_FLOAT_COUNTED, &out); // 940 should be there
    check_ok(books_get_floats(db, meeting, &floats, &err), &err);
    assert_int_equal(floats.in_pence, 1000);
    assert_int_equal(floats.counted_pence, 830);
    assert_int_equal(floats.missing_pence, 110);
    assert_int_equal(floats.paid_pence, 60);
    assert_false(floats.is_open);
    check_rebuilt();
}

static void test_books_cash__a_withdrawn_claim_is_owed_nothing(void **state)
{
    struct id id = id_new();
    struct body_claim_withdrawn withdrawn = {.claim = id};
    struct body_cash body = cash(id, 1);

    (void)state;
    claim_for(id, 1, 974, person);
    open_float(900);
    must(RECORD_CLAIM_WITHDRAWN, &withdrawn);
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID);
}

// --- records nobody should make ---

// --- whatever happens ---

static uint64_t seed;

static int64_t draw(int64_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int64_t)((seed >> 11) % (uint64_t)limit);
}

struct shadow { // what the books must say
    bool open;
    bool counted;
    int64_t held;
    int64_t owed[2];
    int64_t paid[2];
    struct id claims[2];
    struct id payment[2]; // the last of each
    int64_t left[2];      // of it
};

static bool apply(enum record_kind kind, const void *body)
{
    struct record record = {
        .log_id = log_id, .op_id = id_new(), .kind = kind, .schema = 1, .meeting_id = meeting};
    struct bytes json = {0};
    struct err err;
    bool ok;

    body_write(kind, body, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    ok = books_apply(db, &record, &err);
    if (!ok)
        assert_true(err.kind == ERR_INVALID || err.kind == ERR_NOT_FOUND);
    bytes_clear(&json);
    return ok;
}

static void do_float(struct shadow *shadow)
{
    static const enum record_kind kinds[] = {RECORD_FLOAT_OPENED, RECORD_FLOAT_ADDED,
                                             RECORD_FLOAT_COUNTED};
    size_t which = (size_t)draw(4) % 3;
    struct body_float body = {.float_id = tin, .pence = draw(1200)};
    bool expected = which == 0 ? !shadow->open && !shadow->counted : shadow->open;

    assert_int_equal(apply(kinds[which], &body), expected);
    if (!expected)
        return;
    shadow->open = which != 2;
    shadow->counted = which == 2;
    shadow->held = which == 2 ? 0 : shadow->held + body.pence;
}

static void do_cash(struct shadow *shadow)
{
    size_t which = (size_t)draw(2);
    bool back = draw(3) == 0;
    struct body_cash body = cash(shadow->claims[which], draw(600));
    bool expected = shadow->open && body.pence > 0;

    if (back) {
        body.payment = shadow->payment[which];
        expected = expected && body.pence <= shadow->left[which];
    } else {
        expected = expected && body.pence <= shadow->held &&
                   body.pence <= shadow->owed[which] - shadow->paid[which];
    }
    assert_int_equal(apply(back ? RECORD_CASH_RETURNED : RECORD_CASH_PAID, &body), expected);
    if (!expected)
        return;
    shadow->held += back ? body.pence : -body.pence;
    shadow->paid[which] += back ? -body.pence : body.pence;
    shadow->left[which] = back ? shadow->left[which] - body.pence : body.pence;
    shadow->payment[which] = body.payment;
}

static void run_sequence(void)
{
    struct shadow shadow = {0};
    struct books_claim found;
    struct err err;

    meeting = id_new();
    tin = id_new();
    for (int i = 0; i < 2; i++) {
        struct body_claim *claim = new_claim(id_new(), i + 1, draw(1000));

        claim->person = id_new();
        shadow.claims[i] = claim->claim;
        shadow.owed[i] = claim->outcome.expenses_pence;
        assert_true(apply(RECORD_CLAIM_MADE, claim));
        free(claim);
    }
    for (int i = 0; i < STEPS; i++) {
        if (draw(3) == 0)
            do_float(&shadow);
        else
            do_cash(&shadow);
        check_sum();
    }
    for (int i = 0; i < 2; i++) {
        check_ok(books_get_claim(db, shadow.claims[i], &found, &err), &err);
        assert_int_equal(found.cash_pence, shadow.paid[i]);
        assert_true(found.cash_pence <= found.expenses_pence);
    }
    assert_int_equal(in_float(), shadow.held);
    assert_true(shadow.held >= 0);
}

static void test_books_cash__five_thousand_days_of_cash_all_balance(void **state)
{
    const char *given = getenv("TEST_SEED");
    struct err err;

    (void)state;
    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("TEST_SEED=%llu\n", (unsigned long long)seed);
    check_ok(db_begin(db, &err), &err);
    for (int i = 0; i < SEQUENCES; i++) {
        if (i % 4 == 0) // the sum is over all there is
            check_ok(books_clear(db, &err), &err);
        run_sequence();
    }
    check_ok(db_end(db, true, &err), &err);
}

#define IN_BOOKS(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOOKS(test_books_cash__a_float_is_opened_once_and_counted_back),
        IN_BOOKS(test_books_cash__is_never_more_than_is_owed_or_held),
        IN_BOOKS(test_books_cash__know_which_coins_are_in_a_float),
        IN_BOOKS(test_books_cash__refuse_coins_that_come_to_something_else),
        IN_BOOKS(test_books_cash__one_person_alone_counts_no_float),
        IN_BOOKS(test_books_cash__nobody_is_paid_before_the_ticket_was_seen),
        IN_BOOKS(test_books_cash__what_was_paid_stays_paid_when_they_are_made_again),
        IN_BOOKS(test_books_cash__say_what_became_of_all_the_cash),
        IN_BOOKS(test_books_cash__a_withdrawn_claim_is_owed_nothing),
        IN_BOOKS(test_books_cash__five_thousand_days_of_cash_all_balance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
