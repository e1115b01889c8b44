// SPDX-License-Identifier: Apache-2.0

#include "kiosk/layout.h"

#include <math.h>

#include "kiosk/layout_parts.h"
#include "shared/str.h"

#define FRAME_PAD 5.0 // mm, at size L
#define SHORT_PAD 3.5 // mm, at any size, on a short display

double layout_cap(enum ui_size size)
{
    static const double caps[UI_SIZES] = {5.2, 7.0, 8.75};

    return caps[size];
}

// There is air enough above and below a line that stands apart.
static void come_close(struct block_scale *s)
{
    s->close = true;
    if (s->spacious)
        s->pad_y = fmax(0, s->pad_y - 0.15 * s->em);
}

struct block_scale layout_frame_scale(const struct ui *ui)
{
    struct block_scale s = block_scale(ui, ui_is_short(ui) ? BLOCK_TIGHT : BLOCK_FLAT);

    // Four places and the way on stand beside each other, with no word on a line of its own.
    s.pad_x = fmin(s.pad_x, ui_is_short(ui) ? SHORT_PAD : FRAME_PAD * s.unit);
    // What is read has the room: of what stands around all pages only the lines are set apart.
    if (ui->prefs.size == UI_SIZE_XL && ui_is_small(ui))
        come_close(&s);
    return s;
}

double layout_radius(const struct ui *ui)
{
    struct block_scale s = block_scale(ui, BLOCK_FLAT);

    return (3 + 2.5 * s.roomy) * s.unit;
}

double layout_edge(const struct ui *ui)
{
    return 0.7 + 0.2 * block_scale(ui, BLOCK_FLAT).unit * block_scale(ui, BLOCK_FLAT).roomy;
}

double layout_thick_edge(const struct ui *ui)
{
    return 1.7 * layout_edge(ui);
}

static bool grows(const struct ui *ui, const struct ui_node *node)
{
    return node->role == UI_GRID || node->role == UI_KEYS || block_has_photo(ui, node);
}

static double spare_share(const struct layout_page *page, double spare)
{
    const struct ui *ui = page->ui;
    int count = 0;

    for (int i = ui->nodes[0].first; i >= 0; i = ui->nodes[i].next)
        count += grows(ui, &ui->nodes[i]);
    return count > 0 ? spare / count : 0;
}

static double grown(const struct layout_page *page, const struct ui_node *node, double share)
{
    double high = block_child_height(page->ui, &page->s, node, page->body.w);

    if (grows(page->ui, node))
        high = fmin(high + share, block_most(page->ui, &page->s, node, page->body.w));
    return high;
}

static void place_body(struct layout_page *page, double spare)
{
    struct ui *ui = page->ui;
    struct ui_node *root = &ui->nodes[0];
    double share = spare_share(page, spare);
    double y = page->body.y;
    const struct ui_node *above = NULL;

    root->placed = true;
    root->box = page->body;
    for (int i = root->first; i >= 0; i = ui->nodes[i].next)
        spare -= grown(page, &ui->nodes[i], share) -
                 block_child_height(ui, &page->s, &ui->nodes[i], page->body.w);
    if (ui->centred)
        y += spare * 0.45;
    for (int i = root->first; i >= 0; i = ui->nodes[i].next) {
        struct ui_node *node = &ui->nodes[i];
        double high = grown(page, node, share);

        if (above)
            y += block_between(&page->s, above, node);
        block_place(ui, &page->s, node, (struct ui_box){page->body.x, y, page->body.w, high}, 0);
        y += high;
        above = node;
    }
}

// What the frame leaves for the body is the same at most levels, and found out once.
struct tries {
    struct ui_box body[2][2]; // where all is tight; where the body keeps apart. No width: unknown
    struct layout_page page;  // the last frame that was placed
    const struct ui_box *stands; // its body, while only the frame stands; else NULL
};

static void try_frame(struct tries *tries, struct ui *ui, enum block_level level,
                      struct ui_box *body)
{
    layout_place_frame(&tries->page, ui, level, false, true);
    *body = tries->page.body;
    tries->stands = body;
}

static bool fits_one_page(struct tries *tries, struct ui *ui, enum block_level level)
{
    struct ui_box *body = &tries->body[level == BLOCK_TIGHT][ui->apart];
    struct block_scale s = block_scale(ui, level);
    double spare;

    if (body->w <= 0)
        try_frame(tries, ui, level, body);
    spare = body->h - block_height(ui, &s, &ui->nodes[0], body->w);
    if (spare < -0.01)
        return false;
    if (tries->stands != body)
        try_frame(tries, ui, level, body);
    tries->stands = NULL;
    tries->page.s = s;
    place_body(&tries->page, spare);
    return true;
}

