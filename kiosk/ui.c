// SPDX-License-Identifier: Apache-2.0

#include "kiosk/ui.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/layout.h"
#include "shared/mem.h"
#include "shared/str.h"

#define ARG_SIZE 256
#define SHORT_HEIGHT 180.0 // mm (screens.md)

// What was said about the next widget.
struct ui_next {
    struct words_args args;
    char arg_text[WORDS_ARGS_MAX][ARG_SIZE];
    char value[ARG_SIZE];
    const char *picture;
    const char *second;
    double weight;
    enum words_lang lang;
    bool has_weight, has_lang, both, private, pii, disabled, masked;
};

void ui_init(struct ui *ui, const struct ui_display *display, const struct ui_metrics *metrics)
{
    memset(ui, 0, sizeof *ui);
    ui->display = *display;
    ui->metrics = metrics;
    ui->size = UI_SIZE_L;
    ui->page_count = 1;
    ui->nodes = mem_new(UI_NODES_MAX, sizeof *ui->nodes);
    ui->runs = mem_new(UI_RUNS_MAX, sizeof *ui->runs);
    ui->pool = mem_new(UI_TEXT_MAX, 1);
    ui->coming = mem_new(1, sizeof *ui->coming);
}

static void wipe_frame(struct ui *ui)
{
    mem_wipe(ui->nodes, UI_NODES_MAX * sizeof *ui->nodes);
    mem_wipe(ui->runs, UI_RUNS_MAX * sizeof *ui->runs);
    mem_wipe(ui->pool, UI_TEXT_MAX);
    mem_wipe(ui->coming, sizeof *ui->coming);
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
    memset(ui, 0, sizeof *ui);
}

void ui_forget(struct ui *ui)
{
    wipe_frame(ui);
    ui->visits++;
    ui->lang = WORDS_EN;
    ui->size = UI_SIZE_L;
    ui->contrast = UI_MEDIUM;
    ui->page = 0;
    ui->veiled = false;
    ui->accents = false;
    ui->focus[0] = '\0';
    ui->pressed[0] = '\0';
}

// Adds text with its NUL and says where it begins. Offset 0 is always "".
static size_t keep(struct ui *ui, const char *text)
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
    at = keep(ui, bytes_text(&plain));
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
    at = keep(ui, bytes_text(&words));
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
    node->lang = coming->has_lang ? coming->lang : ui->lang;
    node->both = coming->both;
    if (coming->both) {
        words_write(&both, WORDS_EN, key, &coming->args);
        bytes_add_text(&both, " · ");
        words_write(&both, WORDS_CY, key, &coming->args);
        node->rich = keep(ui, bytes_text(&both));
        bytes_clear(&both);
    } else {
        node->rich = keep_words(ui, node->lang, key, &coming->args);
    }
    node->text = keep_plain(ui, ui->pool + node->rich);
    node->second = keep_words(ui, node->lang, coming->second, &coming->args);
    node->value = keep(ui, coming->value);
}

static const char *spoken_key(const struct ui_node *node)
{
    if (node->role == UI_BUTTON || node->role == UI_GO || node->role == UI_KEY)
        return node->disabled ? "spoken.button.off" : "spoken.button";
    if (node->role == UI_CHOICE)
        return node->selected ? "spoken.choice.on" : "spoken.choice";
    return "";
}

// Words, second line and value as sentences of their own; then what kind of thing it is.
static void say(struct ui *ui, struct bytes *out, const struct ui_node *node, enum words_lang lang,
                const char *text)
{
    const char *parts[] = {text, ui->pool + node->second, ui->pool + node->value};
    const char *key = spoken_key(node);

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t length = strlen(parts[i]);

        if (length == 0)
            continue;
        bytes_add_text(out, out->length ? " " : "");
        bytes_add_text(out, parts[i]);
        if (!strchr(".?!:", parts[i][length - 1]))
            bytes_add_text(out, ".");
    }
    if (*key) {
        bytes_add_text(out, " ");
        words_write(out, lang, key, NULL);
    }
}

