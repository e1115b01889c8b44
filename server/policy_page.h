#ifndef SERVER_POLICY_PAGE_H
#define SERVER_POLICY_PAGE_H

#include <stdint.h>

#include "shared/bytes.h"
#include "shared/policy.h"
#include "shared/record.h"

/*
 * A policy as a page in plain words that a manager can read and sign: what is paid, to whom, how
 * and when, what is refused, and what was decided where the source documents leave a question open
 * (rules.md 0.1). Every field of the policy changes the page; its examples are what assess() gives.
 * `hash` is the one that claims carry.
 */
void policy_page_write(struct bytes *out, const struct policy *policy,
                       const uint8_t hash[static RECORD_HASH_SIZE], const char *today);

#endif
