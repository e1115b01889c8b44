// SPDX-License-Identifier: Apache-2.0
#include "shared/log.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "shared/keys.h"
#include "shared/when.h"

static const char SQL_HEAD[] = "SELECT seq, hash FROM record WHERE log_id = $1 AND branch = 0 "
                               "ORDER BY seq DESC LIMIT 1";
static const char SQL_ADD[] =
    "INSERT INTO record (log_id, branch, seq, hash, op_id, kind, meeting_id, raw, arrival) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT coalesce(max(arrival), 0) + 1 FROM record))";
static const char SQL_SAME_OP[] =
    "SELECT raw FROM record WHERE op_id = $1 AND log_id = $2 AND branch = 0";
static const char SQL_AT[] = "SELECT hash, raw FROM record "
                             "WHERE log_id = $1 AND branch = 0 AND seq = $2";
static const char SQL_BRANCH_OF[] =
    "SELECT min(branch) FROM record WHERE log_id = $1 AND seq = $2 AND hash = $3";
static const char SQL_BRANCH_ENDING_IN[] =
    "SELECT max(branch) FROM record AS last "
    "WHERE log_id = $1 AND seq = $2 AND hash = $3 AND branch > 0 AND NOT EXISTS "
    "(SELECT 1 FROM record WHERE log_id = $1 AND seq = $2 + 1 AND branch = last.branch)";
static const char SQL_NEW_BRANCH[] = "SELECT max(branch) + 1 FROM record WHERE log_id = $1";
static const char SQL_AFTER[] = "SELECT raw FROM record WHERE log_id = $1 AND branch = 0 "
                                "AND seq > $2 ORDER BY seq LIMIT $3";
static const char SQL_ALL[] = "SELECT branch, seq, hash, op_id, kind, meeting_id, raw FROM record "
                              "WHERE log_id = $1 ORDER BY branch, seq";
static const char SQL_EFFECTS[] =
    "SELECT raw FROM record WHERE branch = 0 AND kind < $1 AND NOT EXISTS "
    "(SELECT 1 FROM record AS earlier WHERE earlier.op_id = record.op_id AND earlier.branch = 0 "
    "AND earlier.arrival < record.arrival) ORDER BY arrival";
static const char SQL_CLAIM_OP[] = "INSERT INTO operation (op_id, content) VALUES ($1, $2) "
                                   "ON CONFLICT (op_id) DO NOTHING";
static const char SQL_OP[] = "SELECT content FROM operation WHERE op_id = $1";

// One start of one machine: two monotonic times can be compared only within it.
static struct id this_boot(void)
{
    static const char path[] = "/proc/sys/kernel/random/boot_id";
    char text[ID_TEXT_SIZE] = "";
    static _Thread_local struct id id; // it does not change while we run
    FILE *file;

    if (!id_is_none(id))
        return id;
    file = fopen(path, "re");
    if (!file)
        return id;
    if (!fgets(text, sizeof text, file) || !id_parse(&id, text))
        id = (struct id){{0}};
    fclose(file);
    return id;
}

static void content_hash(uint8_t out[static RECORD_HASH_SIZE], const struct record *record)
{
    struct bytes content = {0};

    bytes_add_number(&content, (uint64_t)record->kind, 2);
    bytes_add(&content, record->meeting_id.bytes, ID_BYTES);
    bytes_add(&content, record->body, record->body_length);
    keys_hash(out, RECORD_HASH_SIZE, "operation", content.data, content.length);
    bytes_clear(&content);
}

bool log_head(struct db *db, struct id log_id, struct log_head *out, struct err *err)
{
    struct log_head head = {.log_id = log_id};
    struct db_rows *rows;
    bool ok = true;

    if (!db_query(db, &rows, SQL_HEAD, DB_ARGS(db_id(&log_id)), err))
        return false;
    if (db_next(rows)) {
        head.seq = db_get_int(rows, 0);
        ok = db_get_bytes(rows, 1, head.hash, sizeof head.hash);
    }
    if (!db_done(rows, err))
        return false;
    if (!ok)
        return err_set(err, ERR_INTERNAL, "the log's last row is damaged");
    *out = head;
    return true;
}