static void add_spoken(struct ui *ui, struct ui_node *node)
{
    struct bytes out = {0};
    struct bytes half = {0};

    if (node->both) {
        words_write(&half, WORDS_EN, node->key, &ui->coming->args);
        say(ui, &out, node, WORDS_EN, bytes_text(&half));
        bytes_clear(&half);
        bytes_add_text(&out, " ");
        words_write(&half, WORDS_CY, node->key, &ui->coming->args);
        bytes_add_text(&out, bytes_text(&half));
        bytes_add_text(&out, ". ");
        words_write(&out, WORDS_CY, spoken_key(node), NULL);
        bytes_clear(&half);
    } else {
        say(ui, &out, node, node->lang, ui->pool + node->text);
    }
    node->spoken = keep(ui, bytes_text(&out));
    bytes_clear(&out);
}

static bool can_touch(const struct ui_node *node)
{
    return node->role == UI_BUTTON || node->role == UI_GO || node->role == UI_CHOICE ||
           node->role == UI_KEY;
}

// Leaves the widget's node, and forgets what was said about it. NULL while acting.
static struct ui_node *add(struct ui *ui, enum ui_role role, enum ui_zone zone, const char *id,
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
    node->picture = coming->picture;
    node->private = coming->private || coming->pii;
    node->pii = coming->pii;
    node->disabled = coming->disabled;
    node->masked = coming->masked;
    node->touchable = can_touch(node) && !node->disabled;
    add_spoken(ui, node);
    forget_coming(ui);
    return node;
}

// For what is spoken otherwise than by its words alone, once the node is complete.
static void speak_again(struct ui *ui, struct ui_node *node)
{
    add_spoken(ui, node);
}

static bool was_touched(struct ui *ui, const char *id)
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
    ui->desk = ui->centred = ui->has_lang = ui->has_size = false;
    append(ui, UI_COLUMN, UI_BODY, "");
    ui->open[0] = 0;
    ui->depth = 1;
}

static void mark_states(struct ui *ui)
{
    bool focus_is_there = false;

    for (size_t i = 0; i < ui->node_count; i++) {
        struct ui_node *node = &ui->nodes[i];

        node->focused = node->placed && *node->id && str_equal(node->id, ui->focus);
        node->pressed = node->touchable && str_equal(node->id, ui->pressed);
        focus_is_there = focus_is_there || node->focused;
    }
    if (!focus_is_there)
        ui->focus[0] = '\0';
}

static void add_ghost(struct ui *ui, const char *id, const char *key)
{
    struct ui_node *node;

    for (size_t i = 0; i < ui->node_count; i++)
        if (str_equal(ui->nodes[i].id, id)) {
            forget_coming(ui);
            return;
        }
    node = add(ui, UI_BUTTON, UI_BAR_RIGHT, id, key);
    node->ghost = true;
    node->touchable = false;
}

// What the kit adds to every page, behind what the screen has: so it never moves.
static void add_own(struct ui *ui)
{
    if (ui->has_lang) {
        ui_in(ui, words_other(ui->lang));
        add(ui, UI_BUTTON, UI_BAR_RIGHT, "lang", "language");
    }
    if (ui->has_size) {
        ui_picture_of(ui, "sign-size");
        add(ui, UI_BUTTON, UI_BAR_RIGHT, "size", "size");
    }
    if (ui->has_size && ui_is_short(ui)) {
        add(ui, UI_BUTTON, UI_BAR_RIGHT, "help", "help");
        ui_in(ui, words_other(ui->lang));
        add_ghost(ui, "lang", "language");
        add_ghost(ui, "finish", "finish");
    }
    ui_picture_of(ui, "sign-back");
    add(ui, UI_BUTTON, UI_FOOT_LEFT, "earlier", "back");
    ui_picture_of(ui, "sign-more");
    add(ui, UI_GO, UI_FOOT_RIGHT, "more", "more");
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

// --- the page ---

void ui_page(struct ui *ui, const char *title_key)
{
    add(ui, UI_HEADING, UI_BAR_LEFT, "page", title_key);
    ui->has_size = ui->has_lang = true;
}

void ui_desk_page(struct ui *ui, const char *title_key)
{
    ui->desk = true;
    ui_page(ui, title_key);
}

void ui_first_page(struct ui *ui)
{
    ui->has_size = true;
}

void ui_bar_text(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_TEXT, UI_BAR_LEFT, id, key);
}

