// SPDX-License-Identifier: Apache-2.0
#include "shared/log.h"

#include <string.h>

#include "shared/keys.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

static const char SQL_COUNT[] = "SELECT count(*) FROM record WHERE log_id = $1";

static struct db *db;
static struct id ours;

static int open_db(void **state)
{
    const char *schemas[] = {log_schema_sql, "CREATE TABLE kept AS SELECT * FROM record"};
    struct err err;

    (void)state;
    ours = sample_id(0x10);
    if (!db_open(&db, ":memory:", schemas, 2, &err) || !db_begin(db, &err)) {
        print_error("%s\n", err.text);
        return -1;
    }
    return 0;
}

static int close_db(void **state)
{
    struct err err;

    (void)state;
    db_end(db, false, &err);
    db_close(db);
    return 0;
}

static void run(const char *sql)
{
    struct err err;

    check_ok(db_exec(db, sql, DB_NONE, &err), &err);
}

static int64_t count_rows(struct id log_id)
{
    struct err err;
    int64_t count;

    check_ok(db_number(db, &count, SQL_COUNT, DB_ARGS(db_id(&log_id)), -1, &err), &err);
    return count;
}

static struct log_entry entry(struct id op_id, const char *body)
{
    return (struct log_entry){op_id, RECORD_CASH_PAID, sample_id(0x3E), body, strlen(body)};
}

static void append(const struct log_entry *what, bool expected)
{
    struct err err;
    bool appended = !expected;

    check_ok(log_append(db, ours, what, &appended, &err), &err);
    assert_int_equal(appended, expected);
}

static void append_some(int count)
{
    for (int i = 0; i < count; i++) {
        struct log_entry what = entry((struct id){{0}}, "{\"pence\":420}");

        append(&what, true);
    }
}

static struct log_head head_of(struct id log_id)
{
    struct log_head head;
    struct err err;

    check_ok(log_head(db, log_id, &head, &err), &err);
    return head;
}

static void test_log__begins_with_nothing(void **state)
{
    static const uint8_t zeros[RECORD_HASH_SIZE];
    struct log_head head = head_of(ours);
    struct envelope_batch batch;
    struct bytes raw = {0};
    uint8_t hash[RECORD_HASH_SIZE];
    struct err err;

    (void)state;
    assert_true(id_equal(head.log_id, ours));
    assert_int_equal(head.seq, 0);
    assert_memory_equal(head.hash, zeros, sizeof zeros);
    check_ok(log_batch(db, ours, 0, &batch, &err), &err);
    assert_int_equal(batch.count, 0);
    envelope_batch_clear(&batch);
    check_ok(log_hash_at(db, ours, 0, hash, &err), &err);
    assert_memory_equal(hash, zeros, sizeof zeros);
    check_fails(log_hash_at(db, ours, 1, hash, &err), &err, ERR_NOT_FOUND);
    check_fails(log_read(db, ours, 1, &raw, &err), &err, ERR_NOT_FOUND);
    check_ok(log_verify(db, ours, &head, &err), &err);
    assert_int_equal(head.seq, 0);
}

static void test_log__append_fills_in_place_and_time(void **state)
{
    struct log_entry what = entry(sample_id(0x55), "{\"pence\":420}");
    struct bytes raw = {0};
    struct record record;
    struct log_head head;
    uint8_t hash[RECORD_HASH_SIZE];
    char today[WHEN_DATE_SIZE];
    struct err err;

    (void)state;
    append_some(1);
    head = head_of(ours);
    append(&what, true);
    check_ok(log_read(db, ours, 2, &raw, &err), &err);
    check_ok(record_read(&record, raw.data, raw.length, &err), &err);
    assert_true(id_equal(record.log_id, ours));
    assert_int_equal(record.seq, 2);
    assert_memory_equal(record.prev_hash, head.hash, sizeof head.hash);
    assert_true(id_equal(record.op_id, what.op_id));
    assert_true(id_equal(record.meeting_id, what.meeting_id));
    assert_int_equal(record.kind, RECORD_CASH_PAID);
    assert_int_equal(record.schema, 1);
    assert_true(when_now_ms() - record.wall_ms < 60000);
    assert_true(when_monotonic_ms() - record.monotonic_ms < 60000);
    when_local_date(today, record.wall_ms);
    assert_string_equal(record.local_date, today);
    assert_memory_equal(record.body, what.body, what.body_length);
    head = head_of(ours);
    record_hash(hash, raw.data, raw.length);
    assert_int_equal(head.seq, 2);
    assert_memory_equal(head.hash, hash, sizeof hash);
    check_ok(log_hash_at(db, ours, 2, hash, &err), &err);
    assert_memory_equal(head.hash, hash, sizeof hash);
    bytes_clear(&raw);
}

