// SPDX-License-Identifier: Apache-2.0

#include "kiosk/ui.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/layout.h"
#include "kiosk/measured.h"
#include "kiosk/ui_parts.h"
#include "kiosk/voice.h"
#include "shared/mem.h"
#include "shared/str.h"

const struct ui_prefs ui_prefs_usual = {
    .lang = WORDS_EN,
    .size = UI_SIZE_L,
    .contrast = UI_MEDIUM,
    .speed = VOICE_SPEED_USUAL,
    .volume = VOICE_VOLUME_USUAL,
};

void ui_init(struct ui *ui, const struct ui_display *display, const struct ui_metrics *metrics)
{
    memset(ui, 0, sizeof *ui);
    ui->display = *display;
    ui->metrics = metrics;
    ui->prefs = ui->others = ui_prefs_usual;
    ui->page_count = 1;
    ui->nodes = mem_new(UI_NODES_MAX, sizeof *ui->nodes);
    ui->runs = mem_new(UI_RUNS_MAX, sizeof *ui->runs);
    ui->pool = mem_new(UI_TEXT_MAX, 1);
    ui->coming = mem_new(1, sizeof *ui->coming);
    ui->measured = measured_create();
}

static void wipe_frame(struct ui *ui)
{
    // All that was written since the last time.
    mem_wipe(ui->nodes, ui->node_count * sizeof *ui->nodes);
    mem_wipe(ui->runs, UI_RUNS_MAX * sizeof *ui->runs);
    mem_wipe(ui->pool, ui->pool_used);
    mem_wipe(ui->coming, sizeof *ui->coming);
    measured_forget(ui->measured);
    ui->node_count = 0;
    ui->run_count = 0;
    ui->pool_used = 0;
}

void ui_clear(struct ui *ui)
{
    if (!ui->nodes)
        return;
    wipe_frame(ui);
    free(ui->nodes);
    free(ui->runs);
    free(ui->pool);
    free(ui->coming);
    measured_free(ui->measured);
    memset(ui, 0, sizeof *ui);
}

void ui_forget(struct ui *ui)
{
    wipe_frame(ui);
    ui->visits++;
    ui->prefs = ui->others = ui_prefs_usual;
    ui->page = 0;
    ui->veiled = false;
    ui->accents = false;
    ui->focus[0] = '\0';
    ui->pressed[0] = '\0';
    ui->voiced[0] = '\0';
}

void ui_change_hands(struct ui *ui)
{
    struct ui_prefs prefs = ui->prefs;

    ui->prefs = ui->others;
    ui->others = prefs;
}

bool ui_prefs_equal(const struct ui_prefs *a, const struct ui_prefs *b)
{
    return a->lang == b->lang && a->size == b->size && a->contrast == b->contrast &&
           a->spacious == b->spacious && a->speech == b->speech && a->speed == b->speed &&
           a->volume == b->volume;
}

// Adds text with its NUL and says where it begins. Offset 0 is always "".
size_t ui_keep(struct ui *ui, const char *text)
{
    size_t length = strlen(text) + 1;
    size_t at = ui->pool_used;

    if (length == 1)
        return 0;
    assert(at + length <= UI_TEXT_MAX);
    memcpy(ui->pool + at, text, length);
    ui->pool_used += length;
    return at;
}

static size_t keep_plain(struct ui *ui, const char *rich)
{
    struct bytes plain = {0};
    size_t at;

    for (const char *c = rich; *c; c++)
        if (*c != WORDS_BOLD)
            bytes_add(&plain, c, 1);
    at = ui_keep(ui, bytes_text(&plain));
    bytes_clear(&plain);
    return at;
}

static size_t keep_words(struct ui *ui, enum words_lang lang, const char *key,
                         const struct words_args *args)
{
    struct bytes words = {0};
    size_t at;

    if (!key || !*key)
        return 0;
    words_write(&words, lang, key, args);
    at = ui_keep(ui, bytes_text(&words));
    bytes_clear(&words);
    return at;
}

const char *ui_text(const struct ui *ui, const struct ui_node *node)
{
    return ui->pool + node->text;
}

const char *ui_second_text(const struct ui *ui, const struct ui_node *node)
{
    return ui->pool + node->second;
}

const char *ui_value_text(const struct ui *ui, const struct ui_node *node)
{
    return ui->pool + node->value;
}

const char *ui_spoken_text(const struct ui *ui, const struct ui_node *node)
{
    return ui->pool + node->spoken;
}

