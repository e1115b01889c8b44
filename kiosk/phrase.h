#ifndef KIOSK_PHRASE_H
#define KIOSK_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/ui.h"
#include "shared/policy.h"

/*
 * What goes into sentences: dates, miles, how long, ways to travel. Each is a whole phrase of the
 * catalogue, in the form that the sentences need (LNG-10).
 */
#define PHRASE_SIZE 80

/* "12.3", from thousandths of a mile. */
void phrase_miles(char out[static PHRASE_SIZE], int64_t milli_miles);

/* What somebody keyed: "12", "12.3", up to three decimals, to 999. False for anything else. */
bool phrase_read_miles(const char *text, int64_t *milli_miles);

/* "Tuesday 1 December", as it stands after "on"; in Welsh after "ar": "ddydd Mawrth 1 Rhagfyr". */
void phrase_date(char out[static PHRASE_SIZE], enum words_lang lang, const char *date);

/* Minutes, as people say them: a quarter of an hour's steps to four hours. */
void phrase_minutes(char out[static PHRASE_SIZE], enum words_lang lang, int64_t minutes);

/* A way of getting here that the policy may pay for. */
struct phrase_way {
    enum policy_category category;
    const char *picture;
    const char *name; // keys: "Bus"; the question for its amount or miles; its row at check, with
    const char *ask;  // {miles} if it is paid by the mile
    const char *row;
};
extern const struct phrase_way phrase_ways[]; // in the order they are shown
extern const size_t phrase_way_count;

/* NULL for a cost that is no way of getting here. */
const struct phrase_way *phrase_way(enum policy_category category);

#endif
