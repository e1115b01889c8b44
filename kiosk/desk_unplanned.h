#ifndef KIOSK_DESK_UNPLANNED_H
#define KIOSK_DESK_UNPLANNED_H

#include "kiosk/desk.h"

/*
 * A meeting that nobody planned, opened by a host's card with no word from the office: people sign
 * in as at any other, and every claim waits until the office has accepted it. The kiosk makes its
 * key, and seals it to that card and to the office.
 */
struct desk_unplanned {
    struct id meeting; // made when the form opened: touched twice it is one meeting
    struct id op_id;
    int64_t start_ms; // now, as the host confirmed it; anew with every try
    int64_t end_ms;   // when they said that it ends
};

#define DESK_UNPLANNED_MAX_MS (INT64_C(12) * 3600 * 1000)

void desk_unplanned_begin(struct desk_unplanned *unplanned);

/* ERR_NOT_FOUND: the card is no host's, or no policy has come from the office yet; ERR_INVALID: it
 * ends before it begins, or is longer than DESK_UNPLANNED_MAX_MS. */
bool desk_unplanned_open(const struct desk_unplanned *unplanned, const struct desk_place *place,
                         const struct card *card, struct err *err);

#endif
