// SPDX-License-Identifier: Apache-2.0
#include "shared/coins.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"

const int64_t coins_pence[COINS_KINDS] = {5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1};

int coins_find(int64_t pence)
{
    for (int i = 0; i < COINS_KINDS; i++)
        if (coins_pence[i] == pence)
            return i;
    return -1;
}

int64_t coins_sum(const struct coins *coins)
{
    int64_t sum = 0;

    for (size_t i = 0; i < COINS_KINDS; i++)
        sum += coins->count[i] * coins_pence[i];
    return sum;
}

void coins_add(struct coins *to, const struct coins *more)
{
    for (size_t i = 0; i < COINS_KINDS; i++)
        to->count[i] += more->count[i];
}

void coins_remove(struct coins *from, const struct coins *less)
{
    for (size_t i = 0; i < COINS_KINDS; i++)
        from->count[i] -= less->count[i];
}

bool coins_are_there(const struct coins *coins)
{
    for (size_t i = 0; i < COINS_KINDS; i++)
        if (coins->count[i] < 0)
            return false;
    return true;
}

bool coins_are_any(const struct coins *coins)
{
    for (size_t i = 0; i < COINS_KINDS; i++)
        if (coins->count[i] != 0)
            return true;
    return false;
}

/* How each amount was first reached, from the large kinds to the small ones. */
struct reach {
    int8_t *with;  // the last kind added; -1: not reached
    int32_t *used; // how many of that kind
    int64_t limit;
};

static void reach_with(struct reach *reach, int kind, int64_t count)
{
    int64_t worth = coins_pence[kind];

    for (int64_t at = worth; at <= reach->limit; at++) {
        int64_t before = at - worth;
        int32_t used = reach->with[before] == kind ? reach->used[before] : 0;

        if (reach->with[at] >= 0 || reach->with[before] < 0 || used >= count)
            continue;
        reach->with[at] = (int8_t)kind;
        reach->used[at] = used + 1;
    }
}

int64_t coins_make(const struct coins *tin, int64_t pence, struct coins *out)
{
    struct reach reach = {.limit = pence};
    int64_t at = pence;

    *out = (struct coins){0};
    assert(pence >= 0 && coins_are_there(tin));
    if (pence == 0 || pence > COINS_MAKE_MAX)
        return pence;
    reach.with = mem_new((size_t)pence + 1, sizeof *reach.with);
    reach.used = mem_new((size_t)pence + 1, sizeof *reach.used);
    memset(reach.with, -1, (size_t)pence + 1);
    reach.with[0] = 0;
    for (int kind = 0; kind < COINS_KINDS; kind++)
        reach_with(&reach, kind, tin->count[kind]);
    while (reach.with[at] < 0)
        at--;
    pence -= at;
    for (; at > 0; at -= coins_pence[reach.with[at]])
        out->count[reach.with[at]]++;
    free(reach.with);
    free(reach.used);
    return pence;
}

void coins_split(int64_t pence, struct coins *out)
{
    *out = (struct coins){0};
    for (size_t i = 0; i < COINS_KINDS; i++) {
        out->count[i] = pence / coins_pence[i];
        pence %= coins_pence[i];
    }
}

void coins_name(char out[static COINS_NAME_SIZE], size_t kind)
{
    int64_t pence = coins_pence[kind];

    if (pence >= 100)
        snprintf(out, COINS_NAME_SIZE, "£%d", (int)(pence / 100));
    else
        snprintf(out, COINS_NAME_SIZE, "%dp", (int)pence);
}

void coins_write(char *out, size_t size, const struct coins *coins)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < COINS_KINDS; i++) {
        const char *between = used ? " · " : "";
        char name[COINS_NAME_SIZE];
        int wrote;

        if (!coins->count[i] || used + 32 > size)
            continue;
        coins_name(name, i);
        if (coins->count[i] == 1)
            wrote = snprintf(out + used, size - used, "%s%s", between, name);
        else
            wrote = snprintf(out + used, size - used, "%s%lld × %s", between,
                             (long long)coins->count[i], name);
        used += (size_t)wrote;
    }
}
