// SPDX-License-Identifier: Apache-2.0
#include "server/notes.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/str.h"

static const char SQL_KEEP[] =
    "INSERT INTO note (name, data) VALUES ($1, $2) ON CONFLICT DO NOTHING";
static const char SQL_GET[] = "SELECT data FROM note WHERE name = $1";
static const char SQL_WANT[] =
    "INSERT INTO wanted (name, meeting_id, log_id, purpose, about, bytes, arrived) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
static const char SQL_FIND_WANTED[] =
    "SELECT meeting_id, log_id, purpose, about, bytes, arrived FROM wanted WHERE name = $1";
static const char SQL_ARRIVED[] = "UPDATE wanted SET arrived = 1 WHERE name = $1 AND arrived = 0";
static const char SQL_WAITING[] = "SELECT count(*) FROM wanted WHERE log_id = $1 AND arrived = 0";

// Two parts of one note at a time would be each other's gap.
static pthread_mutex_t taking = PTHREAD_MUTEX_INITIALIZER;

static void path_of(char out[static SETTINGS_PATH_SIZE], const struct office *office,
                    const uint8_t name[static NOTE_NAME_SIZE], const char *suffix)
{
    char hex[2 * NOTE_NAME_SIZE + 1];
    char file[sizeof hex + 16];

    str_hex(hex, name, NOTE_NAME_SIZE);
    snprintf(file, sizeof file, "notes/%s%s", hex, suffix);
    settings_path(out, &office->settings, file);
}

bool notes_keep(struct db *db, const uint8_t name[static NOTE_NAME_SIZE],
                const struct bytes *sealed, struct err *err)
{
    return db_exec(db, SQL_KEEP,
                   DB_ARGS(db_blob(name, NOTE_NAME_SIZE), db_blob(sealed->data, sealed->length)),
                   err);
}

bool notes_get(struct db *db, const struct office *office,
               const uint8_t name[static NOTE_NAME_SIZE], struct bytes *out, struct err *err)
{
    char path[SETTINGS_PATH_SIZE];
    struct db_rows *rows;
    size_t length;
    const void *data;

    if (db_one(db, &rows, SQL_GET, DB_ARGS(db_blob(name, NOTE_NAME_SIZE)), err)) {
        data = db_get_blob(rows, 0, &length);
        bytes_clear(out);
        bytes_add(out, data, length);
        db_free(rows);
        return true;
    }
    if (err->kind != ERR_NOT_FOUND)
        return false;
    path_of(path, office, name, "");
    return bytes_read_file(out, path, NOTE_SEALED_MAX, err);
}

static int64_t size_of(const char *path)
{
    struct stat there;

    return stat(path, &there) == 0 ? (int64_t)there.st_size : -1;
}

bool notes_state(struct db *db, const struct office *office,
                 const uint8_t name[static NOTE_NAME_SIZE], struct notes_state *out,
                 struct err *err)
{
    char path[SETTINGS_PATH_SIZE];
    struct bytes ours = {0};
    int64_t size;

    path_of(path, office, name, "");
    size = size_of(path);
    if (size >= 0) {
        *out = (struct notes_state){size, true};
        return true;
    }
    path_of(path, office, name, ".part");
    size = size_of(path);
    if (size < 0 && notes_get(db, office, name, &ours, err)) {
        *out = (struct notes_state){(int64_t)ours.length, true};
        bytes_clear(&ours);
        return true;
    }
    *out = (struct notes_state){size < 0 ? 0 : size, false};
    return true;
}

// Adds what is new of the part; *size is the file's after it.
static bool append_part(const char *path, const struct notes_part *part, int64_t *size,
                        struct err *err)
{
    const struct bytes *bytes = part->bytes;
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    struct stat there;
    size_t skip;
    bool ok;

    if (file < 0 || fstat(file, &there) != 0) {
        if (file >= 0)
            close(file);
        return err_set(err, ERR_INTERNAL, "open a note's file: %s", strerror(errno));
    }
    *size = there.st_size;
    skip = part->offset <= *size ? (size_t)(*size - part->offset) : bytes->length;
    ok = skip >= bytes->length || pwrite(file, bytes->data + skip, bytes->length - skip, *size) ==
                                      (ssize_t)(bytes->length - skip);
    if (ok && skip < bytes->length)
        *size += (int64_t)(bytes->length - skip);
    ok = fsync(file) == 0 && ok;
    return (close(file) == 0 && ok) ||
           err_set(err, ERR_INTERNAL, "write a note's file: %s", strerror(errno));
}

