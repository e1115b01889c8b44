// SPDX-License-Identifier: Apache-2.0

// What is seen of every screen, from what was painted, in all four sets of colours:
// t_contrast_tokens, t_contrast_pixels, t_focus, t_colour_only of accessibility.md 4.3; CON-08.

#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/layout.h"
#include "shared/str.h"
#include "tests/access/every.h"
#include "tests/access/eye.h"

#define SAMPLE 2      // ways a state is shown in
#define SAME 0.02     // what is painted may differ by so much from what was chosen
#define CORE 0.4      // of a letter's pixels, those in its full colour (4.2)
#define RING 3.0      // CON-06
#define SEEN_MM2 4.0  // what must change for a state to be seen
#define CORNER_MM 0.8 // a tick's ground reaches beyond its box

static struct every every;

enum { TOKENS, PIXELS, FOCUS, ONLY, MEANING, TESTS };
static struct every_test tests[TESTS];

static void each_node(struct every *e, void (*check)(struct every *e, const struct ui_node *node))
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&e->ui, all);

    for (size_t i = 0; i < count; i++)
        check(e, all[i]);
}

// What cannot be touched now is words without a box (check_off).
static bool is_control(const struct ui_node *node)
{
    return !node->disabled &&
           (node->role == UI_BUTTON || node->role == UI_KEY || node->role == UI_FIELD ||
            node->role == UI_CHOICE || node->role == UI_GO);
}

// --- t_contrast_tokens ---

static void check_pair(struct every *e, const struct ui_node *node, double contrast)
{
    enum ui_contrast set = node->look.contrast;

    every_check(e, contrast >= eye_least(set), node, "CON-01 to 05: words are too pale");
    if (set == UI_LOW)
        every_check(e, contrast <= 8, node, "CON-04: too hard for the calm colours");
}

static void check_tokens(struct every *e, const struct ui_node *node)
{
    struct palette_paint paint = palette_paint(&e->ui, node);

    if (node->run_count > 0 || node->picture)
        check_pair(e, node, eye_contrast(paint.ink, paint.ground));
    if (paint.has_edge && is_control(node) && !node->selected) // which is filled, and has a tick
        every_check(e,
                    eye_contrast(paint.edge, paint.ground) >= eye_least_edge(node->look.contrast),
                    node, "CON-06: its edge is too pale");
}

static void check_all_tokens(struct every *e)
{
    each_node(e, check_tokens);
}

// --- t_contrast_pixels ---

static SDL_Rect grown(SDL_Rect rect, int by)
{
    return (SDL_Rect){rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by};
}

// What lies in a node's box and is not its ground.
static size_t list_others(const struct every *e, const struct ui_node *node,
                          SDL_Rect out[static UI_NODES_MAX])
{
    int corner = render_px(e->render, CORNER_MM);
    size_t count = 0;

    if (node->picture && node->run_count > 0) // alone, most of its box is ground
        out[count++] = grown(eye_rect(e->render, &node->picture_box), 1);
    if (node->tick_box.w > 0)
        out[count++] = grown(eye_rect(e->render, &node->tick_box), corner);
    for (size_t i = 0; i < e->ui.node_count && count < UI_NODES_MAX; i++)
        if (e->ui.nodes[i].placed && every_holds(&e->ui, node, &e->ui.nodes[i]))
            out[count++] = eye_rect(e->render, &e->ui.nodes[i].box);
    return count;
}

static uint32_t ground_of(const struct every *e, const struct ui_node *node)
{
    SDL_Rect others[UI_NODES_MAX];
    SDL_Rect box = eye_rect(e->render, &node->box);
    size_t count = list_others(e, node, others);

    if (is_control(node))
        box = grown(box, -render_px(e->render, layout_thick_edge(&e->ui)));
    return eye_ground(e->render->surface, &box, others, count);
}

