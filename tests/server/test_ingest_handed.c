// SPDX-License-Identifier: Apache-2.0

// A claim made at one kiosk and paid at another by its slip: whichever log comes first, and in
// whatever pieces, the office has one claim, paid once.

#include "server/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "server/slips.h"
#include "shared/books.h"
#include "shared/form.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/hall.h"

/* What of the hall is a kiosk's. */
struct end {
    struct keys kiosk;
    struct keys agent;
    struct db *log;
    struct id log_id;
    struct outbox_enrolment enrolment;
    int64_t sent;
};

static struct hall hall;
static struct end ends[2]; // A, which makes claims, and B, which has the float
static int at;
static struct id payer;
static struct id float_id;

static void go_to(int which)
{
    ends[at] =
        (struct end){hall.kiosk, hall.agent, hall.log, hall.log_id, hall.enrolment, ends[at].sent};
    at = which;
    hall.kiosk = ends[at].kiosk;
    hall.agent = ends[at].agent;
    hall.log = ends[at].log;
    hall.log_id = ends[at].log_id;
    hall.enrolment = ends[at].enrolment;
}

static int open_hall(void **state)
{
    (void)state;
    hall_open(&hall);
    memset(ends, 0, sizeof ends);
    at = 0;
    go_to(1);
    hall_enrol(&hall, "Second kiosk");
    payer = id_new();
    float_id = id_new();
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    go_to(!at);
    db_close(ends[!at].log);
    hall_close(&hall);
    return 0;
}

static void check_all_is_well(void)
{
    int64_t sum;
    struct err err;

    hall_verify(&hall);
    check_ok(books_sum(hall.db, &sum, &err), &err);
    assert_int_equal(sum, 0);
}

static void send(void)
{
    ends[at].sent = hall_send(&hall, ends[at].sent);
}

static void open_float(int64_t pence)
{
    struct body_float body = {
        .float_id = float_id, .pence = pence, .by = payer, .witness = id_new()};

    hall_record(&hall, RECORD_FLOAT_OPENED, &body);
}

static void record_as(struct id op_id, enum record_kind kind, const void *body)
{
    struct bytes json = {0};

    body_write(kind, body, &json);
    hall_record_raw(&hall, kind, bytes_text(&json), op_id);
    bytes_clear(&json);
}

static void hand(const struct body_claim *claim, struct id op_id)
{
    record_as(op_id, RECORD_CLAIM_HANDED, claim);
}

static void pay(const struct body_claim *claim)
{
    struct body_evidence_seen seen = {
        .claim = claim->claim, .what = "ticket", .ref = "X1", .by = payer};
    struct body_cash cash = {.payment = id_new(),
                             .claim = claim->claim,
                             .float_id = float_id,
                             .pence = claim->outcome.expenses_pence,
                             .payer = payer,
                             .confirmed = "person"};

    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    hall_record(&hall, RECORD_CASH_PAID, &cash);
}

static void take_back(const struct body_claim *claim, struct id handed)
{
    struct body_claim_taken_back back = {
        .claim = claim->claim, .handed = handed, .by = payer, .witness = id_new()};

    hall_record(&hall, RECORD_CLAIM_TAKEN_BACK, &back);
}

/* One visit at A: step by step, so that what was sent may end after any of them. */
struct visit {
    struct body_attendance_arrived there;
    struct body_claim *claim;
    struct id made, amended, op_id; // in the order in which A did them
};

static struct visit visit(size_t person, int64_t bus_pence)
{
    struct visit visit = {.there = hall_arrival(&hall, person),
                          .claim = mem_new(1, sizeof *visit.claim)};

    hall_fill_claim(&hall, &visit.there, bus_pence, visit.claim);
    visit.made = id_new();
    visit.amended = id_new();
    visit.op_id = id_new();
    return visit;
}

#define STEPS 5

static void step(const struct visit *visit, int number)
{
    struct body_attendance_left left = {
        .attendance = visit->there.attendance, .by = "person", .at_ms = hall.end_ms};
    struct body_claim *before = mem_new(1, sizeof *before);

    switch (number) {
    case 0:
        hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &visit->there);
        break;
    case 1: // first with another bus
        hall_fill_claim(&hall, &visit->there, 120, before);
        before->claim = visit->claim->claim;
        before->number = visit->claim->number;
        record_as(visit->made, RECORD_CLAIM_MADE, before);
        break;
    case 2:
        record_as(visit->amended, RECORD_CLAIM_AMENDED, visit->claim);
        break;
    case 3:
        hand(visit->claim, visit->op_id);
        break;
    default:
        hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    }
    free(before);
}