bool ui_bar_button(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_BUTTON, UI_BAR_RIGHT, id, key);
    return was_touched(ui, id);
}

void ui_centre(struct ui *ui)
{
    ui->centred = true;
}

bool ui_back(struct ui *ui)
{
    ui_picture_of(ui, "sign-back");
    add(ui, UI_BUTTON, UI_FOOT_LEFT, "back", "back");
    return was_touched(ui, "back");
}

void ui_ask(struct ui *ui)
{
    add(ui, UI_BUTTON, UI_FOOT_LEFT, "person", "ask");
}

void ui_finish(struct ui *ui)
{
    add(ui, UI_BUTTON, UI_FOOT_LEFT, "finish", "finish");
}

bool ui_go(struct ui *ui, const char *id, const char *key)
{
    if (str_equal(key, "next"))
        ui_picture_of(ui, "sign-next");
    add(ui, UI_GO, UI_FOOT_RIGHT, id, key);
    return was_touched(ui, id);
}

bool ui_foot(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_BUTTON, UI_FOOT_LEFT, id, key);
    return was_touched(ui, id);
}

bool ui_foot_right(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_BUTTON, UI_FOOT_RIGHT, id, key);
    return was_touched(ui, id);
}

// --- boxes ---

static struct ui_node *begin_box(struct ui *ui, enum ui_role role, const char *id)
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

static void end_box(struct ui *ui, enum ui_role role)
{
    if (ui->acting)
        return;
    assert(ui->depth > 1 && ui->nodes[ui->open[ui->depth - 1]].role == role);
    ui->depth--;
}

void ui_row_begin(struct ui *ui)
{
    begin_box(ui, UI_ROW, "");
}

void ui_row_end(struct ui *ui)
{
    end_box(ui, UI_ROW);
}

void ui_column_begin(struct ui *ui)
{
    begin_box(ui, UI_COLUMN, "");
}

void ui_column_end(struct ui *ui)
{
    end_box(ui, UI_COLUMN);
}

void ui_grid_begin(struct ui *ui, int across)
{
    struct ui_node *node = begin_box(ui, UI_GRID, "");

    assert(across > 0);
    if (node)
        node->across = across;
}

void ui_grid_end(struct ui *ui)
{
    end_box(ui, UI_GRID);
}

void ui_card_begin(struct ui *ui, const char *id)
{
    begin_box(ui, UI_CARD, id);
}

void ui_card_end(struct ui *ui)
{
    end_box(ui, UI_CARD);
}

void ui_weight(struct ui *ui, double weight)
{
    ui->coming->weight = weight;
    ui->coming->has_weight = true;
}

// --- said before a widget ---

void ui_with(struct ui *ui, const char *name, const char *text)
{
    struct words_args *args = &ui->coming->args;
    bool fits;

    assert(args->count < WORDS_ARGS_MAX);
    fits = str_copy(ui->coming->arg_text[args->count], ARG_SIZE, text);
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
    bool fits = str_copy(ui->coming->value, ARG_SIZE, text);

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

void ui_in(struct ui *ui, enum words_lang lang)
{
    ui->coming->lang = lang;
    ui->coming->has_lang = true;
}

void ui_in_both(struct ui *ui)
{
    ui->coming->both = true;
}

void ui_masked(struct ui *ui)
{
    ui->coming->masked = true;
}

// --- words ---

void ui_title(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_TITLE, UI_BODY, id, key);
}

void ui_heading(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_HEADING, UI_BODY, id, key);
}

void ui_paragraph(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_TEXT, UI_BODY, id, key);
}

void ui_hint(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_HINT, UI_BODY, id, key);
}

