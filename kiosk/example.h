#ifndef KIOSK_EXAMPLE_H
#define KIOSK_EXAMPLE_H

#include "kiosk/kiosk.h"

/*
 * An invented meeting with invented people under the demonstration's policy, for --dump-screens and
 * tests: no file, no office. The records are real ones in a database in memory, so a visit can
 * arrive and be saved. The clock stands at Monday 23 November 2026, 9:55; the meeting lasts from
 * 10:00 to 12:30, and £150 are in the float.
 *
 * Everything here asserts that it works.
 */

/* Forgets all that the kiosk was, and opens the example in its place. Not the stage, nor the ui. */
void example_fill(struct kiosk *kiosk);

/* A visit of the first of the people: recognised; signed in as well; with the usual answers (an
 * hour's preparation, the bus for £4.20 with its ticket here, 12.3 miles by car, to the bank). */
void example_visit(struct kiosk *kiosk, enum visit_how how);
void example_arrive(struct kiosk *kiosk, enum visit_how how);
void example_answers(struct kiosk *kiosk);

/* Signed in, with that journey open and nothing said of it yet. */
struct visit_line *example_line(struct kiosk *kiosk, enum policy_category category);

/* The visit that is on has a claim, "A 47", with the usual answers; nothing is recorded. */
void example_claim(struct kiosk *kiosk);

/* The same visit of somebody under 18; a visit of somebody with a long name. */
void example_under_18(struct kiosk *kiosk);
void example_long_name(struct kiosk *kiosk);

/* They came before: the bus for £4.20, paid as example_answers has it. */
void example_last_time(struct kiosk *kiosk);

/* A bus ticket and a payment of last month are still to come. */
void example_waiting(struct kiosk *kiosk);
/* Asked about: the ticket (0) or the payment (1) of those. */
void example_late(struct kiosk *kiosk, size_t index);

/* The third of the people supports the person of the visit. */
void example_supporters(struct kiosk *kiosk);

/* A taxi and childcare were agreed with the person of the visit, and their train was bought. */
void example_agreed(struct kiosk *kiosk);

/* A ticket's picture. The caller clears it. */
void example_ticket(struct bytes *jpeg);

/* There is a printer, from which nothing comes. */
void example_printer(struct kiosk *kiosk);

#endif