static void test_log__append_gives_each_its_own_operation(void **state)
{
    int64_t operations;
    struct err err;

    (void)state;
    append_some(2);
    check_ok(
        db_number(db, &operations, "SELECT count(DISTINCT op_id) FROM record", DB_NONE, 0, &err),
        &err);
    assert_int_equal(operations, 2);
}

static void test_log__the_same_operation_is_appended_once(void **state)
{
    struct log_entry what = entry(sample_id(0x55), "{\"pence\":420}");

    (void)state;
    append(&what, true);
    append_some(1);
    append(&what, false);
    assert_int_equal(head_of(ours).seq, 2);
}

static void test_log__an_operation_with_other_content_is_a_conflict(void **state)
{
    struct log_entry what = entry(sample_id(0x55), "{\"pence\":420}");
    struct log_entry others[] = {what, what, what, what};
    bool appended = true;
    struct err err;

    (void)state;
    append(&what, true);
    others[0].body = "{\"pence\":421}";
    others[1].kind = RECORD_CASH_RETURNED;
    others[2].meeting_id = sample_id(0x3F);
    others[3].body_length = 12;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        check_fails(log_append(db, ours, &others[i], &appended, &err), &err, ERR_CONFLICT);
    assert_true(appended);
    assert_int_equal(head_of(ours).seq, 1);
}

// --- storing what was sent ---

// Record `seq` of some history of our log, of which the body says which. prev is the hash before,
// and becomes this one's.
static struct bytes next_record(int64_t seq, uint8_t prev[static RECORD_HASH_SIZE],
                                const char *body)
{
    struct record record = sample_record(ours, seq, seq > 1 ? prev : NULL, body);
    struct bytes raw = {0};

    record_write(&record, &raw);
    record_hash(prev, raw.data, raw.length);
    return raw;
}

static void store(const struct bytes *raw, enum log_outcome expected)
{
    enum log_outcome outcome = (enum log_outcome)99;
    struct err err;

    check_ok(log_store(db, raw->data, raw->length, &outcome, &err), &err);
    assert_int_equal(outcome, expected);
}

// Stores `count` records after `seq`, all with that body; prev as in next_record.
static void store_run(int64_t seq, int count, uint8_t prev[static RECORD_HASH_SIZE],
                      const char *body, enum log_outcome expected)
{
    for (int i = 1; i <= count; i++) {
        struct bytes raw = next_record(seq + i, prev, body);

        store(&raw, expected);
        bytes_clear(&raw);
    }
}

static void test_log__store_keeps_what_follows_byte_for_byte(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct bytes first = next_record(1, prev, "{}");
    struct bytes second = next_record(2, prev, "{ \"spaces\" : 1 }");
    struct bytes raw = {0};
    struct log_head head;
    struct err err;

    (void)state;
    store(&first, LOG_STORED);
    store(&second, LOG_STORED);
    check_ok(log_read(db, ours, 2, &raw, &err), &err);
    assert_int_equal(raw.length, second.length);
    assert_memory_equal(raw.data, second.data, raw.length);
    check_ok(log_verify(db, ours, &head, &err), &err);
    assert_int_equal(head.seq, 2);
    assert_memory_equal(head.hash, prev, sizeof prev);
    bytes_clear(&raw);
    bytes_clear(&first);
    bytes_clear(&second);
}

static void test_log__store_knows_what_it_has(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];

    (void)state;
    store_run(0, 3, prev, "{}", LOG_STORED);
    store_run(0, 3, prev, "{}", LOG_KNOWN);
    store_run(3, 1, prev, "{}", LOG_STORED);
    assert_int_equal(count_rows(ours), 4);
}

