// SPDX-License-Identifier: Apache-2.0
#include "shared/books.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "shared/keys.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

#define SEQUENCES 20000
#define STEPS 9

static struct db *db;
static struct id log_id;
static struct id meeting;
static struct id person;
static struct id attendance;
static struct id tin; // the float

static int set_up(void **state)
{
    const char *const schemas[] = {log_schema_sql, books_schema_sql};
    struct err err;

    (void)state;
    log_id = id_new();
    meeting = id_new();
    person = id_new();
    attendance = id_new();
    tin = id_new();
    return keys_start(&err) && db_open(&db, ":memory:", schemas, 2, &err) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

// As a kiosk does it: into the log and the books, or into neither.
static bool say_at(struct id where, enum record_kind kind, const void *body, struct err *err)
{
    struct bytes json = {0};
    struct bytes raw = {0};
    struct log_head head;
    struct record record;
    bool appended;
    bool ok;

    body_write(kind, body, &json);
    ok =
        db_begin(db, err) &&
        db_end(db,
               log_append(db, log_id,
                          &(struct log_entry){.kind = kind,
                                              .meeting_id = where,
                                              .body = bytes_text(&json),
                                              .body_length = json.length},
                          &appended, err) &&
                   log_head(db, log_id, &head, err) && log_read(db, log_id, head.seq, &raw, err) &&
                   record_read(&record, raw.data, raw.length, err) && books_apply(db, &record, err),
               err);
    bytes_clear(&json);
    bytes_clear(&raw);
    return ok;
}

static bool say(enum record_kind kind, const void *body, struct err *err)
{
    return say_at(meeting, kind, body, err);
}

static void must(enum record_kind kind, const void *body)
{
    struct err err;

    check_ok(say(kind, body, &err), &err);
}

// Refused, and the books are as they were.
static void must_not(enum record_kind kind, const void *body, enum err_kind why)
{
    uint8_t before[RECORD_HASH_SIZE];
    uint8_t after[RECORD_HASH_SIZE];
    struct err err;

    check_ok(books_digest(db, before, &err), &err);
    check_fails(say(kind, body, &err), &err, why);
    check_ok(books_digest(db, after, &err), &err);
    assert_memory_equal(before, after, sizeof before);
}

// --- what is said ---

static void arrive(struct id whose, struct id as)
{
    struct body_attendance_arrived body = {
        .attendance = as, .person = whose, .as = "participant", .how = "card", .at_ms = 1000};

    must(RECORD_ATTENDANCE_ARRIVED, &body);
}

static struct body_claim *new_claim(struct id id, int64_t number, int64_t pence)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);

    claim->claim = id;
    claim->attendance = attendance;
    claim->person = person;
    claim->number = number;
    str_copy(claim->letter, sizeof claim->letter, "A");
    str_copy(claim->policy, sizeof claim->policy, "p");
    str_copy(claim->facts.role, sizeof claim->facts.role, "member");
    str_copy(claim->facts.session.type, sizeof claim->facts.session.type, "forum");
    str_copy(claim->facts.claim_date, sizeof claim->facts.claim_date, "2026-05-13");
    claim->outcome.expenses_pence = pence;
    return claim;
}

static void claim_for(struct id id, int64_t number, int64_t pence, struct id whose)
{
    struct body_claim *claim = new_claim(id, number, pence);

    claim->person = whose;
    must(RECORD_CLAIM_MADE, claim);
    free(claim);
}

static void open_float(int64_t pence)
{
    struct body_float body = {.float_id = tin, .pence = pence};

    must(RECORD_FLOAT_OPENED, &body);
}

static struct body_cash cash(struct id claim, int64_t pence)
{
    return (struct body_cash){.payment = id_new(),
                              .claim = claim,
                              .float_id = tin,
                              .pence = pence,
                              .payer = {{9}},
                              .confirmed = "person"};
}

static int64_t in_float(void)
{
    struct books_float held;
    struct err err;

    check_ok(books_get_float(db, meeting, &held, &err), &err);
    return held.pence;
}

static void check_sum(void)
{
    int64_t sum;
    struct err err;

    check_ok(books_sum(db, &sum, &err), &err);
    assert_int_equal(sum, 0);
}

