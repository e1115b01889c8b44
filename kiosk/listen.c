// SPDX-License-Identifier: Apache-2.0

#include "kiosk/listen.h"

#include <stdio.h>
#include <string.h>

#include "kiosk/voice.h"
#include "shared/bytes.h"
#include "shared/str.h"
#include "shared/when.h"

#define LONGEST_MS 60000 // a voice that got stuck must not keep a visit open
#define FROM_THE_TITLE NULL

static enum listen_sink sink_of(const struct listen *listen)
{
    if (listen->plugged)
        return LISTEN_HEADPHONES;
    return listen->speaker ? LISTEN_SPEAKER : LISTEN_NOWHERE;
}

static bool can_say(const struct listen *listen)
{
    return listen->voice && sink_of(listen) != LISTEN_NOWHERE;
}

static void stop(struct listen *listen)
{
    if (listen->saying)
        listen->voice->stop(listen->voice->data);
    listen->saying = false;
}

static void drop(struct listen *listen)
{
    stop(listen);
    listen->going = listen->paused = listen->again = listen->chime = listen->looked = false;
    listen->news_count = 0;
    listen->at[0] = '\0';
    listen->half = false;
}

static bool is_on(const struct listen *listen, const struct ui *ui)
{
    return can_say(listen) && (ui->prefs.speech || (listen->plugged && !listen->declined));
}

static enum ui_hearing hearing_of(const struct listen *listen, const struct ui *ui)
{
    if (!can_say(listen))
        return UI_MUTE;
    if (!is_on(listen, ui))
        return UI_SILENT;
    if (!listen->going)
        return UI_HEARD;
    return listen->paused ? UI_PAUSED : UI_READING;
}

static void show_hearing(const struct listen *listen, struct ui *ui)
{
    ui->hearing = hearing_of(listen, ui);
}

// --- one utterance ---

static bool began(struct listen *listen, bool ok)
{
    listen->saying = ok;
    listen->since_ms = when_monotonic_ms();
    if (!ok) {
        drop(listen);
        listen->voice = NULL;
    }
    return ok;
}

static bool say(struct listen *listen, struct ui *ui, struct listen_words *words)
{
    words->sink = sink_of(listen);
    words->speed = ui->prefs.speed;
    words->volume = ui->prefs.volume;
    return began(listen, listen->voice->say(listen->voice->data, words));
}

static bool say_phrase(struct listen *listen, struct ui *ui, const char *key,
                       const struct words_args *args)
{
    struct bytes text = {0};
    struct listen_words words = {.lang = ui->prefs.lang};
    bool ok;

    words_write(&text, words.lang, key, args);
    words.text = bytes_text(&text);
    if (!args)
        words.keys[words.key_count++] = key;
    ok = say(listen, ui, &words);
    bytes_clear(&text);
    return ok;
}

static const char *text_of(const struct ui *ui, const struct ui_node *node, enum listen_sink sink,
                           bool half)
{
    if (half)
        return ui_spoken_cy_text(ui, node);
    return sink == LISTEN_HEADPHONES ? ui_spoken_text(ui, node) : ui_aloud_text(ui, node);
}

static void add_keys(struct listen_words *words, const struct ui_node *node)
{
    const char *keys[LISTEN_KEYS_MAX] = {node->key, node->second_key, ui_spoken_key(node)};

    for (size_t i = 0; i < LISTEN_KEYS_MAX; i++)
        if (keys[i] && *keys[i])
            words->keys[words->key_count++] = keys[i];
}

// False when there is nothing to say of it, to these ears.
static bool say_node(struct listen *listen, struct ui *ui, const struct ui_node *node, bool half)
{
    enum listen_sink sink = sink_of(listen);
    struct listen_words words = {.text = text_of(ui, node, sink, half),
                                 .lang = half         ? WORDS_CY
                                         : node->both ? WORDS_EN
                                                      : node->lang,
                                 .private = node->private};
    bool looked = listen->looked;

    listen->looked = false;
    if (sink == LISTEN_SPEAKER && !*words.text) {
        listen->looked = true;
        return !looked && say_phrase(listen, ui, "listen.look", NULL);
    }
    if (!*words.text)
        return false;
    if (node->recorded && (half || str_equal(words.text, ui_spoken_text(ui, node))))
        add_keys(&words, node);
    return say(listen, ui, &words);
}

