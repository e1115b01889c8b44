#ifndef KIOSK_DESK_SLIP_H
#define KIOSK_DESK_SLIP_H

#include <stdbool.h>

#include "kiosk/kiosk.h"
#include "kiosk/other_desk.h"

/*
 * What the screen "desk" does with slips and members' cards: each opens its person's claim, so that
 * nobody must remember a number. A part of that screen.
 */
struct desk_slip {
    const char *note;              // what to say of the last code, a key; NULL: nothing
    char number[BODY_NUMBER_SIZE]; // of the claim it says it of
    struct id in_hand;             // the claim whose slip was read last; none
    enum other_desk_part part;
};

/* What this kiosk does at the meeting; on entering the screen. */
void desk_slip_load(struct kiosk *kiosk, struct desk_slip *slip);

/* A code was read. True when a claim was opened. */
bool desk_slip_scan(struct kiosk *kiosk, struct desk_slip *slip, const char *code);

/* Said below the list: what became of the last code. */
void desk_slip_put_note(const struct desk_slip *slip, struct ui *ui);

/* Said with the open claim: where it is paid, and what to do with its slip. */
void desk_slip_put(struct kiosk *kiosk, const struct desk_slip *slip,
                   const struct books_claim *open, struct ui *ui);

#endif