static bool add_row(struct db *db, const struct record *record, int64_t branch,
                    const struct bytes_reader *raw, struct err *err)
{
    uint8_t hash[RECORD_HASH_SIZE];

    record_hash(hash, raw->at, raw->left);
    return db_exec(db, SQL_ADD,
                   DB_ARGS(db_id(&record->log_id), db_int(branch), db_int(record->seq),
                           db_blob(hash, sizeof hash), db_id(&record->op_id), db_int(record->kind),
                           db_id(&record->meeting_id), db_blob(raw->at, raw->left)),
                   err);
}

static bool is_same(const struct record *record, const struct log_entry *entry)
{
    return record->kind == entry->kind && id_equal(record->meeting_id, entry->meeting_id) &&
           record->body_length == entry->body_length &&
           memcmp(record->body, entry->body, entry->body_length) == 0;
}

// *found when the log has the very operation; ERR_CONFLICT when it has another under its id.
static bool find_operation(struct db *db, struct id log_id, const struct log_entry *entry,
                           bool *found, struct err *err)
{
    struct record old;
    struct db_rows *rows;
    size_t length;
    const void *raw;
    bool ok = true;

    *found = false;
    if (id_is_none(entry->op_id))
        return true;
    if (!db_query(db, &rows, SQL_SAME_OP, DB_ARGS(db_id(&entry->op_id), db_id(&log_id)), err))
        return false;
    if (db_next(rows)) {
        raw = db_get_blob(rows, 0, &length);
        *found = true;
        ok = record_read(&old, raw, length, err);
        if (ok && !is_same(&old, entry))
            ok = err_set(err, ERR_CONFLICT, "this operation was recorded with other content");
    }
    if (!ok) {
        db_free(rows);
        return false;
    }
    return db_done(rows, err);
}

static bool is_any(struct db *db, const char *sql, struct db_args args, bool *out, struct err *err)
{
    struct db_rows *rows;

    if (!db_query(db, &rows, sql, args, err))
        return false;
    *out = db_next(rows);
    if (!*out)
        return db_done(rows, err);
    db_free(rows);
    return true;
}

bool log_has_operation(struct db *db, struct id log_id, struct id op_id, bool *out, struct err *err)
{
    return is_any(db, SQL_SAME_OP, DB_ARGS(db_id(&op_id), db_id(&log_id)), out, err);
}

bool log_is_claimed(struct db *db, struct id op_id, bool *out, struct err *err)
{
    return is_any(db, SQL_OP, DB_ARGS(db_id(&op_id)), out, err);
}

bool log_append(struct db *db, struct id log_id, const struct log_entry *entry, bool *appended,
                struct err *err)
{
    struct record record = {.log_id = log_id,
                            .op_id = id_is_none(entry->op_id) ? id_new() : entry->op_id,
                            .kind = entry->kind,
                            .schema = 1,
                            .wall_ms = when_now_ms(),
                            .boot_id = this_boot(),
                            .monotonic_ms = when_monotonic_ms(),
                            .meeting_id = entry->meeting_id,
                            .body = entry->body,
                            .body_length = entry->body_length};
    struct log_head head = {.log_id = log_id};
    struct bytes raw = {0};
    bool found = false;
    bool ok;

    if (!find_operation(db, log_id, entry, &found, err))
        return false;
    if (found) {
        *appended = false;
        return true;
    }
    if (!log_head(db, log_id, &head, err))
        return false;
    record.seq = head.seq + 1;
    memcpy(record.prev_hash, head.hash, sizeof record.prev_hash);
    when_local_date(record.local_date, record.wall_ms);
    record_write(&record, &raw);
    ok = add_row(db, &record, 0, &(struct bytes_reader){raw.data, raw.length}, err);
    bytes_clear(&raw);
    if (ok)
        *appended = true;
    return ok || err_wrap(err, "append %s", record_kind_name(entry->kind));
}

// The branch that holds these bytes at that place, the chain before all others; -1 for none.
static bool find_branch(struct db *db, struct id log_id, int64_t seq,
                        const uint8_t hash[static RECORD_HASH_SIZE], int64_t *branch,
                        struct err *err)
{
    return db_number(db, branch, SQL_BRANCH_OF,
                     DB_ARGS(db_id(&log_id), db_int(seq), db_blob(hash, RECORD_HASH_SIZE)), -1,
                     err);
}

