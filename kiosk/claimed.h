#ifndef KIOSK_CLAIMED_H
#define KIOSK_CLAIMED_H

#include <stdbool.h>

#include "kiosk/kiosk.h"
#include "shared/body.h"

/* What became of the money of the visit's claim: at the desk, and at the office. A part of screens,
 * for who was recognised. */
struct claimed {
    bool has_fee, has_travel; // the office paid it
    struct body_payment_made fee, travel;
    bool has_fee_more, has_travel_more; // and more later, when the claim was adjusted
    struct body_payment_made fee_more, travel_more;
};

void claimed_find(struct kiosk *kiosk, struct claimed *out);

/* A card with a line for each; none for who said no to all, because an empty card would look like
 * something lost. */
void claimed_put(const struct kiosk *kiosk, const struct claimed *claimed, struct ui *ui);

#endif
