#ifndef KIOSK_OTHER_DESK_H
#define KIOSK_OTHER_DESK_H

#include <stdbool.h>

#include "kiosk/desk.h"
#include "shared/err.h"
#include "shared/handed.h"
#include "shared/id.h"

/*
 * Where a meeting has more than one kiosk: claims go from one to the other's desk on a slip of
 * paper, with no network (handed.h). The first then neither pays nor waits for them; only one with
 * an open float takes them.
 */
enum other_desk_part {
    OTHER_DESK_NONE, // this kiosk pays what is claimed at it
    OTHER_DESK_PAYS, // another one does: people take a slip there
    OTHER_DESK_DIED, // another one stopped, and whom it paid is not known here
};

/* What a host or payer said of this meeting last, also before a restart. */
bool other_desk_part(struct store *store, struct id meeting, enum other_desk_part *out,
                     struct err *err);
bool other_desk_set_part(const struct desk *desk, const struct desk_place *place,
                         enum other_desk_part part, struct err *err);

/* Its travel money is due, and by slip at another kiosk's desk. */
bool other_desk_wants(const struct desk_place *place, const struct books_claim *claim);

/*
 * Hands a claim over: what the slip's code says. Once it is true the claim is not paid here. The
 * same claim again gives a code for the same act. ERR_INVALID, and nothing is recorded, when the
 * claim is not to be paid in cash or some of it was, or has no room in a code: then it is paid
 * here, or by bank.
 */
bool other_desk_hand(const struct desk_place *place, const char *letter, struct id claim,
                     char code[static HANDED_TEXT_SIZE], struct err *err);

/* What became of a slip that was read at the desk, and the claim to open; none where there is
 * nothing to open. */
enum other_desk_answer {
    OTHER_DESK_TAKEN,     // it can be paid here
    OTHER_DESK_OWN,       // it was made here, and handed over
    OTHER_DESK_PAID_HERE, // already
    OTHER_DESK_NO_FLOAT,
    OTHER_DESK_UNKNOWN,   // of another meeting, or damaged, or no kiosk of this one signed it
    OTHER_DESK_HAS_CLAIM, // its person has another claim here, and that is the one
};
struct other_desk_slip {
    enum other_desk_answer answer;
    struct id claim;
};

/* False only when it could not be looked at or kept. */
bool other_desk_take(const struct desk *desk, const struct desk_place *place, const char *code,
                     struct other_desk_slip *out, struct err *err);

/* The claim that a slip of this kiosk is about, handed over or not; none for any other code. */
struct id other_desk_find(const struct desk_place *place, const char *code);

/* The slip is back and two people see it: the claim is paid here again. ERR_INVALID when it was not
 * handed over, or they are one. */
bool other_desk_take_back(const struct desk *desk, const struct desk_place *place, struct id claim,
                          struct id witness, struct err *err);

#endif