static void check_rebuilt(void)
{
    uint8_t before[RECORD_HASH_SIZE];
    uint8_t after[RECORD_HASH_SIZE];
    struct err err;

    check_ok(books_digest(db, before, &err), &err);
    check_ok(db_begin(db, &err), &err);
    check_ok(db_end(db, books_rebuild(db, &err), &err), &err);
    check_ok(books_digest(db, after, &err), &err);
    assert_memory_equal(before, after, sizeof before);
    check_sum();
}

// --- presence ---

static void test_books__closing_ends_every_presence_and_opening_again_none(void **state)
{
    struct body_meeting_opened opened = {.at_ms = 900, .local_date = "2026-05-13"};
    struct body_meeting_closed closed = {.at_ms = 5000};
    struct body_attendance_left left = {.attendance = attendance, .by = "person", .at_ms = 3000};
    struct books_attendance there;
    struct books_meeting now;
    struct id other = id_new();
    struct err err;

    (void)state;
    must(RECORD_MEETING_OPENED, &opened);
    arrive(person, attendance);
    arrive(other, id_new());
    must(RECORD_ATTENDANCE_LEFT, &left);
    check_ok(books_get_meeting(db, meeting, &now, &err), &err);
    assert_int_equal(now.opened_ms, 900);
    assert_int_equal(now.arrived, 2);
    assert_int_equal(now.present, 1);
    must(RECORD_MEETING_CLOSED, &closed);
    check_ok(books_find_attendance(db, meeting, person, &there, &err), &err);
    assert_int_equal(there.left_ms, 3000);
    check_ok(books_find_attendance(db, meeting, other, &there, &err), &err);
    assert_int_equal(there.left_ms, 5000);
    must(RECORD_MEETING_OPENED, &opened);
    check_ok(books_get_meeting(db, meeting, &now, &err), &err);
    assert_int_equal(now.closed_ms, 0);
    assert_int_equal(now.present, 0);
    check_rebuilt();
}

static void test_books__an_arrival_counts_once_and_only_it_can_leave(void **state)
{
    struct body_attendance_arrived twice = {
        .attendance = attendance, .person = person, .as = "participant", .how = "card", .at_ms = 9};
    struct body_attendance_left left = {.attendance = id_new(), .by = "person", .at_ms = 3000};
    struct body_attendance_corrected put_right = {.attendance = attendance,
                                                  .arrived_ms = 500,
                                                  .left_ms = 4000,
                                                  .reason = "forgot",
                                                  .by = {{1}}};
    struct books_attendance there;
    struct err err;

    (void)state;
    arrive(person, attendance);
    must_not(RECORD_ATTENDANCE_ARRIVED, &twice, ERR_INVALID);
    must_not(RECORD_ATTENDANCE_LEFT, &left, ERR_NOT_FOUND);
    must(RECORD_ATTENDANCE_CORRECTED, &put_right);
    check_ok(books_get_attendance(db, attendance, &there, &err), &err);
    assert_int_equal(there.arrived_ms, 500);
    assert_int_equal(there.left_ms, 4000);
    put_right.attendance = id_new();
    must_not(RECORD_ATTENDANCE_CORRECTED, &put_right, ERR_NOT_FOUND);
    check_rebuilt();
}

