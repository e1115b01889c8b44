#ifndef SHARED_KEYS_H
#define SHARED_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"

/*
 * The keys programs are known by: an Ed25519 pair to sign with and an X25519 pair that things are
 * sealed to, made together and kept in one file that only its owner can read.
 *
 * Every signature is over a context and the message, so that what was signed as one thing can never
 * be shown as another.
 */
#define KEYS_PUBLIC_SIZE 32
#define KEYS_SIGNATURE_SIZE 64

struct keys {
    uint8_t sign_public[KEYS_PUBLIC_SIZE];
    uint8_t sign_secret[64];
    uint8_t seal_public[KEYS_PUBLIC_SIZE];
    uint8_t seal_secret[32];
};

/* Once, before anything else here: false only when the machine has no randomness. */
bool keys_start(struct err *err);

void keys_make(struct keys *keys);

/*
 * Reads the file, or makes keys and writes it with mode 0400 when there is none. A file that is
 * not whole is ERR_INVALID and is left alone: new keys in its place would be another identity. One
 * program at a time: two that both find no file would end with different keys.
 */
bool keys_open(struct keys *keys, const char *path, struct err *err);

/* Takes the secrets out of memory. */
void keys_clear(struct keys *keys);

void keys_sign(const struct keys *keys, const char *context, const void *message, size_t length,
               uint8_t out[static KEYS_SIGNATURE_SIZE]);
bool keys_verify(const uint8_t sign_public[static KEYS_PUBLIC_SIZE], const char *context,
                 const void *message, size_t length,
                 const uint8_t signature[static KEYS_SIGNATURE_SIZE]);

/* BLAKE2b of context and message, 16 to 64 bytes. */
void keys_hash(void *out, size_t size, const char *context, const void *message, size_t length);

/* The id of an act, out of what it is about: done twice, or sent twice, it is one act. A UUIDv8. */
struct id keys_act(const char *context, const void *about, size_t length);

#endif
