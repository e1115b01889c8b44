// SPDX-License-Identifier: Apache-2.0
#include "kiosk/choices.h"

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/phrase.h"
#include "kiosk/remember.h"
#include "shared/str.h"

#define YEAR_MS (INT64_C(366) * 24 * 3600 * 1000)

static bool is_fresh(const struct kiosk *kiosk, int64_t wording, int64_t at_ms)
{
    return wording == choices_version(kiosk, kiosk->stage.ui->prefs.lang) &&
           when_now_ms() - at_ms < YEAR_MS;
}

static bool office_knows(const struct kiosk *kiosk, const struct roster_person *person,
                         const char *choice)
{
    const struct body_remembered_choice *list = person ? person->expected.choices : NULL;

    for (size_t i = 0; person && i < person->expected.choices_count; i++)
        if (str_equal(list[i].choice, choice) && is_fresh(kiosk, list[i].wording, list[i].at_ms))
            return true;
    return false;
}

static bool is_said(const struct visit *visit)
{
    return visit->choices[0] != VISIT_UNSAID;
}

bool choices_are_asked(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    struct body_choice said;
    int64_t at_ms;
    struct err err;

    if (is_said(&kiosk->visit))
        return true; // asked in this visit: Back finds it again
    for (size_t i = 0; i < VISIT_CHOICES; i++) {
        bool here = books_find_choice(kiosk->store.db, kiosk->visit.person, visit_choices[i], &said,
                                      &at_ms, &err) &&
                    is_fresh(kiosk, said.wording, at_ms);

        if (!here && !office_knows(kiosk, person, visit_choices[i]))
            return true;
    }
    return false;
}

const char *choices_own_words(const struct kiosk *kiosk, enum visit_choice choice,
                              enum words_lang lang)
{
    const struct body_wording_set *set = &kiosk->wording;

    for (size_t i = 0; lang < WORDS_OTHER && i < set->words_count; i++)
        if (str_equal(set->words[i].choice, visit_choices[choice]))
            return lang == WORDS_CY ? set->words[i].cy : set->words[i].en;
    return "";
}

int64_t choices_version(const struct kiosk *kiosk, enum words_lang lang)
{
    const struct body_wording_set *set = &kiosk->wording;

    return lang < WORDS_OTHER || set->words_count == 0 ? set->version : BODY_WORDING_FIRST;
}

// --- the card at check ---

void choices_find(const struct kiosk *kiosk, struct choices_said *out)
{
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        remember_find(kiosk, kiosk->visit.person, visit_choices[i], out->values[i]);
}

static void put_choice(const struct choices_said *said, struct ui *ui, size_t index)
{
    const char *value = said->values[index];
    char key[WORDS_KEY_SIZE];
    char id[UI_ID_SIZE];

    snprintf(id, sizeof id, "choice.%s", visit_choices[index]);
    snprintf(key, sizeof key, "choices.row.%.12s.%.16s", visit_choices[index],
             *value ? value : "unasked");
    ui_private(ui);
    ui_paragraph(ui, id, key);
}

// All of them in one line, beside the button.
static bool put_brief(const struct kiosk *kiosk, const struct choices_said *said, struct ui *ui)
{
    char value[PHRASE_SIZE];
    bool touched;

    ui_row_begin(ui);
    if (kiosk->visit.recognised && !ui_is_short(ui)) {
        for (size_t i = 0; i < VISIT_CHOICES; i++) {
            phrase_choice(value, ui->prefs.lang, said->values[i]);
            ui_with(ui, visit_choices[i], value);
        }
        ui_private(ui);
        ui_hint(ui, "choices.said", "choices.said");
        ui_weight(ui, 0);
    }
    touched = ui_button(ui, "choices", "choices.brief");
    ui_row_end(ui);
    return touched;
}

bool choices_put_rows(const struct kiosk *kiosk, const struct choices_said *said, struct ui *ui)
{
    bool touched;

    if (ui_is_low(ui) || ui_is_short(ui))
        return put_brief(kiosk, said, ui);
    ui_card_begin(ui, "choices");
    ui_row_begin(ui);
    ui_heading(ui, "choices.head", "choices.bar");
    ui_weight(ui, 0);
    touched = ui_button(ui, "choices.change", "change");
    ui_row_end(ui);
    if (kiosk->visit.recognised)
        for (size_t i = 0; i < VISIT_CHOICES; i++)
            put_choice(said, ui, i);
    ui_card_end(ui);
    return touched;
}

// --- for the host ---

static bool may_photograph(const struct kiosk *kiosk, struct id person)
{
    char value[BODY_CODE_SIZE];

    remember_find(kiosk, person, visit_choices[VISIT_PHOTOGRAPHS], value);
    return str_equal(value, "yes");
}

static bool was_here_before(const struct books_attendance *list, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (id_equal(list[i].person, list[index].person))
            return true;
    return false;
}

static void add_person(const struct kiosk *kiosk, struct id person, struct choices_photographs *out)
{
    if (may_photograph(kiosk, person))
        out->yes++;
    else if (out->no_count < CHOICES_NO_MAX)
        out->no[out->no_count++] = person;
    else
        out->more++;
}

bool choices_list_photographs(struct kiosk *kiosk, struct choices_photographs *out, struct err *err)
{
    struct books_attendance *list = NULL;
    size_t count;

    *out = (struct choices_photographs){0};
    if (!books_list_attendance(kiosk->store.db, kiosk->roster.meeting, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (roster_find_person(&kiosk->roster, list[i].person) && !was_here_before(list, i))
            add_person(kiosk, list[i].person, out);
    free(list);
    return true;
}
