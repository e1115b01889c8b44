// SPDX-License-Identifier: Apache-2.0
// A meeting that nobody planned, as if somebody had.
#include "kiosk/roster_parts.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/store.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_PLANNED[] = "SELECT meeting_id, body FROM planned WHERE unplanned = 0";
static const char SQL_ADD[] =
    "INSERT INTO planned (meeting_id, body, unplanned) VALUES ($1, $2, 1)";
// Who is expected already, by a nearer meeting, is not opened again.
static const char SQL_EXPECTED[] =
    "SELECT body FROM expected WHERE meeting_id = $1 AND person_id NOT IN "
    "(SELECT person_id FROM expected WHERE meeting_id = $2)";
static const char SQL_EXPECT[] =
    "INSERT INTO expected (meeting_id, person_id, body) VALUES ($1, $2, $3) "
    "ON CONFLICT (meeting_id, person_id) DO NOTHING";
static const char SQL_POLICY[] = "SELECT policy_id FROM policy ORDER BY policy_id LIMIT 1";

static int64_t distance(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

// --- what it most likely is ---

static bool take_first_policy(struct store *store, struct body_meeting_unplanned *body,
                              struct err *err)
{
    struct db_rows *rows;

    if (!db_one(store->db, &rows, SQL_POLICY, DB_NONE, err))
        return err_wrap(err, "no policy has come from the office yet");
    str_copy(body->policy, sizeof body->policy, db_get_text(rows, 0));
    db_free(rows);
    return true;
}

bool roster_guess_unplanned(struct store *store, struct body_meeting_unplanned *body,
                            struct err *err)
{
    struct body_meeting_planned planned;
    int64_t nearest_ms = INT64_MAX;
    struct db_rows *rows;
    struct err unread;

    str_copy(body->type, sizeof body->type, "agreed_coproduction");
    if (!db_query(store->db, &rows, SQL_PLANNED, DB_NONE, err))
        return false;
    while (db_next(rows)) {
        if (!roster_read_row(rows, 1, RECORD_MEETING_PLANNED, &planned, &unread) ||
            distance(planned.start_ms, body->start_ms) >= nearest_ms)
            continue;
        nearest_ms = distance(planned.start_ms, body->start_ms);
        str_copy(body->type, sizeof body->type, planned.type);
        str_copy(body->policy, sizeof body->policy, planned.policy);
    }
    return db_done(rows, err) && (*body->policy || take_first_policy(store, body, err));
}

// --- who may come to it ---

/* A planned meeting that the host's card opens: whom it expects is known by name. */
struct other {
    struct id meeting;
    int64_t far_ms;
    uint8_t key[NOTE_KEY_SIZE];
};

static int by_distance(const void *a, const void *b)
{
    const struct other *one = a;
    const struct other *two = b;

    return (one->far_ms > two->far_ms) - (one->far_ms < two->far_ms);
}

// No key stays behind where a list was moved from.
static void add_other(struct other **list, size_t *count, const struct other *one)
{
    struct other *more = mem_new(*count + 1, sizeof *more);

    memcpy(more, *list, *count * sizeof *more);
    more[*count] = *one;
    mem_wipe(*list, *count * sizeof **list);
    free(*list);
    *list = more;
    (*count)++;
}

static bool list_others(struct store *store, const struct card *card, int64_t near_ms,
                        struct other **out, size_t *count, struct err *err)
{
    struct body_meeting_planned planned;
    struct other one;
    struct db_rows *rows;
    struct err unread;

    *out = mem_new(0, sizeof **out);
    *count = 0;
    if (!db_query(store->db, &rows, SQL_PLANNED, DB_NONE, err))
        return false;
    while (db_next(rows)) {
        one = (struct other){.meeting = db_get_id(rows, 0)};
        if (!roster_read_row(rows, 1, RECORD_MEETING_PLANNED, &planned, &unread) ||
            !roster_find_key(&planned, card, one.key))
            continue;
        one.far_ms = distance(planned.start_ms, near_ms);
        add_other(out, count, &one);
    }
    mem_wipe(&one, sizeof one);
    qsort(*out, *count, sizeof **out, by_distance);
    return db_done(rows, err);
}

// What was agreed for the other meeting was not for this one; and how their own picture is proven
// hangs on that meeting's key.
static void forget_other(struct body_person_expected *expected)
{
    size_t kept = 0;

    expected->offered_pence = 0;
    expected->items_count = expected->prepaid_count = 0;
    expected->taxi_agreed = expected->dearer_agreed = false;
    for (size_t i = 0; i < expected->choices_count; i++)
        if (!str_equal(expected->choices[i].choice, "picture"))
            expected->choices[kept++] = expected->choices[i];
    expected->choices_count = kept;
}

/* The meeting, and its key. */
struct target {
    struct id meeting;
    const uint8_t *key;
};

static bool expect(struct store *store, const struct target *target,
                   struct body_person_expected *expected, const struct body_names *names,
                   struct err *err)
{
    struct bytes sealed = {0};
    struct bytes json = {0};
    bool ok;

    forget_other(expected);
    roster_seal_names(names, target->key, &sealed, expected->names);
    body_write(RECORD_PERSON_EXPECTED, expected, &json);
    ok = store_keep_note(store, expected->names, target->meeting, &sealed, err) &&
         db_exec(
             store->db, SQL_EXPECT,
             DB_ARGS(db_id(&target->meeting), db_id(&expected->person), db_text(bytes_text(&json))),
             err);
    bytes_clear(&json);
    bytes_clear(&sealed);
    return ok;
}

// Whose names have not come yet is passed over.
static bool expect_all(struct store *store, const struct target *target, const struct other *other,
                       struct err *err)
{
    struct body_person_expected *expected = mem_new(1, sizeof *expected);
    struct body_names names;
    struct db_rows *rows;
    struct err later;
    bool ok = db_query(store->db, &rows, SQL_EXPECTED,
                       DB_ARGS(db_id(&other->meeting), db_id(&target->meeting)), err);

    if (!ok) {
        free(expected);
        return false;
    }
    while (ok && db_next(rows))
        if (roster_read_row(rows, 0, RECORD_PERSON_EXPECTED, expected, &later) &&
            roster_open_names(store, expected->names, other->key, &names, &later))
            ok = expect(store, target, expected, &names, err);
    mem_wipe(&names, sizeof names);
    free(expected);
    if (ok)
        return db_done(rows, err);
    db_free(rows);
    return false;
}

static bool expect_others(struct store *store, const struct card *card, const struct target *target,
                          int64_t near_ms, struct err *err)
{
    struct other *others;
    size_t count;
    bool ok = list_others(store, card, near_ms, &others, &count, err);

    for (size_t i = 0; ok && i < count; i++)
        ok = expect_all(store, target, &others[i], err);
    mem_wipe(others, count * sizeof *others);
    free(others);
    return ok;
}

// --- the meeting ---

static bool add_meeting(struct store *store, struct id meeting,
                        const struct body_meeting_unplanned *body, struct err *err)
{
    struct body_meeting_planned planned = {
        .start_ms = body->start_ms, .end_ms = body->end_ms, .hosts_count = 1};
    struct bytes json = {0};
    bool ok;

    str_copy(planned.type, sizeof planned.type, body->type);
    str_copy(planned.policy, sizeof planned.policy, body->policy);
    planned.hosts[0].staff = body->host;
    memcpy(planned.hosts[0].card, body->card, sizeof body->card);
    memcpy(planned.hosts[0].wrapped_key, body->wrapped_key, sizeof body->wrapped_key);
    body_write(RECORD_MEETING_PLANNED, &planned, &json);
    ok = db_exec(store->db, SQL_ADD, DB_ARGS(db_id(&meeting), db_text(bytes_text(&json))), err);
    bytes_clear(&json);
    return ok;
}

bool roster_add_unplanned(struct store *store, const struct card *card, struct id meeting,
                          const struct body_meeting_unplanned *body, struct err *err)
{
    uint8_t key[NOTE_KEY_SIZE];
    struct target target = {meeting, key};
    bool ok = card_unwrap(key, card, body->wrapped_key) ||
              err_set(err, ERR_INVALID, "the card does not open its own meeting");

    ok = ok && add_meeting(store, meeting, body, err) &&
         expect_others(store, card, &target, body->start_ms, err);
    mem_wipe(key, sizeof key);
    return ok || err_wrap(err, "keep a meeting that was not planned");
}
