// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/clerk.h"

#include <stdlib.h>
#include <string.h>

#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

struct db *db;
struct id log_id;
struct id meeting;
struct id person;
struct id attendance;
struct id claim_id;
struct id tin;

int set_up(void **state)
{
    const char *const schemas[] = {log_schema_sql,          books_schema_sql,  books_completed_sql,
                                   books_completed_log_sql, books_closing_sql, books_left_sql};
    struct err err;

    (void)state;
    log_id = id_new();
    meeting = id_new();
    person = id_new();
    attendance = id_new();
    claim_id = id_new();
    tin = id_new();
    return keys_start(&err) && db_open(&db, ":memory:", schemas, 6, &err) ? 0 : -1;
}

int tear_down(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

// As a kiosk does it: into the log and the books, or into neither.
bool say_at(struct id where, enum record_kind kind, const void *body, struct err *err)
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

void must(enum record_kind kind, const void *body)
{
    struct err err;

    check_ok(say(kind, body, &err), &err);
}

void said_before(enum record_kind kind, const void *body)
{
    struct bytes json = {0};
    bool appended;
    struct err err;

    body_write(kind, body, &json);
    check_ok(db_begin(db, &err), &err);
    check_ok(db_end(db,
                    log_append(db, log_id,
                               &(struct log_entry){.kind = kind,
                                                   .meeting_id = meeting,
                                                   .body = bytes_text(&json),
                                                   .body_length = json.length},
                               &appended, &err),
                    &err),
             &err);
    bytes_clear(&json);
}

// Refused, and the books are as they were.
void must_not(enum record_kind kind, const void *body, enum err_kind why)
{
    uint8_t before[RECORD_HASH_SIZE];
    uint8_t after[RECORD_HASH_SIZE];
    struct err err;

    check_ok(books_digest(db, before, &err), &err);
    check_fails(say(kind, body, &err), &err, why);
    check_ok(books_digest(db, after, &err), &err);
    assert_memory_equal(before, after, sizeof before);
}

void arrive(struct id whose, struct id as)
{
    struct body_attendance_arrived body = {
        .attendance = as, .person = whose, .as = "participant", .how = "card", .at_ms = 1000};

    must(RECORD_ATTENDANCE_ARRIVED, &body);
}

struct body_claim *new_claim(struct id id, int64_t number, int64_t pence)
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

void claim_for(struct id id, int64_t number, int64_t pence, struct id whose)
{
    struct body_claim *claim = new_claim(id, number, pence);

    claim->person = whose;
    must(RECORD_CLAIM_MADE, claim);
    free(claim);
}

void open_float(int64_t pence)
{
    struct body_float body = {.float_id = tin, .pence = pence};

    must(RECORD_FLOAT_OPENED, &body);
}

struct body_cash cash(struct id claim, int64_t pence)
{
    return (struct body_cash){.payment = id_new(),
                              .claim = claim,
                              .float_id = tin,
                              .pence = pence,
                              .payer = {{9}},
                              .confirmed = "person"};
}

int64_t in_float(void)
{
    struct books_float held;
    struct err err;

    check_ok(books_get_float(db, meeting, &held, &err), &err);
    return held.pence;
}

void check_sum(void)
{
    int64_t sum;
    struct err err;

    check_ok(books_sum(db, &sum, &err), &err);
    assert_int_equal(sum, 0);
}

void check_rebuilt(void)
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