// A run of records goes on where it ended; what parts from a chain or a run begins another.
static bool add_to_branch(struct db *db, const struct record *record,
                          const struct bytes_reader *raw, struct err *err)
{
    int64_t branch = 0;

    if (!db_number(db, &branch, SQL_BRANCH_ENDING_IN,
                   DB_ARGS(db_id(&record->log_id), db_int(record->seq - 1),
                           db_blob(record->prev_hash, RECORD_HASH_SIZE)),
                   0, err))
        return false;
    if (!branch && !db_number(db, &branch, SQL_NEW_BRANCH, DB_ARGS(db_id(&record->log_id)), 1, err))
        return false;
    return add_row(db, record, branch, raw, err);
}

// Not the next of our chain: known, or forked from it, or beyond what we have.
static bool place_aside(struct db *db, const struct record *record, const struct bytes_reader *raw,
                        enum log_outcome *outcome, struct err *err)
{
    uint8_t hash[RECORD_HASH_SIZE];
    struct log_head head = {.log_id = record->log_id};
    int64_t own = -1;
    int64_t parent = -1;

    record_hash(hash, raw->at, raw->left);
    if (!log_head(db, record->log_id, &head, err) ||
        !find_branch(db, record->log_id, record->seq, hash, &own, err) ||
        !find_branch(db, record->log_id, record->seq - 1, record->prev_hash, &parent, err))
        return false;
    if (own < 0 && parent < 0 && record->seq > head.seq + 1)
        *outcome = LOG_GAP;
    else
        *outcome = own == 0 ? LOG_KNOWN : LOG_FORKED;
    return own >= 0 || *outcome == LOG_GAP || add_to_branch(db, record, raw, err);
}

bool log_store(struct db *db, const uint8_t *raw, size_t length, enum log_outcome *outcome,
               struct err *err)
{
    const struct bytes_reader whole = {raw, length};
    enum log_outcome found = LOG_STORED;
    struct log_head head = {0};
    struct record record;
    bool ok;

    ok = record_read(&record, raw, length, err) && log_head(db, record.log_id, &head, err);
    if (ok && record.seq == head.seq + 1 &&
        memcmp(record.prev_hash, head.hash, RECORD_HASH_SIZE) == 0)
        ok = add_row(db, &record, 0, &whole, err);
    else
        ok = ok && place_aside(db, &record, &whole, &found, err);
    if (ok)
        *outcome = found;
    return ok || err_wrap(err, "store a record");
}

bool log_claim_operation(struct db *db, const struct record *record, bool *first, struct err *err)
{
    uint8_t content[RECORD_HASH_SIZE];
    uint8_t known[RECORD_HASH_SIZE] = {0};
    struct db_rows *rows;
    bool changed;
    bool ok;

    content_hash(content, record);
    if (!db_exec(db, SQL_CLAIM_OP, DB_ARGS(db_id(&record->op_id), db_blob(content, sizeof content)),
                 err))
        return false;
    changed = db_changed(db) > 0;
    if (!changed && !db_one(db, &rows, SQL_OP, DB_ARGS(db_id(&record->op_id)), err))
        return false;
    ok = changed ||
         (db_get_bytes(rows, 0, known, sizeof known) && memcmp(known, content, sizeof known) == 0);
    if (!changed)
        db_free(rows);
    if (ok)
        *first = changed;
    return ok || err_set(err, ERR_CONFLICT, "an operation came again with other content");
}

bool log_batch(struct db *db, struct id log_id, int64_t after, struct envelope_batch *out,
               struct err *err)
{
    struct envelope_batch batch = {.log_id = log_id, .from = after + 1};
    struct db_rows *rows;
    size_t length;
    bool room = true;

    if (!db_query(db, &rows, SQL_AFTER,
                  DB_ARGS(db_id(&log_id), db_int(after), db_int(ENVELOPE_RECORDS)), err))
        return false;
    while (room && db_next(rows)) {
        const void *raw = db_get_blob(rows, 0, &length);

        room = envelope_batch_add(&batch, raw, length);
    }
    if (!db_done(rows, err)) {
        envelope_batch_clear(&batch);
        return false;
    }
    *out = batch;
    return true;
}

bool log_read(struct db *db, struct id log_id, int64_t seq, struct bytes *out, struct err *err)
{
    struct db_rows *rows;
    const void *raw;
    size_t length;

    if (!db_one(db, &rows, SQL_AT, DB_ARGS(db_id(&log_id), db_int(seq)), err))
        return err_wrap(err, "read record %lld", (long long)seq);
    raw = db_get_blob(rows, 1, &length);
    bytes_clear(out);
    bytes_add(out, raw, length);
    db_free(rows);
    return true;
}