// --- the page, one after the other ---

static bool is_read(const struct ui_node *node, bool *keys)
{
    bool first = node->role != UI_KEY || !*keys;

    *keys = *keys || node->role == UI_KEY;
    return first && node->role != UI_PICTURE;
}

// As they are walked by keys, but the bar's buttons last; of a keyboard its first key stands for
// all.
static size_t list_page(const struct ui *ui, const struct ui_node *out[static UI_NODES_MAX])
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t seen = ui_order(ui, all);
    size_t count = 0;
    bool keys = false;

    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < seen; i++)
            if ((all[i]->zone == UI_BAR_RIGHT) == (last == 1) && is_read(all[i], &keys))
                out[count++] = all[i];
    return count;
}

static bool say_listed(struct listen *listen, struct ui *ui, const struct ui_node *node)
{
    bool ok;

    if (node->role == UI_KEY)
        ok = say_phrase(listen, ui, "spoken.keys", NULL);
    else
        ok = say_node(listen, ui, node, listen->half);
    str_copy(listen->at, sizeof listen->at, node->id);
    return ok;
}

// The first after that place of which there is something to say.
static void read_on(struct listen *listen, struct ui *ui)
{
    const struct ui_node *page[UI_NODES_MAX];
    size_t count = list_page(ui, page);
    size_t at = 0;

    while (*listen->at && at < count && !str_equal(page[at]->id, listen->at))
        at++;
    if (*listen->at && at < count && !listen->again) {
        listen->half = page[at]->both && !listen->half;
        at += !listen->half;
    }
    listen->again = false;
    for (; listen->going && at < count; at++) {
        if (say_listed(listen, ui, page[at]))
            return;
        listen->half = false;
    }
    listen->going = listen->paused = false;
}

static void say_news(struct listen *listen, struct ui *ui)
{
    const struct ui_node *node = ui_node(ui, listen->news[0]);

    listen->news_count--;
    memmove(listen->news[0], listen->news[1], listen->news_count * sizeof listen->news[0]);
    if (node && say_node(listen, ui, node, false))
        ui_voice(ui, node->id);
}

static void go_on(struct listen *listen, struct ui *ui)
{
    ui_voice(ui, "");
    if (listen->chime) {
        listen->chime = false;
        began(listen, listen->voice->chime(listen->voice->data, sink_of(listen), ui->prefs.volume));
        return;
    }
    while (listen->news_count > 0 && !listen->saying)
        say_news(listen, ui);
    if (listen->saying || !listen->going || listen->paused)
        return;
    read_on(listen, ui);
    if (listen->saying)
        ui_voice(ui, listen->at);
}

static void begin_page(struct listen *listen)
{
    bool chime = listen->chime;

    drop(listen);
    listen->chime = chime;
    listen->going = true;
}

static void read_page(struct listen *listen, struct ui *ui)
{
    begin_page(listen);
    go_on(listen, ui);
}

// --- what is new on it ---

static uint64_t hash_of(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037); // FNV-1a

    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    return hash;
}

static const struct listen_seen *find_seen(const struct listen *listen, uint64_t id)
{
    for (size_t i = 0; i < listen->seen_count; i++)
        if (listen->seen[i].id == id)
            return &listen->seen[i];
    return NULL;
}

static bool may_be_news(const struct ui_node *node)
{
    return node->role != UI_KEY && node->role != UI_PICTURE && node->zone != UI_BAR_RIGHT;
}

static void add_news(struct listen *listen, const struct ui_node *node)
{
    if (listen->news_count < LISTEN_NEWS_MAX)
        str_copy(listen->news[listen->news_count++], UI_ID_SIZE, node->id);
}

