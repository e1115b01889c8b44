// SPDX-License-Identifier: Apache-2.0
#include "kiosk/draft.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/visit_parts.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/shape.h"
#include "shared/str.h"

static const char SQL_KEEP[] =
    "INSERT INTO draft (meeting_id, person_id, sealed) VALUES ($1, $2, $3) "
    "ON CONFLICT (meeting_id, person_id) DO UPDATE SET sealed = excluded.sealed";
static const char SQL_KEEP_PICTURE[] =
    "INSERT INTO draft_picture (receipt_id, meeting_id, person_id, line, sealed) "
    "VALUES ($1, $2, $3, $4, $5)";
static const char SQL_FIND[] = "SELECT sealed FROM draft WHERE meeting_id = $1 AND person_id = $2";
static const char SQL_PICTURES[] = "SELECT receipt_id, line, sealed FROM draft_picture "
                                   "WHERE meeting_id = $1 AND person_id = $2 ORDER BY receipt_id";
static const char SQL_DROP[] = "DELETE FROM draft WHERE meeting_id = $1 AND person_id = $2";
static const char SQL_DROP_PICTURES[] =
    "DELETE FROM draft_picture WHERE meeting_id = $1 AND person_id = $2";
static const char SQL_CLEAR[] = "DELETE FROM draft WHERE meeting_id = $1";
static const char SQL_CLEAR_PICTURES[] = "DELETE FROM draft_picture WHERE meeting_id = $1";
static const char SQL_COUNT[] = "SELECT count(*) FROM draft WHERE meeting_id = $1";

/* What a sealed note says: the answers, as numbers of this program's own. */
struct draft_line {
    int64_t category;
    int64_t number;
    bool home;
    bool supplied;
    int64_t pence;
    int64_t milli_miles;
    int64_t proof;
    int64_t questioned;
};

struct draft {
    int64_t prep_minutes;
    bool travel_said, walked, lift, no_costs, costs_said;
    int64_t home;
    int64_t last_number;
    struct draft_line lines[VISIT_LINES_MAX];
    size_t line_count;
    int64_t fee;
    int64_t less_pence;
    int64_t limit;
    bool letter, same;
    int64_t benefits_seen_ms;
    int64_t questioned;
    int64_t photographs, words, contact; // enum visit_answer
    int64_t wording;
    int64_t leaves_ms;
    char contact_by[BODY_CODE_SIZE];
};

static const struct shape_field line_fields[] = {
    SHAPE_FIELD_INT(struct draft_line, category, 0, POLICY_CATEGORY_COUNT - 1),
    SHAPE_FIELD_INT(struct draft_line, number, 1, 1000),
    SHAPE_FIELD_BOOL(struct draft_line, home),
    SHAPE_FIELD_BOOL(struct draft_line, supplied),
    SHAPE_FIELD_INT(struct draft_line, pence, -1, MONEY_MAX),
    SHAPE_FIELD_INT(struct draft_line, milli_miles, -1, MONEY_MAX),
    SHAPE_FIELD_INT(struct draft_line, proof, VISIT_PROOF_UNSAID, VISIT_LOST),
    SHAPE_FIELD_INT(struct draft_line, questioned, 0, UINT32_MAX),
};
static const struct shape line_shape = SHAPE(struct draft_line, line_fields);

static const struct shape_field fields[] = {
    SHAPE_FIELD_INT(struct draft, prep_minutes, -1, 100000),
    SHAPE_FIELD_BOOL(struct draft, travel_said),
    SHAPE_FIELD_BOOL(struct draft, walked),
    SHAPE_FIELD_BOOL(struct draft, lift),
    SHAPE_FIELD_BOOL(struct draft, no_costs),
    SHAPE_FIELD_BOOL(struct draft, costs_said),
    SHAPE_FIELD_INT(struct draft, home, VISIT_HOME_UNSAID, VISIT_HOME_LATER),
    SHAPE_FIELD_INT(struct draft, last_number, 0, 1000),
    SHAPE_LIST(struct draft, lines, line_count, SHAPE_OBJECT, &line_shape),
    SHAPE_FIELD_INT(struct draft, fee, VISIT_FEE_UNSAID, VISIT_FEE_LATER),
    SHAPE_FIELD_INT(struct draft, less_pence, -1, MONEY_MAX),
    SHAPE_FIELD_INT(struct draft, limit, VISIT_LIMIT_NOW, VISIT_LIMIT_ENDED),
    SHAPE_FIELD_BOOL(struct draft, letter),
    SHAPE_FIELD_BOOL(struct draft, same),
    SHAPE_FIELD_INT(struct draft, benefits_seen_ms, 0, JSON_INT_MAX),
    SHAPE_FIELD_INT(struct draft, questioned, 0, UINT32_MAX),
    SHAPE_FIELD_INT(struct draft, photographs, VISIT_UNSAID, VISIT_NO),
    SHAPE_FIELD_INT(struct draft, words, VISIT_UNSAID, VISIT_NO),
    SHAPE_FIELD_INT(struct draft, contact, VISIT_UNSAID, VISIT_NO),
    SHAPE_MAYBE_CODE(struct draft, contact_by),
    SHAPE_MAYBE_INT(struct draft, wording, 0, 10000, 0),
    SHAPE_MAYBE_INT(struct draft, leaves_ms, 0, JSON_INT_MAX, 0),
};
static const struct shape draft_shape = SHAPE(struct draft, fields);

