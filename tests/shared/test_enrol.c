// SPDX-License-Identifier: Apache-2.0
#include "shared/enrol.h"

#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

static struct keys server;
static struct keys stranger;
static struct keys agent;

// --- the code ---

static void test_enrol__a_code_is_read_as_it_was_shown(void **state)
{
    struct enrol_code code;
    struct enrol_code back;
    char text[ENROL_CODE_SIZE];

    (void)state;
    enrol_make_code(&code, server.sign_public);
    enrol_write_code(text, &code);
    assert_int_equal(strlen(text), ENROL_CODE_SIZE - 1);
    assert_true(enrol_parse_code(&back, text));
    assert_memory_equal(&back, &code, sizeof code);
    assert_true(enrol_code_is_for(&back, server.sign_public));
    assert_false(enrol_code_is_for(&back, stranger.sign_public));
    enrol_make_code(&back, server.sign_public);
    assert_memory_not_equal(back.secret, code.secret, sizeof code.secret);
}

static void test_enrol__a_code_is_taken_however_it_was_typed(void **state)
{
    static const char *const same[] = {"ABCD-EFGH-IJKL-MNOP-QRST-UVWX", "abcdefghijklmnopqrstuvwx",
                                       " ABCD EFGH IJKL MNOP QRST UVWX ",
                                       "abcd-efgh-1jkl-mn0p-qrst-uvwx\n"};
    static const char *const wrong[] = {
        "",
        "ABCD-EFGH-IJKL-MNOP-QRST-UVW",
        "ABCD-EFGH-IJKL-MNOP-QRST-UVWXY",
        "ABCD-EFGH-IJKL-MNOP-QRST-UVW8",
        "ABCD_EFGH_IJKL_MNOP_QRST_UVWX",
        "ABCD-EFGH-IJKL-MNOP-QRST-UVW\xC3\xA9",
    };
    struct enrol_code first;
    struct enrol_code code;

    (void)state;
    assert_true(enrol_parse_code(&first, same[0]));
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_true(enrol_parse_code(&code, same[i]));
        assert_memory_equal(&code, &first, sizeof code);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(enrol_parse_code(&code, wrong[i]));
    assert_memory_equal(&code, &first, sizeof code);
}

static void test_enrol__what_is_kept_of_a_code_is_not_the_code(void **state)
{
    struct enrol_code code;
    uint8_t first[32];
    uint8_t second[32];

    (void)state;
    enrol_make_code(&code, server.sign_public);
    enrol_hash_secret(first, &code);
    enrol_hash_secret(second, &code);
    assert_memory_equal(first, second, sizeof first);
    assert_null(memmem(first, sizeof first, code.secret, sizeof code.secret));
    code.secret[0] ^= 1;
    enrol_hash_secret(second, &code);
    assert_memory_not_equal(first, second, sizeof first);
}

// --- the identity and the answer ---

static struct bytes identity_of(const struct keys *named, const struct keys *signer)
{
    struct enrol_identity identity = {.organisation = "Diolch Demo", .certificate = "-----"};
    struct bytes out = {0};

    memcpy(identity.server_sign, named->sign_public, KEYS_PUBLIC_SIZE);
    memcpy(identity.server_seal, named->seal_public, KEYS_PUBLIC_SIZE);
    enrol_write_identity(&identity, signer, &out);
    return out;
}

static bool reads_identity(const struct bytes *bytes, const struct enrol_code *code)
{
    uint8_t *exact = mem_new(bytes->length, 1);
    struct enrol_identity identity = {.organisation = "before"};
    struct err err = {0};
    bool ok;

    if (bytes->length)
        memcpy(exact, bytes->data, bytes->length);
    ok = enrol_read_identity(&identity, exact, bytes->length, code, &err);
    assert_string_equal(identity.organisation, ok ? "Diolch Demo" : "before");
    if (!ok)
        assert_int_equal(err.kind, ERR_INVALID);
    free(exact);
    return ok;
}

static void test_enrol__an_identity_is_believed_only_with_its_code(void **state)
{
    struct bytes bytes = identity_of(&server, &server);
    struct enrol_code ours;
    struct enrol_code other;

    (void)state;
    enrol_make_code(&ours, server.sign_public);
    enrol_make_code(&other, stranger.sign_public);
    assert_true(reads_identity(&bytes, &ours));
    assert_true(reads_identity(&bytes, NULL));
    assert_false(reads_identity(&bytes, &other));
    bytes_clear(&bytes);
    bytes = identity_of(&server, &stranger);
    assert_false(reads_identity(&bytes, &ours));
    bytes_clear(&bytes);
}

static void test_enrol__every_changed_byte_of_an_identity_is_refused(void **state)
{
    struct bytes bytes = identity_of(&server, &server);
    size_t whole = bytes.length;

    (void)state;
    for (size_t i = 0; i < whole; i++) {
        bytes.data[i] ^= (uint8_t)(1U << i % 8);
        assert_false(reads_identity(&bytes, NULL));
        bytes.data[i] ^= (uint8_t)(1U << i % 8);
    }
    for (bytes.length = 0; bytes.length < whole; bytes.length++)
        assert_false(reads_identity(&bytes, NULL));
    assert_true(reads_identity(&bytes, NULL));
    bytes_clear(&bytes);
}

static bool reads_answer(const struct bytes *bytes, const uint8_t *signer)
{
    struct outbox_enrolment answer = {.letter = "Z"};
    struct err err = {0};
    bool ok = enrol_read_answer(&answer, bytes->data, bytes->length, signer, &err);

    assert_string_equal(answer.letter, ok ? "A" : "Z");
    if (!ok)
        assert_int_equal(err.kind, ERR_INVALID);
    return ok;
}

