#ifndef TESTS_KIOSK_DESK_HOLDS_H
#define TESTS_KIOSK_DESK_HOLDS_H

/* What must hold at the desk whatever chance did (desk_day.h); a test that finds it otherwise
 * fails. */

/* The books balance, and no claim has more cash than it may. */
void desk_holds_books(void);

/* The desk's list says the same as the books. */
void desk_holds_queue(void);

/* The meeting was just closed: the float is counted out, nobody waits who should not, and nothing
 * is paid for a ticket that nobody has seen. */
void desk_holds_closed(void);

#endif
