#ifndef KIOSK_REFUSED_H
#define KIOSK_REFUSED_H

#include <stdbool.h>

#include "kiosk/phrase.h"
#include "kiosk/visit.h"
#include "kiosk/words.h"
#include "shared/assess.h"
#include "shared/money.h"

/*
 * What is not paid, in words for the person it concerns: kindly, without codes, and with what they
 * can do where there is something (rules.md 1.4, P16). Every reason has words of its own.
 */

/* The key of what is said of one refusal; of a code, where it is known whether it is waited for. */
const char *refused_key(const struct visit *visit, const struct assess_rejected *rejected);
const char *refused_words_key(const char *code, bool waited_for);

/* A ticket that will be brought is neither refused nor paid: it is waited for. */
bool refused_is_waited_for(const struct visit *visit, const struct assess_rejected *rejected);

/* Where only a part is refused: how much of the line is paid, and how much is not. */
struct refused_part {
    const char *key;       // with {paid} and {rest}, or with {rest} alone
    char paid[MONEY_SIZE]; // "" for minutes and miles
    char rest[PHRASE_SIZE];
};

/* False when all of the line is refused, or a sum would say nothing. */
bool refused_find_part(const struct assessment *outcome, const struct assess_rejected *rejected,
                       enum words_lang lang, struct refused_part *out);

/* Travel money that a line of the claim gets. */
int64_t refused_paid_for(const struct assessment *outcome, const char *ref);

#endif
