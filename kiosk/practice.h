#ifndef KIOSK_PRACTICE_H
#define KIOSK_PRACTICE_H

#include "kiosk/kiosk.h"

/*
 * Practice: a whole visit, or a desk's day, with toy money. The kiosk gets another store, which is
 * in memory alone, an invented meeting with invented people under the demonstration's figures, and
 * staff whose cards are on the screen. What it was is set aside and comes back as it was. Nothing
 * of practice reaches the disk, out/ or paper; what comes from the office meanwhile waits in in/.
 *
 * Every page says that it is practice, in words that are read first, and has a button that ends it.
 * Silence ends it too. Only staff begin it: at the desk, or with --practice.
 */
#define PRACTICE_PIN "123456" // of both staff, and said on the screen
#define PRACTICE_PEOPLE 4

enum practice_card {
    PRACTICE_HOST,
    PRACTICE_PAYER,
    PRACTICE_MEMBER, // the first of the people, and the others after
    PRACTICE_CARDS = PRACTICE_MEMBER + PRACTICE_PEOPLE,
};

/* The first of the invented names, for the button. */
extern const char *const practice_names[PRACTICE_PEOPLE][2];

/* The first screen follows. */
void practice_begin(struct kiosk *kiosk);

/* Back to what the kiosk was; its first screen follows. Where it never was anything (--practice),
 * practice begins anew. Nothing happens when there is no practice. */
void practice_end(struct kiosk *kiosk);

/* Takes practice off the kiosk without going on to any screen: the program ends. */
void practice_drop(struct kiosk *kiosk);

/* What is on that card, to be scanned. */
void practice_card(const struct kiosk *kiosk, enum practice_card which,
                   char out[static CARD_TEXT_SIZE]);

/* Removes what a kill in the middle of practice left beside the open meeting's key. */
void practice_sweep(const char *run);

#endif