static void test_books__the_latest_presence_of_a_person_is_found(void **state)
{
    struct body_attendance_arrived again = {.attendance = id_new(),
                                            .person = person,
                                            .as = "participant",
                                            .how = "card",
                                            .at_ms = 7000};
    struct books_attendance there;
    struct books_attendance *all;
    size_t count;
    struct err err;

    (void)state;
    check_fails(books_find_attendance(db, meeting, person, &there, &err), &err, ERR_NOT_FOUND);
    arrive(person, attendance);
    must(RECORD_ATTENDANCE_ARRIVED, &again);
    check_ok(books_find_attendance(db, meeting, person, &there, &err), &err);
    assert_true(id_equal(there.attendance, again.attendance));
    check_ok(books_list_presence(db, meeting, person, &all, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_true(id_equal(all[0].attendance, attendance));
    free(all);
}

// --- claims ---

static void test_books__one_claim_a_person_and_one_number_a_claim(void **state)
{
    struct id first = id_new();
    struct body_claim *other = new_claim(id_new(), 2, 100);
    struct body_claim_withdrawn withdrawn = {.claim = first};
    int64_t next;
    struct err err;

    (void)state;
    claim_for(first, 1, 974, person);
    must_not(RECORD_CLAIM_MADE, other, ERR_INVALID); // the same person
    other->person = id_new();
    other->number = 1;
    must_not(RECORD_CLAIM_MADE, other, ERR_INVALID); // the same number
    other->number = 2;
    other->claim = first;
    must_not(RECORD_CLAIM_MADE, other, ERR_INVALID); // the same claim
    must(RECORD_CLAIM_WITHDRAWN, &withdrawn);
    other->claim = id_new();
    other->person = person;
    other->number = 1;
    must_not(RECORD_CLAIM_MADE, other, ERR_INVALID); // a number is never used again
    check_ok(books_next_number(db, meeting, "A", &next, &err), &err);
    assert_int_equal(next, 2);
    check_ok(books_next_number(db, meeting, "B", &next, &err), &err);
    assert_int_equal(next, 1);
    other->number = 2;
    must(RECORD_CLAIM_MADE, other);
    free(other);
    check_rebuilt();
}

static void test_books__a_claim_never_has_less_than_was_paid(void **state)
{
    struct id id = id_new();
    struct body_claim *claim = new_claim(id, 1, 974);
    struct body_claim_withdrawn withdrawn = {.claim = id};
    struct body_cash paid = cash(id, 500);
    struct books_claim found;
    struct err err;

    (void)state;
    must_not(RECORD_CLAIM_AMENDED, claim, ERR_NOT_FOUND);
    must(RECORD_CLAIM_MADE, claim);
    open_float(1000);
    must(RECORD_CASH_PAID, &paid);
    claim->outcome.expenses_pence = 499;
    must_not(RECORD_CLAIM_AMENDED, claim, ERR_INVALID);
    must_not(RECORD_CLAIM_WITHDRAWN, &withdrawn, ERR_INVALID);
    claim->outcome.expenses_pence = 500;
    must(RECORD_CLAIM_AMENDED, claim);
    check_ok(books_get_claim(db, id, &found, &err), &err);
    assert_string_equal(found.number, "A 1");
    assert_int_equal(found.cash_pence, 500);
    assert_int_equal(found.expenses_pence, 500);
    free(claim);
    check_rebuilt();
}

static void test_books__tickets_said_to_be_here_are_wanted_until_seen(void **state)
{
    static const char *const where[] = {"here", "phone", "later", "lost", "none_needed", "here"};
    struct id id = id_new();
    struct body_claim *claim = new_claim(id, 1, 974);
    struct body_evidence_seen seen = {.claim = id, .what = "ticket", .ref = "X1"};
    struct books_claim found;
    bool is_seen;
    struct err err;

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        struct body_proof *proof = &claim->proofs[claim->proofs_count++];

        snprintf(proof->ref, sizeof proof->ref, "X%zu", i + 1);
        str_copy(proof->where, sizeof proof->where, where[i]);
        if (i == 5) // refused: nothing is paid on it, so nobody need look
            continue;
        snprintf(claim->outcome.lines[i].ref, sizeof claim->outcome.lines[i].ref, "X%zu", i + 1);
        str_copy(claim->outcome.lines[i].kind, sizeof claim->outcome.lines[i].kind, "bus");
        claim->outcome.line_count++;
    }
    must(RECORD_CLAIM_MADE, claim);
    check_ok(books_get_claim(db, id, &found, &err), &err);
    assert_int_equal(found.tickets_wanted, 2);
    must(RECORD_EVIDENCE_SEEN, &seen);
    must(RECORD_EVIDENCE_SEEN, &seen); // by two people: the last one stands
    check_ok(books_get_claim(db, id, &found, &err), &err);
    assert_int_equal(found.tickets_wanted, 1);
    check_ok(books_ticket_seen(db, id, "X1", &is_seen, &err), &err);
    assert_true(is_seen);
    check_ok(books_ticket_seen(db, id, "X2", &is_seen, &err), &err);
    assert_false(is_seen);
    seen.claim = id_new();
    must_not(RECORD_EVIDENCE_SEEN, &seen, ERR_NOT_FOUND);
    free(claim);
    check_rebuilt();
}

static void test_books__a_receipt_is_one_claims_and_counts_once(void **state)
{
    struct id id = id_new();
    struct body_receipt_taken body = {
        .receipt = id_new(), .claim = id, .ref = "X1", .sealed_bytes = 9, .by = "person"};
    struct books_receipt *list;
    size_t count;
    struct err err;

    (void)state;
    must_not(RECORD_RECEIPT_TAKEN, &body, ERR_NOT_FOUND);
    claim_for(id, 1, 974, person);
    must(RECORD_RECEIPT_TAKEN, &body);
    must_not(RECORD_RECEIPT_TAKEN, &body, ERR_INVALID);
    check_ok(books_list_receipts(db, id, &list, &count, &err), &err);
    assert_int_equal(count, 1);
    free(list);
    check_rebuilt();
}

static void test_books__a_choice_is_what_was_said_last(void **state)
{
    struct body_choice body = {.person = person, .choice = "photographs", .value = "yes"};
    struct body_choice found;
    struct id nowhere = {{0}};
    int64_t at_ms;
    struct err err;

    (void)state;
    check_fails(books_find_choice(db, person, "photographs", &found, &at_ms, &err), &err,
                ERR_NOT_FOUND);
    must(RECORD_CHOICE_GIVEN, &body);
    str_copy(body.value, sizeof body.value, "no");
    check_ok(say_at(nowhere, RECORD_CHOICE_WITHDRAWN, &body, &err), &err);
    check_ok(books_find_choice(db, person, "photographs", &found, &at_ms, &err), &err);
    assert_string_equal(found.value, "no");
    assert_true(at_ms > 0);
    check_rebuilt();
}

// --- cash ---

static void test_books__a_float_is_opened_once_and_counted_back(void **state)
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

static void test_books__cash_is_never_more_than_is_owed_or_held(void **state)
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
    body = cash(id, 901);
    must_not(RECORD_CASH_RETURNED, &body, ERR_INVALID);
    body.pence = 900;
    must(RECORD_CASH_RETURNED, &body);
    assert_int_equal(in_float(), 900);
    body = cash(id_new(), 1);
    must_not(RECORD_CASH_PAID, &body, ERR_NOT_FOUND);
    check_rebuilt();
}

