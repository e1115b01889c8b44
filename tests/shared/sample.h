#ifndef TESTS_SHARED_SAMPLE_H
#define TESTS_SHARED_SAMPLE_H

#include "shared/envelope.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/record.h"

/* Things to test with that are the same in every run. Those that fail abort: tests are wrong then.
 */

/* The 16 bytes are all `number`. */
struct id sample_id(uint8_t number);

/* The same keys for the same number, made without randomness. */
struct keys sample_keys(uint8_t number);

/* A cash.paid with an op_id of its place; prev_hash is NULL for the first. The body is borrowed. */
struct record sample_record(struct id log_id, int64_t seq, const uint8_t *prev_hash,
                            const char *body);

/* Records 1 to count of one log, each pointing at the one before. Clear with envelope_batch_clear.
 */
struct envelope_batch sample_batch(struct id log_id, size_t count);

/*
 * An envelope put together by docs/protocol.md and not by shared/envelope.c, so that anything at
 * all can be put behind a true signature: `plain` is what follows the signature inside. The one
 * recipient has as many slots as said.
 */
void sample_seal(struct bytes *out, const struct keys *signer,
                 const uint8_t recipient[static KEYS_PUBLIC_SIZE], uint8_t slots,
                 const struct bytes *plain);

#endif
