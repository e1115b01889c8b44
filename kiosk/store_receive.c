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
static const char SQL_ACKNOWLEDGED[] =
    "UPDATE enrolment SET acknowledged = $1, server_ms = $2, money_held = $3";
static const char SQL_DOWN_FORKED[] = "UPDATE enrolment SET down_forked = 1";
static const char SQL_NOTE_CAME[] = "UPDATE note SET sealed = $2, arrived = 1 "
                                    "WHERE name = $1 AND ours = 0 AND sealed IS NULL";
static const char SQL_NOTE_THERE[] =
    "UPDATE note SET arrived = 1 WHERE name = $1 AND ours = 1 AND arrived = 0";

static bool save_answer(struct store *store, const struct outbox_enrolment *answer, struct err *err)
{
    struct bytes json = {0};
    bool ok;

    shape_write(&outbox_enrolment_shape, &json, NULL, answer);
    ok = store_begin(store, err) &&
         store_end(store, db_exec(store->db, SQL_ENROL, DB_ARGS(db_text(bytes_text(&json))), err),
                   err);
    bytes_clear(&json);
    return ok;
}

// Whoever typed a code here was given it by the office: no other server may answer. Where nobody
// did, the installer enrolled this machine from a terminal, and the agent checked the code.
static bool is_wished(const struct store *store, const struct outbox_enrolment *answer)
{
    struct outbox_wish wish;
    struct enrol_code code;
    struct err none;

    if (!outbox_read_state(store->out, "enrol.wish", &outbox_wish_shape, &wish, &none))
        return none.kind == ERR_NOT_FOUND;
    return !*wish.code ||
           (enrol_parse_code(&code, wish.code) && enrol_code_is_for(&code, answer->server_sign));
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
         id_equal(answer.log_id, store->log_id) && is_wished(store, &answer);
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

// True when the log has that hash at that place; what we do not have so far says nothing.
static bool agrees(struct store *store, struct id log_id, int64_t seq, const uint8_t *hash,
                   bool *out, struct err *err)
{
    uint8_t ours[RECORD_HASH_SIZE];

    if (!log_hash_at(store->db, log_id, seq, ours, err))
        return err->kind == ERR_NOT_FOUND;
    *out = memcmp(ours, hash, sizeof ours) == 0;
    return true;
}

// The server's head must be a place in our own log. If it is not, one of us was rolled back or
// there are two of us: until a person has looked, no cash goes out (architecture.md part 5).
static bool judge_head(struct store *store, const struct acknowledgement *answer, bool *held,
                       struct err *err)
{
    bool ours = false; // beyond our end: the server knows more of us than we do

    if (!agrees(store, store->log_id, answer->seq, answer->hash, &ours, err))
        return false;
    *held = answer->forked || !ours;
    return true;
}

// The same for the office's own log, as far as we have it. An answer need not say its hash.
static bool judge_down(struct store *store, const struct acknowledgement *answer, bool *forked,
                       struct err *err)
{
    static const uint8_t unsaid[RECORD_HASH_SIZE];
    bool same = true;

    if (memcmp(answer->down_hash, unsaid, sizeof unsaid) != 0 &&
        id_equal(answer->down_log_id, store->enrolment.down_log_id) &&
        !agrees(store, answer->down_log_id, answer->down_seq, answer->down_hash, &same, err))
        return false;
    *forked = !same;
    return true;
}

// The office told this kiosk two different things under one number. Inside store_begin.
static bool hold_for_fork(struct store *store, struct err *err)
{
    struct body_kiosk_noted body = {.what = "down_forked"};
    struct id nowhere = {{0}};

    return store->down_forked ||
           (db_exec(store->db, SQL_DOWN_FORKED, DB_NONE, err) &&
            store_record(store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, err));
}

// A backup of what is not our own log secures nothing of ours.
static bool judge_secured(struct store *store, const struct acknowledgement *answer,
                          struct err *err)
{
    bool ours = false;

    if (answer->secured_seq > 0 &&
        !agrees(store, store->log_id, answer->secured_seq, answer->secured_hash, &ours, err))
        return false;
    store->secured = ours ? answer->secured_seq : 0;
    return true;
}

// It may go down: a server that was restored from a backup has less, and is sent it again (R2).
static bool believe(struct store *store, const struct acknowledgement *answer, bool *changed,
                    struct err *err)
{
    int64_t seq;
    bool forked;
    bool held;

    if (!judge_head(store, answer, &held, err) || !judge_down(store, answer, &forked, err) ||
        !judge_secured(store, answer, err))
        return false;
    store->server_ms = answer->server_ms;
    seq = held ? 0 : answer->seq;
    forked = forked && !store->down_forked;
    held = held || store->down_forked || forked;
    if (seq == store->acknowledged && held == store->money_held && !forked)
        return true; // what was said last still stands
    if (!store_begin(store, err) ||
        !store_end(store,
                   db_exec(store->db, SQL_ACKNOWLEDGED,
                           DB_ARGS(db_int(seq), db_int(answer->server_ms), db_int(held)), err) &&
                       (!forked || hold_for_fork(store, err)),
                   err))
        return false;
    store->down_forked = store->down_forked || forked;
    store->acknowledged = seq;
    store->money_held = held;
    *changed = true;
    return true;
}

static bool receive_head(struct store *store, bool *changed, struct err *err)
{
    struct acknowledgement answer;
    struct bytes file = {0};
    struct err refused;
    bool ok;

    if (!outbox_get(store->in, "server.ack", ACKNOWLEDGEMENT_MAX, &file, &refused))
        return true;
    // One that is older than the last stays signed for ever, and says what is no longer so.
    ok = acknowledgement_read(&answer, file.data, file.length, store->enrolment.server_sign,
                              &refused) &&
         id_equal(answer.log_id, store->log_id) && answer.server_ms >= store->server_ms;
    bytes_clear(&file);
    return !ok || believe(store, &answer, changed, err);
}

static bool store_batch(struct store *store, const struct envelope_batch *batch, bool *forked,
                        struct err *err)
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
        if ((outcome == LOG_STORED && !roster_apply(store->db, &record, err)) ||
            (outcome == LOG_FORKED && !*forked && !hold_for_fork(store, err)))
            return false;
        *forked = *forked || outcome == LOG_FORKED;
    }
    return true;
}

