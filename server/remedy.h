#ifndef SERVER_REMEDY_H
#define SERVER_REMEDY_H

#include <stdbool.h>

#include "server/exceptions.h"
#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * What settles an exception, and who may do it. Some kinds have an action of their own, and what
 * they hold goes on by that and by nothing else.
 */
enum remedy_action {
    REMEDY_SETTLE, // somebody says how it was settled
    REMEDY_ANSWER, // a question, so that who asked hears of it
    REMEDY_AGREE,  // somebody new
    REMEDY_ACCEPT, // a meeting that nobody had planned
    REMEDY_CASH,   // what was paid by hand, if anything was: else somebody says so
};

struct remedy {
    enum remedy_action action;
    const char *role; // that it takes
    struct id person; // who is to be agreed with; none
};

const char *remedy_word(enum remedy_action action);

/* Of one that is open. */
bool remedy_find(struct db *db, const struct office *office,
                 const struct exceptions_exception *exception, struct remedy *out, struct err *err);

/* ERR_CONFLICT, with what does it: it takes its own action. That somebody new was there holds
 * nothing, and may be settled by saying so; only what they claim may not. */
bool remedy_may_settle(const struct exceptions_exception *exception, const struct remedy *remedy,
                       struct err *err);

#endif
