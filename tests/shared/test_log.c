// SPDX-License-Identifier: Apache-2.0
#include "shared/log.h"

#include <string.h>

#include "shared/keys.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/shared/chain.h"
#include "tests/shared/sample.h"

static struct chain chain;

static int open_chain(void **state)
{
    (void)state;
    chain_open(&chain);
    return 0;
}

static int close_chain(void **state)
{
    (void)state;
    chain_close(&chain);
    return 0;
}

static struct log_entry entry(struct id op_id, const char *body)
{
    return (struct log_entry){op_id, RECORD_CASH_PAID, sample_id(0x3E), body, strlen(body)};
}

static void test_log__begins_with_nothing(void **state)
{
    static const uint8_t zeros[RECORD_HASH_SIZE];
    struct log_head head = chain_head(&chain, chain.ours);
    struct envelope_batch batch;
    struct bytes raw = {0};
    uint8_t hash[RECORD_HASH_SIZE];
    struct err err;

    (void)state;
    assert_true(id_equal(head.log_id, chain.ours));
    assert_int_equal(head.seq, 0);
    assert_memory_equal(head.hash, zeros, sizeof zeros);
    check_ok(log_batch(chain.db, chain.ours, 0, &batch, &err), &err);
    assert_int_equal(batch.count, 0);
    envelope_batch_clear(&batch);
    check_ok(log_hash_at(chain.db, chain.ours, 0, hash, &err), &err);
    assert_memory_equal(hash, zeros, sizeof zeros);
    check_fails(log_hash_at(chain.db, chain.ours, 1, hash, &err), &err, ERR_NOT_FOUND);
    check_fails(log_read(chain.db, chain.ours, 1, &raw, &err), &err, ERR_NOT_FOUND);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
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
    chain_append_some(&chain, 1);
    head = chain_head(&chain, chain.ours);
    chain_append(&chain, &what, true);
    check_ok(log_read(chain.db, chain.ours, 2, &raw, &err), &err);
    check_ok(record_read(&record, raw.data, raw.length, &err), &err);
    assert_true(id_equal(record.log_id, chain.ours));
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
    head = chain_head(&chain, chain.ours);
    record_hash(hash, raw.data, raw.length);
    assert_int_equal(head.seq, 2);
    assert_memory_equal(head.hash, hash, sizeof hash);
    check_ok(log_hash_at(chain.db, chain.ours, 2, hash, &err), &err);
    assert_memory_equal(head.hash, hash, sizeof hash);
    bytes_clear(&raw);
}

static void test_log__append_gives_each_its_own_operation(void **state)
{
    int64_t operations;
    struct err err;

    (void)state;
    chain_append_some(&chain, 2);
    check_ok(db_number(chain.db, &operations, "SELECT count(DISTINCT op_id) FROM record", DB_NONE,
                       0, &err),
             &err);
    assert_int_equal(operations, 2);
}

static void test_log__the_same_operation_is_appended_once(void **state)
{
    struct log_entry what = entry(sample_id(0x55), "{\"pence\":420}");

    (void)state;
    chain_append(&chain, &what, true);
    chain_append_some(&chain, 1);
    chain_append(&chain, &what, false);
    assert_int_equal(chain_head(&chain, chain.ours).seq, 2);
}

static void test_log__an_operation_with_other_content_is_a_conflict(void **state)
{
    struct log_entry what = entry(sample_id(0x55), "{\"pence\":420}");
    struct log_entry others[] = {what, what, what, what};
    bool appended = true;
    struct err err;

    (void)state;
    chain_append(&chain, &what, true);
    others[0].body = "{\"pence\":421}";
    others[1].kind = RECORD_CASH_RETURNED;
    others[2].meeting_id = sample_id(0x3F);
    others[3].body_length = 12;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        check_fails(log_append(chain.db, chain.ours, &others[i], &appended, &err), &err,
                    ERR_CONFLICT);
    assert_true(appended);
    assert_int_equal(chain_head(&chain, chain.ours).seq, 1);
}

// --- sending ---

static struct envelope_batch batch_after(int64_t after)
{
    struct envelope_batch batch;
    struct err err;

    check_ok(log_batch(chain.db, chain.ours, after, &batch, &err), &err);
    return batch;
}

