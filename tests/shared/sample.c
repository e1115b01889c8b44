// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/sample.h"

#include <string.h>

#include <sodium.h>

struct id sample_id(uint8_t number)
{
    struct id id;

    memset(id.bytes, number, sizeof id.bytes);
    return id;
}

struct keys sample_keys(uint8_t number)
{
    uint8_t seed[crypto_sign_SEEDBYTES];
    struct keys keys;

    memset(seed, number, sizeof seed);
    crypto_sign_seed_keypair(keys.sign_public, keys.sign_secret, seed);
    crypto_box_seed_keypair(keys.seal_public, keys.seal_secret, seed);
    return keys;
}

struct record sample_record(struct id log_id, int64_t seq, const uint8_t *prev_hash,
                            const char *body)
{
    struct record record = {.log_id = log_id,
                            .seq = seq,
                            .op_id = sample_id(0x77),
                            .kind = RECORD_CASH_PAID,
                            .schema = 1,
                            .wall_ms = INT64_C(1795435200000) + seq,
                            .boot_id = sample_id(0xB0),
                            .monotonic_ms = 1000 * seq,
                            .meeting_id = sample_id(0x3E),
                            .local_date = "2026-11-23",
                            .body = body,
                            .body_length = strlen(body)};

    for (int i = 0; i < 8; i++)
        record.op_id.bytes[i] = (uint8_t)(seq >> (8 * (7 - i)));
    if (prev_hash)
        memcpy(record.prev_hash, prev_hash, sizeof record.prev_hash);
    return record;
}

struct envelope_batch sample_batch(struct id log_id, size_t count)
{
    struct envelope_batch batch = {.log_id = log_id, .from = 1};
    uint8_t hash[RECORD_HASH_SIZE];

    for (size_t i = 0; i < count; i++) {
        struct bytes raw = {0};
        struct record record =
            sample_record(log_id, (int64_t)i + 1, i ? hash : NULL, "{\"pence\":420}");

        record_write(&record, &raw);
        record_hash(hash, raw.data, raw.length);
        envelope_batch_add(&batch, raw.data, raw.length);
        bytes_clear(&raw);
    }
    return batch;
}

void sample_seal(struct bytes *out, const struct keys *signer,
                 const uint8_t recipient[static KEYS_PUBLIC_SIZE], uint8_t slots,
                 const struct bytes *plain)
{
    uint8_t key[32];
    uint8_t key_hash[32];
    uint8_t nonce[24];
    uint8_t digest[64];
    uint8_t message_signature[64];
    struct bytes head = {0};
    struct bytes inside = {0};
    struct bytes message = {0};

    randombytes_buf(key, sizeof key);
    randombytes_buf(nonce, sizeof nonce);
    bytes_add(&message, "seal", 5);
    bytes_add(&message, recipient, KEYS_PUBLIC_SIZE);
    crypto_generichash(key_hash, sizeof key_hash, message.data, message.length, NULL, 0);
    bytes_clear(&message);
    bytes_add(&head, "DENV\1", 5);
    bytes_add_number(&head, slots, 1);
    for (uint8_t i = 0; i < slots; i++) {
        bytes_add(&head, key_hash, 8);
        crypto_box_seal(bytes_extend(&head, 80), key, sizeof key, recipient);
    }
    bytes_add(&message, "envelope", 9);
    bytes_add(&message, head.data, head.length);
    bytes_add(&message, plain->data, plain->length);
    crypto_generichash(digest, sizeof digest, message.data, message.length, NULL, 0);
    crypto_sign_detached(message_signature, NULL, digest, sizeof digest, signer->sign_secret);
    bytes_add(&inside, message_signature, sizeof message_signature);
    bytes_add(&inside, plain->data, plain->length);
    bytes_add(out, head.data, head.length);
    bytes_add(out, nonce, sizeof nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_extend(out, inside.length + 16), NULL,
                                               inside.data, inside.length, head.data, head.length,
                                               NULL, nonce, key);
    bytes_clear(&message);
    bytes_clear(&inside);
    bytes_clear(&head);
}
