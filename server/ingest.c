// SPDX-License-Identifier: Apache-2.0
#include "server/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/assessed.h"
#include "server/down.h"
#include "server/exceptions.h"
#include "server/feedback.h"
#include "server/history.h"
#include "server/ledger.h"
#include "server/meetings.h"
#include "server/newcomers.h"
#include "server/notes.h"
#include "server/people.h"
#include "server/printed_forms.h"
#include "server/questions.h"
#include "server/remembered.h"
#include "server/same_form.h"
#include "server/unplanned.h"
#include "shared/books.h"
#include "shared/books_left.h"
#include "shared/envelope.h"
#include "shared/json.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/shape.h"
#include "shared/str.h"
#include "shared/when.h"

/* Why the effect of one record of an envelope is passed over, by its place in it. */
struct poison {
    bool suspect;
    bool skip;
    char reason[ERR_TEXT_SIZE];
};

/* One go at one envelope. */
struct attempt {
    struct db *db;
    const struct office *office;
    const struct envelope_batch *batch;
    struct poison *poison; // one a record
    struct ingest_result result;
    size_t at;      // the record it is at
    bool in_effect; // and whether it is the record's effect, not its storing
};

static bool object(struct db *db, const struct record *record, const char *kind, const char *reason,
                   struct err *err)
{
    return exceptions_raise_at(db, record, (struct id){{0}}, kind, reason, err);
}

/* --- what a record means here --- */

static bool want(struct db *db, const struct office *office, struct notes_wanted *wanted,
                 const char *purpose, struct err *err)
{
    struct notes_state state;

    str_copy(wanted->purpose, sizeof wanted->purpose, purpose);
    if (!notes_state(db, office, wanted->name, &state, err))
        return false;
    wanted->arrived = state.complete;
    return notes_want(db, wanted, err);
}

static bool want_picture(struct db *db, const struct office *office, const struct record *record,
                         struct err *err)
{
    struct notes_wanted wanted = {.meeting = record->meeting_id, .log_id = record->log_id};
    struct body_receipt_taken body;

    if (!body_read(record, &body, err))
        return false;
    memcpy(wanted.name, body.picture, sizeof wanted.name);
    wanted.about = body.claim;
    wanted.sealed_bytes = body.sealed_bytes;
    return want(db, office, &wanted, "picture", err);
}

// The slip is how paper that comes in an envelope finds its person.
static bool tell_new(struct db *db, const struct record *record, struct id person, struct err *err)
{
    char slip[ID_SHORT_SIZE];
    char reason[ERR_TEXT_SIZE];

    id_short(slip, person);
    snprintf(reason, sizeof reason,
             "Somebody new was signed in; their slip says %s. Agree it with them, and put them on "
             "the list.",
             slip);
    return object(db, record, NEWCOMERS_KIND, reason, err);
}

static bool add_person(struct db *db, const struct office *office, const struct record *record,
                       struct err *err)
{
    struct notes_wanted wanted = {.meeting = record->meeting_id, .log_id = record->log_id};
    struct body_person_added body;

    if (!body_read(record, &body, err))
        return false;
    memcpy(wanted.name, body.names, sizeof wanted.name);
    wanted.about = body.person;
    return people_add_unlisted(db, office, body.person, err) &&
           want(db, office, &wanted, "names", err) && tell_new(db, record, body.person, err);
}

static bool hold_of_new(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    bool waits = false;
    bool ok = body_read(record, claim, err) && newcomers_wait(db, claim->person, &waits, err);

    if (ok && waits)
        ok = exceptions_raise_at(db, record, claim->claim, NEWCOMERS_KIND,
                                 "Somebody who was new at the meeting claims. Agree it with them "
                                 "first.",
                                 err);
    free(claim);
    return ok;
}

static bool check_meeting(struct db *db, const struct office *office, const struct record *record,
                          struct err *err)
{
    struct meetings_meeting meeting;

    if (meetings_get(db, office, record->meeting_id, &meeting, err))
        return true;
    return err->kind == ERR_NOT_FOUND &&
           object(db, record, "meeting_unknown",
                  "A meeting was opened that this server never planned.", err);
}

// Each kiosk's by its letter, so that what two of them paid adds up wherever that is heard.
static bool tell_cash(struct db *db, const struct office *office, const struct record *record,
                      struct err *err)
{
    struct body_payment_made made = {.channel = "cash"};
    struct kiosks_life life;
    struct books_claim claim;
    struct body_cash body;