void ui_problem(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_PROBLEM, UI_BODY, id, key);
}

static void set_text(struct ui *ui, struct ui_node *node, const char *text)
{
    node->text = node->rich = keep(ui, text);
    speak_again(ui, node);
}

void ui_number(struct ui *ui, const char *id, const char *text)
{
    struct ui_node *node = add(ui, UI_NUMBER, UI_BODY, id, "");

    if (node)
        set_text(ui, node, text);
}

void ui_picture(struct ui *ui, const char *id, const char *picture)
{
    struct ui_node *node = add(ui, UI_PICTURE, UI_BODY, id, "");

    if (node)
        node->picture = picture;
}

void ui_photo(struct ui *ui, const char *id, const char *key, const struct ui_photo *photo)
{
    struct ui_node *node = add(ui, UI_PHOTO, UI_BODY, id, key);

    if (node)
        node->photo = *photo;
}

// --- things to touch ---

bool ui_button(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_BUTTON, UI_BODY, id, key);
    return was_touched(ui, id);
}

bool ui_main_button(struct ui *ui, const char *id, const char *key)
{
    add(ui, UI_GO, UI_BODY, id, key);
    return was_touched(ui, id);
}

bool ui_choice(struct ui *ui, const char *id, const char *key, bool selected)
{
    struct ui_node *node = add(ui, UI_CHOICE, UI_BODY, id, key);

    if (node) {
        node->selectable = true;
        node->selected = selected;
        speak_again(ui, node);
    }
    return was_touched(ui, id);
}

static void make_id(char out[static UI_ID_SIZE], const char *id, const char *part)
{
    int length = snprintf(out, UI_ID_SIZE, "%s.%s", id, part);

    assert(length < UI_ID_SIZE);
    (void)length;
}

// The button that belongs to a line, and is placed in it; it says what it belongs to.
static bool add_own_button(struct ui *ui, struct ui_node *line, const char *id, const char *key)
{
    char full[UI_ID_SIZE];
    struct bytes spoken = {0};
    struct ui_node *node;

    make_id(full, id, "change");
    if (line) {
        assert(ui->depth < UI_DEPTH_MAX);
        ui->open[ui->depth++] = (int)(line - ui->nodes);
    }
    node = add(ui, UI_BUTTON, UI_BODY, full, key);
    if (node) {
        ui->depth--;
        bytes_add_text(&spoken, ui_spoken_text(ui, node));
        bytes_add_text(&spoken, " ");
        bytes_add_text(&spoken, ui_text(ui, line));
        bytes_add_text(&spoken, ".");
        node->spoken = keep(ui, bytes_text(&spoken));
        bytes_clear(&spoken);
    }
    return was_touched(ui, full);
}

bool ui_line(struct ui *ui, const char *id, const char *key, const char *value,
             const char *button_key)
{
    struct ui_node *node;

    ui_value(ui, value);
    node = add(ui, UI_LINE, UI_BODY, id, key);
    return button_key && add_own_button(ui, node, id, button_key);
}

void ui_total(struct ui *ui, const char *id, const char *key, const char *value)
{
    struct ui_node *node;

    ui_value(ui, value);
    node = add(ui, UI_LINE, UI_BODY, id, key);
    if (node)
        node->selected = true; // a line that is the sum
}

bool ui_note(struct ui *ui, const char *id, const char *key, const char *button_key)
{
    const struct ui_next coming = *ui->coming; // it is for the words, not for the boxes
    char part[UI_ID_SIZE];
    bool touched = false;

    make_id(part, id, "box");
    ui_card_begin(ui, part);
    ui_row_begin(ui);
    *ui->coming = coming;
    add(ui, UI_TEXT, UI_BODY, id, key);
    if (button_key) {
        make_id(part, id, "more");
        ui_weight(ui, 0);
        touched = ui_button(ui, part, button_key);
    }
    ui_row_end(ui);
    ui_card_end(ui);
    return touched;
}

// --- typing ---