static void test_log__batch_ends_at_so_many_records(void **state)
{
    struct envelope_batch batch;

    (void)state;
    chain_append_some(&chain, ENVELOPE_RECORDS + 3);
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

        chain_append(&chain, &what, true);
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
    chain_append_some(&chain, 3);
    batch = batch_after(1);
    envelope_seal(&batch, &kiosk, (const uint8_t(*)[KEYS_PUBLIC_SIZE])server.seal_public, 1,
                  &sealed);
    check_ok(envelope_open(&envelope, sealed.data, sealed.length, &server, &err), &err);
    check_ok(envelope_verify(&envelope, kiosk.sign_public, &got, &err), &err);
    chain_run(&chain, "DELETE FROM record WHERE seq > 1");
    reader = (struct bytes_reader){got.records.data, got.records.length};
    while (envelope_batch_next(&reader, &raw, &length)) {
        enum log_outcome outcome;

        check_ok(log_store(chain.db, raw, length, &outcome, &err), &err);
        assert_int_equal(outcome, LOG_STORED);
    }
    assert_int_equal(chain_head(&chain, chain.ours).seq, 3);
    envelope_batch_clear(&got);
    envelope_batch_clear(&batch);
    envelope_clear(&envelope);
    bytes_clear(&sealed);
}

// --- the books' operations ---

static void test_log__an_operation_has_its_effect_once(void **state)
{
    struct record record = sample_record(chain.ours, 1, NULL, "{\"pence\":420}");
    bool first = false;
    struct err err;

    (void)state;
    check_ok(log_claim_operation(chain.db, &record, &first, &err), &err);
    assert_true(first);
    // A tail that is offered again stands elsewhere, at another time, and is the same act.
    record.log_id = sample_id(0x99);
    record.seq = 7;
    record.wall_ms += 5000;
    check_ok(log_claim_operation(chain.db, &record, &first, &err), &err);
    assert_false(first);
}

static void test_log__an_operation_never_has_a_second_effect(void **state)
{
    struct record record = sample_record(chain.ours, 1, NULL, "{\"pence\":420}");
    struct record others[] = {record, record, record};
    bool first = false;
    struct err err;

    (void)state;
    check_ok(log_claim_operation(chain.db, &record, &first, &err), &err);
    others[0].body = "{\"pence\":421}";
    others[1].kind = RECORD_CASH_RETURNED;
    others[2].meeting_id = sample_id(0x3F);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        check_fails(log_claim_operation(chain.db, &others[i], &first, &err), &err, ERR_CONFLICT);
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
    check_ok(log_append(chain.db, chain.ours, &back, &appended, &err), &err);
    check_ok(log_append(chain.db, theirs, &paid, &appended, &err), &err);
    check_ok(log_append(chain.db, theirs, &down, &appended, &err), &err);
    check_ok(log_append(chain.db, chain.ours, &paid, &appended, &err), &err);
    check_ok(log_append(chain.db, theirs, &back, &appended, &err), &err);
    check_ok(log_each_effect(chain.db, RECORD_KIOSK_CONFIGURED, note_kind, seen, &err), &err);
    assert_string_equal(seen, "bab");
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
    chain_append_some(&chain, 3);
    check_ok(log_each(chain.db, chain.ours, 1, sum_up, &sum, &err), &err);
    assert_int_equal(sum, 23);
    chain_append_some(&chain, 2);
    sum = 0;
    check_fails(log_each(chain.db, chain.ours, 0, sum_up, &sum, &err), &err, ERR_CONFLICT);
    assert_int_equal(sum, 1234);
    assert_string_equal(err.text, "enough");
}

#define WITH_CHAIN(name) cmocka_unit_test_setup_teardown(name, open_chain, close_chain)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CHAIN(test_log__begins_with_nothing),
        WITH_CHAIN(test_log__append_fills_in_place_and_time),
        WITH_CHAIN(test_log__append_gives_each_its_own_operation),
        WITH_CHAIN(test_log__the_same_operation_is_appended_once),
        WITH_CHAIN(test_log__an_operation_with_other_content_is_a_conflict),
        WITH_CHAIN(test_log__batch_ends_at_so_many_records),
        WITH_CHAIN(test_log__batch_ends_at_so_many_bytes),
        WITH_CHAIN(test_log__a_batch_goes_through_an_envelope_into_another_log),
        WITH_CHAIN(test_log__an_operation_has_its_effect_once),
        WITH_CHAIN(test_log__an_operation_never_has_a_second_effect),
        WITH_CHAIN(test_log__effects_come_in_the_order_they_arrived_and_once),
        WITH_CHAIN(test_log__each_goes_in_order_and_passes_on_a_refusal),
    };
    struct err err;

    return keys_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
