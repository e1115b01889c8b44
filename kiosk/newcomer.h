#ifndef KIOSK_NEWCOMER_H
#define KIOSK_NEWCOMER_H

#include <stdbool.h>

#include "kiosk/visit.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * Somebody who is not on the list is signed in all the same: their name goes to the office as a
 * note, and what they claim is held there until somebody has agreed it with them. What the kiosk
 * must not know of them (where they live, where to send money) goes on paper in an envelope, under
 * the short form of their id (id_short).
 */
struct newcomer {
    struct id person;   // made when the form opened: twice Next is one person
    struct id added_op; // likewise
};

void newcomer_begin(struct newcomer *newcomer);

/* The words of a name: all but the last are the first name. False when there is no letter in it. */
bool newcomer_names(const char *typed, struct body_names *out);

/*
 * Records them and their arrival in one commit, and begins their visit; they are found like
 * everybody from then on. `how`: by themselves (VISIT_BY_LETTERS) or by the host.
 */
bool newcomer_sign_in(const struct newcomer *newcomer, const struct body_names *names,
                      enum visit_how how, const struct visit_place *place, struct visit *visit,
                      struct err *err);

#endif
