// SPDX-License-Identifier: Apache-2.0

#include "kiosk/ui.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/ui_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

// First of all on every page, and so the first thing that is read.
static void mark_practice(struct ui *ui)
{
    if (!ui->practice)
        return;
    if (ui->first)
        ui_in_both(ui);
    ui_add(ui, UI_TEXT, UI_BAR_LEFT, "practice", "practice.mark");
}

void ui_page(struct ui *ui, const char *title_key)
{
    mark_practice(ui);
    ui_add(ui, UI_HEADING, UI_BAR_LEFT, "page", title_key);
    ui->has_size = ui->has_lang = true;
}

void ui_desk_page(struct ui *ui, const char *title_key)
{
    ui->desk = true;
    ui_page(ui, title_key);
}

void ui_first_page(struct ui *ui)
{
    ui->first = true;
    mark_practice(ui);
    ui->has_size = true;
    ui->has_lang = words_count() > WORDS_OTHER;
}

void ui_bare_page(struct ui *ui)
{
    ui->first = ui->bare = true;
}

int ui_first_langs(const struct ui *ui, enum words_lang out[static 2])
{
    bool other = ui->prefs.lang >= WORDS_OTHER;

    out[0] = other ? ui->prefs.lang : WORDS_EN;
    out[1] = WORDS_CY;
    return other ? 1 : 2;
}

const char *ui_id_in(char out[static UI_ID_SIZE], const char *part, enum words_lang lang)
{
    ui_make_id(out, part, words_code(lang));
    return out;
}

void ui_bar_text(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_TEXT, UI_BAR_LEFT, id, key);
}

bool ui_bar_button(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_BUTTON, UI_BAR_RIGHT, id, key);
    return ui_was_touched(ui, id);
}

void ui_centre(struct ui *ui)
{
    ui->centred = true;
}

bool ui_back(struct ui *ui)
{
    ui_foot_sign(ui, "sign-back");
    ui_add(ui, UI_BUTTON, UI_FOOT_LEFT, "back", "back");
    return ui_was_touched(ui, "back");
}

void ui_ask(struct ui *ui)
{
    ui_add(ui, UI_BUTTON, UI_FOOT_LEFT, "person", "ask");
    ui_add(ui, UI_BUTTON, UI_FOOT_LEFT, "unsure", "unsure.short");
}

void ui_finish(struct ui *ui)
{
    ui_add(ui, UI_BUTTON, UI_FOOT_LEFT, "finish", "finish");
}

bool ui_go(struct ui *ui, const char *id, const char *key)
{
    if (str_equal(key, "next"))
        ui_foot_sign(ui, "sign-next");
    ui_add(ui, UI_GO, UI_FOOT_RIGHT, id, key);
    return ui_was_touched(ui, id);
}

bool ui_foot(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_BUTTON, UI_FOOT_LEFT, id, key);
    return ui_was_touched(ui, id);
}

bool ui_foot_right(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_BUTTON, UI_FOOT_RIGHT, id, key);
    return ui_was_touched(ui, id);
}

void ui_row_begin(struct ui *ui)
{
    ui_begin_box(ui, UI_ROW, "");
}

void ui_row_end(struct ui *ui)
{
    ui_end_box(ui, UI_ROW);
}

void ui_column_begin(struct ui *ui)
{
    ui_begin_box(ui, UI_COLUMN, "");
}

void ui_column_end(struct ui *ui)
{
    ui_end_box(ui, UI_COLUMN);
}

void ui_grid_begin(struct ui *ui, int across)
{
    struct ui_node *node = ui_begin_box(ui, UI_GRID, "");

    assert(across > 0);
    if (node)
        node->across = across;
}

void ui_grid_end(struct ui *ui)
{
    ui_end_box(ui, UI_GRID);
}

void ui_card_begin(struct ui *ui, const char *id)
{
    ui_begin_box(ui, UI_CARD, id);
}

void ui_card_end(struct ui *ui)
{
    ui_end_box(ui, UI_CARD);
}

void ui_weight(struct ui *ui, double weight)
{
    ui->coming->weight = weight;
    ui->coming->has_weight = true;
}

void ui_with(struct ui *ui, const char *name, const char *text)
{
    struct words_args *args = &ui->coming->args;
    bool fits;

    assert(args->count < WORDS_ARGS_MAX);
    fits = str_copy(ui->coming->arg_text[args->count], UI_ARG_SIZE, text);
    assert(fits);
    args->list[args->count] = (struct words_arg){name, ui->coming->arg_text[args->count]};
    args->count++;
}

void ui_with_count(struct ui *ui, int64_t count)
{
    ui->coming->args.counted = true;
    ui->coming->args.number = count;
}

void ui_picture_of(struct ui *ui, const char *picture)
{
    ui->coming->picture = picture;
}

void ui_second(struct ui *ui, const char *key)
{
    ui->coming->second = key;
}

void ui_value(struct ui *ui, const char *text)
{
    bool fits = str_copy(ui->coming->value, UI_ARG_SIZE, text);

    assert(fits);
}

void ui_private(struct ui *ui)
{
    ui->coming->private = true;
}

void ui_pii(struct ui *ui)
{
    ui->coming->pii = true;
}

void ui_disabled(struct ui *ui)
{
    ui->coming->disabled = true;
}

void ui_like(struct ui *ui, const struct ui_prefs *prefs)
{
    ui->coming->look = *prefs;
    ui->coming->has_look = true;
}

