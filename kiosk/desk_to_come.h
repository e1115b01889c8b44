#ifndef KIOSK_DESK_TO_COME_H
#define KIOSK_DESK_TO_COME_H

#include "kiosk/desk.h"

/*
 * A ticket that was to be shown at the desk, and that nobody saw by the end of the meeting, is a
 * ticket to come: its line is neither refused nor paid, is shown to its person at the next visit
 * and in the office, and its picture closes it there (late.h). Which they are:
 * desk_pay_view.to_see. What was handed over in cash for one that cost less when it was seen stays
 * paid: the rest of it is to come.
 */

/* A claim as it is then. out is large, and holds what is private: wipe it. */
bool desk_to_come_make(const struct desk_place *place, struct id claim, struct body_claim *out,
                       struct err *err);

/* All of this meeting's: claim.amended for each. Inside store_begin. */
bool desk_to_come_record(const struct desk *desk, const struct desk_place *place, struct err *err);

#endif