static int64_t exceptions(const char *kind)
{
    char sql[128];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM exception WHERE kind LIKE '%s'", kind);
    return hall_count(&hall, sql);
}

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
    assert_int_equal(exceptions("%"), 0);
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
        send();
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send();
    assert_int_equal(exceptions("%"), 0);
    go_to(0);
    for (int i = first; i < STEPS; i++)
        step(&one, i);
    if (first < STEPS)
        send();
    check_paid_once(&one);
    free(one.claim);
}

static void test_ingest_handed__is_one_claim_paid_once_whichever_comes_first(void **state)
{
    for (int made = BY_VISITOR; made < MADE_WAYS; made++)
        for (int first = 0; first <= STEPS; first++) {
            send_in_pieces(first, (enum made)made);
            close_hall(state);
            open_hall(state);
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
    send();
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(hall_count(&hall, "SELECT agreed FROM assessed"), 0);
    assert_int_equal(hall_count(&hall, "SELECT same_pence FROM assessed"), 1);
    assert_int_equal(exceptions("%"), 0);
    check_all_is_well();
    free(one.claim);
}

static struct claims_claim now(const struct visit *visit)
{
    struct claims_claim claim;
    struct err err;

    check_ok(claims_get(hall.db, visit->claim->claim, &claim, &err), &err);
    return claim;
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
    send();
    go_to(0);
    take_back(one.claim, one.op_id);
    float_id = id_new();
    open_float(5000);
    pay(one.claim);
    send();
    assert_int_equal(hall_count(&hall, "SELECT sum(pence) FROM entry WHERE account = 'claim'"),
                     420);
    assert_int_equal(exceptions("refused"), 2); // the taking back, and the second payment
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM exception WHERE claim_id = "
                                       "(SELECT claim_id FROM claim)"),
                     2);
    assert_int_equal(now(&one).state, CLAIMS_HELD); // until somebody has looked at both
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
    send();
    assert_int_equal(exceptions("refused"), 2);
    assert_int_equal(now(&one).books.handed, BOOKS_HANDED);
    assert_int_equal(now(&one).state, CLAIMS_HELD);
    take_back(one.claim, one.op_id);
    send();
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
            send();
        go_to(1);
        open_float(15000);
        hand(one.claim, second_op);
        pay(one.claim);
        send();
        go_to(0);
        if (b_first)
            send();
        check_paid_once(&one);
        free(one.claim);
        close_hall(state);
        open_hall(state);
    }
}

// A closes and is heard of first. What B may have paid meanwhile is not the office's to pay.
static void test_ingest_handed__is_the_offices_once_the_float_is_counted_out(void **state)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms};
    struct body_float counted = {.pence = 15000, .by = payer, .witness = id_new()};
    struct visit one;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    when_local_date(opened.local_date, opened.at_ms);
    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    for (int i = 0; i < STEPS; i++)
        step(&one, i);
    hall_close_meeting(&hall);
    send();
    assert_int_equal(now(&one).state, CLAIMS_MADE);
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    send();
    assert_int_equal(now(&one).state, CLAIMS_MADE);
    counted.float_id = float_id;
    hall_record(&hall, RECORD_FLOAT_COUNTED, &counted);
    send();
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.expenses_pence, 420);
    check_all_is_well();
    free(one.claim);
}

static void record_until_closed(const struct visit *visit)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms};
    struct body_meeting_closed closed = {.at_ms = hall.end_ms};

    when_local_date(opened.local_date, opened.at_ms);
    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    for (int i = 0; i < STEPS; i++)
        step(visit, i);
    hall_record(&hall, RECORD_MEETING_CLOSED, &closed);
}

// B had no float, or died: whoever looks after the money says that it paid nothing.
static void test_ingest_handed__goes_on_when_the_office_says_that_no_desk_paid(void **state)
{
    struct visit one;
    struct err err;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    record_until_closed(&one);
    send();
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_SLIP);
    check_ok(slips_take_back(hall.db, &hall.office, one.claim->claim, payer, &err), &err);
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.expenses_pence, 420);
    check_fails(slips_take_back(hall.db, &hall.office, one.claim->claim, payer, &err), &err,
                ERR_CONFLICT);
    check_all_is_well();
    // B comes after all, and had paid it: then there is nothing for the office to pay.
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send();
    assert_int_equal(now(&one).to_approve.expenses_pence, 0);
    assert_int_equal(now(&one).books.cash_pence, 420);
    check_all_is_well();
    free(one.claim);
}