    if (id_equal(record->log_id, office->log_id))
        return true; // paid by hand, where no kiosk works
    if (!body_read(record, &body, err) || !books_get_claim(db, body.claim, &claim, err) ||
        !kiosks_find_log(db, record->log_id, &life, err) ||
        !books_paid_from(db, body.claim, record->log_id, &made.pence, err))
        return false;
    made.claim = claim.claim;
    made.person = claim.person;
    snprintf(made.what, sizeof made.what, "cash_%c", life.letter[0] - 'A' + 'a');
    return down_cash(db, claim.meeting, &made, life.kiosk, err);
}

// Someone is to ask what happened, and to seal another envelope.
static bool flag_tin(struct db *db, const struct record *record, struct err *err)
{
    struct body_tin_used body;

    return body_read(record, &body, err) &&
           object(db, record, "tin_used",
                  str_equal(body.why, "pin_forgotten")
                      ? "The float tin's one-time code was used: a PIN was forgotten. Ask both "
                        "people what happened, and print a new code."
                      : "The float tin's one-time code was used: the payer was away, and somebody "
                        "else paid out. Ask both people what happened, and print a new code.",
                  err);
}

static bool extras(struct db *db, const struct office *office, const struct record *record,
                   struct err *err)
{
    if (record->kind == RECORD_RECEIPT_TAKEN)
        return want_picture(db, office, record, err);
    if (record->kind == RECORD_CLAIM_QUESTIONED)
        return questions_raise(db, office, record, err);
    if (record->kind == RECORD_CLAIM_MADE)
        return hold_of_new(db, record, err);
    if (record->kind == RECORD_PERSON_ADDED)
        return add_person(db, office, record, err);
    if (record->kind == RECORD_CASH_PAID || record->kind == RECORD_CASH_RETURNED)
        return tell_cash(db, office, record, err);
    if (record->kind == RECORD_TIN_USED)
        return flag_tin(db, record, err);
    if (record->kind == RECORD_FEEDBACK_LEFT)
        return feedback_apply(db, office, record, err);
    if (record->kind == RECORD_MEETING_UNPLANNED)
        return unplanned_take(db, office, record, err);
    if (record->kind == RECORD_MEETING_OPENED)
        return check_meeting(db, office, record, err);
    if (record->kind == RECORD_CHOICE_GIVEN || record->kind == RECORD_CHOICE_WITHDRAWN)
        return remembered_apply(db, office, record, err);
    return true;
}

bool ingest_understands(const struct record *record)
{
    return record->kind < RECORD_KIOSK_CONFIGURED && body_shape(record->kind) &&
           record->schema == 1;
}

/* What a refused record is, and which claim waits until somebody has looked. */
struct refused {
    const char *kind;
    struct id claim; // none
};

// A second claim of one person at one meeting: the first waits too.
static struct refused find_first(struct db *db, const struct record *record)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct refused refused = {.kind = "refused"};
    struct books_claim first;
    struct err none;

    if (body_read(record, claim, &none) &&
        books_find_claim(db, record->meeting_id, claim->person, &first, &none)) {
        if (!id_equal(first.claim, claim->claim))
            refused.kind = "second_claim";
        refused.claim = first.claim;
    }
    free(claim);
    return refused;
}

// What else was said of a claim and does not fit, cash that was paid twice above all: it waits
// until somebody has looked which is right.
static bool refuse(struct db *db, const struct record *record, const char *why, struct err *err)
{
    bool claims = record->kind == RECORD_CLAIM_MADE || record->kind == RECORD_CLAIM_HANDED;
    struct refused refused =
        claims ? find_first(db, record) : (struct refused){"refused", history_claim(record)};

    return exceptions_raise_at(db, record, refused.claim, refused.kind, why, err);
}

static bool check_two_people(const struct record *record, struct err *err)
{
    struct body_claim_taken_back back;

    return body_read(record, &back, err) &&
           ((!id_is_none(back.witness) && !id_equal(back.witness, back.by)) ||
            err_set(err, ERR_INVALID, "two people take back a claim that was handed over"));
}

static bool check_float(const struct record *record, struct err *err)
{
    struct body_cash cash;

    return body_read(record, &cash, err) &&
           (!id_is_none(cash.float_id) || err_set(err, ERR_INVALID, "a desk pays out of a float"));
}

