#ifndef TESTS_SHARED_VISIT_H
#define TESTS_SHARED_VISIT_H

#include "shared/assess.h"

/* A visit to assess: what the tests of the engine begin with. */

/* A shipped policy, by its id. */
struct policy visit_policy(const char *id);

/* "2025-11-12T10:00:00Z" */
int64_t visit_at(const char *instant);

/*
 * An adult who was there all of it, agreed two weeks before, claimed on the day, no expenses;
 * `type` is the kind of meeting.
 */
struct facts visit_on(const char *type, const char *start, int64_t minutes);

/* One hour from 10:00 on 12 November 2025. */
static inline struct facts visit_facts(const char *type)
{
    return visit_on(type, "2025-11-12T10:00:00Z", 60);
}

/* One more cost with its receipt of the same amount, "X1" and on; the caller changes it. */
struct facts_expense *visit_cost(struct facts *facts, const char *category, int64_t pence);
struct facts_expense *visit_miles(struct facts *facts, const char *category, int64_t milli_miles);

/*
 * Assesses, and compares with "F1 fee.attendance 1250; X1 expense.bus 480 | X2 OVER_CAP 20p |
 * FEE_DECLINED | bank 1250 of 1250": lines, refusals (with p, min or mi), flags, and channel, fee
 * taken and offered. An empty part is a hyphen; a time credit is "timeswap 60 min".
 */
#define visit_gives(policy, facts, expected)                                                       \
    visit_check(policy, facts, expected, __FILE__, __LINE__)
void visit_check(const struct policy *policy, const struct facts *facts, const char *expected,
                 const char *file, int line);

#endif