static int letters_in(const char *text, size_t length)
{
    int count = 0;

    for (size_t i = 0; i < length; i++)
        count += (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
                 (text[i] >= '0' && text[i] <= '9');
    return count;
}

// Above its capitals there is room for an accent, below for a tail.
static SDL_Rect rect_of_run(const struct every *e, const struct ui_node *node,
                            const struct ui_run *run)
{
    struct ui_box box = {node->box.x + run->x, node->box.y + run->baseline - 1.35 * run->cap,
                         run->width, 1.8 * run->cap};
    SDL_Rect rect = eye_rect(e->render, &box);
    SDL_Rect whole = eye_rect(e->render, &node->box);

    if (!SDL_IntersectRect(&rect, &whole, &rect))
        rect = (SDL_Rect){0};
    return rect;
}

static void check_run(struct every *e, const struct ui_node *node, const struct ui_run *run,
                      uint32_t ground)
{
    struct palette_paint paint = palette_paint(&e->ui, node);
    double wanted = eye_contrast(paint.ink, paint.ground);
    SDL_Rect rect = rect_of_run(e, node, run);
    struct eye_ink ink = eye_ink(e->render->surface, &rect, ground, wanted);
    int letters = letters_in(e->ui.pool + run->start, run->length);

    if (letters == 0)
        return;
    every_check(e, fabs(ink.most / wanted - 1) <= SAME, node,
                "CON-01 to 05: painted otherwise than it was chosen");
    if (letters >= 3)
        every_check(e, (double)ink.core >= CORE * (double)ink.ink, node,
                    "TXT-14: its letters are too thin");
}

static void check_words(struct every *e, const struct ui_node *node, uint32_t ground)
{
    for (size_t i = 0; i < node->run_count; i++)
        check_run(e, node, &e->ui.runs[node->run + i], ground);
}

// A sign in the colour of the words; a picture of many colours has one that stands out.
static void check_picture(struct every *e, const struct ui_node *node, uint32_t ground)
{
    struct palette_paint paint = palette_paint(&e->ui, node);
    double wanted = eye_contrast(paint.ink, paint.ground);
    SDL_Rect rect = eye_rect(e->render, &node->picture_box);
    struct eye_ink ink = eye_ink(e->render->surface, &rect, ground, wanted);

    if (rect.w == 0 || node->role == UI_PICTURE) // by itself it says nothing
        return;
    if (str_starts(node->picture, "sign-"))
        every_check(e, fabs(ink.most / wanted - 1) <= SAME, node, "CON-01, CON-06: a pale sign");
    else
        every_check(e, ink.most >= RING, node, "CON-06: nothing in its picture stands out");
}

static void check_tick(struct every *e, const struct ui_node *node)
{
    SDL_Rect rect = eye_rect(e->render, &node->tick_box);
    uint32_t ground = eye_ground(e->render->surface, &rect, NULL, 0);
    struct eye_ink ink = eye_ink(e->render->surface, &rect, ground, RING);

    every_check(e, ink.most >= eye_least_edge(node->look.contrast), node, "CON-06: a pale tick");
}

// From a little outside inwards, in the middle of a side: what is around, the edge, the inside.
struct side {
    uint32_t around, edge, inside;
};

static struct side look_at_side(const struct every *e, const struct ui_node *node, int which)
{
    SDL_Rect box = eye_rect(e->render, &node->box);
    const SDL_Surface *picture = e->render->surface;
    int edge = render_px(e->render, layout_edge(&e->ui)) / 2;
    int within = render_px(e->render, 2 * layout_thick_edge(&e->ui));
    int dx = which == 0 ? -1 : which == 1 ? 1 : 0;
    int dy = which == 2 ? -1 : which == 3 ? 1 : 0;
    int x = dx < 0 ? box.x : dx > 0 ? box.x + box.w - 1 : box.x + box.w / 2;
    int y = dy < 0 ? box.y : dy > 0 ? box.y + box.h - 1 : box.y + box.h / 2;

    return (struct side){eye_pixel(picture, x + dx, y + dy),
                         eye_pixel(picture, x - edge * dx, y - edge * dy),
                         eye_pixel(picture, x - within * dx, y - within * dy)};
}

// A control is told from what is around it, by its edge or by its ground, on all four sides. What
// shows other colours than the page has (the choice of colours) is told apart by either.
static void check_sides(struct every *e, const struct ui_node *node)
{
    double least = fmin(eye_least_edge(node->look.contrast), eye_least_edge(e->ui.prefs.contrast));

    for (int i = 0; i < 4; i++) {
        struct side side = look_at_side(e, node, i);
        double apart =
            fmax(eye_contrast(side.edge, side.around), eye_contrast(side.inside, side.around));

        every_check(e, apart >= least, node, "CON-06: its edge is not seen");
    }
}

static void check_node_pixels(struct every *e, const struct ui_node *node)
{
    uint32_t ground;

    if (node->role == UI_CARD || node->role == UI_PHOTO)
        return;
    if (node->run_count > 0 || node->picture) {
        ground = ground_of(e, node);
        every_check(e, ground == palette_paint(&e->ui, node).ground, node,
                    "its ground is painted otherwise than it was chosen");
        check_words(e, node, ground);
        if (node->picture)
            check_picture(e, node, ground);
    }
    if (node->selectable && node->selected && node->tick_box.w > 0)
        check_tick(e, node);
    if (is_control(node))
        check_sides(e, node);
}

static void check_pixels(struct every *e)
{
    e->ui.focus[0] = '\0';
    stage_event(&e->kiosk.stage, NULL);
    render_paint(e->render, &e->ui);
    each_node(e, check_node_pixels);
}

// --- pictures before and after ---

static SDL_Surface *before; // the page as it was

static void keep_before(const struct every *e)
{
    if (before && (before->w != e->render->surface->w || before->h != e->render->surface->h)) {
        SDL_FreeSurface(before);
        before = NULL;
    }
    if (!before)
        before = SDL_DuplicateSurface(e->render->surface);
    SDL_BlitSurface(e->render->surface, NULL, before, NULL);
}

// --- t_focus: a ring of a millimetre or more that stands out on both sides ---

// From the box outwards: a millimetre or more is otherwise than without the focus.
static bool has_changed(const struct every *e, const int at[4])
{
    int changed = 0;

    for (int i = 0; i < (int)ceil(3.5 * e->render->scale); i++)
        changed += eye_pixel(e->render->surface, at[0] + i * at[2], at[1] + i * at[3]) !=
                   eye_pixel(before, at[0] + i * at[2], at[1] + i * at[3]);
    return changed >= (int)floor(1.0 * e->render->scale);
}

static uint32_t along(const struct every *e, const int at[4], int i)
{
    return eye_pixel(e->render->surface, at[0] + i * at[2], at[1] + i * at[3]);
}

// And there is a band of one colour, a millimetre wide, that stands out on both sides.
static bool has_band(const struct every *e, const int at[4], double contrast)
{
    int least = (int)floor(1.0 * e->render->scale);
    int reach = (int)ceil(3.5 * e->render->scale);
    int start = -(int)ceil(1.5 * e->render->scale); // the edge of the control itself

    for (int from = start; from < reach; from++) {
        uint32_t band = along(e, at, from);
        int to = from;

        if (band == EYE_OUTSIDE)
            return false;
        while (to < reach && along(e, at, to) == band)
            to++;
        if (to - from >= least && to < reach && from > start &&
            eye_contrast(band, along(e, at, from - 1)) >= contrast &&
            eye_contrast(band, along(e, at, to)) >= contrast)
            return true;
        from = to - 1;
    }
    return false;
}

static void check_ring(struct every *e, const struct ui_node *node)
{
    SDL_Rect box = eye_rect(e->render, &node->box);
    int x = box.x + box.w / 2, y = box.y + box.h / 2;
    const int probes[4][4] = {{box.x, y, -1, 0},
                              {box.x + box.w - 1, y, 1, 0},
                              {x, box.y, 0, -1},
                              {x, box.y + box.h - 1, 0, 1}};

    for (int i = 0; i < 4; i++)
        every_check(e, has_changed(e, probes[i]) && has_band(e, probes[i], RING), node,
                    "INP-04, CON-06: has no ring that is seen");
}

// In the sample one page of three each: painting is what takes long.
static bool is_turn(const struct every *e, long turn)
{
    return e->full || e->pages % 3 == turn;
}

static void check_focus(struct every *e)
{
    if (!is_turn(e, 0))
        return;
    every_check(e, !*e->ui.focus, NULL, "INP-04: a focus before a key was used");
    keep_before(e);
    for (size_t i = 0; i < e->ui.node_count; i++) {
        struct ui_node *node = &e->ui.nodes[i];

        if (!node->placed || !node->touchable)
            continue;
        node->focused = true;
        render_paint(e->render, &e->ui);
        check_ring(e, node);
        node->focused = false;
    }
    render_paint(e->render, &e->ui);
}

// --- t_colour_only: each state is seen without its colour ---

enum state { SELECTED, FOCUSED, PRESSED, DISABLED, STATES };

static bool *state_of(struct ui_node *node, enum state state)
{
    switch (state) {
    case SELECTED:
        return node->role == UI_CHOICE ? &node->selected : NULL;
    case FOCUSED:
        return node->touchable ? &node->focused : NULL;
    case PRESSED:
        return node->touchable ? &node->pressed : NULL;
    case DISABLED:
        return node->role == UI_BUTTON && node->zone == UI_BODY ? &node->disabled : NULL;
    case STATES:
        break;
    }
    return NULL;
}

static void check_change(struct every *e, const struct ui_node *node, enum state state)
{
    static const char *const why[STATES] = {
        [SELECTED] = "CON-07: without colour it does not look chosen",
        [FOCUSED] = "CON-07: without colour the focus is not seen",
        [PRESSED] = "TIM-09: a touch is not seen",
        [DISABLED] = "CON-07: looks as if it could be touched",
    };
    int reach = render_px(e->render, 3);
    SDL_Rect box = grown(eye_rect(e->render, &node->box), reach);
    double least = SEEN_MM2 * e->render->scale * e->render->scale;

    for (int kind = EYE_GREY; kind < EYE_KINDS; kind++)
        every_check(e,
                    (double)eye_changed(before, e->render->surface, &box, (enum eye_kind)kind,
                                        RING) >= least,
                    node, why[state]);
}

// Words on the page: no edge, and no ground of their own. Letters may come near its sides.
static void check_off(struct every *e, const struct ui_node *node)
{
    for (int i = 0; i < 4 && node->disabled && node->placed; i++) {
        struct side side = look_at_side(e, node, i);

        every_check(e, side.edge == side.around && ground_of(e, node) == side.around, node,
                    "CON-07: is not in use, and has a box");
    }
}

static void turn(struct every *e, struct ui_node *node, enum state state)
{
    bool *flag = state_of(node, state);

    keep_before(e);
    *flag = !*flag;
    layout_place(&e->ui); // a tick needs a place
    render_paint(e->render, &e->ui);
    check_change(e, node, state);
    check_off(e, node);
    *flag = !*flag;
    layout_place(&e->ui);
    render_paint(e->render, &e->ui);
}

// The first of each kind on a page stands for all of it.
static void check_states(struct every *e)
{
    bool done[STATES][UI_PICTURE + 1] = {{false}};

    for (int state = 0; state < STATES; state++)
        for (size_t i = 0; i < e->ui.node_count; i++) {
            struct ui_node *node = &e->ui.nodes[i];

            if (!node->placed || !state_of(node, (enum state)state) || done[state][node->role])
                continue;
            done[state][node->role] = true;
            turn(e, node, (enum state)state);
        }
}

// What is wrong has words, and a bar beside them.
static void check_problem(struct every *e, const struct ui_node *node)
{
    int x = render_px(e->render, node->box.x + node->cap * 0.15);
    int y = render_px(e->render, node->box.y + node->box.h / 2);
    uint32_t ground = palette_paint(&e->ui, node).ground;

    if (node->role != UI_PROBLEM)
        return;
    every_check(e, node->run_count > 0, node, "CON-07: has no words");
    for (int kind = EYE_GREY; kind < EYE_KINDS; kind++)
        every_check(e,
                    eye_contrast(eye_sees((enum eye_kind)kind, eye_pixel(e->render->surface, x, y)),
                                 eye_sees((enum eye_kind)kind, ground)) >= RING,
                    node, "CON-07: has no bar beside it");
}

static void check_colour_only(struct every *e)
{
    each_node(e, check_problem);
    each_node(e, check_off);
    if (is_turn(e, 1))
        check_states(e);
}

// --- CON-08: red, yellow and green ---

enum hue { PALE, RED, YELLOW, GREEN, OTHER };

static enum hue hue_of(uint32_t colour)
{
    double r = (double)(colour >> 16 & 0xFF), g = (double)(colour >> 8 & 0xFF),
           b = (double)(colour & 0xFF);
    double most = fmax(r, fmax(g, b)), least = fmin(r, fmin(g, b));
    double degrees;

    if (most - least < 0.3 * most || most < 40)
        return PALE; // paper, ink, the edges of cards
    if (most == r)
        degrees = 60 * (g - b) / (most - least);
    else if (most == g)
        degrees = 60 * ((b - r) / (most - least) + 2);
    else
        degrees = 60 * ((r - g) / (most - least) + 4);
    if (degrees < 0)
        degrees += 360;
    if (degrees < 25 || degrees > 335)
        return RED;
    if (degrees < 70)
        return YELLOW;
    return degrees < 190 ? GREEN : OTHER;
}

// Green goes on, and is nothing else; yellow is what was chosen; nothing is a danger, so nothing is
// red, and words are in ink.
static void check_meaning(struct every *e, const struct ui_node *node)
{
    struct palette_paint paint = palette_paint(&e->ui, node);
    enum hue ground = hue_of(paint.ground);
    bool chosen = node->selectable && node->selected;

    every_check(e, ground != RED && hue_of(paint.edge) != RED && hue_of(paint.ink) != RED, node,
                "CON-08: red, and no danger");
    every_check(e, ground != GREEN || node->role == UI_GO, node, "CON-08: green, and no way on");
    every_check(e, ground != YELLOW || chosen, node, "CON-08: yellow, and not chosen");
}

static void check_meanings(struct every *e)
{
    each_node(e, check_meaning);
}

// --- all in one walk ---

static struct every_test tests[TESTS] = {
    [TOKENS] = {"t_contrast_tokens", check_all_tokens, 0, 0},
    [PIXELS] = {"t_contrast_pixels", check_pixels, 0, 0},
    [FOCUS] = {"t_focus", check_focus, 0, 0},
    [ONLY] = {"t_colour_only", check_colour_only, 0, 0},
    [MEANING] = {"t_colour_meaning", check_meanings, 0, 0},
};

static int walk(void **state)
{
    (void)state;
    every_walk(&every, EVERY_COLOURS, SAMPLE, tests, TESTS);
    return 0;
}

static void test_colour__CON_01_what_is_chosen_is_never_pale(void **state)
{
    (void)state;
    every_passed(&every, &tests[TOKENS], 5000);
}

static void test_colour__CON_01_what_is_painted_is_what_was_chosen(void **state)
{
    (void)state;
    every_passed(&every, &tests[PIXELS], 60000);
}

static void test_colour__INP_04_the_focus_is_seen(void **state)
{
    (void)state;
    every_passed(&every, &tests[FOCUS], 3000);
}

static void test_colour__CON_07_no_state_is_only_a_colour(void **state)
{
    (void)state;
    every_passed(&every, &tests[ONLY], 2000);
}

static void test_colour__CON_08_colours_mean_what_people_expect(void **state)
{
    (void)state;
    every_passed(&every, &tests[MEANING], 5000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_colour__CON_01_what_is_chosen_is_never_pale),
        cmocka_unit_test(test_colour__CON_01_what_is_painted_is_what_was_chosen),
        cmocka_unit_test(test_colour__INP_04_the_focus_is_seen),
        cmocka_unit_test(test_colour__CON_07_no_state_is_only_a_colour),
        cmocka_unit_test(test_colour__CON_08_colours_mean_what_people_expect),
    };
    int failed;

    every_open(&every, argc, argv);
    failed = cmocka_run_group_tests(list, walk, NULL);
    SDL_FreeSurface(before);
    every_close(&every);
    return failed;
}
