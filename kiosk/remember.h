#ifndef KIOSK_REMEMBER_H
#define KIOSK_REMEMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/kiosk.h"
#include "shared/body.h"

/*
 * What somebody asked to be remembered (rules.md R7): how they like the screen, and a picture of
 * their own (own_picture.h). Both are choices like the others, "screen" and "picture", and the last
 * word on each is this kiosk's or the office's. They are opened for who was recognised, by card, by
 * that picture or by the host's nod, and never by letters alone.
 */
#define REMEMBER_NO "no" // asked, and not wanted

/* Their last word on one choice: a value, REMEMBER_NO, or "" when nobody asked yet. */
void remember_find(const struct kiosk *kiosk, struct id person, const char *choice,
                   char value[static BODY_CODE_SIZE]);

/* How this person likes the screen: what they asked for, else as usual, in the language the office
 * has of them. */
struct ui_prefs remember_screen(const struct kiosk *kiosk, struct id person);

/* The visitor is recognised: what is theirs may be shown, and the screen comes as they like it. */
void remember_recognise(struct kiosk *kiosk);

/*
 * Keeps a choice of the visitor's; REMEMBER_NO takes back what they said before. op_id is made when
 * the question was shown.
 */
bool remember_keep(struct kiosk *kiosk, struct id op_id, const char *choice, const char *value,
                   struct err *err);

/* "Shall we remember how you like the screen?" is due: the visitor was recognised, was never asked,
 * and it would not come like this by itself. */
bool remember_is_due(const struct kiosk *kiosk);

/*
 * A picture was touched by somebody known by letters alone: *right when it is their own. Each try
 * is stored before it is looked at, for whoever it is and whether they have a picture or not; after
 * REMEMBER_TRIES wrong ones at a meeting none opens anything until they are recognised otherwise.
 * False when the count cannot be kept: then nothing was looked at.
 */
#define REMEMBER_TRIES 3
bool remember_try_picture(struct kiosk *kiosk, size_t picture, bool *right, struct err *err);

#endif