bool log_hash_at(struct db *db, struct id log_id, int64_t seq, uint8_t out[RECORD_HASH_SIZE],
                 struct err *err)
{
    struct db_rows *rows;
    bool ok;

    if (seq == 0) {
        memset(out, 0, RECORD_HASH_SIZE);
        return true;
    }
    if (!db_one(db, &rows, SQL_AT, DB_ARGS(db_id(&log_id), db_int(seq)), err))
        return false;
    ok = db_get_bytes(rows, 0, out, RECORD_HASH_SIZE);
    db_free(rows);
    return ok || err_set(err, ERR_INTERNAL, "a stored hash is damaged");
}

struct walk {
    int64_t branch;
    struct log_head last; // of that branch
    struct log_head head; // of the chain
};

static bool columns_agree(const struct db_rows *rows, const struct record *record,
                          const uint8_t hash[static RECORD_HASH_SIZE])
{
    uint8_t stored[RECORD_HASH_SIZE];

    return db_get_bytes(rows, 2, stored, sizeof stored) &&
           memcmp(stored, hash, sizeof stored) == 0 &&
           id_equal(record->op_id, db_get_id(rows, 3)) &&
           (int64_t)record->kind == db_get_int(rows, 4) &&
           id_is_none(record->meeting_id) == db_is_null(rows, 5) &&
           id_equal(record->meeting_id, db_get_id(rows, 5));
}

// The columns beside the bytes are only there to search by: they must say what the bytes say.
static bool check_row(const struct db_rows *rows, struct walk *walk, struct err *err)
{
    struct log_head here = {.log_id = walk->head.log_id};
    struct record record = {0};
    size_t length = 0;
    const void *raw = db_get_blob(rows, 6, &length);

    if (!record_read(&record, raw, length, err))
        return false;
    here.seq = record.seq;
    record_hash(here.hash, raw, length);
    if (db_get_int(rows, 0) > walk->branch) {
        // A branch begins anywhere.
        walk->branch = db_get_int(rows, 0);
        walk->last.seq = record.seq - 1;
        memcpy(walk->last.hash, record.prev_hash, RECORD_HASH_SIZE);
    }
    if (db_get_int(rows, 0) != walk->branch || record.seq != walk->last.seq + 1 ||
        record.seq != db_get_int(rows, 1) || !id_equal(record.log_id, here.log_id))
        return err_set(err, ERR_INVALID, "a record is missing or out of its place");
    if (memcmp(record.prev_hash, walk->last.hash, RECORD_HASH_SIZE) != 0 ||
        !columns_agree(rows, &record, here.hash))
        return err_set(err, ERR_INVALID, "the record was changed");
    walk->last = here;
    if (!walk->branch)
        walk->head = here;
    return true;
}

bool log_verify(struct db *db, struct id log_id, struct log_head *out, struct err *err)
{
    struct walk walk = {.last.log_id = log_id, .head.log_id = log_id};
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_ALL, DB_ARGS(db_id(&log_id)), err))
        return false;
    while (db_next(rows)) {
        if (!check_row(rows, &walk, err)) {
            err_wrap(err, "record %lld", (long long)walk.last.seq + 1);
            db_free(rows);
            return false;
        }
    }
    if (!db_done(rows, err))
        return false;
    *out = walk.head;
    return true;
}

static bool walk_rows(struct db_rows *rows,
                      bool (*each)(const struct record *record, void *context, struct err *err),
                      void *context, struct err *err)
{
    while (db_next(rows)) {
        struct record record;
        size_t length;
        const void *raw = db_get_blob(rows, 0, &length);

        if (!record_read(&record, raw, length, err) || !each(&record, context, err)) {
            db_free(rows);
            return false;
        }
    }
    return db_done(rows, err);
}

bool log_each(struct db *db, struct id log_id, int64_t after,
              bool (*each)(const struct record *record, void *context, struct err *err),
              void *context, struct err *err)
{
    struct db_rows *rows;

    return db_query(db, &rows, SQL_AFTER, DB_ARGS(db_id(&log_id), db_int(after), db_int(INT64_MAX)),
                    err) &&
           walk_rows(rows, each, context, err);
}

bool log_each_effect(struct db *db, enum record_kind below,
                     bool (*each)(const struct record *record, void *context, struct err *err),
                     void *context, struct err *err)
{
    struct db_rows *rows;

    return db_query(db, &rows, SQL_EFFECTS, DB_ARGS(db_int(below)), err) &&
           walk_rows(rows, each, context, err);
}
