// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/chain.h"

#include <string.h>

#include "tests/check.h"
#include "tests/shared/sample.h"

void chain_open(struct chain *chain)
{
    const char *schemas[] = {log_schema_sql, "CREATE TABLE kept AS SELECT * FROM record"};
    struct err err;

    chain->ours = sample_id(0x10);
    check_ok(db_open(&chain->db, ":memory:", schemas, 2, &err), &err);
    check_ok(db_begin(chain->db, &err), &err);
}

void chain_close(struct chain *chain)
{
    struct err err;

    db_end(chain->db, false, &err);
    db_close(chain->db);
}

void chain_run(struct chain *chain, const char *sql)
{
    struct err err;

    check_ok(db_exec(chain->db, sql, DB_NONE, &err), &err);
}

void chain_append(struct chain *chain, const struct log_entry *what, bool appended)
{
    bool was = !appended;
    struct err err;

    check_ok(log_append(chain->db, chain->ours, what, &was, &err), &err);
    assert_int_equal(was, appended);
}

void chain_append_some(struct chain *chain, int count)
{
    static const char BODY[] = "{\"pence\":420}";
    const struct log_entry what = {{{0}}, RECORD_CASH_PAID, sample_id(0x3E), BODY, sizeof BODY - 1};

    for (int i = 0; i < count; i++)
        chain_append(chain, &what, true);
}

struct log_head chain_head(struct chain *chain, struct id log_id)
{
    struct log_head head;
    struct err err;

    check_ok(log_head(chain->db, log_id, &head, &err), &err);
    return head;
}

struct bytes chain_next(const struct chain *chain, int64_t seq,
                        uint8_t prev[static RECORD_HASH_SIZE], const char *body)
{
    struct record record = sample_record(chain->ours, seq, seq > 1 ? prev : NULL, body);
    struct bytes raw = {0};

    record_write(&record, &raw);
    record_hash(prev, raw.data, raw.length);
    return raw;
}

void chain_store(struct chain *chain, const struct bytes *raw, enum log_outcome outcome)
{
    enum log_outcome was = (enum log_outcome)99;
    struct err err;

    check_ok(log_store(chain->db, raw->data, raw->length, &was, &err), &err);
    assert_int_equal(was, outcome);
}

void chain_store_run(struct chain *chain, int64_t seq, int count,
                     uint8_t prev[static RECORD_HASH_SIZE], const char *body,
                     enum log_outcome outcome)
{
    for (int i = 1; i <= count; i++) {
        struct bytes raw = chain_next(chain, seq + i, prev, body);

        chain_store(chain, &raw, outcome);
        bytes_clear(&raw);
    }
}