bool draft_has_answers(const struct visit *visit)
{
    return visit->prep_minutes >= 0 || visit->travel_said || visit->line_count > 0;
}

bool draft_is_worth_keeping(const struct visit *visit)
{
    return visit->on && visit->arrived_ms && !visit->claimed &&
           (draft_has_answers(visit) || visit->leaves_ms);
}

// --- keep ---

static void fill_line(const struct visit_line *line, struct draft_line *out)
{
    *out = (struct draft_line){.category = line->category,
                               .number = line->number,
                               .home = line->home,
                               .supplied = line->supplied,
                               .pence = line->pence,
                               .milli_miles = line->milli_miles,
                               .proof = line->proof,
                               .questioned = line->questioned};
}

static void fill(const struct visit *visit, struct draft *out)
{
    *out = (struct draft){.prep_minutes = visit->prep_minutes,
                          .travel_said = visit->travel_said,
                          .walked = visit->walked,
                          .lift = visit->lift,
                          .no_costs = visit->no_costs,
                          .costs_said = visit->costs_said,
                          .home = visit->home,
                          .last_number = visit->last_number,
                          .line_count = visit->line_count,
                          .fee = visit->fee,
                          .less_pence = visit->less_pence,
                          .limit = visit->limit,
                          .letter = visit->letter,
                          .same = visit->same,
                          .benefits_seen_ms = visit->benefits_seen_ms,
                          .questioned = visit->questioned,
                          .photographs = visit->choices[VISIT_PHOTOGRAPHS],
                          .words = visit->choices[VISIT_WORDS],
                          .contact = visit->choices[VISIT_CONTACT],
                          .wording = visit->wording,
                          .leaves_ms = visit->leaves_ms};
    str_copy(out->contact_by, sizeof out->contact_by, visit->contact);
    for (size_t i = 0; i < visit->line_count; i++)
        fill_line(&visit->lines[i], &out->lines[i]);
}

static bool keep_answers(const struct visit *visit, const struct visit_place *place,
                         struct err *err)
{
    struct draft *draft = mem_new(1, sizeof *draft);
    struct bytes json = {0};
    struct bytes sealed = {0};
    bool ok;

    fill(visit, draft);
    shape_write(&draft_shape, &json, NULL, draft);
    note_seal(&sealed, place->roster->key, "draft", json.data, json.length);
    ok = db_exec(place->store->db, SQL_KEEP,
                 DB_ARGS(db_id(&place->roster->meeting), db_id(&visit->person),
                         db_blob(sealed.data, sealed.length)),
                 err);
    bytes_clear(&json);
    bytes_clear(&sealed);
    mem_wipe(draft, sizeof *draft);
    free(draft);
    return ok;
}

static bool keep_pictures(const struct visit *visit, const struct visit_place *place,
                          const struct visit_line *line, struct err *err)
{
    for (size_t i = 0; i < line->ticket.count; i++) {
        const struct ticket_picture *picture = &line->ticket.pictures[i];

        if (!db_exec(place->store->db, SQL_KEEP_PICTURE,
                     DB_ARGS(db_id(&picture->receipt), db_id(&place->roster->meeting),
                             db_id(&visit->person), db_int(line->number),
                             db_blob(picture->sealed.data, picture->sealed.length)),
                     err))
            return false;
    }
    return true;
}

static bool keep(const struct visit *visit, const struct visit_place *place, struct err *err)
{
    if (!draft_drop(place, visit->person, err) || !keep_answers(visit, place, err))
        return false;
    for (size_t i = 0; i < visit->line_count; i++)
        if (!keep_pictures(visit, place, &visit->lines[i], err))
            return false;
    return true;
}

bool draft_keep(const struct visit *visit, const struct visit_place *place, struct err *err)
{
    return (store_begin(place->store, err) &&
            store_end(place->store, keep(visit, place, err), err)) ||
           err_wrap(err, "keep what was begun");
}

// --- resume ---

static void take_line(const struct draft_line *line, struct visit_line *out)
{
    *out = (struct visit_line){.category = (enum policy_category)line->category,
                               .number = line->number,
                               .home = line->home,
                               .supplied = line->supplied,
                               .pence = line->pence,
                               .milli_miles = line->milli_miles,
                               .proof = (enum visit_proof)line->proof,
                               .questioned = (uint32_t)line->questioned};
}

