// SPDX-License-Identifier: Apache-2.0
#include "shared/books_cash.h"

#include <assert.h>

#include "shared/body.h"
#include "shared/books.h"
#include "shared/books_left.h"

static const char SQL_OPEN_FLOATS[] =
    "SELECT count(*) FROM cash_float WHERE meeting_id = $1 AND log_id = $2 AND counted = 0";
static const char SQL_HAS_FLOAT[] = "SELECT count(*) FROM cash_float WHERE float_id = $1";
static const char SQL_ADD_FLOAT[] = "INSERT INTO cash_float (float_id, meeting_id, opened_ms, "
                                    "counted, log_id) VALUES ($1, $2, $3, 0, $4)";
static const char SQL_CLOSE_FLOAT[] = "UPDATE cash_float SET counted = 1 WHERE float_id = $1";
static const char SQL_IS_OPEN[] =
    "SELECT count(*) FROM cash_float WHERE float_id = $1 AND counted = 0";
static const char SQL_BALANCE[] =
    "SELECT sum(pence) FROM entry WHERE account = $1 AND account_id = $2";
static const char SQL_OWED[] =
    "SELECT CASE WHEN withdrawn = 1 THEN 0 ELSE expenses_pence END FROM claim WHERE claim_id = $1";
static const char SQL_ENTRY[] =
    "INSERT INTO entry (op_id, place, account, account_id, meeting_id, pence) "
    "VALUES ($1, $2, $3, $4, $5, $6)";
static const char SQL_COIN[] =
    "INSERT INTO float_coin (float_id, pence, count) VALUES ($1, $2, $3) "
    "ON CONFLICT (float_id, pence) DO UPDATE SET count = float_coin.count + excluded.count";
static const char SQL_CASH[] =
    "INSERT INTO cash (op_id, payment_id, meeting_id, claim_id, payer_id, pence, at_ms) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char SQL_LEFT_OF_PAYMENT[] =
    "SELECT sum(pence) FROM cash WHERE payment_id = $1 AND claim_id = $2";
static const char SQL_HAS_PAYMENT[] = "SELECT count(*) FROM cash WHERE payment_id = $1";

struct side {
    const char *account;
    const struct id *id; // NULL: the office, which is one
};

struct movement {
    struct side from;
    struct side to;
    int64_t pence;
    int64_t place; // one operation may hold two: 0 and 2
};

// Two rows whose sum is zero: there is no other way into the table.
static bool move(struct db *db, const struct record *record, const struct movement *it,
                 struct err *err)
{
    return db_exec(db, SQL_ENTRY,
                   DB_ARGS(db_id(&record->op_id), db_int(it->place), db_text(it->from.account),
                           it->from.id ? db_id(it->from.id) : db_null(), db_id(&record->meeting_id),
                           db_int(-it->pence)),
                   err) &&
           db_exec(db, SQL_ENTRY,
                   DB_ARGS(db_id(&record->op_id), db_int(it->place + 1), db_text(it->to.account),
                           it->to.id ? db_id(it->to.id) : db_null(), db_id(&record->meeting_id),
                           db_int(it->pence)),
                   err);
}

static bool balance(struct db *db, struct side side, int64_t *out, struct err *err)
{
    return db_number(db, out, SQL_BALANCE, DB_ARGS(db_text(side.account), db_id(side.id)), 0, err);
}

// Of which notes and coins it is, where that is said: it comes to what is said in pence.
static bool check_coins(const struct body_coins *list, size_t count, int64_t pence,
                        struct coins *out, struct err *err)
{
    if (!body_get_coins(out, list, count))
        return err_set(err, ERR_INVALID, "these are no notes and coins");
    return count == 0 || coins_sum(out) == pence ||
           err_set(err, ERR_INVALID, "the notes and coins come to something else");
}

static bool put_coins(struct db *db, const struct id *float_id, const struct coins *coins,
                      int64_t sign, struct err *err)
{
    for (size_t i = 0; i < COINS_KINDS; i++)
        if (coins->count[i] != 0 && !db_exec(db, SQL_COIN,
                                             DB_ARGS(db_id(float_id), db_int(coins_pence[i]),
                                                     db_int(sign * coins->count[i])),
                                             err))
            return false;
    return true;
}

