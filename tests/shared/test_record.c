// SPDX-License-Identifier: Apache-2.0
#include "shared/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

// Where each field begins, as docs/protocol.md says.
enum {
    AT_VERSION = 4,
    AT_LOG = 5,
    AT_SEQ = 21,
    AT_OP = 29,
    AT_KIND = 45,
    AT_SCHEMA = 47,
    AT_WALL = 48,
    AT_BOOT = 56,
    AT_MONOTONIC = 72,
    AT_MEETING = 80,
    AT_DATE = 96,
    AT_PREV = 106,
    AT_LENGTH = 138,
    AT_BODY = 142,
};

static struct bytes sample(int64_t seq)
{
    static const uint8_t prev[RECORD_HASH_SIZE] = {1, 2, 3};
    struct record record =
        sample_record(sample_id(0x10), seq, seq > 1 ? prev : NULL, "{\"pence\":420}");
    struct bytes raw = {0};

    record_write(&record, &raw);
    return raw;
}

// A copy with nothing behind it, so that reading one byte too far is noticed.
static bool reads(const uint8_t *data, size_t length, struct record *out)
{
    uint8_t *exact = mem_new(length, 1);
    struct err err = {0};
    bool ok;

    if (length)
        memcpy(exact, data, length);
    ok = record_read(out, exact, length, &err);
    if (ok)
        out->body = (const char *)data + (out->body - (const char *)exact);
    else
        assert_int_equal(err.kind, ERR_INVALID);
    free(exact);
    return ok;
}

static void test_record__comes_back_as_it_was(void **state)
{
    struct record record = sample_record(sample_id(0x10), 7, NULL, "{\"a\":[1,2]}");
    struct bytes raw = {0};
    struct record back;
    struct err err;

    (void)state;
    memset(record.prev_hash, 0xAB, sizeof record.prev_hash);
    record.kind = RECORD_CLAIM_MADE;
    record.schema = 3;
    record_write(&record, &raw);
    check_ok(record_read(&back, raw.data, raw.length, &err), &err);
    assert_true(id_equal(back.log_id, record.log_id));
    assert_true(id_equal(back.op_id, record.op_id));
    assert_true(id_equal(back.boot_id, record.boot_id));
    assert_true(id_equal(back.meeting_id, record.meeting_id));
    assert_int_equal(back.seq, 7);
    assert_int_equal(back.kind, RECORD_CLAIM_MADE);
    assert_int_equal(back.schema, 3);
    assert_int_equal(back.wall_ms, record.wall_ms);
    assert_int_equal(back.monotonic_ms, record.monotonic_ms);
    assert_string_equal(back.local_date, "2026-11-23");
    assert_memory_equal(back.prev_hash, record.prev_hash, RECORD_HASH_SIZE);
    assert_int_equal(back.body_length, record.body_length);
    assert_memory_equal(back.body, record.body, record.body_length);
    bytes_clear(&raw);
}

