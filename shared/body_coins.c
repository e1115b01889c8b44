// SPDX-License-Identifier: Apache-2.0
#include "shared/body.h"

bool body_get_coins(struct coins *out, const struct body_coins *list, size_t count)
{
    *out = (struct coins){0};
    for (size_t i = 0; i < count; i++) {
        int kind = coins_find(list[i].pence);

        if (kind < 0 || out->count[kind] != 0)
            return false;
        out->count[kind] = list[i].count;
    }
    return true;
}

size_t body_put_coins(struct body_coins list[static BODY_COINS_MAX], const struct coins *coins)
{
    size_t count = 0;

    for (size_t i = 0; i < COINS_KINDS; i++)
        if (coins->count[i] != 0)
            list[count++] = (struct body_coins){coins_pence[i], coins->count[i]};
    return count;
}