static bool check_open(struct db *db, const struct id *float_id, struct err *err)
{
    int64_t open;

    if (!db_number(db, &open, SQL_IS_OPEN, DB_ARGS(db_id(float_id)), 0, err))
        return false;
    return open || err_set(err, ERR_NOT_FOUND, "no float of that name is open");
}

// One at each kiosk: where one died, its tin is counted in again at another.
static bool open_float(struct db *db, const struct record *record, const struct body_float *body,
                       struct err *err)
{
    int64_t open;
    int64_t known;

    if (!db_number(db, &open, SQL_OPEN_FLOATS,
                   DB_ARGS(db_id(&record->meeting_id), db_id(&record->log_id)), 0, err) ||
        !db_number(db, &known, SQL_HAS_FLOAT, DB_ARGS(db_id(&body->float_id)), 0, err))
        return false;
    if (open)
        return err_set(err, ERR_INVALID, "this kiosk's float is open already");
    if (known)
        return err_set(err, ERR_INVALID, "this float was counted in before");
    return db_exec(db, SQL_ADD_FLOAT,
                   DB_ARGS(db_id(&body->float_id), db_id(&record->meeting_id),
                           db_int(record->wall_ms), db_id(&record->log_id)),
                   err) &&
           move(db, record,
                &(struct movement){.from = {"office", NULL},
                                   .to = {"float", &body->float_id},
                                   .pence = body->pence},
                err);
}

// What is counted goes back to the office; what is missing is a fact of its own, and nobody's debt.
static bool count_float(struct db *db, const struct record *record, const struct body_float *body,
                        struct err *err)
{
    struct side side = {"float", &body->float_id};
    int64_t held;

    if (!check_open(db, &body->float_id, err) || !balance(db, side, &held, err))
        return false;
    return move(db, record,
                &(struct movement){.from = side, .to = {"office", NULL}, .pence = body->pence},
                err) &&
           move(db, record,
                &(struct movement){.from = side,
                                   .to = {"difference", &body->float_id},
                                   .pence = held - body->pence,
                                   .place = 2},
                err) &&
           db_exec(db, SQL_CLOSE_FLOAT, DB_ARGS(db_id(&body->float_id)), err);
}

static bool add_to_float(struct db *db, const struct record *record, const struct body_float *body,
                         struct err *err)
{
    if (!check_open(db, &body->float_id, err))
        return false;
    if (record->kind == RECORD_FLOAT_SWAPPED)
        return true; // the same money in other coins
    return move(db, record,
                &(struct movement){.from = {"office", NULL},
                                   .to = {"float", &body->float_id},
                                   .pence = body->pence},
                err);
}

static bool apply_float(struct db *db, const struct record *record, struct err *err)
{
    bool swapped = record->kind == RECORD_FLOAT_SWAPPED;
    struct body_float body;
    struct coins coins;

    if (!body_read(record, &body, err) ||
        !check_coins(body.coins, body.coins_count, swapped ? 0 : body.pence, &coins, err))
        return false;
    if (!swapped && !coins_are_there(&coins))
        return err_set(err, ERR_INVALID, "a float has no fewer than none of a coin");
    if (!id_is_none(body.witness) && id_equal(body.witness, body.by))
        return err_set(err, ERR_INVALID, "two people count a float");
    if (record->kind == RECORD_FLOAT_COUNTED)
        return count_float(db, record, &body, err);
    if (record->kind == RECORD_FLOAT_OPENED ? !open_float(db, record, &body, err)
                                            : !add_to_float(db, record, &body, err))
        return false;
    return put_coins(db, &body.float_id, &coins, 1, err);
}

static bool is_by_hand(const struct body_cash *body)
{
    return id_is_none(body->float_id);
}

static bool check_new(struct db *db, const struct body_cash *body, struct err *err)
{
    int64_t known;

    if (!db_number(db, &known, SQL_HAS_PAYMENT, DB_ARGS(db_id(&body->payment)), 0, err))
        return false;
    return known == 0 || err_set(err, ERR_INVALID, "this payment was made before");
}

