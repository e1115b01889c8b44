// SPDX-License-Identifier: Apache-2.0
#include "server/remade.h"

#include "server/assessed.h"
#include "server/exceptions.h"
#include "shared/books.h"
#include "shared/log.h"

// What was refused when it came had no effect then, and has none now.
static bool apply_again(const struct record *record, void *context, struct err *err)
{
    struct db *db = context;
    bool refused;

    if (!exceptions_was_refused(db, record, &refused, err))
        return false;
    return refused || books_apply(db, record, err) ||
           (err->kind != ERR_INTERNAL && err->kind != ERR_OFFLINE);
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
