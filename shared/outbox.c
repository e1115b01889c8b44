// SPDX-License-Identifier: Apache-2.0
#include "shared/outbox.h"

#include <assert.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/json.h"
#include "shared/mem.h"
#include "shared/record.h"
#include "shared/shape.h"
#include "shared/str.h"

#define HEX_ID (2 * ID_BYTES)
#define SEQ_DIGITS 12
#define FROM_AT (HEX_ID + 1)
#define TO_AT (FROM_AT + SEQ_DIGITS + 1)

static const struct shape_field kiosk_fields[] = {
    SHAPE_FIELD_ID(struct outbox_kiosk, log_id),
    SHAPE_FIELD_INT(struct outbox_kiosk, seq, 0, JSON_INT_MAX),
    SHAPE_FIELD_BYTES(struct outbox_kiosk, sign_public),
    SHAPE_FIELD_BYTES(struct outbox_kiosk, seal_public),
    SHAPE_MAYBE_ID(struct outbox_kiosk, down_log_id),
    SHAPE_FIELD_INT(struct outbox_kiosk, down_seq, 0, JSON_INT_MAX),
    SHAPE_MAYBE_INSTANT(struct outbox_kiosk, oldest_waiting_ms),
    SHAPE_LIST(struct outbox_kiosk, notes_missing, notes_missing_count, SHAPE_BYTES, NULL),
};
const struct shape outbox_kiosk_shape = SHAPE(struct outbox_kiosk, kiosk_fields);

static const struct shape_field agent_fields[] = {
    SHAPE_FIELD_BOOL(struct outbox_agent, enrolled),
    SHAPE_MAYBE_INSTANT(struct outbox_agent, last_contact_ms),
    SHAPE_MAYBE_AS(struct outbox_agent, last_refusal, SHAPE_TEXT),
};
const struct shape outbox_agent_shape = SHAPE(struct outbox_agent, agent_fields);

static const struct shape_field wish_fields[] = {
    SHAPE_FIELD_CODE(struct outbox_wish, wish),
    SHAPE_MAYBE_AS(struct outbox_wish, url, SHAPE_TEXT),
    SHAPE_MAYBE_CODE(struct outbox_wish, code),
};
const struct shape outbox_wish_shape = SHAPE(struct outbox_wish, wish_fields);

static const struct shape_field answer_fields[] = {
    SHAPE_FIELD_CODE(struct outbox_answer, wish),
    SHAPE_FIELD_BOOL(struct outbox_answer, done),
    SHAPE_MAYBE_AS(struct outbox_answer, text, SHAPE_TEXT),
};
const struct shape outbox_answer_shape = SHAPE(struct outbox_answer, answer_fields);

static const struct shape_field enrolment_fields[] = {
    SHAPE_FIELD_ID(struct outbox_enrolment, kiosk_id),
    SHAPE_FIELD_ID(struct outbox_enrolment, log_id),
    SHAPE_FIELD_ID(struct outbox_enrolment, down_log_id),
    SHAPE_FIELD_CODE(struct outbox_enrolment, letter),
    SHAPE_FIELD_BYTES(struct outbox_enrolment, server_sign),
    SHAPE_FIELD_BYTES(struct outbox_enrolment, server_seal),
    SHAPE_FIELD_BYTES(struct outbox_enrolment, recovery_seal),
};
const struct shape outbox_enrolment_shape = SHAPE(struct outbox_enrolment, enrolment_fields);

void outbox_envelope_name(char out[static OUTBOX_NAME_SIZE], const struct outbox_range *range)
{
    char log[HEX_ID + 1];

    assert(range->from >= 1 && range->from <= range->to && range->to <= RECORD_SEQ_MAX);
    str_hex(log, range->log_id.bytes, ID_BYTES);
    snprintf(out, OUTBOX_NAME_SIZE, "%s-%012" PRId64 "-%012" PRId64 ".env", log, range->from,
             range->to);
}

