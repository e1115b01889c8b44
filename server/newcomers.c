// SPDX-License-Identifier: Apache-2.0
#include "server/newcomers.h"

#include <stdlib.h>

#include "server/assessed.h"
#include "server/ledger.h"
#include "shared/books.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

// The record that signed them in.
static bool read_added(struct db *db, const struct exceptions_exception *exception,
                       struct id *person, struct err *err)
{
    struct body_person_added body;
    struct bytes raw = {0};
    struct record record;
    bool ok = log_read(db, exception->log_id, exception->seq, &raw, err) &&
              record_read(&record, raw.data, raw.length, err) && body_read(&record, &body, err);

    if (ok)
        *person = body.person;
    bytes_clear(&raw);
    return ok;
}

bool newcomers_of(struct db *db, const struct exceptions_exception *exception, struct id *person,
                  struct err *err)
{
    struct books_claim claim;

    *person = (struct id){{0}};
    if (!str_equal(exception->kind, NEWCOMERS_KIND))
        return true;
    if (id_is_none(exception->claim))
        return read_added(db, exception, person, err);
    if (!books_get_claim(db, exception->claim, &claim, err))
        return err->kind == ERR_NOT_FOUND;
    *person = claim.person;
    return true;
}

bool newcomers_wait(struct db *db, struct id person, bool *out, struct err *err)
{
    bool added = false;
    bool listed = false;

    if (!books_is_added(db, person, &added, err) ||
        (added && !people_is_listed(db, person, &listed, err)))
        return false;
    *out = added && !listed;
    return true;
}

static bool check(struct db *db, const struct office *office, const struct newcomers_agreed *agreed,
                  struct err *err)
{
    struct people_person found = {0};
    bool ok;

    if (!agreed->member_code[0])
        return err_set(err, ERR_INVALID, "A member code has letters, digits and _ . : + - only.");
    if (agreed->agreed_ms <= 0 || agreed->agreed_ms > when_now_ms())
        return err_set(err, ERR_INVALID, "It cannot have been agreed on a day to come.");
    if (!people_get(db, office, agreed->person, &found, err))
        return false;
    ok = !found.member_code[0] || err_set(err, ERR_CONFLICT, "They are on the list already.");
    if (ok && people_find(db, office, agreed->member_code, &found, err))
        ok = err_set(err, ERR_CONFLICT, "Somebody else has that member code.");
    else if (ok)
        ok = err->kind == ERR_NOT_FOUND;
    mem_wipe(&found, sizeof found);
    return ok;
}

static bool note(struct db *db, const struct office *office, const struct newcomers_agreed *agreed,
                 struct id user, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_PERSON_AGREED};
    struct body_person_agreed body = {
        .person = agreed->person, .agreed_ms = agreed->agreed_ms, .by = user};

    return ledger_note(db, office, &entry, &body, err);
}

// Their claims go on: each is assessed again, and what held it is settled.
static bool go_on(struct db *db, const struct office *office,
                  const struct exceptions_exception *exception, struct id user, struct err *err)
{
    return exceptions_solve(db, exception->exception, "agreed", user, err) &&
           (id_is_none(exception->claim) ||
            assessed_claim_again(db, office, exception->claim, err));
}

static bool release(struct db *db, const struct office *office, struct id person, struct id user,
                    struct err *err)
{
    struct exceptions_exception *list = NULL;
    size_t count = 0;
    bool ok = exceptions_list_open(db, NEWCOMERS_KIND, &list, &count, err);

    for (size_t i = 0; ok && i < count; i++) {
        struct id whose = {{0}};

        ok = newcomers_of(db, &list[i], &whose, err);
        if (ok && !id_is_none(whose) && id_equal(whose, person))
            ok = go_on(db, office, &list[i], user, err);
    }
    free(list);
    return ok;
}

bool newcomers_agree(struct db *db, const struct office *office,
                     const struct newcomers_agreed *agreed, struct id user, struct err *err)
{
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = check(db, office, agreed, err) &&
         people_enlist(db, agreed->person, agreed->member_code, agreed->agreed_ms, err) &&
         note(db, office, agreed, user, err) && release(db, office, agreed->person, user, err);
    return db_end(db, ok, err);
}
