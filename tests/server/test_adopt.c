// SPDX-License-Identifier: Apache-2.0

// A policy's rates change, or a claim's facts do, after the claim was approved or paid.

#include "server/adopt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "server/claims.h"
#include "server/exceptions.h"
#include "server/meetings.h"
#include "server/verify.h"
#include "shared/json.h"
#include "shared/keys.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;
static char folder[SETTINGS_PATH_SIZE]; // of the policies that are set
static int64_t sent;                    // of the kiosk's log

static int open_hall(void **state)
{
    (void)state;
    hall_open(&hall);
    sent = 0;
    settings_path(folder, &hall.office.settings, "policies");
    assert_int_equal(mkdir(folder, 0700), 0);
    str_copy(hall.office.settings.policies, sizeof hall.office.settings.policies, folder);
    return 0;
}

static void send(void)
{
    sent = hall_send(&hall, sent);
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

/* --- versions of policies --- */

static char *after(struct bytes *json, const char *words)
{
    char *found = strstr((char *)json->data, words);

    if (!found)
        fail_msg("the policy does not say %s", words);
    return found;
}

static void write_over(char *at, const char *letters)
{
    while (*letters)
        *at++ = *letters++;
}

static void read_shipped(struct bytes *out, const char *id)
{
    char path[SETTINGS_PATH_SIZE];
    struct err err;

    bytes_clear(out);
    snprintf(path, sizeof path, "%s/assets/policies/%s.json", TEST_ROOT, id);
    check_ok(bytes_read_file(out, path, POLICY_BYTES_MAX, &err), &err);
}

static void put_file(const char *name, const struct bytes *json)
{
    char path[SETTINGS_PATH_SIZE + 64];
    struct err err;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    check_ok(bytes_write_file(path, json->data, json->length, 0600, &err), &err);
}

// The shipped policy with other digits in one place, which are as many.
static void put_policy(const char *id, const char *place, const char *digits)
{
    struct bytes json = {0};
    char name[64];

    snprintf(name, sizeof name, "%s.json", id);
    read_shipped(&json, id);
    write_over(after(&json, place) + strlen(place), digits);
    put_file(name, &json);
    bytes_clear(&json);
}

static void adopt(void)
{
    struct err err;

    check_ok(adopt_policies(hall.db, &hall.office, &err), &err);
}

static void set_rate(const char *pence)
{
    put_policy("demo", "\"bank_pence_per_hour\": ", pence);
    adopt();
}

/* --- a claim and what becomes of it --- */

// Two hours, and a bus ticket or none; the meeting is over.
static struct body_claim *visit(int64_t bus_pence)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms, .local_date = "2026-11-24"};
    struct body_meeting_closed closed = {.at_ms = hall.end_ms};
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "person", .at_ms = hall.start_ms + 7200000};
    struct body_claim *claim = mem_new(1, sizeof *claim);

    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_fill_claim(&hall, &there, bus_pence, claim);
    hall_record(&hall, RECORD_CLAIM_MADE, claim);
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    hall_record(&hall, RECORD_MEETING_CLOSED, &closed);
    send();
    return claim;
}

// The desk looks at the bus ticket, as it must before it pays.
static void see_ticket(const struct body_claim *claim)
{
    struct body_evidence_seen seen = {
        .claim = claim->claim, .what = "ticket", .ref = "X1", .by = id_new()};

    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
}

static struct claims_claim now(const struct body_claim *claim)
{
    struct claims_claim found;
    struct err err;

    check_ok(claims_get(hall.db, claim->claim, &found, &err), &err);
    return found;
}

static void check_state(const struct body_claim *claim, const char *expected)
{
    assert_string_equal(claims_state_word(now(claim).state), expected);
}

static void approve(const struct body_claim *claim, int64_t fee, int64_t expenses)
{
    const struct claims_amounts amounts = {fee, expenses};
    struct err err;

    check_state(claim, "to_approve");
    check_ok(claims_approve(hall.db, &hall.office, claim->claim, &amounts, id_new(), &err), &err);
}

static void pay(const struct body_claim *claim, const char *day)
{
    struct err err;

    check_state(claim, "approved");
    check_ok(claims_pay(hall.db, &hall.office, claim->claim, day, id_new(), &err), &err);
    check_state(claim, "paid");
}

