// SPDX-License-Identifier: Apache-2.0

// What stands around the body: the bar, and the column of short displays. The foot is
// layout_foot.c.

#include "kiosk/layout.h"

#include <math.h>
#include <string.h>

#include "kiosk/layout_parts.h"
#include "shared/str.h"

#define ROW_MAX 12

static double bar_pad(const struct block_scale *s)
{
    return 2 + 2 * s->roomy;
}

static double margin_of(const struct ui *ui, const struct block_scale *s)
{
    return ui->display.width_mm < ui->display.height_mm ? 10 : 3 + 21 * s->roomy;
}

// "Say it again", "Pause" and "Go on" take each other's places: all are as wide as the widest.
static bool is_reading(const struct ui_node *node)
{
    return str_starts(node->id, "listen.");
}

// What takes no place, and only says how wide those are that do.
static bool is_measure(const struct ui_node *node)
{
    return str_equal(node->id, "listen.other");
}

// On one line, if the display is wide enough for it.
static double bar_width(const struct ui *ui, const struct block_scale *s,
                        const struct ui_node *node)
{
    double wide = block_natural(ui, s, node);

    for (size_t i = 0; i < ui->node_count && is_reading(node); i++)
        if (is_reading(&ui->nodes[i]))
            wide = fmax(wide, block_natural(ui, s, &ui->nodes[i]));
    return fmin(wide, ui->display.width_mm - margin_of(ui, s));
}

static bool is_in_bar(const struct ui_node *node)
{
    return (node->zone == UI_BAR_LEFT || node->zone == UI_BAR_RIGHT) && !is_measure(node);
}

static double bar_control(const struct ui *ui, const struct block_scale *s)
{
    double most = LAYOUT_TARGET;

    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].zone == UI_BAR_RIGHT)
            most = fmax(most, block_height(ui, s, &ui->nodes[i], bar_width(ui, s, &ui->nodes[i])));
    return most;
}

// From the right, so that size, language and Listen never move; more rows where it is narrow.
// Returns where the bar's words must end, and *low, where the buttons do.
static double place_bar_right(struct layout_page *page, double *low)
{
    struct ui *ui = page->ui;
    double high = bar_control(ui, &page->frame);
    double x = ui->display.width_mm - page->margin / 2;
    double y = bar_pad(&page->frame);
    double least = x;

    for (size_t i = ui->node_count; i-- > 0;) {
        struct ui_node *node = &ui->nodes[i];
        double wide;

        if (node->zone != UI_BAR_RIGHT || !is_in_bar(node))
            continue;
        wide = bar_width(ui, &page->frame, node);
        if (x - wide < page->margin / 2) {
            x = ui->display.width_mm - page->margin / 2;
            y += high + LAYOUT_GAP;
        }
        x -= wide;
        if (!node->ghost)
            block_place(ui, &page->frame, node, (struct ui_box){x, y, wide, high}, 0);
        x -= LAYOUT_GAP;
        least = fmin(least, x);
    }
    *low = y + high;
    return least;
}

// The bar's words beside its buttons if they fit on one line, else below them. Returns where they
// end.
static double place_bar_left(struct layout_page *page, double right, double low)
{
    struct ui *ui = page->ui;
    double left = page->margin / 2;
    double line = bar_control(ui, &page->frame);
    double x = left;
    double y = bar_pad(&page->frame);
    double end = low;

    for (size_t i = 0; i < ui->node_count; i++) {
        struct ui_node *node = &ui->nodes[i];
        double wide, high;

        if (node->zone != UI_BAR_LEFT)
            continue;
        wide = block_natural(ui, &page->frame, node) + 0.1;
        if (x + wide > right) {
            right = ui->display.width_mm - left;
            x = left;
            y = end + bar_pad(&page->frame);
            line = 0;
        }
        wide = fmin(wide, right - x);
        high = block_height(ui, &page->frame, node, wide);
        block_place(ui, &page->frame, node,
                    (struct ui_box){x, y + fmax(0, (line - high) / 2), wide, high}, 0);
        x += wide + page->frame.cap;
        end = fmax(end, y + high);
    }
    return end;
}

