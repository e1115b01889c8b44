// SPDX-License-Identifier: Apache-2.0

/* Who is paid what, whose turn it is, and closing when all of it is settled. */

#include "tests/kiosk/place.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_parts.h"
#include "kiosk/desk_queue.h"
#include "kiosk/desk_sheet.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

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

static void claim(struct visit *visit, int person, int64_t pence)
{
    struct visit_line *bus;
    struct err err;

    visit_begin(visit, place.office.people[person], VISIT_BY_CARD);
    check_ok(visit_arrive(visit, &place.visit, &err), &err);
    bus = visit_add_line(visit, POLICY_BUS);
    bus->pence = pence;
    bus->proof = VISIT_HERE;
    check_ok(visit_save(visit, &place.visit, &err), &err);
}

static bool pay(const struct visit *visit, int64_t pence)
{
    struct desk_payment payment = {
        .payment = id_new(), .claim = visit->claim.claim, .pence = pence, .tickets_seen = true};
    struct err err = {0};
    bool ok = desk_pay(&place.desk, &place.desk_place, &payment, &err);

    assert_true(ok || err.kind == ERR_INVALID);
    return ok;
}

static struct desk_pay_view look(const struct visit *visit)
{
    struct desk_pay_view view;
    struct err err;

    check_ok(desk_pay_look(&place.desk, &place.desk_place, visit->claim.claim, &view, &err), &err);
    return view;
}

static void refuses(const struct visit *visit, enum desk_refusal why)
{
    assert_false(pay(visit, 420));
    assert_int_equal(place.desk.refused, why);
    assert_int_equal(look(visit).claim.cash_pence, 0);
    assert_int_equal(look(visit).claim.tickets_wanted, 1); // nothing of the refused act was kept
}

static void test_desk_pay__never_pays_more_than_the_float_holds(void **state)
{
    struct visit visit = {0};

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 419);
    claim(&visit, 0, 420);
    refuses(&visit, DESK_FLOAT_SMALL);
    visit_forget(&visit);
}

static void test_desk_pay__who_may_not_pay_is_told_why(void **state)
{
    struct visit visit = {0};
    struct body_payer_set staff;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    staff = place.desk.staff;
    place.desk.staff.payer = false;
    refuses(&visit, DESK_NOT_NOMINATED);
    place.desk.staff = staff;
    str_copy(place.desk.staff.until, WHEN_DATE_SIZE, "2025-11-11");
    refuses(&visit, DESK_NO_LONGER);
    str_copy(place.desk.staff.until, WHEN_DATE_SIZE, "2025-11-12"); // the last day
    str_copy(place.desk.staff.from, WHEN_DATE_SIZE, "2025-11-13");
    refuses(&visit, DESK_NOT_YET);
    place.desk.staff = staff;
    place.desk.staff.person = place.office.people[0];
    refuses(&visit, DESK_OWN_CLAIM);
    place.desk.staff = staff;
    place.desk.staff.limit_pence = 419;
    refuses(&visit, DESK_OVER_LIMIT);
    place.desk.staff.limit_pence = 420;
    assert_true(pay(&visit, 420));
    visit_forget(&visit);
}

static void test_desk_pay__pays_in_parts_and_the_rest_by_bank(void **state)
{
    struct visit visit = {0};
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    assert_true(pay(&visit, 400));
    assert_int_equal(look(&visit).due, 20); // to the penny
    assert_false(pay(&visit, 21));
    assert_int_equal(place.desk.refused, DESK_TOO_MUCH);
    check_ok(desk_pay_by_bank(&place.desk, &place.desk_place, id_new(), visit.claim.claim, &err),
             &err);
    assert_int_equal(look(&visit).due, 0);
    assert_false(pay(&visit, 20));
    assert_int_equal(place.desk.refused, DESK_BY_BANK);
    check_ok(visit_arrive(&visit, &place.visit, &err) && // they come again
                 visit_save(&visit, &place.visit, &err),
             &err);
    assert_int_equal(look(&visit).due, 0); // by bank it stays, whatever is changed of it
    check_ok(desk_pay_in_cash(&place.desk, &place.desk_place, id_new(), visit.claim.claim, &err),
             &err);
    assert_true(pay(&visit, 20));
    assert_int_equal(look(&visit).why, DESK_PAID_HERE);
    visit_forget(&visit);
}