static void check_amounts(const struct claims_amounts *amounts, int64_t fee, int64_t expenses)
{
    assert_int_equal(amounts->fee_pence, fee);
    assert_int_equal(amounts->expenses_pence, expenses);
}

// "A1 of F1 fee.attendance 100 because policy facts from 2026-04-01"
static void check_change(const struct body_claim *claim, const char *expected)
{
    struct claims_change *change = mem_new(1, sizeof *change);
    struct claims_claim found = now(claim);
    struct bytes text = {0};
    struct err err;

    check_ok(claims_find_change(hall.db, &found, change, &err), &err);
    for (size_t i = 0; i < change->lines.count; i++) {
        const struct adjust_line *line = &change->lines.lines[i];

        bytes_addf(&text, "%s%s of %s %s %lld", i ? "; " : "", line->ref, line->of, line->kind,
                   (long long)line->pence);
    }
    bytes_add_text(&text, " because");
    for (size_t i = 0; i < change->why_count; i++)
        bytes_addf(&text, " %s", change->why[i]);
    if (change->rates_from[0])
        bytes_addf(&text, " from %s", change->rates_from);
    assert_string_equal(bytes_text(&text), expected);
    bytes_clear(&text);
    free(change);
}

static int64_t open_exceptions(const char *kind)
{
    int64_t count;
    struct err err;

    check_ok(db_number(hall.db, &count,
                       "SELECT count(*) FROM exception WHERE kind = $1 AND solved_ms = 0",
                       DB_ARGS(db_text(kind)), 0, &err),
             &err);
    return count;
}

