// SPDX-License-Identifier: Apache-2.0

// Help, and how the screen looks: each choice shows what it would do, and does it at once (SES-03).

#include <stdio.h>
#include <string.h>

#include "kiosk/palette.h"
#include "kiosk/stage_parts.h"
#include "shared/str.h"

static const char *const SIZE_IDS[UI_SIZES] = {"sizes.m", "sizes.l", "sizes.xl"};

// SES-02: all but how somebody talks and hears: the language, and whether it is read out.
static struct ui_prefs as_usual(const struct ui_prefs *prefs)
{
    struct ui_prefs usual = ui_prefs_usual;

    usual.lang = prefs->lang;
    usual.speech = prefs->speech;
    return usual;
}

static void menu_button(struct ui *ui, const char *id, const char *key, const char *picture)
{
    ui_picture_of(ui, picture);
    ui_button(ui, id, key);
}

void stage_frame_help(const struct stage *stage, struct ui *ui)
{
    struct ui_prefs usual = as_usual(&ui->prefs);

    ui_page(ui, "help.title");
    ui_title(ui, "help.title", "help.title");
    ui_grid_begin(ui, 2);
    menu_button(ui, "help.person", "ask", "person-raising-hand");
    menu_button(ui, "help.unsure", "unsure", "red-question-mark");
    menu_button(ui, "help.helped", "helped", "handshake");
    menu_button(ui, "help.sizes", "size", "sign-size");
    menu_button(ui, "help.colours", "colours", "sign-contrast");
    menu_button(ui, "help.privacy", "privacy", "locked");
    if (ui_prefs_equal(&ui->prefs, &usual))
        ui_disabled(ui);
    menu_button(ui, "help.usual", "help.usual", "sign-clear");
    if (ui_is_short(ui) && ui->hearing > UI_SILENT)
        menu_button(ui, "help.sound", "sound.title", "sign-listen");
    ui_grid_end(ui);
    if (stage->help)
        stage->help(stage->kiosk, ui);
    ui_go(ui, "help.close", "help.close");
}

// Removes nothing and adds nothing to what is recorded (PRV-18).
void stage_frame_helped(struct ui *ui)
{
    ui_page(ui, "helped");
    ui_centre(ui);
    ui_picture(ui, "two", "handshake");
    ui_title(ui, "helped", "helped.title");
    ui_paragraph(ui, "how", "helped.how");
    ui_paragraph(ui, "kept", "helped.kept");
    ui_go(ui, "help.close", "ask.back");
}

static void size_choice(struct ui *ui, enum ui_size size)
{
    struct ui_prefs like = ui->prefs;

    like.size = size;
    ui_like(ui, &like);
    ui_choice(ui, SIZE_IDS[size], SIZE_IDS[size], ui->prefs.size == size);
}

void stage_frame_sizes(struct ui *ui)
{
    struct ui_prefs like = ui->prefs;

    ui_page(ui, "help.title");
    ui_title(ui, "sizes.ask", "sizes.ask");
    ui_grid_begin(ui, 2);
    for (int size = 0; size < UI_SIZES; size++)
        size_choice(ui, (enum ui_size)size);
    like.spacious = true;
    ui_like(ui, &like);
    ui_choice(ui, "sizes.space", "sizes.space", ui->prefs.spacious);
    ui_grid_end(ui);
    ui_back(ui);
    ui_go(ui, "help.close", "help.close");
}

void stage_frame_colours(struct ui *ui)
{
    struct ui_prefs like = ui->prefs;
    char id[UI_ID_SIZE];

    ui_page(ui, "help.title");
    ui_title(ui, "colours.ask", "colours.ask");
    ui_grid_begin(ui, 2);
    for (int i = 0; i < UI_CONTRASTS; i++) {
        like.contrast = (enum ui_contrast)i;
        snprintf(id, sizeof id, "colours.%s", palette_name(like.contrast));
        ui_like(ui, &like);
        ui_choice(ui, id, id, ui->prefs.contrast == like.contrast);
    }
    ui_grid_end(ui);
    ui_back(ui);
    ui_go(ui, "help.close", "help.close");
}

