// SPDX-License-Identifier: Apache-2.0
#include "server/looks.h"

#include <stdlib.h>

#include "server/ledger.h"
#include "shared/mem.h"

void looks_add(struct looks *looks, struct id person)
{
    if (id_is_none(person))
        return;
    for (size_t i = 0; i < looks->count; i++)
        if (id_equal(looks->people[i], person))
            return;
    looks->people = mem_resize(looks->people, looks->count + 1, sizeof *looks->people);
    looks->people[looks->count++] = person;
}

bool looks_end(struct looks *looks, struct request *request, bool ok, struct err *err)
{
    ok = ok && db_begin(request->db, err);
    if (ok) {
        for (size_t i = 0; ok && i < looks->count; i++)
            ok = ledger_view(request->db, request->office, looks->people[i], request->user.user,
                             err);
        ok = db_end(request->db, ok, err);
    }
    free(looks->people);
    *looks = (struct looks){0};
    return ok;
}
