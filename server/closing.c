// SPDX-License-Identifier: Apache-2.0
#include "server/closing.h"

#include "server/ingest.h"
#include "shared/body.h"
#include "shared/books.h"
#include "shared/when.h"

static bool say(struct db *db, const struct office *office, struct id meeting,
                const struct body_meeting_closed *closed, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_MEETING_CLOSED, .meeting_id = meeting};
    struct books_meeting state;

    if (!books_get_meeting(db, meeting, &state, err))
        return false;
    if (state.opened_ms == 0 || state.closed_ms != 0)
        return err_set(err, ERR_CONFLICT, "Every kiosk that opened this meeting has closed it.");
    if (closed->at_ms < state.last_opened_ms || closed->at_ms > when_now_ms())
        return err_set(err, ERR_INVALID,
                       "It was over after it was opened where it was not closed, and before now.");
    return ingest_ours(db, office, &entry, closed, err);
}

bool closing_say(struct db *db, const struct office *office, struct id meeting, int64_t at_ms,
                 struct id user, struct err *err)
{
    const struct body_meeting_closed closed = {.host = user, .at_ms = at_ms};

    return db_begin(db, err) && db_end(db, say(db, office, meeting, &closed, err), err);
}
