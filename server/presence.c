// SPDX-License-Identifier: Apache-2.0
#include "server/presence.h"

#include "server/ingest.h"
#include "shared/books.h"
#include "shared/str.h"

// The second says whose account it was, which an arrival has no place for.
bool presence_say(struct db *db, const struct office *office, const struct presence *presence,
                  struct err *err)
{
    struct log_entry came = {.kind = RECORD_ATTENDANCE_ARRIVED, .meeting_id = presence->meeting};
    struct log_entry left = {.kind = RECORD_ATTENDANCE_CORRECTED, .meeting_id = presence->meeting};
    struct body_attendance_arrived arrived = {.attendance = presence->attendance,
                                              .person = presence->person,
                                              .as = "participant",
                                              .at_ms = presence->span.from_ms};
    struct body_attendance_corrected corrected = {.attendance = presence->attendance,
                                                  .arrived_ms = presence->span.from_ms,
                                                  .left_ms = presence->span.to_ms,
                                                  .by = presence->by};

    struct books_attendance there;

    str_copy(arrived.how, sizeof arrived.how, presence->how);
    str_copy(corrected.reason, sizeof corrected.reason, presence->reason);
    if (!books_get_attendance(db, presence->attendance, &there, err) &&
        (err->kind != ERR_NOT_FOUND || !ingest_ours(db, office, &came, &arrived, err)))
        return false;
    return ingest_ours(db, office, &left, &corrected, err);
}
