// SPDX-License-Identifier: Apache-2.0
#include "kiosk/roster_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/store.h"
#include "shared/books.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/shape.h"
#include "shared/str.h"

static const char SQL_HELD[] =
    "SELECT count(*) FROM ruling WHERE claim_id = $1 AND ruling = 'held'";
static const char SQL_PLANNED[] = "SELECT body FROM planned WHERE meeting_id = $1";
static const char SQL_UNPLANNED[] = "SELECT unplanned FROM planned WHERE meeting_id = $1";
static const char SQL_EXPECTED[] = "SELECT body FROM expected WHERE meeting_id = $1";
static const char SQL_POLICY[] = "SELECT body, hash FROM policy WHERE policy_id = $1";
static const char SQL_CONFIGURED[] = "SELECT body FROM configured";
static const char SQL_WORDING[] = "SELECT body FROM wording";
static const char SQL_PAYMENT[] =
    "SELECT channel, pence, paid_on FROM payment WHERE claim_id = $1 AND what = $2";
static const char SQL_ELSEWHERE[] = "SELECT sum(pence) FROM cash_elsewhere WHERE claim_id = $1";
static const char SQL_ELSEWHERE_OTHER[] =
    "SELECT count(*) FROM cash_elsewhere WHERE claim_id <> $1 AND person_id = $2 AND "
    "meeting_id = $3 AND pence > 0";
static const char SQL_ANSWERS[] =
    "SELECT claim_id, ref, code, about, answer FROM answer "
    "WHERE person_id = $1 AND (seen_at IS NULL OR seen_at = $2) ORDER BY claim_id, ref, code "
    "LIMIT $3";
static const char SQL_SEEN[] = "UPDATE answer SET seen_at = $4 "
                               "WHERE claim_id = $1 AND ref = $2 AND code = $3";

static const char SQL_STAND_INS[] = "SELECT staff_id FROM stand_in WHERE meeting_id = $1";

bool roster_read_row(const struct db_rows *rows, int column, enum record_kind kind, void *out,
                     struct err *err)
{
    struct record record = {.kind = kind, .body = db_get_text(rows, column)};

    record.body_length = strlen(record.body);
    return body_read(&record, out, err);
}

bool roster_read_one(struct store *store, const char *sql, struct db_args args,
                     enum record_kind kind, void *out, struct err *err)
{
    struct db_rows *rows;
    bool ok;

    if (!db_one(store->db, &rows, sql, args, err))
        return false;
    ok = roster_read_row(rows, 0, kind, out, err);
    db_free(rows);
    return ok;
}

bool roster_read_planned(struct store *store, struct id meeting, struct body_meeting_planned *out,
                         struct err *err)
{
    return roster_read_one(store, SQL_PLANNED, DB_ARGS(db_id(&meeting)), RECORD_MEETING_PLANNED,
                           out, err);
}

// Who stands in by the tin's code is a host here, beside all whom the office names.
static bool load_stand_ins(struct roster *roster, struct store *store, struct err *err)
{
    struct db_rows *rows;

    if (!db_query(store->db, &rows, SQL_STAND_INS, DB_ARGS(db_id(&roster->meeting)), err))
        return false;
    while (db_next(rows)) {
        roster->stand_ins =
            mem_resize(roster->stand_ins, roster->stand_in_count + 1, sizeof *roster->stand_ins);
        roster->stand_ins[roster->stand_in_count++] = db_get_id(rows, 0);
    }
    return db_done(rows, err);
}

static bool load_policy(struct roster *roster, struct store *store, struct err *err)
{
    struct db_rows *rows;
    const char *body;
    bool ok;

    if (!db_one(store->db, &rows, SQL_POLICY, DB_ARGS(db_text(roster->planned.policy)), err))
        return err_wrap(err, "this meeting's policy has not come from the office yet");
    body = db_get_text(rows, 0);
    ok = policy_read(&roster->policy, body, strlen(body), roster->planned.policy, err) &&
         db_get_bytes(rows, 1, roster->policy_hash, sizeof roster->policy_hash);
    db_free(rows);
    return ok;
}

// "Jo S.": the first name, and one letter of the last (PRV-03).
static void make_mask(struct roster_person *person)
{
    const char *last = person->names.last;

    if (*last)
        snprintf(person->mask, sizeof person->mask, "%s %.*s.", person->names.first,
                 (int)str_char_length(last), last);
    else
        snprintf(person->mask, sizeof person->mask, "%s", person->names.first);
}

