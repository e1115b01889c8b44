// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_to_come.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_queue.h"
#include "shared/assess.h"
#include "shared/mem.h"
#include "shared/str.h"

static struct facts_expense *cost_of(struct body_claim *claim, const struct body_proof *proof)
{
    const struct facts_expense *cost = facts_find_expense(&claim->facts, proof->ref);

    return cost ? &claim->facts.expenses[cost - claim->facts.expenses] : NULL;
}

// What it costs stays as it was said; that there is a proof of it does not.
static void put_off(struct body_claim *claim, struct body_proof *proof)
{
    struct facts_expense *cost = cost_of(claim, proof);

    str_copy(proof->where, sizeof proof->where, "later");
    if (!cost)
        return;
    cost->receipt_pence = FACTS_NONE;
    cost->receipt_id[0] = '\0';
}

// Cash was handed over for a ticket that cost less when it was seen: that much is proved.
static void keep_paid(struct body_claim *claim, const struct body_proof *proof, int64_t paid_pence)
{
    struct facts_expense *cost = cost_of(claim, proof);
    int64_t more = paid_pence - claim->outcome.expenses_pence;

    if (cost && more > 0)
        cost->receipt_pence = more < cost->claimed_pence ? more : cost->claimed_pence;
}

static void put_all_off(const struct policy *policy, const bool *unseen, int64_t paid_pence,
                        struct body_claim *claim)
{
    for (size_t i = 0; i < claim->proofs_count; i++)
        if (unseen[i])
            put_off(claim, &claim->proofs[i]);
    assess(policy, &claim->facts, &claim->outcome);
    for (size_t i = 0; i < claim->proofs_count; i++) {
        if (!unseen[i])
            continue;
        keep_paid(claim, &claim->proofs[i], paid_pence);
        assess(policy, &claim->facts, &claim->outcome);
    }
}

bool desk_to_come_make(const struct desk_place *place, struct id claim, struct body_claim *out,
                       struct err *err)
{
    const struct roster *roster = place->roster;
    bool unseen[FACTS_EXPENSES_MAX] = {false};
    struct books_claim now;

    if (!books_get_claim(place->store->db, claim, &now, err) ||
        !books_get_claim_body(place->store->db, claim, out, err))
        return false;
    for (size_t i = 0; i < out->proofs_count; i++)
        if (!books_ticket_unseen(place->store->db, out, &out->proofs[i], &unseen[i], err))
            return false;
    str_copy(out->policy, sizeof out->policy, roster->policy.id);
    memcpy(out->policy_hash, roster->policy_hash, sizeof out->policy_hash);
    put_all_off(&roster->policy, unseen, now.cash_pence, out);
    return true;
}

static bool record_one(const struct desk_place *place, struct id claim, struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    bool ok = desk_to_come_make(place, claim, body, err) &&
              store_record(place->store, RECORD_CLAIM_AMENDED, id_new(), place->roster->meeting,
                           body, err);

    mem_wipe(body, sizeof *body);
    free(body);
    return ok;
}

bool desk_to_come_record(const struct desk *desk, const struct desk_place *place, struct err *err)
{
    struct desk_queue queue;
    bool ok = true;

    if (!desk_queue_load(desk, place, &queue, err))
        return false;
    for (size_t i = 0; ok && i < queue.turns; i++)
        ok = !queue.list[i].to_see || record_one(place, queue.list[i].claim.claim, err);
    desk_queue_clear(&queue);
    return ok || err_wrap(err, "let tickets come later");
}
