#ifndef SERVER_CASH_PLAN_H
#define SERVER_CASH_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/meetings.h"
#include "shared/bytes.h"
#include "shared/coins.h"
#include "shared/db.h"
#include "shared/err.h"

/*
 * What to bring to a meeting: cash for the travel money of those invited, so that each can be paid
 * to the penny, and how many kiosks. Somebody's journey is what they claimed last time; who never
 * claimed counts as the mean of the others, rounded up to ten pence.
 */
#define CASH_PLAN_UNKNOWN (-1) // they never claimed
#define CASH_PLAN_A_KIOSK 25   // people sign in at one by card within ten minutes (performance.md)

struct cash_plan {
    bool by_bank; // the policy pays no cash: bring none
    size_t people;
    size_t unknown;
    int64_t mean_pence;  // that each of these counts as
    int64_t left_pence;  // that was left for them at meetings before, to be paid in cash (left.h)
    int64_t total_pence; // with that
    struct coins coins;  // which come to it
    size_t kiosks;
};

/* Of the last travel money of each, in pence. */
void cash_plan_make(const int64_t *usual, size_t people, struct cash_plan *out);
/* And one amount that was left for one of them. */
void cash_plan_add_left(struct cash_plan *plan, int64_t pence);

/* Of those invited to a meeting; nothing of that meeting itself is looked at. */
bool cash_plan_find(struct db *db, const struct meetings_meeting *meeting, struct cash_plan *out,
                    struct err *err);

/* As people read it; it names nobody. */
void cash_plan_write(const struct cash_plan *plan, struct bytes *out);

#endif