// Only who left it takes it back; that two leave it the books refuse.
static bool check_left(struct db *db, const struct record *record, struct err *err)
{
    struct body_cash_left body;
    struct books_left left;

    return body_read(record, &body, err) && books_left_get(db, body.claim, &left, err) &&
           (body.pence > 0 || left.pence == 0 || id_equal(left.log_id, record->log_id) ||
            err_set(err, ERR_INVALID, "another kiosk left it for next time"));
}

// What the office may say by an account of its own, a desk may not.
static bool check_desk(struct db *db, const struct office *office, const struct record *record,
                       struct err *err)
{
    if (id_equal(record->log_id, office->log_id))
        return true;
    if (record->kind == RECORD_CLAIM_TAKEN_BACK)
        return check_two_people(record, err);
    if (record->kind == RECORD_CASH_LEFT)
        return check_left(db, record, err);
    return record->kind != RECORD_CASH_PAID || check_float(record, err);
}

static bool apply(struct db *db, const struct office *office, const struct record *record,
                  bool (*into_books)(struct db *, const struct record *, struct err *),
                  int64_t *exceptions, struct err *err)
{
    struct err why;

    if (!ingest_understands(record)) {
        (*exceptions)++;
        return object(db, record, "not_understood",
                      "This server is too old to understand the record. It is kept.", err);
    }
    if (!check_desk(db, office, record, &why) || !into_books(db, record, &why)) {
        if (why.kind == ERR_INTERNAL || why.kind == ERR_OFFLINE || why.kind == ERR_CONFLICT) {
            *err = why;
            return false;
        }
        (*exceptions)++;
        return refuse(db, record, why.text, err);
    }
    return assessed_apply(db, record, err) && extras(db, office, record, err);
}

bool ingest_apply(struct db *db, const struct office *office, const struct record *record,
                  int64_t *exceptions, struct err *err)
{
    return apply(db, office, record, books_apply, exceptions, err);
}

bool ingest_apply_again(struct db *db, const struct office *office, const struct record *record,
                        struct err *err)
{
    int64_t exceptions = 0;

    return apply(db, office, record, books_apply_again, &exceptions, err);
}

/* One record of ours on its way into the books. */
struct ours {
    struct db *db;
    const struct office *office;
};

static bool apply_ours(const struct record *record, void *context, struct err *err)
{
    struct ours *ours = context;
    bool first;

    return log_claim_operation(ours->db, record, &first, err) &&
           (!first ||
            (books_apply(ours->db, record, err) && assessed_apply(ours->db, record, err) &&
             extras(ours->db, ours->office, record, err)));
}

bool ingest_ours(struct db *db, const struct office *office, const struct log_entry *entry,
                 const void *body, struct err *err)
{
    struct ours ours = {db, office};
    struct log_head before;

    return log_head(db, office->log_id, &before, err) &&
           ledger_note(db, office, entry, body, err) &&
           log_each(db, office->log_id, before.seq, apply_ours, &ours, err);
}

/* --- one envelope --- */

static struct id whose(struct db *db, const struct record *record)
{
    struct body_choice body;
    struct err err;

    if (record->kind != RECORD_CHOICE_GIVEN && record->kind != RECORD_CHOICE_WITHDRAWN)
        return history_of(db, record);
    return body_read(record, &body, &err) ? body.person : (struct id){{0}};
}

// Each person once: kiosks are told of all that changed at a time.
static void note_person(struct ingest_result *result, struct id person)
{
    if (id_is_none(person))
        return;
    for (size_t i = 0; i < result->chose_count; i++)
        if (id_equal(result->chose[i], person))
            return;
    if (result->chose_count < ENVELOPE_RECORDS)
        result->chose[result->chose_count++] = person;
}

/* An act that came again with other content. */
enum twice {
    TWICE_OTHER,   // by mistake, or by whoever makes them up
    TWICE_SAME,    // a paper form that was typed in at two places, which is one act
    TWICE_DIFFERS, // and says something else at each
};