static void test_record__has_the_documented_layout(void **state)
{
    struct bytes raw = sample(1);
    static const uint8_t seq[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    static const uint8_t wall[8] = {0x00, 0x00, 0x01, 0xA2, 0x08, 0x46, 0xFE, 0x01};

    (void)state;
    assert_int_equal(raw.length, AT_BODY + 13);
    assert_memory_equal(raw.data, "DREC\1", 5);
    assert_memory_equal(raw.data + AT_LOG, sample_id(0x10).bytes, ID_BYTES);
    assert_memory_equal(raw.data + AT_SEQ, seq, sizeof seq);
    assert_memory_equal(raw.data + AT_OP, seq, sizeof seq);
    assert_memory_equal(raw.data + AT_KIND, "\0\106\1", 3); // 70, cash.paid; schema 1
    assert_memory_equal(raw.data + AT_WALL, wall, sizeof wall);
    assert_memory_equal(raw.data + AT_BOOT, sample_id(0xB0).bytes, ID_BYTES);
    assert_memory_equal(raw.data + AT_MONOTONIC, "\0\0\0\0\0\0\3\350", 8);
    assert_memory_equal(raw.data + AT_MEETING, sample_id(0x3E).bytes, ID_BYTES);
    assert_memory_equal(raw.data + AT_DATE, "2026-11-23", 10);
    assert_memory_equal(raw.data + AT_LENGTH, "\0\0\0\15{\"pence\":420}", 17);
    bytes_clear(&raw);
}

// The figure is from another implementation: blake2b(b"record" + raw, digest_size=32) of Python.
static void test_record__hash_is_the_documented_one(void **state)
{
    struct bytes raw = sample(1);
    uint8_t hash[RECORD_HASH_SIZE];
    char hex[2 * RECORD_HASH_SIZE + 1];

    (void)state;
    record_hash(hash, raw.data, raw.length);
    str_hex(hex, hash, sizeof hash);
    assert_string_equal(hex, "8ef20908cec5a3f94c14e625d1016d339c9a8cc07ff73222c51c3be7946289f7");
    bytes_clear(&raw);
}

static void test_record__cut_short_or_lengthened_is_refused(void **state)
{
    struct bytes raw = sample(1);
    size_t whole = raw.length;
    struct record record;

    (void)state;
    for (size_t length = 0; length < whole; length++)
        assert_false(reads(raw.data, length, &record));
    bytes_add_number(&raw, '}', 1);
    assert_false(reads(raw.data, whole + 1, &record));
    bytes_clear(&raw);
}

// Nothing in a record checks itself: what a flip leaves readable is another record with another
// hash, and has one way only to be written.
static void test_record__any_flipped_bit_is_refused_or_another_record(void **state)
{
    struct bytes raw = sample(2);
    uint8_t whole[RECORD_HASH_SIZE];

    (void)state;
    record_hash(whole, raw.data, raw.length);
    for (size_t bit = 0; bit < 8 * raw.length; bit++) {
        struct bytes again = {0};
        uint8_t hash[RECORD_HASH_SIZE];
        struct record record;

        raw.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
        record_hash(hash, raw.data, raw.length);
        assert_memory_not_equal(hash, whole, sizeof hash);
        if (reads(raw.data, raw.length, &record)) {
            record_write(&record, &again);
            assert_int_equal(again.length, raw.length);
            assert_memory_equal(again.data, raw.data, raw.length);
        }
        bytes_clear(&again);
        raw.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    bytes_clear(&raw);
}

struct limit {
    const char *what;
    int64_t seq; // of the record that is changed
    size_t at;
    size_t width;
    uint64_t value;
    bool taken;
};

static const struct limit limits[] = {
    {"magic", 1, 0, 4, 0x44524543, true},
    {"another magic", 1, 0, 4, 0x44524544, false},
    {"version 0", 1, AT_VERSION, 1, 0, false},
    {"version 2", 1, AT_VERSION, 1, 2, false},
    {"seq 0", 1, AT_SEQ, 8, 0, false},
    {"seq 2 after nothing", 1, AT_SEQ, 8, 2, false},
    {"seq 1 after something", 2, AT_SEQ, 8, 1, false},
    {"last seq", 2, AT_SEQ, 8, RECORD_SEQ_MAX, true},
    {"seq beyond", 2, AT_SEQ, 8, RECORD_SEQ_MAX + 1, false},
    {"largest signed seq", 2, AT_SEQ, 8, INT64_MAX, false},
    {"negative seq", 2, AT_SEQ, 8, UINT64_MAX, false},
    {"kind 0", 1, AT_KIND, 2, 0, false},
    {"unknown kind", 1, AT_KIND, 2, 999, true},
    {"largest kind", 1, AT_KIND, 2, 0xFFFF, true},
    {"schema 0", 1, AT_SCHEMA, 1, 0, false},
    {"newer schema", 1, AT_SCHEMA, 1, 255, true},
    {"1970", 1, AT_WALL, 8, 0, true},
    {"end of 9999", 1, AT_WALL, 8, RECORD_WALL_MAX_MS, true},
    {"year 10000", 1, AT_WALL, 8, RECORD_WALL_MAX_MS + 1, false},
    {"before 1970", 1, AT_WALL, 8, UINT64_MAX, false},
    {"monotonic 0", 1, AT_MONOTONIC, 8, 0, true},
    {"negative monotonic", 1, AT_MONOTONIC, 8, UINT64_MAX, false},
    {"30 February", 1, AT_DATE + 5, 5, 0x30322D3330, false},
    {"NUL in the date", 1, AT_DATE + 4, 1, 0, false},
    {"a body one shorter", 1, AT_LENGTH, 4, 12, false},
    {"a body one longer", 1, AT_LENGTH, 4, 14, false},
    {"an endless body", 1, AT_LENGTH, 4, 0xFFFFFFFF, false},
};

static void test_record__every_field_has_its_limits(void **state)
{
    struct record record;

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const struct limit *limit = &limits[i];
        struct bytes raw = sample(limit->seq);

        for (size_t byte = 0; byte < limit->width; byte++)
            raw.data[limit->at + byte] = (uint8_t)(limit->value >> (8 * (limit->width - 1 - byte)));
        if (reads(raw.data, raw.length, &record) != limit->taken)
            fail_msg("%s", limit->what);
        bytes_clear(&raw);
    }
}

static void test_record__ids_of_log_and_operation_must_be_there(void **state)
{
    static const size_t at[] = {AT_LOG, AT_OP, AT_BOOT, AT_MEETING};
    struct record record;

    (void)state;
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        struct bytes raw = sample(1);

        memset(raw.data + at[i], 0, ID_BYTES);
        assert_int_equal(reads(raw.data, raw.length, &record), i >= 2);
        bytes_clear(&raw);
    }
}