static void solve_all(void)
{
    struct exceptions_exception *list;
    static const struct id all;
    size_t count;
    struct err err;

    check_ok(exceptions_list(hall.db, all, &list, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        check_ok(exceptions_solve(hall.db, list[i].exception, "talked", id_new(), &err), &err);
    free(list);
}

static void say_nothing(const char *line)
{
    (void)line;
}

static void check_whole(void)
{
    struct err err;

    check_ok(verify_all(hall.db, &hall.office, say_nothing, &err), &err);
}

/* Every byte of the rows that say what was approved and paid first; of their records the chain says
 * it (verify). */
static void read_settled(struct bytes *out)
{
    static const char *const queries[] = {
        "SELECT hex(claim_id) || version || ' ' || fee_pence || ' ' || expenses_pence || channel "
        "|| "
        "at_ms || hex(user_id) || hex(policy_hash) || why || rates_from FROM approval "
        "WHERE turn = 0 ORDER BY claim_id",
        "SELECT hex(claim_id) || place || ref || of_ref || kind || pence FROM approval_line "
        "WHERE turn = 0 ORDER BY claim_id, place",
        "SELECT hex(claim_id) || hex(payment_id) || pence || channel || paid_on || hex(user_id) "
        "FROM payment WHERE turn = 0 ORDER BY claim_id",
    };
    struct err err;

    bytes_clear(out);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        struct db_rows *rows;

        check_ok(db_query(hall.db, &rows, queries[i], DB_NONE, &err), &err);
        while (db_next(rows))
            bytes_addf(out, "%s\n", db_get_text(rows, 0));
        check_ok(db_done(rows, &err), &err);
    }
}

static void test_adopt__a_new_rate_for_days_already_paid_is_an_adjustment_that_waits(void **state)
{
    struct body_claim *claim = visit(420);
    struct bytes before = {0};
    struct bytes later = {0};

    (void)state;
    approve(claim, 2500, 420);
    pay(claim, "2026-11-30");
    read_settled(&before);
    set_rate("1300");
    check_state(claim, "to_approve");
    check_amounts(&(struct claims_amounts){now(claim).to_approve.fee_pence, 0}, 100, 0);
    check_change(claim, "A1 of F1 fee.attendance 100 because policy from 2026-04-01");
    approve(claim, 100, 0);
    check_amounts(
        &(struct claims_amounts){now(claim).to_pay.fee_pence, now(claim).to_pay.expenses_pence},
        100, 0);
    pay(claim, "2026-12-14");
    assert_int_equal(hall_count(&hall, "SELECT sum(pence) FROM payment"), 3020);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 304"), 1);
    read_settled(&later);
    assert_string_equal(bytes_text(&before), bytes_text(&later));
    check_whole();
    bytes_clear(&before);
    bytes_clear(&later);
    free(claim);
}

static void test_adopt__the_same_files_again_make_nothing(void **state)
{
    struct body_claim *claim = visit(0);
    int64_t records;

    (void)state;
    approve(claim, 2500, 0);
    pay(claim, "2026-11-30");
    set_rate("1300");
    records = hall_count(&hall, "SELECT count(*) FROM record");
    adopt();
    set_rate("1300");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record"), records);
    check_change(claim, "A1 of F1 fee.attendance 100 because policy from 2026-04-01");
    free(claim);
}

static void test_adopt__a_file_that_is_no_policy_changes_nothing(void **state)
{
    struct body_claim *claim = visit(0);
    struct bytes wrong = {0};
    int64_t records;
    struct err err;

    (void)state;
    approve(claim, 2500, 0);
    records = hall_count(&hall, "SELECT count(*) FROM record");
    put_policy("demo", "\"bank_pence_per_hour\": ", "1300");
    bytes_add_text(&wrong, "{\"title\":\"no policy\"}");
    put_file("wrong.json", &wrong); // read after the one that is well
    check_fails(adopt_policies(hall.db, &hall.office, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "wrong.json"));
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record"), records);
    check_state(claim, "approved");
    assert_int_equal(now(claim).due.fee_pence, 2500);
    bytes_clear(&wrong);
    free(claim);
}

static void test_adopt__two_files_of_one_policy_are_refused(void **state)
{
    struct bytes json = {0};
    struct err err;

    (void)state;
    read_shipped(&json, "demo");
    put_file("demo.json", &json);
    put_file("again.json", &json);
    check_fails(adopt_policies(hall.db, &hall.office, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "is the policy demo too"));
    bytes_clear(&json);
}

// What the kiosk promised stays to be seen beside it.
static void test_adopt__a_claim_not_approved_yet_simply_comes_to_other_pence(void **state)
{
    struct body_claim *claim = visit(420);

    (void)state;
    check_amounts(&(struct claims_amounts){now(claim).due.fee_pence, 0}, 2500, 0);
    set_rate("1300");
    check_state(claim, "to_approve");
    assert_int_equal(now(claim).due.fee_pence, 2600);
    assert_int_equal(now(claim).books.fee_pence, claim->outcome.fee_pence);
    assert_true(now(claim).same_pence);
    assert_int_equal(now(claim).sums.turns, 0);
    approve(claim, 2600, 420);
    check_whole();
    free(claim);
}

// Only what is approved and not paid can become less by itself.
static void test_adopt__a_lower_rate_takes_off_what_is_approved_and_not_paid(void **state)
{
    struct body_claim *claim = visit(0);

    (void)state;
    approve(claim, 2500, 0);
    set_rate("1200");
    check_change(claim, "A1 of F1 fee.attendance -100 because policy from 2026-04-01");
    assert_int_equal(open_exceptions("paid_more"), 0);
    approve(claim, -100, 0);
    pay(claim, "2026-11-30");
    assert_int_equal(hall_count(&hall, "SELECT pence FROM payment"), 2400);
    check_whole();
    free(claim);
}

static void test_adopt__money_that_was_paid_is_never_taken_back_by_itself(void **state)
{
    struct body_claim *claim = visit(0);

    (void)state;
    approve(claim, 2500, 0);
    pay(claim, "2026-11-30");
    set_rate("1200");
    check_state(claim, "held");
    assert_int_equal(open_exceptions("paid_more"), 1);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM exception WHERE owner = 'finance'"),
                     1);
    check_amounts(
        &(struct claims_amounts){now(claim).to_approve.fee_pence, now(claim).over.fee_pence}, 0,
        100);
    check_change(claim, "A1 of F1 fee.attendance -100; A2 of K1 fee.kept 100 because policy "
                        "from 2026-04-01");
    solve_all();
    check_state(claim, "paid");
    adopt();
    check_state(claim, "paid"); // and is not asked again
    set_rate("1320");           // what becomes due later fills it up first
    check_change(claim, "A1 of F1 fee.attendance 140 because policy from 2026-04-01");
    approve(claim, 140, 0);
    pay(claim, "2026-12-14");
    assert_int_equal(hall_count(&hall, "SELECT sum(pence) FROM payment"), 2640);
    check_whole();
    free(claim);
}

