// SPDX-License-Identifier: Apache-2.0
#include "shared/books.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/books_completed.h"
#include "shared/log.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/clerk.h"

// --- presence ---

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

static void test_books__who_comes_twice_is_one_person_and_who_sits_in_each_another(void **state)
{
    struct body_attendance_left left = {.attendance = attendance, .by = "person", .at_ms = 3000};
    struct id nobody = {{0}};
    struct books_meeting now;
    struct err err;

    (void)state;
    check_ok(books_get_meeting(db, meeting, &now, &err), &err);
    assert_int_equal(now.arrived, 0);
    arrive(person, attendance);
    must(RECORD_ATTENDANCE_LEFT, &left);
    arrive(person, id_new());
    arrive(nobody, id_new());
    arrive(nobody, id_new());
    check_ok(books_get_meeting(db, meeting, &now, &err), &err);
    assert_int_equal(now.arrived, 3);
    assert_int_equal(now.present, 3);
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

static void amend_bus(struct body_claim *claim, const char *category, int64_t pence)
{
    struct facts_expense *bus = &claim->facts.expenses[0];

    str_copy(bus->category, sizeof bus->category, category);
    bus->claimed_pence = bus->receipt_pence = pence;
    must(RECORD_CLAIM_AMENDED, claim);
}

static bool is_first_seen(struct id id)
{
    bool seen;
    struct err err;

    check_ok(books_ticket_seen(db, id, "X1", &seen, &err), &err);
    return seen;
}

// Of one seen for £4.20, £40.00 must not be paid.
static void test_books__a_ticket_is_seen_again_when_its_cost_is_more_or_another(void **state)
{
    struct id id = id_new();
    struct body_claim *claim = new_claim(id, 1, 974);
    struct body_evidence_seen seen = {.claim = id, .what = "ticket", .ref = "X1"};
    struct body_evidence_seen entitled = {
        .claim = id, .what = "entitlement", .until = "2026-11-30"};
    char until[WHEN_DATE_SIZE];
    struct err err;

    (void)state;
    facts_add_expense(&claim->facts, "bus");
    must(RECORD_CLAIM_MADE, claim);
    amend_bus(claim, "bus", 420);
    must(RECORD_EVIDENCE_SEEN, &seen);
    must(RECORD_EVIDENCE_SEEN, &entitled);
    amend_bus(claim, "bus", 420); // nothing of it is another: nobody asks twice
    amend_bus(claim, "bus", 300);
    assert_true(is_first_seen(id));
    amend_bus(claim, "bus", 301);
    assert_false(is_first_seen(id));
    must(RECORD_EVIDENCE_SEEN, &seen);
    amend_bus(claim, "taxi", 301);
    assert_false(is_first_seen(id));
    must(RECORD_EVIDENCE_SEEN, &seen);
    claim->facts.expense_count = 0;
    must(RECORD_CLAIM_AMENDED, claim);
    assert_false(is_first_seen(id));
    check_ok(books_get_evidence(db, id, until, &err), &err);
    assert_string_equal(until, "2026-11-30");
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

// --- what nobody should write ---

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
    // Kinds that concern no book are taken as they are, four times: feedback.left and
    // meeting.unplanned.
    assert_int_equal(applied, 8);
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

#define IN_BOOKS(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

// --- when the database fails ---

// Whose rows cannot be read to the end.
static const char torn_sql[] = "DROP TABLE completed;"
                               "CREATE VIEW completed AS SELECT 'c' AS claim_id, 'X1' AS ref, "
                               "abs(-9223372036854775807 - 1) AS body;";

static void test_books__reading_that_breaks_off_is_no_end_of_the_tickets(void **state)
{
    const char *const schemas[] = {log_schema_sql, books_schema_sql, books_completed_sql, torn_sql};
    struct body_claim_completed unseen[BOOKS_UNSEEN_MAX];
    struct db *torn;
    size_t count;
    struct err err;

    (void)state;
    check_ok(books_completed_unseen(db, meeting, unseen, &count, &err), &err);
    assert_int_equal(count, 0);
    check_ok(db_open(&torn, ":memory:", schemas, 4, &err), &err);
    check_fails(books_completed_unseen(torn, meeting, unseen, &count, &err), &err, ERR_INTERNAL);
    db_close(torn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOOKS(test_books__an_arrival_counts_once_and_only_it_can_leave),
        IN_BOOKS(test_books__the_latest_presence_of_a_person_is_found),
        IN_BOOKS(test_books__who_comes_twice_is_one_person_and_who_sits_in_each_another),
        IN_BOOKS(test_books__one_claim_a_person_and_one_number_a_claim),
        IN_BOOKS(test_books__a_claim_never_has_less_than_was_paid),
        IN_BOOKS(test_books__tickets_said_to_be_here_are_wanted_until_seen),
        IN_BOOKS(test_books__a_ticket_is_seen_again_when_its_cost_is_more_or_another),
        IN_BOOKS(test_books__a_receipt_is_one_claims_and_counts_once),
        IN_BOOKS(test_books__a_choice_is_what_was_said_last),
        IN_BOOKS(test_books__nothing_a_record_says_spoils_the_transaction),
        IN_BOOKS(test_books__a_tins_code_is_used_once_whoever_has_it),
        IN_BOOKS(test_books__what_was_refused_is_refused_again_when_made_anew),
        IN_BOOKS(test_books__reading_that_breaks_off_is_no_end_of_the_tickets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
