// SPDX-License-Identifier: Apache-2.0

/* In practice nobody has a card: which one is to be shown is picked here, and shown where one was
 * asked for. */

#include "kiosk/practice.h"
#include "kiosk/screens.h"

static void show(struct kiosk *kiosk, enum practice_card which)
{
    char text[CARD_TEXT_SIZE];

    if (!kiosk->practice) // --dump-screens
        return;
    practice_card(kiosk, which, text);
    if (stage_return(&kiosk->stage))
        stage_show_code(&kiosk->stage, text);
}

static void put_members(struct kiosk *kiosk, struct ui *ui)
{
    static const char *const ids[PRACTICE_PEOPLE] = {"member.1", "member.2", "member.3",
                                                     "member.4"};

    for (int i = 0; i < 2; i++) { // the others come by letters
        ui_with(ui, "name", practice_names[i][0]);
        ui_public(ui);
        if (ui_button(ui, ids[i], "practice.member"))
            show(kiosk, (enum practice_card)(PRACTICE_MEMBER + i));
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    (void)data;
    ui_page(ui, "practice.bar");
    ui_title(ui, "title", "practice.which");
    ui_grid_begin(ui, 2);
    put_members(kiosk, ui);
    if (ui_button(ui, "host", "practice.host"))
        show(kiosk, PRACTICE_HOST);
    if (ui_button(ui, "payer", "practice.payer"))
        show(kiosk, PRACTICE_PAYER);
    ui_grid_end(ui);
    ui_with(ui, "pin", PRACTICE_PIN);
    ui_public(ui);
    ui_hint(ui, "pin", "practice.pin");
    ui_hint(ui, "names", "practice.names");
    if (ui_back(ui))
        stage_return(&kiosk->stage);
}

const struct screen screen_practice = {
    .name = "practice",
    .staff = true,
    .frame = frame,
};