static void test_log__store_leaves_out_what_comes_after_a_gap(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct bytes first = next_record(1, prev, "{}");
    struct bytes second = next_record(2, prev, "{}");
    struct bytes third = next_record(3, prev, "{}");

    (void)state;
    store(&second, LOG_GAP);
    store(&first, LOG_STORED);
    store(&third, LOG_GAP);
    assert_int_equal(count_rows(ours), 1);
    store(&second, LOG_STORED);
    store(&third, LOG_STORED);
    bytes_clear(&first);
    bytes_clear(&second);
    bytes_clear(&third);
}

// It points at our head, and says it stands elsewhere.
static void test_log__a_record_out_of_its_place_is_not_our_next(void **state)
{
    uint8_t chain[RECORD_HASH_SIZE];
    uint8_t prev[RECORD_HASH_SIZE];

    (void)state;
    store_run(0, 3, chain, "{}", LOG_STORED);
    memcpy(prev, chain, sizeof prev);
    store_run(8, 1, prev, "{}", LOG_GAP);
    memcpy(prev, chain, sizeof prev);
    store_run(1, 1, prev, "{}", LOG_FORKED);
    assert_int_equal(head_of(ours).seq, 3);
}

static void test_log__a_fork_is_kept_once_on_a_branch(void **state)
{
    uint8_t chain[RECORD_HASH_SIZE];
    uint8_t clone[RECORD_HASH_SIZE];
    struct log_head before;
    struct log_head head;
    int64_t branches;
    struct err err;

    (void)state;
    store_run(0, 2, chain, "{}", LOG_STORED);
    memcpy(clone, chain, sizeof clone);
    store_run(2, 2, chain, "{}", LOG_STORED);
    before = head_of(ours);
    for (int twice = 0; twice < 2; twice++) {
        uint8_t again[RECORD_HASH_SIZE];

        memcpy(again, clone, sizeof again);
        store_run(2, 2, again, "{\"clone\":1}", LOG_FORKED);
        assert_int_equal(count_rows(ours), 6);
    }
    head = head_of(ours);
    assert_int_equal(head.seq, 4);
    assert_memory_equal(head.hash, before.hash, sizeof head.hash);
    check_ok(
        db_number(db, &branches, "SELECT count(DISTINCT branch) FROM record", DB_NONE, 0, &err),
        &err);
    assert_int_equal(branches, 2);
    check_ok(log_verify(db, ours, &head, &err), &err);
    assert_int_equal(head.seq, 4);
    // The chain goes on as if nothing had been.
    store_run(4, 1, chain, "{}", LOG_STORED);
}

