// SPDX-License-Identifier: Apache-2.0
#include "kiosk/other_desk.h"

#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_PART[] = "SELECT part FROM part WHERE meeting_id = $1";
static const char SQL_SET_PART[] = "INSERT INTO part (meeting_id, part) VALUES ($1, $2) "
                                   "ON CONFLICT (meeting_id) DO UPDATE SET part = excluded.part";

// --- what this kiosk does at the meeting ---

bool other_desk_part(struct store *store, struct id meeting, enum other_desk_part *out,
                     struct err *err)
{
    int64_t part;

    if (!db_number(store->db, &part, SQL_PART, DB_ARGS(db_id(&meeting)), OTHER_DESK_NONE, err))
        return false;
    *out = (enum other_desk_part)part;
    return true;
}

bool other_desk_set_part(const struct desk *desk, const struct desk_place *place,
                         enum other_desk_part part, struct err *err)
{
    static const char *const codes[] = {
        [OTHER_DESK_NONE] = BODY_PAYS_HERE,
        [OTHER_DESK_PAYS] = BODY_PAYS_ELSEWHERE,
        [OTHER_DESK_DIED] = BODY_TAKES_OVER,
    };
    struct id meeting = place->roster->meeting;
    struct body_kiosk_noted body = {0};

    if (!desk->unlocked)
        return err_set(err, ERR_INVALID, "the desk is locked");
    str_copy(body.what, sizeof body.what, codes[part]);
    return store_begin(place->store, err) &&
           store_end(
               place->store,
               store_record(place->store, RECORD_KIOSK_NOTED, id_new(), meeting, &body, err) &&
                   db_exec(place->store->db, SQL_SET_PART, DB_ARGS(db_id(&meeting), db_int(part)),
                           err),
               err);
}

// --- handing over ---

static bool is_due(const struct books_claim *claim)
{
    return claim->cash_today && !claim->withdrawn && claim->expenses_pence > 0 &&
           claim->cash_pence == 0 && claim->handed != BOOKS_BY_PAPER;
}

bool other_desk_wants(const struct desk_place *place, const struct books_claim *claim)
{
    enum other_desk_part part;
    struct err err;

    return is_due(claim) && other_desk_part(place->store, place->roster->meeting, &part, &err) &&
           (part == OTHER_DESK_PAYS || claim->handed == BOOKS_HANDED);
}

static bool find_act(struct db *db, struct id claim, struct handed *out, bool *before,
                     struct err *err)
{
    struct books_paper paper;

    *before = books_handed_find(db, claim, &paper, err);
    if (!*before && err->kind != ERR_NOT_FOUND)
        return false;
    out->op_id = *before ? paper.op_id : id_new();
    return books_handed_json(db, claim, &out->json, err);
}

bool other_desk_hand(const struct desk_place *place, const char *letter, struct id claim,
                     char code[static HANDED_TEXT_SIZE], struct err *err)
{
    struct handed_place where = {place->roster->meeting, place->roster->key};
    struct store *store = place->store;
    struct books_claim known;
    struct handed handed = {0};
    bool before;
    bool ok;

    if (!books_get_claim(store->db, claim, &known, err))
        return false;
    if (!is_due(&known) || store->money_held)
        return err_set(err, ERR_INVALID, "no cash of this claim can be paid at another desk");
    ok = find_act(store->db, claim, &handed, &before, err) &&
         handed_write(code, &handed, letter[0], &store->keys, &where, err) &&
         (before || store_save_json(store, RECORD_CLAIM_HANDED, handed.op_id, where.meeting,
                                    &handed.json, err));
    handed_clear(&handed);
    return ok || err_wrap(err, "hand a claim over");
}

// --- reading a slip ---

static bool open_code(const struct desk_place *place, const char *code, struct handed *out,
                      struct body_claim *claim, struct err *err)
{
    const struct body_meeting_planned *planned = &place->roster->planned;
    struct handed_place where = {place->roster->meeting, place->roster->key};
    struct record record = {.kind = RECORD_CLAIM_HANDED};
    bool ok;

    if (!handed_open(out, code, planned->kiosks, planned->kiosks_count, &where, err))
        return false;
    record.body = bytes_text(&out->json);
    record.body_length = out->json.length;
    ok = body_read(&record, claim, err);
    if (!ok)
        handed_clear(out);
    return ok;
}

static enum other_desk_answer answer_known(const struct books_claim *claim)
{
    if (claim->handed == BOOKS_HANDED)
        return OTHER_DESK_OWN;
    return claim->cash_pence >= claim->expenses_pence ? OTHER_DESK_PAID_HERE : OTHER_DESK_TAKEN;
}

