// SPDX-License-Identifier: Apache-2.0

#include "kiosk/tree.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/display.h"
#include "kiosk/palette.h"
#include "shared/json.h"

static const char *role_name(enum ui_role role)
{
    static const char *const names[] = {
        [UI_ROW] = "row",         [UI_COLUMN] = "column",   [UI_GRID] = "grid",
        [UI_KEYS] = "keys",       [UI_CARD] = "group",      [UI_TITLE] = "title",
        [UI_HEADING] = "heading", [UI_TEXT] = "text",       [UI_HINT] = "hint",
        [UI_PROBLEM] = "problem", [UI_NUMBER] = "number",   [UI_BUTTON] = "button",
        [UI_GO] = "button",       [UI_CHOICE] = "checkbox", [UI_KEY] = "key",
        [UI_FIELD] = "field",     [UI_LINE] = "row",        [UI_PHOTO] = "image",
        [UI_PICTURE] = "picture", [UI_OUTLINE] = "image"};

    return names[role];
}

static int64_t px(const struct ui *ui, double mm)
{
    return (int64_t)lround(mm * display_px_per_mm(&ui->display));
}

static void put_box(struct bytes *out, const struct ui *ui, const char *name,
                    const struct ui_box *box)
{
    int64_t left = px(ui, box->x);
    int64_t top = px(ui, box->y);

    json_begin(out, name, '[');
    json_put_int(out, NULL, left);
    json_put_int(out, NULL, top);
    json_put_int(out, NULL, px(ui, box->x + box->w) - left);
    json_put_int(out, NULL, px(ui, box->y + box->h) - top);
    json_end(out, ']');
}

static void put_colour(struct bytes *out, const char *name, uint32_t colour)
{
    char text[8];

    snprintf(text, sizeof text, "#%06X", (unsigned)colour);
    json_put_text(out, name, text);
}

static void put_look(struct bytes *out, const struct ui *ui, const struct ui_node *node)
{
    struct palette_paint paint = palette_paint(ui, node);

    json_put_int(out, "px", px(ui, ui->metrics->em(ui->metrics->data, node->cap)));
    json_put_int(out, "cap_px", px(ui, node->cap));
    put_colour(out, "fg", paint.ink);
    put_colour(out, "bg", paint.ground);
    if (paint.has_edge)
        put_colour(out, "border", paint.edge);
    else
        json_put_null(out, "border");
    if (node->picture)
        json_put_text(out, "picture", node->picture);
    else
        json_put_null(out, "picture");
}

static void put_words(struct bytes *out, const struct ui *ui, const struct ui_node *node)
{
    json_put_text(out, "key", node->key);
    json_put_text(out, "text", ui_text(ui, node));
    if (node->second)
        json_put_text(out, "second", ui_second_text(ui, node));
    if (node->value)
        json_put_text(out, "value", ui_value_text(ui, node));
    json_put_text(out, "spoken", ui_spoken_text(ui, node));
    if (node->both)
        json_put_text(out, "spoken_cy", ui_spoken_cy_text(ui, node));
    json_put_text(out, "aloud", ui_aloud_text(ui, node));
    json_put_text(out, "lang", node->both ? "en,cy" : words_code(node->lang));
}

static void put_node(struct bytes *out, const struct ui *ui, const struct ui_node *node,
                     size_t order)
{
    json_begin(out, NULL, '{');
    json_put_text(out, "id", node->id);
    json_put_text(out, "role", role_name(node->role));
    json_put_int(out, "order", (int64_t)order);
    put_box(out, ui, "rect", &node->box);
    if (node->touchable)
        put_box(out, ui, "hit", &node->box);
    else
        json_put_null(out, "hit");
    put_words(out, ui, node);
    json_put_bool(out, "private", node->private);
    json_put_bool(out, "pii", node->pii);
    put_look(out, ui, node);
    json_begin(out, "state", '{');
    json_put_bool(out, "focused", node->focused);
    json_put_bool(out, "selected", node->selectable && node->selected);
    json_put_bool(out, "disabled", node->disabled);
    json_put_bool(out, "voiced", node->voiced);
    json_end(out, '}');
    json_put_int(out, "lines", node->lines);
    json_put_bool(out, "clipped", node->clipped);
    json_end(out, '}');
}

void tree_write(struct bytes *out, const struct ui *ui, const char *screen)
{
    static const char *const sizes[UI_SIZES] = {"M", "L", "XL"};
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);
    char ppi[32];

    json_begin(out, NULL, '{');
    json_put_text(out, "screen", screen);
    json_put_text(out, "lang", words_code(ui->prefs.lang));
    json_put_text(out, "size", sizes[ui->prefs.size]);
    json_put_text(out, "contrast", palette_name(ui->prefs.contrast));
    json_put_bool(out, "spacious", ui->prefs.spacious);
    snprintf(ppi, sizeof ppi, "%.1f", display_px_per_mm(&ui->display) * 25.4);
    json_put_raw(out, "ppi", ppi, strlen(ppi));
    json_begin(out, "display_mm", '[');
    json_put_int(out, NULL, (int64_t)lround(ui->display.width_mm));
    json_put_int(out, NULL, (int64_t)lround(ui->display.height_mm));
    json_end(out, ']');
    json_put_int(out, "page", ui->page);
    json_put_int(out, "pages", ui->page_count);
    json_put_bool(out, "veiled", ui->veiled);
    json_put_bool(out, "dark", ui->prefs.dark);
    json_begin(out, "nodes", '[');
    for (size_t i = 0; i < count; i++)
        put_node(out, ui, all[i], i);
    json_end(out, ']');
    json_end(out, '}');
    bytes_add_text(out, "\n");
}
