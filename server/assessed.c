// SPDX-License-Identifier: Apache-2.0
#include "server/assessed_parts.h"

#include <stdlib.h>
#include <string.h>

#include "server/exceptions.h"
#include "server/ledger.h"
#include "server/meetings.h"
#include "server/people.h"
#include "server/policies.h"
#include "server/presence.h"
#include "shared/assess.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_SETTLE[] =
    "UPDATE assessed SET agreed = $2, fee_pence = $3, expenses_pence = $4, fee_channel = $5, "
    "policy = $6, policy_hash = $7, over_pence = $8 WHERE claim_id = $1";
static const char SQL_UNDER[] = "SELECT claim_id FROM assessed WHERE policy = $1 ORDER BY claim_id";
static const char SQL_EVERY[] = "SELECT claim_id FROM assessed ORDER BY claim_id";

bool assessed_object(struct db *db, const struct assessed_work *work, const char *kind,
                     const char *reason, struct err *err)
{
    return exceptions_raise_at(db, work->record, work->body.claim, kind, reason, err);
}

static bool came_by_paper(struct db *db, struct id claim, bool *out, struct err *err)
{
    struct books_paper paper;

    *out = books_handed_find(db, claim, &paper, err) && paper.by_paper;
    return *out || err->kind == ERR_NOT_FOUND;
}

// Every time they were there, closed. *open: they still are, somewhere; or what their own kiosk
// recorded has not come yet, and the claim came with the paper it was paid by.
static bool real_presence(struct db *db, struct assessed_work *work, bool *open, struct err *err)
{
    struct facts *facts = &work->body.facts;
    struct books_attendance *list;
    size_t count;

    if (!presence_list(db, work->meeting, work->body.person, &list, &count, err))
        return false;
    facts->presence_count = 0;
    *open = presence_is_open(list, count);
    for (size_t i = 0; i < count; i++)
        if (list[i].left_ms >= list[i].arrived_ms && facts->presence_count < FACTS_PRESENCE_MAX)
            facts->presence[facts->presence_count++] =
                (struct shape_span){list[i].arrived_ms, list[i].left_ms};
    free(list);
    return count > 0 || came_by_paper(db, work->body.claim, open, err);
}

// As the office says that it was, and not as its kiosk took it for.
static bool take_accepted(struct db *db, struct assessed_work *work, struct err *err)
{
    struct facts_session *session = &work->body.facts.session;
    struct meetings_accepted accepted;

    work->other_policy = false;
    if (!meetings_find_accepted(db, work->meeting, &accepted, err))
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
static bool take_agreement(struct db *db, struct assessed_work *work, struct err *err)
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
static bool find_over(struct db *db, const struct assessed_work *work, int64_t *desk,
                      int64_t *office, struct err *err)
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
static bool tell_over(struct db *db, const struct assessed_work *work, int64_t before,
                      int64_t *over, struct err *err)
{
    int64_t desk = 0;
    int64_t office = 0;

    if (!find_over(db, work, &desk, &office, err))
        return false;
    *over = desk + office;
    if (*over <= before)
        return true;
    if (office)
        return assessed_object(
            db, work, "paid_more",
            "The office has paid more than is agreed now that the claim was assessed "
            "again. Nothing is taken back by itself: talk with the person first.",
            err);
    return assessed_object(
        db, work, "overpaid",
        "More travel money was paid at the desk than is agreed for the time they were "
        "really there.",
        err);
}

bool assessed_is_ours(const struct err *why)
{
    return why->kind == ERR_INTERNAL || why->kind == ERR_OFFLINE;
}

static bool find_outcome(struct db *db, struct assessed_work *work, bool *agreed, struct err *err)
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
    if (assessed_is_ours(&why))
        *err = why;
    return !assessed_is_ours(&why);
}

static bool store(struct db *db, const struct assessed_work *work,
                  const struct assessed_claim *before, bool agreed, struct err *err)
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

