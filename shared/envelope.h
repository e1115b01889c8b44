#ifndef SHARED_ENVELOPE_H
#define SHARED_ENVELOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/record.h"

/*
 * An envelope: records that follow each other in one log, signed by the log's owner and sealed so
 * that only its recipients can read them. The same bytes travel by HTTPS, on a stick, or lie in a
 * folder (architecture.md decision 5); docs/protocol.md has the layout.
 *
 * At most ENVELOPE_RECORDS records, and ENVELOPE_BYTES with their lengths. The signature is inside
 * the seal and covers the recipients, so that an envelope cannot be sealed again to somebody else.
 */
#define ENVELOPE_RECORDS 256
#define ENVELOPE_BYTES ((size_t)256 * 1024)
#define ENVELOPE_RECIPIENTS 4
#define ENVELOPE_MAX (ENVELOPE_BYTES + 8192) // no envelope we take is larger

/* What is put in: whole records, one after the other, each behind its length (4 bytes). */
struct envelope_batch {
    struct id log_id;
    int64_t from;         // seq of the first record
    size_t count;         // 1 to ENVELOPE_RECORDS
    struct bytes records; // owned; envelope_batch_clear
};

/* False, and nothing is added, when the batch is full. */
bool envelope_batch_add(struct envelope_batch *batch, const uint8_t *record, size_t length);
void envelope_batch_clear(struct envelope_batch *batch);

/* Walks the records: view and length of the next, false at the end. Start with a reader on records.
 */
bool envelope_batch_next(struct bytes_reader *reader, const uint8_t **record, size_t *length);

/* Signs and seals to each of 1 to ENVELOPE_RECIPIENTS seal_public keys; adds the bytes to out. */
void envelope_seal(const struct envelope_batch *batch, const struct keys *signer,
                   const uint8_t (*recipients)[KEYS_PUBLIC_SIZE], size_t recipient_count,
                   struct bytes *out);

/*
 * An envelope that we could open, not yet believed: its log says whose signature to ask for. It
 * owns what is in it; envelope_clear.
 */
struct envelope {
    struct id log_id;
    int64_t from;
    size_t count;
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes signed_part;
    size_t compressed_at; // where in signed_part the compressed records begin
};

/* Fills *out, or leaves it alone: ERR_INVALID when it is damaged or not sealed to us. */
bool envelope_open(struct envelope *out, const uint8_t *data, size_t length,
                   const struct keys *recipient, struct err *err);

/*
 * Checks the signature, then unpacks: exactly `count` whole records of that log with seq from
 * `from` on, each pointing at the hash of the one before. Nothing unsigned is ever unpacked. Fills
 * *out, which is the caller's to clear; ERR_INVALID leaves it alone.
 */
bool envelope_verify(const struct envelope *envelope, const uint8_t signer[static KEYS_PUBLIC_SIZE],
                     struct envelope_batch *out, struct err *err);
void envelope_clear(struct envelope *envelope);

#endif
