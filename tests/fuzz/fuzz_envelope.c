// SPDX-License-Identifier: Apache-2.0
#include "shared/envelope.h"

#include <assert.h>
#include <string.h>

#include <zstd.h>

#include "tests/shared/sample.h"

#define HEAD_SIZE 26 // log, from and count, before the compressed records

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_batch(const struct envelope_batch *batch)
{
    struct bytes_reader reader = {batch->records.data, batch->records.length};
    struct record record;
    const uint8_t *raw;
    size_t length;
    size_t seen = 0;
    struct err err;

    while (envelope_batch_next(&reader, &raw, &length)) {
        assert(record_read(&record, raw, length, &err));
        assert(record.seq == batch->from + (int64_t)seen);
        assert(id_equal(record.log_id, batch->log_id));
        seen++;
    }
    assert(seen == batch->count && !reader.left && batch->records.length <= ENVELOPE_BYTES);
}

static void open_and_verify(const uint8_t *data, size_t size)
{
    static struct keys signer;
    static struct keys recipient;
    struct envelope envelope;
    struct envelope_batch batch;
    struct err err;

    signer = sample_keys(1);
    recipient = sample_keys(2);
    if (!envelope_open(&envelope, data, size, &recipient, &err))
        return;
    if (envelope_verify(&envelope, signer.sign_public, &batch, &err)) {
        check_batch(&batch);
        envelope_batch_clear(&batch);
    }
    envelope_clear(&envelope);
}

// Behind a true signature, inside a true seal.
static void seal_and_open(const struct bytes *plain)
{
    struct keys signer = sample_keys(1);
    struct keys recipient = sample_keys(2);
    struct bytes sealed = {0};

    sample_seal(&sealed, &signer, recipient.seal_public, 1, plain);
    open_and_verify(sealed.data, sealed.length);
    bytes_clear(&sealed);
}

static void compress(struct bytes *out, const uint8_t *data, size_t size)
{
    size_t bound = ZSTD_compressBound(size);
    size_t before = out->length;
    size_t packed = ZSTD_compress(bytes_extend(out, bound), bound, data, size, 1);

    assert(!ZSTD_isError(packed));
    out->length = before + packed;
}

// The first byte says how far in the rest is put: outside, behind the seal, or behind the packing.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes plain = {0};
    struct err err;

    if (size < 1 || !keys_start(&err))
        return 0;
    if (data[0] % 3 == 0) {
        open_and_verify(data + 1, size - 1);
        return 0;
    }
    if (data[0] % 3 == 1 || size <= 1 + HEAD_SIZE) {
        bytes_add(&plain, data + 1, size - 1);
    } else {
        bytes_add(&plain, data + 1, HEAD_SIZE);
        compress(&plain, data + 1 + HEAD_SIZE, size - 1 - HEAD_SIZE);
    }
    seal_and_open(&plain);
    bytes_clear(&plain);
    return 0;
}
