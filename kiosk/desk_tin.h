#ifndef KIOSK_DESK_TIN_H
#define KIOSK_DESK_TIN_H

#include "kiosk/desk.h"

/*
 * The float tin's one-time code (tin.h): for who forgot their PIN, and for who pays out because the
 * payer is not there (architecture.md part 7). They show their own card, then the code, then a
 * second person's card, and choose six digits that are their PIN at this meeting. With those they
 * are a payer, up to the code's limit, and a host; and the office is told. Where the host did not
 * come either, the code is asked for before any meeting is open: the meeting's key is then wrapped
 * to their card, which opens the meeting as a host's does.
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

/* A card of staff was shown where no meeting is open, and it does not open today's: the code is
 * asked for. ERR_NOT_FOUND when it is nobody's. */
bool desk_tin_begin(struct desk *desk, const struct desk_place *place, const struct card *card,
                    struct err *err);

/* Where no meeting is open: whether there is a code, not used yet, for a meeting of these days that
 * is none of those `planned`, which the card at hand opens. */
bool desk_tin_helps(const struct desk_place *place, const struct roster_planned *planned,
                    size_t planned_count, bool *helps, struct err *err);

/* A card was shown. ERR_INTERNAL as for desk_try_pin. */
bool desk_tin_try(struct desk *desk, const struct desk_place *place,
                  const char code[static TIN_CODE_SIZE], enum desk_tin *answer, struct err *err);

/* What follows a code that was right. */
struct desk_tin_use {
    struct id op_id;   // made when the form opened
    struct id witness; // the second person, by card
    const char *pin;   // six digits, for the rest of this meeting
};

/* Unlocks the desk; where no meeting is open the card is still at hand, and opens it. ERR_INVALID:
 * the second person is the first, or the code was used meanwhile. */
bool desk_tin_use(struct desk *desk, const struct desk_place *place, const struct desk_tin_use *use,
                  struct err *err);

/* Somebody who stands in at the open meeting has that PIN, may pay, and has that limit; nobody else
 * is changed. */
bool desk_tin_stand_in(const struct desk_place *place, struct body_payer_set *staff,
                       struct err *err);

#endif