// Less of the fee and more of the travel money: neither pays for the other.
static void test_adopt__two_ledgers_are_never_set_against_each_other(void **state)
{
    struct body_claim *claim = visit(420);

    (void)state;
    approve(claim, 2500, 420);
    pay(claim, "2026-11-30");
    set_rate("1200");
    claim->facts.expenses[0].claimed_pence = claim->facts.expenses[0].receipt_pence = 520;
    claim->outcome.expenses_pence += 100;
    claim->outcome.total_pence += 100;
    claim->outcome.lines[claim->outcome.line_count - 1].pence = 520;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    send();
    check_state(claim, "held");
    solve_all();
    check_amounts(&(struct claims_amounts){now(claim).to_approve.fee_pence,
                                           now(claim).to_approve.expenses_pence},
                  0, 100);
    check_change(claim, "A1 of F1 fee.attendance -100; A2 of K1 fee.kept 100; "
                        "A3 of X1 expense.bus 100 because policy facts from 2026-04-01");
    approve(claim, 0, 100);
    pay(claim, "2026-12-14");
    assert_int_equal(hall_count(&hall, "SELECT sum(pence) FROM payment"), 3020);
    check_whole();
    set_rate("1350"); // 200 more than was paid: the 100 that were kept are in it
    check_change(claim, "A4 of F1 fee.attendance 300; A5 of K1 fee.kept -100 because policy "
                        "from 2026-04-01");
    approve(claim, 200, 0);
    pay(claim, "2026-12-21");
    check_whole();
    free(claim);
}

static void test_adopt__a_second_change_builds_on_the_first(void **state)
{
    struct body_claim *claim = visit(0);

    (void)state;
    approve(claim, 2500, 0);
    pay(claim, "2026-11-30");
    set_rate("1300");
    approve(claim, 100, 0);
    set_rate("1310"); // while the first is not paid yet
    check_change(claim, "A2 of F1 fee.attendance 20 because policy from 2026-04-01");
    approve(claim, 20, 0);
    pay(claim, "2026-12-14");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM payment"), 2);
    assert_int_equal(hall_count(&hall, "SELECT max(pence) FROM payment WHERE turn = 2"), 120);
    set_rate("1330");
    check_change(claim, "A3 of F1 fee.attendance 40 because policy from 2026-04-01");
    approve(claim, 40, 0);
    pay(claim, "2027-01-11");
    check_whole();
    free(claim);
}

static int64_t payments_told(const char *what, const char *pence)
{
    int64_t count;
    struct err err;

    check_ok(db_number(hall.db, &count,
                       "SELECT count(*) FROM record WHERE kind = 206 AND instr(raw, $1) > 0 AND "
                       "instr(raw, $2) > 0",
                       DB_ARGS(db_blob(what, strlen(what)), db_blob(pence, strlen(pence))), 0,
                       &err),
             &err);
    return count;
}

// What a kiosk hears: what it was told before stays true, and what came later is one sum.
static void test_adopt__kiosks_are_told_of_later_payments_apart(void **state)
{
    struct body_claim *claim = visit(0);

    (void)state;
    approve(claim, 2500, 0);
    pay(claim, "2026-11-30");
    set_rate("1300");
    approve(claim, 100, 0);
    pay(claim, "2026-12-14");
    set_rate("1310");
    approve(claim, 20, 0);
    pay(claim, "2026-12-21");
    assert_int_equal(payments_told("\"what\":\"fee\"", "\"pence\":2500,"), 1);
    assert_int_equal(payments_told("\"what\":\"fee_more\"", "\"pence\":100,"), 1);
    assert_int_equal(payments_told("\"what\":\"fee_more\"", "\"pence\":120,"), 1);
    free(claim);
}

static void test_adopt__rates_of_other_days_leave_a_claim_alone(void **state)
{
    struct body_claim *claim = visit(0);
    struct bytes json = {0};

    (void)state;
    approve(claim, 2500, 0);
    pay(claim, "2026-11-30");
    read_shipped(&json, "demo");
    write_over(after(&json, "\"bank_pence_per_hour\": "), "\"bank_pence_per_hour\": 1300");
    write_over(after(&json, "2026-04-01"), "2026-11-25"); // from the day after
    put_file("demo.json", &json);
    adopt();
    check_state(claim, "paid");
    write_over(after(&json, "2026-11-25"), "2026-11-24"); // from that very day
    put_file("demo.json", &json);
    adopt();
    check_change(claim, "A1 of F1 fee.attendance 100 because policy from 2026-11-24");
    bytes_clear(&json);
    free(claim);
}

/* --- facts that change after an approval --- */

