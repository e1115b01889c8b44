// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_tin.h"

#include <assert.h>
#include <string.h>

#include "kiosk/desk_parts.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_STAND_IN[] =
    "INSERT INTO stand_in (meeting_id, staff_id, pin_hash, limit_pence) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (meeting_id, staff_id) DO UPDATE SET pin_hash = excluded.pin_hash, "
    "limit_pence = excluded.limit_pence";
static const char SQL_FIND[] =
    "SELECT pin_hash, limit_pence FROM stand_in WHERE meeting_id = $1 AND staff_id = $2";

static bool has_code(const struct roster *roster)
{
    static const uint8_t none[TIN_WRAPPED_SIZE];

    return memcmp(roster->planned.tin_key, none, sizeof none) != 0;
}

static bool was_used(const struct desk_place *place, bool *used, struct err *err)
{
    uint8_t id[TIN_ID_SIZE];

    tin_id(id, place->roster->planned.tin_key);
    return books_tin_used(place->store->db, id, used, err);
}

static bool is_right(const struct roster *roster, const char *code)
{
    uint8_t key[NOTE_KEY_SIZE];
    bool right = tin_unwrap(key, code, roster->meeting, roster->planned.tin_key);

    mem_wipe(key, sizeof key);
    return right;
}

// Counted before it is looked at.
static bool check_code(struct desk *desk, const struct desk_place *place, const char *code,
                       struct err *err)
{
    if (!desk_count_try(desk, place, err))
        return false;
    desk->tin_right = is_right(place->roster, code);
    return desk->tin_right ? desk_forgive(desk, place, err) : desk_refuse(desk, place, err);
}

bool desk_tin_try(struct desk *desk, const struct desk_place *place,
                  const char code[static TIN_CODE_SIZE], enum desk_tin *answer, struct err *err)
{
    bool used;

    assert(desk->has_card && place->roster->open);
    if (!has_code(place->roster)) {
        *answer = DESK_TIN_NONE;
        return true;
    }
    if (!was_used(place, &used, err))
        return false;
    if (used) {
        *answer = DESK_TIN_USED;
        return true;
    }
    if (desk_wait_ms(desk) == 0 && !check_code(desk, place, code, err))
        return false;
    *answer = desk->tin_right          ? DESK_TIN_RIGHT
              : desk_wait_ms(desk) > 0 ? DESK_TIN_WAIT
                                       : DESK_TIN_WRONG;
    return true;
}

static bool store_stand_in(const struct desk *desk, const struct desk_place *place,
                           const char *pin_hash, int64_t limit, struct err *err)
{
    return db_exec(place->store->db, SQL_STAND_IN,
                   DB_ARGS(db_id(&place->roster->meeting), db_id(&desk->staff.staff),
                           db_text(pin_hash), db_int(limit)),
                   err);
}

bool desk_tin_use(struct desk *desk, const struct desk_place *place, const struct desk_tin_use *use,
                  struct err *err)
{
    const struct body_meeting_planned *planned = &place->roster->planned;
    struct body_tin_used body = {.staff = desk->staff.staff,
                                 .witness = use->witness,
                                 .limit_pence = planned->tin_limit_pence};
    char pin_hash[CARD_PIN_HASH_SIZE];
    int64_t paid;

    assert(desk->has_card && desk->tin_right);
    if (id_is_none(use->witness) || id_equal(use->witness, desk->staff.staff))
        return err_set(err, ERR_INVALID, "a second person is there with their card");
    if (!books_paid_by(place->store->db, place->roster->meeting, desk->staff.staff, &paid, err))
        return false;
    tin_id(body.code, planned->tin_key);
    str_copy(body.why, sizeof body.why, desk->staff.payer ? "pin_forgotten" : "payer_away");
    card_hash_pin(pin_hash, &desk->card, use->pin);
    if (!store_begin(place->store, err) ||
        !store_end(place->store,
                   store_record(place->store, RECORD_TIN_USED, use->op_id, place->roster->meeting,
                                &body, err) &&
                       store_stand_in(desk, place, pin_hash, paid + body.limit_pence, err),
                   err))
        return err_wrap(err, "use the tin's code");
    desk->tin_right = false;
    if (!desk_tin_stand_in(place, &desk->staff, err))
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