void roster_seal_names(const struct body_names *names, const uint8_t key[static NOTE_KEY_SIZE],
                       struct bytes *sealed, uint8_t name[static NOTE_NAME_SIZE])
{
    struct bytes json = {0};

    shape_write(&body_names_shape, &json, NULL, names);
    note_seal(sealed, key, "names", json.data, json.length);
    note_name(name, sealed->data, sealed->length);
    mem_wipe(json.data, json.length);
    bytes_clear(&json);
}

bool roster_open_names(struct store *store, const uint8_t note[static NOTE_NAME_SIZE],
                       const uint8_t key[static NOTE_KEY_SIZE], struct body_names *out,
                       struct err *err)
{
    struct bytes sealed = {0};
    struct bytes plain = {0};
    struct json *json = NULL;
    bool ok = store_find_note(store, note, &sealed, err) &&
              note_open(&plain, key, "names", sealed.data, sealed.length, err) &&
              json_read(&json, bytes_text(&plain), plain.length, RECORD_BODY_MAX, err) &&
              shape_read(&body_names_shape, json, out, err);

    json_free(json);
    bytes_clear(&plain);
    bytes_clear(&sealed);
    return ok;
}

static bool open_names(struct roster *roster, struct store *store, struct roster_person *person,
                       struct err *err)
{
    if (!roster_open_names(store, person->expected.names, roster->key, &person->names, err))
        return false;
    make_mask(person);
    return true;
}

// Room for one more, zeroed; it counts once roster->count does.
static struct roster_person *grow(struct roster *roster)
{
    struct roster_person *grown = mem_new(roster->count + 1, sizeof *grown);

    // Not mem_resize: what it leaves behind would keep names in freed memory.
    if (roster->count)
        memcpy(grown, roster->people, roster->count * sizeof *grown);
    mem_wipe(roster->people, roster->count * sizeof *grown);
    free(roster->people);
    roster->people = grown;
    return &grown[roster->count];
}

static bool load_expected(struct roster *roster, struct store *store, struct err *err)
{
    struct db_rows *rows;
    struct err later;

    if (!db_query(store->db, &rows, SQL_EXPECTED, DB_ARGS(db_id(&roster->meeting)), err))
        return false;
    while (db_next(rows)) {
        struct roster_person *person = grow(roster);

        // Somebody whose names are still on their way is found once they are here.
        if (roster_read_row(rows, 0, RECORD_PERSON_EXPECTED, &person->expected, &later) &&
            open_names(roster, store, person, &later))
            roster->count++;
    }
    return db_done(rows, err);
}

// Nothing is known of them but their name, and nothing is agreed.
static void fill_added(struct roster_person *person, struct id id)
{
    person->added = true;
    person->expected = (struct body_person_expected){
        .person = id, .role = "member", .opted_in = true, .return_miles = -1, .maximum_pence = -1};
}

void roster_add(struct roster *roster, struct id person, const struct body_names *names)
{
    struct roster_person *one = grow(roster);

    fill_added(one, person);
    one->names = *names;
    make_mask(one);
    roster->count++;
}

