#ifndef KIOSK_TOGETHER_H
#define KIOSK_TOGETHER_H

#include <stddef.h>

#include "kiosk/kiosk.h"

/*
 * Somebody came with the visitor. Whom the office has noted as one's supporter, or as who comes
 * with one's support, is signed in by one touch, in the same act (rules.md D18); the arrangement
 * itself was settled at the office and is never asked here. Their claim is their own: it waits
 * until it is their turn at the kiosk.
 */
#define TOGETHER_MAX 4

/* Those who belong to the visitor and are not signed in now: how many. Nobody for who is known by
 * letters alone: who comes with whom is stored. Borrowed from the roster. */
size_t together_list(struct kiosk *kiosk, const struct roster_person *out[static TOGETHER_MAX]);

/* Records their arrival; visit->with is who came last. False when it could not be kept. */
bool together_arrive(struct kiosk *kiosk, struct id person);

/* The same of anybody who shows their card beside the visitor: they are recognised when it is their
 * turn. *unknown: it is no card of somebody else who is expected. */
bool together_scan(struct kiosk *kiosk, const char *code, bool *unknown);

/* Parts of screens, where somebody came along: that they are signed in too; the same as a title,
 * which thanks both; and in the foot that it is their turn, true when that was touched
 * (kiosk_turn). False, and nothing is put, where nobody did. */
bool together_put_here(const struct kiosk *kiosk, struct ui *ui);
bool together_put_thanks(const struct kiosk *kiosk, struct ui *ui);
bool together_put_turn(const struct kiosk *kiosk, struct ui *ui);

#endif
