// SPDX-License-Identifier: Apache-2.0
#include "shared/envelope.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>
#include <zstd.h>

static const char MAGIC[4] = {'D', 'E', 'N', 'V'};
#define VERSION 1
#define CONTENT_KEY_SIZE crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define KEY_ID_SIZE 8
#define SLOT_SIZE (KEY_ID_SIZE + CONTENT_KEY_SIZE + crypto_box_SEALBYTES)
#define SIGNED_HEAD_SIZE (ID_BYTES + 8 + 2)

bool envelope_batch_add(struct envelope_batch *batch, const uint8_t *record, size_t length)
{
    if (batch->count >= ENVELOPE_RECORDS || batch->records.length + 4 + length > ENVELOPE_BYTES)
        return false;
    bytes_add_number(&batch->records, length, 4);
    bytes_add(&batch->records, record, length);
    batch->count++;
    return true;
}

void envelope_batch_clear(struct envelope_batch *batch)
{
    bytes_clear(&batch->records);
    *batch = (struct envelope_batch){0};
}

bool envelope_batch_next(struct bytes_reader *reader, const uint8_t **record, size_t *length)
{
    struct bytes_reader ahead = *reader;
    uint64_t size;

    if (!bytes_take_number(&ahead, &size, 4) || !bytes_take_view(&ahead, record, (size_t)size))
        return false;
    *length = (size_t)size;
    *reader = ahead;
    return true;
}

static void compress_into(struct bytes *out, const struct bytes *records)
{
    size_t bound = ZSTD_compressBound(records->length);
    size_t before = out->length;
    size_t size;

    bytes_extend(out, bound);
    size = ZSTD_compress(out->data + before, bound, records->data, records->length, 1);
    assert(!ZSTD_isError(size));
    out->length = before + size;
}

static void key_id(uint8_t out[static KEY_ID_SIZE], const uint8_t *seal_public)
{
    uint8_t hash[32];

    keys_hash(hash, sizeof hash, "seal", seal_public, KEYS_PUBLIC_SIZE);
    memcpy(out, hash, KEY_ID_SIZE);
}

static void write_outer(struct bytes *out, const uint8_t (*recipients)[KEYS_PUBLIC_SIZE],
                        size_t recipient_count, const uint8_t content_key[CONTENT_KEY_SIZE])
{
    bytes_add(out, MAGIC, sizeof MAGIC);
    bytes_add_number(out, VERSION, 1);
    bytes_add_number(out, recipient_count, 1);
    for (size_t i = 0; i < recipient_count; i++) {
        key_id(bytes_extend(out, KEY_ID_SIZE), recipients[i]);
        crypto_box_seal(bytes_extend(out, SLOT_SIZE - KEY_ID_SIZE), content_key, CONTENT_KEY_SIZE,
                        recipients[i]);
    }
}

void envelope_seal(const struct envelope_batch *batch, const struct keys *signer,
                   const uint8_t (*recipients)[KEYS_PUBLIC_SIZE], size_t recipient_count,
                   struct bytes *out)
{
    uint8_t content_key[CONTENT_KEY_SIZE];
    uint8_t nonce[NONCE_SIZE];
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes outer = {0};
    struct bytes message = {0};
    struct bytes plain = {0};

    assert(recipient_count >= 1 && recipient_count <= ENVELOPE_RECIPIENTS && batch->count > 0);
    randombytes_buf(content_key, sizeof content_key);
    randombytes_buf(nonce, sizeof nonce);
    write_outer(&outer, recipients, recipient_count, content_key);
    // The outer part names the recipients by key: signing it ties the records to them.
    bytes_add(&message, outer.data, outer.length);
    bytes_add(&message, batch->log_id.bytes, ID_BYTES);
    bytes_add_number(&message, (uint64_t)batch->from, 8);
    bytes_add_number(&message, batch->count, 2);
    compress_into(&message, &batch->records);
    keys_sign(signer, "envelope", message.data, message.length, signature);
    bytes_add(&plain, signature, sizeof signature);
    bytes_add(&plain, message.data + outer.length, message.length - outer.length);

    bytes_add(out, outer.data, outer.length);
    bytes_add(out, nonce, sizeof nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_extend(out, plain.length + TAG_SIZE), NULL,
                                               plain.data, plain.length, outer.data, outer.length,
                                               NULL, nonce, content_key);
    sodium_memzero(content_key, sizeof content_key);
    bytes_clear(&plain);
    bytes_clear(&message);
    bytes_clear(&outer);
}

static bool open_slot(uint8_t content_key[static CONTENT_KEY_SIZE], struct bytes_reader *reader,
                      const struct keys *recipient, struct err *err)
{
    uint8_t ours[KEY_ID_SIZE];
    const uint8_t *slot;
    uint64_t slots;
    bool found = false;

    key_id(ours, recipient->seal_public);
    if (!bytes_take_number(reader, &slots, 1) || slots < 1 || slots > ENVELOPE_RECIPIENTS)
        return err_set(err, ERR_INVALID, "the envelope is damaged");
    for (uint64_t i = 0; i < slots; i++) {
        if (!bytes_take_view(reader, &slot, SLOT_SIZE))
            return err_set(err, ERR_INVALID, "the envelope is damaged");
        if (!found && memcmp(slot, ours, KEY_ID_SIZE) == 0)
            found = crypto_box_seal_open(content_key, slot + KEY_ID_SIZE, SLOT_SIZE - KEY_ID_SIZE,
                                         recipient->seal_public, recipient->seal_secret) == 0;
    }
    return found || err_set(err, ERR_INVALID, "the envelope is not sealed to us");
}

