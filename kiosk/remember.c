// SPDX-License-Identifier: Apache-2.0
#include "kiosk/remember.h"

#include "kiosk/prefs.h"
#include "shared/books.h"
#include "shared/own_picture.h"
#include "shared/str.h"

static const char SQL_WRONG[] =
    "SELECT wrong FROM picture_try WHERE meeting_id = $1 AND person_id = $2";
static const char SQL_COUNT_TRY[] =
    "INSERT INTO picture_try (meeting_id, person_id, wrong) VALUES ($1, $2, 1) "
    "ON CONFLICT (meeting_id, person_id) DO UPDATE SET wrong = picture_try.wrong + 1";
static const char SQL_FORGIVE[] =
    "DELETE FROM picture_try WHERE meeting_id = $1 AND person_id = $2";

void remember_find(const struct kiosk *kiosk, struct id person, const char *choice,
                   char value[static BODY_CODE_SIZE])
{
    const struct roster_person *known = roster_find_person(&kiosk->roster, person);
    struct body_choice said;
    int64_t at_ms = -1;
    struct err err;

    value[0] = '\0';
    if (books_find_choice(kiosk->store.db, person, choice, &said, &at_ms, &err))
        str_copy(value, BODY_CODE_SIZE, said.value);
    for (size_t i = 0; known && i < known->expected.choices_count; i++) {
        const struct body_remembered_choice *told = &known->expected.choices[i];

        // The same word, come back: its picture is proven under the key of this meeting.
        if (str_equal(told->choice, choice) && told->at_ms >= at_ms)
            str_copy(value, BODY_CODE_SIZE, told->value);
    }
}

struct ui_prefs remember_screen(const struct kiosk *kiosk, struct id person)
{
    const struct roster_person *known = roster_find_person(&kiosk->roster, person);
    struct ui_prefs prefs = ui_prefs_usual;
    char code[BODY_CODE_SIZE];

    remember_find(kiosk, person, "screen", code);
    if (!prefs_read(&prefs, code) && known)
        words_lang_of(&prefs.lang, known->expected.language);
    return prefs;
}

// Of the visitor, at this meeting.
static bool run_once(struct kiosk *kiosk, const char *sql, struct err *err)
{
    struct id meeting = kiosk->roster.meeting;
    struct id person = kiosk->visit.person;

    return store_begin(&kiosk->store, err) &&
           store_end(&kiosk->store,
                     db_exec(kiosk->store.db, sql, DB_ARGS(db_id(&meeting), db_id(&person)), err),
                     err);
}

static bool count_wrong(struct kiosk *kiosk, int64_t *wrong, struct err *err)
{
    struct id meeting = kiosk->roster.meeting;
    struct id person = kiosk->visit.person;

    return db_number(kiosk->store.db, wrong, SQL_WRONG, DB_ARGS(db_id(&meeting), db_id(&person)), 0,
                     err);
}

// While a host keys in their PIN the visitor's wait beside the host's.
static struct ui_prefs *prefs_of_visitor(struct kiosk *kiosk)
{
    struct ui *ui = kiosk->stage.ui;

    return kiosk->stage.screen->staff ? &ui->others : &ui->prefs;
}

void remember_recognise(struct kiosk *kiosk)
{
    struct ui_prefs *now = prefs_of_visitor(kiosk);
    char code[BODY_CODE_SIZE];
    int64_t wrong;
    struct err err;

    kiosk->visit.recognised = true;
    remember_find(kiosk, kiosk->visit.person, "screen", code);
    // What they asked for comes back; the office's language only where they chose nothing here.
    if (prefs_read(now, code) || ui_prefs_equal(now, &ui_prefs_usual))
        *now = remember_screen(kiosk, kiosk->visit.person);
    if (!count_wrong(kiosk, &wrong, &err) || (wrong > 0 && !run_once(kiosk, SQL_FORGIVE, &err)))
        kiosk_failed(kiosk, &err);
}

bool remember_keep(struct kiosk *kiosk, struct id op_id, const char *choice, const char *value,
                   struct err *err)
{
    struct body_choice body = {.person = kiosk->visit.person, .wording = BODY_WORDING_FIRST};
    bool given = !str_equal(value, REMEMBER_NO);

    str_copy(body.choice, sizeof body.choice, choice);
    str_copy(body.value, sizeof body.value, value);
    return store_save(&kiosk->store, given ? RECORD_CHOICE_GIVEN : RECORD_CHOICE_WITHDRAWN, op_id,
                      kiosk->roster.meeting, &body, err);
}

bool remember_is_due(const struct kiosk *kiosk)
{
    struct ui_prefs theirs;
    char code[BODY_CODE_SIZE];

    if (!kiosk->visit.on || !kiosk->visit.recognised)
        return false;
    theirs = remember_screen(kiosk, kiosk->visit.person);
    remember_find(kiosk, kiosk->visit.person, "screen", code);
    return !*code && !ui_prefs_equal(&kiosk->stage.ui->prefs, &theirs);
}

bool remember_try_picture(struct kiosk *kiosk, size_t picture, bool *right, struct err *err)
{
    struct id person = kiosk->visit.person;
    char proof[BODY_CODE_SIZE];
    int64_t tries;
    bool same;

    if (!run_once(kiosk, SQL_COUNT_TRY, err) || !count_wrong(kiosk, &tries, err))
        return err_wrap(err, "count a try");
    remember_find(kiosk, person, "picture", proof);
    same = own_picture_check(proof, kiosk->roster.key, person, picture);
    *right = same && tries <= REMEMBER_TRIES;
    return true; // who was right is recognised, which ends the count
}
