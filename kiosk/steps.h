#ifndef KIOSK_STEPS_H
#define KIOSK_STEPS_H

#include <stdbool.h>

#include "kiosk/kiosk.h"

/*
 * The order of a visit's questions, between "You are signed in" and "Is this right?". Only what the
 * policy can pay for is asked (rules.md S10), and each journey has its own miles, or its amount,
 * where its ticket is, and the ticket.
 *
 * What is still to come of a claim made before (late.h) has steps of its own: those of its ticket,
 * or of its payment and a check.
 *
 * Going back keeps all answers. After "Change" at check only what that change leaves open is asked,
 * and then check is shown again (visit->checking).
 */

/* The first question. */
void steps_begin(struct kiosk *kiosk);

/* On with what was begun and not finished: the first question that is open. */
void steps_resume(struct kiosk *kiosk);

/* From the screen that is shown, which was answered, to the next or the one before. */
void steps_next(struct kiosk *kiosk);
void steps_back(struct kiosk *kiosk);

/* Back is about to be touched on what is half typed: keeps it, where "Change" at check did not lead
 * there, after which Back means that all is to stay as it was. */
void steps_keep(const struct kiosk *kiosk, char kept[static VISIT_KEYED_SIZE], const char *keyed);

/* "Change" was touched at check: asks that again. `line` is the journey's place among the visit's
 * lines, for amount and miles. */
void steps_change(struct kiosk *kiosk, const struct screen *screen, size_t line);

/* What miles asks about is not claimed after all: takes its line away and goes on. */
void steps_drop_line(struct kiosk *kiosk);

/* To the first question that was left open, as from check; false when there is none. */
bool steps_unfinished(struct kiosk *kiosk);

/* What is asked at all. */
bool steps_ask_preparation(const struct kiosk *kiosk);
bool steps_ask_fee(const struct kiosk *kiosk);
/* Where the ticket of a cost is. */
bool steps_ask_proof(const struct kiosk *kiosk);

#endif