static void test_desk_pay__pays_nothing_that_the_office_paid_or_holds(void **state)
{
    struct body_payment_made made = {.what = "travel", .channel = "bank", .pence = 420};
    struct body_claim_ruled ruled = {.code = "looked_at"};
    struct visit visit = {0};
    bool changed;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    made.claim = ruled.claim = visit.claim.claim;
    made.person = place.office.people[0];
    check_ok(office_say(&place.office, &place.store, RECORD_CLAIM_HELD, &ruled, &err), &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
    refuses(&visit, DESK_HELD);
    check_ok(office_say(&place.office, &place.store, RECORD_PAYMENT_MADE, &made, &err), &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
    refuses(&visit, DESK_PAID_BY_OFFICE);
    visit_forget(&visit);
}

static void hear_of_cash(const struct visit *visit, struct id claim, int64_t pence)
{
    struct body_payment_made made = {.claim = claim,
                                     .person = visit->claim.person,
                                     .what = "cash_b",
                                     .channel = "cash",
                                     .pence = pence};
    bool changed;
    struct err err;

    check_ok(office_say(&place.office, &place.store, RECORD_PAYMENT_MADE, &made, &err), &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
}

// Of this claim what is left is still due; of another one of that person at this meeting nothing,
// for there is one claim a person.
static void test_desk_pay__pays_nothing_that_another_kiosk_paid(void **state)
{
    struct visit visit = {0};
    struct id second = id_new();

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    assert_int_equal(look(&visit).due, 420);
    hear_of_cash(&visit, second, 120);
    refuses(&visit, DESK_PAID_ELSEWHERE);
    hear_of_cash(&visit, second, 0); // it was paid by mistake, and came back
    assert_int_equal(look(&visit).why, DESK_ALLOWED);
    hear_of_cash(&visit, visit.claim.claim, 120);
    assert_int_equal(look(&visit).due, 300);
    hear_of_cash(&visit, visit.claim.claim, 420);
    refuses(&visit, DESK_PAID_ELSEWHERE);
    visit_forget(&visit);
}

static void test_desk_pay__asks_for_evidence_where_the_policy_wants_it_and_has_none(void **state)
{
    struct visit visit = {0};
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    place.roster.policy.expenses.channel = POLICY_EXPENSES_CASH_ON_DAY;
    place.roster.policy.expenses.cash_needs_evidence = true;
    refuses(&visit, DESK_NO_EVIDENCE);
    str_copy(place.roster.people[0].expected.evidence_until, WHEN_DATE_SIZE, "2025-11-11");
    refuses(&visit, DESK_NO_EVIDENCE); // it was good until yesterday
    place.desk.staff.person = place.office.people[0];
    assert_false(desk_pay_evidence(&place.desk, &place.desk_place, id_new(), visit.claim.claim,
                                   "2025-11-12", &err));
    assert_int_equal(place.desk.refused, DESK_OWN_CLAIM);
    place.desk.staff.person = (struct id){{0}};
    check_ok(desk_pay_evidence(&place.desk, &place.desk_place, id_new(), visit.claim.claim,
                               "2025-11-12", &err),
             &err);
    assert_true(pay(&visit, 420));
    visit_forget(&visit);
}

static void test_desk_pay__a_payment_by_mistake_comes_back_and_is_not_edited(void **state)
{
    struct desk_return back = {.op = id_new()};
    struct books_payment *payments;
    struct visit visit = {0};
    size_t count;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    assert_true(pay(&visit, 420));
    back.claim = visit.claim.claim;
    check_ok(books_list_payments(place.store.db, back.claim, &payments, &count, &err), &err);
    back.payment = payments[0].payment;
    free(payments);
    coins_split(421, &back.coins);
    check_fails(desk_pay_return(&place.desk, &place.desk_place, &back, &err), &err, ERR_INVALID);
    coins_split(420, &back.coins);
    check_ok(desk_pay_return(&place.desk, &place.desk_place, &back, &err), &err);
    assert_int_equal(place_held(&place).pence, 2000);
    assert_int_equal(look(&visit).due, 420); // and can be paid rightly
    assert_true(pay(&visit, 420));
    visit_forget(&visit);
}

// --- whose turn it is ---

static void queue_is(const char *numbers)
{
    struct desk_queue queue;
    char seen[OFFICE_PEOPLE + 1] = "";
    struct err err;

    check_ok(desk_queue_load(&place.desk, &place.desk_place, &queue, &err), &err);
    for (size_t i = 0; i < queue.turns; i++)
        seen[i] = queue.list[i].claim.number[2]; // "A 3"
    desk_queue_clear(&queue);
    assert_string_equal(seen, numbers);
}

static void test_desk_pay__who_must_catch_a_bus_comes_first_and_then_it_is_fair(void **state)
{
    static const int64_t pence[] = {900, 300, 700, 500};
    struct visit *visits = mem_new(4, sizeof *visits);
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 5000);
    for (int i = 0; i < 4; i++) {
        when_advance(1000);
        claim(&visits[i], i, pence[i]);
    }
    queue_is("1234");
    check_ok(desk_pay_leaves_at(&place.desk, &place.desk_place, id_new(), visits[2].claim.claim,
                                when_now_ms() + 600000, &err),
             &err);
    queue_is("3124");
    assert_true(pay(&visits[2], 700));
    place.roster.people[0].expected.bank_on_file = false;
    queue_is("124"); // 17 pounds, and there are 43
    place_close(&place);
    place_open(&place, true);
    place_open_meeting(&place);
    place_open_float(&place, 1000); // too little
    for (int i = 0; i < 4; i++) {
        when_advance(1000);
        visit_forget(&visits[i]);
        claim(&visits[i], i, pence[i]);
    }
    place.roster.policy.expenses.when_short = POLICY_SHORT_SMALLEST;
    queue_is("2431");
    place.roster.policy.expenses.when_short = POLICY_SHORT_NO_ACCOUNT;
    place.roster.people[0].expected.bank_on_file = false;
    queue_is("1243"); // who cannot be paid by bank
    for (int i = 0; i < 4; i++)
        visit_forget(&visits[i]);
    free(visits);
}

static void test_desk_pay__says_how_much_and_which_coins_are_short(void **state)
{
    struct desk_float_count count = place_count(&place, 0);
    struct visit *visits = mem_new(2, sizeof *visits);
    struct desk_queue queue;
    char text[COINS_TEXT_SIZE];
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 1); // so that somebody is at the desk
    count.coins = (struct coins){.count = {0, 0, 1, 1}};
    check_ok(desk_float_add(&place.desk, &place.desk_place, &count, &err), &err);
    claim(&visits[0], 0, 974);
    claim(&visits[1], 1, 500);
    check_ok(desk_queue_load(&place.desk, &place.desk_place, &queue, &err), &err);
    assert_int_equal(queue.waiting, 2);
    assert_int_equal(queue.list[0].due + queue.list[1].due, 1474);
    assert_int_equal(queue.short_pence, 0); // there are 15.01
    coins_write(text, sizeof text, &queue.change);
    assert_string_equal(text, "£5 · 2 × £2 · 50p · 20p · 2p · 1p"); // but only a ten and a five
    desk_queue_clear(&queue);
    visit_forget(&visits[0]);
    visit_forget(&visits[1]);
    free(visits);
}

// --- tickets ---

static void see_ticket(const struct visit *visit)
{
    struct err err;

    check_ok(store_begin(&place.store, &err), &err);
    check_ok(
        store_end(&place.store,
                  desk_see_ticket(&place.desk, &place.desk_place, visit->claim.claim, "X1", &err),
                  &err),
        &err);
}

static void waiting_are(size_t for_money, size_t to_see)
{
    struct desk_queue queue;
    struct err err;

    check_ok(desk_queue_load(&place.desk, &place.desk_place, &queue, &err), &err);
    assert_int_equal(queue.waiting, for_money);
    assert_int_equal(queue.to_see, to_see);
    desk_queue_clear(&queue);
}

static void
test_desk_pay__whose_ticket_is_to_be_seen_has_a_turn_though_it_goes_by_bank(void **state)
{
    struct visit *visits = mem_new(3, sizeof *visits);
    struct visit_line *bus;
    struct bytes jpeg = {0};
    struct err err;

    (void)state;
    place_open_meeting(&place);
    claim(&visits[0], 0, 4000); // there is no float: by bank
    when_advance(1000);
    place_open_float(&place, 1000);
    claim(&visits[1], 1, 500);
    when_advance(1000);
    queue_is("12");
    waiting_are(1, 1);
    bus = visit_line(&visits[1], POLICY_BUS);
    bus->pence = 5000; // more than there is: a look takes nothing from the float
    check_ok(visit_save(&visits[1], &place.visit, &err), &err);
    queue_is("12");
    check_ok(
        desk_pay_by_bank(&place.desk, &place.desk_place, id_new(), visits[1].claim.claim, &err),
        &err);
    waiting_are(0, 2);
    see_ticket(&visits[0]);
    queue_is("2");
    place_jpeg(&jpeg); // the visitor photographs it after all
    check_ok(ticket_add(&bus->ticket, place.roster.key, &jpeg, &err), &err);
    check_ok(visit_save(&visits[1], &place.visit, &err), &err);
    check_ok(
        desk_pay_by_bank(&place.desk, &place.desk_place, id_new(), visits[1].claim.claim, &err),
        &err);
    waiting_are(0, 0);
    bytes_clear(&jpeg);
    for (int i = 0; i < 3; i++)
        visit_forget(&visits[i]);
    free(visits);
}

// --- closing ---

static void unlock_as_host(void)
{
    enum desk_pin answer;
    struct err err;

    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.host, &err), &err);
    check_ok(desk_try_pin(&place.desk, &place.desk_place, OFFICE_PIN, &answer, &err), &err);
    assert_int_equal(answer, DESK_PIN_RIGHT);
}

