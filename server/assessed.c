// SPDX-License-Identifier: Apache-2.0
#include "server/assessed.h"

#include <stdlib.h>
#include <string.h>

#include "server/exceptions.h"
#include "server/ledger.h"
#include "server/meetings.h"
#include "server/people.h"
#include "server/policies.h"
#include "server/presence.h"
#include "server/window.h"
#include "shared/assess.h"
#include "shared/books.h"
#include "shared/books_completed.h"
#include "shared/bytes.h"
#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_NEW_VERSION[] =
    "INSERT INTO assessed (claim_id, meeting_id, log_id, version, same_pence, agreed, fee_pence, "
    "expenses_pence, fee_channel) VALUES ($1, $2, $3, 1, 0, 0, 0, 0, '') "
    "ON CONFLICT (claim_id) DO UPDATE SET version = assessed.version + 1, same_pence = 0, "
    "log_id = $3";
static const char SQL_SAME[] = "UPDATE assessed SET same_pence = 1 WHERE claim_id = $1";
static const char SQL_SETTLE[] =
    "UPDATE assessed SET agreed = $2, fee_pence = $3, expenses_pence = $4, fee_channel = $5, "
    "policy = $6, policy_hash = $7, over_pence = $8 WHERE claim_id = $1";
static const char SQL_UNSETTLE[] =
    "UPDATE assessed SET agreed = 0, fee_pence = 0, expenses_pence = 0, fee_channel = '', "
    "policy_hash = NULL WHERE claim_id = $1";
static const char SQL_UNDER[] = "SELECT claim_id FROM assessed WHERE policy = $1 ORDER BY claim_id";

/* What one claim is assessed from and to. All large: one piece of heap. */
struct work {
    const struct record *record; // that made us look
    struct body_claim body;
    struct policy policy;
    bool other_policy;                     // than it was made under
    uint8_t policy_hash[RECORD_HASH_SIZE]; // its version
    struct assessment outcome;
};

static bool object(struct db *db, const struct work *work, const char *kind, const char *reason,
                   struct err *err)
{
    struct exceptions_exception exception = {.log_id = work->record->log_id,
                                             .seq = work->record->seq,
                                             .meeting = work->record->meeting_id,
                                             .claim = work->body.claim};

    str_copy(exception.kind, sizeof exception.kind, kind);
    str_copy(exception.reason, sizeof exception.reason, reason);
    return exceptions_raise(db, &exception, err);
}

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
static bool find_policy(struct db *db, struct work *work, bool *known, struct err *err)
{
    *known =
        policies_find_version(db, work->body.policy, work->body.policy_hash, &work->policy, err);
    if (*known)
        memcpy(work->policy_hash, work->body.policy_hash, sizeof work->policy_hash);
    return *known ||
           (err->kind == ERR_NOT_FOUND &&
            object(db, work, "policy_unknown",
                   "The claim was made under a policy, or a version of one, that this server never "
                   "gave out.",
                   err));
}

static bool compare(struct db *db, struct work *work, struct err *err)
{
    struct err why;
    bool known;

    if (!find_policy(db, work, &known, err))
        return false;
    if (!known)
        return true;
    if (!facts_check(&work->body.facts, &why))
        return object(db, work, "facts", why.text, err);
    assess(&work->policy, &work->body.facts, &work->outcome);
    if (same_outcome(&work->outcome, &work->body.outcome))
        return db_exec(db, SQL_SAME, DB_ARGS(db_id(&work->body.claim)), err);
    return object(db, work, "pence_differ",
                  "The server's assessment of the same facts differs from the kiosk's.", err);
}

static bool came_by_paper(struct db *db, struct id claim, bool *out, struct err *err)
{
    struct books_paper paper;

    *out = books_handed_find(db, claim, &paper, err) && paper.by_paper;
    return *out || err->kind == ERR_NOT_FOUND;
}

static bool is_paper(const struct books_attendance *there)
{
    return str_equal(there->how, PRESENCE_PAPER);
}