static bool sync_folder(const struct office *office, struct err *err)
{
    char path[SETTINGS_PATH_SIZE];
    int folder;
    bool ok;

    settings_path(path, &office->settings, "notes");
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ok = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0)
        close(folder);
    return ok || err_set(err, ERR_INTERNAL, "keep the notes folder: %s", strerror(errno));
}

// Whether these bytes are the note; a file too long to be it is taken away.
static bool finish(const struct office *office, const uint8_t name[static NOTE_NAME_SIZE],
                   const char *part, int64_t expected, struct notes_state *state, struct err *err)
{
    uint8_t hash[NOTE_NAME_SIZE];
    char path[SETTINGS_PATH_SIZE];
    struct bytes all = {0};

    if (expected && state->received < expected)
        return true;
    if (state->received <= (int64_t)NOTE_SEALED_MAX) {
        if (!bytes_read_file(&all, part, NOTE_SEALED_MAX, err))
            return false;
        note_name(hash, all.data, all.length);
        state->complete = memcmp(hash, name, sizeof hash) == 0;
        bytes_clear(&all);
    }
    if (!state->complete && (expected || state->received > (int64_t)NOTE_SEALED_MAX)) {
        unlink(part);
        return err_set(err, ERR_INVALID, "the note is not what its name says: send it again");
    }
    path_of(path, office, name, "");
    if (state->complete && rename(part, path) != 0)
        return err_set(err, ERR_INTERNAL, "name a note: %s", strerror(errno));
    return !state->complete || sync_folder(office, err);
}

static bool take(struct db *db, const struct office *office, const struct notes_part *part,
                 struct notes_state *out, struct err *err)
{
    struct notes_wanted wanted = {0};
    char path[SETTINGS_PATH_SIZE];
    struct notes_state state;

    if (!notes_find_wanted(db, part->name, &wanted, err) && err->kind != ERR_NOT_FOUND)
        return false;
    if (!notes_state(db, office, part->name, &state, err))
        return false;
    path_of(path, office, part->name, ".part");
    if (!state.complete && !(append_part(path, part, &state.received, err) &&
                             finish(office, part->name, path, wanted.sealed_bytes, &state, err)))
        return false;
    if (state.complete && !wanted.arrived &&
        !db_exec(db, SQL_ARRIVED, DB_ARGS(db_blob(part->name, NOTE_NAME_SIZE)), err))
        return false;
    *out = state;
    return true;
}

bool notes_take(struct db *db, const struct office *office, const struct notes_part *part,
                struct notes_state *out, struct err *err)
{
    bool ok;

    pthread_mutex_lock(&taking);
    ok = take(db, office, part, out, err);
    pthread_mutex_unlock(&taking);
    return ok || err_wrap(err, "take a note");
}

bool notes_want(struct db *db, const struct notes_wanted *wanted, struct err *err)
{
    return db_exec(db, SQL_WANT,
                   DB_ARGS(db_blob(wanted->name, sizeof wanted->name), db_id(&wanted->meeting),
                           db_id(&wanted->log_id), db_text(wanted->purpose), db_id(&wanted->about),
                           db_int(wanted->sealed_bytes), db_int(wanted->arrived)),
                   err);
}

bool notes_find_wanted(struct db *db, const uint8_t name[static NOTE_NAME_SIZE],
                       struct notes_wanted *out, struct err *err)
{
    struct notes_wanted wanted = {0};
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_FIND_WANTED, DB_ARGS(db_blob(name, NOTE_NAME_SIZE)), err))
        return false;
    memcpy(wanted.name, name, sizeof wanted.name);
    wanted.meeting = db_get_id(rows, 0);
    wanted.log_id = db_get_id(rows, 1);
    str_copy(wanted.purpose, sizeof wanted.purpose, db_get_text(rows, 2));
    wanted.about = db_get_id(rows, 3);
    wanted.sealed_bytes = db_get_int(rows, 4);
    wanted.arrived = db_get_int(rows, 5) != 0;
    db_free(rows);
    *out = wanted;
    return true;
}

bool notes_count_waiting(struct db *db, struct id log_id, int64_t *out, struct err *err)
{
    return db_number(db, out, SQL_WAITING, DB_ARGS(db_id(&log_id)), 0, err);
}
