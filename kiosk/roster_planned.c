// SPDX-License-Identifier: Apache-2.0
// The meetings that the office planned, and which of them a card opens.
#include "kiosk/roster_parts.h"

#include <string.h>

#include "kiosk/store.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_ALL_PLANNED[] = "SELECT meeting_id, body FROM planned";
static const char SQL_STAND_IN_KEY[] =
    "SELECT wrapped_key FROM stand_in WHERE meeting_id = $1 AND card = $2";

bool roster_find_key(const struct body_meeting_planned *planned, const struct card *card,
                     uint8_t key[static NOTE_KEY_SIZE])
{
    uint8_t id[CARD_ID_SIZE];

    card_id(id, card);
    for (size_t i = 0; i < planned->hosts_count; i++)
        if (memcmp(planned->hosts[i].card, id, sizeof id) == 0 &&
            card_unwrap(key, card, planned->hosts[i].wrapped_key))
            return true;
    return false;
}

static bool find_stand_in_key(struct store *store, struct id meeting, const struct card *card,
                              uint8_t key[static NOTE_KEY_SIZE], struct err *err)
{
    uint8_t wrapped[CARD_WRAPPED_SIZE] = {0};
    uint8_t id[CARD_ID_SIZE];
    struct db_rows *row;

    card_id(id, card);
    if (!db_one(store->db, &row, SQL_STAND_IN_KEY, DB_ARGS(db_id(&meeting), db_blob(id, sizeof id)),
                err))
        return false;
    db_get_bytes(row, 0, wrapped, sizeof wrapped);
    db_free(row);
    return card_unwrap(key, card, wrapped) ||
           err_set(err, ERR_NOT_FOUND, "this card opens no such meeting");
}

/* The key of a meeting, by the card of a host of it or of who stands in for one; ERR_NOT_FOUND. */
static bool find_any_key(struct store *store, struct id meeting,
                         const struct body_meeting_planned *planned, const struct card *card,
                         uint8_t key[static NOTE_KEY_SIZE], struct err *err)
{
    return roster_find_key(planned, card, key) || find_stand_in_key(store, meeting, card, key, err);
}

static bool starts_on(const struct body_meeting_planned *planned, const char *date)
{
    char start[WHEN_DATE_SIZE];

    when_local_date(start, planned->start_ms);
    return str_equal(start, date) && !planned->cancelled;
}

bool roster_is_of(int64_t start_ms, int64_t end_ms, int64_t at_ms)
{
    char start[WHEN_DATE_SIZE];
    char day[WHEN_DATE_SIZE];

    when_local_date(start, start_ms);
    when_local_date(day, at_ms);
    return str_equal(start, day) || (at_ms > start_ms && at_ms <= end_ms + ROSTER_NIGHT_MS);
}

bool roster_unwrap(struct store *store, const struct card *card, struct id meeting, int64_t at_ms,
                   uint8_t key[static NOTE_KEY_SIZE], struct err *err)
{
    struct body_meeting_planned planned;

    if (!roster_read_planned(store, meeting, &planned, err))
        return err_wrap(err, "find the planned meeting");
    if (planned.cancelled || !roster_is_of(planned.start_ms, planned.end_ms, at_ms))
        return err_set(err, ERR_NOT_FOUND, "this card opens no such meeting on that day");
    return find_any_key(store, meeting, &planned, card, key, err);
}

static int64_t distance(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

// Into its place among the nearest; the farthest falls off.
static void keep_nearest(struct roster_planned out[], size_t *count, int64_t near_ms,
                         const struct roster_planned *one)
{
    int64_t far_ms = distance(one->start_ms, near_ms);
    size_t at = *count;

    for (; at > 0 && distance(out[at - 1].start_ms, near_ms) > far_ms; at--)
        if (at < ROSTER_PLANNED_MAX)
            out[at] = out[at - 1];
    if (at < ROSTER_PLANNED_MAX)
        out[at] = *one;
    if (*count < ROSTER_PLANNED_MAX)
        (*count)++;
}

// Whether the card opens it; what cannot be read, or was cancelled, nobody opens.
static bool look_at_planned(struct store *store, const struct db_rows *rows,
                            const struct card *card, struct roster_planned *one, bool *opens,
                            struct err *err)
{
    uint8_t key[NOTE_KEY_SIZE];
    struct body_meeting_planned planned;
    struct err unread;

    *opens = false;
    if (!roster_read_row(rows, 1, RECORD_MEETING_PLANNED, &planned, &unread) || planned.cancelled)
        return true;
    one->meeting = db_get_id(rows, 0);
    one->start_ms = planned.start_ms;
    one->end_ms = planned.end_ms;
    str_copy(one->title, sizeof one->title, planned.public_title);
    *opens = find_any_key(store, one->meeting, &planned, card, key, err);
    mem_wipe(key, sizeof key);
    return *opens || err->kind == ERR_NOT_FOUND;
}

bool roster_list_planned(struct store *store, const struct card *card, int64_t near_ms,
                         struct roster_planned out[static ROSTER_PLANNED_MAX], size_t *count,
                         struct err *err)
{
    struct db_rows *rows;
    bool ok = true;

    *count = 0;
    if (!db_query(store->db, &rows, SQL_ALL_PLANNED, DB_NONE, err))
        return false;
    while (ok && db_next(rows)) {
        struct roster_planned one;
        bool opens;

        ok = look_at_planned(store, rows, card, &one, &opens, err);
        if (ok && opens)
            keep_nearest(out, count, near_ms, &one);
    }
    if (ok)
        return db_done(rows, err);
    db_free(rows);
    return false;
}

#define TIN_NEAR_MS INT64_C(86400000)

bool roster_list_tins(struct store *store, int64_t near_ms,
                      struct roster_tin out[static ROSTER_PLANNED_MAX], size_t *count,
                      struct err *err)
{
    struct body_meeting_planned planned;
    struct db_rows *rows;
    struct err unread;

    *count = 0;
    if (!db_query(store->db, &rows, SQL_ALL_PLANNED, DB_NONE, err))
        return false;
    while (db_next(rows) && *count < ROSTER_PLANNED_MAX) {
        struct roster_tin one = {.meeting = db_get_id(rows, 0)};

        if (!roster_read_row(rows, 1, RECORD_MEETING_PLANNED, &planned, &unread) ||
            planned.cancelled || planned.tin_limit_pence == 0 ||
            distance(planned.start_ms, near_ms) > TIN_NEAR_MS)
            continue;
        memcpy(one.wrapped_key, planned.tin_key, sizeof one.wrapped_key);
        one.limit_pence = planned.tin_limit_pence;
        out[(*count)++] = one;
    }
    return db_done(rows, err);
}

bool roster_count_planned(struct store *store, const char *date, int64_t *count, struct err *err)
{
    struct body_meeting_planned planned;
    struct db_rows *rows;
    int64_t seen = 0;

    if (!db_query(store->db, &rows, SQL_ALL_PLANNED, DB_NONE, err))
        return false;
    while (db_next(rows))
        seen += roster_read_row(rows, 1, RECORD_MEETING_PLANNED, &planned, err) &&
                starts_on(&planned, date);
    *count = seen;
    return db_done(rows, err);
}