// Words that only change, as seconds do that run out, are said once.
static bool is_new(const struct listen *listen, const struct ui *ui, const struct ui_node *node)
{
    const struct listen_seen *was = find_seen(listen, hash_of(node->id));

    if (!may_be_news(node))
        return false;
    if (!was || node->role == UI_TEXT || node->role == UI_HINT)
        return !was;
    return was->words != hash_of(text_of(ui, node, sink_of(listen), false));
}

// Another question, though the screen is the same.
static bool has_new_title(const struct listen *listen, const struct ui *ui)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);

    for (size_t i = 0; i < count; i++)
        if (all[i]->role == UI_TITLE && is_new(listen, ui, all[i]))
            return true;
    return false;
}

// What went wrong first; of answers that put each other out, the one that stands.
static void look_for_news(struct listen *listen, const struct ui *ui)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);
    bool chosen = false;

    for (size_t i = 0; i < count; i++)
        chosen = chosen || (all[i]->selectable && all[i]->selected && is_new(listen, ui, all[i]));
    for (int problems = 1; problems >= 0; problems--)
        for (size_t i = 0; i < count; i++)
            if ((all[i]->role == UI_PROBLEM) == (problems == 1) && is_new(listen, ui, all[i]) &&
                !(chosen && all[i]->selectable && !all[i]->selected))
                add_news(listen, all[i]);
}

static void remember(struct listen *listen, const struct ui *ui, const void *screen, int over)
{
    const struct ui_node *all[UI_NODES_MAX];
    enum listen_sink sink = sink_of(listen);

    listen->screen = screen;
    listen->over = over;
    listen->page = ui->page;
    listen->visits = ui->visits;
    listen->lang = ui->prefs.lang;
    str_copy(listen->focus, sizeof listen->focus, ui->focus);
    listen->seen_count = ui_order(ui, all);
    for (size_t i = 0; i < listen->seen_count; i++)
        listen->seen[i] =
            (struct listen_seen){hash_of(all[i]->id), hash_of(text_of(ui, all[i], sink, false))};
}

// The page was turned to where something is wrong: that first.
static void read_turned_page(struct listen *listen, struct ui *ui, bool same_screen)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = same_screen ? ui_order(ui, all) : 0;

    begin_page(listen);
    for (size_t i = 0; i < count; i++)
        if (all[i]->role == UI_PROBLEM && is_new(listen, ui, all[i]))
            add_news(listen, all[i]);
    go_on(listen, ui);
}

static void change_language(struct listen *listen, struct ui *ui)
{
    bool at_it = listen->hushed || listen->saying;

    stop(listen);
    if (!at_it || !listen->going) {
        read_page(listen, ui);
        return;
    }
    listen->news_count = 0;
    listen->again = true;
    listen->paused = false;
    go_on(listen, ui);
}

static void say_what_is_new(struct listen *listen, struct ui *ui)
{
    const struct ui_node *focus = ui_node(ui, ui->focus);

    if (focus && !str_equal(ui->focus, listen->focus))
        add_news(listen, focus);
    else
        look_for_news(listen, ui);
    if (listen->news_count == 0)
        return;
    stop(listen);
    listen->looked = false;
    listen->paused = listen->going;
    go_on(listen, ui);
}

void listen_follow(struct listen *listen, struct ui *ui, const void *screen, int over)
{
    bool turned = screen != listen->screen || over != listen->over || ui->page != listen->page ||
                  ui->visits != listen->visits;
    bool told = listen->told;

    listen->told = false;
    if (!can_say(listen))
        return;
    if (!is_on(listen, ui)) {
        if (turned && !listen->chime)
            drop(listen);
        if (listen->chime)
            go_on(listen, ui);
    } else if (turned) {
        read_turned_page(listen, ui, screen == listen->screen && over == listen->over);
    } else if (ui->prefs.lang != listen->lang) {
        change_language(listen, ui);
    } else if (!told && has_new_title(listen, ui)) {
        read_page(listen, ui);
    } else if (!told) {
        say_what_is_new(listen, ui);
    }
    remember(listen, ui, screen, over);
    show_hearing(listen, ui);
}

// --- from outside ---

