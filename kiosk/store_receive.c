// SPDX-License-Identifier: Apache-2.0
// What the office sent: each file in in/ is verified, stored and projected, or passed over.
#include "kiosk/store.h"

#include <string.h>

#include "kiosk/roster.h"
#include "shared/acknowledgement.h"
#include "shared/enrol.h"
#include "shared/log.h"
#include "shared/shape.h"
#include "shared/str.h"

static const char SQL_ENROL[] = "UPDATE enrolment SET answer = $1";
static const char SQL_ACKNOWLEDGED[] = "UPDATE enrolment SET acknowledged = $1, money_held = $2";
static const char SQL_NOTE_CAME[] = "UPDATE note SET sealed = $2, arrived = 1 "
                                    "WHERE name = $1 AND ours = 0 AND sealed IS NULL";
static const char SQL_NOTE_THERE[] =
    "UPDATE note SET arrived = 1 WHERE name = $1 AND ours = 1 AND arrived = 0";

static bool save_answer(struct store *store, const struct outbox_enrolment *answer, struct err *err)
{
    struct bytes json = {0};
    bool ok;

    shape_write(&outbox_enrolment_shape, &json, NULL, answer);
    ok = db_begin(store->db, err) &&
         db_end(store->db, db_exec(store->db, SQL_ENROL, DB_ARGS(db_text(bytes_text(&json))), err),
                err);
    bytes_clear(&json);
    return ok;
}

// The first enrolment is believed, because nobody but the installer can write into this folder.
// After that the server's key changes only by key.changed, signed with the old one.
static bool receive_enrolment(struct store *store, bool *changed, struct err *err)
{
    struct outbox_enrolment answer;
    struct bytes file = {0};
    struct err refused;
    bool ok;

    if (store->enrolled ||
        !outbox_get(store->in, "enrolment.ack", ENROL_IDENTITY_MAX, &file, &refused))
        return true;
    ok = enrol_read_answer(&answer, file.data, file.length, NULL, &refused) &&
         id_equal(answer.log_id, store->log_id);
    bytes_clear(&file);
    if (!ok)
        return true;
    if (!save_answer(store, &answer, err))
        return false;
    store->enrolment = answer;
    store->enrolled = true;
    *changed = true;
    return true;
}

// The server's head must be a place in our own log. If it is not, one of us was rolled back or
// there are two of us: until a person has looked, no cash goes out (architecture.md part 5).
static bool judge_head(struct store *store, const struct acknowledgement *answer, bool *held,
                       struct err *err)
{
    uint8_t ours[RECORD_HASH_SIZE];

    if (!log_hash_at(store->db, store->log_id, answer->seq, ours, err)) {
        *held = true;
        return err->kind == ERR_NOT_FOUND;
    }
    *held = answer->forked || memcmp(ours, answer->hash, sizeof ours) != 0;
    return true;
}

static bool receive_head(struct store *store, bool *changed, struct err *err)
{
    struct acknowledgement answer;
    struct bytes file = {0};
    struct err refused;
    bool held;
    bool ok;

    if (!outbox_get(store->in, "server.ack", ACKNOWLEDGEMENT_MAX, &file, &refused))
        return true;
    ok = acknowledgement_read(&answer, file.data, file.length, store->enrolment.server_sign,
                              &refused) &&
         id_equal(answer.log_id, store->log_id);
    bytes_clear(&file);
    if (!ok)
        return true;
    if (!judge_head(store, &answer, &held, err))
        return false;
    if (answer.seq == store->acknowledged && held == store->money_held)
        return true;
    // It may go down: a server that was restored from a backup has less, and is sent it again (R2).
    if (!db_begin(store->db, err) ||
        !db_end(store->db,
                db_exec(store->db, SQL_ACKNOWLEDGED,
                        DB_ARGS(db_int(held ? 0 : answer.seq), db_int(held)), err),
                err))
        return false;
    store->acknowledged = held ? 0 : answer.seq;
    store->money_held = held;
    *changed = true;
    return true;
}

static bool store_batch(struct store *store, const struct envelope_batch *batch, struct err *err)
{
    struct bytes_reader reader = {batch->records.data, batch->records.length};
    const uint8_t *raw;
    size_t length;

    while (envelope_batch_next(&reader, &raw, &length)) {
        enum log_outcome outcome;
        struct record record;

        if (!log_store(store->db, raw, length, &outcome, err) ||
            !record_read(&record, raw, length, err))
            return false;
        if (outcome == LOG_STORED && !roster_apply(store->db, &record, err))
            return false;
    }
    return true;
}

