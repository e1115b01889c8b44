#ifndef KIOSK_PHRASE_H
#define KIOSK_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/ui.h"
#include "kiosk/visit.h"
#include "shared/policy.h"

/*
 * What goes into sentences: dates, miles, how long, what a cost was. Each is a whole phrase of the
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

/* A cost that the policy may pay for: a way of getting here, or something else. */
struct phrase_cost {
    enum policy_category category;
    const char *picture;
    const char *name; // keys: "Bus"; the question for its amount or miles; its row at check, with
    const char *ask;  // {miles} if it is paid by the mile
    const char *row;
    const char *ask_home; // the same two of the way home; NULL for what is no ticket
    const char *row_home;
};
extern const struct phrase_cost phrase_ways[]; // in the order they are shown
extern const size_t phrase_way_count;
extern const struct phrase_cost phrase_others[]; // likewise
extern const size_t phrase_other_count;

/* NULL for what no kiosk asks about; of the category that a record calls so, likewise. */
const struct phrase_cost *phrase_cost(enum policy_category category);
const struct phrase_cost *phrase_cost_of(const char *code);

/* A way to be paid for one's time, as it is offered on the screen and on paper. */
struct phrase_fee {
    enum visit_fee fee;
    bool in_money; // it comes to pounds, known beforehand
    const char *id;
    const char *name;   // keys: "A voucher"; what it comes to, with {amount}, or what it means; its
    const char *second; // row at check
    const char *row;
    const char *picture;
};
#define PHRASE_FEES 6
extern const struct phrase_fee phrase_fees[PHRASE_FEES]; // in the order they are shown

/* NULL: it was not said. */
const struct phrase_fee *phrase_fee(enum visit_fee fee);

/* What was said to a choice (choices.h): "yes", "by letter"; "not asked" of "". */
void phrase_choice(char out[static PHRASE_SIZE], enum words_lang lang, const char *value);

/* A journey, by a ticket of its own: there may be another for the way home. */
bool phrase_is_ticketed(enum policy_category category);

#endif
