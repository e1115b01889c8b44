// SPDX-License-Identifier: Apache-2.0
#include "kiosk/question.h"

#include <stdio.h>

#include "kiosk/phrase.h"
#include "kiosk/words.h"
#include "shared/str.h"

const char *question_promise_key(const struct kiosk *kiosk)
{
    return *kiosk_owner(kiosk) ? "question.owner" : "question.office";
}

void question_put_promise(struct kiosk *kiosk, struct ui *ui)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    char due[WHEN_DATE_SIZE];
    char date[PHRASE_SIZE];

    visit_answer_due(&place, due);
    phrase_date(date, ui->prefs.lang, due);
    ui_with(ui, "owner", kiosk_owner(kiosk));
    ui_hint(ui, "asked", question_promise_key(kiosk));
    ui_with(ui, "date", date);
    ui_hint(ui, "asked.when", "question.when");
}

const char *question_about_key(const char *about, char key[static WORDS_KEY_SIZE])
{
    if (str_equal(about, "fee"))
        return "check.payment";
    if (str_equal(about, "letter"))
        return "benefits.letter";
    if (str_equal(about, "claim"))
        return "answer.claim";
    snprintf(key, WORDS_KEY_SIZE, "cost.%.40s", about);
    return words_has(WORDS_EN, key) ? key : "cost.other";
}

static const char *answer_key(const char *answer)
{
    static const char *const keys[][2] = {
        {"paid_after_all", "answer.paid"}, {"stays_as_it_is", "answer.stays"},
        {"bring_proof", "answer.proof"},   {"put_right_at_office", "answer.put_right"},
        {"letter_ready", "answer.letter"},
    };

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (str_equal(keys[i][0], answer))
            return keys[i][1];
    return "answer.ask"; // one that this program does not know yet
}

static void put_answer(struct ui *ui, const struct body_claim_answered *answer, const char *id)
{
    char key[WORDS_KEY_SIZE];
    char part[UI_ID_SIZE];

    ui_card_begin(ui, id);
    snprintf(part, sizeof part, "%.20s.about", id);
    ui_private(ui);
    ui_heading(ui, part, question_about_key(answer->about, key));
    snprintf(part, sizeof part, "%.20s.asked", id);
    ui_private(ui);
    ui_hint(ui, part, "answer.asked");
    snprintf(part, sizeof part, "%.20s.says", id);
    ui_private(ui);
    ui_paragraph(ui, part, answer_key(answer->answer));
    ui_card_end(ui);
}

void question_put_answers(struct ui *ui, const struct body_claim_answered *answers, size_t count)
{
    char id[UI_ID_SIZE];

    for (size_t i = 0; i < count; i++) {
        snprintf(id, sizeof id, "answer.%zu", i + 1);
        put_answer(ui, &answers[i], id);
    }
}

bool question_claim(struct kiosk *kiosk)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    return visit_question(&kiosk->visit, &place, &err) || kiosk_failed(kiosk, &err);
}

static const char *in_language(enum words_lang lang, const char *en, const char *cy)
{
    return lang == WORDS_CY ? (*cy ? cy : en) : (*en ? en : cy);
}

const char *question_contact(const struct kiosk *kiosk, enum words_lang lang)
{
    return in_language(lang, kiosk->configured.complaints_en, kiosk->configured.complaints_cy);
}

const char *question_adviser(const struct kiosk *kiosk, enum words_lang lang)
{
    return in_language(lang, kiosk->configured.adviser_en, kiosk->configured.adviser_cy);
}

void question_put_complaints(const struct kiosk *kiosk, struct ui *ui)
{
    const char *contact = question_contact(kiosk, ui->prefs.lang);

    ui_card_begin(ui, "complain");
    ui_heading(ui, "complain.head", "complain.head");
    ui_with(ui, "contact", contact);
    ui_paragraph(ui, "complain.who", *contact ? "complain.contact" : "complain.anyone");
    ui_paragraph(ui, "complain.safe", "complain.safe");
    ui_card_end(ui);
}