static double bar_bottom(struct layout_page *page)
{
    double low;
    double right = place_bar_right(page, &low);

    return place_bar_left(page, right, low) + bar_pad(&page->frame);
}

struct ui_box layout_bar(const struct ui *ui)
{
    struct block_scale s = layout_frame_scale(ui);
    struct ui_box bar = {0, 0, ui->display.width_mm, 0};

    if (ui_is_short(ui) || ui->bare)
        return bar;
    bar.h = 2 * bar_pad(&s) + bar_control(ui, &s);
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if ((node->zone == UI_BAR_LEFT || node->zone == UI_BAR_RIGHT) && node->placed)
            bar.h = fmax(bar.h, node->box.y + node->box.h + bar_pad(&s));
    }
    return bar;
}

static bool is_called(const struct ui_node *node, const char *id)
{
    return str_equal(node->id, id);
}

struct ui_node *layout_called(struct ui *ui, const char *id)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (is_called(&ui->nodes[i], id))
            return &ui->nodes[i];
    return NULL;
}

// Those of a short display's column, from the top: Finish and hide, language, Listen, Help, the
// screen's. The first screen has room for what else Help holds (INP-05).
static size_t side_nodes(struct ui *ui, struct ui_node *out[ROW_MAX])
{
    static const char *const first[] = {"finish", "lang", "listen", "listen.again", "help"};
    size_t count = 0;

    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        struct ui_node *node = layout_called(ui, first[i]);

        if (node && !((ui->desk || ui->first) && is_called(node, "finish")))
            out[count++] = node;
    }
    for (size_t i = 0; i < ui->node_count && count < ROW_MAX; i++) {
        struct ui_node *node = &ui->nodes[i];
        bool in_help = is_called(node, "size") || is_called(node, "colours");
        bool extra = node->zone == UI_BAR_RIGHT && !is_called(node, "lang") &&
                     !is_called(node, "listen") && !is_called(node, "listen.again") &&
                     !is_called(node, "help") && (!in_help || ui->first);

        if (extra)
            out[count++] = node;
    }
    return count;
}

// Two signs beside each other: a column has not much room.
static bool is_pair(struct ui_node *const *nodes, size_t count, size_t at)
{
    return at + 1 < count && is_called(nodes[at], "size") && is_called(nodes[at + 1], "colours");
}

static double side_width(struct layout_page *page)
{
    struct ui_node *nodes[ROW_MAX];
    size_t count = side_nodes(page->ui, nodes);
    const struct ui_node *finish = layout_called(page->ui, "finish");
    double most = count > 0 && finish ? block_least(page->ui, &page->frame, finish) : 0;

    for (size_t i = 0; i < count; i++) {
        bool pair = is_pair(nodes, count, i);

        most = fmax(most, pair ? 2 * LAYOUT_TARGET + LAYOUT_GAP
                               : block_least(page->ui, &page->frame, nodes[i]));
        i += pair;
    }
    return most;
}

static double side_height(struct layout_page *page, struct ui_node *const *nodes, size_t count,
                          double width)
{
    double sum = -LAYOUT_GAP;

    for (size_t i = 0; i < count; i++) {
        bool pair = is_pair(nodes, count, i);

        sum += LAYOUT_GAP + block_height(page->ui, &page->frame, nodes[i],
                                         pair ? (width - LAYOUT_GAP) / 2 : width);
        i += pair;
    }
    return sum;
}

static void place_side(struct layout_page *page, double width)
{
    struct ui *ui = page->ui;
    struct ui_node *nodes[ROW_MAX];
    size_t count = side_nodes(ui, nodes);
    double spare =
        ui->display.height_mm - 2 * page->margin - side_height(page, nodes, count, width);
    // Below what ends the visit (TGT-13); in practice nothing can be lost.
    double apart = ui->practice ? 0 : fmax(0, fmin(spare, LAYOUT_APART - LAYOUT_GAP));
    double x = ui->display.width_mm - page->margin - width;
    double y = page->margin;

    for (size_t i = 0; i < count; i++) {
        bool pair = is_pair(nodes, count, i);
        double wide = pair ? (width - LAYOUT_GAP) / 2 : width;
        double high = block_height(ui, &page->frame, nodes[i], wide);

        if (!nodes[i]->ghost)
            block_place(ui, &page->frame, nodes[i], (struct ui_box){x, y, wide, high}, 0);
        y += high + LAYOUT_GAP + (is_called(nodes[i], "finish") ? apart : 0);
        if (pair)
            block_place(ui, &page->frame, nodes[++i],
                        (struct ui_box){x + wide + LAYOUT_GAP, y - high - LAYOUT_GAP, wide, high},
                        0);
    }
}

