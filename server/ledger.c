// SPDX-License-Identifier: Apache-2.0
#include "server/ledger.h"

#include <stdio.h>
#include <string.h>

#include "shared/keys.h"
#include "shared/log.h"
#include "shared/str.h"
#include "shared/when.h"

static const char SQL_APPROVE[] =
    "INSERT INTO approval (claim_id, turn, version, fee_pence, expenses_pence, channel, at_ms, "
    "user_id, policy_hash, why, rates_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
    "ON CONFLICT DO NOTHING";
static const char SQL_LINE[] =
    "INSERT INTO approval_line (claim_id, turn, place, ref, of_ref, kind, pence) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char SQL_PAY[] =
    "INSERT INTO payment (claim_id, turn, payment_id, pence, channel, paid_on, user_id) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
static const char SQL_APPROVAL[] =
    "SELECT turn, version, fee_pence, expenses_pence, channel, at_ms, user_id, policy_hash, why, "
    "rates_from FROM approval WHERE claim_id = $1 AND turn = $2";
static const char SQL_PAYMENT[] =
    "SELECT turn, payment_id, pence, channel, paid_on, user_id FROM payment "
    "WHERE claim_id = $1 AND turn >= $2 ORDER BY turn LIMIT 1";
static const char SQL_LINES[] =
    "SELECT ref, of_ref, kind, pence FROM approval_line WHERE claim_id = $1 AND turn = $2 "
    "ORDER BY place";
static const char SQL_SUMS[] =
    "SELECT fee_pence, expenses_pence, coalesce((SELECT min(payment.turn) FROM payment "
    "WHERE payment.claim_id = approval.claim_id AND payment.turn >= approval.turn), -1) "
    "FROM approval WHERE claim_id = $1 ORDER BY turn";

bool ledger_note(struct db *db, const struct office *office, const struct log_entry *entry,
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
    return ledger_note(db, office, &entry, &body, err);
}

bool ledger_view(struct db *db, const struct office *office, struct id person, struct id user,
                 struct err *err)
{
    struct log_entry entry = {.kind = RECORD_PERSON_VIEWED};
    struct body_person_viewed body = {.person = person, .by = user};

    return ledger_note(db, office, &entry, &body, err);
}

bool ledger_answer(struct db *db, const struct office *office, struct id meeting,
                   const struct body_claim_answered *answered, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_CLAIM_ANSWERED, .meeting_id = meeting};
    struct bytes about = {0};
    bool ok;

    bytes_add(&about, answered->claim.bytes, ID_BYTES);
    bytes_addf(&about, "%s %s %s", answered->ref, answered->code, answered->answer);
    entry.op_id = keys_act("answer", about.data, about.length);
    ok = ledger_note(db, office, &entry, answered, err);
    bytes_clear(&about);
    return ok;
}

static void add_turn(struct bytes *about, int64_t turn)
{
    if (turn > 0) // the first is named as it was before there were others
        bytes_add_number(about, (uint64_t)turn, 8);
}

// Named by what it is about: pressed twice, or sent twice, it is one.
struct id ledger_approval_id(struct id claim, const struct ledger_approval *approval)
{
    struct bytes about = {0};
    struct id id;

    bytes_add(&about, claim.bytes, ID_BYTES);
    bytes_add(&about, approval->user.bytes, ID_BYTES);
    bytes_add_number(&about, (uint64_t)approval->version, 8);
    bytes_add_number(&about, (uint64_t)approval->fee_pence, 8);
    bytes_add_number(&about, (uint64_t)approval->expenses_pence, 8);
    add_turn(&about, approval->turn);
    id = keys_act("approve", about.data, about.length);
    bytes_clear(&about);
    return id;
}

struct id ledger_payment_id(struct id claim, int64_t turn)
{
    struct bytes about = {0};
    struct id id;

    bytes_add(&about, claim.bytes, ID_BYTES);
    add_turn(&about, turn);
    id = keys_act("pay", about.data, about.length);
    bytes_clear(&about);
    return id;
}

bool ledger_reassess(struct db *db, const struct office *office, struct id meeting,
                     const struct body_claim_reassessed *body, int64_t *seq, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_CLAIM_REASSESSED, .meeting_id = meeting};
    struct log_head head;

    if (!ledger_note(db, office, &entry, body, err) || !log_head(db, office->log_id, &head, err))
        return false;
    *seq = head.seq;
    return true;
}

static bool insert_lines(struct db *db, const struct body_fee_approved *approved, struct err *err)
{
    for (size_t i = 0; i < approved->account_count; i++) {
        const struct adjust_line *line = &approved->account[i];

        if (!db_exec(db, SQL_LINE,
                     DB_ARGS(db_id(&approved->claim), db_int(approved->turn), db_int((int64_t)i),
                             db_text(line->ref), db_text(line->of), db_text(line->kind),
                             db_int(line->pence)),
                     err))
            return false;
    }
    return true;
}

static bool insert_approval(struct db *db, const struct body_fee_approved *approved,
                            int64_t version, struct err *err)
{
    struct bytes why = {0};
    bool ok;

    for (size_t i = 0; i < approved->why_count; i++)
        bytes_addf(&why, "%s%s", i ? " " : "", approved->why[i]);
    ok = db_exec(db, SQL_APPROVE,
                 DB_ARGS(db_id(&approved->claim), db_int(approved->turn), db_int(version),
                         db_int(approved->fee_pence), db_int(approved->expenses_pence),
                         db_text(approved->channel), db_int(when_now_ms()), db_id(&approved->by),
                         db_blob(approved->policy_hash, RECORD_HASH_SIZE),
                         db_text(bytes_text(&why)), db_text(approved->rates_from)),
                 err);
    bytes_clear(&why);
    if (ok && !db_changed(db))
        return err_set(err, ERR_CONFLICT, "this claim is approved already");
    return ok && insert_lines(db, approved, err);
}

