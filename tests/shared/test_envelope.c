// SPDX-License-Identifier: Apache-2.0
#include "shared/envelope.h"

#include <stdlib.h>
#include <string.h>

#include <zstd.h>

#include "shared/mem.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define SLOT_SIZE 88
#define OUTER_SIZE(slots) (6 + (slots)*SLOT_SIZE)

static struct keys kiosk;
static struct keys server;
static struct keys recovery;
static struct keys stranger;

static struct bytes seal(const struct envelope_batch *batch)
{
    uint8_t recipients[2][KEYS_PUBLIC_SIZE];
    struct bytes out = {0};

    memcpy(recipients[0], server.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(recipients[1], recovery.seal_public, KEYS_PUBLIC_SIZE);
    envelope_seal(batch, &kiosk, (const uint8_t(*)[KEYS_PUBLIC_SIZE])recipients, 2, &out);
    return out;
}

static struct bytes sealed_sample(size_t count)
{
    struct envelope_batch batch = sample_batch(sample_id(0x10), count);
    struct bytes out = seal(&batch);

    envelope_batch_clear(&batch);
    return out;
}

static bool opens(const struct bytes *sealed, const struct keys *recipient, struct envelope *out)
{
    uint8_t *exact = mem_new(sealed->length, 1);
    struct err err = {0};
    bool ok;

    if (sealed->length)
        memcpy(exact, sealed->data, sealed->length);
    ok = envelope_open(out, exact, sealed->length, recipient, &err);
    if (!ok)
        assert_int_equal(err.kind, ERR_INVALID);
    free(exact);
    return ok;
}

static bool verifies(const struct envelope *envelope, const struct keys *signer,
                     struct envelope_batch *out)
{
    struct err err = {0};

    if (envelope_verify(envelope, signer->sign_public, out, &err))
        return true;
    assert_int_equal(err.kind, ERR_INVALID);
    return false;
}

// Opened and verified, with nothing left behind.
static bool is_taken(const struct bytes *sealed, const struct keys *recipient)
{
    struct envelope envelope;
    struct envelope_batch batch;
    bool ok;

    if (!opens(sealed, recipient, &envelope))
        return false;
    ok = verifies(&envelope, &kiosk, &batch);
    if (ok)
        envelope_batch_clear(&batch);
    envelope_clear(&envelope);
    return ok;
}

static void test_envelope__gives_each_recipient_the_records(void **state)
{
    struct envelope_batch sent = sample_batch(sample_id(0x10), 3);
    struct bytes sealed = seal(&sent);
    const struct keys *recipients[] = {&server, &recovery};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct envelope envelope;
        struct envelope_batch got;

        assert_true(opens(&sealed, recipients[i], &envelope));
        assert_true(id_equal(envelope.log_id, sample_id(0x10)));
        assert_int_equal(envelope.from, 1);
        assert_int_equal(envelope.count, 3);
        assert_true(verifies(&envelope, &kiosk, &got));
        assert_true(id_equal(got.log_id, sent.log_id));
        assert_int_equal(got.from, sent.from);
        assert_int_equal(got.count, sent.count);
        assert_int_equal(got.records.length, sent.records.length);
        assert_memory_equal(got.records.data, sent.records.data, sent.records.length);
        envelope_batch_clear(&got);
        envelope_clear(&envelope);
    }
    assert_false(is_taken(&sealed, &stranger));
    assert_false(is_taken(&sealed, &kiosk));
    bytes_clear(&sealed);
    envelope_batch_clear(&sent);
}

static void test_envelope__shows_nothing_of_the_records(void **state)
{
    struct bytes sealed = sealed_sample(3);

    (void)state;
    assert_null(memmem(sealed.data, sealed.length, "pence", 5));
    assert_null(memmem(sealed.data, sealed.length, "DREC", 4));
    assert_null(memmem(sealed.data, sealed.length, sample_id(0x10).bytes, ID_BYTES));
    assert_null(memmem(sealed.data, sealed.length, kiosk.sign_public, KEYS_PUBLIC_SIZE));
    assert_null(memmem(sealed.data, sealed.length, server.seal_public, KEYS_PUBLIC_SIZE));
    bytes_clear(&sealed);
}

// The bytes of the other recipients' slots are covered too: all of it is authenticated or signed.
static void test_envelope__every_flipped_byte_is_refused(void **state)
{
    struct bytes sealed = sealed_sample(2);

    (void)state;
    for (size_t i = 0; i < sealed.length; i++) {
        sealed.data[i] ^= (uint8_t)(1U << i % 8);
        assert_false(is_taken(&sealed, &server));
        assert_false(is_taken(&sealed, &recovery));
        sealed.data[i] ^= (uint8_t)(1U << i % 8);
    }
    assert_true(is_taken(&sealed, &server));
    bytes_clear(&sealed);
}