static bool parse_seq(int64_t *out, const char *text)
{
    int64_t value = 0;

    for (int i = 0; i < SEQ_DIGITS; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool outbox_parse_envelope(struct outbox_range *out, const char *name)
{
    char log[HEX_ID + 1];
    struct outbox_range range;

    if (strlen(name) != TO_AT + SEQ_DIGITS + strlen(".env") || !outbox_ends(name, ".env") ||
        name[FROM_AT - 1] != '-' || name[TO_AT - 1] != '-')
        return false;
    snprintf(log, sizeof log, "%.*s", HEX_ID, name);
    if (!str_unhex(range.log_id.bytes, ID_BYTES, log) || id_is_none(range.log_id) ||
        !parse_seq(&range.from, name + FROM_AT) || !parse_seq(&range.to, name + TO_AT) ||
        range.from < 1 || range.to < range.from)
        return false;
    *out = range;
    return true;
}

void outbox_note_name(char out[static OUTBOX_NAME_SIZE], const uint8_t note[static NOTE_NAME_SIZE],
                      const char *suffix)
{
    char hex[2 * NOTE_NAME_SIZE + 1];

    str_hex(hex, note, NOTE_NAME_SIZE);
    snprintf(out, OUTBOX_NAME_SIZE, "%s%s", hex, suffix);
}

bool outbox_parse_note(uint8_t note[static NOTE_NAME_SIZE], const char *name, const char *suffix)
{
    char hex[2 * NOTE_NAME_SIZE + 1];

    if (strlen(name) != sizeof hex - 1 + strlen(suffix) || !outbox_ends(name, suffix))
        return false;
    snprintf(hex, sizeof hex, "%.*s", 2 * NOTE_NAME_SIZE, name);
    return str_unhex(note, NOTE_NAME_SIZE, hex);
}

bool outbox_ends(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t tail = strlen(suffix);

    return length >= tail && str_equal(name + length - tail, suffix);
}

bool outbox_make_folder(const char *path, struct err *err)
{
    struct stat found;
    struct err ignored;

    if (strlen(path) >= OUTBOX_PATH_SIZE - OUTBOX_NAME_SIZE)
        return err_set(err, ERR_INTERNAL, "%.100s…: the folder's name is too long", path);
    // A folder whose name is lost with the power takes all that is in it along.
    if (mkdir(path, 0750) == 0)
        return bytes_sync_folder_of(path, err);
    if (errno != EEXIST || stat(path, &found) != 0 || !S_ISDIR(found.st_mode))
        return err_set(err, ERR_INTERNAL, "make folder %s: %s", path, strerror(errno));
    // It may be somebody else's, in a folder we cannot read; or ours, of a start that was cut off.
    bytes_sync_folder_of(path, &ignored);
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

static bool is_listed(const char *name)
{
    for (const char *at = name; *at; at++)
        if (iscntrl((unsigned char)*at))
            return false;
    return name[0] != '.' && strlen(name) < OUTBOX_NAME_SIZE && str_is_utf8(name, strlen(name)) &&
           !outbox_ends(name, ".tmp");
}

bool outbox_list_open(struct outbox_list *out, const char *folder, struct err *err)
{
    struct outbox_list list = {0};
    const struct dirent *entry;
    size_t room = 0;
    DIR *dir = opendir(folder);

    if (!dir)
        return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL, "open folder %s: %s",
                       folder, strerror(errno));
    while (list.count < OUTBOX_LIST_MAX && (entry = readdir(dir))) {
        if (!is_listed(entry->d_name))
            continue;
        if (list.count == room) {
            room = room ? 2 * room : 32;
            list.names = mem_resize(list.names, room, sizeof *list.names);
        }
        str_copy(list.names[list.count++], OUTBOX_NAME_SIZE, entry->d_name);
    }
    closedir(dir);
    if (list.count)
        qsort(list.names, list.count, sizeof *list.names, compare_names);
    *out = list;
    return true;
}

void outbox_list_close(struct outbox_list *list)
{
    free(list->names);
    *list = (struct outbox_list){0};
}

static bool fits(const char *folder, const char *name)
{
    return !strchr(name, '/') && strlen(folder) + 1 + strlen(name) < OUTBOX_PATH_SIZE;
}

void outbox_path(char out[static OUTBOX_PATH_SIZE], const char *folder, const char *name)
{
    assert(fits(folder, name));
    snprintf(out, OUTBOX_PATH_SIZE, "%s/%s", folder, name);
}

static bool join(char out[static OUTBOX_PATH_SIZE], const char *folder, const char *name,
                 struct err *err)
{
    if (!fits(folder, name))
        return err_set(err, ERR_INTERNAL, "%.80s…/%.80s: not a name for a file here", folder, name);
    outbox_path(out, folder, name);
    return true;
}

bool outbox_put(const char *folder, const char *name, const void *data, size_t length,
                struct err *err)
{
    char path[OUTBOX_PATH_SIZE];

    return join(path, folder, name, err) && bytes_write_file(path, data, length, 0640, err);
}

bool outbox_get(const char *folder, const char *name, size_t limit, struct bytes *out,
                struct err *err)
{
    char path[OUTBOX_PATH_SIZE];

    return join(path, folder, name, err) && bytes_read_file(out, path, limit, err);
}

bool outbox_remove(const char *folder, const char *name, struct err *err)
{
    char path[OUTBOX_PATH_SIZE];

    if (!join(path, folder, name, err))
        return false;
    if (unlink(path) == 0 || errno == ENOENT)
        return true;
    return err_set(err, ERR_INTERNAL, "remove %s: %s", path, strerror(errno));
}

bool outbox_write_state(const char *folder, const char *name, const struct shape *shape,
                        const void *value, struct err *err)
{
    struct bytes json = {0};
    bool ok;

    shape_write(shape, &json, NULL, value);
    ok = outbox_put(folder, name, json.data, json.length, err);
    bytes_clear(&json);
    return ok;
}

bool outbox_read_state(const char *folder, const char *name, const struct shape *shape, void *out,
                       struct err *err)
{
    struct bytes file = {0};
    struct json *json = NULL;
    bool ok;

    if (!outbox_get(folder, name, OUTBOX_STATE_MAX, &file, err))
        return false;
    ok = json_read(&json, bytes_text(&file), file.length, OUTBOX_STATE_MAX, err) &&
         shape_read(shape, json, out, err);
    json_free(json);
    bytes_clear(&file);
    return ok || err_wrap(err, "read %s", name);
}
