// SPDX-License-Identifier: Apache-2.0
#include "server/unplanned.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/assessed.h"
#include "server/down.h"
#include "server/exceptions.h"
#include "server/ledger.h"
#include "server/people.h"
#include "server/policies.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define LONGEST_MS (INT64_C(31) * 86400000) // as of a meeting that is planned

// --- it came up ---

static bool object(struct db *db, const struct record *record, const char *reason, struct err *err)
{
    return exceptions_raise_at(db, record, (struct id){{0}}, UNPLANNED_KIND, reason, err);
}

static bool is_known(struct db *db, const struct office *office, struct id meeting, bool *known,
                     struct err *err)
{
    struct meetings_meeting found = {0};

    *known = meetings_get(db, office, meeting, &found, err);
    mem_wipe(&found, sizeof found);
    return *known || err->kind == ERR_NOT_FOUND;
}

static bool keep(struct db *db, const struct office *office, const struct record *record,
                 const struct body_meeting_unplanned *body, struct err *err)
{
    struct meetings_meeting meeting = {.meeting = record->meeting_id,
                                       .origin = MEETINGS_UNPLANNED,
                                       .start_ms = body->start_ms,
                                       .end_ms = body->end_ms};
    char slip[ID_SHORT_SIZE];
    bool ok;

    if (!note_unwrap_key(meeting.key, &office->keys, body->office_key))
        return object(db, record, "A meeting that was not planned came without a key for us.", err);
    id_short(slip, record->meeting_id);
    snprintf(meeting.code, sizeof meeting.code, "N-%s", slip);
    str_copy(meeting.type, sizeof meeting.type, body->type);
    str_copy(meeting.policy, sizeof meeting.policy, body->policy);
    ok = meetings_keep(db, office, &meeting, err) &&
         object(db, record,
                "A host opened a meeting that nobody had planned. Say what it was; its claims wait "
                "until then.",
                err);
    mem_wipe(&meeting, sizeof meeting);
    return ok;
}

bool unplanned_take(struct db *db, const struct office *office, const struct record *record,
                    struct err *err)
{
    struct body_meeting_unplanned body;
    bool known;

    return body_read(record, &body, err) && is_known(db, office, record->meeting_id, &known, err) &&
           (known || keep(db, office, record, &body, err));
}

// --- it is accepted ---

// It was, so an older version may be the one with rates for its day.
static bool check_policy(struct db *db, const struct unplanned_accepted *accepted, struct err *err)
{
    struct policy *policy = mem_new(1, sizeof *policy);
    uint8_t hash[RECORD_HASH_SIZE];
    char date[WHEN_DATE_SIZE];
    struct policies_made made = {accepted->policy, NULL, date};
    bool ok = policies_find(db, accepted->policy, policy, err);

    if (!ok && err->kind == ERR_NOT_FOUND)
        err_set(err, ERR_INVALID, "This server has no policy of that name.");
    when_local_date(date, accepted->start_ms);
    if (ok && !policies_find_for_day(db, &made, policy, hash, err))
        ok = err->kind == ERR_NOT_FOUND &&
             err_set(err, ERR_INVALID, "That policy has no rates for the day of the meeting.");
    free(policy);
    return ok;
}

static bool check(struct db *db, const struct unplanned_accepted *accepted, struct err *err)
{
    if (!accepted->public_title[0])
        return err_set(err, ERR_INVALID, "A meeting needs a title that may stand on a screen.");
    if (accepted->end_ms <= accepted->start_ms ||
        accepted->end_ms - accepted->start_ms > LONGEST_MS)
        return err_set(err, ERR_INVALID, "A meeting ends after it begins, and within 31 days.");
    if (policy_type_find(accepted->type) < 0)
        return err_set(err, ERR_INVALID, "It is no type of meeting that a policy knows.");
    return check_policy(db, accepted, err);
}

// Kiosks know by name who is invited; who was new there is agreed with first.
static bool invite(struct db *db, const struct office *office, struct id meeting, struct id person,
                   struct err *err)
{
    struct people_person found = {0};
    bool known = people_get(db, office, person, &found, err);
    bool listed = known && found.member_code[0];

    mem_wipe(&found, sizeof found);
    if (!known)
        return err->kind == ERR_NOT_FOUND;
    return !listed || meetings_invite(db, meeting, person, err);
}

static bool invite_all(struct db *db, const struct office *office, struct id meeting,
                       struct err *err)
{
    struct books_attendance *list = NULL;
    size_t count = 0;
    bool ok = books_list_attendance(db, meeting, &list, &count, err);

    for (size_t i = 0; ok && i < count; i++)
        ok = id_is_none(list[i].person) || invite(db, office, meeting, list[i].person, err);
    free(list);
    return ok;
}

static bool solve(struct db *db, struct id meeting, struct id user, struct err *err)
{
    struct exceptions_exception *list = NULL;
    size_t count = 0;
    bool ok = exceptions_list_open(db, UNPLANNED_KIND, &list, &count, err);

    for (size_t i = 0; ok && i < count; i++)
        ok = !id_equal(list[i].meeting, meeting) ||
             exceptions_solve(db, list[i].exception, "accepted", user, err);
    free(list);
    return ok;
}

static bool note(struct db *db, const struct office *office, const struct meetings_meeting *meeting,
                 struct id user, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_MEETING_ACCEPTED, .meeting_id = meeting->meeting};
    struct body_meeting_accepted body = {
        .start_ms = meeting->start_ms, .end_ms = meeting->end_ms, .by = user};

    str_copy(body.type, sizeof body.type, meeting->type);
    str_copy(body.policy, sizeof body.policy, meeting->policy);
    return ledger_note(db, office, &entry, &body, err);
}

static bool accept(struct db *db, const struct office *office, struct meetings_meeting *meeting,
                   const struct unplanned_accepted *accepted, struct id user, struct err *err)
{
    if (meeting->origin != MEETINGS_UNPLANNED)
        return err_set(err, ERR_CONFLICT, "This meeting does not wait to be accepted.");
    meeting->origin = MEETINGS_ACCEPTED;
    meeting->start_ms = accepted->start_ms;
    meeting->end_ms = accepted->end_ms;
    meeting->agreed_ms = when_now_ms();
    str_copy(meeting->public_title, sizeof meeting->public_title, accepted->public_title);
    str_copy(meeting->type, sizeof meeting->type, accepted->type);
    str_copy(meeting->policy, sizeof meeting->policy, accepted->policy);
    return meetings_keep(db, office, meeting, err) && note(db, office, meeting, user, err) &&
           invite_all(db, office, meeting->meeting, err) &&
           assessed_meeting_again(db, office, meeting->meeting, err) &&
           solve(db, meeting->meeting, user, err) &&
           down_meeting(db, office, meeting->meeting, err);
}

bool unplanned_accept(struct db *db, const struct office *office, struct id meeting,
                      const struct unplanned_accepted *accepted, struct id user, struct err *err)
{
    struct meetings_meeting found = {0};
    bool ok;

    if (!check(db, accepted, err) || !db_begin(db, err))
        return false;
    ok = meetings_get(db, office, meeting, &found, err) &&
         accept(db, office, &found, accepted, user, err);
    mem_wipe(&found, sizeof found);
    return db_end(db, ok, err);
}
