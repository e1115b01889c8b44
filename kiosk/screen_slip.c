// SPDX-License-Identifier: Apache-2.0

/* Another desk pays the travel money: the slip to take there, on paper or on the screen. */

#include <string.h>

#include "kiosk/code.h"
#include "kiosk/example.h"
#include "kiosk/other_desk.h"
#include "kiosk/print.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

#define DOTS 8 // a module: the picture is made smaller, never larger
#define PICTURE_MAX ((size_t)128 * 1024)

struct state {
    char code[HANDED_TEXT_SIZE];
    uint8_t picture[PICTURE_MAX];
    size_t picture_size;
    int64_t serial; // another code is another picture
    bool on_screen;
    bool reminded; // of the paper, before they go
    bool too_long; // it has no room in a code: it is not handed over
    bool unsaved;
};

static void draw(struct state *state)
{
    struct bytes picture = {0};
    uint8_t hash[16];
    struct code code;

    code_make(&code, state->code);
    code_draw(&code, DOTS, &picture);
    if (picture.length <= PICTURE_MAX) {
        memcpy(state->picture, picture.data, picture.length);
        state->picture_size = picture.length;
    }
    keys_hash(hash, sizeof hash, "picture", state->code, strlen(state->code));
    memcpy(&state->serial, hash, sizeof state->serial);
    state->serial &= INT64_MAX;
    bytes_clear(&picture);
    code_clear(&code);
}

static void print(struct kiosk *kiosk, const struct state *state)
{
    struct print_how how = {.lang = kiosk->stage.ui->prefs.lang,
                            .asked = kiosk->visit.claim.questioned,
                            .handed = state->code};

    print_slip(kiosk, &how);
}

static void hand(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct id claim = kiosk->visit.claim.claim;
    struct err err;

    if (other_desk_hand(&place, kiosk->configured.letter, claim, state->code, &err) &&
        books_get_claim(kiosk->store.db, claim, &kiosk->visit.claim, &err)) {
        draw(state);
        return;
    }
    state->too_long = err.kind == ERR_INVALID;
    state->unsaved = !state->too_long;
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    if (!kiosk->visit.claimed || !kiosk->store.db)
        return; // --dump-screens has nothing recorded
    printer_reset(&kiosk->printer);
    hand(kiosk, state);
    state->on_screen = !print_is_offered(kiosk);
    if (*state->code && !state->on_screen)
        print(kiosk, state);
}

static void put_paper(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    enum printer_state printer = kiosk->printer.state;

    if (printer == PRINTER_BUSY)
        ui_hint(ui, "printing", "done.printing");
    else if (printer == PRINTER_FAILED)
        ui_problem(ui, "no.paper", "slip.no_paper");
    else if (state->reminded)
        ui_problem(ui, "take.first", "done.take_first");
}

static void put_claim(const struct kiosk *kiosk, struct ui *ui)
{
    char amount[MONEY_SIZE];

    ui_private(ui);
    ui_number(ui, "number", kiosk->visit.claim.number);
    money_write(amount, kiosk->visit.claim.expenses_pence);
    ui_with(ui, "amount", amount);
    ui_private(ui);
    ui_paragraph(ui, "there", "slip.there");
}

static void frame_paper(const struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "paper", "receipt");
    ui_title(ui, "take", "slip.take");
    put_paper(kiosk, state, ui);
    put_claim(kiosk, ui);
}

static void frame_screen(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    struct ui_photo photo = {
        .data = state->picture, .size = state->picture_size, .serial = state->serial};

    ui_title(ui, "show", "slip.show");
    ui_row_begin(ui);
    ui_private(ui);
    ui_photo(ui, "code", "slip.code", &photo);
    ui_column_begin(ui);
    ui_paragraph(ui, "how", "slip.show.how");
    put_claim(kiosk, ui);
    ui_column_end(ui);
    ui_row_end(ui);
}

static void frame_none(const struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_title(ui, "none", state->too_long ? "slip.too_long" : "slip.none");
    ui_paragraph(ui, "none.how", state->too_long ? "slip.too_long.how" : "unsaved");
}

// Paper that is left behind is read by the next person (PRV-16).
static void end(struct kiosk *kiosk, struct state *state)
{
    if (kiosk->printer.state == PRINTER_DONE && !state->on_screen && !state->reminded)
        state->reminded = true;
    else
        kiosk_end(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "slip.bar");
    if (state->too_long || state->unsaved)
        frame_none(state, ui);
    else if (state->on_screen)
        frame_screen(kiosk, state, ui);
    else
        frame_paper(kiosk, state, ui);
    ui_ask(ui);
    ui_finish(ui);
    if (*state->code && print_is_offered(kiosk) && ui_foot(ui, "print", "slip.again"))
        print(kiosk, state);
    if (*state->code && !state->on_screen && ui_foot(ui, "instead", "slip.instead"))
        state->on_screen = true;
    if (ui_go(ui, "end", "end"))
        end(kiosk, state);
}

static void set_screen(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_CARD);
    example_claim(kiosk);
    str_copy(state->code, sizeof state->code, "DIOLCH:1:S:NONE");
    draw(state);
    state->on_screen = true;
    state->too_long = state->unsaved = false;
}

static void set_take(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_screen(kiosk, data);
    state->on_screen = false;
    kiosk->printer.state = PRINTER_DONE;
}

static void set_printing(struct kiosk *kiosk, void *data)
{
    set_take(kiosk, data);
    kiosk->printer.state = PRINTER_BUSY;
}

static void set_no_paper(struct kiosk *kiosk, void *data)
{
    set_take(kiosk, data);
    kiosk->printer.state = PRINTER_FAILED;
}

static void set_too_long(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_screen(kiosk, data);
    *state = (struct state){.too_long = true};
}

static const struct screen_state states[] = {
    {"screen", set_screen},     {"printing", set_printing}, {"take-paper", set_take},
    {"no-paper", set_no_paper}, {"too-long", set_too_long}, {0},
};

const struct screen screen_slip = {
    .name = "slip",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
