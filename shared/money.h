#ifndef SHARED_MONEY_H
#define SHARED_MONEY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Money is whole pence in int64_t, from entry to export; there is no floating point anywhere.
 * MONEY_MAX is far above any claim and far below where sums could overflow.
 */
#define MONEY_MAX INT64_C(100000000) // one million pounds
#define MONEY_SIZE 20                // "-£1,000,000.00" in UTF-8 and its NUL, with room

/* "£4.20", "£1,204.00", "-£0.05": two decimals always. The pound sign is UTF-8. */
void money_write(char out[static MONEY_SIZE], int64_t pence);

/* "4.20": without sign and commas, for documents and tables. */
void money_write_plain(char out[static MONEY_SIZE], int64_t pence);

/*
 * What a person keys: "4", "4.2", "4.20", ".50", "£4.20", spaces around it. False for anything
 * else, for more than two decimals, and over MONEY_MAX.
 */
bool money_parse(const char *text, int64_t *pence);

#endif
