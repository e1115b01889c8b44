#ifndef SHARED_RECORD_H
#define SHARED_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/when.h"

/*
 * A record: one thing that happened, in the bytes it will have for ever.
 *
 * A fixed header, then the body as JSON. The bytes are hashed, signed and kept as they were first
 * written; a correction is a new record that points at the old (architecture.md decision 3 and
 * part 4). Order is `seq`, never time: clocks lie.
 */
#define RECORD_HASH_SIZE 32
#define RECORD_BODY_MAX 16384
#define RECORD_HEADER_SIZE 142
#define RECORD_MAX (RECORD_HEADER_SIZE + RECORD_BODY_MAX)
#define RECORD_SEQ_MAX INT64_C(999999999999) // twelve digits, as the names of files have them
#define RECORD_WALL_MAX_MS INT64_C(253402300799999) // the last instant of 9999

/* The numbers are on the wire: add, never change. Up below 200, down from 200, office from 300. */
enum record_kind {
    RECORD_MEETING_OPENED = 1,
    RECORD_MEETING_CLOSED = 2,
    RECORD_MEETING_UNPLANNED = 3,
    RECORD_ATTENDANCE_ARRIVED = 10,
    RECORD_ATTENDANCE_LEFT = 11,
    RECORD_ATTENDANCE_CORRECTED = 12,
    RECORD_CLAIM_MADE = 20,
    RECORD_CLAIM_AMENDED = 21,
    RECORD_CLAIM_WITHDRAWN = 22,
    RECORD_CLAIM_QUESTIONED = 23,
    RECORD_CLAIM_HANDED = 24,
    RECORD_CLAIM_COMPLETED = 26,
    RECORD_CLAIM_TAKEN_BACK = 25,
    RECORD_RECEIPT_TAKEN = 30,
    RECORD_CHOICE_GIVEN = 40,
    RECORD_CHOICE_WITHDRAWN = 41,
    RECORD_EVIDENCE_SEEN = 50,
    RECORD_FLOAT_OPENED = 60,
    RECORD_FLOAT_ADDED = 61,
    RECORD_FLOAT_SWAPPED = 62,
    RECORD_FLOAT_COUNTED = 63,
    RECORD_CASH_PAID = 70,
    RECORD_CASH_RETURNED = 71,
    RECORD_CASH_LEFT = 72,
    RECORD_PERSON_ADDED = 80,
    RECORD_FEEDBACK_LEFT = 81,
    RECORD_KIOSK_NOTED = 90,
    RECORD_TIN_USED = 92,
    RECORD_KIOSK_CONFIGURED = 200,
    RECORD_MEETING_PLANNED = 201,
    RECORD_PERSON_EXPECTED = 202,
    RECORD_POLICY_SET = 203,
    RECORD_WORDING_SET = 204,
    RECORD_PAYER_SET = 205,
    RECORD_PAYMENT_MADE = 206,
    RECORD_CLAIM_HELD = 207,
    RECORD_CLAIM_RELEASED = 208,
    RECORD_CLAIM_ANSWERED = 209,
    RECORD_KEY_CHANGED = 210,
    RECORD_KIOSK_REVOKED = 211,
    RECORD_FEE_APPROVED = 300,
    RECORD_FEE_PAID = 301,
    RECORD_PERSON_VIEWED = 302,
    RECORD_IMPORT_DONE = 303,
    RECORD_CLAIM_REASSESSED = 304,
    RECORD_MEETING_ACCEPTED = 305,
    RECORD_PERSON_AGREED = 306,
    RECORD_PAYER_NOMINATED = 307,
    RECORD_FORM_TYPED = 308,
};

struct record {
    struct id log_id;      // one life of one log
    int64_t seq;           // from 1 to RECORD_SEQ_MAX, without gaps
    struct id op_id;       // unique in the books, for ever; made when the form opened
    enum record_kind kind; // never 0
    int schema;            // of the body, 1 to 255
    int64_t wall_ms;       // what the clock said, 0 to RECORD_WALL_MAX_MS
    struct id boot_id;     // with monotonic_ms: how long after another record of the same start
    int64_t monotonic_ms;  // from 0
    struct id meeting_id;  // none when it belongs to no meeting
    char local_date[WHEN_DATE_SIZE];     // the day it was there and then; never moved
    uint8_t prev_hash[RECORD_HASH_SIZE]; // zeros in the first, and only there
    const char *body;                    // JSON, borrowed: not ended by a NUL
    size_t body_length;
};

/* Adds the bytes to out. What record_read would refuse is asserted. */
void record_write(const struct record *record, struct bytes *out);

/*
 * Reads exactly these bytes; the body is borrowed from them. ERR_INVALID for anything that
 * record_write would not have written, with an unknown kind or schema taken as it is: what is
 * signed is stored, and understood when we can (reliability.md F38, F39). The body is not looked
 * at: who reads it parses it with its shape.
 */
bool record_read(struct record *out, const uint8_t *data, size_t length, struct err *err);

/* BLAKE2b-256 of "record" and the bytes. */
void record_hash(uint8_t out[static RECORD_HASH_SIZE], const uint8_t *data, size_t length);

/* "claim.made"; "unknown" for a number we do not have. */
const char *record_kind_name(enum record_kind kind);

#endif
