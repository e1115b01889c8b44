// SPDX-License-Identifier: Apache-2.0
#include "shared/acknowledgement.h"

#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

static struct keys server;
static struct keys stranger;

static struct acknowledgement sample(void)
{
    return (struct acknowledgement){
        .log_id = sample_id(0x10),
        .seq = 14,
        .hash = {1, 2, 3},
        .secured_seq = 7,
        .secured_hash = {4, 5, 6},
        .down_log_id = sample_id(0x11),
        .down_seq = 3,
        .down_hash = {7, 8, 9},
        .server_ms = INT64_C(1795435200123),
        .forked = true,
    };
}

static struct bytes written(const struct acknowledgement *answer)
{
    struct bytes out = {0};

    acknowledgement_write(answer, &server, &out);
    return out;
}

// From a copy with nothing behind it, so that reading one byte too far is noticed.
static bool reads(const struct bytes *bytes, const struct keys *signer)
{
    uint8_t *exact = mem_new(bytes->length, 1);
    struct acknowledgement answer = {.seq = 42};
    struct err err = {0};
    bool ok;

    if (bytes->length)
        memcpy(exact, bytes->data, bytes->length);
    ok = acknowledgement_read(&answer, exact, bytes->length, signer->sign_public, &err);
    if (!ok) {
        assert_int_equal(err.kind, ERR_INVALID);
        assert_int_equal(answer.seq, 42);
    }
    free(exact);
    return ok;
}

static void test_acknowledgement__comes_back_as_it_was(void **state)
{
    struct acknowledgement answer = sample();
    struct acknowledgement back;
    struct bytes bytes = written(&answer);
    struct err err;

    (void)state;
    check_ok(acknowledgement_read(&back, bytes.data, bytes.length, server.sign_public, &err), &err);
    assert_true(id_equal(back.log_id, answer.log_id));
    assert_int_equal(back.seq, 14);
    assert_memory_equal(back.hash, answer.hash, RECORD_HASH_SIZE);
    assert_int_equal(back.secured_seq, 7);
    assert_memory_equal(back.secured_hash, answer.secured_hash, RECORD_HASH_SIZE);
    assert_true(id_equal(back.down_log_id, answer.down_log_id));
    assert_int_equal(back.down_seq, 3);
    assert_memory_equal(back.down_hash, answer.down_hash, RECORD_HASH_SIZE);
    assert_int_equal(back.server_ms, answer.server_ms);
    assert_true(back.forked);
    assert_true(bytes.length < ACKNOWLEDGEMENT_MAX);
    bytes_clear(&bytes);
}

static void test_acknowledgement__of_nothing_has_zeros(void **state)
{
    struct acknowledgement answer = {.log_id = sample_id(0x10), .down_log_id = sample_id(0x11)};
    struct acknowledgement back = sample();
    struct bytes bytes = written(&answer);
    struct err err;

    (void)state;
    check_ok(acknowledgement_read(&back, bytes.data, bytes.length, server.sign_public, &err), &err);
    assert_memory_equal(back.hash, answer.hash, RECORD_HASH_SIZE);
    assert_memory_equal(back.secured_hash, answer.hash, RECORD_HASH_SIZE);
    assert_int_equal(back.seq, 0);
    assert_int_equal(back.secured_seq, 0);
    assert_false(back.forked);
    bytes_clear(&bytes);
}