const char *ui_spoken_cy_text(const struct ui *ui, const struct ui_node *node)
{
    return ui->pool + node->spoken_cy;
}

const char *ui_aloud_text(const struct ui *ui, const struct ui_node *node)
{
    return ui->pool + node->aloud;
}

static void forget_coming(struct ui *ui)
{
    mem_wipe(ui->coming, sizeof *ui->coming);
}

void ui_adopt(struct ui *ui, int parent, int child)
{
    struct ui_node *box = &ui->nodes[parent];

    ui->nodes[child].parent = parent;
    if (box->last >= 0)
        ui->nodes[box->last].next = child;
    else
        box->first = child;
    box->last = child;
}

static struct ui_node *append(struct ui *ui, enum ui_role role, enum ui_zone zone, const char *id)
{
    struct ui_node *node = &ui->nodes[ui->node_count];

    assert(ui->node_count < UI_NODES_MAX);
    memset(node, 0, sizeof *node); // padding too: frames are compared as bytes
    ui->node_count++;
    assert(strlen(id) < UI_ID_SIZE);
    str_copy(node->id, sizeof node->id, id);
    for (size_t i = 0; *id && i + 1 < ui->node_count; i++)
        assert(!str_equal(ui->nodes[i].id, id));
    node->role = role;
    node->zone = zone;
    node->look = ui->prefs;
    node->first = node->last = node->next = -1;
    node->weight = ui->coming->has_weight ? ui->coming->weight : 1;
    node->parent = -1;
    if (zone == UI_BODY && ui->depth > 0)
        ui_adopt(ui, ui->open[ui->depth - 1], (int)(node - ui->nodes));
    return node;
}

static void add_words(struct ui *ui, struct ui_node *node, const char *key)
{
    const struct ui_next *coming = ui->coming;
    struct bytes both = {0};

    assert(strlen(key) < WORDS_KEY_SIZE);
    str_copy(node->key, sizeof node->key, key);
    node->lang = coming->has_lang ? coming->lang : ui->prefs.lang;
    node->both = coming->both;
    if (coming->both) {
        words_write(&both, WORDS_EN, key, &coming->args);
        bytes_add_text(&both, " · ");
        words_write(&both, WORDS_CY, key, &coming->args);
        node->rich = ui_keep(ui, bytes_text(&both));
        bytes_clear(&both);
    } else {
        node->rich = keep_words(ui, node->lang, key, &coming->args);
    }
    node->text = keep_plain(ui, ui->pool + node->rich);
    node->second = keep_words(ui, node->lang, coming->second, &coming->args);
    node->value = ui_keep(ui, coming->value);
}

// Leaves the widget's node, and forgets what was said about it. NULL while acting.
struct ui_node *ui_add(struct ui *ui, enum ui_role role, enum ui_zone zone, const char *id,
                       const char *key)
{
    struct ui_next *coming = ui->coming;
    struct ui_node *node;

    if (ui->acting) {
        forget_coming(ui);
        return NULL;
    }
    node = append(ui, role, zone, id);
    add_words(ui, node, key);
    if (coming->has_look)
        node->look = coming->look;
    node->picture = coming->picture;
    node->private = coming->private || coming->pii;
    node->pii = coming->pii;
    node->public = coming->public;
    node->second_key = coming->second;
    node->disabled = coming->disabled;
    node->masked = coming->masked;
    node->touchable = ui_can_touch(node) && !node->disabled;
    ui_speak(ui, node);
    forget_coming(ui);
    return node;
}

bool ui_was_touched(struct ui *ui, const char *id)
{
    if (!ui->event || ui->event->kind != UI_TOUCHED || !str_equal(ui->event->id, id))
        return false;
    ui->event = NULL;
    return true;
}

void ui_begin(struct ui *ui, const struct ui_event *event)
{
    assert(ui->depth == 0);
    ui->acting = event != NULL;
    ui->event = event;
    forget_coming(ui);
    if (ui->acting)
        return;
    wipe_frame(ui);
    ui->pool_used = 1; // offset 0 is ""
    ui->desk = ui->first = ui->bare = ui->centred = ui->has_lang = ui->has_size = false;
    ui->takes_code = false;
    append(ui, UI_COLUMN, UI_BODY, "");
    ui->open[0] = 0;
    ui->depth = 1;
}

void ui_voice(struct ui *ui, const char *id)
{
    str_copy(ui->voiced, sizeof ui->voiced, id);
    for (size_t i = 0; i < ui->node_count; i++) {
        struct ui_node *node = &ui->nodes[i];

        node->voiced = node->placed && *id && str_equal(node->id, id);
    }
}

