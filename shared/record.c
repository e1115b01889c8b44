// SPDX-License-Identifier: Apache-2.0
#include "shared/record.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

#include "shared/str.h"

static const char MAGIC[4] = {'D', 'R', 'E', 'C'};
#define VERSION 1

static const struct {
    enum record_kind kind;
    const char *name;
} kinds[] = {
    {RECORD_MEETING_OPENED, "meeting.opened"},
    {RECORD_MEETING_CLOSED, "meeting.closed"},
    {RECORD_MEETING_UNPLANNED, "meeting.unplanned"},
    {RECORD_ATTENDANCE_ARRIVED, "attendance.arrived"},
    {RECORD_ATTENDANCE_LEFT, "attendance.left"},
    {RECORD_ATTENDANCE_CORRECTED, "attendance.corrected"},
    {RECORD_CLAIM_MADE, "claim.made"},
    {RECORD_CLAIM_AMENDED, "claim.amended"},
    {RECORD_CLAIM_WITHDRAWN, "claim.withdrawn"},
    {RECORD_CLAIM_QUESTIONED, "claim.questioned"},
    {RECORD_CLAIM_HANDED, "claim.handed"},
    {RECORD_CLAIM_COMPLETED, "claim.completed"},
    {RECORD_CLAIM_TAKEN_BACK, "claim.taken_back"},
    {RECORD_RECEIPT_TAKEN, "receipt.taken"},
    {RECORD_CHOICE_GIVEN, "choice.given"},
    {RECORD_CHOICE_WITHDRAWN, "choice.withdrawn"},
    {RECORD_EVIDENCE_SEEN, "evidence.seen"},
    {RECORD_FLOAT_OPENED, "float.opened"},
    {RECORD_FLOAT_ADDED, "float.added"},
    {RECORD_FLOAT_SWAPPED, "float.swapped"},
    {RECORD_FLOAT_COUNTED, "float.counted"},
    {RECORD_CASH_PAID, "cash.paid"},
    {RECORD_CASH_RETURNED, "cash.returned"},
    {RECORD_CASH_LEFT, "cash.left"},
    {RECORD_PERSON_ADDED, "person.added"},
    {RECORD_FEEDBACK_LEFT, "feedback.left"},
    {RECORD_KIOSK_NOTED, "kiosk.noted"},
    {RECORD_TIN_USED, "tin.used"},
    {RECORD_KIOSK_CONFIGURED, "kiosk.configured"},
    {RECORD_MEETING_PLANNED, "meeting.planned"},
    {RECORD_PERSON_EXPECTED, "person.expected"},
    {RECORD_POLICY_SET, "policy.set"},
    {RECORD_WORDING_SET, "wording.set"},
    {RECORD_PAYER_SET, "payer.set"},
    {RECORD_PAYMENT_MADE, "payment.made"},
    {RECORD_CLAIM_HELD, "claim.held"},
    {RECORD_CLAIM_RELEASED, "claim.released"},
    {RECORD_CLAIM_ANSWERED, "claim.answered"},
    {RECORD_KEY_CHANGED, "key.changed"},
    {RECORD_KIOSK_REVOKED, "kiosk.revoked"},
    {RECORD_FEE_APPROVED, "fee.approved"},
    {RECORD_FEE_PAID, "fee.paid"},
    {RECORD_PERSON_VIEWED, "person.viewed"},
    {RECORD_IMPORT_DONE, "import.done"},
    {RECORD_CLAIM_REASSESSED, "claim.reassessed"},
    {RECORD_MEETING_ACCEPTED, "meeting.accepted"},
    {RECORD_PERSON_AGREED, "person.agreed"},
    {RECORD_PAYER_NOMINATED, "payer.nominated"},
    {RECORD_FORM_TYPED, "form.typed"},
};

// The limits keep what is stored from being a trap later on, where an instant is printed or a place
// in the log is counted on from.
static bool is_possible(const struct record *record)
{
    bool first = sodium_is_zero(record->prev_hash, RECORD_HASH_SIZE);

    return record->seq >= 1 && record->seq <= RECORD_SEQ_MAX && first == (record->seq == 1) &&
           (int)record->kind > 0 && (int)record->kind <= UINT16_MAX && record->schema >= 1 &&
           record->schema <= UINT8_MAX && record->wall_ms >= 0 &&
           record->wall_ms <= RECORD_WALL_MAX_MS && record->monotonic_ms >= 0 &&
           !id_is_none(record->log_id) && !id_is_none(record->op_id) &&
           when_is_date(record->local_date) && record->body_length <= RECORD_BODY_MAX;
}