static bool has_float(const struct desk *desk, const struct desk_place *place)
{
    struct books_float held;
    struct err err;

    return desk_why_not_payer(desk) == DESK_ALLOWED && !place->store->money_held &&
           books_get_float(place->store->db, place->roster->meeting, &held, &err) &&
           !id_is_none(held.float_id);
}

/* A slip of this meeting, believed. */
struct reading {
    const struct desk_place *place;
    struct handed handed;
    struct body_claim body;
    struct other_desk_slip *out;
};

// Kept before it is shown: what is paid from it is paid on records of ours.
static bool keep(struct reading *reading, struct err *err)
{
    struct id meeting = reading->place->roster->meeting;
    struct store *store = reading->place->store;
    struct books_claim other;

    if (store_save_json(store, RECORD_CLAIM_HANDED, reading->handed.op_id, meeting,
                        &reading->handed.json, err)) {
        *reading->out = (struct other_desk_slip){OTHER_DESK_TAKEN, reading->body.claim};
        return true;
    }
    if (err->kind != ERR_INVALID)
        return false;
    if (books_find_claim(store->db, meeting, reading->body.person, &other, err))
        *reading->out = (struct other_desk_slip){OTHER_DESK_HAS_CLAIM, other.claim};
    return true;
}

// Of a later paper the newer content counts, unless some was paid on the older. *known: there is
// nothing to take.
static bool look(struct reading *reading, bool *known, struct err *err)
{
    struct db *db = reading->place->store->db;
    struct id id = reading->body.claim;
    struct books_paper paper = {0};
    struct books_claim claim;

    *known = false;
    if (!books_get_claim(db, id, &claim, err) ||
        (claim.handed == BOOKS_BY_PAPER && !books_handed_find(db, id, &paper, err)))
        return err->kind == ERR_NOT_FOUND;
    *known = claim.handed != BOOKS_BY_PAPER || claim.cash_pence > 0 ||
             id_equal(paper.op_id, reading->handed.op_id);
    if (*known)
        *reading->out = (struct other_desk_slip){answer_known(&claim), id};
    return true;
}

static bool take(const struct desk *desk, struct reading *reading, struct err *err)
{
    bool known;

    if (!look(reading, &known, err) || known)
        return known;
    if (has_float(desk, reading->place))
        return keep(reading, err);
    reading->out->answer = OTHER_DESK_NO_FLOAT;
    return true;
}

bool other_desk_take(const struct desk *desk, const struct desk_place *place, const char *code,
                     struct other_desk_slip *out, struct err *err)
{
    struct reading *reading = mem_new(1, sizeof *reading);
    struct err why;
    bool ok = true;

    *out = (struct other_desk_slip){.answer = OTHER_DESK_UNKNOWN};
    reading->place = place;
    reading->out = out;
    if (open_code(place, code, &reading->handed, &reading->body, &why))
        ok = take(desk, reading, err);
    handed_clear(&reading->handed);
    mem_wipe(reading, sizeof *reading);
    free(reading);
    return ok || err_wrap(err, "take a slip");
}

struct id other_desk_find(const struct desk_place *place, const char *code)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct books_claim known;
    struct handed handed = {0};
    struct id claim = {{0}};
    struct card card;
    struct err err;

    if (card_parse(&card, code) && card.kind == CARD_CLAIM)
        memcpy(claim.bytes, card.secret, ID_BYTES);
    else if (open_code(place, code, &handed, body, &err))
        claim = body->claim;
    if (!books_get_claim(place->store->db, claim, &known, &err) ||
        !id_equal(known.meeting, place->roster->meeting))
        claim = (struct id){{0}};
    handed_clear(&handed);
    mem_wipe(body, sizeof *body);
    free(body);
    return claim;
}

bool other_desk_take_back(const struct desk *desk, const struct desk_place *place, struct id claim,
                          struct id witness, struct err *err)
{
    struct body_claim_taken_back body = {
        .claim = claim, .by = desk->staff.staff, .witness = witness};
    struct books_paper paper;

    if (!desk->unlocked || id_is_none(witness) || id_equal(witness, desk->staff.staff))
        return err_set(err, ERR_INVALID, "two people take a claim back");
    if (!books_handed_find(place->store->db, claim, &paper, err) || paper.by_paper)
        return err_set(err, ERR_INVALID, "this claim was not handed over here");
    body.handed = paper.op_id;
    return store_save(place->store, RECORD_CLAIM_TAKEN_BACK, id_new(), place->roster->meeting,
                      &body, err);
}
