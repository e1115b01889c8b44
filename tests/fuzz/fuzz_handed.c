// SPDX-License-Identifier: Apache-2.0
#include "shared/handed.h"

#include <assert.h>
#include <string.h>

#include "shared/str.h"
#include "tests/shared/sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t key[NOTE_KEY_SIZE] = "the key of a meeting, in a test";

static void open_code(const char *code)
{
    struct keys signer = sample_keys(1);
    struct body_kiosk kiosks[] = {{"A", {0}}};
    struct handed_place place = {sample_id(7), key};
    char again[HANDED_TEXT_SIZE];
    struct handed handed;
    struct err err;

    memcpy(kiosks[0].sign_public, signer.sign_public, KEYS_PUBLIC_SIZE);
    if (!handed_open(&handed, code, kiosks, 1, &place, &err))
        return;
    assert(handed_is(code) && handed.json.length <= RECORD_BODY_MAX);
    // What was read can be handed on, if it has room when it is packed by us.
    (void)handed_write(again, &handed, 'A', &signer, &place, &err);
    handed_clear(&handed);
}

static void open_sealed(const struct bytes *plain)
{
    char code[sizeof HANDED_PREFIX + STR_BASE32_SIZE(2048)] = HANDED_PREFIX;
    struct bytes sealed = {0};

    note_seal(&sealed, key, "handed", plain->data, plain->length);
    if (sealed.length > 0 && sealed.length <= 2048) {
        str_base32(code + sizeof HANDED_PREFIX - 1, sealed.data, sealed.length);
        open_code(code);
    }
    bytes_clear(&sealed);
}

// Behind a true signature: what the rest is packed as.
static void open_signed(const uint8_t *data, size_t size)
{
    struct keys signer = sample_keys(1);
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes message = {0};
    struct bytes plain = {0};
    struct id op_id = sample_id(3);

    bytes_add(&message, sample_id(7).bytes, ID_BYTES);
    bytes_add_text(&message, "A");
    bytes_add(&message, op_id.bytes, ID_BYTES);
    bytes_add(&message, data, size);
    keys_sign(&signer, "handed", message.data, message.length, signature);
    bytes_add_text(&plain, "A");
    bytes_add(&plain, op_id.bytes, ID_BYTES);
    bytes_add(&plain, signature, sizeof signature);
    bytes_add(&plain, data, size);
    open_sealed(&plain);
    bytes_clear(&plain);
    bytes_clear(&message);
}

// The first byte says how far in the rest is put: as typed, behind the seal, or behind the
// signature.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes rest = {0};
    struct err err;

    if (size < 1 || !keys_start(&err))
        return 0;
    bytes_add(&rest, data + 1, size - 1);
    if (data[0] % 3 == 0)
        open_code(bytes_text(&rest));
    else if (data[0] % 3 == 1)
        open_sealed(&rest);
    else
        open_signed(rest.data, rest.length);
    bytes_clear(&rest);
    return 0;
}