static void take(const struct draft *draft, struct visit *visit)
{
    visit->prep_minutes = draft->prep_minutes;
    visit->travel_said = draft->travel_said;
    visit->walked = draft->walked;
    visit->lift = draft->lift;
    visit->no_costs = draft->no_costs;
    visit->costs_said = draft->costs_said;
    visit->home = (enum visit_home)draft->home;
    visit->last_number = draft->last_number;
    visit->line_count = draft->line_count;
    visit->fee = (enum visit_fee)draft->fee;
    visit->less_pence = draft->less_pence;
    visit->limit = (enum visit_limit)draft->limit;
    visit->letter = draft->letter;
    visit->same = draft->same;
    visit->benefits_seen_ms = draft->benefits_seen_ms;
    visit->questioned = (uint32_t)draft->questioned;
    visit->choices[VISIT_PHOTOGRAPHS] = (enum visit_answer)draft->photographs;
    visit->choices[VISIT_WORDS] = (enum visit_answer)draft->words;
    visit->choices[VISIT_CONTACT] = (enum visit_answer)draft->contact;
    visit->wording = draft->wording;
    if (!visit->leaves_ms) // else it was said since
        visit->leaves_ms = draft->leaves_ms;
    str_copy(visit->contact, sizeof visit->contact, draft->contact_by);
    for (size_t i = 0; i < draft->line_count; i++)
        take_line(&draft->lines[i], &visit->lines[i]);
}

static bool open_answers(const struct bytes *sealed, const struct visit_place *place,
                         struct visit *visit, struct err *err)
{
    struct draft *draft = mem_new(1, sizeof *draft);
    struct bytes plain = {0};
    struct json *json = NULL;
    bool ok = note_open(&plain, place->roster->key, "draft", sealed->data, sealed->length, err) &&
              json_read(&json, bytes_text(&plain), plain.length, RECORD_BODY_MAX, err) &&
              shape_read(&draft_shape, json, draft, err);

    if (ok)
        take(draft, visit);
    json_free(json);
    bytes_clear(&plain);
    mem_wipe(draft, sizeof *draft);
    free(draft);
    return ok;
}

static struct visit_line *find_line(struct visit *visit, int64_t number)
{
    for (size_t i = 0; i < visit->line_count; i++)
        if (visit->lines[i].number == number)
            return &visit->lines[i];
    return NULL;
}

static bool take_pictures(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct bytes sealed = {0};
    struct db_rows *rows;
    bool ok = true;

    if (!db_query(place->store->db, &rows, SQL_PICTURES,
                  DB_ARGS(db_id(&place->roster->meeting), db_id(&visit->person)), err))
        return false;
    while (ok && db_next(rows)) {
        struct visit_line *line = find_line(visit, db_get_int(rows, 1));
        const void *data;
        size_t length;

        data = db_get_blob(rows, 2, &length);
        bytes_clear(&sealed);
        bytes_add(&sealed, data, length);
        ok = !line ||
             ticket_restore(&line->ticket, place->roster->key, db_get_id(rows, 0), &sealed, err);
    }
    bytes_clear(&sealed);
    if (ok)
        return db_done(rows, err);
    db_free(rows);
    return false;
}

bool draft_resume(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct bytes sealed = {0};
    struct db_rows *rows;
    const void *data;
    size_t length;
    bool ok;

    if (!db_one(place->store->db, &rows, SQL_FIND,
                DB_ARGS(db_id(&place->roster->meeting), db_id(&visit->person)), err))
        return err_wrap(err, "go on with what was begun");
    data = db_get_blob(rows, 0, &length);
    bytes_add(&sealed, data, length);
    db_free(rows);
    visit_unsay(visit);
    ok = open_answers(&sealed, place, visit, err) && take_pictures(visit, place, err);
    bytes_clear(&sealed);
    return ok || err_wrap(err, "go on with what was begun");
}

// --- the rest ---

bool draft_find(const struct visit_place *place, struct id person, bool *there, struct err *err)
{
    struct db_rows *rows;

    *there = db_one(place->store->db, &rows, SQL_FIND,
                    DB_ARGS(db_id(&place->roster->meeting), db_id(&person)), err);
    if (*there)
        db_free(rows);
    return *there || err->kind == ERR_NOT_FOUND;
}

bool draft_drop(const struct visit_place *place, struct id person, struct err *err)
{
    struct id meeting = place->roster->meeting;

    return db_exec(place->store->db, SQL_DROP, DB_ARGS(db_id(&meeting), db_id(&person)), err) &&
           db_exec(place->store->db, SQL_DROP_PICTURES, DB_ARGS(db_id(&meeting), db_id(&person)),
                   err);
}

bool draft_clear(struct store *store, struct id meeting, struct err *err)
{
    return (db_exec(store->db, SQL_CLEAR, DB_ARGS(db_id(&meeting)), err) &&
            db_exec(store->db, SQL_CLEAR_PICTURES, DB_ARGS(db_id(&meeting)), err)) ||
           err_wrap(err, "forget what was begun");
}

bool draft_count(struct store *store, struct id meeting, int64_t *count, struct err *err)
{
    return db_number(store->db, count, SQL_COUNT, DB_ARGS(db_id(&meeting)), 0, err);
}