// What is kept, why, who sees it, how long, and what somebody may ask for: before the first
// question it is one touch away, and at it too (PRV-21).
void stage_frame_privacy(struct ui *ui)
{
    ui_page(ui, "privacy");
    ui_title(ui, "privacy.title", "privacy.title");
    ui_paragraph(ui, "privacy.what", "privacy.what");
    ui_paragraph(ui, "privacy.who", "privacy.who");
    ui_paragraph(ui, "privacy.rights", "privacy.rights");
    ui_go(ui, "help.close", "ask.back");
}

void stage_frame_languages(struct ui *ui)
{
    char id[UI_ID_SIZE];

    ui_page(ui, "languages.ask");
    ui_title(ui, "languages.ask", "languages.ask");
    ui_grid_begin(ui, 2);
    for (int lang = 0; lang < words_count(); lang++) {
        snprintf(id, sizeof id, "languages.%s", words_code((enum words_lang)lang));
        ui_in(ui, (enum words_lang)lang);
        ui_choice(ui, id, "language", (int)ui->prefs.lang == lang);
    }
    ui_grid_end(ui);
    ui_go(ui, "help.close", "help.close");
}

static enum ui_size next_size(enum ui_size size)
{
    static const enum ui_size next[UI_SIZES] = {UI_SIZE_L, UI_SIZE_XL, UI_SIZE_M};

    return next[size];
}

// The language, size and spacing that were chosen, and the colours. False if none was.
static bool choose(struct ui_prefs *prefs, const char *id)
{
    enum words_lang lang;

    for (int size = 0; size < UI_SIZES; size++)
        if (str_equal(id, SIZE_IDS[size])) {
            prefs->size = (enum ui_size)size;
            return true;
        }
    if (str_equal(id, "sizes.space")) {
        prefs->spacious = !prefs->spacious;
        return true;
    }
    if (str_starts(id, "colours."))
        return palette_named(&prefs->contrast, id + strlen("colours."));
    if (str_starts(id, "languages.") && words_lang_of(&lang, id + strlen("languages."))) {
        prefs->lang = lang;
        return true;
    }
    return false;
}

static void change_language(struct stage *stage)
{
    struct ui_prefs *prefs = &stage->ui->prefs;

    if (words_count() > 2)
        stage_show_over(stage, STAGE_LANGUAGES);
    else
        prefs->lang = words_other(prefs->lang);
}

// What is chosen from a list of languages is what was wanted; of the others one may try several.
static bool take_choice(struct stage *stage, const char *id)
{
    if (!choose(&stage->ui->prefs, id))
        return false;
    if (stage->over == STAGE_LANGUAGES)
        stage_show_over(stage, STAGE_NOTHING);
    return true;
}

bool stage_answers_look(struct stage *stage, const char *id)
{
    struct ui_prefs *prefs = &stage->ui->prefs;
    bool in_settings = stage->over == STAGE_SIZES || stage->over == STAGE_COLOURS;

    if (str_equal(id, "lang"))
        change_language(stage);
    else if (str_equal(id, "size"))
        prefs->size = next_size(prefs->size);
    else if (str_equal(id, "help") || (in_settings && str_equal(id, "back")))
        stage_show_over(stage, STAGE_HELP);
    else if (str_equal(id, "help.sound"))
        stage_show_over(stage, STAGE_SOUND);
    else if (str_equal(id, "help.helped"))
        stage_show_over(stage, STAGE_HELPED);
    else if (str_equal(id, "help.sizes"))
        stage_show_over(stage, STAGE_SIZES);
    else if (str_equal(id, "colours") || str_equal(id, "help.colours"))
        stage_show_over(stage, STAGE_COLOURS);
    else if (str_equal(id, "privacy.more") || str_equal(id, "help.privacy"))
        stage_show_over(stage, STAGE_PRIVACY);
    else if (str_equal(id, "help.usual"))
        *prefs = as_usual(prefs);
    else if (str_equal(id, "help.close"))
        stage_show_over(stage, STAGE_NOTHING);
    else
        return take_choice(stage, id);
    return true;
}