static bool receive_envelope(struct store *store, const char *name, struct err *err)
{
    struct envelope_batch batch = {0};
    struct envelope envelope = {0};
    struct bytes file = {0};
    struct err refused;
    bool forked = false;
    bool ok;

    ok = outbox_get(store->in, name, ENVELOPE_MAX, &file, &refused) &&
         envelope_open(&envelope, file.data, file.length, &store->keys, &refused) &&
         id_equal(envelope.log_id, store->enrolment.down_log_id) &&
         envelope_verify(&envelope, store->enrolment.server_sign, &batch, &refused);
    bytes_clear(&file);
    envelope_clear(&envelope);
    if (!ok)
        return true;
    ok = store_begin(store, err) && store_end(store, store_batch(store, &batch, &forked, err), err);
    envelope_batch_clear(&batch);
    if (ok && forked)
        store->down_forked = store->money_held = true;
    return ok;
}

static bool receive_records(struct store *store, const struct outbox_list *list, bool *changed,
                            struct err *err)
{
    struct outbox_range range;
    struct log_head head;
    int64_t before;

    if (!log_head(store->db, store->enrolment.down_log_id, &head, err))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        if (!outbox_parse_envelope(&range, list->names[i]))
            continue;
        if (range.from > head.seq + 1 || range.to <= head.seq)
            continue;
        if (!receive_envelope(store, list->names[i], err))
            return false;
        before = head.seq;
        if (!log_head(store->db, store->enrolment.down_log_id, &head, err))
            return false;
        *changed = *changed || head.seq > before;
    }
    return true;
}

static bool update_note(struct store *store, const char *sql, struct db_args args, bool *changed,
                        struct err *err)
{
    if (!store_begin(store, err) || !store_end(store, db_exec(store->db, sql, args, err), err))
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