// "Say it again" and "Go on" take each other's place where there is one for both: so does the
// focus.
static void pass_focus_on(struct ui *ui)
{
    const char *other = str_equal(ui->focus, "listen.again")   ? "listen.pause"
                        : str_equal(ui->focus, "listen.pause") ? "listen.again"
                                                               : NULL;

    if (other && !ui_node(ui, ui->focus) && ui_node(ui, other))
        str_copy(ui->focus, sizeof ui->focus, other);
}

static void mark_states(struct ui *ui)
{
    bool focus_is_there = false;

    pass_focus_on(ui);

    for (size_t i = 0; i < ui->node_count; i++) {
        struct ui_node *node = &ui->nodes[i];

        node->focused = node->placed && *node->id && str_equal(node->id, ui->focus);
        node->pressed = node->touchable && str_equal(node->id, ui->pressed);
        node->voiced = node->placed && *node->id && str_equal(node->id, ui->voiced);
        focus_is_there = focus_is_there || node->focused;
    }
    if (!focus_is_there)
        ui->focus[0] = '\0';
}

static void add_ghost(struct ui *ui, enum ui_zone zone, const char *id, const char *key)
{
    struct ui_node *node;

    for (size_t i = 0; i < ui->node_count; i++)
        if (str_equal(ui->nodes[i].id, id)) {
            forget_coming(ui);
            return;
        }
    node = ui_add(ui, UI_BUTTON, zone, id, key);
    node->ghost = true;
    node->touchable = false;
}

// Languages that are not on the screen, each by its own name: all if there are two, so that nobody
// must be able to read another to find it; touched, they stand in a list (or the other is there).
static void name_langs(const struct ui *ui, struct bytes *out)
{
    enum words_lang shown[2];
    int count = ui->first ? ui_first_langs(ui, shown) : 0;
    int named = 0;

    for (int i = 0; i < words_count() && named < 3; i++) {
        bool is_shown = i == (int)ui->prefs.lang || (count == 2 && i < WORDS_OTHER);

        if (is_shown)
            continue;
        if (named++ < 2) {
            bytes_add_text(out, out->length ? " · " : "");
            words_write(out, (enum words_lang)i, "language", NULL);
        } else {
            bytes_add_text(out, " …");
        }
    }
}

static void add_lang(struct ui *ui)
{
    struct bytes names = {0};
    struct ui_node *node;

    ui_in(ui, words_other(ui->prefs.lang));
    node = ui_add(ui, UI_BUTTON, UI_BAR_RIGHT, "lang", "language");
    if (words_count() > 2) {
        name_langs(ui, &names);
        ui_set_text(ui, node, bytes_text(&names));
        bytes_clear(&names);
    }
}

static struct ui_node *add_to_bar(struct ui *ui, const char *id, const char *key)
{
    if (ui->first) // the first screen speaks both
        ui_in_both(ui);
    return ui_add(ui, UI_BUTTON, UI_BAR_RIGHT, id, key);
}

// Keeps room in the bar for a button that is not there now.
static void keep_in_bar(struct ui *ui, const char *id, const char *key)
{
    if (ui->first)
        ui_in_both(ui);
    add_ghost(ui, UI_BAR_RIGHT, id, key);
}

// "Say it again", and "Pause" or "Go on", where the bar has room for them; where it has little, the
// one that is more use: any touch is a pause.
static void add_reading(struct ui *ui)
{
    bool paused = ui->hearing == UI_PAUSED;
    bool one = ui_is_small(ui);

    if (ui->hearing <= UI_SILENT || ui_is_short(ui))
        return;
    if (!one || !paused)
        add_to_bar(ui, "listen.again", "listen.again");
    if (!one && ui->hearing == UI_HEARD) // nothing to pause
        keep_in_bar(ui, "listen.pause", "listen.pause");
    else if (!one || paused)
        add_to_bar(ui, "listen.pause", paused ? "listen.go_on" : "listen.pause");
    // They are as wide as the widest of them, so that nothing moves when one becomes another.
    keep_in_bar(ui, "listen.other",
                one && paused ? "listen.again"
                : paused      ? "listen.pause"
                              : "listen.go_on");
}

// On a short display there is room for one: who listens has "Again" in its place, and Help says how
// it is read.
static void add_listen(struct ui *ui)
{
    if (ui->hearing == UI_MUTE)
        return;
    if (ui_is_short(ui) && ui->hearing > UI_SILENT) {
        add_to_bar(ui, "listen.again", "listen.again.short");
        return;
    }
    if (ui->desk)
        ui_picture_of(ui, "sign-listen");
    else if (!ui_is_short(ui))
        ui_picture_of(ui, "sign-speaker"); // and its word
    add_to_bar(ui, "listen", "listen");
}

