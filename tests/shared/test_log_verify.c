// SPDX-License-Identifier: Apache-2.0

/* Whatever was changed in a log is found, and where. */

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

static void test_log_verify__finds_whatever_was_changed(void **state)
{
    struct log_entry no_meeting = {.kind = RECORD_KIOSK_NOTED, .body = "{}", .body_length = 2};
    struct log_head head = {.seq = 42};
    struct err err;

    (void)state;
    chain_append_some(&chain, 5);
    chain_append(&chain, &no_meeting, true);
    chain_run(&chain, "INSERT INTO kept SELECT * FROM record");
    for (size_t i = 0; i < sizeof tampering / sizeof tampering[0]; i++) {
        chain_run(&chain, tampering[i]);
        if (log_verify(chain.db, chain.ours, &head, &err))
            fail_msg("%s", tampering[i]);
        assert_int_equal(err.kind, ERR_INVALID);
        assert_non_null(strstr(err.text, "record "));
        chain_run(&chain, "DELETE FROM record");
        chain_run(&chain, "INSERT INTO record SELECT * FROM kept");
    }
    assert_int_equal(head.seq, 42);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    assert_int_equal(head.seq, 6);
}

// Whoever writes a record anew, with all its columns, cannot do so unseen by the one after it.
static void test_log_verify__finds_a_record_written_anew(void **state)
{
    static const char sql[] = "UPDATE record SET raw = $1, hash = $2 WHERE seq = 2";
    uint8_t prev[RECORD_HASH_SIZE];
    struct log_head head;
    struct bytes raw;
    struct err err;

    (void)state;
    chain_store_run(&chain, 0, 1, prev, "{\"pence\":420}", LOG_STORED);
    raw = chain_next(&chain, 2, prev, "{\"pence\":920}");
    memcpy(prev, chain_head(&chain, chain.ours).hash, sizeof prev);
    chain_store_run(&chain, 1, 2, prev, "{\"pence\":420}", LOG_STORED);
    record_hash(prev, raw.data, raw.length);
    check_ok(db_exec(chain.db, sql,
                     DB_ARGS(db_blob(raw.data, raw.length), db_blob(prev, sizeof prev)), &err),
             &err);
    check_fails(log_verify(chain.db, chain.ours, &head, &err), &err, ERR_INVALID);
    assert_string_equal(err.text, "record 3: the record was changed");
    bytes_clear(&raw);
}

static void test_log_verify__finds_another_logs_records(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    chain_store_run(&chain, 0, 2, prev, "{}", LOG_STORED);
    chain_run(&chain, "UPDATE record SET log_id = x'11111111111111111111111111111111'");
    check_fails(log_verify(chain.db, sample_id(0x11), &head, &err), &err, ERR_INVALID);
}

static void test_log_verify__says_where(void **state)
{
    struct log_head head;
    struct err err;

    (void)state;
    chain_append_some(&chain, 5);
    chain_run(&chain, "DELETE FROM record WHERE seq = 3");
    check_fails(log_verify(chain.db, chain.ours, &head, &err), &err, ERR_INVALID);
    assert_string_equal(err.text, "record 3: a record is missing or out of its place");
}

static void test_log_verify__finds_a_changed_branch(void **state)
{
    uint8_t trunk[RECORD_HASH_SIZE];
    uint8_t clone[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    chain_store_run(&chain, 0, 1, trunk, "{}", LOG_STORED);
    memcpy(clone, trunk, sizeof clone);
    chain_store_run(&chain, 1, 1, trunk, "{}", LOG_STORED);
    chain_store_run(&chain, 1, 3, clone, "{\"clone\":1}", LOG_FORKED);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    chain_run(&chain, "DELETE FROM record WHERE branch = 1 AND seq = 3");
    check_fails(log_verify(chain.db, chain.ours, &head, &err), &err, ERR_INVALID);
}

// Nothing in a chain says how long it is: its head must be compared with one that was signed.
static void test_log_verify__a_cut_tail_shows_in_the_head(void **state)
{
    struct log_head head;
    struct err err;

    (void)state;
    chain_append_some(&chain, 5);
    chain_run(&chain, "DELETE FROM record WHERE seq > 3");
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    assert_int_equal(head.seq, 3);
}

#define WITH_CHAIN(name) cmocka_unit_test_setup_teardown(name, open_chain, close_chain)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CHAIN(test_log_verify__finds_whatever_was_changed),
        WITH_CHAIN(test_log_verify__finds_a_record_written_anew),
        WITH_CHAIN(test_log_verify__finds_another_logs_records),
        WITH_CHAIN(test_log_verify__says_where),
        WITH_CHAIN(test_log_verify__finds_a_changed_branch),
        WITH_CHAIN(test_log_verify__a_cut_tail_shows_in_the_head),
    };
    struct err err;

    return keys_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
