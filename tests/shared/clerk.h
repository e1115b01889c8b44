#ifndef TESTS_SHARED_CLERK_H
#define TESTS_SHARED_CLERK_H

#include "shared/body.h"
#include "shared/books.h"

/*
 * Somebody who writes into books of their own, in memory: one meeting, one person and what is
 * theirs, one float. Everything asserts that it works.
 */
extern struct db *db;
extern struct id log_id;
extern struct id meeting;
extern struct id person;
extern struct id attendance;
extern struct id claim_id;
extern struct id tin; // the float

int set_up(void **state);
int tear_down(void **state);

/* Into the log and the books, or into neither. */
bool say_at(struct id where, enum record_kind kind, const void *body, struct err *err);
void must(enum record_kind kind, const void *body);
/* Into the log alone: what books of other rules took before, and these have still to be made of. */
void said_before(enum record_kind kind, const void *body);
/* Refused, and the books are as they were. */
void must_not(enum record_kind kind, const void *body, enum err_kind why);

void arrive(struct id whose, struct id as);
/* The caller's. */
struct body_claim *new_claim(struct id id, int64_t number, int64_t pence);
void claim_for(struct id id, int64_t number, int64_t pence, struct id whose);
void open_float(int64_t pence);
struct body_cash cash(struct id claim, int64_t pence);
int64_t in_float(void);

void check_sum(void);
void check_rebuilt(void); // made again from the log they are the same, and in balance

#endif
