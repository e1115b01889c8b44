#ifndef KIOSK_DESK_FLOAT_H
#define KIOSK_DESK_FLOAT_H

#include "kiosk/desk.h"
#include "shared/coins.h"

/*
 * The float: the cash of one meeting. It is counted in, topped up, swapped for change and counted
 * out by two people, by card. All refuse with ERR_INVALID and desk->refused.
 */
struct desk_float_count {
    struct id op; // made when the form opened; a float is called after the op that opened it
    struct coins coins;
    struct id witness; // the second person
};

bool desk_float_open(struct desk *desk, const struct desk_place *place,
                     const struct desk_float_count *count, struct err *err);
bool desk_float_add(struct desk *desk, const struct desk_place *place,
                    const struct desk_float_count *count, struct err *err);

/* Other coins for the same money: the coins that go out are below zero, and all come to nothing. */
bool desk_float_swap(struct desk *desk, const struct desk_place *place,
                     const struct desk_float_count *change, struct err *err);

/*
 * Counts it out and closes it. `reason` is "" when all is there; a difference needs one of
 * desk_float_reasons, is written down with it, and is nobody's debt.
 */
#define DESK_FLOAT_REASONS 3
extern const char *const desk_float_reasons[DESK_FLOAT_REASONS];
bool desk_float_count_out(struct desk *desk, const struct desk_place *place,
                          const struct desk_float_count *count, const char *reason,
                          struct err *err);

#endif
