// SPDX-License-Identifier: Apache-2.0
// What each kind of record means for the claims that are assessed.

#include <stdlib.h>
#include <string.h>

#include "server/assessed_parts.h"
#include "server/ledger.h"
#include "server/policies.h"
#include "server/window.h"
#include "shared/assess.h"
#include "shared/books.h"
#include "shared/books_completed.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_NEW_VERSION[] =
    "INSERT INTO assessed (claim_id, meeting_id, log_id, version, same_pence, agreed, fee_pence, "
    "expenses_pence, fee_channel) VALUES ($1, $2, $3, 1, 0, 0, 0, 0, '') "
    "ON CONFLICT (claim_id) DO UPDATE SET version = assessed.version + 1, same_pence = 0, "
    "log_id = $3";
static const char SQL_SAME[] = "UPDATE assessed SET same_pence = 1 WHERE claim_id = $1";
static const char SQL_UNSETTLE[] =
    "UPDATE assessed SET agreed = 0, fee_pence = 0, expenses_pence = 0, fee_channel = '', "
    "policy_hash = NULL WHERE claim_id = $1";

static bool same_lines(const struct assessment *a, const struct assessment *b)
{
    if (a->line_count != b->line_count || a->rejected_count != b->rejected_count)
        return false;
    for (size_t i = 0; i < a->line_count; i++)
        if (a->lines[i].pence != b->lines[i].pence ||
            !str_equal(a->lines[i].ref, b->lines[i].ref) ||
            !str_equal(a->lines[i].kind, b->lines[i].kind))
            return false;
    for (size_t i = 0; i < a->rejected_count; i++)
        if (!str_equal(a->rejected[i].code, b->rejected[i].code) ||
            !str_equal(a->rejected[i].ref, b->rejected[i].ref))
            return false;
    return true;
}

static bool same_outcome(const struct assessment *a, const struct assessment *b)
{
    return a->fee_pence == b->fee_pence && a->expenses_pence == b->expenses_pence &&
           a->total_pence == b->total_pence && a->fee_offered_pence == b->fee_offered_pence &&
           a->fee_waived_pence == b->fee_waived_pence &&
           a->timeswap_minutes == b->timeswap_minutes &&
           str_equal(a->fee_channel, b->fee_channel) && same_lines(a, b);
}

// *known is false, and an exception raised, when the policy is none of ours.
static bool find_policy(struct db *db, struct assessed_work *work, bool *known, struct err *err)
{
    *known =
        policies_find_version(db, work->body.policy, work->body.policy_hash, &work->policy, err);
    if (*known)
        memcpy(work->policy_hash, work->body.policy_hash, sizeof work->policy_hash);
    return *known ||
           (err->kind == ERR_NOT_FOUND &&
            assessed_object(
                db, work, "policy_unknown",
                "The claim was made under a policy, or a version of one, that this server never "
                "gave out.",
                err));
}

static bool compare(struct db *db, struct assessed_work *work, struct err *err)
{
    struct err why;
    bool known;

    if (!find_policy(db, work, &known, err))
        return false;
    if (!known)
        return true;
    if (!facts_check(&work->body.facts, &why))
        return assessed_object(db, work, "facts", why.text, err);
    assess(&work->policy, &work->body.facts, &work->outcome);
    if (same_outcome(&work->outcome, &work->body.outcome))
        return db_exec(db, SQL_SAME, DB_ARGS(db_id(&work->body.claim)), err);
    return assessed_object(db, work, "pence_differ",
                           "The server's assessment of the same facts differs from the kiosk's.",
                           err);
}

static bool settle_person(struct db *db, struct assessed_work *work, struct id attendance,
                          struct err *err)
{
    struct books_attendance there;
    struct books_claim claim;

    if (!books_get_attendance(db, attendance, &there, err))
        return err->kind == ERR_NOT_FOUND;
    if (id_is_none(there.person))
        return true;
    if (!books_find_claim(db, there.meeting, there.person, &claim, err))
        return err->kind == ERR_NOT_FOUND;
    return assessed_settle(db, work, claim.claim, err);
}

