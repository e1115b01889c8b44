#ifndef SHARED_CARD_H
#define SHARED_CARD_H

#include <stdbool.h>
#include <stdint.h>

#include "shared/note.h"

/*
 * A card: a secret that somebody carries, printed as "DIOLCH:1:M:" (member) or "DIOLCH:1:H:" (host
 * or payer) and 26 base32 letters. It is random and says nothing about the person. Kiosks are given
 * only its id; a host's card also unwraps the meeting's key (architecture.md decision 9).
 */
#define CARD_SECRET_SIZE 16
#define CARD_TEXT_SIZE 38 // "DIOLCH:1:M:", 26 letters and the NUL
#define CARD_ID_SIZE 16
#define CARD_WRAPPED_SIZE (NOTE_KEY_SIZE + NOTE_OVERHEAD) // the meeting's key, for one card
#define CARD_PIN_HASH_SIZE 128                            // crypto_pwhash_STRBYTES
#define CARD_PIN_DIGITS 6

enum card_kind {
    CARD_MEMBER = 'M',
    CARD_HOST = 'H',
    CARD_CLAIM = 'C', // a slip of a claim: its "secret" is the claim's id
};

struct card {
    enum card_kind kind;
    uint8_t secret[CARD_SECRET_SIZE];
};

void card_make(struct card *card, enum card_kind kind);
void card_write(char out[static CARD_TEXT_SIZE], const struct card *card);

/*
 * What a scanner or a keyboard gave: spaces at either end are passed over, and capitals are as good
 * as small letters, because a scanner types what Caps Lock makes of it.
 */
bool card_parse(struct card *out, const char *text);

/* By what it is looked up. The secret cannot be had back from it. */
void card_id(uint8_t out[static CARD_ID_SIZE], const struct card *card);

void card_wrap(uint8_t out[static CARD_WRAPPED_SIZE], const struct card *card,
               const uint8_t key[static NOTE_KEY_SIZE]);
bool card_unwrap(uint8_t key[static NOTE_KEY_SIZE], const struct card *card,
                 const uint8_t wrapped[static CARD_WRAPPED_SIZE]);

bool card_is_pin(const char *pin);

/*
 * Argon2id over the six digits and the card's secret: a stolen database is not enough to guess.
 * Takes 64 MiB and about a tenth of a second, by intention. What is not six digits is never right.
 */
void card_hash_pin(char out[static CARD_PIN_HASH_SIZE], const struct card *card, const char *pin);
bool card_check_pin(const char *hash, const struct card *card, const char *pin);

#endif