// A died before it sent a word: the office says how long they were there.
static void test_ingest_handed__the_paper_alone_goes_on_when_the_office_says_how_long(void **state)
{
    struct shape_span there = {hall.start_ms, hall.end_ms};
    struct shape_span wrong = {hall.end_ms, hall.start_ms};
    struct visit one;
    struct err err;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send();
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_PRESENCE);
    when_start_at(hall.end_ms + 3600000);
    check_fails(slips_say_presence(hall.db, &hall.office, one.claim->claim, &wrong, payer, &err),
                &err, ERR_INVALID);
    check_ok(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
             &err);
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.fee_pence, 3125);
    check_fails(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
                &err, ERR_CONFLICT);
    check_all_is_well();
    free(one.claim);
}

// B has paid it by its slip. A sends that they came, before or after B has closed the meeting, and
// then dies.
static struct visit pay_and_hear_that_they_came(bool closed)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms};
    struct visit one;

    go_to(0);
    one = visit(0, 420);
    go_to(1);
    when_local_date(opened.local_date, opened.at_ms);
    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    if (closed)
        hall_close_meeting(&hall);
    send();
    go_to(0);
    step(&one, 0);
    send();
    when_start_at(hall.end_ms + 3600000);
    return one;
}

// Once its own kiosk has said that they came, that one or the closing says when they left.
static void test_ingest_handed__waits_for_the_person_once_its_own_kiosk_speaks(void **state)
{
    struct visit one = pay_and_hear_that_they_came(false);
    struct shape_span there = {hall.start_ms, hall.end_ms};
    struct err err;

    (void)state;
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_PERSON);
    check_fails(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
                &err, ERR_CONFLICT);
    go_to(1);
    hall_close_meeting(&hall);
    send();
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.fee_pence, 3125);
    check_all_is_well();
    free(one.claim);
}

static void test_ingest_handed__the_office_says_when_they_left_if_nobody_else_will(void **state)
{
    struct visit one = pay_and_hear_that_they_came(true);
    struct shape_span there = {hall.start_ms, hall.start_ms + 3600000};
    struct err err;

    (void)state;
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_PRESENCE);
    check_ok(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
             &err);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), 1);
    assert_int_equal(now(&one).to_approve.fee_pence, 1250);
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
    send();
    go_to(0);
    other = visit(0, 420);
    go_to(1);
    hand(other.claim, other.op_id);
    send();
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(exceptions("second_claim"), 1);
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
    send();
    go_to(1);
    float_id = id_new();
    open_float(14000);
    send();
    assert_int_equal(exceptions("%"), 0);
    float_id = id_new();
    open_float(100); // but not two at one
    send();
    assert_int_equal(exceptions("refused"), 1);
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

#define AT_HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HALL(test_ingest_handed__is_one_claim_paid_once_whichever_comes_first),
        AT_HALL(test_ingest_handed__the_paper_alone_is_a_claim),
        AT_HALL(test_ingest_handed__paid_at_both_desks_is_an_exception),
        AT_HALL(test_ingest_handed__two_people_take_a_claim_back),
        AT_HALL(test_ingest_handed__is_the_offices_once_the_float_is_counted_out),
        AT_HALL(test_ingest_handed__goes_on_when_the_office_says_that_no_desk_paid),
        AT_HALL(test_ingest_handed__the_paper_alone_goes_on_when_the_office_says_how_long),
        AT_HALL(test_ingest_handed__waits_for_the_person_once_its_own_kiosk_speaks),
        AT_HALL(test_ingest_handed__the_office_says_when_they_left_if_nobody_else_will),
        AT_HALL(test_ingest_handed__the_later_paper_counts),
        AT_HALL(test_ingest_handed__a_second_claim_by_paper_waits_for_a_person),
        AT_HALL(test_ingest_handed__each_kiosk_has_a_float_of_its_own),
        AT_HALL(test_ingest_handed__kiosks_are_told_each_others_keys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
