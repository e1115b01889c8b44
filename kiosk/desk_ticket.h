#ifndef KIOSK_DESK_TICKET_H
#define KIOSK_DESK_TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/kiosk.h"
#include "kiosk/ticket.h"
#include "shared/body.h"

/*
 * The tickets of the claim that is open at the desk: which of them somebody there has seen, which
 * were photographed, and the picture that is shown. A value without pointers, wiped with the state
 * of the screen that has it.
 */
#define DESK_TICKET_PICTURE_MAX ((size_t)1024 * 1024)

struct desk_ticket_line {
    char ref[FACTS_REF_SIZE];
    bool wanted; // its proof is said to be here, and it is not the payer’s own
    bool seen;
    bool pictured;
};

struct desk_ticket {
    struct desk_ticket_line lines[FACTS_EXPENSES_MAX];
    size_t line_count;
    size_t pictures; // of all lines
    size_t at;       // which of them is shown
    uint8_t shown[DESK_TICKET_PICTURE_MAX];
    size_t shown_size; // 0: none, or the picture is gone
    int64_t serial;
};

/* Of that claim, whose body it is. Shows picture `at`; the last one where there are fewer. */
bool desk_ticket_load(struct desk_ticket *tickets, struct kiosk *kiosk,
                      const struct body_claim *body, size_t at, struct err *err);

/* Under a line of the claim: that its ticket was seen, or the button that sees to it. True when
 * something was ticked: load again. */
bool desk_ticket_put_line(const struct desk_ticket *tickets, struct kiosk *kiosk, struct ui *ui,
                          const char *ref);

/* The picture, where there is one. True when another is asked for: *at is which. */
bool desk_ticket_put_picture(const struct desk_ticket *tickets, struct ui *ui, size_t *at);

/*
 * Somebody at the desk looked at the ticket of that line: evidence.seen, with receipt.taken by the
 * desk for each picture of `taken` (none: it was only looked at), in one commit.
 */
bool desk_ticket_see(struct kiosk *kiosk, const char *ref, const struct ticket *taken,
                     struct err *err);

/* Leads there; where there is no camera it is ticked at once. True: it was. */
bool desk_ticket_see_to(struct kiosk *kiosk, const char *ref);

#endif