static void test_record__body_is_at_most_its_limit(void **state)
{
    struct record record = sample_record(sample_id(0x10), 1, NULL, "");
    char *body = mem_new(RECORD_BODY_MAX, 1);
    struct bytes raw = {0};
    struct record back;

    (void)state;
    record_write(&record, &raw);
    assert_true(reads(raw.data, raw.length, &back));
    assert_int_equal(back.body_length, 0);
    bytes_clear(&raw);
    record.body = body;
    record.body_length = RECORD_BODY_MAX;
    record_write(&record, &raw);
    assert_int_equal(raw.length, RECORD_MAX);
    assert_true(reads(raw.data, raw.length, &back));
    assert_int_equal(back.body_length, RECORD_BODY_MAX);
    bytes_add_number(&raw, ' ', 1);
    memcpy(raw.data + AT_LENGTH, "\0\0\100\1", 4);
    assert_false(reads(raw.data, raw.length, &back));
    bytes_clear(&raw);
    free(body);
}

static void test_record__a_refusal_leaves_the_record_alone(void **state)
{
    struct bytes raw = sample(1);
    struct record record = {.seq = 42};

    (void)state;
    raw.data[AT_DATE] = 'x';
    assert_false(reads(raw.data, raw.length, &record));
    assert_int_equal(record.seq, 42);
    bytes_clear(&raw);
}

static void test_record__every_kind_has_a_name_of_its_own(void **state)
{
    const char *names[64];
    size_t count = 0;

    (void)state;
    for (int kind = 0; kind <= UINT16_MAX; kind++) {
        const char *name = record_kind_name((enum record_kind)kind);

        if (str_equal(name, "unknown"))
            continue;
        assert_non_null(strchr(name, '.'));
        for (size_t i = 0; i < count; i++)
            assert_string_not_equal(names[i], name);
        assert_true(count < sizeof names / sizeof names[0]);
        names[count++] = name;
    }
    assert_int_equal(count, 49);
    assert_string_equal(record_kind_name(RECORD_CLAIM_MADE), "claim.made");
    assert_string_equal(record_kind_name((enum record_kind)0), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record__comes_back_as_it_was),
        cmocka_unit_test(test_record__has_the_documented_layout),
        cmocka_unit_test(test_record__hash_is_the_documented_one),
        cmocka_unit_test(test_record__cut_short_or_lengthened_is_refused),
        cmocka_unit_test(test_record__any_flipped_bit_is_refused_or_another_record),
        cmocka_unit_test(test_record__every_field_has_its_limits),
        cmocka_unit_test(test_record__ids_of_log_and_operation_must_be_there),
        cmocka_unit_test(test_record__body_is_at_most_its_limit),
        cmocka_unit_test(test_record__a_refusal_leaves_the_record_alone),
        cmocka_unit_test(test_record__every_kind_has_a_name_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
