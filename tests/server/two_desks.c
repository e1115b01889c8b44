// SPDX-License-Identifier: Apache-2.0
#include "tests/server/two_desks.h"

#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/when.h"
#include "tests/check.h"

/* What of the hall is a kiosk's. */
struct end {
    struct keys kiosk;
    struct keys agent;
    struct db *log;
    struct id log_id;
    struct outbox_enrolment enrolment;
    int64_t sent;
};

struct hall hall;
static struct end ends[2]; // A, which makes claims, and B, which has the float
static int at;
struct id payer;
struct id float_id;

void go_to(int which)
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

int two_desks_open(void **state)
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

int two_desks_close(void **state)
{
    (void)state;
    go_to(!at);
    db_close(ends[!at].log);
    hall_close(&hall);
    return 0;
}

void check_all_is_well(void)
{
    int64_t sum;
    struct err err;

    hall_verify(&hall);
    check_ok(books_sum(hall.db, &sum, &err), &err);
    assert_int_equal(sum, 0);
}

void send_up(void)
{
    ends[at].sent = hall_send(&hall, ends[at].sent);
}

void open_float(int64_t pence)
{
    struct body_float body = {
        .float_id = float_id, .pence = pence, .by = payer, .witness = id_new()};

    hall_record(&hall, RECORD_FLOAT_OPENED, &body);
}

void record_as(struct id op_id, enum record_kind kind, const void *body)
{
    struct bytes json = {0};

    body_write(kind, body, &json);
    hall_record_raw(&hall, kind, bytes_text(&json), op_id);
    bytes_clear(&json);
}

void hand(const struct body_claim *claim, struct id op_id)
{
    record_as(op_id, RECORD_CLAIM_HANDED, claim);
}

void pay(const struct body_claim *claim)
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

void take_back(const struct body_claim *claim, struct id handed)
{
    struct body_claim_taken_back back = {
        .claim = claim->claim, .handed = handed, .by = payer, .witness = id_new()};

    hall_record(&hall, RECORD_CLAIM_TAKEN_BACK, &back);
}

struct visit visit(size_t person, int64_t bus_pence)
{
    struct visit visit = {.there = hall_arrival(&hall, person),
                          .claim = mem_new(1, sizeof *visit.claim)};

    hall_fill_claim(&hall, &visit.there, bus_pence, visit.claim);
    visit.made = id_new();
    visit.amended = id_new();
    visit.op_id = id_new();
    return visit;
}

void step(const struct visit *visit, int number)
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

void open_meeting(void)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms};

    when_local_date(opened.local_date, opened.at_ms);
    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
}

void close_meeting(int64_t at_ms)
{
    struct body_meeting_closed closed = {.at_ms = at_ms};

    hall_record(&hall, RECORD_MEETING_CLOSED, &closed);
}

void take_over(void)
{
    struct body_kiosk_noted noted = {.what = BODY_TAKES_OVER};

    hall_record(&hall, RECORD_KIOSK_NOTED, &noted);
}

struct claims_claim now(const struct visit *visit)
{
    struct claims_claim claim;
    struct err err;

    check_ok(claims_get(hall.db, visit->claim->claim, &claim, &err), &err);
    return claim;
}

void record_until_closed(const struct visit *visit)
{
    open_meeting();
    for (int i = 0; i < STEPS; i++)
        step(visit, i);
    hall_close_meeting(&hall);
}