static void test_adopt__presence_corrected_after_approval_is_an_adjustment(void **state)
{
    struct body_claim *claim = visit(0);
    struct body_attendance_corrected later = {.attendance = claim->attendance,
                                              .arrived_ms = hall.start_ms,
                                              .left_ms = hall.start_ms + 7260000,
                                              .reason = "clock"};

    (void)state;
    approve(claim, 2500, 0);
    hall_record(&hall, RECORD_ATTENDANCE_CORRECTED, &later); // one minute more
    send();
    check_change(claim, "A1 of F1 fee.attendance 21 because facts");
    approve(claim, 21, 0);
    pay(claim, "2026-11-30");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM exception"), 0);
    check_whole();
    free(claim);
}

static void test_adopt__withdrawn_after_approval_waits_for_a_person(void **state)
{
    struct body_claim *claim = visit(0);
    struct body_claim_withdrawn withdrawn = {.claim = claim->claim};

    (void)state;
    approve(claim, 2500, 0);
    hall_record(&hall, RECORD_CLAIM_WITHDRAWN, &withdrawn);
    send();
    check_state(claim, "withdrawn");
    assert_int_equal(open_exceptions("changed_after_approval"), 1);
    set_rate("1300");
    check_state(claim, "withdrawn");
    check_whole();
    free(claim);
}

// The desk's record came late: the office had paid the ticket by then.
static void test_adopt__a_ticket_paid_twice_waits_for_a_person(void **state)
{
    struct body_claim *claim = visit(420);
    struct body_float tin = {
        .float_id = id_new(), .pence = 10000, .by = id_new(), .witness = id_new()};
    struct body_cash cash = {.payment = id_new(),
                             .claim = claim->claim,
                             .float_id = tin.float_id,
                             .pence = 420,
                             .payer = id_new(),
                             .confirmed = "person"};

    (void)state;
    approve(claim, 2500, 420);
    pay(claim, "2026-11-30");
    hall_record(&hall, RECORD_FLOAT_OPENED, &tin);
    see_ticket(claim);
    hall_record(&hall, RECORD_CASH_PAID, &cash);
    send();
    check_state(claim, "held");
    assert_int_equal(open_exceptions("paid_more"), 1);
    check_change(claim, "A1 of D1 expense.desk -420; A2 of K1 expense.kept 420 because desk");
    check_whole();
    free(claim);
}

// Nobody of them was there for a minute, and the desk had paid both tickets.
static void test_adopt__one_closing_tells_of_every_claim_it_concerns(void **state)
{
    struct body_meeting_closed closed = {.at_ms = hall.end_ms};
    struct body_float tin = {
        .float_id = id_new(), .pence = 10000, .by = id_new(), .witness = id_new()};
    struct body_claim *claim = mem_new(1, sizeof *claim);

    (void)state;
    hall_record(&hall, RECORD_FLOAT_OPENED, &tin);
    for (size_t i = 0; i < HALL_PEOPLE; i++) {
        struct body_attendance_arrived there = hall_arrival(&hall, i);
        struct body_cash cash = {.payment = id_new(),
                                 .float_id = tin.float_id,
                                 .pence = 420,
                                 .payer = id_new(),
                                 .confirmed = "person"};

        hall_fill_claim(&hall, &there, 420, claim);
        cash.claim = claim->claim;
        there.at_ms = hall.end_ms; // the clock had been wrong
        hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
        hall_record(&hall, RECORD_CLAIM_MADE, claim);
        see_ticket(claim);
        hall_record(&hall, RECORD_CASH_PAID, &cash);
    }
    hall_record(&hall, RECORD_MEETING_CLOSED, &closed);
    send();
    assert_int_equal(open_exceptions("overpaid"), HALL_PEOPLE);
    free(claim);
}

// Its claims are still shown; only why they changed is not told apart.
static void test_adopt__a_version_that_can_no_longer_be_read_takes_no_claim_away(void **state)
{
    struct body_claim *claim = visit(0);
    struct err err;

    (void)state;
    approve(claim, 2500, 0);
    set_rate("1300");
    check_ok(db_exec(hall.db, "UPDATE policy SET json = '{}' WHERE hash = $1",
                     DB_ARGS(db_blob(claim->policy_hash, RECORD_HASH_SIZE)), &err),
             &err);
    check_change(claim, "A1 of F1 fee.attendance 100 because facts");
    free(claim);
}

