#ifndef KIOSK_QUESTION_H
#define KIOSK_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/kiosk.h"
#include "shared/body.h"

/*
 * "Ask someone to look at this": what is said after it was asked (who looks, until when, and that
 * the answer will be here), and what the office answered. And how to complain. Parts of screens.
 */

/* For a claim that somebody is to look at: two hints. */
void question_put_promise(struct kiosk *kiosk, struct ui *ui);

/* What was asked, and the answer, a card each. Nothing when there is none. */
void question_put_answers(struct ui *ui, const struct body_claim_answered *answers, size_t count);

/* "Something is wrong", of the claim that is saved. False when it could not be recorded. */
bool question_claim(struct kiosk *kiosk);

/* Whom to tell, and that nothing bad follows (rules.md C35, S36, P14). */
void question_put_complaints(const struct kiosk *kiosk, struct ui *ui);

/* The key of what a question is about: a category of cost, "fee" or "claim". `key` has room for it.
 */
const char *question_about_key(const char *about, char key[static WORDS_KEY_SIZE]);

/* Keys and words that the paper needs as well. */
const char *question_promise_key(const struct kiosk *kiosk);
/* The office's own words on how to complain, in that language if it has them; "" for none. */
const char *question_contact(const struct kiosk *kiosk, enum words_lang lang);
/* Likewise who advises people on benefits. */
const char *question_adviser(const struct kiosk *kiosk, enum words_lang lang);

#endif
