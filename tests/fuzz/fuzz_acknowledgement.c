// SPDX-License-Identifier: Apache-2.0
#include "shared/acknowledgement.h"

#include <assert.h>
#include <string.h>

#include "tests/shared/sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What is read can be written, and read again as the same.
static void read_answer(const struct keys *server, const struct bytes *bytes)
{
    struct acknowledgement answer;
    struct acknowledgement back;
    struct bytes again = {0};
    struct err err;

    if (!acknowledgement_read(&answer, bytes->data, bytes->length, server->sign_public, &err)) {
        assert(err.kind == ERR_INVALID);
        return;
    }
    acknowledgement_write(&answer, server, &again);
    assert(acknowledgement_read(&back, again.data, again.length, server->sign_public, &err));
    assert(back.seq == answer.seq && back.down_seq == answer.down_seq);
    assert(back.secured_seq == answer.secured_seq && back.server_ms == answer.server_ms);
    assert(memcmp(back.hash, answer.hash, sizeof back.hash) == 0);
    bytes_clear(&again);
}

static void read_note(const struct keys *server, const struct bytes *bytes)
{
    struct acknowledgement_note answer;
    struct bytes again = {0};
    struct err err;

    if (!acknowledgement_read_note(&answer, bytes->data, bytes->length, server->sign_public,
                                   &err)) {
        assert(err.kind == ERR_INVALID);
        return;
    }
    acknowledgement_write_note(&answer, server, &again);
    assert(acknowledgement_read_note(&answer, again.data, again.length, server->sign_public, &err));
    bytes_clear(&again);
}

static void read_signed(const struct keys *server, const char *context, const uint8_t *data,
                        size_t size)
{
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes bytes = {0};

    keys_sign(server, context, data, size, signature);
    bytes_add(&bytes, signature, sizeof signature);
    bytes_add(&bytes, data, size);
    read_answer(server, &bytes);
    read_note(server, &bytes);
    bytes_clear(&bytes);
}

// The input once as it came, and once behind each true signature.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct keys server;
    struct bytes bytes = {0};
    struct err err;

    if (!keys_start(&err))
        return 0;
    server = sample_keys(2);
    bytes_add(&bytes, data, size);
    read_answer(&server, &bytes);
    read_note(&server, &bytes);
    bytes_clear(&bytes);
    read_signed(&server, "acknowledgement", data, size);
    read_signed(&server, "acknowledgement note", data, size);
    return 0;
}
