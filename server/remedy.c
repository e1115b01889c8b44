// SPDX-License-Identifier: Apache-2.0
#include "server/remedy.h"

#include "server/meetings.h"
#include "server/newcomers.h"
#include "server/typed_forms.h"
#include "server/unplanned.h"
#include "shared/mem.h"
#include "shared/str.h"

const char *remedy_word(enum remedy_action action)
{
    static const char *const words[] = {
        [REMEDY_SETTLE] = "settle", [REMEDY_ANSWER] = "answer", [REMEDY_AGREE] = "agree",
        [REMEDY_ACCEPT] = "accept", [REMEDY_CASH] = "cash",
    };

    return words[action];
}

// It is settled by hand where that was done before, or can never be: it is of no claim we have.
static bool look_for_person(struct db *db, const struct exceptions_exception *exception,
                            struct remedy *out, struct err *err)
{
    struct id person;
    bool waits;

    if (!newcomers_of(db, exception, &person, err) || !newcomers_wait(db, person, &waits, err))
        return false;
    if (waits) {
        out->action = REMEDY_AGREE;
        out->person = person;
    }
    return true;
}

// One that came without a key for us is no meeting here: there is nothing to accept.
static bool look_for_meeting(struct db *db, const struct office *office,
                             const struct exceptions_exception *exception, struct remedy *out,
                             struct err *err)
{
    struct meetings_meeting meeting = {0};
    bool known = meetings_get(db, office, exception->meeting, &meeting, err);

    if (known && meeting.origin == MEETINGS_UNPLANNED)
        out->action = REMEDY_ACCEPT;
    mem_wipe(&meeting, sizeof meeting);
    return known || err->kind == ERR_NOT_FOUND;
}

// The installer has no account: what is theirs, the coordinator settles.
bool remedy_find(struct db *db, const struct office *office,
                 const struct exceptions_exception *exception, struct remedy *out, struct err *err)
{
    *out = (struct remedy){.action = REMEDY_SETTLE, .role = "coordinator"};
    if (str_equal(exception->owner, "finance"))
        out->role = "finance";
    if (str_equal(exception->kind, EXCEPTIONS_QUESTIONED)) {
        out->action = REMEDY_ANSWER;
        out->role = "approver";
    }
    if (str_equal(exception->kind, TYPED_FORMS_CASH))
        out->action = REMEDY_CASH;
    if (str_equal(exception->kind, NEWCOMERS_KIND))
        return look_for_person(db, exception, out, err);
    if (str_equal(exception->kind, UNPLANNED_KIND))
        return look_for_meeting(db, office, exception, out, err);
    return true;
}

bool remedy_may_settle(const struct exceptions_exception *exception, const struct remedy *remedy,
                       struct err *err)
{
    switch (remedy->action) {
    case REMEDY_SETTLE:
    case REMEDY_CASH:
        return true;
    case REMEDY_ANSWER:
        return err_set(err, ERR_CONFLICT, "Somebody asked this: please answer it.");
    case REMEDY_AGREE:
        return id_is_none(exception->claim) ||
               err_set(err, ERR_CONFLICT,
                       "This claim goes on when it is agreed with the person: that settles it.");
    case REMEDY_ACCEPT:
        return err_set(
            err, ERR_CONFLICT,
            "Its claims go on when somebody says what the meeting was: that settles it.");
    }
    return false;
}
