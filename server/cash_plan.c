// SPDX-License-Identifier: Apache-2.0
#include "server/cash_plan.h"

#include <stdlib.h>

#include "server/left.h"
#include "server/policies.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/money.h"

static int64_t mean_of(const int64_t *usual, size_t people, size_t *unknown)
{
    int64_t known = 0;
    int64_t sum = 0;

    for (size_t i = 0; i < people; i++)
        if (usual[i] != CASH_PLAN_UNKNOWN) {
            known++;
            sum += usual[i];
        }
    *unknown = people - (size_t)known;
    return known ? (sum + known * 10 - 1) / (known * 10) * 10 : 0;
}

// With the fewest notes and coins for each, as the desk suggests them.
static void add_amount(struct cash_plan *plan, int64_t pence)
{
    struct coins coins;

    plan->total_pence += pence;
    coins_split(pence, &coins);
    coins_add(&plan->coins, &coins);
}

void cash_plan_make(const int64_t *usual, size_t people, struct cash_plan *out)
{
    *out = (struct cash_plan){.people = people};
    out->mean_pence = mean_of(usual, people, &out->unknown);
    out->kiosks = people > 0 ? (people - 1) / CASH_PLAN_A_KIOSK + 1 : 1;
    for (size_t i = 0; i < people; i++)
        add_amount(out, usual[i] == CASH_PLAN_UNKNOWN ? out->mean_pence : usual[i]);
}

void cash_plan_add_left(struct cash_plan *plan, int64_t pence)
{
    plan->left_pence += pence;
    add_amount(plan, pence);
}

static bool add_left(struct db *db, struct id meeting, struct id person, struct cash_plan *plan,
                     struct err *err)
{
    struct books_claim *list;
    size_t count;
    bool ok = true;

    if (!books_list_person_claims(db, person, &list, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++) {
        int64_t pence = 0;

        ok = id_equal(list[i].meeting, meeting) || left_find(db, list[i].claim, &pence, err);
        if (ok && pence > 0)
            cash_plan_add_left(plan, pence);
    }
    free(list);
    return ok;
}

// The newest stands first.
static bool find_usual(struct db *db, struct id meeting, struct id person, int64_t *pence,
                       struct err *err)
{
    struct books_claim *list;
    size_t count;

    if (!books_list_person_claims(db, person, &list, &count, err))
        return false;
    *pence = CASH_PLAN_UNKNOWN;
    for (size_t i = 0; i < count && *pence == CASH_PLAN_UNKNOWN; i++)
        if (!id_equal(list[i].meeting, meeting))
            *pence = list[i].expenses_pence;
    free(list);
    return true;
}

static bool is_by_bank(struct db *db, const char *policy_id, bool *out, struct err *err)
{
    struct policy *policy = mem_new(1, sizeof *policy);
    bool ok = policies_find(db, policy_id, policy, err);

    *out = ok && policy->expenses.channel == POLICY_EXPENSES_BY_BANK;
    free(policy);
    return ok;
}

bool cash_plan_find(struct db *db, const struct meetings_meeting *meeting, struct cash_plan *out,
                    struct err *err)
{
    struct id *people;
    int64_t *usual;
    size_t count;
    bool by_bank;
    bool ok = true;

    if (!is_by_bank(db, meeting->policy, &by_bank, err) ||
        !meetings_list_invited(db, meeting->meeting, &people, &count, err))
        return err_wrap(err, "plan the cash");
    usual = mem_new(count + 1, sizeof *usual);
    for (size_t i = 0; ok && i < count; i++)
        ok = find_usual(db, meeting->meeting, people[i], &usual[i], err);
    if (ok) {
        cash_plan_make(usual, count, out);
        out->by_bank = by_bank;
    }
    for (size_t i = 0; ok && i < count; i++)
        ok = add_left(db, meeting->meeting, people[i], out, err);
    free(usual);
    free(people);
    return ok || err_wrap(err, "plan the cash");
}

static void write_cash(const struct cash_plan *plan, struct bytes *out)
{
    char amount[MONEY_SIZE];

    for (size_t i = 0; i < COINS_KINDS; i++) {
        if (!plan->coins.count[i])
            continue;
        money_write(amount, coins_pence[i]);
        bytes_addf(out, "  %4lld of %6s\n", (long long)plan->coins.count[i], amount);
    }
    money_write(amount, plan->total_pence);
    bytes_addf(out, "  in all    %s\n", amount);
    if (plan->left_pence) {
        money_write(amount, plan->left_pence);
        bytes_addf(out,
                   "Of that %s was left for some of them when they came before. The kiosk that "
                   "they came to then pays it: bring that one.\n",
                   amount);
    }
    if (plan->unknown == plan->people) {
        bytes_addf(out, "Nobody of them has claimed a journey before: ask what they will pay.\n");
    } else if (plan->unknown) {
        money_write(amount, plan->mean_pence);
        bytes_addf(out, "%zu of them have claimed no journey before, and count as %s each.\n",
                   plan->unknown, amount);
    }
}

void cash_plan_write(const struct cash_plan *plan, struct bytes *out)
{
    bytes_addf(out, "%zu people are invited.\n", plan->people);
    if (plan->by_bank)
        bytes_addf(out, "The policy pays travel money by bank: bring no cash.\n");
    else
        write_cash(plan, out);
    if (plan->kiosks == 1)
        bytes_addf(out, "One kiosk is enough: they sign in at it by card within ten minutes.\n");
    else
        bytes_addf(out,
                   "Bring %zu kiosks: at one, signing in by card takes more than ten minutes.\n",
                   plan->kiosks);
    bytes_addf(out,
               "Who has no card signs in by letters, which takes longer: where many do, let them "
               "come sooner, or bring one more.\n");
}
