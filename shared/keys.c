// SPDX-License-Identifier: Apache-2.0
#include "shared/keys.h"

#include <string.h>

#include <sodium.h>

#include "shared/bytes.h"

static const char MAGIC[8] = {'D', 'I', 'O', 'L', 'K', 'E', 'Y', '1'};
#define CHECK_SIZE 16
#define CHECKED_SIZE (sizeof MAGIC + crypto_sign_SEEDBYTES + crypto_box_SECRETKEYBYTES)
#define FILE_SIZE (CHECKED_SIZE + CHECK_SIZE)

bool keys_start(struct err *err)
{
    return sodium_init() >= 0 || err_set(err, ERR_INTERNAL, "this machine gives no randomness");
}

static void from_secrets(struct keys *keys, const uint8_t *seed, const uint8_t *seal_secret)
{
    crypto_sign_seed_keypair(keys->sign_public, keys->sign_secret, seed);
    memcpy(keys->seal_secret, seal_secret, sizeof keys->seal_secret);
    crypto_scalarmult_base(keys->seal_public, seal_secret);
}

void keys_make(struct keys *keys)
{
    uint8_t secrets[crypto_sign_SEEDBYTES + crypto_box_SECRETKEYBYTES];

    randombytes_buf(secrets, sizeof secrets);
    from_secrets(keys, secrets, secrets + crypto_sign_SEEDBYTES);
    sodium_memzero(secrets, sizeof secrets);
}

static bool write_new(struct keys *out, const char *path, struct err *err)
{
    uint8_t check[CHECK_SIZE];
    struct bytes file = {0};
    struct keys keys;
    bool ok;

    keys_make(&keys);
    bytes_add(&file, MAGIC, sizeof MAGIC);
    bytes_add(&file, keys.sign_secret, crypto_sign_SEEDBYTES); // libsodium keeps the seed first
    bytes_add(&file, keys.seal_secret, sizeof keys.seal_secret);
    keys_hash(check, sizeof check, "keys file", file.data, file.length);
    bytes_add(&file, check, sizeof check);
    ok = bytes_write_file(path, file.data, file.length, 0400, err);
    if (ok)
        *out = keys;
    keys_clear(&keys);
    bytes_clear(&file);
    return ok;
}

// A flipped bit would be another identity, found out only when nobody believes us any more.
static bool is_whole(const struct bytes *file)
{
    uint8_t check[CHECK_SIZE];

    if (file->length != FILE_SIZE || memcmp(file->data, MAGIC, sizeof MAGIC) != 0)
        return false;
    keys_hash(check, sizeof check, "keys file", file->data, CHECKED_SIZE);
    return memcmp(check, file->data + CHECKED_SIZE, sizeof check) == 0;
}

bool keys_open(struct keys *keys, const char *path, struct err *err)
{
    struct bytes file = {0};
    bool ok;

    if (!bytes_read_file(&file, path, FILE_SIZE, err))
        return err->kind == ERR_NOT_FOUND && write_new(keys, path, err);
    ok = is_whole(&file);
    if (ok)
        from_secrets(keys, file.data + sizeof MAGIC,
                     file.data + sizeof MAGIC + crypto_sign_SEEDBYTES);
    bytes_clear(&file);
    return ok ||
           err_set(err, ERR_INVALID,
                   "%s is damaged: put it back from a backup, or enrol this machine anew", path);
}

void keys_clear(struct keys *keys)
{
    sodium_memzero(keys, sizeof *keys);
}

void keys_sign(const struct keys *keys, const char *context, const void *message, size_t length,
               uint8_t out[static KEYS_SIGNATURE_SIZE])
{
    uint8_t digest[64];

    keys_hash(digest, sizeof digest, context, message, length);
    crypto_sign_detached(out, NULL, digest, sizeof digest, keys->sign_secret);
}

bool keys_verify(const uint8_t sign_public[static KEYS_PUBLIC_SIZE], const char *context,
                 const void *message, size_t length,
                 const uint8_t signature[static KEYS_SIGNATURE_SIZE])
{
    uint8_t digest[64];

    keys_hash(digest, sizeof digest, context, message, length);
    return crypto_sign_verify_detached(signature, digest, sizeof digest, sign_public) == 0;
}

void keys_hash(void *out, size_t size, const char *context, const void *message, size_t length)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, size);
    // The NUL goes in too, so that no context is the beginning of another's message.
    crypto_generichash_update(&state, (const uint8_t *)context, strlen(context) + 1);
    crypto_generichash_update(&state, message, length);
    crypto_generichash_final(&state, out, size);
    sodium_memzero(&state,
                   sizeof state); // it holds the message's end, which may be a card's secret
}

struct id keys_act(const char *context, const void *about, size_t length)
{
    struct id id;

    keys_hash(id.bytes, sizeof id.bytes, context, about, length);
    id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0F) | 0x80);
    id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3F) | 0x80);
    return id;
}
