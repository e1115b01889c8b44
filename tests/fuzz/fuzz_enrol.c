// SPDX-License-Identifier: Apache-2.0
#include "shared/enrol.h"

#include <assert.h>
#include <string.h>

#include "tests/shared/sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_text(const char *text)
{
    const struct bytes body = {0};
    char again[ENROL_CODE_SIZE];
    uint8_t agent[KEYS_PUBLIC_SIZE];
    struct enrol_code code;
    struct enrol_code back;

    if (enrol_parse_code(&code, text)) {
        enrol_write_code(again, &code);
        assert(enrol_parse_code(&back, again));
        assert(memcmp(&code, &back, sizeof code) == 0);
    }
    enrol_check_authorization(agent, text, "GET", "/v1/head", &body);
}

static void read_signed(const struct keys *server, const char *context, const uint8_t *data,
                        size_t size)
{
    struct outbox_enrolment answer;
    struct enrol_identity identity;
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes bytes = {0};
    struct err err;

    keys_sign(server, context, data, size, signature);
    bytes_add(&bytes, signature, sizeof signature);
    bytes_add(&bytes, data, size);
    if (!enrol_read_answer(&answer, bytes.data, bytes.length, server->sign_public, &err))
        assert(err.kind == ERR_INVALID);
    if (!enrol_read_identity(&identity, bytes.data, bytes.length, NULL, &err))
        assert(err.kind == ERR_INVALID);
    bytes_clear(&bytes);
}

// As a code, as a header, and as JSON behind a true signature. The identities of the corpus name
// the key that signs here.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = {0};
    struct keys server;
    struct err err;

    if (!keys_start(&err))
        return 0;
    server = sample_keys(2);
    bytes_add(&text, data, size);
    read_text(bytes_text(&text));
    bytes_clear(&text);
    read_signed(&server, "identity", data, size);
    read_signed(&server, "enrolment", data, size);
    return 0;
}
