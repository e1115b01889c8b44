// SPDX-License-Identifier: Apache-2.0
#include "shared/books_completed.h"

#include <string.h>

#include "shared/str.h"

static const char SQL_KEEP[] = "INSERT INTO completed (claim_id, ref, body) VALUES ($1, $2, $3) "
                               "ON CONFLICT (claim_id, ref) DO NOTHING";
static const char SQL_OF_REF[] = "SELECT body FROM completed WHERE claim_id = $1 AND ref = $2";
static const char SQL_COUNT[] = "SELECT count(*) FROM completed WHERE claim_id = $1 AND ref = $2";
static const char SQL_OF_CLAIM[] = "SELECT body FROM completed WHERE claim_id = $1 ORDER BY ref";

bool books_completed_find(struct db *db, struct id claim, const char *ref, bool *out,
                          struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_COUNT, DB_ARGS(db_id(&claim), db_text(ref)), 0, err))
        return err_wrap(err, "look for what came later");
    *out = count > 0;
    return true;
}

static bool read_kept(const struct db_rows *rows, struct body_claim_completed *out, struct err *err)
{
    struct record record = {.kind = RECORD_CLAIM_COMPLETED, .body = db_get_text(rows, 0)};

    record.body_length = strlen(record.body);
    return body_read(&record, out, err);
}

// The same said at two kiosks is no contradiction.
static bool says_the_same(const struct body_claim_completed *a,
                          const struct body_claim_completed *b)
{
    return a->pence == b->pence && str_equal(a->channel, b->channel);
}

static bool compare_kept(struct db *db, const struct body_claim_completed *later, struct err *err)
{
    struct body_claim_completed first;
    struct db_rows *rows;
    bool ok;

    if (!db_one(db, &rows, SQL_OF_REF, DB_ARGS(db_id(&later->claim), db_text(later->ref)), err))
        return err_wrap(err, "read what came later");
    ok = read_kept(rows, &first, err);
    db_free(rows);
    return ok && (says_the_same(&first, later) ||
                  err_set(err, ERR_INVALID,
                          *later->ref ? "another ticket of this line came before, and stays"
                                      : "it was decided otherwise before, and that stays"));
}

bool books_completed_apply(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim_completed body;

    return body_read(record, &body, err) &&
           db_exec(db, SQL_KEEP,
                   DB_ARGS(db_id(&body.claim), db_text(body.ref),
                           (struct db_value){DB_TEXT, 0, record->body, record->body_length}),
                   err) &&
           (db_changed(db) || compare_kept(db, &body, err));
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

        ok = read_kept(rows, &later, err);
        if (ok && *later.ref)
            merge_ticket(&later, claim);
        else if (ok)
            merge_payment(&later, claim);
    }
    if (ok)
        return db_done(rows, err);
    db_free(rows);
    return false;
}
