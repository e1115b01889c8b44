// SPDX-License-Identifier: Apache-2.0

/* "Ask a person", from anywhere: says who helps, keeps all answers, and goes back there. */

#include "kiosk/kiosk.h"
#include "kiosk/question.h"
#include "kiosk/screens.h"

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)state;
    ui_page(ui, "ask.bar");
    ui_centre(ui);
    ui_picture(ui, "hand", "person-raising-hand");
    ui_title(ui, "title", "ask.title");
    ui_paragraph(ui, "how", "ask.how");
    question_put_complaints(kiosk, ui);
    ui_finish(ui);
    if (ui_go(ui, "back.there", "ask.back") && !stage_return(&kiosk->stage))
        kiosk_home(kiosk);
}

const struct screen screen_ask = {
    .name = "ask",
    .frame = frame,
};
