// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_handing.h"

#include <stdlib.h>

#include "kiosk/desk_pay.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_BEGIN[] =
    "INSERT INTO handing (claim_id, meeting_id, pence) VALUES ($1, $2, $3) "
    "ON CONFLICT (claim_id) DO UPDATE SET meeting_id = excluded.meeting_id, pence = excluded.pence";
static const char SQL_END[] = "DELETE FROM handing WHERE claim_id = $1";
static const char SQL_FIND[] =
    "SELECT claim_id, pence FROM handing WHERE meeting_id = $1 ORDER BY claim_id";

bool desk_handing_begin(const struct desk_place *place, struct id claim, int64_t pence,
                        struct err *err)
{
    return (store_begin(place->store, err) &&
            store_end(place->store,
                      db_exec(place->store->db, SQL_BEGIN,
                              DB_ARGS(db_id(&claim), db_id(&place->roster->meeting), db_int(pence)),
                              err),
                      err)) ||
           err_wrap(err, "begin to hand over");
}

bool desk_handing_end(const struct desk_place *place, struct id claim, struct err *err)
{
    return store_begin(place->store, err) &&
           store_end(place->store, desk_handing_done(place, claim, err), err);
}

bool desk_handing_done(const struct desk_place *place, struct id claim, struct err *err)
{
    return db_exec(place->store->db, SQL_END, DB_ARGS(db_id(&claim)), err) ||
           err_wrap(err, "end a hand-over");
}

static bool list(const struct desk_place *place, struct desk_handing **out, size_t *count,
                 struct err *err)
{
    struct db_rows *rows;

    *out = mem_new(0, sizeof **out);
    *count = 0;
    if (!db_query(place->store->db, &rows, SQL_FIND, DB_ARGS(db_id(&place->roster->meeting)), err))
        return false;
    while (db_next(rows)) {
        *out = mem_resize(*out, *count + 1, sizeof **out);
        (*out)[(*count)++] =
            (struct desk_handing){.claim = db_get_id(rows, 0), .pence = db_get_int(rows, 1)};
    }
    return db_done(rows, err);
}

bool desk_handing_find(const struct desk_place *place, struct desk_handing *out, struct err *err)
{
    static const struct desk nobody;
    struct desk_handing *begun = NULL;
    size_t count;
    bool ok = list(place, &begun, &count, err);

    *out = (struct desk_handing){.pence = 0};
    for (size_t i = 0; ok && i < count && id_is_none(out->claim); i++) {
        struct desk_pay_view view;

        ok = desk_pay_look(&nobody, place, begun[i].claim, &view, err);
        if (!ok || view.due == 0)
            continue;
        *out = begun[i];
        str_copy(out->number, sizeof out->number, view.claim.number);
    }
    free(begun);
    return ok || err_wrap(err, "look for a hand-over that did not end");
}
