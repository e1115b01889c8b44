// SPDX-License-Identifier: Apache-2.0
#include "server/slips.h"

#include <stdlib.h>

#include "server/claims.h"
#include "server/ingest.h"
#include "server/presence.h"
#include "shared/books.h"

static bool find(struct db *db, struct id claim, enum claims_wait wait, struct books_claim *out,
                 struct err *err)
{
    struct claims_claim found;

    if (!claims_get(db, claim, &found, err))
        return false;
    if (found.waits_for != wait)
        return err_set(err, ERR_CONFLICT, "The claim does not wait for that any more.");
    *out = found.books;
    return true;
}

static bool take_back(struct db *db, const struct office *office, const struct books_claim *claim,
                      struct id user, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_CLAIM_TAKEN_BACK, .meeting_id = claim->meeting};
    struct body_claim_taken_back body = {.claim = claim->claim, .by = user};
    struct books_paper paper;

    if (!books_handed_find(db, claim->claim, &paper, err))
        return false;
    body.handed = paper.op_id;
    return ingest_ours(db, office, &entry, &body, err);
}

bool slips_take_back(struct db *db, const struct office *office, struct id claim, struct id user,
                     struct err *err)
{
    struct books_claim found;

    if (!db_begin(db, err))
        return false;
    return db_end(db,
                  find(db, claim, CLAIMS_WAIT_SLIP, &found, err) &&
                      take_back(db, office, &found, user, err),
                  err);
}

// Each that a kiosk said and did not end; or the claim's own, where none said any.
static bool say_all(struct db *db, const struct office *office, struct presence *presence,
                    struct err *err)
{
    struct books_attendance *list;
    size_t count;
    bool ok;

    if (!presence_list(db, presence->meeting, presence->person, &list, &count, err))
        return false;
    ok = count > 0 || presence_say(db, office, presence, err);
    for (size_t i = 0; ok && i < count; i++) {
        presence->attendance = list[i].attendance;
        ok = list[i].left_ms != 0 || presence_say(db, office, presence, err);
    }
    free(list);
    return ok;
}

bool slips_say_presence(struct db *db, const struct office *office, struct id claim,
                        const struct shape_span *there, struct id user, struct err *err)
{
    struct books_claim found;
    struct presence presence = {.span = *there, .how = "host", .reason = "kiosk_lost", .by = user};

    if (!presence_check(there, err) || !db_begin(db, err))
        return false;
    if (!find(db, claim, CLAIMS_WAIT_PRESENCE, &found, err))
        return db_end(db, false, err);
    presence.attendance = found.attendance;
    presence.meeting = found.meeting;
    presence.person = found.person;
    return db_end(db, say_all(db, office, &presence, err), err);
}