static void unplace(struct ui *ui)
{
    ui->run_count = 0;
    for (size_t i = 0; i < ui->node_count; i++) {
        ui->nodes[i].placed = ui->nodes[i].clipped = false;
        ui->nodes[i].page = 0;
        ui->nodes[i].run = ui->nodes[i].run_count = 0;
        ui->nodes[i].lines = 0;
    }
}

// The title, or what else the bar says, stands beside its buttons.
static bool bar_is_one_row(const struct ui *ui)
{
    struct block_scale s = layout_frame_scale(ui);
    double sum = 0;

    for (size_t i = 0; i < ui->node_count; i++)
        if (is_in_bar(&ui->nodes[i]))
            sum += bar_width(ui, &s, &ui->nodes[i]) + LAYOUT_GAP;
    return sum + 2 * s.cap < ui->display.width_mm;
}

// Where there is little room the title is left out if the question says it. The desk's figures
// stay.
static bool leaves_title_out(const struct ui *ui)
{
    return ui_is_short(ui) || ui_is_narrow(ui) || (ui_is_low(ui) && !bar_is_one_row(ui));
}

// "Say it again" and "Pause" need the room that the title has, if nothing else would give them any.
static bool is_crowded(const struct ui *ui)
{
    struct block_scale s = layout_frame_scale(ui);
    double sum = margin_of(ui, &s);

    if (ui->hearing <= UI_SILENT || ui->desk)
        return false;
    for (size_t i = 0; i < ui->node_count; i++)
        if (is_in_bar(&ui->nodes[i]))
            sum += bar_width(ui, &s, &ui->nodes[i]) + LAYOUT_GAP;
    return sum > ui->display.width_mm;
}

static bool has_title(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].role == UI_TITLE)
            return true;
    return false;
}

void layout_move_bar_words(struct ui *ui)
{
    struct ui_node *root = &ui->nodes[0];
    bool says_it = has_title(ui) || ui->desk;

    if (!leaves_title_out(ui) && !is_crowded(ui))
        return;
    for (size_t i = ui->node_count; i-- > 0;) {
        struct ui_node *node = &ui->nodes[i];

        if (node->zone != UI_BAR_LEFT)
            continue;
        node->zone = UI_BODY;
        if (node->role != UI_TEXT && says_it)
            continue;
        if (node->role == UI_HEADING)
            node->role = UI_TITLE;
        node->parent = 0;
        node->next = root->first;
        root->first = (int)i;
        if (root->last < 0)
            root->last = (int)i;
    }
}

// Everything but the body.
void layout_place_frame(struct layout_page *page, struct ui *ui, enum block_level level, bool more,
                        bool go)
{
    double bar;

    *page = (struct layout_page){.ui = ui,
                                 .s = block_scale(ui, level),
                                 .frame = layout_frame_scale(ui),
                                 .more = more,
                                 .go = go};
    page->margin = margin_of(ui, &page->frame);
    unplace(ui);
    page->body =
        (struct ui_box){page->margin, page->margin, ui->display.width_mm - 2 * page->margin, 0};
    page->foot_w = page->body.w;
    if (ui_is_short(ui)) {
        bar = side_width(page);
        place_side(page, bar);
        page->foot_w -= bar > 0 ? bar + LAYOUT_GAP : 0;
    } else if (!ui->bare) {
        bar = bar_bottom(page);
        page->body.y = bar + (level == BLOCK_TIGHT ? 3 : 4 + 4 * page->frame.roomy);
    }
    if (ui_is_short(ui) || level == BLOCK_TIGHT)
        layout_spill_foot(page);
    page->body.w = page->foot_w;
    if (ui->apart && ui_is_short(ui))
        page->body.w -= LAYOUT_APART - LAYOUT_GAP;
    page->more = more;
    page->go = go;
    layout_place_foot(page);
}
