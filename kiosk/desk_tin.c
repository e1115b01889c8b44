// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_tin.h"

#include <assert.h>
#include <string.h>

#include "kiosk/desk_parts.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

static const char SQL_STAND_IN[] =
    "INSERT INTO stand_in (meeting_id, staff_id, card, wrapped_key, pin_hash, limit_pence) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (meeting_id, staff_id) DO UPDATE SET "
    "card = excluded.card, wrapped_key = excluded.wrapped_key, pin_hash = excluded.pin_hash, "
    "limit_pence = excluded.limit_pence";
static const char SQL_FIND[] =
    "SELECT pin_hash, limit_pence FROM stand_in WHERE meeting_id = $1 AND staff_id = $2";

// Of the open meeting; and where none is open, of those of these days.
static bool list_told(const struct desk_place *place,
                      struct roster_tin out[static ROSTER_PLANNED_MAX], size_t *count,
                      struct err *err)
{
    const struct roster *roster = place->roster;

    if (!roster->open)
        return roster_list_tins(place->store, when_now_ms(), out, count, err);
    *count = roster->planned.tin_limit_pence > 0;
    out[0].meeting = roster->meeting;
    out[0].limit_pence = roster->planned.tin_limit_pence;
    memcpy(out[0].wrapped_key, roster->planned.tin_key, sizeof out[0].wrapped_key);
    return true;
}

static bool drop_used(const struct desk_place *place, struct roster_tin *codes, size_t *count,
                      struct err *err)
{
    size_t kept = 0;

    for (size_t i = 0; i < *count; i++) {
        uint8_t id[TIN_ID_SIZE];
        bool used;

        tin_id(id, codes[i].wrapped_key);
        if (!books_tin_used(place->store->db, id, &used, err))
            return false;
        if (!used)
            codes[kept++] = codes[i];
    }
    *count = kept;
    return true;
}

// Whatever the office says: no paper is worth more.
static bool list_codes(const struct desk_place *place,
                       struct roster_tin out[static ROSTER_PLANNED_MAX], size_t *count,
                       struct err *err)
{
    if (!list_told(place, out, count, err))
        return false;
    for (size_t i = 0; i < *count; i++)
        if (out[i].limit_pence > TIN_LIMIT_PENCE)
            out[i].limit_pence = TIN_LIMIT_PENCE;
    return true;
}

static bool opens(const struct roster_planned *planned, size_t count, struct id meeting)
{
    for (size_t i = 0; i < count; i++)
        if (id_equal(planned[i].meeting, meeting))
            return true;
    return false;
}

bool desk_tin_helps(const struct desk_place *place, const struct roster_planned *planned,
                    size_t planned_count, bool *helps, struct err *err)
{
    struct roster_tin codes[ROSTER_PLANNED_MAX];
    size_t count;

    if (!list_codes(place, codes, &count, err) || !drop_used(place, codes, &count, err))
        return false;
    *helps = false;
    for (size_t i = 0; i < count; i++)
        *helps = *helps || !opens(planned, planned_count, codes[i].meeting);
    return true;
}

// Counted before it is looked at.
static bool check_code(struct desk *desk, const struct desk_place *place, const char *code,
                       const struct roster_tin *codes, size_t count, struct err *err)
{
    if (!desk_count_try(desk, place, err))
        return false;
    desk->tin_right = false;
    for (size_t i = 0; i < count && !desk->tin_right; i++) {
        desk->tin = codes[i];
        desk->tin_right = tin_unwrap(desk->tin_key, code, codes[i].meeting, codes[i].wrapped_key);
    }
    return desk->tin_right ? desk_forgive(desk, place, err) : desk_refuse(desk, place, err);
}

bool desk_tin_begin(struct desk *desk, const struct desk_place *place, const struct card *card,
                    struct err *err)
{
    *desk = (struct desk){0};
    return desk_show_card(desk, place, card, err);
}

