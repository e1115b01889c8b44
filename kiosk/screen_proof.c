// SPDX-License-Identifier: Apache-2.0

/* Where is the ticket? Of the visit's open line. One touch answers it and goes on. */

#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"

/* A journey has a ticket; anything else has a receipt. */
static const struct wording {
    const char *bar, *where, *later, *lost;
} ticket_words = {"travel.bar", "amount.where", "amount.later", "amount.lost"},
  receipt_words = {"costs.bar", "costs.where", "costs.later", "costs.lost"};

static void put(struct kiosk *kiosk, struct ui *ui, const char *id, const char *key,
                enum visit_proof proof)
{
    struct visit_line *line = late_or_line(kiosk);

    ui_private(ui);
    if (!ui_choice(ui, id, key, line->proof == proof))
        return;
    line->proof = proof;
    if (!visit_proof_is_shown(proof))
        ticket_clear(&line->ticket);
    steps_next(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    enum policy_category category = late_or_line(kiosk)->category;
    const struct wording *words = phrase_is_ticketed(category) ? &ticket_words : &receipt_words;

    (void)data;
    ui_page(ui, words->bar);
    ui_picture_of(ui, phrase_cost(category)->picture);
    ui_title(ui, "title", words->where);
    late_put_unsaved(kiosk, ui);
    ui_grid_begin(ui, 2);
    ui_picture_of(ui, "receipt");
    put(kiosk, ui, "here", "amount.here", VISIT_HERE);
    ui_picture_of(ui, "mobile-phone");
    put(kiosk, ui, "phone", "amount.phone", VISIT_ON_PHONE);
    ui_picture_of(ui, "alarm-clock");
    put(kiosk, ui, "later", words->later, VISIT_LATER);
    ui_picture_of(ui, "cross-mark");
    put(kiosk, ui, "lost", words->lost, VISIT_LOST);
    ui_grid_end(ui);
    if (ui_back(ui))
        steps_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_line(kiosk, POLICY_BUS)->pence = 420;
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    set_empty(kiosk, data);
    late_or_line(kiosk)->proof = VISIT_HERE;
}

static void set_receipt(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_line(kiosk, POLICY_DEPENDENT_ADULT_CARE)->pence = 3600;
}

static const struct screen_state states[] = {
    {"empty", set_empty},
    {"filled", set_filled},
    {"receipt", set_receipt},
    {0},
};

const struct screen screen_proof = {
    .name = "proof",
    .frame = frame,
    .states = states,
};
