// SPDX-License-Identifier: Apache-2.0
#include "server/feedback.h"

#include <stdlib.h>
#include <string.h>

#include "server/notes.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_ADD[] = "INSERT INTO feedback (meeting_id, mark, words) VALUES ($1, $2, $3)";
static const char SQL_LIST[] = "SELECT mark, words FROM feedback WHERE meeting_id = $1";

static bool want_words(struct db *db, const struct office *office, const struct record *record,
                       const struct body_feedback_entry *entry, struct err *err)
{
    // About nobody: about the meeting.
    struct notes_wanted wanted = {.meeting = record->meeting_id,
                                  .log_id = record->log_id,
                                  .purpose = "feedback",
                                  .about = record->meeting_id};
    struct notes_state state;

    memcpy(wanted.name, entry->words, sizeof wanted.name);
    if (!notes_state(db, office, wanted.name, &state, err))
        return false;
    wanted.arrived = state.complete;
    return notes_want(db, &wanted, err);
}

static bool keep(struct db *db, const struct office *office, const struct record *record,
                 const struct body_feedback_entry *entry, struct err *err)
{
    static const uint8_t none[NOTE_NAME_SIZE];
    bool has_words = memcmp(entry->words, none, sizeof none) != 0;

    return db_exec(db, SQL_ADD,
                   DB_ARGS(db_id(&record->meeting_id), db_text(entry->mark),
                           has_words ? db_blob(entry->words, sizeof entry->words) : db_null()),
                   err) &&
           (!has_words || want_words(db, office, record, entry, err));
}

bool feedback_apply(struct db *db, const struct office *office, const struct record *record,
                    struct err *err)
{
    struct body_feedback_left *body = mem_new(1, sizeof *body);
    bool ok = body_read(record, body, err);

    for (size_t i = 0; ok && i < body->entries_count; i++)
        ok = keep(db, office, record, &body->entries[i], err);
    free(body);
    return ok || err_wrap(err, "keep feedback");
}

// Words that have not come, or do not open, are left out: the mark stands.
static bool open_words(struct db *db, const struct office *office,
                       const uint8_t name[static NOTE_NAME_SIZE], struct feedback_entry *entry,
                       struct err *err)
{
    struct bytes sealed = {0};
    struct bytes words = {0};
    bool ok = notes_get(db, office, name, &sealed, err) &&
              note_open_to(&words, &office->keys, "feedback", sealed.data, sealed.length, err);

    if (ok)
        str_copy(entry->words, sizeof entry->words, bytes_text(&words));
    bytes_clear(&sealed);
    bytes_clear(&words);
    return ok || err->kind == ERR_NOT_FOUND || err->kind == ERR_INVALID;
}

bool feedback_list(struct db *db, const struct office *office, struct id meeting,
                   struct feedback_entry **out, size_t *count, struct err *err)
{
    struct feedback_entry *list = NULL;
    struct db_rows *rows;
    size_t used = 0;
    bool ok = true;

    if (!db_query(db, &rows, SQL_LIST, DB_ARGS(db_id(&meeting)), err))
        return false;
    while (ok && db_next(rows)) {
        uint8_t name[NOTE_NAME_SIZE];

        list = mem_resize(list, used + 1, sizeof *list);
        list[used] = (struct feedback_entry){0};
        str_copy(list[used].mark, sizeof list[used].mark, db_get_text(rows, 0));
        if (!db_is_null(rows, 1) && db_get_bytes(rows, 1, name, sizeof name))
            ok = open_words(db, office, name, &list[used], err);
        used++;
    }
    if (ok)
        ok = db_done(rows, err);
    else
        db_free(rows);
    if (!ok) {
        free(list);
        return err_wrap(err, "list feedback");
    }
    *out = list;
    *count = used;
    return true;
}
