// SPDX-License-Identifier: Apache-2.0
#include "kiosk/feedback.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "shared/mem.h"
#include "shared/str.h"

const char *const feedback_marks[] = {"good", "middling", "bad", NULL};

static const char SQL_ALL[] = "SELECT mark, words FROM feedback WHERE meeting_id = $1";
static const char SQL_CLEAR[] = "DELETE FROM feedback WHERE meeting_id = $1";
static const char SQL_PUT[] =
    "INSERT INTO feedback (feedback_id, meeting_id, mark, words) VALUES ($1, $2, $3, $4)";

struct row {
    char mark[BODY_CODE_SIZE];
    struct bytes words; // sealed; empty: none
};

struct rows {
    struct row list[BODY_FEEDBACK_MAX];
    size_t count;
};

static void clear(struct rows *rows)
{
    for (size_t i = 0; rows && i < rows->count; i++)
        bytes_clear(&rows->list[i].words);
    free(rows);
}

static bool load(struct store *store, struct id meeting, struct rows *rows, struct err *err)
{
    struct db_rows *found;

    if (!db_query(store->db, &found, SQL_ALL, DB_ARGS(db_id(&meeting)), err))
        return false;
    while (rows->count < BODY_FEEDBACK_MAX && db_next(found)) {
        struct row *row = &rows->list[rows->count++];
        size_t length;
        const void *words = db_get_blob(found, 1, &length);

        str_copy(row->mark, sizeof row->mark, db_get_text(found, 0));
        bytes_add(&row->words, words, length);
    }
    if (rows->count < BODY_FEEDBACK_MAX)
        return db_done(found, err);
    db_free(found);
    return true;
}

// Every order is as likely as every other.
static void shuffle(struct rows *rows)
{
    for (size_t i = rows->count; i > 1; i--) {
        size_t other = randombytes_uniform((uint32_t)i);
        struct row kept = rows->list[i - 1];

        rows->list[i - 1] = rows->list[other];
        rows->list[other] = kept;
    }
}

static bool put_all(struct store *store, struct id meeting, const struct rows *rows,
                    struct err *err)
{
    bool ok = db_exec(store->db, SQL_CLEAR, DB_ARGS(db_id(&meeting)), err);

    for (size_t i = 0; ok && i < rows->count; i++) {
        const struct row *row = &rows->list[i];
        struct id random; // an id_new would say when

        randombytes_buf(random.bytes, sizeof random.bytes);
        ok = db_exec(
            store->db, SQL_PUT,
            DB_ARGS(db_id(&random), db_id(&meeting), db_text(row->mark),
                    row->words.length ? db_blob(row->words.data, row->words.length) : db_null()),
            err);
    }
    return ok;
}

static void add(struct rows *rows, const struct store *store, const char *mark, const char *words)
{
    struct row *row = &rows->list[rows->count++];

    str_copy(row->mark, sizeof row->mark, mark);
    if (*words)
        note_seal_to(&row->words, store->enrolment.server_seal, "feedback", words);
}

bool feedback_keep(struct store *store, struct id meeting, const char *mark, const char *words,
                   struct err *err)
{
    struct rows *rows = mem_new(1, sizeof *rows);
    bool ok = load(store, meeting, rows, err) &&
              (rows->count < BODY_FEEDBACK_MAX ||
               err_set(err, ERR_CONFLICT, "there is no room for more feedback"));

    if (ok) {
        add(rows, store, mark, words);
        shuffle(rows);
        ok = store_begin(store, err) && store_end(store, put_all(store, meeting, rows, err), err);
    }
    clear(rows);
    return ok || err_wrap(err, "keep feedback");
}

static bool append(struct store *store, struct id meeting, const struct rows *rows, struct err *err)
{
    struct body_feedback_left *body = mem_new(1, sizeof *body);
    bool ok = true;

    for (size_t i = 0; ok && i < rows->count; i++) {
        const struct row *row = &rows->list[i];
        struct body_feedback_entry *entry = &body->entries[body->entries_count++];

        str_copy(entry->mark, sizeof entry->mark, row->mark);
        if (!row->words.length)
            continue;
        note_name(entry->words, row->words.data, row->words.length);
        ok = store_note(store, entry->words, meeting, &row->words, err);
    }
    ok = ok && store_record(store, RECORD_FEEDBACK_LEFT, id_new(), meeting, body, err);
    free(body);
    return ok;
}

bool feedback_close(struct store *store, struct id meeting, size_t people, struct err *err)
{
    struct rows *rows = mem_new(1, sizeof *rows);
    bool ok = load(store, meeting, rows, err);

    shuffle(rows);
    if (ok && rows->count > 0 && people >= FEEDBACK_PEOPLE_MIN)
        ok = append(store, meeting, rows, err);
    ok = ok && db_exec(store->db, SQL_CLEAR, DB_ARGS(db_id(&meeting)), err);
    clear(rows);
    return ok || err_wrap(err, "close the feedback");
}
