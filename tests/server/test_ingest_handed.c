// SPDX-License-Identifier: Apache-2.0

// A claim made at one kiosk and paid at another by its slip: whichever log comes first, and in
// whatever pieces, the office has one claim, paid once.

#include "server/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/form.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/two_desks.h"

static void check_paid_once(const struct visit *visit)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct books_claim claim;
    struct err err;

    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    check_ok(books_get_claim(hall.db, visit->claim->claim, &claim, &err), &err);
    check_ok(books_get_claim_body(hall.db, visit->claim->claim, body, &err), &err);
    assert_int_equal(claim.expenses_pence, 420);
    assert_int_equal(claim.cash_pence, 420);
    assert_int_equal(body->outcome.expenses_pence, 420);
    assert_int_equal(hall_count(&hall, "SELECT agreed FROM assessed"), 1);
    assert_int_equal(hall_count(&hall, "SELECT expenses_pence FROM assessed"), 420);
    assert_int_equal(hall_count(&hall, "SELECT fee_pence FROM assessed"), 3125);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    check_all_is_well();
    free(body);
}

// Typed in from a form: the id of that act comes of the form's letters, and sorts anywhere.
static void type_in(struct visit *one, bool before_paper)
{
    char code[FORM_CODE_SIZE];

    do {
        form_make(code);
        one->made = form_act(code);
    } while ((memcmp(&one->made, &one->op_id, sizeof one->made) < 0) != before_paper);
    one->claim->claim = form_claim(code);
}

enum made { BY_VISITOR, BY_FORM_BEFORE, BY_FORM_AFTER, MADE_WAYS };

static void send_in_pieces(int first, enum made made)
{
    struct visit one;

    go_to(0);
    one = visit(0, 420);
    if (made != BY_VISITOR)
        type_in(&one, made == BY_FORM_BEFORE);
    for (int i = 0; i < first; i++)
        step(&one, i);
    if (first > 0)
        send_up();
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send_up();
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    go_to(0);
    for (int i = first; i < STEPS; i++)
        step(&one, i);
    if (first < STEPS)
        send_up();
    check_paid_once(&one);
    free(one.claim);
}

static void test_ingest_handed__is_one_claim_paid_once_whichever_comes_first(void **state)
{
    for (int made = BY_VISITOR; made < MADE_WAYS; made++)
        for (int first = 0; first <= STEPS; first++) {
            send_in_pieces(first, (enum made)made);
            two_desks_close(state);
            two_desks_open(state);
        }
}

// Its own kiosk died and never sent a word: the office has the claim by the paper, and agrees
// nothing before somebody has said how long they were there.
static void test_ingest_handed__the_paper_alone_is_a_claim(void **state)
{
    struct visit one;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send_up();
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(hall_count(&hall, "SELECT agreed FROM assessed"), 0);
    assert_int_equal(hall_count(&hall, "SELECT same_pence FROM assessed"), 1);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    check_all_is_well();
    free(one.claim);
}

// Both kiosks paid: the second payment is not in the books, and a person is told.
static void test_ingest_handed__paid_at_both_desks_is_an_exception(void **state)
{
    struct visit one;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    for (int i = 0; i < STEPS; i++)
        step(&one, i);
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send_up();
    go_to(0);
    take_back(one.claim, one.op_id);
    float_id = id_new();
    open_float(5000);
    pay(one.claim);
    send_up();
    assert_int_equal(hall_count(&hall, "SELECT sum(pence) FROM entry WHERE account = 'claim'"),
                     420);
    assert_int_equal(hall_count_exceptions(&hall, "refused"),
                     2); // the taking back, and the second payment
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM exception WHERE claim_id = "
                                       "(SELECT claim_id FROM claim)"),
                     2);
    assert_int_equal(now(&one).state, CLAIMS_HELD); // until somebody has looked at both
    check_all_is_well();
    free(one.claim);
}

// By hand is paid where no kiosk works, and the office says it.
static void test_ingest_handed__a_desk_pays_out_of_a_float(void **state)
{
    struct visit one;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    for (int i = 0; i < 3; i++)
        step(&one, i);
    float_id = (struct id){{0}};
    pay(one.claim);
    send_up();
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 1);
    assert_int_equal(now(&one).books.cash_pence, 0);
    assert_int_equal(now(&one).state, CLAIMS_HELD);
    check_all_is_well();
    free(one.claim);
}

static void test_ingest_handed__two_people_take_a_claim_back(void **state)
{
    struct body_claim_taken_back back = {.by = payer};
    struct visit one;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    for (int i = 0; i < STEPS; i++)
        step(&one, i);
    back.claim = one.claim->claim;
    back.handed = one.op_id;
    hall_record(&hall, RECORD_CLAIM_TAKEN_BACK, &back);
    back.witness = payer;
    hall_record(&hall, RECORD_CLAIM_TAKEN_BACK, &back);
    send_up();
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 2);
    assert_int_equal(now(&one).books.handed, BOOKS_HANDED);
    assert_int_equal(now(&one).state, CLAIMS_HELD);
    take_back(one.claim, one.op_id);
    send_up();
    assert_int_equal(now(&one).books.handed, BOOKS_NOT_HANDED);
    check_all_is_well();
    free(one.claim);
}