/* --- a database from before there were adjustments --- */

extern const char server_schema_sql[];
extern const char server_adjustments_sql[];

static void test_adopt__approvals_from_before_adjustments_are_kept_as_they_were(void **state)
{
    static const char *const schemas[] = {log_schema_sql, books_schema_sql, server_schema_sql,
                                          server_adjustments_sql};
    struct id claim = id_new();
    struct adjust_account *lines = mem_new(1, sizeof *lines);
    struct ledger_payment payment;
    struct ledger_sums sums;
    struct db *db;
    struct err err;

    (void)state;
    check_ok(db_open(&db, "before.db", schemas, 3, &err), &err);
    check_ok(db_exec(db,
                     "INSERT INTO approval (claim_id, version, fee_pence, expenses_pence, channel, "
                     "at_ms, user_id) VALUES ($1, 2, 2500, 420, 'bank', 7, $1)",
                     DB_ARGS(db_id(&claim)), &err),
             &err);
    check_ok(db_exec(db,
                     "INSERT INTO payment (claim_id, payment_id, pence, channel, paid_on, user_id) "
                     "VALUES ($1, $1, 2920, 'bank', '2026-11-30', $1)",
                     DB_ARGS(db_id(&claim)), &err),
             &err);
    db_close(db);
    check_ok(db_open(&db, "before.db", schemas, 4, &err), &err);
    check_ok(ledger_get_sums(db, claim, &sums, &err), &err);
    assert_int_equal(sums.turns, 1);
    assert_int_equal(sums.turns_paid, 1);
    assert_int_equal(sums.fee_paid, 2500);
    assert_int_equal(sums.expenses_paid, 420);
    check_ok(ledger_get_payment(db, claim, 0, &payment, &err), &err);
    assert_string_equal(payment.paid_on, "2026-11-30");
    check_ok(ledger_get_lines(db, claim, 0, lines, &err), &err);
    assert_int_equal(adjust_sum(lines, ADJUST_FEE), 2500);
    assert_int_equal(adjust_sum(lines, ADJUST_EXPENSES), 420);
    db_close(db);
    free(lines);
    assert_int_equal(remove("before.db"), 0);
}

/* --- HMRC: 55p from 6 April 2026, made known on 21 May --- */

static struct id find_meeting(const char *code, int64_t *start_ms, int64_t *end_ms)
{
    struct meetings_meeting *list;
    struct id found = {0};
    size_t count;
    struct err err;