static void closing_is(enum desk_refusal why)
{
    struct err err;

    if (why == DESK_ALLOWED) {
        check_ok(desk_close_meeting(&place.desk, &place.desk_place, &err), &err);
        return;
    }
    check_fails(desk_close_meeting(&place.desk, &place.desk_place, &err), &err, ERR_INVALID);
    assert_int_equal(place.desk.refused, why);
    assert_true(place.roster.open);
}

static void test_desk_pay__closes_the_meeting_when_all_is_settled_and_counted(void **state)
{
    struct desk_float_count count;
    struct visit *visits = mem_new(2, sizeof *visits);
    struct desk_sheet sheet;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visits[0], 0, 420);
    claim(&visits[1], 1, 500);
    assert_true(pay(&visits[0], 420));
    closing_is(DESK_NOT_HOST);
    unlock_as_host();
    closing_is(DESK_WAITING);
    check_ok(desk_queue_by_bank(&place.desk, &place.desk_place, &err), &err);
    closing_is(DESK_FLOAT_OPEN);
    count = place_count(&place, 1570);
    count.witness = place.office.payer_id;
    check_ok(
        desk_float_count_out(&place.desk, &place.desk_place, &count, desk_float_reasons[2], &err),
        &err);
    check_ok(desk_sheet_count(&place.desk, &place.desk_place, &sheet, &err), &err);
    for (int i = 0; i < DESK_SHEET_SENT; i++)
        assert_int_equal(sheet.ways[i].claims, 2);
    assert_int_equal(sheet.ways[DESK_SHEET_KIOSK].pence, 420);
    assert_int_equal(sheet.ways[DESK_SHEET_DESK].pence, 430); // what really went: ten are missing
    assert_int_equal(sheet.ways[DESK_SHEET_KIOSK].people, 2);
    assert_int_equal(sheet.ways[DESK_SHEET_SENT].pence, 0); // nothing was sent yet
    assert_int_equal(sheet.bank_pence, 0);
    assert_int_equal(sheet.to_come_pence, 500); // nobody has seen that ticket
    assert_int_equal(sheet.floats.missing_pence, 10);
    closing_is(DESK_ALLOWED);
    visit_forget(&visits[0]);
    visit_forget(&visits[1]);
    free(visits);
}