// The clone went further than we did: nothing of what it says may be lost (reliability.md R7).
static void test_log__a_fork_longer_than_the_chain_is_kept_to_its_end(void **state)
{
    uint8_t chain[RECORD_HASH_SIZE];
    uint8_t clone[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    store_run(0, 2, chain, "{}", LOG_STORED);
    memcpy(clone, chain, sizeof clone);
    store_run(2, 1, chain, "{}", LOG_STORED);
    store_run(2, 6, clone, "{\"clone\":1}", LOG_FORKED);
    assert_int_equal(count_rows(ours), 9);
    assert_int_equal(head_of(ours).seq, 3);
    check_ok(log_verify(db, ours, &head, &err), &err);
    store_run(3, 6, chain, "{}", LOG_STORED);
    check_ok(log_verify(db, ours, &head, &err), &err);
    assert_int_equal(head.seq, 9);
}

static void test_log__a_fork_of_a_fork_is_a_branch_of_its_own(void **state)
{
    uint8_t chain[RECORD_HASH_SIZE];
    uint8_t first[RECORD_HASH_SIZE];
    uint8_t second[RECORD_HASH_SIZE];
    struct log_head head;
    int64_t branches;
    struct err err;

    (void)state;
    store_run(0, 1, chain, "{}", LOG_STORED);
    memcpy(first, chain, sizeof first);
    store_run(1, 1, chain, "{}", LOG_STORED);
    store_run(1, 3, first, "{\"clone\":1}", LOG_FORKED);
    memcpy(second, first, sizeof second);
    store_run(4, 2, first, "{\"clone\":1}", LOG_FORKED);
    store_run(4, 2, second, "{\"clone\":2}", LOG_FORKED);
    check_ok(db_number(db, &branches, "SELECT max(branch) FROM record", DB_NONE, 0, &err), &err);
    assert_int_equal(branches, 2);
    assert_int_equal(count_rows(ours), 9);
    check_ok(log_verify(db, ours, &head, &err), &err);
    assert_int_equal(head.seq, 2);
}

// Right place, wrong past: what the sender has before it is not what we have.
static void test_log__a_record_after_another_past_is_a_fork(void **state)
{
    uint8_t chain[RECORD_HASH_SIZE];
    uint8_t elsewhere[RECORD_HASH_SIZE] = {9, 9, 9};

    (void)state;
    store_run(0, 2, chain, "{}", LOG_STORED);
    store_run(2, 2, elsewhere, "{}", LOG_FORKED);
    assert_int_equal(head_of(ours).seq, 2);
    assert_int_equal(count_rows(ours), 4);
}

static void test_log__store_refuses_what_is_no_record(void **state)
{
    enum log_outcome outcome = LOG_GAP;
    struct err err;

    (void)state;
    check_fails(log_store(db, (const uint8_t *)"DREC", 4, &outcome, &err), &err, ERR_INVALID);
    assert_int_equal(outcome, LOG_GAP);
}

static void test_log__logs_do_not_mix(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    store_run(0, 3, prev, "{}", LOG_STORED);
    ours = sample_id(0x11);
    store_run(0, 2, prev, "{}", LOG_STORED);
    assert_int_equal(head_of(sample_id(0x10)).seq, 3);
    assert_int_equal(head_of(sample_id(0x11)).seq, 2);
    check_ok(log_verify(db, sample_id(0x10), &head, &err), &err);
    check_ok(log_verify(db, sample_id(0x11), &head, &err), &err);
}

// --- sending ---

static struct envelope_batch batch_after(int64_t after)
{
    struct envelope_batch batch;
    struct err err;

    check_ok(log_batch(db, ours, after, &batch, &err), &err);
    return batch;
}

static void test_log__batch_ends_at_so_many_records(void **state)
{
    struct envelope_batch batch;

    (void)state;
    append_some(ENVELOPE_RECORDS + 3);
    batch = batch_after(0);
    assert_int_equal(batch.from, 1);
    assert_int_equal(batch.count, ENVELOPE_RECORDS);
    envelope_batch_clear(&batch);
    batch = batch_after(ENVELOPE_RECORDS);
    assert_int_equal(batch.from, ENVELOPE_RECORDS + 1);
    assert_int_equal(batch.count, 3);
    envelope_batch_clear(&batch);
}

static void test_log__batch_ends_at_so_many_bytes(void **state)
{
    char body[RECORD_BODY_MAX + 1] = "";
    struct envelope_batch batch;

    (void)state;
    memset(body, ' ', RECORD_BODY_MAX);
    for (int i = 0; i < 17; i++) {
        struct log_entry what = entry((struct id){{0}}, body);

        append(&what, true);
    }
    batch = batch_after(0);
    assert_int_equal(batch.count, 15); // sixteen would be 256 KiB and their headers
    assert_true(batch.records.length <= ENVELOPE_BYTES);
    envelope_batch_clear(&batch);
    batch = batch_after(15);
    assert_int_equal(batch.count, 2);
    envelope_batch_clear(&batch);
}

// What one end appends the other stores, and both then say the same.
static void test_log__a_batch_goes_through_an_envelope_into_another_log(void **state)
{
    struct keys kiosk = sample_keys(1);
    struct keys server = sample_keys(2);
    struct envelope_batch batch;
    struct envelope_batch got;
    struct envelope envelope;
    struct bytes sealed = {0};
    struct bytes_reader reader;
    const uint8_t *raw;
    size_t length;
    struct err err;

    (void)state;
    append_some(3);
    batch = batch_after(1);
    envelope_seal(&batch, &kiosk, (const uint8_t(*)[KEYS_PUBLIC_SIZE])server.seal_public, 1,
                  &sealed);
    check_ok(envelope_open(&envelope, sealed.data, sealed.length, &server, &err), &err);
    check_ok(envelope_verify(&envelope, kiosk.sign_public, &got, &err), &err);
    run("DELETE FROM record WHERE seq > 1");
    reader = (struct bytes_reader){got.records.data, got.records.length};
    while (envelope_batch_next(&reader, &raw, &length)) {
        enum log_outcome outcome;

        check_ok(log_store(db, raw, length, &outcome, &err), &err);
        assert_int_equal(outcome, LOG_STORED);
    }
    assert_int_equal(head_of(ours).seq, 3);
    envelope_batch_clear(&got);
    envelope_batch_clear(&batch);
    envelope_clear(&envelope);
    bytes_clear(&sealed);
}

// --- the books' operations ---

static void test_log__an_operation_has_its_effect_once(void **state)
{
    struct record record = sample_record(ours, 1, NULL, "{\"pence\":420}");
    bool first = false;
    struct err err;

    (void)state;
    check_ok(log_claim_operation(db, &record, &first, &err), &err);
    assert_true(first);
    // A tail that is offered again stands elsewhere, at another time, and is the same act.
    record.log_id = sample_id(0x99);
    record.seq = 7;
    record.wall_ms += 5000;
    check_ok(log_claim_operation(db, &record, &first, &err), &err);
    assert_false(first);
}

static void test_log__an_operation_never_has_a_second_effect(void **state)
{
    struct record record = sample_record(ours, 1, NULL, "{\"pence\":420}");
    struct record others[] = {record, record, record};
    bool first = false;
    struct err err;

    (void)state;
    check_ok(log_claim_operation(db, &record, &first, &err), &err);
    others[0].body = "{\"pence\":421}";
    others[1].kind = RECORD_CASH_RETURNED;
    others[2].meeting_id = sample_id(0x3F);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        check_fails(log_claim_operation(db, &others[i], &first, &err), &err, ERR_CONFLICT);
    assert_true(first);
}

// --- effects ---

static bool note_kind(const struct record *record, void *context, struct err *err)
{
    char *seen = context;

    (void)err;
    seen[strlen(seen)] = (char)('a' + (int)record->kind - RECORD_CASH_PAID);
    return true;
}

// Two logs by turns, and one act that stands in both: once, where it first came.
static void test_log__effects_come_in_the_order_they_arrived_and_once(void **state)
{
    struct log_entry paid = {
        .op_id = id_new(), .kind = RECORD_CASH_PAID, .body = "{}", .body_length = 2};
    struct log_entry back = {.kind = RECORD_CASH_RETURNED, .body = "{}", .body_length = 2};
    struct log_entry down = {.kind = RECORD_PAYMENT_MADE, .body = "{}", .body_length = 2};
    struct id theirs = sample_id(0x01); // sorts before ours
    char seen[8] = "";
    bool appended;
    struct err err;

    (void)state;
    check_ok(log_append(db, ours, &back, &appended, &err), &err);
    check_ok(log_append(db, theirs, &paid, &appended, &err), &err);
    check_ok(log_append(db, theirs, &down, &appended, &err), &err);
    check_ok(log_append(db, ours, &paid, &appended, &err), &err);
    check_ok(log_append(db, theirs, &back, &appended, &err), &err);
    check_ok(log_each_effect(db, RECORD_KIOSK_CONFIGURED, note_kind, seen, &err), &err);
    assert_string_equal(seen, "bab");
}

// --- tampering ---

static const char *const tampering[] = {
    "DELETE FROM record WHERE seq = 1",
    "DELETE FROM record WHERE seq = 3",
    "UPDATE record SET raw = CAST(replace(CAST(raw AS TEXT), '420', '920') AS BLOB) WHERE seq = 3",
    "UPDATE record SET raw = x'' WHERE seq = 3",
    "UPDATE record SET raw = (SELECT raw FROM record WHERE seq = 4) WHERE seq = 3",
    ("UPDATE record SET raw = (SELECT raw FROM record WHERE seq = 4), "
     "hash = (SELECT hash FROM record WHERE seq = 4) WHERE seq = 3"),
    "UPDATE record SET hash = x'00' WHERE seq = 3",
    "UPDATE record SET hash = zeroblob(32) WHERE seq = 5",
    "UPDATE record SET op_id = zeroblob(16) WHERE seq = 3",
    "UPDATE record SET op_id = (SELECT op_id FROM record WHERE seq = 4) WHERE seq = 3",
    "UPDATE record SET kind = 71 WHERE seq = 5",
    "UPDATE record SET meeting_id = NULL WHERE seq = 3",
    "UPDATE record SET meeting_id = x'01' WHERE seq = 3",
    "UPDATE record SET meeting_id = zeroblob(16) WHERE seq = 3",
    "UPDATE record SET meeting_id = x'01' WHERE seq = 6",
    "UPDATE record SET seq = 9 WHERE seq = 6",
    "UPDATE record SET seq = 9 WHERE seq = 3",
    "UPDATE record SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4)",
    "UPDATE record SET branch = 7 WHERE seq = 3",
    "UPDATE record SET branch = -1 WHERE seq <= 3",
    "UPDATE record SET log_id = zeroblob(16) WHERE seq = 3",
    ("INSERT INTO record SELECT log_id, 7, branch, hash, op_id, kind, meeting_id, raw, 99 "
     "FROM record WHERE seq = 6"),
    ("INSERT INTO record SELECT log_id, 3, 1, zeroblob(32), op_id, kind, meeting_id, raw, 99 "
     "FROM record WHERE seq = 3"),
    ("INSERT INTO record SELECT log_id, 4, 1, hash, op_id, kind, meeting_id, raw, 99 "
     "FROM record WHERE seq = 3"),
};

static void test_log__verify_finds_whatever_was_changed(void **state)
{
    struct log_entry no_meeting = {.kind = RECORD_KIOSK_NOTED, .body = "{}", .body_length = 2};
    struct log_head head = {.seq = 42};
    struct err err;

    (void)state;
    append_some(5);
    append(&no_meeting, true);
    run("INSERT INTO kept SELECT * FROM record");
    for (size_t i = 0; i < sizeof tampering / sizeof tampering[0]; i++) {
        run(tampering[i]);
        if (log_verify(db, ours, &head, &err))
            fail_msg("%s", tampering[i]);
        assert_int_equal(err.kind, ERR_INVALID);
        assert_non_null(strstr(err.text, "record "));
        run("DELETE FROM record");
        run("INSERT INTO record SELECT * FROM kept");
    }
    assert_int_equal(head.seq, 42);
    check_ok(log_verify(db, ours, &head, &err), &err);
    assert_int_equal(head.seq, 6);
}

// Whoever writes a record anew, with all its columns, cannot do so unseen by the one after it.
static void test_log__verify_finds_a_record_written_anew(void **state)
{
    static const char sql[] = "UPDATE record SET raw = $1, hash = $2 WHERE seq = 2";
    uint8_t prev[RECORD_HASH_SIZE];
    struct log_head head;
    struct bytes raw;
    struct err err;

    (void)state;
    store_run(0, 1, prev, "{\"pence\":420}", LOG_STORED);
    raw = next_record(2, prev, "{\"pence\":920}");
    memcpy(prev, head_of(ours).hash, sizeof prev);
    store_run(1, 2, prev, "{\"pence\":420}", LOG_STORED);
    record_hash(prev, raw.data, raw.length);
    check_ok(
        db_exec(db, sql, DB_ARGS(db_blob(raw.data, raw.length), db_blob(prev, sizeof prev)), &err),
        &err);
    check_fails(log_verify(db, ours, &head, &err), &err, ERR_INVALID);
    assert_string_equal(err.text, "record 3: the record was changed");
    bytes_clear(&raw);
}

static void test_log__verify_finds_another_logs_records(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    store_run(0, 2, prev, "{}", LOG_STORED);
    run("UPDATE record SET log_id = x'11111111111111111111111111111111'");
    check_fails(log_verify(db, sample_id(0x11), &head, &err), &err, ERR_INVALID);
}

static void test_log__verify_says_where(void **state)
{
    struct log_head head;
    struct err err;

    (void)state;
    append_some(5);
    run("DELETE FROM record WHERE seq = 3");
    check_fails(log_verify(db, ours, &head, &err), &err, ERR_INVALID);
    assert_string_equal(err.text, "record 3: a record is missing or out of its place");
}

static void test_log__verify_finds_a_changed_branch(void **state)
{
    uint8_t chain[RECORD_HASH_SIZE];
    uint8_t clone[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    store_run(0, 1, chain, "{}", LOG_STORED);
    memcpy(clone, chain, sizeof clone);
    store_run(1, 1, chain, "{}", LOG_STORED);
    store_run(1, 3, clone, "{\"clone\":1}", LOG_FORKED);
    check_ok(log_verify(db, ours, &head, &err), &err);
    run("DELETE FROM record WHERE branch = 1 AND seq = 3");
    check_fails(log_verify(db, ours, &head, &err), &err, ERR_INVALID);
}

// Nothing in a chain says how long it is: its head must be compared with one that was signed.
static void test_log__a_cut_tail_shows_in_the_head(void **state)
{
    struct log_head head;
    struct err err;

    (void)state;
    append_some(5);
    run("DELETE FROM record WHERE seq > 3");
    check_ok(log_verify(db, ours, &head, &err), &err);
    assert_int_equal(head.seq, 3);
}

// --- walking ---

static bool sum_up(const struct record *record, void *context, struct err *err)
{
    int64_t *sum = context;

    *sum = *sum * 10 + record->seq;
    return record->seq < 4 || err_set(err, ERR_CONFLICT, "enough");
}

static void test_log__each_goes_in_order_and_passes_on_a_refusal(void **state)
{
    int64_t sum = 0;
    struct err err;

    (void)state;
    append_some(3);
    check_ok(log_each(db, ours, 1, sum_up, &sum, &err), &err);
    assert_int_equal(sum, 23);
    append_some(2);
    sum = 0;
    check_fails(log_each(db, ours, 0, sum_up, &sum, &err), &err, ERR_CONFLICT);
    assert_int_equal(sum, 1234);
    assert_string_equal(err.text, "enough");
}

#define WITH_DB(name) cmocka_unit_test_setup_teardown(name, open_db, close_db)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DB(test_log__begins_with_nothing),
        WITH_DB(test_log__append_fills_in_place_and_time),
        WITH_DB(test_log__append_gives_each_its_own_operation),
        WITH_DB(test_log__the_same_operation_is_appended_once),
        WITH_DB(test_log__an_operation_with_other_content_is_a_conflict),
        WITH_DB(test_log__store_keeps_what_follows_byte_for_byte),
        WITH_DB(test_log__store_knows_what_it_has),
        WITH_DB(test_log__store_leaves_out_what_comes_after_a_gap),
        WITH_DB(test_log__a_record_out_of_its_place_is_not_our_next),
        WITH_DB(test_log__a_fork_is_kept_once_on_a_branch),
        WITH_DB(test_log__a_fork_longer_than_the_chain_is_kept_to_its_end),
        WITH_DB(test_log__a_fork_of_a_fork_is_a_branch_of_its_own),
        WITH_DB(test_log__a_record_after_another_past_is_a_fork),
        WITH_DB(test_log__store_refuses_what_is_no_record),
        WITH_DB(test_log__logs_do_not_mix),
        WITH_DB(test_log__batch_ends_at_so_many_records),
        WITH_DB(test_log__batch_ends_at_so_many_bytes),
        WITH_DB(test_log__a_batch_goes_through_an_envelope_into_another_log),
        WITH_DB(test_log__an_operation_has_its_effect_once),
        WITH_DB(test_log__an_operation_never_has_a_second_effect),
        WITH_DB(test_log__effects_come_in_the_order_they_arrived_and_once),
        WITH_DB(test_log__verify_finds_whatever_was_changed),
        WITH_DB(test_log__verify_finds_a_record_written_anew),
        WITH_DB(test_log__verify_finds_another_logs_records),
        WITH_DB(test_log__verify_says_where),
        WITH_DB(test_log__verify_finds_a_changed_branch),
        WITH_DB(test_log__a_cut_tail_shows_in_the_head),
        WITH_DB(test_log__each_goes_in_order_and_passes_on_a_refusal),
    };
    struct err err;

    return keys_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
