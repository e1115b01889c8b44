#ifndef KIOSK_PRINT_H
#define KIOSK_PRINT_H

#include <stdbool.h>

#include "kiosk/desk_sheet.h"
#include "kiosk/kiosk.h"
#include "kiosk/words.h"

/* "Print it": the slip of the visit's claim, as it was saved, in that language. */

/* There is a printer, and nothing of it is on its way out. */
bool print_is_ready(const struct kiosk *kiosk);
/* The same, and there is a claim to print. */
bool print_is_offered(const struct kiosk *kiosk);

/* And the office knows of other payment in this month: offered to who was recognised, since it is
 * stored. */
bool print_month_is_offered(const struct kiosk *kiosk);

struct print_how {
    enum words_lang lang;
    bool asked;         // somebody is to look at something, and the slip says so
    bool month;         // with the month so far, which they asked for
    const char *handed; // the code that hands the claim to another desk; "": it is paid here
};

/* Starts it. False, and said to kiosk_failed, when the claim cannot be read. */
bool print_slip(struct kiosk *kiosk, const struct print_how *how);

/* There is a printer, and an offer to print: none is made before somebody agreed to it. */
bool print_has_offer(const struct kiosk *kiosk);

/* Starts the offer for this meeting, to the visitor. */
void print_offer(struct kiosk *kiosk, enum words_lang lang);

/*
 * How far the paper is, and "take your paper": as a problem once they were about to leave without
 * it. failed is what is said when none came out.
 */
void print_put_state(const struct kiosk *kiosk, struct ui *ui, const char *failed, bool reminded);

/* Starts the paper of somebody new, with that code. */
void print_new(struct kiosk *kiosk, enum words_lang lang, const char *code);

/* Starts the closing sheet. */
void print_sheet(struct kiosk *kiosk, enum words_lang lang, const struct desk_sheet *sheet);

#endif