static void test_envelope__cut_short_or_lengthened_is_refused(void **state)
{
    struct bytes sealed = sealed_sample(2);
    size_t whole = sealed.length;

    (void)state;
    bytes_add_number(&sealed, 0, 1);
    assert_false(is_taken(&sealed, &server));
    for (sealed.length = 0; sealed.length < whole; sealed.length++)
        assert_false(is_taken(&sealed, &server));
    assert_true(is_taken(&sealed, &server));
    bytes_clear(&sealed);
}

static void test_envelope__another_signer_is_refused(void **state)
{
    struct bytes sealed = sealed_sample(2);
    struct envelope_batch batch = {.count = 42};
    struct envelope envelope;

    (void)state;
    assert_true(opens(&sealed, &server, &envelope));
    assert_false(verifies(&envelope, &stranger, &batch));
    assert_int_equal(batch.count, 42);
    envelope_clear(&envelope);
    bytes_clear(&sealed);
}

// What envelope_open took from the inside, to be sealed again in another way.
static struct bytes inside_of(const struct envelope *envelope, size_t slots)
{
    struct bytes plain = {0};

    bytes_add(&plain, envelope->signed_part.data + OUTER_SIZE(slots),
              envelope->signed_part.length - OUTER_SIZE(slots));
    return plain;
}

// The server could open it and seal the kiosk's words to somebody else, with the kiosk's signature.
static void test_envelope__sealed_again_to_another_is_refused_by_its_signature(void **state)
{
    struct bytes sealed = sealed_sample(2);
    struct bytes again = {0};
    struct bytes plain;
    struct envelope envelope;
    struct envelope moved;
    struct envelope_batch batch;

    (void)state;
    assert_true(opens(&sealed, &server, &envelope));
    plain = inside_of(&envelope, 2);
    sample_seal(&again, &server, stranger.seal_public, 1, &plain);
    assert_true(opens(&again, &stranger, &moved));
    memcpy(moved.signature, envelope.signature, sizeof moved.signature);
    assert_false(verifies(&moved, &kiosk, &batch));
    envelope_clear(&moved);
    envelope_clear(&envelope);
    bytes_clear(&plain);
    bytes_clear(&again);
    bytes_clear(&sealed);
}

// Puts anything at all behind the kiosk's true signature.
struct content {
    struct id log_id;
    int64_t from;
    size_t count;
    struct bytes packed;
};

static void pack(struct content *content, const struct bytes *records)
{
    size_t bound = ZSTD_compressBound(records->length);
    size_t size;

    bytes_clear(&content->packed);
    size = ZSTD_compress(bytes_extend(&content->packed, bound), bound, records->data,
                         records->length, 1);
    assert_false(ZSTD_isError(size));
    content->packed.length = size;
}

static struct bytes seal_content(const struct content *content, uint8_t slots)
{
    struct bytes plain = {0};
    struct bytes sealed = {0};

    bytes_add(&plain, content->log_id.bytes, ID_BYTES);
    bytes_add_number(&plain, (uint64_t)content->from, 8);
    bytes_add_number(&plain, content->count, 2);
    bytes_add(&plain, content->packed.data, content->packed.length);
    sample_seal(&sealed, &kiosk, server.seal_public, slots, &plain);
    bytes_clear(&plain);
    return sealed;
}

static bool content_is_taken(const struct content *content)
{
    struct bytes sealed = seal_content(content, 1);
    bool ok = is_taken(&sealed, &server);

    bytes_clear(&sealed);
    return ok;
}

static void test_envelope__is_read_as_documented(void **state)
{
    struct envelope_batch batch = sample_batch(sample_id(0x10), 3);
    struct content content = {batch.log_id, 1, 3, {0}};

    (void)state;
    pack(&content, &batch.records);
    assert_true(content_is_taken(&content));
    bytes_clear(&content.packed);
    envelope_batch_clear(&batch);
}