// Taken back, changed, and handed over again: the later paper counts, in any order.
static void test_ingest_handed__the_later_paper_counts(void **state)
{
    for (int b_first = 0; b_first < 2; b_first++) {
        struct visit one;
        struct id second_op;

        go_to(0);
        one = visit(0, 120);
        step(&one, 0);
        record_as(one.made, RECORD_CLAIM_MADE, one.claim);
        hand(one.claim, one.op_id);
        take_back(one.claim, one.op_id);
        {
            struct body_claim *changed = mem_new(1, sizeof *changed);

            hall_fill_claim(&hall, &one.there, 420, changed);
            changed->claim = one.claim->claim;
            changed->number = one.claim->number;
            free(one.claim);
            one.claim = changed;
        }
        hall_record(&hall, RECORD_CLAIM_AMENDED, one.claim);
        second_op = id_new();
        hand(one.claim, second_op);
        step(&one, STEPS - 1);
        if (!b_first)
            send_up();
        go_to(1);
        open_float(15000);
        hand(one.claim, second_op);
        pay(one.claim);
        send_up();
        go_to(0);
        if (b_first)
            send_up();
        check_paid_once(&one);
        free(one.claim);
        two_desks_close(state);
        two_desks_open(state);
    }
}

// Whoever hears of it first by its paper: it is A's, and A's closing is the one it waits for.
static void test_ingest_handed__is_the_claim_of_who_made_it_whichever_comes_first(void **state)
{
    for (int order = 0; order < 4; order++) {
        bool b_first = order % 2 != 0;
        bool is_back = order / 2 != 0;
        struct id maker;
        struct visit one;

        go_to(0);
        maker = hall.log_id;
        one = visit(0, 420);
        open_meeting();
        for (int i = 0; i < STEPS; i++)
            step(&one, i);
        if (is_back)
            take_back(one.claim, one.op_id);
        if (!b_first)
            send_up();
        go_to(1);
        hand(one.claim, one.op_id);
        send_up();
        go_to(0);
        if (b_first)
            send_up();
        assert_true(id_equal(now(&one).books.log_id, maker));
        assert_int_equal(now(&one).books.handed == BOOKS_NOT_HANDED, is_back);
        close_meeting(hall.end_ms);
        send_up();
        assert_int_equal(now(&one).state, is_back ? CLAIMS_TO_APPROVE : CLAIMS_MADE);
        assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
        check_all_is_well();
        free(one.claim);
        two_desks_close(state);
        two_desks_open(state);
    }
}

/* What one kiosk was told of cash that another handed over. */
struct heard {
    const struct visit *visit;
    int64_t pence; // the last time; -1: never
};

static bool hear(const struct record *record, void *context, struct err *err)
{
    struct body_payment_made made;
    struct heard *heard = context;

    if (record->kind != RECORD_PAYMENT_MADE)
        return true;
    if (!body_read(record, &made, err))
        return false;
    assert_string_equal(made.channel, "cash");
    assert_true(id_equal(made.claim, heard->visit->claim->claim));
    assert_true(id_equal(made.person, heard->visit->there.person));
    assert_true(id_equal(record->meeting_id, hall.meeting));
    heard->pence = made.pence;
    return true;
}

static int64_t told_at(int which, const struct visit *visit)
{
    struct heard heard = {visit, -1};
    struct err err;

    go_to(which);
    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, hear, &heard, &err), &err);
    return heard.pence;
}

// Paid here, or as the feed knows elsewhere: what comes back is told as well.
static void test_ingest_handed__the_other_kiosks_hear_of_cash(void **state)
{
    struct visit one;
    struct body_cash cash = {.payment = id_new(),
                             .float_id = float_id,
                             .pence = 300,
                             .payer = payer,
                             .confirmed = "person"};
    struct body_evidence_seen seen = {.what = "ticket", .ref = "X1", .by = payer};

    (void)state;
    go_to(0);
    one = visit(0, 420);
    cash.claim = seen.claim = one.claim->claim;
    open_meeting();
    open_float(15000);
    for (int i = 0; i < 3; i++)
        step(&one, i);
    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    hall_record(&hall, RECORD_CASH_PAID, &cash);
    send_up();
    assert_int_equal(told_at(1, &one), 300);
    assert_int_equal(told_at(0, &one), -1); // it knows
    cash.pence = 100;
    hall_record(&hall, RECORD_CASH_RETURNED, &cash);
    send_up();
    assert_int_equal(told_at(1, &one), 200);
    go_to(0);
    check_all_is_well();
    free(one.claim);
}