static void test_enrol__an_answer_is_the_servers_or_refused(void **state)
{
    struct outbox_enrolment answer = {.kiosk_id = sample_id(1),
                                      .log_id = sample_id(2),
                                      .down_log_id = sample_id(3),
                                      .letter = "A"};
    struct bytes bytes = {0};
    size_t whole;

    (void)state;
    memcpy(answer.server_sign, server.sign_public, KEYS_PUBLIC_SIZE);
    enrol_write_answer(&answer, &server, &bytes);
    whole = bytes.length;
    assert_true(reads_answer(&bytes, server.sign_public));
    assert_true(reads_answer(&bytes, NULL));
    assert_false(reads_answer(&bytes, stranger.sign_public));
    for (size_t i = 0; i < whole; i++) {
        bytes.data[i] ^= (uint8_t)(1U << i % 8);
        assert_false(reads_answer(&bytes, NULL));
        bytes.data[i] ^= (uint8_t)(1U << i % 8);
    }
    for (bytes.length = 0; bytes.length < whole; bytes.length++)
        assert_false(reads_answer(&bytes, NULL));
    bytes_clear(&bytes);
    // Signed by another than the key it names.
    enrol_write_answer(&answer, &stranger, &bytes);
    assert_false(reads_answer(&bytes, NULL));
    assert_false(reads_answer(&bytes, server.sign_public));
    bytes_clear(&bytes);
}

// --- requests ---

static void test_enrol__a_request_is_its_agents(void **state)
{
    struct bytes body = {0};
    uint8_t who[KEYS_PUBLIC_SIZE] = {0};
    char header[ENROL_AUTHORIZATION_SIZE];

    (void)state;
    bytes_add_text(&body, "body");
    enrol_authorize(header, &agent, "POST", "/v1/envelope", &body);
    assert_true(enrol_check_authorization(who, header, "POST", "/v1/envelope", &body));
    assert_memory_equal(who, agent.sign_public, KEYS_PUBLIC_SIZE);
    memset(who, 42, sizeof who);
    assert_false(enrol_check_authorization(who, header, "PUT", "/v1/envelope", &body));
    assert_false(enrol_check_authorization(who, header, "POST", "/v1/envelope?after=1", &body));
    assert_false(enrol_check_authorization(who, header, "POST/", "v1/envelope", &body));
    bytes_add_text(&body, "!");
    assert_false(enrol_check_authorization(who, header, "POST", "/v1/envelope", &body));
    assert_int_equal(who[0], 42);
    bytes_clear(&body);
}

// Put together by docs/protocol.md.
static void test_enrol__a_request_is_signed_as_documented(void **state)
{
    const struct bytes none = {0};
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    uint8_t hash[32];
    char hex[2 * KEYS_SIGNATURE_SIZE + 1];
    char header[ENROL_AUTHORIZATION_SIZE];
    struct bytes message = {0};

    (void)state;
    keys_hash(hash, sizeof hash, "body", NULL, 0);
    bytes_add(&message, "GET\0/v1/head", 13);
    bytes_add(&message, hash, sizeof hash);
    keys_sign(&agent, "request", message.data, message.length, signature);
    str_hex(hex, signature, sizeof signature);
    enrol_authorize(header, &agent, "GET", "/v1/head", &none);
    assert_true(str_starts(header, "Diolch "));
    assert_string_equal(strchr(header, '.') + 1, hex);
    bytes_clear(&message);
}

static void test_enrol__every_changed_or_missing_letter_of_the_header_is_refused(void **state)
{
    const struct bytes body = {0};
    uint8_t who[KEYS_PUBLIC_SIZE];
    char header[ENROL_AUTHORIZATION_SIZE];
    size_t length;

    (void)state;
    enrol_authorize(header, &agent, "GET", "/v1/head", &body);
    length = strlen(header);
    for (size_t i = 0; i < length; i++) {
        char *cut = mem_dup(header);

        cut[i] = cut[i] == '0' ? '1' : '0';
        assert_false(enrol_check_authorization(who, cut, "GET", "/v1/head", &body));
        cut[i] = '\0';
        assert_false(enrol_check_authorization(who, cut, "GET", "/v1/head", &body));
        free(cut);
    }
    assert_true(enrol_check_authorization(who, header, "GET", "/v1/head", &body));
    str_copy(header + length, sizeof header - length, "0");
    assert_false(enrol_check_authorization(who, header, "GET", "/v1/head", &body));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enrol__a_code_is_read_as_it_was_shown),
        cmocka_unit_test(test_enrol__a_code_is_taken_however_it_was_typed),
        cmocka_unit_test(test_enrol__what_is_kept_of_a_code_is_not_the_code),
        cmocka_unit_test(test_enrol__an_identity_is_believed_only_with_its_code),
        cmocka_unit_test(test_enrol__every_changed_byte_of_an_identity_is_refused),
        cmocka_unit_test(test_enrol__an_answer_is_the_servers_or_refused),
        cmocka_unit_test(test_enrol__a_request_is_its_agents),
        cmocka_unit_test(test_enrol__a_request_is_signed_as_documented),
        cmocka_unit_test(test_enrol__every_changed_or_missing_letter_of_the_header_is_refused),
    };
    struct err err;

    if (!keys_start(&err))
        return 1;
    agent = sample_keys(1);
    server = sample_keys(2);
    stranger = sample_keys(4);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