static bool find_twice(struct db *db, const struct record *record, enum twice *out, struct err *err)
{
    struct body_claim *both = mem_new(2, sizeof *both);
    bool is_form = false;
    struct err none;
    bool ok = record->kind != RECORD_CLAIM_MADE || !body_read(record, &both[0], &none) ||
              printed_forms_has(db, both[0].claim, &is_form, err);

    *out = TWICE_OTHER;
    if (ok && is_form && same_form_stands(db, both[0].claim, &both[1], &none))
        *out = same_form_is(&both[0], &both[1]) ? TWICE_SAME : TWICE_DIFFERS;
    free(both);
    return ok;
}

static bool object_twice(struct attempt *attempt, const struct record *record, const char *why,
                         struct err *err)
{
    struct id claim = history_claim(record);
    enum twice twice;

    if (!find_twice(attempt->db, record, &twice, err))
        return false;
    if (twice == TWICE_SAME)
        return true;
    attempt->result.exceptions++;
    if (twice == TWICE_OTHER)
        return exceptions_raise_at(attempt->db, record, claim, "operation_conflict", why, err);
    return exceptions_raise_at(attempt->db, record, claim, SAME_FORM_DIFFERS,
                               "A paper form was typed in at two places, and not the same. What "
                               "stands is what came first: look at the paper.",
                               err);
}

static bool take_effect(struct attempt *attempt, const struct record *record, struct err *err)
{
    struct poison *poison = &attempt->poison[attempt->at];
    bool first;

    if (poison->skip) {
        attempt->result.exceptions++;
        return refuse(attempt->db, record, poison->reason, err);
    }
    if (!log_claim_operation(attempt->db, record, &first, err)) {
        struct err why = *err;

        return why.kind == ERR_CONFLICT && object_twice(attempt, record, why.text, err);
    }
    if (first &&
        !ingest_apply(attempt->db, attempt->office, record, &attempt->result.exceptions, err))
        return false;
    note_person(&attempt->result, whose(attempt->db, record));
    return true;
}

static bool fork_off(struct attempt *attempt, const struct record *record, struct err *err)
{
    if (attempt->result.forked++)
        return true;
    attempt->result.life.forked = true;
    attempt->result.exceptions++;
    return kiosks_set_forked(attempt->db, record->log_id, err) &&
           object(attempt->db, record, "fork",
                  "Two histories came under one kiosk's log: a copy of its disk, or an old one. "
                  "Both are kept, and its money waits for a person.",
                  err);
}

static bool take_record(struct attempt *attempt, const uint8_t *raw, size_t length, struct err *err)
{
    enum log_outcome outcome;
    struct record record;

    attempt->in_effect = false;
    if (!log_store(attempt->db, raw, length, &outcome, err) ||
        !record_read(&record, raw, length, err))
        return false;
    switch (outcome) {
    case LOG_STORED:
        attempt->result.stored++;
        attempt->in_effect = true;
        return take_effect(attempt, &record, err);
    case LOG_KNOWN:
        attempt->result.known++;
        return true;
    case LOG_FORKED:
        return fork_off(attempt, &record, err);
    case LOG_GAP:
        attempt->result.gap = true;
        return true;
    }
    return false;
}

static bool take_records(struct attempt *attempt, struct err *err)
{
    struct bytes_reader reader = {attempt->batch->records.data, attempt->batch->records.length};
    const uint8_t *raw;
    size_t length;

    for (attempt->at = 0; !attempt->result.gap; attempt->at++) {
        if (!envelope_batch_next(&reader, &raw, &length))
            return true;
        if (!take_record(attempt, raw, length, err))
            return false;
    }
    return true;
}

/*
 * Whether to go again. A record whose effect makes the database refuse a statement must not hold up
 * those behind it. It is passed over when the very same happens twice, so that a disk that stumbled
 * once is not taken for a bad record.
 */
static bool blame(struct attempt *attempt, const struct err *err)
{
    struct poison *poison = &attempt->poison[attempt->at];

    if (!attempt->in_effect || err->kind == ERR_OFFLINE)
        return false;
    if (poison->skip)
        return false;
    poison->skip = poison->suspect || err->kind == ERR_CONFLICT;
    poison->suspect = true;
    str_copy(poison->reason, sizeof poison->reason, err->text);
    return true;
}

static bool try_once(struct attempt *attempt, const struct kiosks_life *life, bool *again,
                     struct err *err)
{
    bool ok;