static bool load_added(struct roster *roster, struct store *store, struct err *err)
{
    struct body_person_added *list = NULL;
    struct err later;
    size_t count;

    if (!books_list_added(store->db, roster->meeting, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct roster_person *person;

        if (roster_find_person(roster, list[i].person))
            continue; // the office has put them on the list meanwhile
        person = grow(roster);
        fill_added(person, list[i].person);
        memcpy(person->expected.names, list[i].names, sizeof list[i].names);
        if (open_names(roster, store, person, &later))
            roster->count++;
    }
    free(list);
    return true;
}

static bool find_unplanned(struct roster *roster, struct store *store, struct err *err)
{
    int64_t unplanned;

    if (!db_number(store->db, &unplanned, SQL_UNPLANNED, DB_ARGS(db_id(&roster->meeting)), 0, err))
        return false;
    roster->unplanned = unplanned != 0;
    return true;
}

bool roster_open(struct roster *roster, struct store *store, struct id meeting,
                 const uint8_t key[static NOTE_KEY_SIZE], struct err *err)
{
    struct roster next = {.open = true, .meeting = meeting};

    memcpy(next.key, key, sizeof next.key);
    if (!roster_read_planned(store, meeting, &next.planned, err) ||
        !find_unplanned(&next, store, err) || !load_stand_ins(&next, store, err) ||
        !load_policy(&next, store, err) || !load_expected(&next, store, err) ||
        !load_added(&next, store, err)) {
        roster_close(&next);
        return err_wrap(err, "open the meeting");
    }
    roster_close(roster);
    *roster = next;
    mem_wipe(next.key, sizeof next.key);
    return true;
}

void roster_close(struct roster *roster)
{
    mem_wipe(roster->people, roster->count * sizeof *roster->people);
    free(roster->people);
    free(roster->stand_ins);
    mem_wipe(roster, sizeof *roster);
}

bool roster_configured(struct store *store, struct body_kiosk_configured *out, struct err *err)
{
    return roster_read_one(store, SQL_CONFIGURED, DB_NONE, RECORD_KIOSK_CONFIGURED, out, err);
}

bool roster_wording(struct store *store, struct body_wording_set *out, struct err *err)
{
    return roster_read_one(store, SQL_WORDING, DB_NONE, RECORD_WORDING_SET, out, err);
}

bool roster_list_answers(struct store *store, struct id person, struct id meeting,
                         struct body_claim_answered out[static ROSTER_ANSWERS_MAX], size_t *count,
                         struct err *err)
{
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(store->db, &rows, SQL_ANSWERS,
                  DB_ARGS(db_id(&person), db_id(&meeting), db_int(ROSTER_ANSWERS_MAX)), err))
        return false;
    while (db_next(rows)) {
        struct body_claim_answered *answer = &out[used++];

        *answer = (struct body_claim_answered){.claim = db_get_id(rows, 0), .person = person};
        str_copy(answer->ref, sizeof answer->ref, db_get_text(rows, 1));
        str_copy(answer->code, sizeof answer->code, db_get_text(rows, 2));
        str_copy(answer->about, sizeof answer->about, db_get_text(rows, 3));
        str_copy(answer->answer, sizeof answer->answer, db_get_text(rows, 4));
    }
    *count = used;
    return db_done(rows, err);
}

bool roster_answers_seen(struct store *store, struct id meeting,
                         const struct body_claim_answered *answers, size_t count, struct err *err)
{
    bool ok = true;

    if (!db_begin(store->db, err))
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = db_exec(store->db, SQL_SEEN,
                     DB_ARGS(db_id(&answers[i].claim), db_text(answers[i].ref),
                             db_text(answers[i].code), db_id(&meeting)),
                     err);
    return db_end(store->db, ok, err);
}

bool roster_is_held(struct store *store, struct id claim, bool *held, struct err *err)
{
    int64_t count;

    if (!db_number(store->db, &count, SQL_HELD, DB_ARGS(db_id(&claim)), 0, err))
        return false;
    *held = count > 0;
    return true;
}

bool roster_find_payment(struct store *store, struct id claim, const char *what,
                         struct body_payment_made *out, struct err *err)
{
    struct body_payment_made found = {.claim = claim};
    struct db_rows *rows;

    if (!db_one(store->db, &rows, SQL_PAYMENT, DB_ARGS(db_id(&claim), db_text(what)), err))
        return false;
    str_copy(found.what, sizeof found.what, what);
    str_copy(found.channel, sizeof found.channel, db_get_text(rows, 0));
    found.pence = db_get_int(rows, 1);
    str_copy(found.paid_on, sizeof found.paid_on, db_get_text(rows, 2));
    db_free(rows);
    *out = found;
    return true;
}

bool roster_paid_elsewhere(struct store *store, const struct books_claim *claim, int64_t *pence,
                           struct err *err)
{
    const struct db_value which[] = {db_id(&claim->claim), db_id(&claim->person),
                                     db_id(&claim->meeting)};
    int64_t others;
    int64_t paid;

    if (!db_number(store->db, &paid, SQL_ELSEWHERE, (struct db_args){which, 1}, 0, err) ||
        !db_number(store->db, &others, SQL_ELSEWHERE_OTHER, (struct db_args){which, 3}, 0, err))
        return err_wrap(err, "look what was paid at another kiosk");
    *pence = others ? claim->expenses_pence : paid;
    return true;
}