static bool receive_envelope(struct store *store, const char *name, struct err *err)
{
    struct envelope_batch batch = {0};
    struct envelope envelope = {0};
    struct bytes file = {0};
    struct err refused;
    bool ok;

    ok = outbox_get(store->in, name, ENVELOPE_MAX, &file, &refused) &&
         envelope_open(&envelope, file.data, file.length, &store->keys, &refused) &&
         id_equal(envelope.log_id, store->enrolment.down_log_id) &&
         envelope_verify(&envelope, store->enrolment.server_sign, &batch, &refused);
    bytes_clear(&file);
    envelope_clear(&envelope);
    if (!ok)
        return true;
    ok = db_begin(store->db, err) && db_end(store->db, store_batch(store, &batch, err), err);
    envelope_batch_clear(&batch);
    return ok;
}

static bool receive_records(struct store *store, const struct outbox_list *list, bool *changed,
                            struct err *err)
{
    struct outbox_range range;
    struct log_head head;

    for (size_t i = 0; i < list->count; i++) {
        if (!outbox_parse_envelope(&range, list->names[i]))
            continue;
        if (!log_head(store->db, store->enrolment.down_log_id, &head, err))
            return false;
        if (range.from > head.seq + 1 || range.to <= head.seq)
            continue;
        if (!receive_envelope(store, list->names[i], err))
            return false;
        *changed = true;
    }
    return true;
}

static bool update_note(struct store *store, const char *sql, struct db_args args, bool *changed,
                        struct err *err)
{
    if (!db_begin(store->db, err) || !db_end(store->db, db_exec(store->db, sql, args, err), err))
        return false;
    *changed = *changed || db_changed(store->db) > 0;
    return true;
}

static bool receive_note(struct store *store, const char *name, const uint8_t *note, bool *changed,
                         struct err *err)
{
    uint8_t real[NOTE_NAME_SIZE];
    struct bytes file = {0};
    struct err refused;
    bool ok = true;

    if (!outbox_get(store->in, name, NOTE_SEALED_MAX, &file, &refused))
        return true;
    note_name(real, file.data, file.length);
    if (memcmp(real, note, sizeof real) == 0)
        ok = update_note(store, SQL_NOTE_CAME,
                         DB_ARGS(db_blob(note, NOTE_NAME_SIZE), db_blob(file.data, file.length)),
                         changed, err);
    bytes_clear(&file);
    return ok;
}

static bool receive_note_answer(struct store *store, const char *name, const uint8_t *note,
                                bool *changed, struct err *err)
{
    struct acknowledgement_note answer;
    struct bytes file = {0};
    struct err refused;
    bool ok;

    if (!outbox_get(store->in, name, ACKNOWLEDGEMENT_MAX, &file, &refused))
        return true;
    ok = acknowledgement_read_note(&answer, file.data, file.length, store->enrolment.server_sign,
                                   &refused) &&
         answer.complete && memcmp(answer.name, note, NOTE_NAME_SIZE) == 0;
    bytes_clear(&file);
    return !ok ||
           update_note(store, SQL_NOTE_THERE, DB_ARGS(db_blob(note, NOTE_NAME_SIZE)), changed, err);
}

static bool receive_notes(struct store *store, const struct outbox_list *list, bool *changed,
                          struct err *err)
{
    uint8_t note[NOTE_NAME_SIZE];

    for (size_t i = 0; i < list->count; i++) {
        const char *name = list->names[i];

        if (outbox_parse_note(note, name, ".note")) {
            if (!receive_note(store, name, note, changed, err))
                return false;
        } else if (outbox_parse_note(note, name, ".ack")) {
            if (!receive_note_answer(store, name, note, changed, err))
                return false;
        }
    }
    return true;
}

bool store_receive(struct store *store, bool *changed, struct err *err)
{
    struct outbox_list list;
    bool ok = true;

    *changed = false;
    if (!receive_enrolment(store, changed, err))
        return err_wrap(err, "take the enrolment");
    if (!store->enrolled)
        return true;
    if (!outbox_list_open(&list, store->in, err))
        return false;
    ok = receive_head(store, changed, err) && receive_records(store, &list, changed, err) &&
         receive_notes(store, &list, changed, err);
    outbox_list_close(&list);
    return ok || err_wrap(err, "take what the office sent");
}