void ui_public(struct ui *ui)
{
    ui->coming->public = true;
}

void ui_in(struct ui *ui, enum words_lang lang)
{
    ui->coming->lang = lang;
    ui->coming->has_lang = true;
}

void ui_in_both(struct ui *ui)
{
    ui->coming->both = ui->prefs.lang < WORDS_OTHER;
}

void ui_masked(struct ui *ui)
{
    ui->coming->masked = true;
}

void ui_title(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_TITLE, UI_BODY, id, key);
}

void ui_heading(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_HEADING, UI_BODY, id, key);
}

void ui_paragraph(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_TEXT, UI_BODY, id, key);
}

void ui_hint(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_HINT, UI_BODY, id, key);
}

void ui_problem(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_PROBLEM, UI_BODY, id, key);
}

void ui_number(struct ui *ui, const char *id, const char *text)
{
    struct ui_node *node = ui_add(ui, UI_NUMBER, UI_BODY, id, "");

    if (node)
        ui_set_text(ui, node, text);
}

void ui_picture(struct ui *ui, const char *id, const char *picture)
{
    struct ui_node *node = ui_add(ui, UI_PICTURE, UI_BODY, id, "");

    if (node)
        node->picture = picture;
}

void ui_photo(struct ui *ui, const char *id, const char *key, const struct ui_photo *photo)
{
    struct ui_node *node = ui_add(ui, UI_PHOTO, UI_BODY, id, key);

    if (node)
        node->photo = *photo;
}

void ui_outline(struct ui *ui, const char *id, const char *key, double wide, double high)
{
    struct ui_node *node = ui_add(ui, UI_OUTLINE, UI_BODY, id, key);

    if (node) {
        node->wide = wide;
        node->high = high;
    }
}

bool ui_button(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_BUTTON, UI_BODY, id, key);
    return ui_was_touched(ui, id);
}

bool ui_main_button(struct ui *ui, const char *id, const char *key)
{
    ui_add(ui, UI_GO, UI_BODY, id, key);
    return ui_was_touched(ui, id);
}

bool ui_choice(struct ui *ui, const char *id, const char *key, bool selected)
{
    struct ui_node *node = ui_add(ui, UI_CHOICE, UI_BODY, id, key);

    if (node) {
        node->selectable = true;
        node->selected = selected;
        ui_speak(ui, node);
    }
    return ui_was_touched(ui, id);
}

// The button that belongs to a line, and is placed in it; it says what it belongs to.
static bool add_own_button(struct ui *ui, struct ui_node *line, const char *id, const char *key)
{
    char full[UI_ID_SIZE];
    struct bytes spoken = {0};
    struct ui_node *node;

    ui_make_id(full, id, "change");
    if (line) {
        assert(ui->depth < UI_DEPTH_MAX);
        ui->open[ui->depth++] = (int)(line - ui->nodes);
    }
    node = ui_add(ui, UI_BUTTON, UI_BODY, full, key);
    if (node && line) {
        ui->depth--;
        bytes_add_text(&spoken, ui_spoken_text(ui, node));
        bytes_add_text(&spoken, " ");
        bytes_add_text(&spoken, ui_text(ui, line));
        bytes_add_text(&spoken, ".");
        node->spoken = ui_keep(ui, bytes_text(&spoken));
        node->recorded = false;
        if (node->aloud)
            node->aloud = line->aloud ? node->spoken : 0;
        bytes_clear(&spoken);
    }
    return ui_was_touched(ui, full);
}

bool ui_line(struct ui *ui, const char *id, const char *key, const char *value,
             const char *button_key)
{
    struct ui_node *node;

    ui_value(ui, value);
    node = ui_add(ui, UI_LINE, UI_BODY, id, key);
    return button_key && add_own_button(ui, node, id, button_key);
}

bool ui_total(struct ui *ui, const char *id, const char *key, const char *value,
              const char *button_key)
{
    struct ui_node *node;

    ui_value(ui, value);
    node = ui_add(ui, UI_LINE, UI_BODY, id, key);
    if (node)
        node->selected = true; // a line that is the sum
    return button_key && add_own_button(ui, node, id, button_key);
}

bool ui_note(struct ui *ui, const char *id, const char *key, const char *button_key)
{
    const struct ui_next coming = *ui->coming; // it is for the words, not for the boxes
    char part[UI_ID_SIZE];
    bool touched = false;

    ui_make_id(part, id, "box");
    ui_card_begin(ui, part);
    ui_row_begin(ui);
    *ui->coming = coming;
    ui_add(ui, UI_TEXT, UI_BODY, id, key);
    if (button_key) {
        ui_make_id(part, id, "more");
        ui_weight(ui, 0);
        touched = ui_button(ui, part, button_key);
    }
    ui_row_end(ui);
    ui_card_end(ui);
    return touched;
}

const char *ui_scan(struct ui *ui)
{
    const char *text = NULL;

    ui->takes_code = true;
    if (ui->event && ui->event->kind == UI_SCANNED) {
        text = ui->event->text;
        ui->event = NULL;
    }
    return text;
}

const char *ui_taken(struct ui *ui)
{
    const char *text = NULL;

    if (ui->event && ui->event->kind == UI_TAKEN) {
        text = ui->event->text;
        ui->event = NULL;
    }
    return text;
}
