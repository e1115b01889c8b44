// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_form.h"

bool desk_form_find(struct kiosk *kiosk, const char *code, struct books_claim *out, struct err *err)
{
    return books_get_claim(kiosk->store.db, form_claim(code), out, err);
}

bool desk_form_begin(struct kiosk *kiosk, const char *code, struct id person,
                     struct books_claim *claim, struct err *err)
{
    struct visit_place place = kiosk_visit_place(kiosk);

    if (books_find_claim(kiosk->store.db, kiosk->roster.meeting, person, claim, err))
        return err_set(err, ERR_CONFLICT, "this person has a claim here");
    if (err->kind != ERR_NOT_FOUND)
        return false;
    visit_begin(&kiosk->visit, person, VISIT_BY_HOST);
    kiosk->visit.claim_id = form_claim(code);
    kiosk->visit.claim_op = form_act(code);
    return visit_arrive(&kiosk->visit, &place, err);
}
