// SPDX-License-Identifier: Apache-2.0
#include "server/tickets.h"

#include <stdlib.h>
#include <string.h>

#include "server/down.h"
#include "server/ingest.h"
#include "server/window.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"
#include "shared/when.h"

/* What is looked at before it is closed. Large. */
struct look {
    struct books_claim books;
    struct body_claim body;
};

static bool is_to_come(const struct body_claim *body, const char *ref)
{
    for (size_t i = 0; i < body->proofs_count; i++)
        if (str_equal(body->proofs[i].ref, ref))
            return str_equal(body->proofs[i].where, "later");
    return false;
}

static bool check_window(struct db *db, const struct look *look, struct err *err)
{
    char until[WHEN_DATE_SIZE];
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    return window_last_day(db, &look->body, until, err) &&
           (!until[0] || strcmp(today, until) <= 0 ||
            err_set(err, ERR_CONFLICT, "The last day for this claim was %s.", until));
}

static bool check(struct db *db, const struct tickets_ticket *ticket, struct look *look,
                  struct err *err)
{
    if (ticket->pence <= 0 || ticket->pence > MONEY_MAX)
        return err_set(err, ERR_INVALID, "That is no sum that stands on a ticket.");
    if (!books_get_claim(db, ticket->claim, &look->books, err) ||
        !books_get_claim_body(db, ticket->claim, &look->body, err))
        return false;
    if (look->books.withdrawn)
        return err_set(err, ERR_CONFLICT, "This claim was withdrawn.");
    if (!is_to_come(&look->body, ticket->ref))
        return err_set(err, ERR_CONFLICT, "No ticket of that line is still to come.");
    return check_window(db, look, err);
}

static bool record(struct db *db, const struct office *office, const struct look *look,
                   const struct tickets_ticket *ticket, struct id user, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_CLAIM_COMPLETED, .meeting_id = look->books.meeting};
    struct body_claim_completed body = {.claim = ticket->claim,
                                        .person = look->books.person,
                                        .where = "here",
                                        .pence = ticket->pence,
                                        .by = user};

    str_copy(body.ref, sizeof body.ref, ticket->ref);
    return ingest_ours(db, office, &entry, &body, err) &&
           down_some(db, office, &look->books.person, 1, err);
}

bool tickets_close(struct db *db, const struct office *office, const struct tickets_ticket *ticket,
                   struct id user, struct err *err)
{
    struct look *look;
    bool ok;

    if (!db_begin(db, err))
        return false;
    look = mem_new(1, sizeof *look);
    ok = check(db, ticket, look, err) && record(db, office, look, ticket, user, err);
    free(look);
    return db_end(db, ok, err);
}
