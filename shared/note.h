#ifndef SHARED_NOTE_H
#define SHARED_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/keys.h"

/*
 * A note: something that must one day be erased (a name, free words, a draft, a picture), sealed
 * under a key. At the kiosk that is the meeting's, at the server the person's: when the key goes,
 * so does the note (architecture.md decision 9 and part 4). A note is named by the hash of its
 * sealed bytes; records hold the name and never the note.
 */
#define NOTE_KEY_SIZE 32
#define NOTE_NAME_SIZE 32
#define NOTE_PLAIN_MAX ((size_t)8 * 1024 * 1024) // a receipt's picture (rules.md F37)
#define NOTE_OVERHEAD 45                         // a sealed note is so much longer
#define NOTE_SEALED_MAX (NOTE_PLAIN_MAX + NOTE_OVERHEAD)

void note_make_key(uint8_t key[static NOTE_KEY_SIZE]);

/*
 * Adds the sealed bytes to out; at most NOTE_PLAIN_MAX are sealed. `purpose` is a word such as
 * "name", "draft", "picture": a note sealed for one does not open for another.
 */
void note_seal(struct bytes *out, const uint8_t key[static NOTE_KEY_SIZE], const char *purpose,
               const void *plain, size_t length);

/*
 * Replaces what is in out. ERR_INVALID, and out is left alone, when the note is damaged, or sealed
 * under another key or for another purpose.
 */
bool note_open(struct bytes *out, const uint8_t key[static NOTE_KEY_SIZE], const char *purpose,
               const void *sealed, size_t length, struct err *err);

/*
 * The same for the owner of a key pair (keys.h): nobody else can open it, nor who sealed it. The
 * words are padded, so that a note's length says little; at most NOTE_WORDS_MAX bytes are sealed.
 */
#define NOTE_WORDS_MAX 255
void note_seal_to(struct bytes *out, const uint8_t public[static NOTE_KEY_SIZE],
                  const char *purpose, const char *words);
bool note_open_to(struct bytes *out, const struct keys *keys, const char *purpose,
                  const void *sealed, size_t length, struct err *err);

/* A key sealed to the owner of a key pair: what a kiosk made up, for the office. */
#define NOTE_WRAPPED_SIZE (NOTE_KEY_SIZE + 48)
void note_wrap_key(uint8_t out[static NOTE_WRAPPED_SIZE],
                   const uint8_t public[static NOTE_KEY_SIZE],
                   const uint8_t key[static NOTE_KEY_SIZE]);
bool note_unwrap_key(uint8_t key[static NOTE_KEY_SIZE], const struct keys *keys,
                     const uint8_t wrapped[static NOTE_WRAPPED_SIZE]);

void note_name(uint8_t out[static NOTE_NAME_SIZE], const void *sealed, size_t length);

#endif
