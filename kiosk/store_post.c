// SPDX-License-Identifier: Apache-2.0
// The kiosk's half of the folders: what it puts into out/ and takes away again.
#include "kiosk/store.h"

#include <string.h>

#include "shared/log.h"
#include "shared/shape.h"
#include "shared/str.h"

#define FILES_MAX 64 // more waiting files than this are packed again into full envelopes

static const char SQL_NOTES_UP[] =
    "SELECT name FROM note WHERE ours = 1 AND arrived = 0 ORDER BY name";
static const char SQL_NOTE_WAITS[] =
    "SELECT count(*) FROM note WHERE name = $1 AND ours = 1 AND arrived = 0";
static const char SQL_NOTES_MISSING[] =
    "SELECT name FROM note WHERE ours = 0 AND sealed IS NULL ORDER BY name LIMIT $1";

// Removes what the server has, and what is of another life of our log; all: everything. The list
// becomes the envelopes that are left.
static bool remove_secured(struct store *store, struct outbox_list *list, bool all, struct err *err)
{
    struct outbox_range range;
    size_t left = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (!outbox_parse_envelope(&range, list->names[i]))
            continue;
        if (!all && id_equal(range.log_id, store->log_id) && range.to > store->acknowledged)
            memmove(list->names[left++], list->names[i], OUTBOX_NAME_SIZE);
        else if (!outbox_remove(store->out, list->names[i], err))
            return false;
    }
    list->count = left;
    return true;
}

static bool write_batch(struct store *store, const struct envelope_batch *batch, struct err *err)
{
    uint8_t recipients[2][KEYS_PUBLIC_SIZE];
    struct outbox_range range = {store->log_id, batch->from,
                                 batch->from + (int64_t)batch->count - 1};
    char name[OUTBOX_NAME_SIZE];
    struct bytes sealed = {0};
    bool ok;

    memcpy(recipients[0], store->enrolment.server_seal, KEYS_PUBLIC_SIZE);
    memcpy(recipients[1], store->enrolment.recovery_seal, KEYS_PUBLIC_SIZE);
    envelope_seal(batch, &store->keys, (const uint8_t(*)[KEYS_PUBLIC_SIZE])recipients, 2, &sealed);
    outbox_envelope_name(name, &range);
    ok = outbox_put(store->out, name, sealed.data, sealed.length, err);
    bytes_clear(&sealed);
    return ok;
}

// The first seq that no file holds, going up from what the server has.
static int64_t first_missing(const struct store *store, const struct outbox_list *list)
{
    int64_t next = store->acknowledged + 1;
    struct outbox_range range;

    // The names sort by `from`, so one walk is enough.
    for (size_t i = 0; i < list->count; i++)
        if (outbox_parse_envelope(&range, list->names[i]) &&
            id_equal(range.log_id, store->log_id) && range.from <= next && range.to >= next)
            next = range.to + 1;
    return next;
}

static bool post_records(struct store *store, struct outbox_list *list, struct err *err)
{
    int64_t next;

    if (!remove_secured(store, list, false, err) ||
        (list->count > FILES_MAX && !remove_secured(store, list, true, err)))
        return false;
    next = first_missing(store, list);
    for (;;) {
        struct envelope_batch batch;
        size_t count;
        bool ok;

        if (!log_batch(store->db, store->log_id, next - 1, &batch, err))
            return false;
        count = batch.count;
        ok = count == 0 || write_batch(store, &batch, err);
        envelope_batch_clear(&batch);
        if (!ok || count == 0)
            return ok;
        next += (int64_t)count;
    }
}

static bool has_name(const struct outbox_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->names[i], name))
            return true;
    return false;
}

static bool write_note(struct store *store, const uint8_t *note, const char *name, struct err *err)
{
    struct bytes sealed = {0};
    bool ok = store_find_note(store, note, &sealed, err) &&
              outbox_put(store->out, name, sealed.data, sealed.length, err);

    bytes_clear(&sealed);
    return ok;
}