// The version is kept beside the record, and in the name of the act.
bool ledger_approve(struct db *db, const struct office *office, struct id meeting,
                    const struct body_fee_approved *approved, int64_t version, struct err *err)
{
    const struct ledger_approval approval = {.turn = approved->turn,
                                             .version = version,
                                             .fee_pence = approved->fee_pence,
                                             .expenses_pence = approved->expenses_pence,
                                             .user = approved->by};
    struct log_entry entry = {.op_id = ledger_approval_id(approved->claim, &approval),
                              .kind = RECORD_FEE_APPROVED,
                              .meeting_id = meeting};

    return insert_approval(db, approved, version, err) &&
           ledger_note(db, office, &entry, approved, err);
}

bool ledger_pay(struct db *db, const struct office *office, struct id meeting,
                const struct body_fee_paid *paid, struct err *err)
{
    struct log_entry entry = {
        .op_id = paid->payment, .kind = RECORD_FEE_PAID, .meeting_id = meeting};

    if (!db_exec(db, SQL_PAY,
                 DB_ARGS(db_id(&paid->claim), db_int(paid->turn), db_id(&paid->payment),
                         db_int(paid->pence), db_text(paid->channel), db_text(paid->paid_on),
                         db_id(&paid->by)),
                 err))
        return false;
    if (!db_changed(db))
        return err_set(err, ERR_CONFLICT, "this claim is paid already");
    return ledger_note(db, office, &entry, paid, err);
}

static void read_why(const char *text, struct ledger_approval *out)
{
    while (*text && out->why_count < BODY_WHY_MAX) {
        size_t length = strcspn(text, " ");

        snprintf(out->why[out->why_count++], BODY_CODE_SIZE, "%.*s", (int)length, text);
        text += length + (text[length] == ' ');
    }
}

bool ledger_get_approval(struct db *db, struct id claim, int64_t turn, struct ledger_approval *out,
                         struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_APPROVAL, DB_ARGS(db_id(&claim), db_int(turn)), err))
        return false;
    *out = (struct ledger_approval){.turn = db_get_int(rows, 0),
                                    .version = db_get_int(rows, 1),
                                    .fee_pence = db_get_int(rows, 2),
                                    .expenses_pence = db_get_int(rows, 3),
                                    .at_ms = db_get_int(rows, 5),
                                    .user = db_get_id(rows, 6)};
    str_copy(out->channel, sizeof out->channel, db_get_text(rows, 4));
    db_get_bytes(rows, 7, out->policy_hash, sizeof out->policy_hash);
    read_why(db_get_text(rows, 8), out);
    str_copy(out->rates_from, sizeof out->rates_from, db_get_text(rows, 9));
    db_free(rows);
    return true;
}

bool ledger_get_payment(struct db *db, struct id claim, int64_t turn, struct ledger_payment *out,
                        struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_PAYMENT, DB_ARGS(db_id(&claim), db_int(turn)), err))
        return false;
    *out = (struct ledger_payment){.turn = db_get_int(rows, 0),
                                   .payment = db_get_id(rows, 1),
                                   .pence = db_get_int(rows, 2),
                                   .user = db_get_id(rows, 5)};
    str_copy(out->channel, sizeof out->channel, db_get_text(rows, 3));
    str_copy(out->paid_on, sizeof out->paid_on, db_get_text(rows, 4));
    db_free(rows);
    return true;
}

/* What one payment paid of each ledger. */
struct group {
    int64_t turn; // of the payment; -1: not paid
    int64_t fee;
    int64_t expenses;
};

static void close_group(struct ledger_sums *sums, const struct group *group)
{
    if (group->turn < 0)
        return;
    sums->fee_paid += group->fee;
    sums->expenses_paid += group->expenses;
    if (sums->fee_first == 0)
        sums->fee_first = group->fee;
    if (sums->expenses_first == 0)
        sums->expenses_first = group->expenses;
}

bool ledger_get_sums(struct db *db, struct id claim, struct ledger_sums *out, struct err *err)
{
    struct ledger_sums sums = {0};
    struct group group = {.turn = -1};
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_SUMS, DB_ARGS(db_id(&claim)), err))
        return false;
    while (db_next(rows)) {
        int64_t turn = db_get_int(rows, 2);

        if (turn != group.turn) {
            close_group(&sums, &group);
            group = (struct group){.turn = turn};
        }
        group.fee += db_get_int(rows, 0);
        group.expenses += db_get_int(rows, 1);
        sums.turns++;
        sums.turns_paid += turn >= 0;
        sums.fee_pence += db_get_int(rows, 0);
        sums.expenses_pence += db_get_int(rows, 1);
    }
    close_group(&sums, &group);
    if (!db_done(rows, err))
        return false;
    *out = sums;
    return true;
}

bool ledger_get_lines(struct db *db, struct id claim, int64_t turn, struct adjust_account *out,
                      struct err *err)
{
    struct db_rows *rows;

    out->count = 0;
    if (!db_query(db, &rows, SQL_LINES, DB_ARGS(db_id(&claim), db_int(turn)), err))
        return false;
    while (db_next(rows) && out->count < ADJUST_LINES_MAX) {
        struct adjust_line *line = &out->lines[out->count++];

        *line = (struct adjust_line){.pence = db_get_int(rows, 3)};
        str_copy(line->ref, sizeof line->ref, db_get_text(rows, 0));
        str_copy(line->of, sizeof line->of, db_get_text(rows, 1));
        str_copy(line->kind, sizeof line->kind, db_get_text(rows, 2));
    }
    return db_done(rows, err);
}
