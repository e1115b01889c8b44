// SPDX-License-Identifier: Apache-2.0
#include "server/printed_forms.h"

#include "shared/when.h"

static const char SQL_ADD[] =
    "INSERT INTO printed_form (claim_id, meeting_id, printed_ms) VALUES ($1, $2, $3)";
static const char SQL_FIND[] = "SELECT meeting_id FROM printed_form WHERE claim_id = $1";
static const char SQL_HAS[] = "SELECT count(*) FROM printed_form WHERE claim_id = $1";

bool printed_forms_add(struct db *db, const char *code, struct id meeting, struct err *err)
{
    struct id claim = form_claim(code);

    return db_exec(db, SQL_ADD, DB_ARGS(db_id(&claim), db_id(&meeting), db_int(when_now_ms())),
                   err) ||
           err_wrap(err, "note a printed form");
}

bool printed_forms_find(struct db *db, const char *code, struct id *meeting, struct err *err)
{
    struct id claim = form_claim(code);
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_FIND, DB_ARGS(db_id(&claim)), err))
        return err->kind == ERR_NOT_FOUND
                   ? err_set(err, ERR_NOT_FOUND,
                             "No form with these letters was printed here. Please look at the "
                             "letters again.")
                   : false;
    *meeting = db_get_id(rows, 0);
    db_free(rows);
    return true;
}

bool printed_forms_has(struct db *db, struct id claim, bool *out, struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_HAS, DB_ARGS(db_id(&claim)), 0, err))
        return false;
    *out = count > 0;
    return true;
}