static void test_acknowledgement__every_flipped_bit_is_refused(void **state)
{
    struct acknowledgement answer = sample();
    struct bytes bytes = written(&answer);

    (void)state;
    for (size_t bit = 0; bit < 8 * bytes.length; bit++) {
        bytes.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(reads(&bytes, &server));
        bytes.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    assert_true(reads(&bytes, &server));
    bytes_clear(&bytes);
}

static void test_acknowledgement__cut_short_or_lengthened_is_refused(void **state)
{
    struct acknowledgement answer = sample();
    struct bytes bytes = written(&answer);
    size_t whole = bytes.length;

    (void)state;
    bytes_add_text(&bytes, " ");
    assert_false(reads(&bytes, &server));
    for (bytes.length = 0; bytes.length < whole; bytes.length++)
        assert_false(reads(&bytes, &server));
    assert_true(reads(&bytes, &server));
    bytes_clear(&bytes);
}

static void test_acknowledgement__another_signer_is_refused(void **state)
{
    struct acknowledgement answer = sample();
    struct bytes bytes = written(&answer);

    (void)state;
    assert_false(reads(&bytes, &stranger));
    bytes_clear(&bytes);
}

static struct bytes signed_json(const char *context, const char *json)
{
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes out = {0};

    keys_sign(&server, context, json, strlen(json), signature);
    bytes_add(&out, signature, sizeof signature);
    bytes_add_text(&out, json);
    return out;
}

#define IDS                                                                                        \
    "\"log_id\":\"10101010-1010-1010-1010-101010101010\","                                         \
    "\"down_log_id\":\"11111111-1111-1111-1111-111111111111\","
#define REST "\"down_seq\":0,\"server_ms\":\"2026-11-23T10:00:00Z\""

struct content {
    const char *context;
    const char *json;
    bool taken;
};

static const struct content contents[] = {
    {"acknowledgement", "{" IDS "\"seq\":0," REST "}", true},
    {"acknowledgement", "{" IDS "\"seq\":0," REST ",\"from_a_newer_server\":[1]}", true},
    {"acknowledgement note", "{" IDS "\"seq\":0," REST "}", false},
    {"enrolment", "{" IDS "\"seq\":0," REST "}", false},
    {"acknowledgement", "{" IDS "\"seq\":-1," REST "}", false},
    {"acknowledgement", "{" IDS "\"seq\":9007199254740992," REST "}", false},
    {"acknowledgement", "{" IDS "\"seq\":1.0," REST "}", false},
    {"acknowledgement", "{" IDS REST "}", false},
    {"acknowledgement", "{" IDS "\"seq\":0,\"seq\":1," REST "}", false},
    {"acknowledgement", "{" IDS "\"seq\":0," REST ",\"hash\":\"00\"}", false},
    {"acknowledgement", "{" IDS "\"seq\":0," REST "}{}", false},
    {"acknowledgement", "[]", false},
    {"acknowledgement", "null", false},
    {"acknowledgement", "<html>Please sign in to the guest network</html>", false},
};

static void test_acknowledgement__is_read_strictly_behind_a_true_signature(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
        struct bytes bytes = signed_json(contents[i].context, contents[i].json);

        if (reads(&bytes, &server) != contents[i].taken)
            fail_msg("%s", contents[i].json);
        bytes_clear(&bytes);
    }
}

static void test_acknowledgement__beyond_its_size_is_refused(void **state)
{
    struct bytes json = {0};
    struct bytes bytes;

    (void)state;
    bytes_add_text(&json, "{" IDS "\"seq\":0," REST "}");
    while (json.length < ACKNOWLEDGEMENT_MAX - KEYS_SIGNATURE_SIZE)
        bytes_add_text(&json, " ");
    bytes = signed_json("acknowledgement", bytes_text(&json));
    assert_true(reads(&bytes, &server));
    bytes_clear(&bytes);
    bytes_add_text(&json, " ");
    bytes = signed_json("acknowledgement", bytes_text(&json));
    assert_false(reads(&bytes, &server));
    bytes_clear(&bytes);
    bytes_clear(&json);
}

static void test_acknowledgement__a_notes_comes_back_and_is_no_logs(void **state)
{
    struct acknowledgement_note answer = {.name = {9, 8, 7}, .received = NOTE_SEALED_MAX};
    struct acknowledgement_note back;
    struct bytes bytes = {0};
    struct err err;

    (void)state;
    answer.complete = true;
    acknowledgement_write_note(&answer, &server, &bytes);
    check_ok(acknowledgement_read_note(&back, bytes.data, bytes.length, server.sign_public, &err),
             &err);
    assert_memory_equal(back.name, answer.name, NOTE_NAME_SIZE);
    assert_int_equal(back.received, NOTE_SEALED_MAX);
    assert_true(back.complete);
    assert_false(reads(&bytes, &server));
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] ^= 1;
        check_fails(
            acknowledgement_read_note(&back, bytes.data, bytes.length, server.sign_public, &err),
            &err, ERR_INVALID);
        check_fails(acknowledgement_read_note(&back, bytes.data, i, server.sign_public, &err), &err,
                    ERR_INVALID);
        bytes.data[i] ^= 1;
    }
    bytes_clear(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acknowledgement__comes_back_as_it_was),
        cmocka_unit_test(test_acknowledgement__of_nothing_has_zeros),
        cmocka_unit_test(test_acknowledgement__every_flipped_bit_is_refused),
        cmocka_unit_test(test_acknowledgement__cut_short_or_lengthened_is_refused),
        cmocka_unit_test(test_acknowledgement__another_signer_is_refused),
        cmocka_unit_test(test_acknowledgement__is_read_strictly_behind_a_true_signature),
        cmocka_unit_test(test_acknowledgement__beyond_its_size_is_refused),
        cmocka_unit_test(test_acknowledgement__a_notes_comes_back_and_is_no_logs),
    };
    struct err err;

    if (!keys_start(&err))
        return 1;
    server = sample_keys(2);
    stranger = sample_keys(4);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
