// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_second.h"

#include "shared/mem.h"

const char *desk_second_show(struct kiosk *kiosk, const char *code, struct id *witness)
{
    struct body_payer_set staff;
    struct card card;
    struct err err = {.kind = ERR_NOT_FOUND};
    bool known = card_parse(&card, code) && roster_find_staff(&kiosk->store, &card, &staff, &err);

    mem_wipe(&card, sizeof card);
    if (!known && err.kind == ERR_NOT_FOUND)
        return "desk.second.unknown";
    if (!known) {
        kiosk_failed(kiosk, &err);
        return "desk.second.again";
    }
    if (id_equal(staff.staff, kiosk->desk.staff.staff))
        return "desk.second.same";
    *witness = staff.staff;
    return NULL;
}