void ui_field(struct ui *ui, const char *id, const char *key, const char *text)
{
    struct ui_node *node;
    struct bytes dots = {0};

    bool masked = ui->coming->masked;

    node = add(ui, UI_FIELD, UI_BODY, id, key);
    if (!node)
        return;
    if (masked) {
        for (size_t i = 0; i < strlen(text); i++)
            bytes_add_text(&dots, "•");
        node->value = keep(ui, bytes_text(&dots));
        bytes_clear(&dots);
        return;
    }
    node->value = keep(ui, text);
    speak_again(ui, node);
}

static const char *const LETTERS[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J",
                                      "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T",
                                      "U", "V", "W", "X", "Y", "Z", "Ŵ", "Ŷ"};
static const char *const ACCENTS[] = {"Â", "Ê", "Î", "Ô", "Û", "Á", "É", "Í", "Ó", "Ú",
                                      "Ẃ", "Ý", "À", "È", "Ì", "Ò", "Ù", "Ẁ", "Ỳ", "Ä",
                                      "Ë", "Ï", "Ö", "Ü", "Ẅ", "Ÿ", "’", "-"};
// The same in small letters, for what follows a capital.
static const char *const SMALL_LETTERS[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                            "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
                                            "u", "v", "w", "x", "y", "z", "ŵ", "ŷ"};
static const char *const SMALL_ACCENTS[] = {"â", "ê", "î", "ô", "û", "á", "é", "í", "ó", "ú",
                                            "ẃ", "ý", "à", "è", "ì", "ò", "ù", "ẁ", "ỳ", "ä",
                                            "ë", "ï", "ö", "ü", "ẅ", "ÿ", "’", "-"};
#define KEY_COUNT (sizeof LETTERS / sizeof LETTERS[0])

static bool type(char *text, size_t size, const char *letter)
{
    if (strlen(text) + strlen(letter) + 1 > size)
        return false;
    return str_copy(text + strlen(text), size - strlen(text), letter);
}

static bool type_back(char *text)
{
    size_t length = strlen(text);

    if (length == 0)
        return false;
    while (length > 1 && ((unsigned char)text[length - 1] & 0xC0) == 0x80)
        length--;
    text[length - 1] = '\0';
    return true;
}

static bool begins_word(const char *text)
{
    size_t length = strlen(text);

    return length == 0 || strchr(" -", text[length - 1]) ||
           (length >= 3 && strcmp(text + length - 3, "’") == 0);
}

static bool key(struct ui *ui, const char *id, const char *part, const char *shown)
{
    char full[UI_ID_SIZE];
    struct ui_node *node;

    make_id(full, id, part);
    node = add(ui, UI_KEY, UI_BODY, full, "");
    if (node)
        set_text(ui, node, shown);
    return was_touched(ui, full);
}

static bool named_key(struct ui *ui, const char *id, const char *part, const char *words,
                      const char *picture)
{
    char full[UI_ID_SIZE];

    make_id(full, id, part);
    ui_picture_of(ui, picture);
    add(ui, UI_KEY, UI_BODY, full, words);
    return was_touched(ui, full);
}

bool ui_keyboard(struct ui *ui, const char *id, char *text, size_t size, enum ui_keyboard kind)
{
    bool accents = ui->accents;
    bool small = kind == UI_KEYBOARD_NAMES && !begins_word(text);
    bool changed = false;
    struct ui_node *box = begin_box(ui, UI_KEYS, id);

    if (box)
        box->across = 10;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *capital = accents ? ACCENTS[i] : LETTERS[i];
        const char *little = accents ? SMALL_ACCENTS[i] : SMALL_LETTERS[i];

        if (key(ui, id, little, small ? little : capital))
            changed = type(text, size, small ? little : capital);
    }
    if (named_key(ui, id, "accents", accents ? "keys.letters" : "keys.accents", NULL))
        ui->accents = !ui->accents;
    if (named_key(ui, id, "delete", "keys.delete", "sign-delete"))
        changed = type_back(text);
    if (kind == UI_KEYBOARD_NAMES && named_key(ui, id, "space", "keys.space", "sign-space") &&
        *text)
        changed = type(text, size, " ");
    end_box(ui, UI_KEYS);
    return changed;
}