static void test_envelope__must_hold_what_it_promises(void **state)
{
    struct envelope_batch batch = sample_batch(sample_id(0x10), 3);
    const struct content wrong[] = {
        {sample_id(0x11), 1, 3, {0}},         {sample_id(0x10), 2, 3, {0}},
        {sample_id(0x10), 0, 3, {0}},         {sample_id(0x10), -1, 3, {0}},
        {sample_id(0x10), INT64_MAX, 3, {0}}, {sample_id(0x10), 1, 2, {0}},
        {sample_id(0x10), 1, 4, {0}},         {sample_id(0x10), 1, 0, {0}},
        {sample_id(0x10), 1, 257, {0}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct content content = wrong[i];

        pack(&content, &batch.records);
        assert_false(content_is_taken(&content));
        bytes_clear(&content.packed);
    }
    envelope_batch_clear(&batch);
}

static void test_envelope__every_signed_byte_of_the_records_is_checked(void **state)
{
    struct envelope_batch batch = sample_batch(sample_id(0x10), 2);
    struct content content = {batch.log_id, 1, 2, {0}};
    size_t second = 4 + RECORD_HEADER_SIZE + strlen("{\"pence\":420}");

    (void)state;
    // In the first record every change breaks the second's link; cut or lengthened breaks the run.
    for (size_t i = 0; i < second; i++) {
        batch.records.data[i] ^= 0x40;
        pack(&content, &batch.records);
        assert_false(content_is_taken(&content));
        batch.records.data[i] ^= 0x40;
    }
    for (size_t length = 1; length < 2 * second; length++) {
        batch.records.length = length;
        pack(&content, &batch.records);
        assert_false(content_is_taken(&content));
    }
    batch.records.length = 2 * second;
    bytes_add_number(&batch.records, 0, 1);
    pack(&content, &batch.records);
    assert_false(content_is_taken(&content));
    bytes_clear(&content.packed);
    envelope_batch_clear(&batch);
}

// 64 MiB of zeros in a few KiB: the frame says so, and it is never unpacked.
static void test_envelope__a_bomb_is_refused_unopened(void **state)
{
    struct content content = {sample_id(0x10), 1, 1, {0}};
    size_t size = (size_t)64 << 20;
    struct bytes zeros = {0};

    (void)state;
    memset(bytes_extend(&zeros, size), 0, size);
    pack(&content, &zeros);
    assert_true(content.packed.length < ENVELOPE_BYTES);
    assert_false(content_is_taken(&content));
    zeros.length = ENVELOPE_BYTES + 1;
    pack(&content, &zeros);
    assert_false(content_is_taken(&content));
    bytes_clear(&zeros);
    bytes_clear(&content.packed);
}

static void test_envelope__true_records_beyond_its_size_are_refused(void **state)
{
    struct content content = {sample_id(0x10), 1, 0, {0}};
    char body[RECORD_BODY_MAX + 1] = "";
    uint8_t hash[RECORD_HASH_SIZE];
    struct bytes records = {0};

    (void)state;
    memset(body, ' ', RECORD_BODY_MAX);
    while (records.length <= ENVELOPE_BYTES) {
        struct bytes raw = {0};
        struct record record = sample_record(content.log_id, (int64_t)content.count + 1,
                                             content.count ? hash : NULL, body);

        record_write(&record, &raw);
        record_hash(hash, raw.data, raw.length);
        bytes_add_number(&records, raw.length, 4);
        bytes_add(&records, raw.data, raw.length);
        content.count++;
        pack(&content, &records);
        assert_int_equal(content_is_taken(&content), records.length <= ENVELOPE_BYTES);
        bytes_clear(&raw);
    }
    assert_int_equal(content.count, 16);
    bytes_clear(&records);
    bytes_clear(&content.packed);
}

static void test_envelope__a_place_no_log_reaches_is_not_opened(void **state)
{
    static const int64_t from[] = {RECORD_SEQ_MAX + 1, INT64_MAX, 0, -1};
    struct envelope envelope;

    (void)state;
    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
        struct content content = {sample_id(0x10), from[i], 1, {0}};
        struct bytes sealed = seal_content(&content, 1);

        assert_false(opens(&sealed, &server, &envelope));
        bytes_clear(&sealed);
    }
}

// A frame that does not say its size, two frames, a hidden frame, and no frame at all.
static void test_envelope__one_frame_that_says_its_size(void **state)
{
    struct envelope_batch batch = sample_batch(sample_id(0x10), 1);
    struct content content = {batch.log_id, 1, 1, {0}};
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t one;

    (void)state;
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    content.packed.length = ZSTD_compress2(context, bytes_extend(&content.packed, 1024), 1024,
                                           batch.records.data, batch.records.length);
    assert_false(content_is_taken(&content));
    ZSTD_freeCCtx(context);
    pack(&content, &batch.records);
    assert_true(content_is_taken(&content));
    one = content.packed.length;
    bytes_add(&content.packed, "\x50\x2A\x4D\x18\1\0\0\0x", 9); // a frame that readers skip
    assert_false(content_is_taken(&content));
    content.packed.length = one - 1;
    assert_false(content_is_taken(&content));
    content.packed.length = 0;
    assert_false(content_is_taken(&content));
    bytes_add(&content.packed, "\x50\x2A\x4D\x18\1\0\0\0x", 9);
    assert_false(content_is_taken(&content));
    bytes_clear(&content.packed);
    envelope_batch_clear(&batch);
}

