// SPDX-License-Identifier: Apache-2.0
#include "server/verify.h"

#include <stdlib.h>
#include <string.h>

#include "server/assessed.h"
#include "server/exceptions.h"
#include "server/ingest.h"
#include "server/ledger.h"
#include "shared/books.h"
#include "shared/bytes.h"
#include "shared/log.h"
#include "shared/mem.h"

static const char SQL_LOGS[] = "SELECT DISTINCT log_id FROM record ORDER BY log_id";

static void sayf(void (*say)(const char *line), const char *text, int64_t number)
{
    struct bytes line = {0};

    bytes_addf(&line, "%s: %lld", text, (long long)number);
    say(bytes_text(&line));
    bytes_clear(&line);
}

static bool list_logs(struct db *db, struct id **out, size_t *count, struct err *err)
{
    struct db_rows *rows;

    *out = mem_new(0, sizeof **out);
    *count = 0;
    if (!db_query(db, &rows, SQL_LOGS, DB_NONE, err))
        return false;
    while (db_next(rows)) {
        *out = mem_resize(*out, *count + 1, sizeof **out);
        (*out)[(*count)++] = db_get_id(rows, 0);
    }
    return db_done(rows, err);
}

static bool check_logs(struct db *db, void (*say)(const char *line), struct err *err)
{
    struct id *logs;
    size_t count;
    bool ok = list_logs(db, &logs, &count, err);

    for (size_t i = 0; ok && i < count; i++) {
        struct bytes line = {0};
        struct log_head head;
        char text[ID_TEXT_SIZE];

        id_write(text, logs[i]);
        ok = log_verify(db, logs[i], &head, err) || err_wrap(err, "log %s", text);
        if (ok) {
            bytes_addf(&line, "log %s: %lld records, the chain is whole", text,
                       (long long)head.seq);
            say(bytes_text(&line));
        }
        bytes_clear(&line);
    }
    free(logs);
    return ok;
}

static bool check_sum(struct db *db, void (*say)(const char *line), struct err *err)
{
    int64_t pence;

    if (!books_sum(db, &pence, err))
        return false;
    if (pence)
        return err_set(err, ERR_INVALID, "the cash accounts sum to %lld pence and not to zero",
                       (long long)pence);
    say("cash accounts: their sum is zero");
    return true;
}

struct again {
    struct db *db;
    const struct office *office;
    int64_t effects;
};

// What was refused when it came had no effect then, and has none now.
static bool apply_again(const struct record *record, void *context, struct err *err)
{
    struct again *again = context;
    bool refused;

    if (!exceptions_was_refused(again->db, record, &refused, err))
        return false;
    again->effects++;
    return refused || ingest_apply_again(again->db, again->office, record, err);
}

static bool digest(struct db *db, uint8_t books[static RECORD_HASH_SIZE],
                   uint8_t assessed[static RECORD_HASH_SIZE], struct err *err)
{
    return books_digest(db, books, err) && assessed_digest(db, assessed, err);
}

static bool rebuild(struct again *again, struct err *err)
{
    uint8_t books[2][RECORD_HASH_SIZE];
    uint8_t assessed[2][RECORD_HASH_SIZE];

    if (!digest(again->db, books[0], assessed[0], err) || !books_clear(again->db, err) ||
        !assessed_clear(again->db, err) ||
        !log_each_effect(again->db, RECORD_KIOSK_CONFIGURED, apply_again, again, err) ||
        !digest(again->db, books[1], assessed[1], err))
        return false;
    if (memcmp(books[0], books[1], RECORD_HASH_SIZE) != 0)
        return err_set(err, ERR_INVALID, "the books are not what the logs come to");
    if (memcmp(assessed[0], assessed[1], RECORD_HASH_SIZE) != 0)
        return err_set(err, ERR_INVALID, "the assessments are not what the logs come to");
    return true;
}

// Made again in a transaction that is never committed.
static bool check_projections(struct db *db, const struct office *office,
                              void (*say)(const char *line), struct err *err)
{
    struct again again = {.db = db, .office = office};
    struct err ignored;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = rebuild(&again, err);
    db_end(db, false, &ignored);
    if (ok)
        sayf(say, "books and assessments are what the logs come to, operations", again.effects);
    return ok;
}

bool verify_all(struct db *db, const struct office *office, void (*say)(const char *line),
                struct err *err)
{
    int64_t count;

    if (!db_check(db, err))
        return false;
    say("database: every page is whole");
    if (!check_logs(db, say, err) || !check_sum(db, say, err) ||
        !check_projections(db, office, say, err) || !ledger_verify(db, office, &count, err))
        return false;
    sayf(say, "approvals and payments are what the office's log says", count);
    return true;
}