// Beside the largest letters, or large ones that stand apart, there is room for the words only, but
// on the largest displays.
void ui_foot_sign(struct ui *ui, const char *sign)
{
    enum ui_size most = ui->prefs.spacious ? UI_SIZE_M : UI_SIZE_L;

    if (ui->prefs.size <= most || !(ui_is_short(ui) || ui_is_low(ui)))
        ui_picture_of(ui, sign);
}

// What stands at the left of the foot on most screens keeps its place on the others.
static void keep_places(struct ui *ui)
{
    ui_foot_sign(ui, "sign-back");
    add_ghost(ui, UI_FOOT_LEFT, "back", "back");
    if (ui->desk) // who works there asks nobody, and locks it
        return;
    add_ghost(ui, UI_FOOT_LEFT, "person", "ask");
    add_ghost(ui, UI_FOOT_LEFT, "unsure", "unsure.short");
    add_ghost(ui, UI_FOOT_LEFT, "finish", "finish");
}

// Whoever practises has no card: one is lent where one can be shown.
static void add_practice(struct ui *ui)
{
    if (!ui->practice)
        return;
    add_to_bar(ui, "practice.end", "practice.end");
    if (!ui->takes_code)
        return;
    if (ui->first)
        ui_in_both(ui);
    ui_add(ui, UI_BUTTON, UI_FOOT_LEFT, "practice.card", "practice.card");
}

// What the kit adds to every page, behind what the screen has: so it never moves.
static void add_own(struct ui *ui)
{
    add_practice(ui);
    add_reading(ui);
    add_listen(ui);
    if (ui->has_lang)
        add_lang(ui);
    if (ui->has_size) {
        ui_picture_of(ui, "sign-size");
        ui_add(ui, UI_BUTTON, UI_BAR_RIGHT, "size", "size");
        ui_picture_of(ui, "sign-contrast");
        ui_add(ui, UI_BUTTON, UI_BAR_RIGHT, "colours", "colours");
        ui_add(ui, UI_BUTTON, UI_BAR_RIGHT, "help", "help");
    }
    if (ui->has_size && ui_is_short(ui)) {
        ui_in(ui, words_other(ui->prefs.lang));
        add_ghost(ui, UI_BAR_RIGHT, "lang", "language");
        add_ghost(ui, UI_FOOT_LEFT, "finish", "finish");
    }
    if (!ui->first)
        keep_places(ui);
    ui_foot_sign(ui, "sign-back");
    if (ui->first)
        ui_in_both(ui);
    ui_add(ui, UI_BUTTON, UI_FOOT_LEFT, "earlier", "back");
    ui_foot_sign(ui, "sign-more");
    if (ui->first)
        ui_in_both(ui);
    ui_add(ui, UI_GO, UI_FOOT_RIGHT, "more", "more");
}

void ui_end(struct ui *ui)
{
    assert(ui->depth == (ui->acting ? 0U : 1U));
    ui->depth = 0;
    if (!ui->acting) {
        add_own(ui);
        ui->spill = (int)(append(ui, UI_ROW, UI_BODY, "") - ui->nodes);
        layout_place(ui);
        mark_states(ui);
    }
    ui->event = NULL;
    ui->acting = false;
}

struct ui_node *ui_begin_box(struct ui *ui, enum ui_role role, const char *id)
{
    struct ui_node *node;

    if (ui->acting)
        return NULL;
    node = append(ui, role, UI_BODY, id);
    forget_coming(ui);
    assert(ui->depth < UI_DEPTH_MAX);
    ui->open[ui->depth++] = (int)(node - ui->nodes);
    return node;
}

void ui_end_box(struct ui *ui, enum ui_role role)
{
    if (ui->acting)
        return;
    assert(ui->depth > 1 && ui->nodes[ui->open[ui->depth - 1]].role == role);
    ui->depth--;
}

void ui_set_text(struct ui *ui, struct ui_node *node, const char *text)
{
    node->text = node->rich = ui_keep(ui, text);
    ui_speak(ui, node);
    node->recorded = false;
}

void ui_make_id(char out[static UI_ID_SIZE], const char *id, const char *part)
{
    int length = snprintf(out, UI_ID_SIZE, "%s.%s", id, part);

    assert(length < UI_ID_SIZE);
    (void)length;
}