// A kiosk knows better than the paper when they came and left, also where its log comes later.
static bool has_other_than_paper(const struct books_attendance *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_paper(&list[i]))
            return true;
    return false;
}

// Every time they were there, closed. *open: they still are, somewhere; or what their own kiosk
// recorded has not come yet, and the claim came with the paper it was paid by.
static bool real_presence(struct db *db, struct work *work, bool *open, struct err *err)
{
    struct facts *facts = &work->body.facts;
    struct books_attendance *list;
    size_t count;
    bool others;

    if (!books_list_presence(db, work->record->meeting_id, work->body.person, &list, &count, err))
        return false;
    others = has_other_than_paper(list, count);
    facts->presence_count = 0;
    *open = false;
    for (size_t i = 0; i < count; i++) {
        if (others && is_paper(&list[i]))
            continue;
        *open = *open || list[i].left_ms == 0;
        if (list[i].left_ms >= list[i].arrived_ms && facts->presence_count < FACTS_PRESENCE_MAX)
            facts->presence[facts->presence_count++] =
                (struct shape_span){list[i].arrived_ms, list[i].left_ms};
    }
    free(list);
    return count > 0 || came_by_paper(db, work->body.claim, open, err);
}

// As the office says that it was, and not as its kiosk took it for.
static bool take_accepted(struct db *db, struct work *work, struct err *err)
{
    struct facts_session *session = &work->body.facts.session;
    struct meetings_accepted accepted;

    work->other_policy = false;
    if (!meetings_find_accepted(db, work->record->meeting_id, &accepted, err))
        return false;
    if (!accepted.is)
        return true;
    session->start_ms = accepted.start_ms;
    session->end_ms = accepted.end_ms;
    str_copy(session->type, sizeof session->type, accepted.type);
    work->other_policy = !str_equal(work->body.policy, accepted.policy);
    str_copy(work->body.policy, sizeof work->body.policy, accepted.policy);
    return true;
}

// With somebody who was new there it was agreed later, or before and nobody had told the kiosk.
static bool take_agreement(struct db *db, struct work *work, struct err *err)
{
    int64_t agreed_ms = 0;
    bool added;

    if (work->body.facts.agreed_at_ms != FACTS_NEVER)
        return true;
    if (!books_is_added(db, work->body.person, &added, err) ||
        (added && !people_agreed_ms(db, work->body.person, &agreed_ms, err)))
        return false;
    if (agreed_ms > 0)
        work->body.facts.agreed_at_ms = agreed_ms;
    return true;
}

static int64_t more_than(int64_t paid, int64_t agreed)
{
    return paid > agreed ? paid - agreed : 0;
}

// What was paid beyond what is agreed: by the desk, and by the office. Two ledgers, that never net.
static bool find_over(struct db *db, const struct work *work, int64_t *desk, int64_t *office,
                      struct err *err)
{
    int64_t expenses = work->outcome.expenses_pence;
    struct ledger_sums sums;
    struct books_claim claim;

    if (!books_get_claim(db, work->body.claim, &claim, err) ||
        !ledger_get_sums(db, work->body.claim, &sums, err))
        return false;
    *desk = more_than(claim.cash_pence, expenses);
    *office = more_than(sums.fee_paid, work->outcome.fee_pence) +
              more_than(sums.expenses_paid, more_than(expenses, claim.cash_pence));
    return true;
}

// Told when there is more of it than a person was told of before.
static bool tell_over(struct db *db, const struct work *work, int64_t before, int64_t *over,
                      struct err *err)
{
    int64_t desk = 0;
    int64_t office = 0;

    if (!find_over(db, work, &desk, &office, err))
        return false;
    *over = desk + office;
    if (*over <= before)
        return true;
    if (office)
        return object(db, work, "paid_more",
                      "The office has paid more than is agreed now that the claim was assessed "
                      "again. Nothing is taken back by itself: talk with the person first.",
                      err);
    return object(db, work, "overpaid",
                  "More travel money was paid at the desk than is agreed for the time they were "
                  "really there.",
                  err);
}