static void test_envelope__at_most_so_many_records(void **state)
{
    struct envelope_batch batch = sample_batch(sample_id(0x10), ENVELOPE_RECORDS + 1);
    struct bytes sealed = seal(&batch);

    (void)state;
    assert_int_equal(batch.count, ENVELOPE_RECORDS);
    assert_true(is_taken(&sealed, &server));
    bytes_clear(&sealed);
    envelope_batch_clear(&batch);
}

// Random bytes do not compress: the largest batch must still give an envelope that is taken.
static void test_envelope__at_most_so_many_bytes(void **state)
{
    struct envelope_batch batch = {.log_id = sample_id(0x10), .from = 1};
    uint8_t recipients[ENVELOPE_RECIPIENTS][KEYS_PUBLIC_SIZE];
    uint8_t noise[ENVELOPE_BYTES];
    uint32_t dice = 1;
    struct bytes sealed = {0};
    struct envelope envelope;

    (void)state;
    for (size_t i = 0; i < sizeof noise; i++) {
        dice = dice * 1664525 + 1013904223;
        noise[i] = (uint8_t)(dice >> 24);
    }
    assert_false(envelope_batch_add(&batch, noise, ENVELOPE_BYTES - 3));
    assert_int_equal(batch.count, 0);
    assert_true(envelope_batch_add(&batch, noise, ENVELOPE_BYTES - 4));
    assert_false(envelope_batch_add(&batch, noise, 0));
    for (size_t i = 0; i < ENVELOPE_RECIPIENTS; i++)
        memcpy(recipients[i], server.seal_public, KEYS_PUBLIC_SIZE);
    envelope_seal(&batch, &kiosk, (const uint8_t(*)[KEYS_PUBLIC_SIZE])recipients,
                  ENVELOPE_RECIPIENTS, &sealed);
    assert_true(sealed.length <= ENVELOPE_MAX);
    assert_true(opens(&sealed, &server, &envelope));
    envelope_clear(&envelope);
    bytes_clear(&sealed);
    envelope_batch_clear(&batch);
}

static void test_envelope__no_or_too_many_recipients_are_refused(void **state)
{
    struct envelope_batch batch = sample_batch(sample_id(0x10), 1);
    struct content content = {batch.log_id, 1, 1, {0}};

    (void)state;
    pack(&content, &batch.records);
    for (uint8_t slots = 0; slots <= ENVELOPE_RECIPIENTS + 2; slots++) {
        struct bytes sealed = seal_content(&content, slots);

        assert_int_equal(is_taken(&sealed, &server), slots >= 1 && slots <= ENVELOPE_RECIPIENTS);
        bytes_clear(&sealed);
    }
    bytes_clear(&content.packed);
    envelope_batch_clear(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_envelope__gives_each_recipient_the_records),
        cmocka_unit_test(test_envelope__shows_nothing_of_the_records),
        cmocka_unit_test(test_envelope__every_flipped_byte_is_refused),
        cmocka_unit_test(test_envelope__cut_short_or_lengthened_is_refused),
        cmocka_unit_test(test_envelope__another_signer_is_refused),
        cmocka_unit_test(test_envelope__sealed_again_to_another_is_refused_by_its_signature),
        cmocka_unit_test(test_envelope__is_read_as_documented),
        cmocka_unit_test(test_envelope__must_hold_what_it_promises),
        cmocka_unit_test(test_envelope__every_signed_byte_of_the_records_is_checked),
        cmocka_unit_test(test_envelope__a_bomb_is_refused_unopened),
        cmocka_unit_test(test_envelope__true_records_beyond_its_size_are_refused),
        cmocka_unit_test(test_envelope__a_place_no_log_reaches_is_not_opened),
        cmocka_unit_test(test_envelope__one_frame_that_says_its_size),
        cmocka_unit_test(test_envelope__at_most_so_many_records),
        cmocka_unit_test(test_envelope__at_most_so_many_bytes),
        cmocka_unit_test(test_envelope__no_or_too_many_recipients_are_refused),
    };
    struct err err;

    if (!keys_start(&err))
        return 1;
    kiosk = sample_keys(1);
    server = sample_keys(2);
    recovery = sample_keys(3);
    stranger = sample_keys(4);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
