// SPDX-License-Identifier: Apache-2.0
#include "kiosk/hand.h"

#include "kiosk/look.h"
#include "kiosk/prefs.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "shared/when.h"

// As they had it when they claimed; of a claim that was made elsewhere, as it is remembered of
// them.
static struct ui_prefs prefs_of(struct kiosk *kiosk, const struct books_claim *claim)
{
    struct ui_prefs prefs;
    char code[BODY_CODE_SIZE];
    struct err err;

    if (!look_find(&kiosk->store, claim->claim, code, &err))
        kiosk_failed(kiosk, &err);
    else if (prefs_read(&prefs, code))
        return prefs;
    return remember_screen(kiosk, claim->person);
}

bool hand_begin(struct kiosk *kiosk, struct hand *hand)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    hand->handed_ms = when_monotonic_ms();
    kiosk->stage.ui->prefs = ui_prefs_usual; // not those of who was paid before
    if (id_is_none(kiosk->desk.claim))
        return true;
    if (!desk_pay_look(&kiosk->desk, &place, kiosk->desk.claim, &hand->view, &err))
        return kiosk_failed(kiosk, &err);
    kiosk->stage.ui->prefs = prefs_of(kiosk, &hand->view.claim);
    return true;
}

void hand_end(struct kiosk *kiosk, const struct hand *hand)
{
    if (when_monotonic_ms() - hand->handed_ms >= DESK_IDLE_MS) {
        kiosk_home(kiosk);
        return;
    }
    kiosk->stage.touched_ms = hand->handed_ms; // the person's touch is none of the payer's
    kiosk_go(kiosk, &screen_desk);
}