// The same person, twice; and two without a name.
static void test_desk_pay__the_sheet_counts_people_and_not_how_often_they_came(void **state)
{
    struct visit visit = {0};
    struct desk_sheet sheet;
    struct log_head head;
    bool changed;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    for (int i = 0; i < 2; i++) {
        visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
        check_ok(visit_arrive(&visit, &place.visit, &err), &err);
        check_ok(visit_leave(&visit, &place.visit, &err), &err);
        check_ok(visit_sit_in(&place.visit, id_new(), &err), &err);
        visit_forget(&visit);
    }
    check_ok(log_head(place.store.db, place.store.log_id, &head, &err), &err);
    check_ok(office_acknowledge(&place.office, &place.store, head.seq, &err), &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
    check_ok(desk_sheet_count(&place.desk, &place.desk_place, &sheet, &err), &err);
    assert_int_equal(sheet.ways[DESK_SHEET_KIOSK].people, 3);
    assert_int_equal(sheet.ways[DESK_SHEET_SENT].people, 3);
    assert_int_equal(sheet.ways[DESK_SHEET_DESK].people, 0); // nobody had cash
}

static void test_desk_pay__a_ticket_that_nobody_saw_is_one_to_come(void **state)
{
    struct visit *visits = mem_new(2, sizeof *visits);
    struct body_claim *body = mem_new(1, sizeof *body);
    struct desk_sheet sheet;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    claim(&visits[0], 0, 4000);
    claim(&visits[1], 1, 500);
    unlock_as_host();
    see_ticket(&visits[1]);
    check_ok(desk_sheet_count(&place.desk, &place.desk_place, &sheet, &err), &err);
    assert_int_equal(sheet.ways[DESK_SHEET_DESK].claims, 2);
    assert_int_equal(sheet.bank_pence, 500);
    assert_int_equal(sheet.to_come_pence, 4000);
    closing_is(DESK_ALLOWED);
    check_ok(books_get_claim_body(place.store.db, visits[0].claim.claim, body, &err), &err);
    assert_string_equal(body->proofs[0].where, "later");
    assert_int_equal(body->outcome.expenses_pence, 0);
    assert_int_equal(body->outcome.rejected_count, 1);
    assert_string_equal(body->outcome.rejected[0].code, "NO_RECEIPT");
    assert_int_equal(body->facts.expenses[0].claimed_pence, 4000); // as it was said
    check_ok(books_get_claim_body(place.store.db, visits[1].claim.claim, body, &err), &err);
    assert_string_equal(body->proofs[0].where, "here");
    assert_int_equal(body->outcome.expenses_pence, 500);
    for (int i = 0; i < 2; i++)
        visit_forget(&visits[i]);
    free(visits);
    free(body);
}

static void test_desk_pay__what_was_paid_of_a_ticket_stays_paid_when_it_is_one_to_come(void **state)
{
    struct visit visit = {0};
    struct desk_float_count count;
    struct desk_sheet sheet;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    assert_true(pay(&visit, 420));
    visit_line(&visit, POLICY_BUS)->pence = 4000; // and that one nobody has seen
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    check_ok(desk_queue_by_bank(&place.desk, &place.desk_place, &err), &err);
    unlock_as_host();
    count = place_count(&place, 1580);
    count.witness = place.office.payer_id;
    check_ok(desk_float_count_out(&place.desk, &place.desk_place, &count, "", &err), &err);
    check_ok(desk_sheet_count(&place.desk, &place.desk_place, &sheet, &err), &err);
    assert_int_equal(sheet.bank_pence, 0);
    assert_int_equal(sheet.to_come_pence, 3580);
    closing_is(DESK_ALLOWED);
    assert_int_equal(look(&visit).claim.expenses_pence, 420);
    visit_forget(&visit);
}

static void test_desk_pay__the_sheet_counts_what_the_office_has_signed_for(void **state)
{
    struct visit visit = {0};
    struct desk_sheet sheet;
    struct log_head head;
    bool changed;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    claim(&visit, 0, 420);
    assert_true(pay(&visit, 420));
    check_ok(log_head(place.store.db, place.store.log_id, &head, &err), &err);
    check_ok(office_acknowledge(&place.office, &place.store, head.seq - 1, &err), &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
    check_ok(desk_sheet_count(&place.desk, &place.desk_place, &sheet, &err), &err);
    assert_int_equal(sheet.ways[DESK_SHEET_SENT].claims, 1);
    assert_int_equal(sheet.ways[DESK_SHEET_SENT].people, 1);
    assert_int_equal(sheet.ways[DESK_SHEET_SENT].pence, 0); // the payment is still on its way
    assert_int_equal(sheet.ways[DESK_SHEET_KIOSK].pence, 420);
    visit_forget(&visit);
}

static void test_desk_pay__shows_the_picture_that_was_taken(void **state)
{
    struct books_receipt *receipts;
    struct visit visit = {0};
    struct visit_line *bus;
    struct bytes jpeg = {0};
    struct bytes shown = {0};
    size_t count;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    bus = visit_add_line(&visit, POLICY_BUS);
    bus->pence = 420;
    bus->proof = VISIT_HERE;
    place_jpeg(&jpeg);
    check_ok(ticket_add(&bus->ticket, place.roster.key, &jpeg, &err), &err);
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    check_ok(books_list_receipts(place.store.db, visit.claim.claim, &receipts, &count, &err), &err);
    assert_int_equal(count, 1);
    check_ok(desk_show_receipt(&place.desk_place, &receipts[0], &shown, &err), &err);
    assert_int_equal(shown.length, jpeg.length);
    assert_memory_equal(shown.data, jpeg.data, jpeg.length);
    free(receipts);
    bytes_clear(&jpeg);
    bytes_clear(&shown);
    visit_forget(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_desk_pay__never_pays_more_than_the_float_holds),
        TEST(test_desk_pay__who_may_not_pay_is_told_why),
        TEST(test_desk_pay__pays_in_parts_and_the_rest_by_bank),
        TEST(test_desk_pay__pays_nothing_that_the_office_paid_or_holds),
        TEST(test_desk_pay__pays_nothing_that_another_kiosk_paid),
        TEST(test_desk_pay__asks_for_evidence_where_the_policy_wants_it_and_has_none),
        TEST(test_desk_pay__a_payment_by_mistake_comes_back_and_is_not_edited),
        TEST(test_desk_pay__who_must_catch_a_bus_comes_first_and_then_it_is_fair),
        TEST(test_desk_pay__says_how_much_and_which_coins_are_short),
        TEST(test_desk_pay__whose_ticket_is_to_be_seen_has_a_turn_though_it_goes_by_bank),
        TEST(test_desk_pay__closes_the_meeting_when_all_is_settled_and_counted),
        TEST(test_desk_pay__the_sheet_counts_people_and_not_how_often_they_came),
        TEST(test_desk_pay__a_ticket_that_nobody_saw_is_one_to_come),
        TEST(test_desk_pay__what_was_paid_of_a_ticket_stays_paid_when_it_is_one_to_come),
        TEST(test_desk_pay__the_sheet_counts_what_the_office_has_signed_for),
        TEST(test_desk_pay__shows_the_picture_that_was_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
