#ifndef SHARED_OWN_PICTURE_H
#define SHARED_OWN_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/note.h"

/*
 * The person's own picture: one of twelve, which always stand in the same order, so that they say
 * nothing of whose it is. Touched after the letters of a name it opens what is remembered.
 *
 * Records and kiosks know it only as a proof, a hash of the meeting's key, the person and the
 * picture. That key is gone once the meeting is closed: a stolen kiosk does not tell who has which.
 */
#define OWN_PICTURES 12
#define OWN_PICTURE_PROOF_SIZE 33 // 32 hex digits and the NUL

/* "apple", "ball" …: words in code. The order is part of the proof and never changes. */
extern const char *const own_picture_names[OWN_PICTURES];

void own_picture_prove(char out[static OWN_PICTURE_PROOF_SIZE],
                       const uint8_t key[static NOTE_KEY_SIZE], struct id person, size_t picture);

/* Whether the proof is of that picture. It takes the same time for any text, also for "". */
bool own_picture_check(const char *proof, const uint8_t key[static NOTE_KEY_SIZE], struct id person,
                       size_t picture);

/* Which of the twelve it is of; false, and *picture is left alone, when of none. */
bool own_picture_find(size_t *picture, const char *proof, const uint8_t key[static NOTE_KEY_SIZE],
                      struct id person);

#endif