bool ui_keypad(struct ui *ui, const char *id, char *text, size_t size, enum ui_keypad kind)
{
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    bool changed = false;
    struct ui_node *box = begin_box(ui, UI_KEYS, id);

    if (box)
        box->across = 3;
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++)
        if (key(ui, id, digits[i], digits[i]))
            changed = type(text, size, digits[i]);
    if (kind == UI_KEYPAD_POINT && key(ui, id, "point", "."))
        changed = type(text, size, ".");
    if (kind == UI_KEYPAD_DIGITS && named_key(ui, id, "clear", "keys.clear", "sign-clear")) {
        changed = *text != '\0';
        mem_wipe(text, size);
    }
    if (key(ui, id, "0", "0"))
        changed = type(text, size, "0");
    if (named_key(ui, id, "delete", "keys.delete", "sign-delete"))
        changed = type_back(text);
    end_box(ui, UI_KEYS);
    return changed;
}

const char *ui_scan(struct ui *ui)
{
    const char *text = NULL;

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

// --- what was placed ---

static bool is_seen(const struct ui_node *node)
{
    return node->placed && node->role > UI_KEYS;
}

size_t ui_order(const struct ui *ui, const struct ui_node *out[static UI_NODES_MAX])
{
    size_t count = 0;

    for (int zone = 0; zone < UI_ZONES; zone++)
        for (size_t i = 0; i < ui->node_count; i++)
            if (ui->nodes[i].zone == (enum ui_zone)zone && is_seen(&ui->nodes[i]))
                out[count++] = &ui->nodes[i];
    return count;
}

const struct ui_node *ui_node(const struct ui *ui, const char *id)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (is_seen(&ui->nodes[i]) && str_equal(ui->nodes[i].id, id))
            return &ui->nodes[i];
    return NULL;
}

static bool says(const struct ui *ui, const struct ui_node *node, const char *words, bool whole)
{
    if (whole)
        return str_equal(ui_text(ui, node), words) || str_equal(ui_value_text(ui, node), words);
    return str_starts(ui_text(ui, node), words);
}

const struct ui_node *ui_find(const struct ui *ui, const char *words)
{
    // What can be touched comes before a heading that says the same.
    for (int pass = 0; pass < 4; pass++) {
        const struct ui_node *found = NULL;
        int count = 0;

        for (size_t i = 0; i < ui->node_count; i++) {
            const struct ui_node *node = &ui->nodes[i];

            if (is_seen(node) && node->touchable == (pass % 2 == 0) &&
                says(ui, node, words, pass < 2)) {
                found = node;
                count++;
            }
        }
        if (count > 0)
            return count == 1 || pass < 2 ? found : NULL;
    }
    return NULL;
}

const struct ui_node *ui_at(const struct ui *ui, double x, double y)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];
        const struct ui_box *box = &node->box;

        if (is_seen(node) && node->touchable && x >= box->x && x < box->x + box->w && y >= box->y &&
            y < box->y + box->h)
            return node;
    }
    return NULL;
}

void ui_move_focus(struct ui *ui, int step)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t seen = ui_order(ui, all);
    size_t count = 0;
    size_t at = SIZE_MAX;

    for (size_t i = 0; i < seen; i++)
        if (all[i]->touchable) {
            if (str_equal(all[i]->id, ui->focus))
                at = count;
            all[count++] = all[i];
        }
    if (count == 0)
        return;
    if (at == SIZE_MAX)
        at = step > 0 ? 0 : count - 1;
    else
        at = (at + count + (size_t)(step > 0 ? 1 : count - 1)) % count;
    str_copy(ui->focus, sizeof ui->focus, all[at]->id);
}

bool ui_is_short(const struct ui *ui)
{
    return ui->display.height_mm < SHORT_HEIGHT;
}

bool ui_is_low(const struct ui *ui)
{
    return !ui_is_short(ui) && ui->display.height_mm < 220;
}