void listen_begin(struct listen *listen, struct ui *ui, const struct listen_voice *voice)
{
    listen->voice = voice;
    show_hearing(listen, ui);
}

void listen_plug(struct listen *listen, struct ui *ui, bool plugged)
{
    drop(listen);
    ui_voice(ui, "");
    listen->plugged = plugged;
    listen->declined = false;
    listen->screen = FROM_THE_TITLE;
    ui->prefs.speech = false;
    show_hearing(listen, ui);
}

void listen_hush(struct listen *listen)
{
    listen->hushed = listen->saying && listen->going && !listen->paused;
    stop(listen);
    listen->news_count = 0;
    listen->paused = listen->going;
}

static bool is_stuck(const struct listen *listen)
{
    return when_monotonic_ms() - listen->since_ms > LONGEST_MS;
}

int64_t listen_idle(struct listen *listen, struct ui *ui, bool *changed)
{
    int64_t ask_ms = -1;

    bool over;

    *changed = false;
    if (!listen->voice)
        return -1;
    over = listen->voice->is_over(listen->voice->data, &ask_ms);
    if (!listen->saying || (!over && !is_stuck(listen)))
        return ask_ms;
    if (over)
        stop(listen);
    else
        drop(listen);
    go_on(listen, ui);
    show_hearing(listen, ui);
    *changed = true;
    if (listen->voice)
        listen->voice->is_over(listen->voice->data, &ask_ms);
    return ask_ms;
}

bool listen_is_saying(const struct listen *listen)
{
    return listen->saying;
}

void listen_ring(struct listen *listen, const struct ui *ui)
{
    listen->chime = can_say(listen) && !(listen->plugged && is_on(listen, ui));
}

void listen_forget(struct listen *listen, struct ui *ui)
{
    drop(listen);
    listen->declined = false;
    show_hearing(listen, ui);
}

void listen_on(struct listen *listen, struct ui *ui)
{
    if (!can_say(listen))
        return;
    ui->prefs.speech = !listen->plugged;
    listen->declined = false;
    listen->screen = FROM_THE_TITLE;
    show_hearing(listen, ui);
}

void listen_off(struct listen *listen, struct ui *ui)
{
    drop(listen);
    ui_voice(ui, "");
    ui->prefs.speech = false;
    listen->declined = true;
    show_hearing(listen, ui);
}

void listen_pause(struct listen *listen, struct ui *ui)
{
    if (!listen->going || listen->hushed)
        return;
    listen->paused = false;
    listen->again = true;
    go_on(listen, ui);
    show_hearing(listen, ui);
}

// Out of turn: how it is read now.
static void tell(struct listen *listen, struct ui *ui, const char *key,
                 const struct words_args *args)
{
    if (!can_say(listen))
        return;
    stop(listen);
    listen->told = true;
    if (listen->going && listen->hushed) { // it was reading: then it goes on
        listen->paused = false;
        listen->again = true;
    }
    say_phrase(listen, ui, key, args);
}

static void tell_number(struct listen *listen, struct ui *ui, const char *key, int number)
{
    char text[16];
    const struct words_args args = {.list = {{"number", text}}, .count = 1};

    snprintf(text, sizeof text, "%d", number);
    tell(listen, ui, key, &args);
}

static int moved(int step, int by, int count)
{
    step += by;
    return step < 0 ? 0 : step >= count ? count - 1 : step;
}

void listen_faster(struct listen *listen, struct ui *ui, int steps)
{
    ui->prefs.speed = moved(ui->prefs.speed, steps, VOICE_SPEEDS);
    tell_number(listen, ui, "listen.speed", voice_speed_percent(ui->prefs.speed));
}

void listen_louder(struct listen *listen, struct ui *ui, int steps)
{
    ui->prefs.volume = moved(ui->prefs.volume, steps, VOICE_VOLUMES);
    tell_number(listen, ui, "listen.volume", ui->prefs.volume + 1);
}

void listen_darkness(struct listen *listen, struct ui *ui)
{
    tell(listen, ui, ui->prefs.dark ? "listen.dark" : "listen.lit", NULL);
}
