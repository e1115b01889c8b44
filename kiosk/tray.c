// SPDX-License-Identifier: Apache-2.0
#include "kiosk/tray.h"

void tray_put(const struct kiosk *kiosk, struct ui *ui, bool cards)
{
    const struct bytes *frame = live_newest(&kiosk->live);
    struct ui_photo photo = {.serial = -1 - kiosk->live.count, .live = true, .cards = cards};

    if (frame) {
        photo.data = frame->data;
        photo.size = frame->length;
    }
    ui_private(ui);
    ui_photo(ui, "photo", "tray.sees", &photo);
}

// On a short display one line says both; where there is little room it leaves some to what is
// wrong.
void tray_say(const struct kiosk *kiosk, struct ui *ui)
{
    bool is_short = ui_is_short(ui);

    if (kiosk->live.found)
        ui_hint(ui, "found", is_short ? "tray.found.short" : "tray.found");
    if (!is_short || !kiosk->live.found)
        ui_hint(ui, "open", is_short || ui_is_low(ui) ? "tray.open.short" : "tray.open");
}

bool tray_is_there(const struct kiosk *kiosk)
{
    return kiosk->live.state == LIVE_OFF || kiosk->live.state == LIVE_ON;
}

void tray_enter(struct kiosk *kiosk)
{
    if (kiosk->live.state == LIVE_GONE)
        kiosk->live.state = LIVE_OFF;
}