static bool post_notes(struct store *store, const struct outbox_list *list, struct err *err)
{
    uint8_t note[NOTE_NAME_SIZE];
    char name[OUTBOX_NAME_SIZE];
    struct db_rows *rows;
    bool ok = true;

    if (!db_query(store->db, &rows, SQL_NOTES_UP, DB_NONE, err))
        return false;
    while (ok && db_next(rows)) {
        if (!db_get_bytes(rows, 0, note, sizeof note))
            continue;
        outbox_note_name(name, note, ".note");
        ok = has_name(list, name) || write_note(store, note, name, err);
    }
    if (!ok) {
        db_free(rows);
        return false;
    }
    return db_done(rows, err);
}

static bool remove_notes(struct store *store, const struct outbox_list *list, struct err *err)
{
    uint8_t note[NOTE_NAME_SIZE];
    int64_t waits;

    for (size_t i = 0; i < list->count; i++) {
        if (!outbox_parse_note(note, list->names[i], ".note"))
            continue;
        if (!db_number(store->db, &waits, SQL_NOTE_WAITS, DB_ARGS(db_blob(note, sizeof note)), 0,
                       err) ||
            (!waits && !outbox_remove(store->out, list->names[i], err)))
            return false;
    }
    return true;
}

static bool list_missing(struct store *store, struct outbox_kiosk *state, struct err *err)
{
    struct db_rows *rows;

    if (!db_query(store->db, &rows, SQL_NOTES_MISSING, DB_ARGS(db_int(OUTBOX_NOTES_MAX)), err))
        return false;
    while (db_next(rows))
        if (db_get_bytes(rows, 0, state->notes_missing[state->notes_missing_count], NOTE_NAME_SIZE))
            state->notes_missing_count++;
    return db_done(rows, err);
}

static bool oldest_waiting(struct store *store, int64_t *out, struct err *err)
{
    struct bytes raw = {0};
    struct record record;
    bool ok;

    *out = 0;
    ok = log_read(store->db, store->log_id, store->acknowledged + 1, &raw, err) &&
         record_read(&record, raw.data, raw.length, err);
    if (ok)
        *out = record.wall_ms;
    bytes_clear(&raw);
    return ok || err->kind == ERR_NOT_FOUND;
}

static bool post_state(struct store *store, struct err *err)
{
    struct outbox_kiosk state = {.log_id = store->log_id,
                                 .down_log_id = store->enrolment.down_log_id};
    struct outbox_kiosk old = {0};
    struct log_head up;
    struct log_head down = {0};
    struct err unread;

    memcpy(state.sign_public, store->keys.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(state.seal_public, store->keys.seal_public, KEYS_PUBLIC_SIZE);
    if (!log_head(store->db, store->log_id, &up, err) ||
        (store->enrolled && !log_head(store->db, state.down_log_id, &down, err)) ||
        !oldest_waiting(store, &state.oldest_waiting_ms, err) || !list_missing(store, &state, err))
        return false;
    state.seq = up.seq;
    state.down_seq = down.seq;
    // Both are zeroed structs without padding in between that matters: the same state is left
    // alone.
    if (outbox_read_state(store->out, "kiosk.state", &outbox_kiosk_shape, &old, &unread) &&
        memcmp(&old, &state, sizeof old) == 0)
        return true;
    return outbox_write_state(store->out, "kiosk.state", &outbox_kiosk_shape, &state, err);
}

bool store_post(struct store *store, struct err *err)
{
    struct outbox_list list;
    bool ok = true;

    if (!outbox_list_open(&list, store->out, err))
        return false;
    if (store->enrolled)
        ok = remove_notes(store, &list, err) && post_notes(store, &list, err) &&
             post_records(store, &list, err);
    outbox_list_close(&list);
    return (ok && post_state(store, err)) || err_wrap(err, "write the outgoing folder");
}