// A closes and is heard of first. What B may have paid meanwhile is not the office's to pay.
static void test_ingest_handed__is_the_offices_once_the_float_is_counted_out(void **state)
{
    struct body_float counted = {.pence = 15000, .by = payer, .witness = id_new()};
    struct visit one;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    record_until_closed(&one);
    send_up();
    assert_int_equal(now(&one).state, CLAIMS_MADE);
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    send_up();
    assert_int_equal(now(&one).state, CLAIMS_MADE);
    counted.float_id = float_id;
    hall_record(&hall, RECORD_FLOAT_COUNTED, &counted);
    send_up();
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.expenses_pence, 420);
    check_all_is_well();
    free(one.claim);
}

// Somebody claimed at both kiosks: the paper of the second claim is refused, and a person looks.
static void test_ingest_handed__a_second_claim_by_paper_waits_for_a_person(void **state)
{
    struct visit one;
    struct visit other;

    (void)state;
    go_to(1);
    one = visit(0, 420);
    step(&one, 0);
    hall_record(&hall, RECORD_CLAIM_MADE, one.claim);
    send_up();
    go_to(0);
    other = visit(0, 420);
    go_to(1);
    hand(other.claim, other.op_id);
    send_up();
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(hall_count_exceptions(&hall, "second_claim"), 1);
    check_all_is_well();
    free(one.claim);
    free(other.claim);
}

// Where a kiosk dies its tin is counted in again at another: both floats are real.
static void test_ingest_handed__each_kiosk_has_a_float_of_its_own(void **state)
{
    (void)state;
    go_to(0);
    open_float(15000);
    send_up();
    go_to(1);
    float_id = id_new();
    open_float(14000);
    send_up();
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    float_id = id_new();
    open_float(100); // but not two at one
    send_up();
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 1);
    check_all_is_well();
}

/* What A was told of the meeting last. */
static void read_planned(struct body_meeting_planned *out)
{
    char target[128];
    char log[ID_TEXT_SIZE];
    struct envelope envelope;
    struct envelope_batch batch;
    struct request request;
    struct bytes_reader reader;
    struct record record;
    const uint8_t *raw;
    size_t length;
    struct err err;

    id_write(log, hall.log_id);
    snprintf(target, sizeof target, "/v1/down?log=%s&after=0", log);
    hall_ask(&hall, &request, "GET", target, NULL);
    assert_int_equal(request.status, 200);
    check_ok(
        envelope_open(&envelope, request.answer.data, request.answer.length, &hall.kiosk, &err),
        &err);
    check_ok(envelope_verify(&envelope, hall.office.keys.sign_public, &batch, &err), &err);
    reader = (struct bytes_reader){batch.records.data, batch.records.length};
    while (envelope_batch_next(&reader, &raw, &length)) {
        check_ok(record_read(&record, raw, length, &err), &err);
        if (record.kind == RECORD_MEETING_PLANNED)
            check_ok(body_read(&record, out, &err), &err);
    }
    envelope_batch_clear(&batch);
    envelope_clear(&envelope);
    request_clear(&request);
}

static void test_ingest_handed__kiosks_are_told_each_others_keys(void **state)
{
    struct body_meeting_planned planned = {0};

    (void)state;
    for (int who = 0; who < 2; who++) {
        go_to(who);
        read_planned(&planned);
        assert_int_equal(planned.kiosks_count, 2);
        for (int other = 0; other < 2; other++) {
            go_to(other);
            assert_string_equal(planned.kiosks[other].letter, hall.enrolment.letter);
            assert_memory_equal(planned.kiosks[other].sign_public, hall.kiosk.sign_public,
                                KEYS_PUBLIC_SIZE);
        }
    }
}

#define AT_HALL(test) cmocka_unit_test_setup_teardown(test, two_desks_open, two_desks_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HALL(test_ingest_handed__is_one_claim_paid_once_whichever_comes_first),
        AT_HALL(test_ingest_handed__the_paper_alone_is_a_claim),
        AT_HALL(test_ingest_handed__paid_at_both_desks_is_an_exception),
        AT_HALL(test_ingest_handed__a_desk_pays_out_of_a_float),
        AT_HALL(test_ingest_handed__two_people_take_a_claim_back),
        AT_HALL(test_ingest_handed__is_the_claim_of_who_made_it_whichever_comes_first),
        AT_HALL(test_ingest_handed__the_other_kiosks_hear_of_cash),
        AT_HALL(test_ingest_handed__is_the_offices_once_the_float_is_counted_out),
        AT_HALL(test_ingest_handed__the_later_paper_counts),
        AT_HALL(test_ingest_handed__a_second_claim_by_paper_waits_for_a_person),
        AT_HALL(test_ingest_handed__each_kiosk_has_a_float_of_its_own),
        AT_HALL(test_ingest_handed__kiosks_are_told_each_others_keys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
