// SPDX-License-Identifier: Apache-2.0

// What would be approved of a claim now: what is due, less what was approved before, line by line.

#include "server/claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/policies.h"
#include "shared/mem.h"
#include "shared/str.h"

/* What is at hand while the reasons are looked for. Large. */
struct work {
    struct assessment now;
    struct assessment before; // today's facts, as the version of the last approval has it
    struct adjust_account account;
    struct body_claim body;
    struct policy policy;
};

static bool read_approved(struct db *db, const struct claims_claim *claim,
                          struct adjust_account *out, size_t *adjustments, struct err *err)
{
    struct adjust_account *turn = mem_new(1, sizeof *turn);
    bool ok = true;

    *adjustments = 0;
    for (int64_t i = 0; ok && i < claim->sums.turns; i++) {
        ok = ledger_get_lines(db, claim->books.claim, i, turn, err);
        *adjustments += ok && i > 0 ? turn->count : 0;
        for (size_t j = 0; ok && j < turn->count; j++)
            adjust_apply(out, &turn->lines[j]);
    }
    free(turn);
    return ok;
}

static void add_why(struct claims_change *change, const char *why)
{
    str_copy(change->why[change->why_count++], BODY_CODE_SIZE, why);
}

static bool has_line(const struct adjust_account *account, const char *kind)
{
    for (size_t i = 0; i < account->count; i++)
        if (str_equal(account->lines[i].kind, kind))
            return true;
    return false;
}

// A line by the mile changed: then it may be the row of miles that is new.
static bool has_miles(const struct adjust_account *changes)
{
    char kind[ASSESS_CODE_SIZE];

    for (int i = 0; i < POLICY_BY_THE_MILE; i++) {
        snprintf(kind, sizeof kind, "%s%s", ADJUST_EXPENSES, policy_categories[i]);
        if (has_line(changes, kind))
            return true;
    }
    return false;
}

static bool find_rates_from(struct db *db, struct work *work, const struct claims_claim *claim,
                            struct claims_change *change, struct err *err)
{
    const struct policy_mile_row *row;
    char date[WHEN_DATE_SIZE];

    if (!policies_find_version(db, work->body.policy, claim->assessed.policy_hash, &work->policy,
                               err))
        return false;
    facts_date(&work->body.facts, date);
    row = policy_mile_row(&work->policy, date);
    str_copy(change->rates_from, sizeof change->rates_from, work->policy.valid_from);
    if (row && has_miles(&change->lines) && strcmp(row->from, change->rates_from) > 0)
        str_copy(change->rates_from, sizeof change->rates_from, row->from);
    return true;
}

// In the lines of the assessment: not in what the desk paid, nor in what is not taken back.
static bool is_assessed_otherwise(const struct adjust_account *a, const struct adjust_account *b)
{
    struct adjust_account *changes = mem_new(1, sizeof *changes);
    bool differs = false;

    adjust(a, b, 0, changes);
    for (size_t i = 0; i < changes->count; i++) {
        const char *kind = changes->lines[i].kind;

        differs = differs || !(str_equal(kind, ADJUST_DESK) || str_equal(kind, ADJUST_FEE_KEPT) ||
                               str_equal(kind, ADJUST_EXPENSES_KEPT));
    }
    free(changes);
    return differs;
}

// Today's facts under the version of the last approval; *known is false when that can no longer be
// read, or was not kept.
static bool assess_before(struct db *db, struct work *work, const struct claims_claim *claim,
                          bool *known, struct err *err)
{
    static const uint8_t none[RECORD_HASH_SIZE];
    struct ledger_approval last;

    *known = false;
    if (!ledger_get_approval(db, claim->books.claim, claim->sums.turns - 1, &last, err))
        return false;
    if (memcmp(last.policy_hash, none, sizeof none) == 0)
        return true;
    *known = assessed_lines(db, &claim->books, last.policy_hash, &work->before, err);
    if (*known)
        adjust_open(&work->account, &work->before);
    return *known || err->kind == ERR_NOT_FOUND || err->kind == ERR_INVALID;
}

/*
 * Told apart by assessing today's facts under the version of the last approval: where that differs
 * from what was approved, the facts are others; where it differs from what is due now, the rates
 * are.
 */
static bool find_why(struct db *db, struct work *work, const struct claims_claim *claim,
                     struct claims_change *change, struct err *err)
{
    bool known;

    if (!assess_before(db, work, claim, &known, err) ||
        !books_get_claim_body(db, claim->books.claim, &work->body, err))
        return false;
    if (known && is_assessed_otherwise(&work->account, &change->now)) {
        add_why(change, "policy");
        if (!find_rates_from(db, work, claim, change, err))
            return false;
    }
    if (!known || is_assessed_otherwise(&change->was, &work->account))
        add_why(change, "facts");
    if (has_line(&change->lines, ADJUST_DESK))
        add_why(change, "desk");
    return true;
}

static bool find_change(struct db *db, struct work *work, const struct claims_claim *claim,
                        struct claims_change *change, struct err *err)
{
    size_t adjustments;

    if (!assessed_lines(db, &claim->books, claim->assessed.policy_hash, &work->now, err) ||
        !read_approved(db, claim, &change->was, &adjustments, err))
        return false;
    adjust_open(&change->now, &work->now);
    adjust_put(&change->now, "D1", ADJUST_DESK,
               claim->due.expenses_pence - work->now.expenses_pence);
    if (claim->sums.turns == 0) {
        change->lines = change->now;
        return true;
    }
    adjust_put(&change->now, "K1", ADJUST_FEE_KEPT, claim->over.fee_pence);
    adjust_put(&change->now, "K1", ADJUST_EXPENSES_KEPT, claim->over.expenses_pence);
    adjust(&change->was, &change->now, adjustments, &change->lines);
    return change->lines.count == 0 || find_why(db, work, claim, change, err);
}

bool claims_find_change(struct db *db, const struct claims_claim *claim, struct claims_change *out,
                        struct err *err)
{
    struct work *work = mem_new(1, sizeof *work);
    bool ok;

    *out = (struct claims_change){0};
    ok = find_change(db, work, claim, out, err);
    free(work);
    return ok || err_wrap(err, "find what changed of a claim");
}
