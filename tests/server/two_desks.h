#ifndef TESTS_SERVER_TWO_DESKS_H
#define TESTS_SERVER_TWO_DESKS_H

#include "server/claims.h"
#include "shared/books.h"
#include "tests/server/hall.h"

/*
 * An office and two kiosks at one meeting: A (0), which makes claims, and B (1), which has the
 * float. What is recorded is recorded at the one that was gone to last. Everything asserts that it
 * works.
 */
extern struct hall hall;
extern struct id payer;
extern struct id float_id;

int two_desks_open(void **state);
int two_desks_close(void **state);
void go_to(int which);
/* What is new in its log. */
void send_up(void);
void check_all_is_well(void);

void open_float(int64_t pence);
void record_as(struct id op_id, enum record_kind kind, const void *body);
void hand(const struct body_claim *claim, struct id op_id);
void pay(const struct body_claim *claim);
void take_back(const struct body_claim *claim, struct id handed);

/* That kiosk opens the meeting at its start; closes it; goes on for the other, which stopped. */
void open_meeting(void);
void close_meeting(int64_t at_ms);
void take_over(void);

/* One visit at A: step by step, so that what was sent may end after any of them. */
struct visit {
    struct body_attendance_arrived there;
    struct body_claim *claim;
    struct id made, amended, op_id; // in the order in which A did them
};
#define STEPS 5

/* The claim is the caller's. */
struct visit visit(size_t person, int64_t bus_pence);
void step(const struct visit *visit, int number);
/* All steps, at a meeting that is opened before and closed after. */
void record_until_closed(const struct visit *visit);

struct claims_claim now(const struct visit *visit);

#endif
