// SPDX-License-Identifier: Apache-2.0
#include "server/wordings.h"

#include <string.h>

#include "server/csv.h"
#include "server/down.h"
#include "server/ledger.h"
#include "shared/record.h"
#include "shared/str.h"
#include "shared/when.h"

static const char SQL_LAST[] = "SELECT body FROM wording ORDER BY version DESC LIMIT 1";
static const char SQL_ADD[] = "INSERT INTO wording (version, body, set_ms) VALUES ($1, $2, $3)";

static const char *const choices[] = {"photographs", "words", "contact", NULL};

bool wordings_get(struct db *db, struct body_wording_set *out, struct err *err)
{
    struct record record = {.kind = RECORD_WORDING_SET};
    struct db_rows *row;
    bool ok;

    if (!db_one(db, &row, SQL_LAST, DB_NONE, err))
        return false;
    record.body = db_get_text(row, 0);
    record.body_length = strlen(record.body);
    ok = body_read(&record, out, err);
    db_free(row);
    return ok || err_wrap(err, "read the wording");
}

// --- what fits a button ---

// Letters and points of English and Welsh: what kiosks have glyphs for, and can say. Marks that
// mean something in a catalogue are none of them.
static bool is_drawable(const char *at, size_t bytes)
{
    static const char *const points[] = {"‘", "’", "“", "”", "–"};

    if (bytes == 1)
        return *at >= ' ' && *at < 0x7F && !strchr("{}*\\<>|", *at);
    if (bytes == 2)
        return (unsigned char)*at >= 0xC3 && (unsigned char)*at <= 0xC5; // À to ſ
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        if (strncmp(at, points[i], strlen(points[i])) == 0)
            return true;
    return false;
}

static const char *what_is_wrong(const char *text)
{
    size_t characters = 0;
    size_t word = 0;

    if (!*text)
        return "the words are missing: both languages are wanted";
    while (*text) {
        size_t bytes = str_char_length(text);

        if (!is_drawable(text, bytes))
            return "there is a character that kiosks do not draw";
        word = *text == ' ' ? 0 : word + 1;
        if (word > BODY_WORDING_LONGEST)
            return "no word may have more than 14 letters, to fit its button";
        characters++;
        text += bytes;
    }
    return characters > BODY_WORDING_CHARS ? "there may be at most 40 characters, to fit the button"
                                           : NULL;
}

// --- the file ---

static bool take_words(const struct csv *csv, size_t row, const char *lang,
                       char out[static BODY_WORDING_SIZE], struct err *err)
{
    const char *text = csv_cell(csv, row, lang);
    const char *wrong = what_is_wrong(text);

    if (wrong)
        return csv_refuse(csv, row, lang, wrong, err);
    return str_copy(out, BODY_WORDING_SIZE, text) ||
           csv_refuse(csv, row, lang, "the words are too long", err);
}

static const struct body_wording *find(const struct body_wording_set *set, const char *choice)
{
    for (size_t i = 0; i < set->words_count; i++)
        if (str_equal(set->words[i].choice, choice))
            return &set->words[i];
    return NULL;
}

static bool is_choice(const char *word)
{
    for (size_t i = 0; choices[i]; i++)
        if (str_equal(choices[i], word))
            return true;
    return false;
}

static bool take_row(const struct csv *csv, size_t row, struct body_wording_set *set,
                     struct err *err)
{
    const char *choice = csv_cell(csv, row, "choice");
    struct body_wording *words = &set->words[set->words_count];

    if (!is_choice(choice))
        return csv_refuse(csv, row, "choice", "it must be photographs, words or contact", err);
    if (find(set, choice))
        return csv_refuse(csv, row, "choice", "it stands there twice", err);
    str_copy(words->choice, sizeof words->choice, choice);
    set->words_count++;
    return take_words(csv, row, "en", words->en, err) && take_words(csv, row, "cy", words->cy, err);
}

static bool take_file(const struct csv *csv, struct body_wording_set *set, struct err *err)
{
    for (size_t i = 0; i < csv_rows(csv); i++)
        if (!take_row(csv, i, set, err))
            return false;
    for (size_t i = 0; choices[i]; i++)
        if (!find(set, choices[i]))
            return err_set(err, ERR_INVALID, "%s is missing: all three are worded together",
                           choices[i]);
    return true;
}

// --- the version ---

static bool same_words(const struct body_wording_set *a, const struct body_wording_set *b)
{
    for (size_t i = 0; i < a->words_count; i++) {
        const struct body_wording *other = find(b, a->words[i].choice);

        if (!other || !str_equal(other->en, a->words[i].en) ||
            !str_equal(other->cy, a->words[i].cy))
            return false;
    }
    return true;
}

static bool add(struct db *db, const struct office *office, const struct body_wording_set *set,
                struct err *err)
{
    struct bytes json = {0};
    bool ok;

    body_write(RECORD_WORDING_SET, set, &json);
    ok = db_exec(db, SQL_ADD,
                 DB_ARGS(db_int(set->version), db_text(bytes_text(&json)), db_int(when_now_ms())),
                 err) &&
         down_wording(db, err) &&
         ledger_import(db, office, "wording", (int64_t)set->words_count, err);
    bytes_clear(&json);
    return ok;
}

static bool put(struct db *db, const struct office *office, struct body_wording_set *set,
                struct err *err)
{
    struct body_wording_set last = {.version = BODY_WORDING_FIRST};

    if (!wordings_get(db, &last, err) && err->kind != ERR_NOT_FOUND)
        return false;
    if (same_words(set, &last))
        return true;
    set->version = last.version + 1;
    return add(db, office, set, err);
}

bool wordings_import(struct db *db, const struct office *office, const struct bytes *file,
                     size_t *count, struct err *err)
{
    static const char *const columns[] = {"choice", "en", "cy", NULL};
    struct body_wording_set set = {.version = BODY_WORDING_FIRST};
    struct csv *csv;
    bool ok;

    if (!csv_read(&csv, bytes_text(file), file->length, columns, err))
        return false;
    ok = take_file(csv, &set, err);
    csv_free(csv);
    if (!ok || !db_begin(db, err))
        return false;
    *count = set.words_count;
    return db_end(db, put(db, office, &set, err), err);
}
