#ifndef KIOSK_DESK_NEXT_H
#define KIOSK_DESK_NEXT_H

#include "kiosk/desk.h"
#include "shared/books_left.h"

/*
 * In cash, next time: what of a claim cannot be handed over today waits for the next meeting that
 * its person comes to, at this same kiosk, as long as its claim window is open. There the desk has
 * it in its list and hands it over like any claim (desk_pay). Another kiosk pays none of it: only
 * this one knows for certain that it has not.
 *
 * Whoever may pay may say so, and a host. Refused with ERR_INVALID and desk->refused; the same
 * operation once more is true and changes nothing.
 */

/* All that is due of it now. */
bool desk_next_leave(struct desk *desk, const struct desk_place *place, struct id op,
                     struct id claim, struct err *err);

/* Not next time after all: it is due again; of a meeting before, it goes by bank. */
bool desk_next_take_back(struct desk *desk, const struct desk_place *place, struct id op,
                         struct id claim, struct err *err);

/* Of meetings before: what this kiosk left and may still pay today, of those who are here, and what
 * it paid of such at this meeting. The caller frees. */
bool desk_next_list(const struct desk_place *place, struct books_left_claim **out, size_t *count,
                    struct err *err);

/* What waits for somebody who is here from meetings before, to be had at this desk; and the first
 * such claim, or none. */
struct desk_next_waits {
    int64_t pence;
    struct id claim;
};
bool desk_next_find(const struct desk_place *place, struct id person, struct desk_next_waits *out,
                    struct err *err);

#endif
