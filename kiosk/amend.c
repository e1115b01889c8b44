// SPDX-License-Identifier: Apache-2.0
#include "kiosk/amend.h"

#include <stdlib.h>

#include "shared/body.h"
#include "shared/books.h"
#include "shared/mem.h"

bool amend_claim(struct store *store, struct id op, struct id meeting, struct id claim,
                 const struct amend *amend, struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    bool ok = books_get_claim_body(store->db, claim, body, err);

    if (ok) {
        body->cash_today = amend->cash_today;
        body->cash_wanted = false; // it is settled now
        body->leaves_ms = amend->leaves_ms;
        ok = store_save(store, RECORD_CLAIM_AMENDED, op, meeting, body, err);
    }
    mem_wipe(body, sizeof *body);
    free(body);
    return ok;
}