// A trouble of the facts or the policy leaves the claim not agreed; one of the database is ours.
static bool is_ours(const struct err *why)
{
    return why->kind == ERR_INTERNAL || why->kind == ERR_OFFLINE;
}

static bool find_outcome(struct db *db, struct work *work, bool *agreed, struct err *err)
{
    char date[WHEN_DATE_SIZE];
    struct policies_made made = {work->body.policy, work->body.policy_hash, date};
    struct err why = {0};
    bool open;

    if (!real_presence(db, work, &open, err) || !take_accepted(db, work, err) ||
        !take_agreement(db, work, err))
        return false;
    work->outcome = (struct assessment){0};
    facts_date(&work->body.facts, date);
    if (work->other_policy)
        made.hash = NULL;
    *agreed = !open && facts_check(&work->body.facts, &why) &&
              policies_find_for_day(db, &made, &work->policy, work->policy_hash, &why);
    if (*agreed)
        assess(&work->policy, &work->body.facts, &work->outcome);
    if (is_ours(&why))
        *err = why;
    return !is_ours(&why);
}

static bool store(struct db *db, const struct work *work, const struct assessed_claim *before,
                  bool agreed, struct err *err)
{
    int64_t over = before->over_pence;

    if (agreed && !tell_over(db, work, before->over_pence, &over, err))
        return false;
    return db_exec(db, SQL_SETTLE,
                   DB_ARGS(db_id(&work->body.claim), db_int(agreed),
                           db_int(work->outcome.fee_pence), db_int(work->outcome.expenses_pence),
                           db_text(work->outcome.fee_channel), db_text(work->body.policy),
                           agreed ? db_blob(work->policy_hash, RECORD_HASH_SIZE) : db_null(),
                           db_int(over)),
                   err);
}

static bool settle(struct db *db, struct work *work, struct err *err)
{
    struct assessed_claim before = {0};
    bool agreed = false;

    return assessed_get(db, work->body.claim, &before, err) &&
           find_outcome(db, work, &agreed, err) && store(db, work, &before, agreed, err);
}

bool assessed_lines(struct db *db, const struct books_claim *claim,
                    const uint8_t policy_hash[static RECORD_HASH_SIZE], struct assessment *out,
                    struct err *err)
{
    static const uint8_t none[RECORD_HASH_SIZE];
    struct record record = {.meeting_id = claim->meeting};
    struct work *work = mem_new(1, sizeof *work);
    bool open;
    bool ok;

    work->record = &record;
    ok = books_get_claim_body(db, claim->claim, &work->body, err) &&
         real_presence(db, work, &open, err) && take_accepted(db, work, err) &&
         take_agreement(db, work, err);
    if (ok && memcmp(policy_hash, none, sizeof none) == 0)
        policy_hash = work->body.policy_hash;
    ok = ok && policies_find_version(db, work->body.policy, policy_hash, &work->policy, err);
    if (ok)
        assess(&work->policy, &work->body.facts, out);
    free(work);
    return ok;
}

static bool settle_claim(struct db *db, struct work *work, struct id claim, struct err *err)
{
    struct books_claim books;

    return books_get_claim(db, claim, &books, err) &&
           (books.withdrawn ||
            (books_get_claim_body(db, claim, &work->body, err) && settle(db, work, err)));
}

static bool settle_person(struct db *db, struct work *work, struct id attendance, struct err *err)
{
    struct books_attendance there;
    struct books_claim claim;

    if (!books_get_attendance(db, attendance, &there, err))
        return err->kind == ERR_NOT_FOUND;
    if (id_is_none(there.person))
        return true;
    if (!books_find_claim(db, there.meeting, there.person, &claim, err))
        return err->kind == ERR_NOT_FOUND;
    return settle_claim(db, work, claim.claim, err);
}

