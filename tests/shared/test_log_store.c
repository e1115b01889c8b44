// SPDX-License-Identifier: Apache-2.0

/* Storing what was sent: what follows, gaps, forks, and what is no record. */

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

static const char SQL_COUNT[] = "SELECT count(*) FROM record WHERE log_id = $1";

static int64_t count_rows(struct id log_id)
{
    struct err err;
    int64_t count;

    check_ok(db_number(chain.db, &count, SQL_COUNT, DB_ARGS(db_id(&log_id)), -1, &err), &err);
    return count;
}

static void test_log_store__keeps_what_follows_byte_for_byte(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct bytes first = chain_next(&chain, 1, prev, "{}");
    struct bytes second = chain_next(&chain, 2, prev, "{ \"spaces\" : 1 }");
    struct bytes raw = {0};
    struct log_head head;
    struct err err;

    (void)state;
    chain_store(&chain, &first, LOG_STORED);
    chain_store(&chain, &second, LOG_STORED);
    check_ok(log_read(chain.db, chain.ours, 2, &raw, &err), &err);
    assert_int_equal(raw.length, second.length);
    assert_memory_equal(raw.data, second.data, raw.length);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    assert_int_equal(head.seq, 2);
    assert_memory_equal(head.hash, prev, sizeof prev);
    bytes_clear(&raw);
    bytes_clear(&first);
    bytes_clear(&second);
}

static void test_log_store__knows_what_it_has(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];

    (void)state;
    chain_store_run(&chain, 0, 3, prev, "{}", LOG_STORED);
    chain_store_run(&chain, 0, 3, prev, "{}", LOG_KNOWN);
    chain_store_run(&chain, 3, 1, prev, "{}", LOG_STORED);
    assert_int_equal(count_rows(chain.ours), 4);
}

static void test_log_store__leaves_out_what_comes_after_a_gap(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct bytes first = chain_next(&chain, 1, prev, "{}");
    struct bytes second = chain_next(&chain, 2, prev, "{}");
    struct bytes third = chain_next(&chain, 3, prev, "{}");

    (void)state;
    chain_store(&chain, &second, LOG_GAP);
    chain_store(&chain, &first, LOG_STORED);
    chain_store(&chain, &third, LOG_GAP);
    assert_int_equal(count_rows(chain.ours), 1);
    chain_store(&chain, &second, LOG_STORED);
    chain_store(&chain, &third, LOG_STORED);
    bytes_clear(&first);
    bytes_clear(&second);
    bytes_clear(&third);
}

// It points at our head, and says it stands elsewhere.
static void test_log_store__a_record_out_of_its_place_is_not_our_next(void **state)
{
    uint8_t trunk[RECORD_HASH_SIZE];
    uint8_t prev[RECORD_HASH_SIZE];

    (void)state;
    chain_store_run(&chain, 0, 3, trunk, "{}", LOG_STORED);
    memcpy(prev, trunk, sizeof prev);
    chain_store_run(&chain, 8, 1, prev, "{}", LOG_GAP);
    memcpy(prev, trunk, sizeof prev);
    chain_store_run(&chain, 1, 1, prev, "{}", LOG_FORKED);
    assert_int_equal(chain_head(&chain, chain.ours).seq, 3);
}

static void test_log_store__a_fork_is_kept_once_on_a_branch(void **state)
{
    uint8_t trunk[RECORD_HASH_SIZE];
    uint8_t clone[RECORD_HASH_SIZE];
    struct log_head before;
    struct log_head head;
    int64_t branches;
    struct err err;

    (void)state;
    chain_store_run(&chain, 0, 2, trunk, "{}", LOG_STORED);
    memcpy(clone, trunk, sizeof clone);
    chain_store_run(&chain, 2, 2, trunk, "{}", LOG_STORED);
    before = chain_head(&chain, chain.ours);
    for (int twice = 0; twice < 2; twice++) {
        uint8_t again[RECORD_HASH_SIZE];

        memcpy(again, clone, sizeof again);
        chain_store_run(&chain, 2, 2, again, "{\"clone\":1}", LOG_FORKED);
        assert_int_equal(count_rows(chain.ours), 6);
    }
    head = chain_head(&chain, chain.ours);
    assert_int_equal(head.seq, 4);
    assert_memory_equal(head.hash, before.hash, sizeof head.hash);
    check_ok(db_number(chain.db, &branches, "SELECT count(DISTINCT branch) FROM record", DB_NONE, 0,
                       &err),
             &err);
    assert_int_equal(branches, 2);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    assert_int_equal(head.seq, 4);
    // The chain goes on as if nothing had been.
    chain_store_run(&chain, 4, 1, trunk, "{}", LOG_STORED);
}

