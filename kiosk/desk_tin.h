#ifndef KIOSK_DESK_TIN_H
#define KIOSK_DESK_TIN_H

#include "kiosk/desk.h"

/*
 * The float tin's one-time code (tin.h): for who forgot their PIN, and for who pays out because the
 * payer is not there (architecture.md part 7). They show their own card, then the code, then a
 * second person's card, and choose six digits that are their PIN at this meeting. With those they
 * are a payer, up to the code's limit, and the office is told.
 *
 * A try at the code is counted as a try at a PIN is. The code is used up, and the new PIN is there,
 * in one commit, before the desk opens: whoever pulls the plug has either a code that still works,
 * or a PIN that does.
 */
enum desk_tin {
    DESK_TIN_RIGHT,
    DESK_TIN_WRONG,
    DESK_TIN_WAIT,
    DESK_TIN_NONE, // the office made none for this meeting
    DESK_TIN_USED,
};

/* A card was shown and a meeting is open. ERR_INTERNAL as for desk_try_pin. */
bool desk_tin_try(struct desk *desk, const struct desk_place *place,
                  const char code[static TIN_CODE_SIZE], enum desk_tin *answer, struct err *err);

/* What follows a code that was right. */
struct desk_tin_use {
    struct id op_id;   // made when the form opened
    struct id witness; // the second person, by card
    const char *pin;   // six digits, for the rest of this meeting
};

/* Unlocks the desk. ERR_INVALID: the second person is the first, or the code was used meanwhile. */
bool desk_tin_use(struct desk *desk, const struct desk_place *place, const struct desk_tin_use *use,
                  struct err *err);

/* Somebody who stands in at the open meeting has that PIN, may pay, and has that limit; nobody else
 * is changed. */
bool desk_tin_stand_in(const struct desk_place *place, struct body_payer_set *staff,
                       struct err *err);

#endif
