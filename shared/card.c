// SPDX-License-Identifier: Apache-2.0
#include "shared/card.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sodium.h>

#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"

_Static_assert(CARD_PIN_HASH_SIZE == crypto_pwhash_STRBYTES, "libsodium changed its hash");
_Static_assert(CARD_TEXT_SIZE == 11 + STR_BASE32_SIZE(CARD_SECRET_SIZE), "26 letters");

static const char PREFIX[] = "DIOLCH:1:";
#define PREFIX_LENGTH (sizeof PREFIX - 1)

void card_make(struct card *card, enum card_kind kind)
{
    card->kind = kind;
    randombytes_buf(card->secret, sizeof card->secret);
}

void card_write(char out[static CARD_TEXT_SIZE], const struct card *card)
{
    int used = snprintf(out, CARD_TEXT_SIZE, "%s%c:", PREFIX, (char)card->kind);

    str_base32(out + used, card->secret, sizeof card->secret);
}

// `text` has the length of a card and ends there.
static bool read_card(struct card *out, const char *text)
{
    int kind = toupper((unsigned char)text[PREFIX_LENGTH]);
    struct card card;
    bool ok;

    if (strncasecmp(text, PREFIX, PREFIX_LENGTH) != 0 || text[PREFIX_LENGTH + 1] != ':' ||
        (kind != CARD_MEMBER && kind != CARD_HOST && kind != CARD_CLAIM))
        return false;
    card.kind = (enum card_kind)kind;
    ok = str_unbase32(card.secret, sizeof card.secret, text + PREFIX_LENGTH + 2);
    if (ok)
        *out = card;
    mem_wipe(&card, sizeof card);
    return ok;
}

bool card_parse(struct card *out, const char *text)
{
    char trimmed[CARD_TEXT_SIZE];
    size_t length;
    bool ok;

    while (isspace((unsigned char)*text))
        text++;
    length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    if (length != CARD_TEXT_SIZE - 1)
        return false;
    memcpy(trimmed, text, length);
    trimmed[length] = '\0';
    ok = read_card(out, trimmed);
    mem_wipe(trimmed, sizeof trimmed);
    return ok;
}

void card_id(uint8_t out[static CARD_ID_SIZE], const struct card *card)
{
    keys_hash(out, CARD_ID_SIZE, card->kind == CARD_HOST ? "card host" : "card member",
              card->secret, sizeof card->secret);
}

static void wrapping_key(uint8_t out[static NOTE_KEY_SIZE], const struct card *card)
{
    keys_hash(out, NOTE_KEY_SIZE, "card wrap", card->secret, sizeof card->secret);
}

void card_wrap(uint8_t out[static CARD_WRAPPED_SIZE], const struct card *card,
               const uint8_t key[static NOTE_KEY_SIZE])
{
    uint8_t wrapping[NOTE_KEY_SIZE];
    struct bytes sealed = {0};

    wrapping_key(wrapping, card);
    note_seal(&sealed, wrapping, "meeting key", key, NOTE_KEY_SIZE);
    assert(sealed.length == CARD_WRAPPED_SIZE);
    memcpy(out, sealed.data, CARD_WRAPPED_SIZE);
    bytes_clear(&sealed);
    mem_wipe(wrapping, sizeof wrapping);
}

bool card_unwrap(uint8_t key[static NOTE_KEY_SIZE], const struct card *card,
                 const uint8_t wrapped[static CARD_WRAPPED_SIZE])
{
    uint8_t wrapping[NOTE_KEY_SIZE];
    struct bytes plain = {0};
    struct err err;
    bool ok;

    wrapping_key(wrapping, card);
    ok = note_open(&plain, wrapping, "meeting key", wrapped, CARD_WRAPPED_SIZE, &err) &&
         plain.length == NOTE_KEY_SIZE;
    if (ok)
        memcpy(key, plain.data, NOTE_KEY_SIZE);
    bytes_clear(&plain);
    mem_wipe(wrapping, sizeof wrapping);
    return ok;
}

bool card_is_pin(const char *pin)
{
    size_t digits = 0;

    while (isdigit((unsigned char)pin[digits]))
        digits++;
    return digits == CARD_PIN_DIGITS && pin[digits] == '\0';
}

static void pin_and_secret(uint8_t out[static CARD_PIN_DIGITS + CARD_SECRET_SIZE],
                           const struct card *card, const char *pin)
{
    memcpy(out, pin, CARD_PIN_DIGITS);
    memcpy(out + CARD_PIN_DIGITS, card->secret, CARD_SECRET_SIZE);
}

void card_hash_pin(char out[static CARD_PIN_HASH_SIZE], const struct card *card, const char *pin)
{
    uint8_t password[CARD_PIN_DIGITS + CARD_SECRET_SIZE];

    assert(card_is_pin(pin));
    pin_and_secret(password, card, pin);
    if (crypto_pwhash_str(out, (const char *)password, sizeof password,
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        abort(); // there was no memory for it, and there is no weaker way
    mem_wipe(password, sizeof password);
}

bool card_check_pin(const char *hash, const struct card *card, const char *pin)
{
    uint8_t password[CARD_PIN_DIGITS + CARD_SECRET_SIZE];
    bool ok;

    if (!card_is_pin(pin))
        return false;
    pin_and_secret(password, card, pin);
    ok = crypto_pwhash_str_verify(hash, (const char *)password, sizeof password) == 0;
    mem_wipe(password, sizeof password);
    return ok;
}