    *again = false;
    attempt->result = (struct ingest_result){
        .life = *life,
        .from = attempt->batch->from,
        .to = attempt->batch->from + (int64_t)attempt->batch->count - 1,
    };
    if (!db_begin(attempt->db, err))
        return false;
    ok = take_records(attempt, err);
    if (!ok)
        *again = blame(attempt, err);
    ok = ok && kiosks_touch(attempt->db, life, err);
    return db_end(attempt->db, ok, err);
}

static bool store_batch(struct db *db, const struct office *office,
                        const struct envelope_batch *batch, const struct kiosks_life *life,
                        struct ingest_result *out, struct err *err)
{
    struct attempt attempt = {.db = db, .office = office, .batch = batch};
    bool again;
    bool ok;

    attempt.poison = mem_new(batch->count, sizeof *attempt.poison);
    do
        ok = try_once(&attempt, life, &again, err);
    while (!ok && again);
    free(attempt.poison);
    if (ok)
        *out = attempt.result;
    return ok;
}

bool ingest_envelope(struct db *db, const struct office *office, const struct bytes *bytes,
                     struct ingest_result *out, struct err *err)
{
    struct envelope_batch batch = {0};
    struct envelope envelope = {0};
    struct kiosks_life life;
    bool ok;

    if (!envelope_open(&envelope, bytes->data, bytes->length, &office->keys, err))
        return false;
    ok = kiosks_find_log(db, envelope.log_id, &life, err) &&
         (id_equal(life.log_id, envelope.log_id) ||
          err_set(err, ERR_NOT_FOUND, "that is our own log"));
    if (ok && !envelope_verify(&envelope, life.sign_public, &batch, err)) {
        ok = false;
        err->kind = ERR_NOT_FOUND; // not that kiosk's: whoever sent it must not be told more
    }
    envelope_clear(&envelope);
    ok = ok && store_batch(db, office, &batch, &life, out, err);
    envelope_batch_clear(&batch);
    return ok || err_wrap(err, "take an envelope");
}

/* --- notes and answers --- */

static bool take_names(struct db *db, const struct office *office,
                       const struct notes_wanted *wanted, struct err *err)
{
    struct meetings_meeting meeting;
    struct body_names names = {0};
    struct bytes sealed = {0};
    struct bytes plain = {0};
    struct json *json = NULL;
    bool ok = meetings_get(db, office, wanted->meeting, &meeting, err) &&
              notes_get(db, office, wanted->name, &sealed, err) &&
              note_open(&plain, meeting.key, "names", sealed.data, sealed.length, err) &&
              json_read(&json, bytes_text(&plain), plain.length, RECORD_BODY_MAX, err) &&
              shape_read(&body_names_shape, json, &names, err) && db_begin(db, err) &&
              db_end(db, people_set_names(db, office, wanted->about, &names, err), err);

    json_free(json);
    bytes_clear(&sealed);
    bytes_clear(&plain);
    mem_wipe(&names, sizeof names);
    mem_wipe(&meeting, sizeof meeting);
    return ok;
}

bool ingest_note(struct db *db, const struct office *office,
                 const uint8_t name[static NOTE_NAME_SIZE], struct err *err)
{
    struct notes_wanted wanted;

    if (!notes_find_wanted(db, name, &wanted, err))
        return err->kind == ERR_NOT_FOUND; // its record is still on its way
    if (!str_equal(wanted.purpose, "names"))
        return true;
    // A note that does not open stays a file; the person stays without a name.
    return take_names(db, office, &wanted, err) || err->kind == ERR_INVALID ||
           err->kind == ERR_NOT_FOUND;
}

bool ingest_acknowledge(struct db *db, struct id log_id, struct acknowledgement *out,
                        struct err *err)
{
    struct acknowledgement answer = {.log_id = log_id, .server_ms = when_now_ms()};
    struct kiosks_life life;
    struct log_head head;

    if (!kiosks_find_log(db, log_id, &life, err) || !log_head(db, life.log_id, &head, err))
        return false;
    answer.log_id = life.log_id;
    answer.seq = head.seq;
    memcpy(answer.hash, head.hash, sizeof answer.hash);
    if (!log_head(db, life.down_log_id, &head, err))
        return false;
    answer.down_log_id = life.down_log_id;
    answer.down_seq = head.seq;
    memcpy(answer.down_hash, head.hash, sizeof answer.down_hash);
    answer.forked = life.forked;
    *out = answer;
    return true;
}
