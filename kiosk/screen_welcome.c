// SPDX-License-Identifier: Apache-2.0

/*
 * The first screen: both languages, side by side and equal. Nothing personal, no name, no count;
 * but a number, while the desk calls it.
 */

#include "kiosk/scan.h"
#include "kiosk/screens.h"
#include "shared/str.h"

struct state {
    bool unknown; // a card was shown that is nobody's here
};

enum way { NO_WAY, LETTERS, CARD };

#define NARROW_MM 200

// How large the words are; more space takes as much as a size more.
static int largeness(const struct ui *ui)
{
    return (int)ui->prefs.size + ui->prefs.spacious;
}

// Large words of both languages stand below each other there, or one would be squeezed.
static bool is_narrow(const struct ui *ui)
{
    return (largeness(ui) >= UI_SIZE_XL && ui->display.width_mm < NARROW_MM) ||
           (ui->prefs.size == UI_SIZE_XL && ui_is_short(ui));
}

// Both languages must stand on one page (LNG-03): where there is little room for what is more than
// the usual, or the words are large and the display is short or narrow, the title and the button
// are enough.
static bool has_room(const struct ui *ui, bool more)
{
    int large = largeness(ui);

    if (large == UI_SIZE_M)
        return true;
    if (is_narrow(ui) || (ui_is_low(ui) && large + more > UI_SIZE_XL))
        return false;
    return !ui_is_short(ui);
}

// On a short display large words leave no room for a second button in each language: there one
// says it in both, and the card's owner brings their language along.
static bool has_room_for_cards(const struct ui *ui)
{
    return !ui_is_short(ui) || largeness(ui) < UI_SIZE_XL;
}

// Two of the biggest numbers do not stand side by side where there is little room.
static void put_title(struct ui *ui, enum words_lang lang, const char *called)
{
    char id[UI_ID_SIZE];
    bool room = has_room(ui, *called);

    ui_in(ui, lang);
    if (!*called) {
        ui_title(ui, ui_id_in(id, "title", lang), "welcome.title");
    } else if (room) {
        ui_title(ui, ui_id_in(id, "title", lang), "welcome.called");
        ui_in(ui, lang);
        ui_number(ui, ui_id_in(id, "called", lang), called);
    } else {
        ui_with(ui, "number", called);
        ui_title(ui, ui_id_in(id, "title", lang), "welcome.called.short");
    }
}

// With a camera the buttons say how; a scanner has none, and always listens.
static enum way half(const struct kiosk *kiosk, struct ui *ui, enum words_lang lang, bool unknown)
{
    bool camera = kiosk->live.state != LIVE_NONE;
    char id[UI_ID_SIZE];
    enum way way = NO_WAY;

    ui_column_begin(ui);
    put_title(ui, lang, kiosk->desk.called);
    if (unknown) {
        ui_in(ui, lang);
        ui_problem(ui, ui_id_in(id, "unknown", lang),
                   has_room(ui, true) ? "welcome.unknown" : "welcome.unknown.short");
    } else if (has_room(ui, *kiosk->desk.called) && !camera) {
        ui_in(ui, lang);
        ui_paragraph(ui, ui_id_in(id, "how", lang), "welcome.how");
    }
    ui_in(ui, lang);
    if (ui_main_button(ui, ui_id_in(id, "sign", lang), "welcome.sign_in"))
        way = LETTERS;
    ui_in(ui, lang);
    if (camera && has_room_for_cards(ui) && ui_button(ui, ui_id_in(id, "card", lang), "find.show"))
        way = CARD;
    ui_column_end(ui);
    return way;
}

static void sign_in(struct kiosk *kiosk, struct ui *ui, enum words_lang lang, enum way way)
{
    if (way == NO_WAY)
        return;
    ui->prefs.lang = lang;
    kiosk->errand = KIOSK_SIGN_IN;
    if (way == LETTERS && kiosk->roster.unplanned)
        kiosk_go(kiosk, &screen_unplanned);
    else
        kiosk_go(kiosk, way == CARD ? &screen_card : &screen_find);
}

static void choose(struct kiosk *kiosk, struct ui *ui, bool camera)
{
    if (camera && !has_room_for_cards(ui)) {
        ui_in_both(ui);
        if (ui_foot(ui, "card", "find.show"))
            sign_in(kiosk, ui, ui->prefs.lang, CARD);
    }
    ui_in_both(ui);
    if (ui_foot(ui, "leaving", "welcome.leaving")) {
        kiosk->errand = KIOSK_LEAVE;
        kiosk_go(kiosk, &screen_find);
    }
    ui_in_both(ui);
    if (ui_foot(ui, "sitting", "welcome.sitting"))
        kiosk_go(kiosk, &screen_sitting_in);
    ui_in_both(ui);
    if (ui_foot(ui, "desk", "welcome.desk"))
        kiosk_go(kiosk, &screen_desk_card);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    enum words_lang langs[2];
    int count = ui_first_langs(ui, langs);
    bool camera = kiosk->live.state != LIVE_NONE;
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "hello", "waving-hand");
    if (!is_narrow(ui))
        ui_row_begin(ui);
    for (int i = 0; i < count; i++)
        sign_in(kiosk, ui, langs[i], half(kiosk, ui, langs[i], state->unknown));
    if (!is_narrow(ui))
        ui_row_end(ui);
    choose(kiosk, ui, camera);
    if (code)
        state->unknown = scan_card(kiosk, code) != SCAN_WENT;
}

static void set_unknown(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->unknown = true;
}

static void set_camera(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->live.state = LIVE_OFF;
}

static void set_called(struct kiosk *kiosk, void *data)
{
    (void)data;
    str_copy(kiosk->desk.called, sizeof kiosk->desk.called, "A 47");
}

// It looks like any other; "Sign in" leads elsewhere.
static void set_unplanned(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->roster.unplanned = true;
}

static const struct screen_state states[] = {
    {"start", NULL},        {"unplanned", set_unplanned},  {"called", set_called},
    {"camera", set_camera}, {"card-unknown", set_unknown}, {0},
};

const struct screen screen_welcome = {
    .name = "welcome",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
