// SPDX-License-Identifier: Apache-2.0

#include "kiosk/dump.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "kiosk/palette.h"
#include "kiosk/tree.h"
#include "shared/bytes.h"
#include "shared/json.h"
#include "shared/str.h"

// One picture: what it shows, and how.
struct view {
    const struct screen *screen;
    const struct screen_state *state; // NULL: as the screen is entered
    enum stage_over over;             // what hides it
    enum words_lang lang;
    enum ui_size size;
    enum ui_contrast contrast;
    int page;
};

struct dump {
    const struct dump_plan *plan;
    struct stage *stage;
    struct render *render;
    struct bytes index;
};

#define NAMES_MAX 128 // of screens
#define NAME_SIZE 32

static const char *const SIZES[UI_SIZES] = {"M", "L", "XL"};

// --- lists on the command line ---

static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);

    while (*list) {
        size_t item = strcspn(list, ",");

        if (item == length && memcmp(list, name, length) == 0)
            return true;
        list += item + (list[item] == ',');
    }
    return false;
}

static bool knows(const char *item, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], item))
            return true;
    return false;
}

static bool check_list(const char *list, const char *what, const char *const *names, size_t count,
                       struct err *err)
{
    if (!*list)
        return err_set(err, ERR_INVALID, "no %s was named", what);
    while (*list) {
        char item[NAME_SIZE] = "";
        size_t length = strcspn(list, ",");

        if (length < sizeof item)
            memcpy(item, list, length);
        if (!knows(item, names, count))
            return err_set(err, ERR_INVALID, "there is no %s \"%.*s\"", what, (int)length, list);
        list += length + (list[length] == ',');
    }
    return true;
}

static bool check_lists(const struct dump_plan *plan, struct err *err)
{
    const char *langs[WORDS_LANGS_MAX];
    const char *contrasts[UI_CONTRASTS];

    for (int i = 0; i < words_count(); i++)
        langs[i] = words_code((enum words_lang)i);
    for (int i = 0; i < UI_CONTRASTS; i++)
        contrasts[i] = palette_name((enum ui_contrast)i);
    return check_list(plan->langs, "language", langs, (size_t)words_count(), err) &&
           check_list(plan->sizes, "size", SIZES, UI_SIZES, err) &&
           check_list(plan->contrasts, "contrast", contrasts, UI_CONTRASTS, err);
}

static bool check_names(const struct dump_plan *plan, struct err *err)
{
    const char *names[NAMES_MAX];
    size_t count = 0;

    for (int over = 1; over < STAGE_OVERS; over++)
        if (stage_over_name((enum stage_over)over))
            names[count++] = stage_over_name((enum stage_over)over);
    for (size_t i = 0; plan->screens[i]; i++) {
        assert(count < NAMES_MAX);
        names[count++] = plan->screens[i]->name;
    }
    return !plan->only || check_list(plan->only, "screen", names, count, err);
}

// --- pictures ---

static const char *screen_name(const struct view *view)
{
    return view->over == STAGE_NOTHING ? view->screen->name : stage_over_name(view->over);
}

static void state_name(const struct view *view, char *out, size_t size)
{
    const char *name = view->state ? view->state->name : "start";

    if (view->page == 0)
        snprintf(out, size, "%s", name);
    else
        snprintf(out, size, "%s-p%d", name, view->page + 1);
}

static void add_to_index(struct dump *dump, const struct view *view, const char *state,
                         const char *name)
{
    char file[NAME_MAX + 8];

    json_begin(&dump->index, NULL, '{');
    json_put_text(&dump->index, "screen", screen_name(view));
    json_put_text(&dump->index, "state", state);
    json_put_text(&dump->index, "lang", words_code(view->lang));
    json_put_text(&dump->index, "size", SIZES[view->size]);
    json_put_text(&dump->index, "contrast", palette_name(view->contrast));
    snprintf(file, sizeof file, "%s.png", name);
    json_put_text(&dump->index, "png", file);
    snprintf(file, sizeof file, "%s.json", name);
    json_put_text(&dump->index, "json", file);
    json_end(&dump->index, '}');
}

