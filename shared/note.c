// SPDX-License-Identifier: Apache-2.0
#include "shared/note.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char MAGIC[4] = {'D', 'N', 'O', 'T'};
#define HEAD_SIZE (sizeof MAGIC + 1)
#define VERSION 1
#define VERSION_TO 2 // to the owner of a key pair
#define WORDS_SIZE (NOTE_WORDS_MAX + 1)
#define PURPOSE_SIZE 16
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(NOTE_OVERHEAD == HEAD_SIZE + NONCE_SIZE + TAG_SIZE, "the layout changed");

void note_make_key(uint8_t key[static NOTE_KEY_SIZE])
{
    randombytes_buf(key, NOTE_KEY_SIZE);
}

void note_seal(struct bytes *out, const uint8_t key[static NOTE_KEY_SIZE], const char *purpose,
               const void *plain, size_t length)
{
    uint8_t nonce[NONCE_SIZE];

    assert(length <= NOTE_PLAIN_MAX);
    randombytes_buf(nonce, sizeof nonce);
    bytes_add(out, MAGIC, sizeof MAGIC);
    bytes_add_number(out, VERSION, 1);
    bytes_add(out, nonce, sizeof nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_extend(out, length + TAG_SIZE), NULL, plain,
                                               length, (const uint8_t *)purpose, strlen(purpose),
                                               NULL, nonce, key);
}

bool note_open(struct bytes *out, const uint8_t key[static NOTE_KEY_SIZE], const char *purpose,
               const void *sealed, size_t length, struct err *err)
{
    struct bytes_reader reader = {sealed, length};
    struct bytes plain = {0};
    const uint8_t *nonce;
    const uint8_t *head;
    bool ok;

    if (length > NOTE_SEALED_MAX || !bytes_take_view(&reader, &head, HEAD_SIZE) ||
        memcmp(head, MAGIC, sizeof MAGIC) != 0 || head[sizeof MAGIC] != VERSION ||
        !bytes_take_view(&reader, &nonce, NONCE_SIZE) || reader.left < TAG_SIZE)
        return err_set(err, ERR_INVALID, "these bytes are no note");
    ok = crypto_aead_xchacha20poly1305_ietf_decrypt(
             bytes_extend(&plain, reader.left - TAG_SIZE), NULL, NULL, reader.at, reader.left,
             (const uint8_t *)purpose, strlen(purpose), nonce, key) == 0;
    if (!ok) {
        bytes_clear(&plain);
        return err_set(err, ERR_INVALID, "the note does not open with this key");
    }
    bytes_clear(out);
    *out = plain;
    return true;
}

// The purpose, then the words, each filled up with zeros.
void note_seal_to(struct bytes *out, const uint8_t public[static NOTE_KEY_SIZE],
                  const char *purpose, const char *words)
{
    char plain[PURPOSE_SIZE + WORDS_SIZE] = {0};
    bool fits =
        str_copy(plain, PURPOSE_SIZE, purpose) && str_copy(plain + PURPOSE_SIZE, WORDS_SIZE, words);

    assert(fits);
    bytes_add(out, MAGIC, sizeof MAGIC);
    bytes_add_number(out, VERSION_TO, 1);
    crypto_box_seal(bytes_extend(out, sizeof plain + crypto_box_SEALBYTES), (const uint8_t *)plain,
                    sizeof plain, public);
    mem_wipe(plain, sizeof plain);
}

bool note_open_to(struct bytes *out, const struct keys *keys, const char *purpose,
                  const void *sealed, size_t length, struct err *err)
{
    char plain[PURPOSE_SIZE + WORDS_SIZE];
    const uint8_t *note = sealed;
    bool ok = length == HEAD_SIZE + sizeof plain + crypto_box_SEALBYTES &&
              memcmp(note, MAGIC, sizeof MAGIC) == 0 && note[sizeof MAGIC] == VERSION_TO &&
              crypto_box_seal_open((uint8_t *)plain, note + HEAD_SIZE, length - HEAD_SIZE,
                                   keys->seal_public, keys->seal_secret) == 0;

    ok = ok && strncmp(plain, purpose, PURPOSE_SIZE) == 0 && plain[sizeof plain - 1] == '\0';
    if (ok) {
        bytes_clear(out);
        bytes_add_text(out, plain + PURPOSE_SIZE);
    }
    mem_wipe(plain, sizeof plain);
    return ok || err_set(err, ERR_INVALID, "the note is not for these keys");
}

void note_wrap_key(uint8_t out[static NOTE_WRAPPED_SIZE],
                   const uint8_t public[static NOTE_KEY_SIZE],
                   const uint8_t key[static NOTE_KEY_SIZE])
{
    _Static_assert(NOTE_WRAPPED_SIZE == NOTE_KEY_SIZE + crypto_box_SEALBYTES, "its size");
    crypto_box_seal(out, key, NOTE_KEY_SIZE, public);
}

bool note_unwrap_key(uint8_t key[static NOTE_KEY_SIZE], const struct keys *keys,
                     const uint8_t wrapped[static NOTE_WRAPPED_SIZE])
{
    return crypto_box_seal_open(key, wrapped, NOTE_WRAPPED_SIZE, keys->seal_public,
                                keys->seal_secret) == 0;
}

void note_name(uint8_t out[static NOTE_NAME_SIZE], const void *sealed, size_t length)
{
    keys_hash(out, NOTE_NAME_SIZE, "note", sealed, length);
}