// The clone went further than we did: nothing of what it says may be lost (reliability.md R7).
static void test_log_store__a_fork_longer_than_the_chain_is_kept_to_its_end(void **state)
{
    uint8_t trunk[RECORD_HASH_SIZE];
    uint8_t clone[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    chain_store_run(&chain, 0, 2, trunk, "{}", LOG_STORED);
    memcpy(clone, trunk, sizeof clone);
    chain_store_run(&chain, 2, 1, trunk, "{}", LOG_STORED);
    chain_store_run(&chain, 2, 6, clone, "{\"clone\":1}", LOG_FORKED);
    assert_int_equal(count_rows(chain.ours), 9);
    assert_int_equal(chain_head(&chain, chain.ours).seq, 3);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    chain_store_run(&chain, 3, 6, trunk, "{}", LOG_STORED);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    assert_int_equal(head.seq, 9);
}

static void test_log_store__a_fork_of_a_fork_is_a_branch_of_its_own(void **state)
{
    uint8_t trunk[RECORD_HASH_SIZE];
    uint8_t first[RECORD_HASH_SIZE];
    uint8_t second[RECORD_HASH_SIZE];
    struct log_head head;
    int64_t branches;
    struct err err;

    (void)state;
    chain_store_run(&chain, 0, 1, trunk, "{}", LOG_STORED);
    memcpy(first, trunk, sizeof first);
    chain_store_run(&chain, 1, 1, trunk, "{}", LOG_STORED);
    chain_store_run(&chain, 1, 3, first, "{\"clone\":1}", LOG_FORKED);
    memcpy(second, first, sizeof second);
    chain_store_run(&chain, 4, 2, first, "{\"clone\":1}", LOG_FORKED);
    chain_store_run(&chain, 4, 2, second, "{\"clone\":2}", LOG_FORKED);
    check_ok(db_number(chain.db, &branches, "SELECT max(branch) FROM record", DB_NONE, 0, &err),
             &err);
    assert_int_equal(branches, 2);
    assert_int_equal(count_rows(chain.ours), 9);
    check_ok(log_verify(chain.db, chain.ours, &head, &err), &err);
    assert_int_equal(head.seq, 2);
}

// Right place, wrong past: what the sender has before it is not what we have.
static void test_log_store__a_record_after_another_past_is_a_fork(void **state)
{
    uint8_t trunk[RECORD_HASH_SIZE];
    uint8_t elsewhere[RECORD_HASH_SIZE] = {9, 9, 9};

    (void)state;
    chain_store_run(&chain, 0, 2, trunk, "{}", LOG_STORED);
    chain_store_run(&chain, 2, 2, elsewhere, "{}", LOG_FORKED);
    assert_int_equal(chain_head(&chain, chain.ours).seq, 2);
    assert_int_equal(count_rows(chain.ours), 4);
}

static void test_log_store__refuses_what_is_no_record(void **state)
{
    enum log_outcome outcome = LOG_GAP;
    struct err err;

    (void)state;
    check_fails(log_store(chain.db, (const uint8_t *)"DREC", 4, &outcome, &err), &err, ERR_INVALID);
    assert_int_equal(outcome, LOG_GAP);
}

static void test_log_store__logs_do_not_mix(void **state)
{
    uint8_t prev[RECORD_HASH_SIZE];
    struct log_head head;
    struct err err;

    (void)state;
    chain_store_run(&chain, 0, 3, prev, "{}", LOG_STORED);
    chain.ours = sample_id(0x11);
    chain_store_run(&chain, 0, 2, prev, "{}", LOG_STORED);
    assert_int_equal(chain_head(&chain, sample_id(0x10)).seq, 3);
    assert_int_equal(chain_head(&chain, sample_id(0x11)).seq, 2);
    check_ok(log_verify(chain.db, sample_id(0x10), &head, &err), &err);
    check_ok(log_verify(chain.db, sample_id(0x11), &head, &err), &err);
}

#define WITH_CHAIN(name) cmocka_unit_test_setup_teardown(name, open_chain, close_chain)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CHAIN(test_log_store__keeps_what_follows_byte_for_byte),
        WITH_CHAIN(test_log_store__knows_what_it_has),
        WITH_CHAIN(test_log_store__leaves_out_what_comes_after_a_gap),
        WITH_CHAIN(test_log_store__a_record_out_of_its_place_is_not_our_next),
        WITH_CHAIN(test_log_store__a_fork_is_kept_once_on_a_branch),
        WITH_CHAIN(test_log_store__a_fork_longer_than_the_chain_is_kept_to_its_end),
        WITH_CHAIN(test_log_store__a_fork_of_a_fork_is_a_branch_of_its_own),
        WITH_CHAIN(test_log_store__a_record_after_another_past_is_a_fork),
        WITH_CHAIN(test_log_store__refuses_what_is_no_record),
        WITH_CHAIN(test_log_store__logs_do_not_mix),
    };
    struct err err;

    return keys_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
