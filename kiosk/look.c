// SPDX-License-Identifier: Apache-2.0
#include "kiosk/look.h"

#include "shared/str.h"

static const char SQL_KEEP[] = "INSERT INTO look (claim_id, meeting_id, code) VALUES ($1, $2, $3) "
                               "ON CONFLICT (claim_id) DO UPDATE SET code = excluded.code";
static const char SQL_FIND[] = "SELECT code FROM look WHERE claim_id = $1";
static const char SQL_CLEAR[] = "DELETE FROM look WHERE meeting_id IS DISTINCT FROM $1";

bool look_keep(struct store *store, struct id meeting, struct id claim, const char *code,
               struct err *err)
{
    return db_exec(store->db, SQL_KEEP, DB_ARGS(db_id(&claim), db_id(&meeting), db_text(code)),
                   err) ||
           err_wrap(err, "keep how the screen looked");
}

bool look_find(struct store *store, struct id claim, char code[static BODY_CODE_SIZE],
               struct err *err)
{
    struct db_rows *rows;

    if (!db_query(store->db, &rows, SQL_FIND, DB_ARGS(db_id(&claim)), err))
        return false;
    code[0] = '\0';
    if (db_next(rows))
        str_copy(code, BODY_CODE_SIZE, db_get_text(rows, 0));
    return db_done(rows, err);
}

bool look_clear(struct store *store, struct id except, struct err *err)
{
    return db_exec(store->db, SQL_CLEAR, DB_ARGS(db_id(&except)), err) ||
           err_wrap(err, "forget how the screen looked");
}
