#ifndef TESTS_SERVER_SETTLING_H
#define TESTS_SERVER_SETTLING_H

#include "server/claims.h"
#include "tests/server/hall.h"

/* An office whose policies change, with claims that are approved and paid. Everything asserts that
 * it works. */
struct settling {
    struct hall hall;
    char folder[SETTINGS_PATH_SIZE]; // of the policies that are set
    int64_t sent;                    // of the kiosk's log
};

void settling_open(struct settling *settling);
void settling_close(struct settling *settling);
/* The kiosk's new records arrive. */
void settling_send(struct settling *settling);

/* --- versions of policies --- */

/* A policy as it ships; the caller clears it. Where those words stand in it, and other letters over
 * what stands there. */
void settling_read_shipped(struct bytes *out, const char *id);
char *settling_after(struct bytes *json, const char *words);
void settling_write_over(char *at, const char *letters);

/* Into the policies' folder: a file; or the shipped policy with other digits, which are as many,
 * after those words. Then adopt takes them. */
void settling_put_file(struct settling *settling, const char *name, const struct bytes *json);
void settling_put_policy(struct settling *settling, const char *id, const char *place,
                         const char *digits);
void settling_adopt(struct settling *settling);
/* Demo's rate for an hour to the bank: put and adopted. */
void settling_set_rate(struct settling *settling, const char *pence);

/* --- a claim and what becomes of it --- */

/* Two hours, and a bus ticket or none; the meeting is over. The caller frees it. */
struct body_claim *settling_visit(struct settling *settling, int64_t bus_pence);
struct claims_claim settling_now(struct settling *settling, const struct body_claim *claim);
void settling_check_state(struct settling *settling, const struct body_claim *claim,
                          const char *expected);
void settling_approve(struct settling *settling, const struct body_claim *claim, int64_t fee,
                      int64_t expenses);
void settling_pay(struct settling *settling, const struct body_claim *claim, const char *day);

/* "A1 of F1 fee.attendance 100 because policy facts from 2026-04-01" */
void settling_check_change(struct settling *settling, const struct body_claim *claim,
                           const char *expected);
int64_t settling_open_exceptions(struct settling *settling, const char *kind);
/* All that verify looks at is well. */
void settling_check_whole(struct settling *settling);
/* Every byte of the rows that say what was approved and paid first; of their records the chain says
 * it (verify). */
void settling_read_settled(struct settling *settling, struct bytes *out);

#endif