void record_write(const struct record *record, struct bytes *out)
{
    assert(is_possible(record));
    bytes_add(out, MAGIC, sizeof MAGIC);
    bytes_add_number(out, VERSION, 1);
    bytes_add(out, record->log_id.bytes, ID_BYTES);
    bytes_add_number(out, (uint64_t)record->seq, 8);
    bytes_add(out, record->op_id.bytes, ID_BYTES);
    bytes_add_number(out, (uint64_t)record->kind, 2);
    bytes_add_number(out, (uint64_t)record->schema, 1);
    bytes_add_number(out, (uint64_t)record->wall_ms, 8);
    bytes_add(out, record->boot_id.bytes, ID_BYTES);
    bytes_add_number(out, (uint64_t)record->monotonic_ms, 8);
    bytes_add(out, record->meeting_id.bytes, ID_BYTES);
    bytes_add(out, record->local_date, WHEN_DATE_SIZE - 1);
    bytes_add(out, record->prev_hash, RECORD_HASH_SIZE);
    bytes_add_number(out, record->body_length, 4);
    bytes_add(out, record->body, record->body_length);
}

static bool take_header(struct bytes_reader *reader, struct record *out, uint64_t *body_length)
{
    uint64_t seq;
    uint64_t kind;
    uint64_t schema;
    uint64_t wall;
    uint64_t monotonic;

    if (!bytes_take(reader, out->log_id.bytes, ID_BYTES) || !bytes_take_number(reader, &seq, 8) ||
        !bytes_take(reader, out->op_id.bytes, ID_BYTES) || !bytes_take_number(reader, &kind, 2) ||
        !bytes_take_number(reader, &schema, 1) || !bytes_take_number(reader, &wall, 8) ||
        !bytes_take(reader, out->boot_id.bytes, ID_BYTES) ||
        !bytes_take_number(reader, &monotonic, 8) ||
        !bytes_take(reader, out->meeting_id.bytes, ID_BYTES) ||
        !bytes_take(reader, out->local_date, WHEN_DATE_SIZE - 1) ||
        !bytes_take(reader, out->prev_hash, RECORD_HASH_SIZE) ||
        !bytes_take_number(reader, body_length, 4))
        return false;
    out->seq = (int64_t)seq;
    out->kind = (enum record_kind)kind;
    out->schema = (int)schema;
    out->wall_ms = (int64_t)wall;
    out->monotonic_ms = (int64_t)monotonic;
    return true;
}

bool record_read(struct record *out, const uint8_t *data, size_t length, struct err *err)
{
    struct bytes_reader reader = {data, length};
    struct record record = {0};
    char magic[sizeof MAGIC];
    uint64_t version;
    uint64_t body_length;
    const uint8_t *body;

    if (!bytes_take(&reader, magic, sizeof magic) || memcmp(magic, MAGIC, sizeof magic) != 0)
        return err_set(err, ERR_INVALID, "these bytes are no record");
    if (!bytes_take_number(&reader, &version, 1) || version != VERSION)
        return err_set(err, ERR_INVALID, "the record has a version this program does not know");
    if (!take_header(&reader, &record, &body_length) || body_length != reader.left ||
        !bytes_take_view(&reader, &body, reader.left))
        return err_set(err, ERR_INVALID, "the record's length is wrong");
    record.body = (const char *)body;
    record.body_length = (size_t)body_length;
    if (!is_possible(&record))
        return err_set(err, ERR_INVALID, "the record's header holds something impossible");
    *out = record;
    return true;
}

void record_hash(uint8_t out[static RECORD_HASH_SIZE], const uint8_t *data, size_t length)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, RECORD_HASH_SIZE);
    crypto_generichash_update(&state, (const uint8_t *)"record", 6);
    crypto_generichash_update(&state, data, length);
    crypto_generichash_final(&state, out, RECORD_HASH_SIZE);
}

const char *record_kind_name(enum record_kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].kind == kind)
            return kinds[i].name;
    return "unknown";
}
