// SPDX-License-Identifier: Apache-2.0

#include "kiosk/palette.h"

#include "shared/str.h"

static const struct palette PALETTES[UI_CONTRASTS] = {
    [UI_MEDIUM] = {.paper = 0xFFF9EE,
                   .desk_paper = 0xF6F8FB,
                   .ground = 0xFFFFFF,
                   .ink = 0x12182B,
                   .soft = 0x2E3346,
                   .go = 0x00463D,
                   .on_go = 0xFFFFFF,
                   .pick = 0xFFE08A,
                   .on_pick = 0x12182B,
                   .line = 0xB9B29E,
                   .bar = 0xF3EAD7,
                   .on_bar = 0x12182B,
                   .desk_bar = 0x12182B,
                   .on_desk_bar = 0xFFFFFF},
    [UI_BLACK] = {.paper = 0x000000,
                  .desk_paper = 0x000000,
                  .ground = 0x000000,
                  .ink = 0xFFFFFF,
                  .soft = 0xFFFFFF,
                  .go = 0xFFFFFF,
                  .on_go = 0x000000,
                  .pick = 0xFFFFFF,
                  .on_pick = 0x000000,
                  .line = 0xFFFFFF,
                  .bar = 0x000000,
                  .on_bar = 0xFFFFFF,
                  .desk_bar = 0x000000,
                  .on_desk_bar = 0xFFFFFF},
    [UI_WHITE] = {.paper = 0xFFFFFF,
                  .desk_paper = 0xFFFFFF,
                  .ground = 0xFFFFFF,
                  .ink = 0x000000,
                  .soft = 0x000000,
                  .go = 0x000000,
                  .on_go = 0xFFFFFF,
                  .pick = 0x000000,
                  .on_pick = 0xFFFFFF,
                  .line = 0x000000,
                  .bar = 0xFFFFFF,
                  .on_bar = 0x000000,
                  .desk_bar = 0x000000,
                  .on_desk_bar = 0xFFFFFF},
    [UI_LOW] = {.paper = 0xEFE7D6,
                .desk_paper = 0xE6E8EC,
                .ground = 0xF5EFE2,
                .ink = 0x4A4F5F,
                .soft = 0x4A4F5F,
                .go = 0x3D6660,
                .on_go = 0xF5EFE2,
                .pick = 0xF0DCA4,
                .on_pick = 0x4A4F5F,
                .line = 0xB9B29E,
                .bar = 0xE9DFCA,
                .on_bar = 0x4A4F5F,
                .desk_bar = 0x4A4F5F,
                .on_desk_bar = 0xF5EFE2},
};

static const char *const NAMES[UI_CONTRASTS] = {"medium", "black", "white", "low"};

const struct palette *palette_of(enum ui_contrast contrast)
{
    return &PALETTES[contrast];
}

const char *palette_name(enum ui_contrast contrast)
{
    return NAMES[contrast];
}

bool palette_named(enum ui_contrast *out, const char *name)
{
    for (int i = 0; i < UI_CONTRASTS; i++)
        if (str_equal(NAMES[i], name)) {
            *out = (enum ui_contrast)i;
            return true;
        }
    return false;
}

static struct palette_paint on_page(const struct ui *ui, const struct ui_node *node)
{
    const struct palette *p = palette_of(ui->prefs.contrast);
    bool in_bar = node->zone == UI_BAR_LEFT;
    struct palette_paint paint = {p->ink, ui->desk ? p->desk_paper : p->paper, p->ink, false};

    if (in_bar) {
        paint.ground = ui->desk ? p->desk_bar : p->bar;
        paint.ink = ui->desk ? p->on_desk_bar : p->on_bar;
    } else if (node->role == UI_HINT) {
        paint.ink = p->soft;
    }
    for (int i = node->parent; i >= 0; i = ui->nodes[i].parent)
        if (ui->nodes[i].role == UI_CARD)
            paint.ground = p->ground;
    return paint;
}

struct palette_paint palette_paint(const struct ui *ui, const struct ui_node *node)
{
    const struct palette *p = palette_of(node->look.contrast);

    if (node->disabled) // words without a box: nothing to touch
        return on_page(ui, node);
    switch (node->role) {
    case UI_GO:
        return (struct palette_paint){p->on_go, p->go, p->go, false};
    case UI_CHOICE:
        if (node->selected)
            return (struct palette_paint){p->on_pick, p->pick, p->ink, true};
        return (struct palette_paint){p->ink, p->ground, p->ink, true};
    case UI_BUTTON:
    case UI_KEY:
    case UI_FIELD:
    case UI_OUTLINE:
        return (struct palette_paint){p->ink, p->ground, p->ink, true};
    case UI_CARD:
    case UI_PHOTO:
        return (struct palette_paint){p->ink, p->ground, p->line, true};
    case UI_ROW:
    case UI_COLUMN:
    case UI_GRID:
    case UI_KEYS:
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
    case UI_LINE:
    case UI_PICTURE:
        break;
    }
    return on_page(ui, node);
}