static bool has_keys(const struct ui *ui, int page)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].role == UI_KEY && ui->nodes[i].page == page)
            return true;
    return false;
}

// Room for the highest of the feet that a page can have, so that all break at the same places.
static struct ui_box body_of_pages(struct ui *ui)
{
    struct ui_box least = {.h = INFINITY};
    int shown = ui->page;
    struct layout_page page;

    for (int i = 0; i < 4; i++) {
        bool more = i % 2 == 0;

        ui->page = i / 2;
        layout_place_frame(&page, ui, BLOCK_TIGHT, more, !more);
        if (page.body.h < least.h)
            least = page.body;
    }
    ui->page = shown;
    return least;
}

static bool is_cut_off(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].clipped)
            return true;
    return false;
}

/* What else would be cut off: the words on the body's controls. */
struct give {
    bool close;  // letters are not set apart
    bool plain;  // no pictures beside them
    double most; // how high they are at most
};

static void place_frame_so(struct layout_page *page, struct ui_box body, bool more, bool go,
                           const struct give *give)
{
    layout_place_frame(page, page->ui, BLOCK_TIGHT, more, go);
    page->body = body;
    if (give->close)
        come_close(&page->s);
    page->s.plain = give->plain;
    page->s.most = give->most;
}

// The body over pages.
static void flow_pages(struct layout_page *page, struct ui *ui, struct ui_box body,
                       const struct give *give)
{
    bool last, go;

    page->ui = ui;
    place_frame_so(page, body, true, false, give);
    ui->page_count = layout_flow(page);
    if (ui->page >= ui->page_count)
        ui->page = ui->page_count - 1;
    last = ui->page == ui->page_count - 1;
    // Where there is typing to do, going on must not need a turn of the page.
    go = last || (has_keys(ui, ui->page) && layout_fits_unbroken(page));
    place_frame_so(page, body, !last, go, give);
    layout_flow(page);
}

// False if its words had to be smaller than was asked for.
static bool place_pages(struct ui *ui)
{
    struct ui_box body = body_of_pages(ui);
    int shown = ui->page;
    struct give give = {.most = INFINITY};
    struct layout_page page;
    bool whole;

    flow_pages(&page, ui, body, &give);
    whole = !is_cut_off(ui);
    if (!whole && ui->prefs.spacious) {
        ui->page = shown;
        give.close = true;
        flow_pages(&page, ui, body, &give);
    }
    if (is_cut_off(ui)) {
        ui->page = shown;
        give.plain = true;
        flow_pages(&page, ui, body, &give);
    }
    for (int size = (int)ui->prefs.size - 1; size >= 0 && is_cut_off(ui); size--) {
        ui->page = shown; // where the largest stand apart; or in another language
        give.most = layout_cap((enum ui_size)size);
        flow_pages(&page, ui, body, &give);
    }
    layout_close_boxes(ui, &page.s);
    for (size_t i = 1; i < ui->node_count; i++)
        if (ui->nodes[i].zone == UI_BODY && ui->nodes[i].parent >= 0 &&
            ui->nodes[i].page != ui->page)
            ui->nodes[i].placed = false;
    return whole;
}

// The body keeps away from what ends the visit (TGT-13) wherever that costs no further page.
static bool may_keep_apart(const struct ui *ui)
{
    if (ui->practice) // nothing can be lost
        return false;
    for (size_t i = 0; i < ui->node_count; i++)
        if (str_equal(ui->nodes[i].id, "finish"))
            return !ui->nodes[i].ghost;
    return false;
}

static bool fits_so(struct tries *tries, struct ui *ui, enum block_level level, bool apart)
{
    ui->apart = apart;
    return fits_one_page(tries, ui, level) && !(apart && is_cut_off(ui));
}

static bool flow_so(struct ui *ui, int page, bool apart)
{
    ui->apart = apart;
    ui->page = page;
    return place_pages(ui);
}

static void flow(struct ui *ui, int page)
{
    int apart = may_keep_apart(ui) && flow_so(ui, page, true) ? ui->page_count : 0;

    flow_so(ui, page, false);
    if (ui->page_count == apart)
        flow_so(ui, page, true);
}

void layout_place(struct ui *ui)
{
    struct tries tries = {.stands = NULL};
    bool may = may_keep_apart(ui);
    int page = ui->page;

    layout_move_bar_words(ui);
    ui->flows = false;
    ui->page_count = 1;
    ui->page = 0;
    for (int level = 0; level < BLOCK_LEVELS; level++)
        if ((may && fits_so(&tries, ui, (enum block_level)level, true)) ||
            fits_so(&tries, ui, (enum block_level)level, false))
            return;
    flow(ui, page);
    ui->flows = ui->page_count > 1 && ui_is_low(ui) && !ui->desk;
    if (ui->flows)
        flow(ui, page);
}
