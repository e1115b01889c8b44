#ifndef SERVER_ENROLLING_H
#define SERVER_ENROLLING_H

#include <stdbool.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/enrol.h"
#include "shared/err.h"
#include "shared/outbox.h"

/*
 * What a code is good for, once: a life of a kiosk's log begins, and its down log with all it must
 * know. The same request again gets the same answer, because answers get lost. A kiosk that is
 * enrolled goes on with another agent when the code was made for it. ERR_NOT_FOUND for a code that
 * is wrong, over or used up.
 */
bool enrolling_accept(struct db *db, const struct office *office,
                      const struct enrol_request *request, struct outbox_enrolment *out,
                      struct err *err);

#endif