bool desk_tin_try(struct desk *desk, const struct desk_place *place,
                  const char code[static TIN_CODE_SIZE], enum desk_tin *answer, struct err *err)
{
    struct roster_tin codes[ROSTER_PLANNED_MAX];
    size_t count;
    size_t all;

    assert(desk->has_card);
    if (!list_codes(place, codes, &count, err))
        return false;
    all = count;
    if (!drop_used(place, codes, &count, err))
        return false;
    if (count == 0) {
        *answer = all > 0 ? DESK_TIN_USED : DESK_TIN_NONE;
        return true;
    }
    if (desk_wait_ms(desk) == 0 && !check_code(desk, place, code, codes, count, err))
        return false;
    *answer = desk->tin_right          ? DESK_TIN_RIGHT
              : desk_wait_ms(desk) > 0 ? DESK_TIN_WAIT
                                       : DESK_TIN_WRONG;
    return true;
}

static bool store_stand_in(const struct desk *desk, const struct desk_place *place,
                           const char *pin_hash, int64_t limit, struct err *err)
{
    uint8_t wrapped[CARD_WRAPPED_SIZE];
    uint8_t id[CARD_ID_SIZE];

    card_id(id, &desk->card);
    card_wrap(wrapped, &desk->card, desk->tin_key);
    return db_exec(place->store->db, SQL_STAND_IN,
                   DB_ARGS(db_id(&desk->tin.meeting), db_id(&desk->staff.staff),
                           db_blob(id, sizeof id), db_blob(wrapped, sizeof wrapped),
                           db_text(pin_hash), db_int(limit)),
                   err);
}

static bool record_use(const struct desk *desk, const struct desk_place *place,
                       const struct desk_tin_use *use, struct err *err)
{
    struct body_tin_used body = {
        .staff = desk->staff.staff, .witness = use->witness, .limit_pence = desk->tin.limit_pence};
    char pin_hash[CARD_PIN_HASH_SIZE];
    int64_t paid;

    if (!books_paid_by(place->store->db, desk->tin.meeting, desk->staff.staff, &paid, err))
        return false;
    tin_id(body.code, desk->tin.wrapped_key);
    str_copy(body.why, sizeof body.why, desk->staff.payer ? "pin_forgotten" : "payer_away");
    card_hash_pin(pin_hash, &desk->card, use->pin);
    return store_begin(place->store, err) &&
           store_end(place->store,
                     store_record(place->store, RECORD_TIN_USED, use->op_id, desk->tin.meeting,
                                  &body, err) &&
                         store_stand_in(desk, place, pin_hash, paid + body.limit_pence, err),
                     err);
}

// Loaded again, they are a host of it.
static bool reload(const struct desk_place *place, struct err *err)
{
    uint8_t key[NOTE_KEY_SIZE];
    bool ok;

    memcpy(key, place->roster->key, sizeof key);
    ok = roster_open(place->roster, place->store, place->roster->meeting, key, err);
    mem_wipe(key, sizeof key);
    return ok;
}

bool desk_tin_use(struct desk *desk, const struct desk_place *place, const struct desk_tin_use *use,
                  struct err *err)
{
    assert(desk->has_card && desk->tin_right);
    if (id_is_none(use->witness) || id_equal(use->witness, desk->staff.staff))
        return err_set(err, ERR_INVALID, "a second person is there with their card");
    if (!record_use(desk, place, use, err))
        return err_wrap(err, "use the tin's code");
    desk->tin_right = false;
    mem_wipe(desk->tin_key, sizeof desk->tin_key);
    if (!place->roster->open)
        return true;
    if (!reload(place, err) || !desk_tin_stand_in(place, &desk->staff, err))
        return false;
    desk_unlock(desk);
    return true;
}

bool desk_tin_stand_in(const struct desk_place *place, struct body_payer_set *staff,
                       struct err *err)
{
    struct db_rows *rows;

    if (!db_query(place->store->db, &rows, SQL_FIND,
                  DB_ARGS(db_id(&place->roster->meeting), db_id(&staff->staff)), err))
        return false;
    if (db_next(rows)) {
        str_copy(staff->pin_hash, sizeof staff->pin_hash, db_get_text(rows, 0));
        staff->limit_pence = db_get_int(rows, 1);
        staff->payer = true;
        staff->from[0] = staff->until[0] = '\0';
    }
    return db_done(rows, err);
}
