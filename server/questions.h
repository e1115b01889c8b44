#ifndef SERVER_QUESTIONS_H
#define SERVER_QUESTIONS_H

#include <stdbool.h>

#include "server/exceptions.h"
#include "server/kiosks.h"
#include "server/office.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * "Ask someone to look at this": a claim.questioned is an exception of its own kind, with the line,
 * the reason, a named owner and the day somebody was promised an answer (rules.md P16). An approver
 * answers with one of a few codes, and the answer goes down to the kiosks as claim.answered. The
 * answer moves no money by itself.
 */
extern const char *const questions_answers[]; // ends with NULL

/* What questions.h adds to an exception of that kind, for who looks at it. */
struct questions_question {
    char number[BODY_NUMBER_SIZE]; // of the claim
    char about[BODY_CODE_SIZE];    // a category of cost, "fee" or "claim"
    const char *rule;              // the rule that the reason keeps
    const char *reason;            // in words for staff
    char owner[BODY_OWNER_SIZE];   // "": nobody is named
    bool overdue;                  // open after the day that was promised
};
bool questions_get(struct db *db, const struct office *office,
                   const struct exceptions_exception *exception, struct questions_question *out,
                   struct err *err);

/* Inside db_begin, when the books have taken the record. */
bool questions_raise(struct db *db, const struct office *office, const struct record *record,
                     struct err *err);

/*
 * Answers it, in the office's log as well, and tells the kiosks; office_ring after. ERR_INVALID:
 * no answer of ours; ERR_CONFLICT: no question, or answered otherwise. The same again is no
 * failure.
 */
bool questions_answer(struct db *db, const struct office *office, struct id exception,
                      const char *answer, struct id user, struct err *err);

/* The answers of the last 90 days, to a kiosk that enrols. Inside db_begin. */
bool questions_tell(struct db *db, const struct kiosks_life *life, struct err *err);

#endif