static bool read_plain(struct envelope *out, const uint8_t *outer, size_t outer_length,
                       const struct bytes *plain)
{
    struct bytes_reader reader = {plain->data, plain->length};
    uint64_t from;
    uint64_t count;

    if (!bytes_take(&reader, out->signature, sizeof out->signature))
        return false;
    bytes_add(&out->signed_part, outer, outer_length);
    bytes_add(&out->signed_part, reader.at, reader.left);
    out->compressed_at = outer_length + SIGNED_HEAD_SIZE;
    if (!bytes_take(&reader, out->log_id.bytes, ID_BYTES) ||
        !bytes_take_number(&reader, &from, 8) || !bytes_take_number(&reader, &count, 2))
        return false;
    out->from = (int64_t)from;
    out->count = (size_t)count;
    return count >= 1 && count <= ENVELOPE_RECORDS && from >= 1 && from <= RECORD_SEQ_MAX;
}

bool envelope_open(struct envelope *out, const uint8_t *data, size_t length,
                   const struct keys *recipient, struct err *err)
{
    struct bytes_reader reader = {data, length};
    uint8_t content_key[CONTENT_KEY_SIZE];
    struct envelope envelope = {0};
    struct bytes plain = {0};
    const uint8_t *nonce;
    char magic[sizeof MAGIC];
    uint64_t version;
    size_t outer_length;
    bool ok;

    if (length > ENVELOPE_MAX || !bytes_take(&reader, magic, sizeof magic) ||
        memcmp(magic, MAGIC, sizeof magic) != 0)
        return err_set(err, ERR_INVALID, "these bytes are no envelope");
    if (!bytes_take_number(&reader, &version, 1) || version != VERSION)
        return err_set(err, ERR_INVALID, "the envelope has a version this program does not know");
    if (!open_slot(content_key, &reader, recipient, err))
        return false;
    outer_length = length - reader.left;
    ok = bytes_take_view(&reader, &nonce, NONCE_SIZE) && reader.left > TAG_SIZE &&
         crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_extend(&plain, reader.left - TAG_SIZE),
                                                    NULL, NULL, reader.at, reader.left, data,
                                                    outer_length, nonce, content_key) == 0 &&
         read_plain(&envelope, data, outer_length, &plain);
    sodium_memzero(content_key, sizeof content_key);
    bytes_clear(&plain);
    if (!ok) {
        envelope_clear(&envelope);
        return err_set(err, ERR_INVALID, "the envelope is damaged");
    }
    *out = envelope;
    return true;
}

static bool unpack(const struct envelope *envelope, struct bytes *out)
{
    const uint8_t *packed = envelope->signed_part.data + envelope->compressed_at;
    size_t packed_length = envelope->signed_part.length - envelope->compressed_at;
    unsigned long long size = ZSTD_getFrameContentSize(packed, packed_length);
    size_t got;

    // The frame says its size before anything is unpacked: a bomb is refused unopened. The two
    // values that mean "no size" are larger than any size.
    if (size == 0 || size > ENVELOPE_BYTES ||
        ZSTD_findFrameCompressedSize(packed, packed_length) != packed_length)
        return false;
    got = ZSTD_decompress(bytes_extend(out, (size_t)size), (size_t)size, packed, packed_length);
    return !ZSTD_isError(got) && got == size;
}

static bool check_chain(const struct envelope *envelope, const struct bytes *records,
                        struct err *err)
{
    struct bytes_reader reader = {records->data, records->length};
    uint8_t hash[RECORD_HASH_SIZE];
    const uint8_t *raw;
    size_t length;
    size_t seen = 0;

    while (envelope_batch_next(&reader, &raw, &length)) {
        struct record record;

        if (!record_read(&record, raw, length, err))
            return err_wrap(err, "record %zu of the envelope", seen + 1);
        if (!id_equal(record.log_id, envelope->log_id) ||
            record.seq != envelope->from + (int64_t)seen ||
            (seen > 0 && memcmp(record.prev_hash, hash, sizeof hash) != 0))
            return err_set(err, ERR_INVALID, "record %zu of the envelope does not follow",
                           seen + 1);
        record_hash(hash, raw, length);
        seen++;
    }
    if (reader.left || seen != envelope->count)
        return err_set(err, ERR_INVALID, "the envelope does not hold the records it promises");
    return true;
}

bool envelope_verify(const struct envelope *envelope, const uint8_t signer[static KEYS_PUBLIC_SIZE],
                     struct envelope_batch *out, struct err *err)
{
    struct bytes records = {0};

    if (!keys_verify(signer, "envelope", envelope->signed_part.data, envelope->signed_part.length,
                     envelope->signature))
        return err_set(err, ERR_INVALID, "the envelope's signature is not its log's");
    if (!unpack(envelope, &records)) {
        bytes_clear(&records);
        return err_set(err, ERR_INVALID, "the envelope cannot be unpacked");
    }
    if (!check_chain(envelope, &records, err)) {
        bytes_clear(&records);
        return false;
    }
    *out = (struct envelope_batch){envelope->log_id, envelope->from, envelope->count, records};
    return true;
}

void envelope_clear(struct envelope *envelope)
{
    bytes_clear(&envelope->signed_part);
    *envelope = (struct envelope){0};
}
