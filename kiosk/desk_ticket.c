// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_parts.h"
#include "kiosk/screens.h"
#include "shared/str.h"

static struct desk_ticket_line *find(struct desk_ticket *tickets, const char *ref)
{
    for (size_t i = 0; i < tickets->line_count; i++)
        if (str_equal(tickets->lines[i].ref, ref))
            return &tickets->lines[i];
    return NULL;
}

// A picture that is gone, or too large to be shown, leaves its place empty.
static void show(struct desk_ticket *tickets, struct kiosk *kiosk,
                 const struct books_receipt *receipt)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct bytes jpeg = {0};
    struct err gone;

    tickets->shown_size = 0;
    if (desk_show_receipt(&place, receipt, &jpeg, &gone) &&
        jpeg.length <= DESK_TICKET_PICTURE_MAX) {
        memcpy(tickets->shown, jpeg.data, jpeg.length);
        tickets->shown_size = jpeg.length;
        memcpy(&tickets->serial, receipt->picture, sizeof tickets->serial);
    }
    bytes_clear(&jpeg);
}

static bool load_pictures(struct desk_ticket *tickets, struct kiosk *kiosk, struct id claim,
                          size_t at, struct err *err)
{
    struct books_receipt *receipts = NULL;

    if (!books_list_receipts(kiosk->store.db, claim, &receipts, &tickets->pictures, err))
        return false;
    for (size_t i = 0; i < tickets->pictures; i++) {
        struct desk_ticket_line *line = find(tickets, receipts[i].ref);

        if (line)
            line->pictured = true;
    }
    if (tickets->pictures > 0) {
        tickets->at = at < tickets->pictures ? at : tickets->pictures - 1;
        show(tickets, kiosk, &receipts[tickets->at]);
    }
    free(receipts);
    return true;
}

bool desk_ticket_load(struct desk_ticket *tickets, struct kiosk *kiosk,
                      const struct body_claim *body, size_t at, struct err *err)
{
    bool own = desk_is_own(&kiosk->desk, body->person);

    tickets->shown_size = 0;
    tickets->line_count = 0;
    for (size_t i = 0; i < body->proofs_count; i++) {
        const struct body_proof *proof = &body->proofs[i];
        struct desk_ticket_line *line = &tickets->lines[tickets->line_count++];

        *line = (struct desk_ticket_line){.wanted = !own && (str_equal(proof->where, "here") ||
                                                             str_equal(proof->where, "phone"))};
        str_copy(line->ref, sizeof line->ref, proof->ref);
        if (!books_ticket_seen(kiosk->store.db, body->claim, proof->ref, &line->seen, err))
            return false;
    }
    return load_pictures(tickets, kiosk, body->claim, at, err);
}

bool desk_ticket_see(struct kiosk *kiosk, const char *ref, const struct ticket *taken,
                     struct err *err)
{
    struct body_receipt_taken about = {.claim = kiosk->desk.claim, .by = "desk"};
    struct desk_place place = kiosk_desk_place(kiosk);

    str_copy(about.ref, sizeof about.ref, ref);
    return store_begin(&kiosk->store, err) &&
           store_end(&kiosk->store,
                     ticket_record(taken, &kiosk->store, kiosk->roster.meeting, &about, err) &&
                         desk_see_ticket(&kiosk->desk, &place, about.claim, ref, err),
                     err);
}

// Without a camera there is only one thing to do, and it is done at once.
bool desk_ticket_see_to(struct kiosk *kiosk, const char *ref)
{
    struct ticket none = {.count = 0};
    struct err err;

    if (kiosk->receipt_photo != KIOSK_PHOTO_NONE) {
        str_copy(kiosk->desk.ticket, sizeof kiosk->desk.ticket, ref);
        kiosk_go(kiosk, &screen_desk_ticket);
        return false;
    }
    return desk_ticket_see(kiosk, ref, &none, &err) || kiosk_failed(kiosk, &err);
}

bool desk_ticket_put_line(const struct desk_ticket *tickets, struct kiosk *kiosk, struct ui *ui,
                          const char *ref)
{
    bool photo = kiosk->receipt_photo != KIOSK_PHOTO_NONE;
    char id[UI_ID_SIZE];

    for (size_t i = 0; i < tickets->line_count; i++) {
        const struct desk_ticket_line *line = &tickets->lines[i];

        if (!str_equal(line->ref, ref))
            continue;
        snprintf(id, sizeof id, "seen.%c%s", ref[0] + 'a' - 'A', ref + 1);
        if (line->seen)
            ui_hint(ui, id, "desk.ticket.seen");
        else if (line->wanted && !line->pictured)
            return ui_button(ui, id, photo ? "desk.ticket.take" : "desk.ticket.tick") &&
                   desk_ticket_see_to(kiosk, ref);
    }
    return false;
}

bool desk_ticket_put_picture(const struct desk_ticket *tickets, struct ui *ui, size_t *at)
{
    struct ui_photo photo = {
        .data = tickets->shown, .size = tickets->shown_size, .serial = tickets->serial};
    char number[16];
    char all[16];
    bool asked;

    if (photo.size == 0)
        return false;
    ui_weight(ui, 0.5);
    ui_column_begin(ui);
    ui_photo(ui, "ticket", "desk.ticket", &photo);
    snprintf(number, sizeof number, "%zu", tickets->at + 1);
    snprintf(all, sizeof all, "%zu", tickets->pictures);
    *at = tickets->pictures > 0 ? (tickets->at + 1) % tickets->pictures : 0;
    if (tickets->pictures > 1) {
        ui_with(ui, "number", number);
        ui_with(ui, "all", all);
        ui_hint(ui, "ticket.which", "ticket.which");
    }
    asked = tickets->pictures > 1 && ui_button(ui, "ticket.other", "ticket.other");
    ui_column_end(ui);
    return asked;
}
