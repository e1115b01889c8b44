// SPDX-License-Identifier: Apache-2.0
#include "server/remade.h"

#include "server/assessed.h"
#include "server/exceptions.h"
#include "server/history.h"
#include "server/ingest.h"
#include "shared/books.h"
#include "shared/log.h"

// What was refused when it came had no effect then, and has none now. What had one and is refused
// now is looked at by somebody: nothing that counted vanishes from the books unsaid.
static bool apply_again(const struct record *record, void *context, struct err *err)
{
    struct db *db = context;
    struct err why;
    bool refused;

    if (!exceptions_was_refused(db, record, &refused, err))
        return false;
    if (refused || !ingest_understands(record) || books_apply_again(db, record, &why))
        return true;
    if (why.kind == ERR_INVALID || why.kind == ERR_NOT_FOUND)
        return exceptions_raise_at(db, record, history_claim(record), "refused", why.text, err);
    *err = why; // ours to mend, and none of the record's: also a row that is there twice
    return false;
}

static bool make_again(struct db *db, const struct office *office, struct err *err)
{
    return books_clear(db, err) &&
           log_each_effect(db, RECORD_KIOSK_CONFIGURED, apply_again, db, err) &&
           books_set_made(db, err) && assessed_every_again(db, office, err);
}

bool remade_bring_up(struct db *db, const struct office *office, struct err *err)
{
    bool old;

    if (!books_are_old(db, &old, err) || (old && !db_begin(db, err)))
        return false;
    return !old || db_end(db, make_again(db, office, err), err) ||
           err_wrap(err, "make the books again");
}