    check_ok(meetings_list(hall.db, &hall.office, 0, &list, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        if (str_equal(list[i].code, code)) {
            found = list[i].meeting;
            *start_ms = list[i].start_ms;
            *end_ms = list[i].end_ms;
        }
    free(list);
    return found;
}

static void fill_miles(struct facts *facts, int64_t milli_miles, int64_t before)
{
    facts_add_expense(facts, "mileage_car")->miles_claimed = milli_miles;
    facts->expenses[0].agreed_return_miles = milli_miles;
    facts->expenses[0].miles_already_this_tax_year = before;
}

static void hash_current(const char *id, uint8_t out[static RECORD_HASH_SIZE])
{
    struct db_rows *rows;
    struct err err;

    check_ok(db_one(hall.db, &rows,
                    "SELECT hash FROM policy WHERE id = $1 ORDER BY set_ms DESC LIMIT 1",
                    DB_ARGS(db_text(id)), &err),
             &err);
    assert_true(db_get_bytes(rows, 0, out, RECORD_HASH_SIZE));
    db_free(rows);
}

// A drive to that meeting, approved and paid at 45p.
static struct body_claim *drive(const char *code, const struct policy *policy, int64_t before,
                                int64_t pence)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct body_attendance_arrived there;
    struct body_attendance_left left = {.by = "person"};

    hall.meeting = find_meeting(code, &hall.start_ms, &hall.end_ms);
    there = hall_arrival(&hall, 0);
    hall_fill_claim(&hall, &there, 0, claim);
    claim->cash_today = false;
    str_copy(claim->policy, sizeof claim->policy, "hmrc-linked");
    hash_current("hmrc-linked", claim->policy_hash);
    fill_miles(&claim->facts, 12300, before);
    assess(policy, &claim->facts, &claim->outcome);
    left.attendance = there.attendance;
    left.at_ms = hall.end_ms;
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record(&hall, RECORD_CLAIM_MADE, claim);
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    send();
    assert_true(now(claim).same_pence);
    approve(claim, 0, pence);
    pay(claim, "2026-05-15");
    return claim;
}

// As it was known until 21 May 2026: 45p on and on.
static void put_old_rates(struct policy *out)
{
    struct bytes json = {0};
    char *row;
    struct err err;

    read_shipped(&json, "hmrc-linked");
    row = strstr(after(&json, "\"from\": \"2026-04-06\""), "\"mileage_car\": [550");
    assert_non_null(row);
    write_over(row, "\"mileage_car\": [450");
    put_file("hmrc-linked.json", &json);
    check_ok(policy_read(out, bytes_text(&json), json.length, "hmrc-linked", &err), &err);
    bytes_clear(&json);
    adopt();
}

static void test_adopt__hmrc_change_of_2026_reaches_back_to_6_april_and_no_further(void **state)
{
    static const char meetings[] =
        "meeting_code,public_title,start,end,venue,type,policy,workstream,invited\n"
        "H1,Spring group,2026-04-05 10:00,2026-04-05 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n"
        "H2,Spring group,2026-04-06 10:00,2026-04-06 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n"
        "H3,Spring group,2026-05-20 10:00,2026-05-20 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n"
        "H4,Spring group,2026-05-21 10:00,2026-05-21 12:00,Hall,agreed_coproduction,hmrc-linked,"
        "W1,M1\n";
    struct policy old;
    struct body_claim *claims[4];
    struct bytes before = {0};
    struct bytes later = {0};
    struct err err;

    (void)state;
    put_old_rates(&old);
    check_ok(hall_import_meetings(&hall, meetings, &err), &err);
    claims[0] = drive("H1", &old, 0, 554);
    claims[1] = drive("H2", &old, 0, 554);
    claims[2] = drive("H3", &old, 9990000, 508);  // 10 miles below the threshold, 2.3 above
    claims[3] = drive("H4", &old, 10000000, 308); // all of it above
    read_settled(&before);
    put_policy("hmrc-linked", "\"id\"", ""); // as it ships
    adopt();
    check_state(claims[0], "paid");
    check_change(claims[1], "A1 of X1 expense.mileage_car 123 because policy from 2026-04-06");
    check_change(claims[2], "A1 of X1 expense.mileage_car 100 because policy from 2026-04-06");
    check_state(claims[3], "paid");
    approve(claims[1], 0, 123);
    approve(claims[2], 0, 100);
    pay(claims[1], "2026-05-29");
    pay(claims[2], "2026-05-29");
    read_settled(&later);
    assert_string_equal(bytes_text(&before), bytes_text(&later));
    check_whole();
    bytes_clear(&before);
    bytes_clear(&later);
    for (size_t i = 0; i < 4; i++)
        free(claims[i]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_hall, close_hall)
    const struct CMUnitTest tests[] = {
        TEST(test_adopt__a_new_rate_for_days_already_paid_is_an_adjustment_that_waits),
        TEST(test_adopt__the_same_files_again_make_nothing),
        TEST(test_adopt__a_file_that_is_no_policy_changes_nothing),
        TEST(test_adopt__two_files_of_one_policy_are_refused),
        TEST(test_adopt__a_claim_not_approved_yet_simply_comes_to_other_pence),
        TEST(test_adopt__a_lower_rate_takes_off_what_is_approved_and_not_paid),
        TEST(test_adopt__money_that_was_paid_is_never_taken_back_by_itself),
        TEST(test_adopt__two_ledgers_are_never_set_against_each_other),
        TEST(test_adopt__a_second_change_builds_on_the_first),
        TEST(test_adopt__kiosks_are_told_of_later_payments_apart),
        TEST(test_adopt__rates_of_other_days_leave_a_claim_alone),
        TEST(test_adopt__presence_corrected_after_approval_is_an_adjustment),
        TEST(test_adopt__withdrawn_after_approval_waits_for_a_person),
        TEST(test_adopt__a_ticket_paid_twice_waits_for_a_person),
        TEST(test_adopt__one_closing_tells_of_every_claim_it_concerns),
        TEST(test_adopt__a_version_that_can_no_longer_be_read_takes_no_claim_away),
        cmocka_unit_test(test_adopt__approvals_from_before_adjustments_are_kept_as_they_were),
        TEST(test_adopt__hmrc_change_of_2026_reaches_back_to_6_april_and_no_further),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
