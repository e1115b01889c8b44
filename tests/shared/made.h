#ifndef TESTS_SHARED_MADE_H
#define TESTS_SHARED_MADE_H

#include "shared/facts.h"
#include "shared/policy.h"

/*
 * Facts and policies made by chance, the same on every machine: made_begin with the same seed, and
 * what follows is the same. They are valid ones, aimed at where the rules of rules.md meet: the
 * days on which clocks, years, rates and ages change, comings and goings of seconds, costs about a
 * receipt, receipts used twice.
 */
void made_begin(uint64_t seed);

/* 0 to limit - 1. */
int64_t made_below(int64_t limit);
bool made_one_in(int64_t n);

/* The shipped policies. */
#define MADE_SHIPPED 6
const struct policy *made_shipped(int64_t index);

/* One of those, every other time with a few fields as an organisation might have them. */
struct policy made_policy(void);

struct facts made_facts(void);

#endif
