// SPDX-License-Identifier: Apache-2.0

#include "tests/kiosk/gallery.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void foot(struct ui *ui)
{
    ui_back(ui);
    ui_ask(ui);
    ui_finish(ui);
}

static void choose(struct ui *ui, const char *id, const char *key, const char *picture, bool on)
{
    ui_picture_of(ui, picture);
    ui_choice(ui, id, key, on);
}

static void travel(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_page(ui, "g.travel.bar");
    ui_title(ui, "ask", "g.travel.ask");
    ui_hint(ui, "hint", "g.travel.hint");
    ui_grid_begin(ui, 4);
    choose(ui, "bus", "g.bus", "bus", true);
    choose(ui, "train", "g.train", "train", false);
    choose(ui, "car", "g.car", "automobile", true);
    choose(ui, "taxi", "g.taxi", "taxi", false);
    choose(ui, "bicycle", "g.bicycle", "bicycle", false);
    choose(ui, "walked", "g.walked", "person-walking", false);
    choose(ui, "lift", "g.lift", "busts-in-silhouette", false);
    choose(ui, "none", "g.none", "cross-mark", false);
    ui_grid_end(ui);
    foot(ui);
    ui_go(ui, "next", "next");
}

static void amount_with(struct ui *ui, bool problem)
{
    char typed[UI_TYPED_SIZE] = "4.20";

    ui_page(ui, "g.travel.bar");
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_picture_of(ui, "bus");
    ui_title(ui, "ask", "g.amount.ask");
    ui_hint(ui, "hint", "g.amount.hint");
    ui_private(ui);
    ui_field(ui, "keyed", "g.amount.hint", problem ? "" : "£4.20");
    if (problem)
        ui_problem(ui, "problem", "g.amount.problem");
    ui_heading(ui, "where", "g.where");
    ui_grid_begin(ui, 2);
    ui_choice(ui, "here", "g.here", !problem);
    ui_choice(ui, "phone", "g.phone", false);
    ui_choice(ui, "bring", "g.bring", false);
    ui_choice(ui, "lost", "g.lost", false);
    ui_grid_end(ui);
    ui_column_end(ui);
    ui_weight(ui, 0);
    ui_column_begin(ui);
    ui_keypad(ui, "keys", typed, sizeof typed, UI_KEYPAD_POINT);
    ui_column_end(ui);
    ui_row_end(ui);
    foot(ui);
    ui_go(ui, "next", "next");
}

static void amount(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    amount_with(ui, false);
}

static void unclear(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    amount_with(ui, true);
}

static void find_with(struct ui *ui, bool more, enum ui_keyboard kind)
{
    char typed[UI_TYPED_SIZE] = "DAV";

    ui_page(ui, "g.find.bar");
    ui_title(ui, "ask", "g.find.ask");
    ui_row_begin(ui);
    ui_weight(ui, more ? 0 : 1);
    ui_pii(ui);
    ui_field(ui, "typed", "g.find.field", typed);
    if (more) {
        ui_weight(ui, 0);
        ui_button(ui, "new", "g.find.new");
    }
    ui_row_end(ui);
    ui_keyboard(ui, "keys", typed, sizeof typed, kind);
    foot(ui);
    ui_go(ui, "next", "next");
}

static void find(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    find_with(ui, true, UI_KEYBOARD_LETTERS);
}

static void name(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    find_with(ui, false, UI_KEYBOARD_NAMES);
}

static void check(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_page(ui, "g.check.bar");
    ui_title(ui, "ask", "g.check.ask");
    ui_row_begin(ui);
    ui_card_begin(ui, "travel");
    ui_heading(ui, "travel.head", "g.check.travel");
    ui_private(ui);
    ui_line(ui, "bus", "g.bus", "£4.20", "g.check.change");
    ui_private(ui);
    ui_line(ui, "car", "g.check.car", "£5.54", "g.check.change");
    ui_private(ui);
    ui_total(ui, "today", "g.check.today", "£9.74", NULL);
    ui_card_end(ui);
    ui_card_begin(ui, "fee");
    ui_heading(ui, "fee.head", "g.check.fee");
    ui_private(ui);
    ui_line(ui, "meeting", "g.check.meeting", "£31.25", NULL);
    ui_private(ui);
    ui_line(ui, "ready", "g.check.ready", "£12.50", "g.check.change");
    ui_private(ui);
    ui_total(ui, "about", "g.check.about", "£43.75", NULL);
    ui_card_end(ui);
    ui_row_end(ui);
    ui_hint(ui, "note", "g.check.note");
    foot(ui);
    ui_picture_of(ui, "sign-tick");
    ui_go(ui, "yes", "g.check.yes");
}

static void pay(struct ui *ui, const char *id, const char *key, const char *second,
                const char *picture)
{
    ui_with(ui, "amount", "£43.75");
    ui_second(ui, second);
    ui_private(ui);
    choose(ui, id, key, picture, false);
}

static void fee(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_page(ui, "g.fee.bar");
    ui_title(ui, "ask", "g.fee.ask");
    ui_with(ui, "offered", "£131.25");
    ui_with(ui, "taken", "£60.00");
    ui_hint(ui, "hint", "g.fee.hint");
    ui_grid_begin(ui, 3);
    pay(ui, "bank", "g.fee.bank", "g.fee.about", "pound-banknote");
    pay(ui, "voucher", "g.fee.voucher", "g.fee.about", "wrapped-gift");
    pay(ui, "less", "g.fee.less", "g.fee.you", "coin");
    pay(ui, "no", "g.fee.no", "g.fee.nothing", "handshake");
    pay(ui, "later", "g.fee.later", "g.fee.lost", "alarm-clock");
    ui_grid_end(ui);
    ui_picture_of(ui, "information");
    ui_note(ui, "benefits", "g.fee.note", "g.fee.more");
    foot(ui);
    ui_go(ui, "next", "next");
}

