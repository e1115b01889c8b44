// SPDX-License-Identifier: Apache-2.0
#include "server/ledger.h"

#include <string.h>

#include "shared/keys.h"
#include "shared/log.h"
#include "shared/str.h"
#include "shared/when.h"

static const char SQL_APPROVE[] =
    "INSERT INTO approval (claim_id, version, fee_pence, expenses_pence, channel, at_ms, user_id) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (claim_id) DO UPDATE SET "
    "version = excluded.version, fee_pence = excluded.fee_pence, "
    "expenses_pence = excluded.expenses_pence, channel = excluded.channel, "
    "at_ms = excluded.at_ms, user_id = excluded.user_id";
static const char SQL_PAY[] =
    "INSERT INTO payment (claim_id, payment_id, pence, channel, paid_on, user_id) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (claim_id) DO NOTHING";
static const char SQL_APPROVAL[] =
    "SELECT version, fee_pence, expenses_pence, channel, at_ms, user_id FROM approval "
    "WHERE claim_id = $1";
static const char SQL_PAYMENT[] =
    "SELECT payment_id, pence, channel, paid_on, user_id FROM payment WHERE claim_id = $1";
static const char SQL_COUNTS[] =
    "SELECT (SELECT count(*) FROM approval) + (SELECT count(*) FROM payment)";

static bool append(struct db *db, const struct office *office, const struct log_entry *entry,
                   const void *body, struct err *err)
{
    struct log_entry whole = *entry;
    struct bytes json = {0};
    bool appended;
    bool ok;

    body_write(entry->kind, body, &json);
    whole.body = bytes_text(&json);
    whole.body_length = json.length;
    ok = log_append(db, office->log_id, &whole, &appended, err);
    bytes_clear(&json);
    return ok;
}

bool ledger_import(struct db *db, const struct office *office, const char *what, int64_t count,
                   struct err *err)
{
    struct log_entry entry = {.kind = RECORD_IMPORT_DONE};
    struct body_import_done body = {.count = count};

    str_copy(body.what, sizeof body.what, what);
    return append(db, office, &entry, &body, err);
}

bool ledger_view(struct db *db, const struct office *office, struct id person, struct id user,
                 struct err *err)
{
    struct log_entry entry = {.kind = RECORD_PERSON_VIEWED};
    struct body_person_viewed body = {.person = person, .by = user};

    return append(db, office, &entry, &body, err);
}

// The act is named by what it is about: pressed twice, or sent twice, it is one.
static struct id act(const char *what, const struct bytes *about)
{
    struct id id;

    keys_hash(id.bytes, sizeof id.bytes, what, about->data, about->length);
    id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0F) | 0x80); // a UUIDv8: made from a hash
    id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

static struct id approving(struct id claim, const struct ledger_approval *approval)
{
    struct bytes about = {0};
    struct id id;

    bytes_add(&about, claim.bytes, ID_BYTES);
    bytes_add(&about, approval->user.bytes, ID_BYTES);
    bytes_add_number(&about, (uint64_t)approval->version, 8);
    bytes_add_number(&about, (uint64_t)approval->fee_pence, 8);
    bytes_add_number(&about, (uint64_t)approval->expenses_pence, 8);
    id = act("approve", &about);
    bytes_clear(&about);
    return id;
}

struct id ledger_payment_id(struct id claim)
{
    struct bytes about = {0};
    struct id id;

    bytes_add(&about, claim.bytes, ID_BYTES);
    id = act("pay", &about);
    bytes_clear(&about);
    return id;
}

// The version is kept beside the record, and in the name of the act.
bool ledger_approve(struct db *db, const struct office *office, struct id meeting,
                    const struct body_fee_approved *approved, int64_t version, struct err *err)
{
    const struct ledger_approval approval = {.version = version,
                                             .fee_pence = approved->fee_pence,
                                             .expenses_pence = approved->expenses_pence,
                                             .user = approved->by};
    struct log_entry entry = {.op_id = approving(approved->claim, &approval),
                              .kind = RECORD_FEE_APPROVED,
                              .meeting_id = meeting};

    return append(db, office, &entry, approved, err) &&
           db_exec(db, SQL_APPROVE,
                   DB_ARGS(db_id(&approved->claim), db_int(version), db_int(approved->fee_pence),
                           db_int(approved->expenses_pence), db_text(approved->channel),
                           db_int(when_now_ms()), db_id(&approved->by)),
                   err);
}

