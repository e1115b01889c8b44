#ifndef SHARED_TIN_H
#define SHARED_TIN_H

#include <stdbool.h>
#include <stdint.h>

#include "shared/card.h"
#include "shared/id.h"
#include "shared/note.h"

/*
 * The float tin's one-time code: sixteen digits in a sealed envelope, for one meeting, for the day
 * on which a PIN is forgotten or the payer does not come (architecture.md part 7). Kiosks are given
 * the meeting's key wrapped under what Argon2id makes of code and meeting, and so can tell the
 * right code from a wrong one without having it. Nobody has it but the paper: not the office
 * either.
 */
#define TIN_DIGITS 16
#define TIN_CODE_SIZE (TIN_DIGITS + 1)
#define TIN_SHOWN_SIZE (TIN_DIGITS + 4)     // "1234 5678 9012 3456"
#define TIN_TEXT_SIZE (11 + TIN_DIGITS + 1) // "DIOLCH:1:T:" and the digits, as a code to scan
#define TIN_WRAPPED_SIZE CARD_WRAPPED_SIZE  // the meeting's key
#define TIN_ID_SIZE 16
#define TIN_LIMIT_PENCE INT64_C(20000) // at most that may be paid out with it

void tin_make(char code[static TIN_CODE_SIZE]);

/* What was scanned, or keyed in with or without spaces. */
bool tin_parse(char code[static TIN_CODE_SIZE], const char *text);

/* In fours; also of a code that is not all keyed yet. */
void tin_show(char out[static TIN_SHOWN_SIZE], const char *code);
void tin_write(char out[static TIN_TEXT_SIZE], const char *code);

/* Each takes 64 MiB and about a tenth of a second, by intention. */
void tin_wrap(uint8_t out[static TIN_WRAPPED_SIZE], const char *code, struct id meeting,
              const uint8_t key[static NOTE_KEY_SIZE]);
bool tin_unwrap(uint8_t key[static NOTE_KEY_SIZE], const char *code, struct id meeting,
                const uint8_t wrapped[static TIN_WRAPPED_SIZE]);

/* Which code it is, for records: out of what was wrapped, so it says nothing about the digits. */
void tin_id(uint8_t out[static TIN_ID_SIZE], const uint8_t wrapped[static TIN_WRAPPED_SIZE]);

#endif
