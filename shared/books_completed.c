// SPDX-License-Identifier: Apache-2.0
#include "shared/books_completed.h"

#include <string.h>

#include "shared/books.h"
#include "shared/str.h"

static const char SQL_KEEP[] =
    "INSERT INTO completed (claim_id, ref, body, log_id) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (claim_id, ref) DO UPDATE SET body = excluded.body, log_id = excluded.log_id";
static const char SQL_GET[] = "SELECT body, log_id FROM completed WHERE claim_id = $1 AND ref = $2";
static const char SQL_OF_CLAIM[] = "SELECT body FROM completed WHERE claim_id = $1 ORDER BY ref";
static const char SQL_TICKETS[] =
    "SELECT body FROM completed WHERE ref <> '' ORDER BY claim_id, ref";
static const char SQL_HERE[] = "SELECT count(*) FROM attendance WHERE meeting_id = $1 AND "
                               "person_id = $2 AND left_ms = 0";

static bool read_body(const char *text, struct body_claim_completed *out, struct err *err)
{
    struct record record = {.kind = RECORD_CLAIM_COMPLETED, .body = text};

    record.body_length = strlen(text);
    return body_read(&record, out, err);
}

// No desk need look at it.
static bool counts_by_itself(const struct body_claim_completed *body)
{
    return !*body->ref || *body->receipt_id || !id_is_none(body->by);
}

static bool counts(struct db *db, const struct body_claim_completed *body, bool *out,
                   struct err *err)
{
    *out = true;
    if (counts_by_itself(body))
        return true;
    return books_ticket_seen(db, body->claim, body->ref, out, err);
}

bool books_completed_find(struct db *db, struct id claim, const char *ref,
                          struct books_completed *out, struct err *err)
{
    struct books_completed found = {.there = true};
    struct db_rows *row;
    bool ok;

    *out = (struct books_completed){.there = false};
    if (!db_one(db, &row, SQL_GET, DB_ARGS(db_id(&claim), db_text(ref)), err))
        return err->kind == ERR_NOT_FOUND || err_wrap(err, "look for what came later");
    ok = read_body(db_get_text(row, 0), &found.body, err);
    if (!db_is_null(row, 1))
        found.log_id = db_get_id(row, 1);
    db_free(row);
    if (!ok || !counts(db, &found.body, &found.counts, err))
        return err_wrap(err, "look for what came later");
    *out = found;
    return true;
}

static bool is_unseen_here(struct db *db, struct id meeting,
                           const struct body_claim_completed *body, bool *out, struct err *err)
{
    bool seen;
    int64_t here;

    if (!counts(db, body, &seen, err) ||
        !db_number(db, &here, SQL_HERE, DB_ARGS(db_id(&meeting), db_id(&body->person)), 0, err))
        return false;
    *out = !seen && here > 0;
    return true;
}

bool books_completed_unseen(struct db *db, struct id meeting,
                            struct body_claim_completed out[static BOOKS_UNSEEN_MAX], size_t *count,
                            struct err *err)
{
    struct body_claim_completed body;
    struct db_rows *rows;
    bool unseen = false;
    bool ok = true;

    *count = 0;
    if (!db_query(db, &rows, SQL_TICKETS, DB_NONE, err))
        return err_wrap(err, "look for tickets that nobody has seen");
    while (ok && *count < BOOKS_UNSEEN_MAX && db_next(rows)) {
        ok = read_body(db_get_text(rows, 0), &body, err) &&
             is_unseen_here(db, meeting, &body, &unseen, err);
        if (ok && unseen)
            out[(*count)++] = body;
    }
    if (ok)
        return db_done(rows, err) || err_wrap(err, "look for tickets that nobody has seen");
    db_free(rows);
    return err_wrap(err, "look for tickets that nobody has seen");
}

// The same said at two kiosks is no contradiction.
static bool says_the_same(const struct body_claim_completed *a,
                          const struct body_claim_completed *b)
{
    return a->pence == b->pence && str_equal(a->channel, b->channel);
}

static bool compare(const struct body_claim_completed *first,
                    const struct body_claim_completed *later, struct err *err)
{
    return says_the_same(first, later) ||
           err_set(err, ERR_INVALID,
                   *later->ref ? "another ticket of this line came before, and stays"
                               : "it was decided otherwise before, and that stays");
}

// What was said of a ticket that nobody has seen: who said it may say it again otherwise; another
// may bring what counts by itself.
static bool may_put_right(const struct books_completed *before, const struct record *record,
                          const struct body_claim_completed *later)
{
    return id_equal(before->log_id, record->log_id) || counts_by_itself(later) ||
           says_the_same(&before->body, later);
}

bool books_completed_apply(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim_completed body;
    struct books_completed before;

    if (!body_read(record, &body, err) ||
        !books_completed_find(db, body.claim, body.ref, &before, err))
        return false;
    if (before.counts || (before.there && !may_put_right(&before, record, &body)))
        return compare(&before.body, &body, err);
    return db_exec(db, SQL_KEEP,
                   DB_ARGS(db_id(&body.claim), db_text(body.ref),
                           (struct db_value){DB_TEXT, 0, record->body, record->body_length},
                           db_id(&record->log_id)),
                   err);
}

// Only a line whose ticket is still to come: an amendment may have brought it meanwhile.
static void merge_ticket(const struct body_claim_completed *later, struct body_claim *claim)
{
    struct body_proof *proof = NULL;

    for (size_t i = 0; i < claim->proofs_count; i++)
        if (str_equal(claim->proofs[i].ref, later->ref) &&
            str_equal(claim->proofs[i].where, "later"))
            proof = &claim->proofs[i];
    for (size_t i = 0; proof && i < claim->facts.expense_count; i++) {
        struct facts_expense *cost = &claim->facts.expenses[i];

        if (!str_equal(cost->ref, later->ref))
            continue;
        cost->claimed_pence = cost->receipt_pence = later->pence;
        str_copy(cost->receipt_id, sizeof cost->receipt_id, later->receipt_id);
        str_copy(proof->where, sizeof proof->where, later->where);
    }
}

static void merge_payment(const struct body_claim_completed *later, struct body_claim *claim)
{
    struct facts *facts = &claim->facts;

    if (!claim->undecided)
        return;
    claim->undecided = false;
    claim->benefits_seen_ms =
        later->benefits_seen_ms ? later->benefits_seen_ms : claim->benefits_seen_ms;
    if (str_equal(later->channel, "none"))
        return; // declined, as the facts have it
    str_copy(facts->fee_election.type, sizeof facts->fee_election.type,
             later->pence > 0 ? "reduced" : "full");
    facts->fee_election.max_pence = later->pence > 0 ? later->pence : FACTS_NONE;
    str_copy(facts->fee_channel_wanted, sizeof facts->fee_channel_wanted, later->channel);
}

bool books_completed_merge(struct db *db, struct body_claim *claim, struct err *err)
{
    struct db_rows *rows;
    bool ok = true;

    if (!db_query(db, &rows, SQL_OF_CLAIM, DB_ARGS(db_id(&claim->claim)), err))
        return err_wrap(err, "read what came later");
    while (ok && db_next(rows)) {
        struct body_claim_completed later;
        bool done = false;

        ok = read_body(db_get_text(rows, 0), &later, err) && counts(db, &later, &done, err);
        if (!ok || !done)
            continue;
        if (*later.ref)
            merge_ticket(&later, claim);
        else
            merge_payment(&later, claim);
    }
    if (ok)
        return db_done(rows, err);
    db_free(rows);
    return false;
}