bool ledger_pay(struct db *db, const struct office *office, struct id meeting,
                const struct body_fee_paid *paid, struct err *err)
{
    struct log_entry entry = {
        .op_id = paid->payment, .kind = RECORD_FEE_PAID, .meeting_id = meeting};

    if (!db_exec(db, SQL_PAY,
                 DB_ARGS(db_id(&paid->claim), db_id(&paid->payment), db_int(paid->pence),
                         db_text(paid->channel), db_text(paid->paid_on), db_id(&paid->by)),
                 err))
        return false;
    if (!db_changed(db))
        return err_set(err, ERR_CONFLICT, "this claim is paid already");
    return append(db, office, &entry, paid, err);
}

bool ledger_get_approval(struct db *db, struct id claim, struct ledger_approval *out,
                         struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_APPROVAL, DB_ARGS(db_id(&claim)), err))
        return false;
    *out = (struct ledger_approval){.version = db_get_int(rows, 0),
                                    .fee_pence = db_get_int(rows, 1),
                                    .expenses_pence = db_get_int(rows, 2),
                                    .at_ms = db_get_int(rows, 4),
                                    .user = db_get_id(rows, 5)};
    str_copy(out->channel, sizeof out->channel, db_get_text(rows, 3));
    db_free(rows);
    return true;
}

bool ledger_get_payment(struct db *db, struct id claim, struct ledger_payment *out, struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_PAYMENT, DB_ARGS(db_id(&claim)), err))
        return false;
    *out = (struct ledger_payment){
        .payment = db_get_id(rows, 0), .pence = db_get_int(rows, 1), .user = db_get_id(rows, 4)};
    str_copy(out->channel, sizeof out->channel, db_get_text(rows, 2));
    str_copy(out->paid_on, sizeof out->paid_on, db_get_text(rows, 3));
    db_free(rows);
    return true;
}

/* What verify walks with. */
struct check {
    struct db *db;
    int64_t count; // payments seen, and approvals that are still the claim's last
};

static bool check_payment(struct check *check, const struct record *record, struct err *err)
{
    struct body_fee_paid body;
    struct ledger_payment row;

    if (!body_read(record, &body, err) || !ledger_get_payment(check->db, body.claim, &row, err))
        return false;
    check->count++;
    return (row.pence == body.pence && id_equal(row.payment, body.payment) &&
            str_equal(row.paid_on, body.paid_on) && str_equal(row.channel, body.channel)) ||
           err_set(err, ERR_INVALID, "a payment's row says something else than its record");
}

static bool check_approval(struct check *check, const struct record *record, struct err *err)
{
    struct body_fee_approved body;
    struct ledger_approval row;

    if (!body_read(record, &body, err) || !ledger_get_approval(check->db, body.claim, &row, err))
        return false;
    // Only the last approval of a claim has a row; which one it was its act says.
    if (!id_equal(record->op_id, approving(body.claim, &row)))
        return true;
    check->count++;
    return (row.fee_pence == body.fee_pence && row.expenses_pence == body.expenses_pence &&
            str_equal(row.channel, body.channel) && id_equal(row.user, body.by)) ||
           err_set(err, ERR_INVALID, "an approval's row says something else than its record");
}

static bool check_record(const struct record *record, void *context, struct err *err)
{
    int kind = (int)record->kind;

    if (kind == RECORD_FEE_PAID)
        return check_payment(context, record, err);
    if (kind == RECORD_FEE_APPROVED)
        return check_approval(context, record, err);
    return true;
}

bool ledger_verify(struct db *db, const struct office *office, int64_t *count, struct err *err)
{
    struct check check = {.db = db};
    int64_t rows;

    if (!log_each(db, office->log_id, 0, check_record, &check, err)) {
        if (err->kind == ERR_NOT_FOUND)
            err_set(err, ERR_INVALID, "an approval or a payment of the log has no row");
        return false;
    }
    if (!db_number(db, &rows, SQL_COUNTS, DB_NONE, 0, err))
        return false;
    *count = rows;
    return rows == check.count ||
           err_set(err, ERR_INVALID, "an approval or a payment has no record in the office's log");
}
