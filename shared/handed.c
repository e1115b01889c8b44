// SPDX-License-Identifier: Apache-2.0
#include "shared/handed.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zstd.h>

#include "shared/mem.h"
#include "shared/str.h"

#define PREFIX_LENGTH (sizeof HANDED_PREFIX - 1)
#define LETTERS_MAX (HANDED_TEXT_MAX - PREFIX_LENGTH)
#define SEALED_MAX (LETTERS_MAX * 5 / 8)
#define HEAD_SIZE (1 + ID_BYTES + KEYS_SIGNATURE_SIZE) // letter, op_id, signature
#define PURPOSE "handed"
#define LEVEL 19 // a slip is small: nobody waits for it

/* A claim like many others: what a claim has in common with it takes no room. It is on the wire. */
extern const char handed_example_json[];

bool handed_is(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return strncasecmp(text, HANDED_PREFIX, PREFIX_LENGTH) == 0;
}

static void pack(struct bytes *out, const struct bytes *json)
{
    size_t bound = ZSTD_compressBound(json->length);
    size_t before = out->length;
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t size;

    if (!context)
        abort();
    size =
        ZSTD_compress_usingDict(context, bytes_extend(out, bound), bound, json->data, json->length,
                                handed_example_json, strlen(handed_example_json), LEVEL);
    assert(!ZSTD_isError(size));
    out->length = before + size;
    ZSTD_freeCCtx(context);
}

// The frame says its size before anything is unpacked: a bomb is refused unopened. The two values
// that mean "no size" are larger than any size.
static bool unpack(struct bytes *out, const uint8_t *packed, size_t length)
{
    unsigned long long size = ZSTD_getFrameContentSize(packed, length);
    ZSTD_DCtx *context;
    size_t got;

    if (size == 0 || size > RECORD_BODY_MAX ||
        ZSTD_findFrameCompressedSize(packed, length) != length)
        return false;
    context = ZSTD_createDCtx();
    if (!context)
        abort();
    got = ZSTD_decompress_usingDict(context, bytes_extend(out, (size_t)size), (size_t)size, packed,
                                    length, handed_example_json, strlen(handed_example_json));
    ZSTD_freeDCtx(context);
    return !ZSTD_isError(got) && got == size;
}

// What the signature is over: a slip of one meeting is none of another, nor another act.
static void add_signed(struct bytes *out, struct id meeting, char letter, struct id op_id,
                       const uint8_t *packed, size_t length)
{
    bytes_add(out, meeting.bytes, ID_BYTES);
    bytes_add(out, &letter, 1);
    bytes_add(out, op_id.bytes, ID_BYTES);
    bytes_add(out, packed, length);
}

static void add_plain(struct bytes *out, const struct handed *handed, char letter,
                      const struct keys *signer, struct id meeting)
{
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes message = {0};
    struct bytes packed = {0};

    pack(&packed, &handed->json);
    add_signed(&message, meeting, letter, handed->op_id, packed.data, packed.length);
    keys_sign(signer, "handed", message.data, message.length, signature);
    bytes_add(out, &letter, 1);
    bytes_add(out, handed->op_id.bytes, ID_BYTES);
    bytes_add(out, signature, sizeof signature);
    bytes_add(out, packed.data, packed.length);
    bytes_clear(&packed);
    bytes_clear(&message);
}

bool handed_write(char out[static HANDED_TEXT_SIZE], const struct handed *handed, char letter,
                  const struct keys *signer, const struct handed_place *place, struct err *err)
{
    struct bytes plain = {0};
    struct bytes sealed = {0};
    bool fits;

    add_plain(&plain, handed, letter, signer, place->meeting);
    note_seal(&sealed, place->key, PURPOSE, plain.data, plain.length);
    fits = sealed.length <= SEALED_MAX;
    if (fits) {
        memcpy(out, HANDED_PREFIX, PREFIX_LENGTH);
        str_base32(out + PREFIX_LENGTH, sealed.data, sealed.length);
    }
    bytes_clear(&sealed);
    bytes_clear(&plain);
    return fits || err_set(err, ERR_INVALID, "the claim is too long for a slip's code");
}

// Letters to bytes; spaces at either end are passed over.
static bool read_letters(struct bytes *out, const char *text)
{
    char letters[LETTERS_MAX + 1];
    size_t length;
    bool ok;

    while (isspace((unsigned char)*text))
        text++;
    if (strncasecmp(text, HANDED_PREFIX, PREFIX_LENGTH) != 0)
        return false;
    text += PREFIX_LENGTH;
    length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    if (length > LETTERS_MAX || length * 5 / 8 == 0)
        return false;
    memcpy(letters, text, length);
    letters[length] = '\0';
    ok = str_unbase32(bytes_extend(out, length * 5 / 8), length * 5 / 8, letters);
    mem_wipe(letters, sizeof letters);
    return ok;
}

static const uint8_t *signer_of(const struct body_kiosk *kiosks, size_t count, char letter)
{
    for (size_t i = 0; i < count; i++)
        if (kiosks[i].letter[0] == letter)
            return kiosks[i].sign_public;
    return NULL;
}

static bool is_signed(const struct bytes *plain, const uint8_t *sign_public, struct id meeting)
{
    const uint8_t *signature = plain->data + 1 + ID_BYTES;
    struct bytes message = {0};
    struct id op_id;
    bool ok;

    memcpy(op_id.bytes, plain->data + 1, ID_BYTES);
    add_signed(&message, meeting, (char)plain->data[0], op_id, plain->data + HEAD_SIZE,
               plain->length - HEAD_SIZE);
    ok = keys_verify(sign_public, "handed", message.data, message.length, signature);
    bytes_clear(&message);
    return ok;
}

static bool read_plain(struct handed *out, const struct bytes *plain,
                       const struct body_kiosk *kiosks, size_t kiosk_count, struct id meeting,
                       struct err *err)
{
    const uint8_t *signer;
    struct bytes json = {0};

    if (plain->length <= HEAD_SIZE)
        return err_set(err, ERR_INVALID, "the slip is damaged");
    signer = signer_of(kiosks, kiosk_count, (char)plain->data[0]);
    if (!signer || !is_signed(plain, signer, meeting))
        return err_set(err, ERR_NOT_FOUND, "no kiosk of this meeting signed the slip");
    if (!unpack(&json, plain->data + HEAD_SIZE, plain->length - HEAD_SIZE)) {
        bytes_clear(&json);
        return err_set(err, ERR_INVALID, "the slip cannot be unpacked");
    }
    memcpy(out->op_id.bytes, plain->data + 1, ID_BYTES);
    out->json = json;
    return true;
}

bool handed_open(struct handed *out, const char *text, const struct body_kiosk *kiosks,
                 size_t kiosk_count, const struct handed_place *place, struct err *err)
{
    struct bytes sealed = {0};
    struct bytes plain = {0};
    bool ok;

    ok = read_letters(&sealed, text) || err_set(err, ERR_INVALID, "this code is no slip's");
    ok = ok && note_open(&plain, place->key, PURPOSE, sealed.data, sealed.length, err) &&
         read_plain(out, &plain, kiosks, kiosk_count, place->meeting, err);
    bytes_clear(&plain);
    bytes_clear(&sealed);
    return ok || err_wrap(err, "open a slip");
}

void handed_clear(struct handed *handed)
{
    bytes_clear(&handed->json);
    *handed = (struct handed){0};
}