static bool check_payment(struct db *db, const struct record *record, const struct body_cash *body,
                          int64_t paid, struct err *err)
{
    int64_t held;
    int64_t owed;

    if (!balance(db, (struct side){"float", &body->float_id}, &held, err) ||
        !db_number(db, &owed, SQL_OWED, DB_ARGS(db_id(&body->claim)), -1, err))
        return false;
    if (owed < 0)
        return err_set(err, ERR_NOT_FOUND, "the claim that was paid is not known");
    if (body->pence > owed - paid)
        return err_set(err, ERR_INVALID, "more was paid than the claim's travel money");
    if (body->pence > held && !is_by_hand(body))
        return err_set(err, ERR_INVALID, "more was paid than the float holds");
    return books_left_check(db, record, body, owed - paid, err) && check_new(db, body, err);
}

static bool check_return(struct db *db, const struct body_cash *body, struct err *err)
{
    int64_t left;

    if (!db_number(db, &left, SQL_LEFT_OF_PAYMENT,
                   DB_ARGS(db_id(&body->payment), db_id(&body->claim)), -1, err))
        return false;
    if (left < 0)
        return err_set(err, ERR_NOT_FOUND, "the payment that came back is not known");
    return body->pence <= left || err_set(err, ERR_INVALID, "more was returned than was paid");
}

static bool put_cash(struct db *db, const struct record *record, const struct body_cash *body,
                     const struct coins *coins, struct err *err)
{
    bool back = record->kind == RECORD_CASH_RETURNED;
    struct side tin = {is_by_hand(body) ? "office" : "float",
                       is_by_hand(body) ? NULL : &body->float_id};
    struct side claim = {"claim", &body->claim};

    return move(db, record,
                back ? &(struct movement){claim, tin, body->pence, 0}
                     : &(struct movement){tin, claim, body->pence, 0},
                err) &&
           put_coins(db, &body->float_id, coins, back ? 1 : -1, err) &&
           db_exec(db, SQL_CASH,
                   DB_ARGS(db_id(&record->op_id), db_id(&body->payment), db_id(&record->meeting_id),
                           db_id(&body->claim), db_id(&body->payer),
                           db_int(back ? -body->pence : body->pence), db_int(record->wall_ms)),
                   err) &&
           books_left_paid(db, record, body, err);
}

// It came out of no float, so nothing can go back into it.
static bool check_by_hand(const struct record *record, const struct body_cash *body,
                          struct err *err)
{
    return (record->kind == RECORD_CASH_PAID && body->coins_count == 0) ||
           err_set(err, ERR_INVALID, "what was paid by hand is said in pence, and once");
}

static bool apply_cash(struct db *db, const struct record *record, struct err *err)
{
    struct body_cash body;
    struct coins coins;
    int64_t paid;

    if (!body_read(record, &body, err) ||
        !(is_by_hand(&body) ? check_by_hand(record, &body, err)
                            : check_open(db, &body.float_id, err)) ||
        !check_coins(body.coins, body.coins_count, body.pence, &coins, err))
        return false;
    if (body.pence == 0)
        return err_set(err, ERR_INVALID, "nothing was paid");
    if (!balance(db, (struct side){"claim", &body.claim}, &paid, err))
        return false;
    return (record->kind == RECORD_CASH_PAID ? check_payment(db, record, &body, paid, err)
                                             : check_return(db, &body, err)) &&
           put_cash(db, record, &body, &coins, err);
}

bool books_cash_apply(struct db *db, const struct record *record, struct err *err)
{
    if (record->kind == RECORD_CASH_PAID || record->kind == RECORD_CASH_RETURNED)
        return apply_cash(db, record, err);
    return apply_float(db, record, err);
}

bool books_cash_check_seen(struct db *db, const struct record *record, struct err *err)
{
    struct body_cash body;
    int64_t wanted;

    if (record->kind != RECORD_CASH_PAID)
        return true;
    if (!body_read(record, &body, err))
        return false;
    if (is_by_hand(&body))
        return true;
    if (!books_count_tickets(db, body.claim, &wanted, err))
        return err->kind == ERR_NOT_FOUND; // that the claim is not known is said where it is paid
    return wanted == 0 || err_set(err, ERR_INVALID, "a ticket was not seen");
}