static bool settle(struct db *db, struct assessed_work *work, struct err *err)
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
    struct assessed_work *work = mem_new(1, sizeof *work);
    bool open;
    bool ok;

    work->meeting = claim->meeting;
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

bool assessed_settle(struct db *db, struct assessed_work *work, struct id claim, struct err *err)
{
    struct books_claim books;

    if (!books_get_claim(db, claim, &books, err))
        return false;
    work->meeting = books.meeting;
    return books.withdrawn ||
           (books_get_claim_body(db, claim, &work->body, err) && settle(db, work, err));
}

static bool list_claims(struct db *db, const char *sql, struct db_args args, struct id **out,
                        size_t *count, struct err *err)
{
    struct db_rows *rows;

    *out = mem_new(0, sizeof **out);
    *count = 0;
    if (!db_query(db, &rows, sql, args, err))
        return false;
    while (db_next(rows)) {
        *out = mem_resize(*out, *count + 1, sizeof **out);
        (*out)[(*count)++] = db_get_id(rows, 0);
    }
    return db_done(rows, err);
}

static bool is_other(const struct assessed_claim *before, const struct assessed_work *work)
{
    return before->agreed && (before->fee_pence != work->outcome.fee_pence ||
                              before->expenses_pence != work->outcome.expenses_pence ||
                              !str_equal(before->fee_channel, work->outcome.fee_channel));
}

// The record is first, because the exception, if there is one, is at it.
static bool write_again(struct db *db, const struct office *office, struct assessed_work *work,
                        struct record *record, struct err *err)
{
    struct body_claim_reassessed body = {.claim = work->body.claim,
                                         .fee_pence = work->outcome.fee_pence,
                                         .expenses_pence = work->outcome.expenses_pence};

    str_copy(body.policy, sizeof body.policy, work->body.policy);
    memcpy(body.policy_hash, work->policy_hash, sizeof body.policy_hash);
    return ledger_reassess(db, office, record->meeting_id, &body, &record->seq, err);
}

static bool assess_again(struct db *db, const struct office *office, struct assessed_work *work,
                         struct id claim, int64_t *others, struct err *err)
{
    struct record record = {.log_id = office->log_id};
    struct assessed_claim before = {0};
    struct books_claim books;
    bool agreed = false;

    if (!books_get_claim(db, claim, &books, err))
        return false;
    if (books.withdrawn)
        return true;
    record.meeting_id = work->meeting = books.meeting;
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

static bool assess_all_again(struct db *db, const struct office *office, const char *sql,
                             struct db_args args, int64_t *others, struct err *err)
{
    struct assessed_work *work = mem_new(1, sizeof *work);
    struct id *claims;
    size_t count;
    bool ok = list_claims(db, sql, args, &claims, &count, err);

    *others = 0;
    for (size_t i = 0; ok && i < count; i++)
        ok = assess_again(db, office, work, claims[i], others, err);
    free(claims);
    free(work);
    return ok || err_wrap(err, "assess claims again");
}

bool assessed_again(struct db *db, const struct office *office, const char *policy, int64_t *others,
                    struct err *err)
{
    return assess_all_again(db, office, SQL_UNDER, DB_ARGS(db_text(policy)), others, err);
}

bool assessed_every_again(struct db *db, const struct office *office, struct err *err)
{
    int64_t others;

    return assess_all_again(db, office, SQL_EVERY, DB_NONE, &others, err);
}

bool assessed_claim_again(struct db *db, const struct office *office, struct id claim,
                          struct err *err)
{
    struct assessed_work *work = mem_new(1, sizeof *work);
    int64_t others = 0;
    bool ok = assess_again(db, office, work, claim, &others, err);

    free(work);
    return ok || err_wrap(err, "assess a claim again");
}

bool assessed_meeting_again(struct db *db, const struct office *office, struct id meeting,
                            struct err *err)
{
    struct assessed_work *work = mem_new(1, sizeof *work);
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