static void test_books__a_withdrawn_claim_is_owed_nothing(void **state)
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

static void test_books__nothing_a_record_says_spoils_the_transaction(void **state)
{
    struct id id = id_new();
    struct body_receipt_taken receipt = {
        .receipt = id_new(), .claim = id, .ref = "X1", .sealed_bytes = 9, .by = "person"};
    struct body_float counted = {.float_id = tin, .pence = 0};
    struct body_attendance_arrived nowhere = {
        .attendance = id_new(), .person = person, .as = "participant", .how = "card", .at_ms = 1};
    struct record record = {.log_id = log_id, .schema = 1};
    struct bytes json = {0};
    size_t applied = 0;
    enum record_kind kind;
    struct err err;

    (void)state;
    claim_for(id, 1, 974, person);
    must(RECORD_RECEIPT_TAKEN, &receipt);
    open_float(900);
    must(RECORD_FLOAT_COUNTED, &counted);
    check_ok(db_begin(db, &err), &err);
    for (size_t i = 0; body_kind_at(i, &kind) && (int)kind < 200; i++) {
        static const char *const bodies[] = {
            "", "{}", "[]", "{\"claim\":\"00000000-0000-0000-0000-000000000000\"}"};

        for (size_t j = 0; j < 4; j++) {
            record.kind = kind;
            record.op_id = id_new();
            record.meeting_id = meeting;
            record.body = bodies[j];
            record.body_length = strlen(bodies[j]);
            applied += books_apply(db, &record, &err);
        }
    }
    record.kind = RECORD_RECEIPT_TAKEN;
    body_write(record.kind, &receipt, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    applied += books_apply(db, &record, &err);
    bytes_clear(&json);
    body_write(RECORD_ATTENDANCE_ARRIVED, &nowhere, &json);
    record.kind = RECORD_ATTENDANCE_ARRIVED;
    record.meeting_id = (struct id){{0}};
    record.body = bytes_text(&json);
    record.body_length = json.length;
    check_fails(books_apply(db, &record, &err), &err, ERR_INVALID);
    bytes_clear(&json);
    record.kind = RECORD_FLOAT_OPENED;
    record.meeting_id = id_new();
    body_write(record.kind, &counted, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    applied += books_apply(db, &record, &err);
    bytes_clear(&json);
    check_ok(db_end(db, true, &err), &err); // the others' records still count
    // A kind that concerns no book is taken as it is: kiosk.noted, four times.
    assert_int_equal(applied, 4);
    check_sum();
}

static void test_books__a_tins_code_is_used_once_whoever_has_it(void **state)
{
    struct body_tin_used body = {
        .code = {1, 2, 3}, .staff = person, .witness = attendance, .why = "pin_forgotten"};
    bool used;
    struct err err;

    (void)state;
    check_ok(books_tin_used(db, body.code, &used, &err), &err);
    assert_false(used);
    must(RECORD_TIN_USED, &body);
    check_ok(books_tin_used(db, body.code, &used, &err), &err);
    assert_true(used);
    body.staff = attendance;
    must_not(RECORD_TIN_USED, &body, ERR_INVALID);
    body.code[0]++;
    must(RECORD_TIN_USED, &body);
}

static void test_books__what_was_refused_is_refused_again_when_made_anew(void **state)
{
    struct id id = id_new();
    struct body_cash body = cash(id, 975);
    struct bytes json = {0};
    bool appended;
    struct err err;

    (void)state;
    claim_for(id, 1, 974, person);
    open_float(15000);
    body_write(RECORD_CASH_PAID, &body, &json);
    // As a server keeps it: in the log, and on the list of exceptions.
    check_ok(db_begin(db, &err), &err);
    check_ok(db_end(db,
                    log_append(db, log_id,
                               &(struct log_entry){.kind = RECORD_CASH_PAID,
                                                   .meeting_id = meeting,
                                                   .body = bytes_text(&json),
                                                   .body_length = json.length},
                               &appended, &err),
                    &err),
             &err);
    bytes_clear(&json);
    check_rebuilt();
    assert_int_equal(in_float(), 15000);
}

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

    if (back)
        expected = expected && body.pence <= shadow->paid[which];
    else
        expected = expected && body.pence <= shadow->held &&
                   body.pence <= shadow->owed[which] - shadow->paid[which];
    assert_int_equal(apply(back ? RECORD_CASH_RETURNED : RECORD_CASH_PAID, &body), expected);
    if (!expected)
        return;
    shadow->held += back ? body.pence : -body.pence;
    shadow->paid[which] += back ? -body.pence : body.pence;
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

static void test_books__twenty_thousand_days_of_cash_all_balance(void **state)
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
        IN_BOOKS(test_books__closing_ends_every_presence_and_opening_again_none),
        IN_BOOKS(test_books__an_arrival_counts_once_and_only_it_can_leave),
        IN_BOOKS(test_books__the_latest_presence_of_a_person_is_found),
        IN_BOOKS(test_books__one_claim_a_person_and_one_number_a_claim),
        IN_BOOKS(test_books__a_claim_never_has_less_than_was_paid),
        IN_BOOKS(test_books__tickets_said_to_be_here_are_wanted_until_seen),
        IN_BOOKS(test_books__a_receipt_is_one_claims_and_counts_once),
        IN_BOOKS(test_books__a_choice_is_what_was_said_last),
        IN_BOOKS(test_books__a_float_is_opened_once_and_counted_back),
        IN_BOOKS(test_books__cash_is_never_more_than_is_owed_or_held),
        IN_BOOKS(test_books__a_withdrawn_claim_is_owed_nothing),
        IN_BOOKS(test_books__nothing_a_record_says_spoils_the_transaction),
        IN_BOOKS(test_books__a_tins_code_is_used_once_whoever_has_it),
        IN_BOOKS(test_books__what_was_refused_is_refused_again_when_made_anew),
        IN_BOOKS(test_books__twenty_thousand_days_of_cash_all_balance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
