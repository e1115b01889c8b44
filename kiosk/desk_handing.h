#ifndef KIOSK_DESK_HANDING_H
#define KIOSK_DESK_HANDING_H

#include "kiosk/desk.h"

/*
 * A hand-over that was begun and did not end, as a kill or a power cut leaves it: nobody but the
 * person knows whether they have the money, and the books say that they have not. The desk says so
 * until somebody has asked them. It is written down before they see the money on the screen, and
 * goes with what they say; only of this meeting, and only as long as money is due of that claim.
 */
struct desk_handing {
    struct id claim;               // none: there is no such hand-over
    char number[BODY_NUMBER_SIZE]; // theirs of today; "": they have none
    int64_t pence;
};

bool desk_handing_begin(const struct desk_place *place, struct id claim, int64_t pence,
                        struct err *err);

/* Nothing of it is in their hand. */
bool desk_handing_end(const struct desk_place *place, struct id claim, struct err *err);

/* It is paid. Inside store_begin. */
bool desk_handing_done(const struct desk_place *place, struct id claim, struct err *err);

/* One of those that did not end. */
bool desk_handing_find(const struct desk_place *place, struct desk_handing *out, struct err *err);

#endif
