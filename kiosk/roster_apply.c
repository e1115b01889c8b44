// SPDX-License-Identifier: Apache-2.0
// What the office told us, kept as its last word on each thing.
#include "kiosk/roster.h"

#include "shared/keys.h"
#include "shared/str.h"

static const char SQL_SET_PLANNED[] =
    "INSERT INTO planned (meeting_id, body, unplanned) VALUES ($1, $2, 0) "
    "ON CONFLICT (meeting_id) DO UPDATE SET body = excluded.body, unplanned = 0";
static const char SQL_SET_EXPECTED[] =
    "INSERT INTO expected (meeting_id, person_id, body) VALUES ($1, $2, $3) "
    "ON CONFLICT (meeting_id, person_id) DO UPDATE SET body = excluded.body";
static const char SQL_WANT_NOTE[] =
    "INSERT INTO note (name, meeting_id, ours, arrived, sealed) VALUES ($1, $2, 0, 0, NULL) "
    "ON CONFLICT (name) DO NOTHING";
static const char SQL_SET_STAFF[] = "INSERT INTO staff (staff_id, body) VALUES ($1, $2) "
                                    "ON CONFLICT (staff_id) DO UPDATE SET body = excluded.body";
static const char SQL_SET_POLICY[] =
    "INSERT INTO policy (policy_id, hash, body) VALUES ($1, $2, $3) "
    "ON CONFLICT (policy_id) DO UPDATE SET hash = excluded.hash, body = excluded.body";
static const char SQL_SET_CONFIGURED[] = "INSERT INTO configured (one, body) VALUES (1, $1) "
                                         "ON CONFLICT (one) DO UPDATE SET body = excluded.body";
static const char SQL_SET_WORDING[] = "INSERT INTO wording (one, body) VALUES (1, $1) "
                                      "ON CONFLICT (one) DO UPDATE SET body = excluded.body";
static const char SQL_SET_PAYMENT[] =
    "INSERT INTO payment (claim_id, what, channel, pence, paid_on) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (claim_id, what) DO UPDATE SET channel = excluded.channel, "
    "pence = excluded.pence, paid_on = excluded.paid_on";
static const char SQL_SET_ELSEWHERE[] =
    "INSERT INTO cash_elsewhere (claim_id, what, person_id, meeting_id, pence) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (claim_id, what) DO UPDATE SET pence = excluded.pence";
static const char SQL_SET_RULING[] =
    "INSERT INTO ruling (claim_id, ruling, code) VALUES ($1, $2, $3) "
    "ON CONFLICT (claim_id) DO UPDATE SET ruling = excluded.ruling, code = excluded.code";
static const char SQL_SET_ANSWER[] =
    "INSERT INTO answer (claim_id, ref, code, person_id, about, answer, seen_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT (claim_id, ref, code) DO UPDATE SET "
    "answer = excluded.answer, "
    "seen_at = CASE WHEN answer.answer = excluded.answer THEN answer.seen_at END";

static struct db_value body_text(const struct record *record)
{
    return (struct db_value){DB_TEXT, 0, record->body, record->body_length};
}

static bool apply_planned(struct db *db, const struct record *record, struct err *err)
{
    struct body_meeting_planned planned;

    if (id_is_none(record->meeting_id))
        return err_set(err, ERR_INVALID, "it belongs to no meeting");
    return body_read(record, &planned, err) &&
           db_exec(db, SQL_SET_PLANNED, DB_ARGS(db_id(&record->meeting_id), body_text(record)),
                   err);
}

static bool apply_expected(struct db *db, const struct record *record, struct err *err)
{
    struct body_person_expected expected;

    if (id_is_none(record->meeting_id))
        return err_set(err, ERR_INVALID, "it belongs to no meeting");
    return body_read(record, &expected, err) &&
           db_exec(db, SQL_SET_EXPECTED,
                   DB_ARGS(db_id(&record->meeting_id), db_id(&expected.person), body_text(record)),
                   err) &&
           db_exec(
               db, SQL_WANT_NOTE,
               DB_ARGS(db_blob(expected.names, sizeof expected.names), db_id(&record->meeting_id)),
               err);
}