static bool settle_meeting(struct db *db, struct work *work, struct err *err)
{
    struct books_claim *list;
    size_t count;
    bool ok = true;

    if (!books_list_claims(db, work->record->meeting_id, &list, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = settle_claim(db, work, list[i].claim, err);
    free(list);
    return ok;
}

// Compared as the kiosk said it; settled as the books have it, with what came later.
static bool take_claim(struct db *db, struct work *work, struct err *err)
{
    return body_read(work->record, &work->body, err) &&
           db_exec(db, SQL_NEW_VERSION,
                   DB_ARGS(db_id(&work->body.claim), db_id(&work->record->meeting_id),
                           db_id(&work->record->log_id)),
                   err) &&
           compare(db, work, err) && settle_claim(db, work, work->body.claim, err);
}

// By the kiosk that made it, or by the one that took its paper, whichever came first.
static bool take_handed(struct db *db, struct work *work, struct err *err)
{
    struct assessed_claim known;

    if (!body_read(work->record, &work->body, err))
        return false;
    if (assessed_get(db, work->body.claim, &known, err))
        return true;
    return err->kind == ERR_NOT_FOUND && take_claim(db, work, err);
}

// Nothing of it is agreed any more; what was approved by then a person must look at.
static bool take_withdrawn(struct db *db, struct work *work, struct err *err)
{
    struct body_claim_withdrawn body;
    struct ledger_sums sums;

    if (!body_read(work->record, &body, err) ||
        !db_exec(db, SQL_UNSETTLE, DB_ARGS(db_id(&body.claim)), err) ||
        !ledger_get_sums(db, body.claim, &sums, err))
        return false;
    work->body.claim = body.claim;
    return sums.turns == 0 || object(db, work, "changed_after_approval",
                                     "The claim was withdrawn after it was approved.", err);
}

// A person looks at what came after the last day for it, and where nobody can tell.
static bool check_window(struct db *db, struct work *work, struct err *err)
{
    char until[WHEN_DATE_SIZE];

    if (!window_last_day(db, &work->body, until, err))
        return !is_ours(err) &&
               object(db, work, "policy_unknown",
                      "Something came later of a claim, and its policy cannot be read: nobody can "
                      "tell whether it came in time.",
                      err);
    return !until[0] || strcmp(work->record->local_date, until) <= 0 ||
           object(db, work, "too_late",
                  "It came after the last day on which the claim could be made.", err);
}

// Of a ticket that nobody has seen nothing changes yet.
static bool take_later(struct db *db, struct work *work, struct id claim, const char *ref,
                       struct err *err)
{
    struct books_completed completed;

    if (!books_get_claim_body(db, claim, &work->body, err)) {
        work->body.claim = claim;
        return err->kind == ERR_NOT_FOUND &&
               object(db, work, "claim_unknown",
                      "Something came that belongs to a claim this server does not have.", err);
    }
    if (!books_completed_find(db, claim, ref, &completed, err))
        return false;
    return !completed.counts || (check_window(db, work, err) && settle_claim(db, work, claim, err));
}

static bool take_completed(struct db *db, struct work *work, struct err *err)
{
    struct body_claim_completed body;

    return body_read(work->record, &body, err) && take_later(db, work, body.claim, body.ref, err);
}

static bool take_seen(struct db *db, struct work *work, struct err *err)
{
    struct body_evidence_seen body;

    return body_read(work->record, &body, err) &&
           (!*body.ref || take_later(db, work, body.claim, body.ref, err));
}

static bool take_cash(struct db *db, struct work *work, struct err *err)
{
    struct body_cash body;

    return body_read(work->record, &body, err) && settle_claim(db, work, body.claim, err);
}

static bool take_presence(struct db *db, struct work *work, struct err *err)
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

static bool apply(struct db *db, struct work *work, struct err *err)
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
    if (kind == RECORD_MEETING_CLOSED)
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
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

bool assessed_apply(struct db *db, const struct record *record, struct err *err)
{
    struct work *work;
    bool ok;

    if (!concerns_us(record->kind))
        return true;
    work = mem_new(1, sizeof *work);
    work->record = record;
    ok = apply(db, work, err);
    free(work);
    return ok || err_wrap(err, "assess");
}

static bool list_under(struct db *db, const char *policy, struct id **out, size_t *count,
                       struct err *err)
{
    struct db_rows *rows;

    *out = mem_new(0, sizeof **out);
    *count = 0;
    if (!db_query(db, &rows, SQL_UNDER, DB_ARGS(db_text(policy)), err))
        return false;
    while (db_next(rows)) {
        *out = mem_resize(*out, *count + 1, sizeof **out);
        (*out)[(*count)++] = db_get_id(rows, 0);
    }
    return db_done(rows, err);
}

static bool is_other(const struct assessed_claim *before, const struct work *work)
{
    return before->agreed && (before->fee_pence != work->outcome.fee_pence ||
                              before->expenses_pence != work->outcome.expenses_pence ||
                              !str_equal(before->fee_channel, work->outcome.fee_channel));
}

// The record is first, because the exception, if there is one, is at it.
static bool write_again(struct db *db, const struct office *office, struct work *work,
                        struct record *record, struct err *err)
{
    struct body_claim_reassessed body = {.claim = work->body.claim,
                                         .fee_pence = work->outcome.fee_pence,
                                         .expenses_pence = work->outcome.expenses_pence};

    str_copy(body.policy, sizeof body.policy, work->body.policy);
    memcpy(body.policy_hash, work->policy_hash, sizeof body.policy_hash);
    record->log_id = office->log_id;
    return ledger_reassess(db, office, record->meeting_id, &body, &record->seq, err);
}

static bool assess_again(struct db *db, const struct office *office, struct work *work,
                         struct id claim, int64_t *others, struct err *err)
{
    struct record record = {0};
    struct assessed_claim before = {0};
    struct books_claim books;
    bool agreed = false;

    if (!books_get_claim(db, claim, &books, err))
        return false;
    if (books.withdrawn)
        return true;
    record.meeting_id = books.meeting;
    work->record = &record;
    if (!books_get_claim_body(db, claim, &work->body, err) ||
        !assessed_get(db, claim, &before, err) || !find_outcome(db, work, &agreed, err))
        return false;
    if (agreed && is_other(&before, work)) {
        (*others)++;
        if (!write_again(db, office, work, &record, err))
            return false;
    }
    return store(db, work, &before, agreed, err);
}

bool assessed_again(struct db *db, const struct office *office, const char *policy, int64_t *others,
                    struct err *err)
{
    struct work *work = mem_new(1, sizeof *work);
    struct id *claims;
    size_t count;
    bool ok = list_under(db, policy, &claims, &count, err);

    *others = 0;
    for (size_t i = 0; ok && i < count; i++)
        ok = assess_again(db, office, work, claims[i], others, err);
    free(claims);
    free(work);
    return ok || err_wrap(err, "assess claims again");
}

bool assessed_claim_again(struct db *db, const struct office *office, struct id claim,
                          struct err *err)
{
    struct work *work = mem_new(1, sizeof *work);
    int64_t others = 0;
    bool ok = assess_again(db, office, work, claim, &others, err);

    free(work);
    return ok || err_wrap(err, "assess a claim again");
}

bool assessed_meeting_again(struct db *db, const struct office *office, struct id meeting,
                            struct err *err)
{
    struct work *work = mem_new(1, sizeof *work);
    struct books_claim *list = NULL;
    int64_t others = 0;
    size_t count = 0;
    bool ok = books_list_claims(db, meeting, &list, &count, err);

    for (size_t i = 0; ok && i < count; i++)
        ok = assess_again(db, office, work, list[i].claim, &others, err);
    free(list);
    free(work);
    return ok || err_wrap(err, "assess a meeting's claims again");
}