static void arrived(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_page(ui, "g.arrived.bar");
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "g.arrived.title");
    ui_paragraph(ui, "hint", "g.arrived.hint");
    ui_grid_begin(ui, 3);
    ui_second(ui, "g.arrived.same2");
    choose(ui, "same", "g.arrived.same", "bus", false);
    choose(ui, "else", "g.arrived.else", "receipt", false);
    choose(ui, "later", "g.arrived.later", "alarm-clock", false);
    ui_grid_end(ui);
    ui_back(ui);
    ui_ask(ui);
    ui_go(ui, "finished", "g.finish");
}

static void done(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_page(ui, "g.done.bar");
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "g.done.title");
    ui_with(ui, "amount", "£9.74");
    ui_paragraph(ui, "call", "g.done.call");
    ui_number(ui, "number", "A 47");
    ui_foot(ui, "print", "g.done.print");
    ui_foot(ui, "wrong", "g.done.wrong");
    ui_go(ui, "finished", "g.finish");
}

static void claim(struct ui *ui, const char *id, const char *number, const char *amount,
                  const char *second, bool selected)
{
    ui_with(ui, "number", number);
    ui_with(ui, "time", "15:10");
    ui_value(ui, amount);
    ui_second(ui, second);
    ui_choice(ui, id, "g.desk.claim", selected);
}

static void open_claim(struct ui *ui)
{
    struct ui_photo none = {0};

    ui_row_begin(ui);
    ui_weight(ui, 2);
    ui_column_begin(ui);
    ui_with(ui, "number", "A 47");
    ui_title(ui, "open", "g.desk.claim");
    ui_line(ui, "bus", "g.bus", "£4.20", NULL);
    ui_line(ui, "car", "g.car", "£5.54", NULL);
    ui_paragraph(ui, "hand", "g.desk.hand");
    ui_number(ui, "amount", "£9.74");
    ui_paragraph(ui, "coins", "g.coins");
    ui_column_end(ui);
    ui_photo(ui, "ticket", "g.ticket", &none);
    ui_row_end(ui);
    ui_main_button(ui, "seen", "g.desk.seen");
}

static void desk(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_desk_page(ui, "g.desk.bar");
    ui_with(ui, "amount", "£142.60");
    ui_with_count(ui, 5);
    ui_bar_text(ui, "float", "g.desk.float");
    ui_bar_button(ui, "tin", "g.desk.tin");
    ui_bar_button(ui, "lock", "g.desk.lock");
    ui_row_begin(ui);
    ui_weight(ui, 3);
    ui_column_begin(ui);
    claim(ui, "a47", "A 47", "£9.74", NULL, true);
    claim(ui, "a48", "A 48", "£11.60", "g.desk.leaves", false);
    claim(ui, "a50", "A 50", "£6.30", NULL, false);
    claim(ui, "a49", "A 49", "–", "g.desk.look", false);
    ui_column_end(ui);
    ui_weight(ui, 5);
    ui_card_begin(ui, "claim");
    open_claim(ui);
    ui_card_end(ui);
    ui_row_end(ui);
    ui_back(ui);
    ui_foot_right(ui, "part", "g.desk.part");
    ui_foot_right(ui, "instead", "g.desk.bank");
}

static void half(struct ui *ui, enum words_lang lang)
{
    const char *code = words_code(lang);
    static const char *const parts[] = {"title", "how", "sign"};
    char id[3][16];

    for (int i = 0; i < 3; i++)
        snprintf(id[i], sizeof id[i], "%s.%s", parts[i], code);
    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, id[0], "welcome.title");
    ui_in(ui, lang);
    ui_paragraph(ui, id[1], "welcome.how");
    ui_in(ui, lang);
    ui_main_button(ui, id[2], "welcome.sign_in");
    ui_column_end(ui);
}

static void first(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "hello", "waving-hand");
    ui_row_begin(ui);
    half(ui, WORDS_EN);
    half(ui, WORDS_CY);
    ui_row_end(ui);
    ui_in_both(ui);
    ui_foot(ui, "leaving", "g.first.leaving");
    ui_in_both(ui);
    ui_foot(ui, "sitting", "g.first.sitting");
    ui_in_both(ui);
    ui_foot(ui, "desk", "g.first.desk");
}

static const struct screen FIRST = {.name = "first", .frame = first};
static const struct screen TRAVEL = {.name = "travel", .frame = travel};
static const struct screen AMOUNT = {.name = "amount", .frame = amount};
static const struct screen UNCLEAR = {.name = "unclear", .frame = unclear};
static const struct screen FIND = {.name = "find", .frame = find};
static const struct screen NAME = {.name = "name", .frame = name};
static const struct screen CHECK = {.name = "check", .frame = check};
static const struct screen FEE = {.name = "fee", .frame = fee};
static const struct screen ARRIVED = {.name = "arrived", .frame = arrived};
static const struct screen DONE = {.name = "done", .frame = done};
static const struct screen DESK = {.name = "desk", .frame = desk};

const struct screen *const gallery_screens[] = {&FIRST, &TRAVEL, &AMOUNT,  &UNCLEAR, &FIND, &NAME,
                                                &CHECK, &FEE,    &ARRIVED, &DONE,    &DESK, NULL};