static bool apply_staff(struct db *db, const struct record *record, struct err *err)
{
    struct body_payer_set staff;

    return body_read(record, &staff, err) &&
           db_exec(db, SQL_SET_STAFF, DB_ARGS(db_id(&staff.staff), body_text(record)), err);
}

static bool apply_policy(struct db *db, const struct record *record, struct err *err)
{
    uint8_t hash[RECORD_HASH_SIZE];
    struct policy policy;

    if (!policy_read(&policy, record->body, record->body_length, "policy.set", err))
        return false;
    keys_hash(hash, sizeof hash, "policy", record->body, record->body_length);
    return db_exec(db, SQL_SET_POLICY,
                   DB_ARGS(db_text(policy.id), db_blob(hash, sizeof hash), body_text(record)), err);
}

static bool apply_configured(struct db *db, const struct record *record, struct err *err)
{
    struct body_kiosk_configured configured;

    return body_read(record, &configured, err) &&
           db_exec(db, SQL_SET_CONFIGURED, DB_ARGS(body_text(record)), err);
}

static bool apply_wording(struct db *db, const struct record *record, struct err *err)
{
    struct body_wording_set wording;

    return body_read(record, &wording, err) &&
           db_exec(db, SQL_SET_WORDING, DB_ARGS(body_text(record)), err);
}

static bool apply_payment(struct db *db, const struct record *record, struct err *err)
{
    struct body_payment_made payment;

    if (!body_read(record, &payment, err))
        return false;
    if (str_equal(payment.channel, "cash")) // by another kiosk
        return db_exec(db, SQL_SET_ELSEWHERE,
                       DB_ARGS(db_id(&payment.claim), db_text(payment.what), db_id(&payment.person),
                               db_id(&record->meeting_id), db_int(payment.pence)),
                       err);
    return db_exec(db, SQL_SET_PAYMENT,
                   DB_ARGS(db_id(&payment.claim), db_text(payment.what), db_text(payment.channel),
                           db_int(payment.pence), db_text(payment.paid_on)),
                   err);
}

static bool apply_ruling(struct db *db, const struct record *record, struct err *err)
{
    const char *ruling = record->kind == RECORD_CLAIM_HELD ? "held" : "released";
    struct body_claim_ruled ruled;

    return body_read(record, &ruled, err) &&
           db_exec(db, SQL_SET_RULING,
                   DB_ARGS(db_id(&ruled.claim), db_text(ruling), db_text(ruled.code)), err);
}

static bool apply_answer(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim_answered answered;

    return body_read(record, &answered, err) &&
           db_exec(db, SQL_SET_ANSWER,
                   DB_ARGS(db_id(&answered.claim), db_text(answered.ref), db_text(answered.code),
                           db_id(&answered.person), db_text(answered.about),
                           db_text(answered.answer)),
                   err);
}

static const struct {
    enum record_kind kind;
    bool (*apply)(struct db *db, const struct record *record, struct err *err);
} appliers[] = {
    {RECORD_KIOSK_CONFIGURED, apply_configured}, {RECORD_MEETING_PLANNED, apply_planned},
    {RECORD_PERSON_EXPECTED, apply_expected},    {RECORD_POLICY_SET, apply_policy},
    {RECORD_WORDING_SET, apply_wording},         {RECORD_PAYER_SET, apply_staff},
    {RECORD_PAYMENT_MADE, apply_payment},        {RECORD_CLAIM_HELD, apply_ruling},
    {RECORD_CLAIM_RELEASED, apply_ruling},       {RECORD_CLAIM_ANSWERED, apply_answer},
};

bool roster_apply(struct db *db, const struct record *record, struct err *err)
{
    struct err refused;

    for (size_t i = 0; i < sizeof appliers / sizeof appliers[0]; i++) {
        if (appliers[i].kind != record->kind)
            continue;
        if (appliers[i].apply(db, record, &refused))
            return true;
        // What we cannot read is kept in the log and understood by a later version; only a database
        // that does not do its work stops us.
        if (refused.kind != ERR_INTERNAL)
            return true;
        *err = refused;
        return err_wrap(err, "%s", record_kind_name(record->kind));
    }
    return true;
}
