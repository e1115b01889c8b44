#ifndef SERVER_POLICY_PAGE_PARTS_H
#define SERVER_POLICY_PAGE_PARTS_H

#include "server/plain.h"
#include "shared/money.h"
#include "shared/policy.h"

/* The sections of a policy's page, for the files named policy_page*.c alone. */
struct policy_page {
    struct bytes *out;
    const struct policy *policy;
    char day[WHEN_DATE_SIZE]; // of the examples
};

void policy_page_time(const struct policy_page *page);
void policy_page_channels(const struct policy_page *page);
void policy_page_young(const struct policy_page *page);
void policy_page_wages(const struct policy_page *page);
void policy_page_costs(const struct policy_page *page);
void policy_page_cash(const struct policy_page *page);
void policy_page_refused(const struct policy_page *page);
void policy_page_decided(const struct policy_page *page);

/* The basis pays for a meeting: neither by the year nor not at all. */
bool policy_page_pays_time(const struct policy *policy);

/* "a taxi": what a person would say of a category or a type of meeting. */
const char *policy_page_category(int category);
const char *policy_page_type(int type);

/* Those of a set of bits as one list, "a bus, a train and a taxi"; the words by their place. */
void policy_page_set(struct bytes *out, uint32_t set, const char *(*word)(int place));

/* "1 April": the first day of the financial year. */
void policy_page_year_start(char out[static PLAIN_DATE_SIZE], const struct policy *policy);

/* "1 minute", "90 minutes", "2 h 30 min". */
#define POLICY_PAGE_MINUTES_SIZE 40
void policy_page_minutes(char out[static POLICY_PAGE_MINUTES_SIZE], int64_t minutes);

#endif
