// SPDX-License-Identifier: Apache-2.0

// Approvals and payments held against the office's log.

#include "server/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_COUNTS[] =
    "SELECT (SELECT count(*) FROM approval) + (SELECT count(*) FROM payment)";
static const char SQL_STRAY_LINES[] =
    "SELECT count(*) FROM approval_line WHERE NOT EXISTS (SELECT 1 FROM approval "
    "WHERE approval.claim_id = approval_line.claim_id AND approval.turn = approval_line.turn)";

/* What verify walks with. */
struct check {
    struct db *db;
    int64_t count; // approvals and payments seen
};

static bool check_payment(struct check *check, const struct record *record, struct err *err)
{
    struct body_fee_paid body;
    struct ledger_payment row;

    if (!body_read(record, &body, err) ||
        !ledger_get_payment(check->db, body.claim, body.turn, &row, err))
        return false;
    check->count++;
    return (row.turn == body.turn && row.pence == body.pence &&
            id_equal(row.payment, body.payment) && str_equal(row.paid_on, body.paid_on) &&
            str_equal(row.channel, body.channel)) ||
           err_set(err, ERR_INVALID, "a payment's row says something else than its record");
}

// Before lines were kept, each ledger's sum is one line: see server_adjustments.sql.
static bool same_lines(const struct body_fee_approved *body, const struct adjust_account *lines)
{
    if (adjust_sum(lines, ADJUST_FEE) != body->fee_pence ||
        adjust_sum(lines, ADJUST_EXPENSES) != body->expenses_pence)
        return false;
    if (body->account_count == 0)
        return body->turn == 0;
    if (body->account_count != lines->count)
        return false;
    for (size_t i = 0; i < lines->count; i++)
        if (body->account[i].pence != lines->lines[i].pence ||
            !str_equal(body->account[i].ref, lines->lines[i].ref) ||
            !str_equal(body->account[i].of, lines->lines[i].of) ||
            !str_equal(body->account[i].kind, lines->lines[i].kind))
            return false;
    return true;
}

static bool same_why(const struct body_fee_approved *body, const struct ledger_approval *row)
{
    bool same = body->why_count == row->why_count && str_equal(body->rates_from, row->rates_from) &&
                memcmp(body->policy_hash, row->policy_hash, RECORD_HASH_SIZE) == 0;

    for (size_t i = 0; same && i < row->why_count; i++)
        same = str_equal(body->why[i], row->why[i]);
    return same;
}

static bool compare_approval(struct check *check, const struct record *record,
                             struct body_fee_approved *body, struct adjust_account *lines,
                             struct err *err)
{
    struct ledger_approval row;

    if (!body_read(record, body, err) ||
        !ledger_get_approval(check->db, body->claim, body->turn, &row, err) ||
        !ledger_get_lines(check->db, body->claim, body->turn, lines, err))
        return false;
    // Before there were adjustments, a later approval took the place of an earlier one's row.
    if (body->account_count == 0 && !id_equal(record->op_id, ledger_approval_id(body->claim, &row)))
        return true;
    check->count++;
    return (id_equal(record->op_id, ledger_approval_id(body->claim, &row)) &&
            row.fee_pence == body->fee_pence && row.expenses_pence == body->expenses_pence &&
            str_equal(row.channel, body->channel) && id_equal(row.user, body->by) &&
            same_why(body, &row) && same_lines(body, lines)) ||
           err_set(err, ERR_INVALID, "an approval's row says something else than its record");
}

static bool check_approval(struct check *check, const struct record *record, struct err *err)
{
    struct body_fee_approved *body = mem_new(1, sizeof *body);
    struct adjust_account *lines = mem_new(1, sizeof *lines);
    bool ok = compare_approval(check, record, body, lines, err);

    free(lines);
    free(body);
    return ok;
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
    int64_t stray;
    int64_t rows;

    if (!log_each(db, office->log_id, 0, check_record, &check, err)) {
        if (err->kind == ERR_NOT_FOUND)
            err_set(err, ERR_INVALID, "an approval or a payment of the log has no row");
        return false;
    }
    if (!db_number(db, &rows, SQL_COUNTS, DB_NONE, 0, err) ||
        !db_number(db, &stray, SQL_STRAY_LINES, DB_NONE, 0, err))
        return false;
    *count = rows;
    return (rows == check.count && stray == 0) ||
           err_set(err, ERR_INVALID, "an approval or a payment has no record in the office's log");
}
