// SPDX-License-Identifier: Apache-2.0
#include "server/questions.h"

#include <stdlib.h>
#include <string.h>

#include "server/down.h"
#include "server/ledger.h"
#include "server/meetings.h"
#include "shared/assess.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define TELL_MS (INT64_C(90) * 86400000)
#define OF_THE_CLAIM "something_is_wrong"

const char *const questions_answers[] = {
    "paid_after_all", "stays_as_it_is", "bring_proof", "put_right_at_office", "letter_ready", NULL,
};

static const char *reason_words(const char *code)
{
    const char *words = assess_reason_words(code);

    if (words)
        return words;
    if (str_equal(code, BODY_LETTER))
        return "they would like a letter for the Jobcentre";
    return str_equal(code, OF_THE_CLAIM) ? "they say that something is wrong with the claim" : "";
}

// What has no rule of its own keeps the one that a person may always be asked.
static const char *reason_rule(const char *code)
{
    const char *rule = assess_reason_rule(code);

    if (str_equal(code, BODY_LETTER))
        return "N03";
    return rule ? rule : "P16";
}

static bool find_about(struct db *db, const struct exceptions_exception *exception,
                       char out[static BODY_CODE_SIZE], struct err *err)
{
    struct body_claim *body;
    const struct facts_expense *cost;
    bool ok;

    str_copy(out, BODY_CODE_SIZE, str_equal(exception->code, BODY_LETTER) ? "letter" : "claim");
    if (!*exception->ref)
        return true;
    body = mem_new(1, sizeof *body);
    ok = books_get_claim_body(db, exception->claim, body, err);
    cost = ok ? facts_find_expense(&body->facts, exception->ref) : NULL;
    str_copy(out, BODY_CODE_SIZE, cost ? cost->category : "fee");
    free(body);
    return ok;
}

static bool find_owner(struct db *db, const struct office *office, struct id meeting,
                       char out[static BODY_OWNER_SIZE], struct err *err)
{
    struct meetings_meeting planned;
    bool found = meetings_get(db, office, meeting, &planned, err);

    if (!found && err->kind != ERR_NOT_FOUND)
        return false;
    str_copy(out, BODY_OWNER_SIZE,
             found && *planned.owner ? planned.owner : office->settings.owner);
    mem_wipe(&planned, sizeof planned);
    return true;
}

bool questions_get(struct db *db, const struct office *office,
                   const struct exceptions_exception *exception, struct questions_question *out,
                   struct err *err)
{
    struct questions_question question = {.rule = reason_rule(exception->code),
                                          .reason = reason_words(exception->code)};
    char today[WHEN_DATE_SIZE];
    struct books_claim claim;

    if (!books_get_claim(db, exception->claim, &claim, err) ||
        !find_about(db, exception, question.about, err) ||
        !find_owner(db, office, exception->meeting, question.owner, err))
        return false;
    str_copy(question.number, sizeof question.number, claim.number);
    when_local_date(today, when_now_ms());
    question.overdue = !exception->solved_ms && strcmp(exception->due, today) < 0;
    *out = question;
    return true;
}

bool questions_raise(struct db *db, const struct office *office, const struct record *record,
                     struct err *err)
{
    struct exceptions_exception exception = {.log_id = record->log_id,
                                             .seq = record->seq,
                                             .kind = EXCEPTIONS_QUESTIONED,
                                             .meeting = record->meeting_id};
    struct body_claim_questioned body;

    if (!body_read(record, &body, err))
        return false;
    exception.claim = body.claim;
    str_copy(exception.ref, sizeof exception.ref, body.ref);
    str_copy(exception.code, sizeof exception.code, body.code);
    if (*body.due)
        str_copy(exception.due, sizeof exception.due, body.due);
    else
        when_working_day(exception.due, record->local_date, office->settings.answer_days);
    str_copy(exception.reason, sizeof exception.reason,
             "They asked somebody to look at it, and were promised an answer.");
    return exceptions_raise(db, &exception, err);
}

static bool is_answer(const char *answer)
{
    for (size_t i = 0; questions_answers[i]; i++)
        if (str_equal(questions_answers[i], answer))
            return true;
    return false;
}

static bool fill(struct db *db, const struct exceptions_exception *exception,
                 struct body_claim_answered *out, struct err *err)
{
    struct books_claim claim;

    *out = (struct body_claim_answered){.claim = exception->claim};
    str_copy(out->ref, sizeof out->ref, exception->ref);
    str_copy(out->code, sizeof out->code, exception->code);
    str_copy(out->answer, sizeof out->answer, exception->note_code);
    if (!books_get_claim(db, exception->claim, &claim, err) ||
        !find_about(db, exception, out->about, err))
        return false;
    out->person = claim.person;
    return true;
}

static bool answer_it(struct db *db, const struct office *office,
                      const struct exceptions_exception *exception, struct id user, struct err *err)
{
    struct body_claim_answered answered;
    struct body_claim_answered ours;

    if (!fill(db, exception, &answered, err) ||
        !exceptions_solve(db, exception->exception, exception->note_code, user, err) ||
        !down_answer(db, &answered, err))
        return false;
    ours = answered;
    ours.by = user;
    return ledger_answer(db, office, exception->meeting, &ours, err);
}

bool questions_answer(struct db *db, const struct office *office, struct id id, const char *answer,
                      struct id user, struct err *err)
{
    struct exceptions_exception exception;
    bool ok;

    if (!is_answer(answer))
        return err_set(err, ERR_INVALID, "That is none of the answers there are.");
    if (!db_begin(db, err))
        return false;
    ok = exceptions_get(db, id, &exception, err);
    if (ok && !str_equal(exception.kind, EXCEPTIONS_QUESTIONED))
        ok = err_set(err, ERR_CONFLICT, "Nobody asked this; it is not to be answered.");
    else if (ok && exception.solved_ms)
        ok = str_equal(exception.note_code, answer) ||
             err_set(err, ERR_CONFLICT, "This was answered already, and otherwise.");
    else if (ok) {
        str_copy(exception.note_code, sizeof exception.note_code, answer);
        ok = answer_it(db, office, &exception, user, err);
    }
    return db_end(db, ok, err);
}

bool questions_tell(struct db *db, const struct kiosks_life *life, struct err *err)
{
    struct exceptions_exception *list;
    size_t count;
    bool ok = true;

    if (!exceptions_list_answered(db, when_now_ms() - TELL_MS, &list, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++) {
        struct body_claim_answered answered;

        ok = fill(db, &list[i], &answered, err) && down_answer_to(db, life, &answered, err);
    }
    free(list);
    return ok;
}