static bool save(struct dump *dump, const char *name, const char *screen, struct err *err)
{
    char path[PATH_MAX];
    struct bytes tree = {0};
    bool ok;

    if (snprintf(path, sizeof path, "%s/%s.json", dump->plan->out, name) >= (int)sizeof path)
        return err_set(err, ERR_INVALID, "the path to the folder is too long");
    tree_write(&tree, dump->stage->ui, screen);
    ok = bytes_write_file(path, tree.data, tree.length, 0644, err);
    bytes_clear(&tree);
    render_paint(dump->render, dump->stage->ui);
    snprintf(path, sizeof path, "%s/%s.png", dump->plan->out, name);
    return ok && render_save(dump->render, path, err);
}

static bool dump_view(struct dump *dump, struct view *view, struct err *err)
{
    struct ui *ui = dump->stage->ui;
    char state[64];
    char name[NAME_MAX];

    ui_forget(ui);
    if (dump->plan->reset)
        dump->plan->reset(dump->stage->kiosk);
    stage_pose(dump->stage, view->screen, view->state);
    if (view->over != STAGE_NOTHING)
        stage_pose_over(dump->stage, view->over);
    ui->prefs = (struct ui_prefs){.lang = view->lang,
                                  .size = view->size,
                                  .contrast = view->contrast,
                                  .speed = ui_prefs_usual.speed,
                                  .volume = ui_prefs_usual.volume};
    do {
        ui->page = view->page;
        stage_event(dump->stage, NULL);
        state_name(view, state, sizeof state);
        snprintf(name, sizeof name, "%s.%s-%s-%s-%s-%dx%d", screen_name(view), state,
                 words_code(view->lang), SIZES[view->size], palette_name(view->contrast),
                 ui->display.width_px, ui->display.height_px);
        if (!save(dump, name, screen_name(view), err))
            return false;
        add_to_index(dump, view, state, name);
        view->page++;
    } while (view->page < ui->page_count);
    return true;
}

static bool dump_states(struct dump *dump, struct view view, struct err *err)
{
    const struct screen_state *state = view.screen->states;

    if (!state || view.over != STAGE_NOTHING)
        return dump_view(dump, &view, err);
    for (; state->name; state++) {
        view.state = state;
        view.page = 0;
        if (!dump_view(dump, &view, err))
            return false;
    }
    return true;
}

static bool dump_looks(struct dump *dump, struct view view, struct err *err)
{
    for (int size = 0; size < UI_SIZES; size++)
        for (int contrast = 0; contrast < UI_CONTRASTS; contrast++) {
            view.size = (enum ui_size)size;
            view.contrast = (enum ui_contrast)contrast;
            if (is_listed(dump->plan->sizes, SIZES[size]) &&
                is_listed(dump->plan->contrasts, palette_name(view.contrast)) &&
                !dump_states(dump, view, err))
                return false;
        }
    return true;
}

static bool dump_langs(struct dump *dump, struct view view, struct err *err)
{
    if (dump->plan->only && !is_listed(dump->plan->only, screen_name(&view)))
        return true;
    for (int lang = 0; lang < words_count(); lang++) {
        view.lang = (enum words_lang)lang;
        if (is_listed(dump->plan->langs, words_code(view.lang)) && !dump_looks(dump, view, err))
            return false;
    }
    return true;
}

static bool dump_all(struct dump *dump, struct err *err)
{
    struct view view = {.screen = dump->plan->screens[0]};

    for (int over = 1; over < STAGE_OVERS; over++) {
        view.over = (enum stage_over)over;
        if (stage_over_name(view.over) && !dump_langs(dump, view, err))
            return false;
    }
    view.over = STAGE_NOTHING;
    for (size_t i = 0; dump->plan->screens[i]; i++) {
        view.screen = dump->plan->screens[i];
        if (!dump_langs(dump, view, err))
            return false;
    }
    return true;
}

bool dump_screens(const struct dump_plan *plan, struct stage *stage, struct render *render,
                  struct err *err)
{
    struct dump dump = {plan, stage, render, {0}};
    char path[PATH_MAX];
    bool ok;

    if (!check_lists(plan, err) || !check_names(plan, err))
        return false;
    if (mkdir(plan->out, 0755) != 0 && errno != EEXIST)
        return err_set(err, ERR_INVALID, "cannot make the folder %s", plan->out);
    if (snprintf(path, sizeof path, "%s/index.json", plan->out) >= (int)sizeof path)
        return err_set(err, ERR_INVALID, "the path to the folder is too long");
    json_begin(&dump.index, NULL, '[');
    ok = dump_all(&dump, err);
    json_end(&dump.index, ']');
    ok = ok && bytes_write_file(path, dump.index.data, dump.index.length, 0644, err);
    bytes_clear(&dump.index);
    return ok;
}