static bool settle_meeting(struct db *db, struct assessed_work *work, struct err *err)
{
    struct books_claim *list;
    size_t count;
    bool ok = true;

    if (!books_list_claims(db, work->record->meeting_id, &list, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = assessed_settle(db, work, list[i].claim, err);
    free(list);
    return ok;
}

// Compared as the kiosk said it; settled as the books have it, with what came later.
static bool take_claim(struct db *db, struct assessed_work *work, struct err *err)
{
    return body_read(work->record, &work->body, err) &&
           db_exec(db, SQL_NEW_VERSION,
                   DB_ARGS(db_id(&work->body.claim), db_id(&work->record->meeting_id),
                           db_id(&work->record->log_id)),
                   err) &&
           compare(db, work, err) && assessed_settle(db, work, work->body.claim, err);
}

// By the kiosk that made it, or by the one that took its paper, whichever came first.
static bool take_handed(struct db *db, struct assessed_work *work, struct err *err)
{
    struct assessed_claim known;

    if (!body_read(work->record, &work->body, err))
        return false;
    if (assessed_get(db, work->body.claim, &known, err))
        return true;
    return err->kind == ERR_NOT_FOUND && take_claim(db, work, err);
}

// Nothing of it is agreed any more; what was approved by then a person must look at.
static bool take_withdrawn(struct db *db, struct assessed_work *work, struct err *err)
{
    struct body_claim_withdrawn body;
    struct ledger_sums sums;

    if (!body_read(work->record, &body, err) ||
        !db_exec(db, SQL_UNSETTLE, DB_ARGS(db_id(&body.claim)), err) ||
        !ledger_get_sums(db, body.claim, &sums, err))
        return false;
    work->body.claim = body.claim;
    return sums.turns == 0 ||
           assessed_object(db, work, "changed_after_approval",
                           "The claim was withdrawn after it was approved.", err);
}

// A person looks at what came after the last day for it, and where nobody can tell.
static bool check_window(struct db *db, struct assessed_work *work, struct err *err)
{
    char until[WHEN_DATE_SIZE];

    if (!window_last_day(db, &work->body, until, err))
        return !assessed_is_ours(err) &&
               assessed_object(
                   db, work, "policy_unknown",
                   "Something came later of a claim, and its policy cannot be read: nobody can "
                   "tell whether it came in time.",
                   err);
    return !until[0] || strcmp(work->record->local_date, until) <= 0 ||
           assessed_object(db, work, "too_late",
                           "It came after the last day on which the claim could be made.", err);
}

// Of a ticket that nobody has seen nothing changes yet.
static bool take_later(struct db *db, struct assessed_work *work, struct id claim, const char *ref,
                       struct err *err)
{
    struct books_completed completed;

    if (!books_get_claim_body(db, claim, &work->body, err)) {
        work->body.claim = claim;
        return err->kind == ERR_NOT_FOUND &&
               assessed_object(db, work, "claim_unknown",
                               "Something came that belongs to a claim this server does not have.",
                               err);
    }
    if (!books_completed_find(db, claim, ref, &completed, err))
        return false;
    return !completed.counts ||
           (check_window(db, work, err) && assessed_settle(db, work, claim, err));
}

static bool take_completed(struct db *db, struct assessed_work *work, struct err *err)
{
    struct body_claim_completed body;

    return body_read(work->record, &body, err) && take_later(db, work, body.claim, body.ref, err);
}

static bool take_seen(struct db *db, struct assessed_work *work, struct err *err)
{
    struct body_evidence_seen body;

    return body_read(work->record, &body, err) &&
           (!*body.ref || take_later(db, work, body.claim, body.ref, err));
}

static bool take_cash(struct db *db, struct assessed_work *work, struct err *err)
{
    struct body_cash body;

    return body_read(work->record, &body, err) && assessed_settle(db, work, body.claim, err);
}

// Who takes the meeting over, or pays for itself again, speaks for other people's time, or no more.
static bool take_noted(struct db *db, struct assessed_work *work, struct err *err)
{
    struct body_kiosk_noted noted;

    if (!body_read(work->record, &noted, err))
        return false;
    return (!str_equal(noted.what, BODY_TAKES_OVER) && !str_equal(noted.what, BODY_PAYS_HERE) &&
            !str_equal(noted.what, BODY_PAYS_ELSEWHERE)) ||
           settle_meeting(db, work, err);
}

static bool take_presence(struct db *db, struct assessed_work *work, struct err *err)
{
    struct body_attendance_arrived arrived;
    struct body_attendance_left left;
    struct body_attendance_corrected corrected;

    if (work->record->kind == RECORD_ATTENDANCE_ARRIVED)
        return body_read(work->record, &arrived, err) &&
               settle_person(db, work, arrived.attendance, err);
    if (work->record->kind == RECORD_ATTENDANCE_LEFT)
        return body_read(work->record, &left, err) && settle_person(db, work, left.attendance, err);
    return body_read(work->record, &corrected, err) &&
           settle_person(db, work, corrected.attendance, err);
}

static bool apply(struct db *db, struct assessed_work *work, struct err *err)
{
    int kind = (int)work->record->kind;

    if (kind == RECORD_CLAIM_MADE || kind == RECORD_CLAIM_AMENDED)
        return take_claim(db, work, err);
    if (kind == RECORD_CLAIM_HANDED)
        return take_handed(db, work, err);
    if (kind == RECORD_CLAIM_COMPLETED)
        return take_completed(db, work, err);
    if (kind == RECORD_EVIDENCE_SEEN)
        return take_seen(db, work, err);
    if (kind == RECORD_CLAIM_WITHDRAWN)
        return take_withdrawn(db, work, err);
    if (kind == RECORD_CASH_PAID || kind == RECORD_CASH_RETURNED)
        return take_cash(db, work, err);
    if (kind == RECORD_KIOSK_NOTED)
        return take_noted(db, work, err);
    if (kind == RECORD_MEETING_OPENED || kind == RECORD_MEETING_CLOSED)
        return settle_meeting(db, work, err);
    return take_presence(db, work, err);
}

static bool concerns_us(enum record_kind kind)
{
    static const enum record_kind kinds[] = {
        RECORD_CLAIM_MADE,           RECORD_CLAIM_AMENDED,
        RECORD_MEETING_CLOSED,       RECORD_ATTENDANCE_LEFT,
        RECORD_ATTENDANCE_CORRECTED, RECORD_ATTENDANCE_ARRIVED,
        RECORD_CLAIM_WITHDRAWN,      RECORD_CASH_PAID,
        RECORD_CASH_RETURNED,        RECORD_CLAIM_HANDED,
        RECORD_CLAIM_COMPLETED,      RECORD_EVIDENCE_SEEN,
        RECORD_MEETING_OPENED,       RECORD_KIOSK_NOTED,
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

bool assessed_apply(struct db *db, const struct record *record, struct err *err)
{
    struct assessed_work *work;
    bool ok;

    if (!concerns_us(record->kind))
        return true;
    work = mem_new(1, sizeof *work);
    work->record = record;
    ok = apply(db, work, err);
    free(work);
    return ok || err_wrap(err, "assess");
}
