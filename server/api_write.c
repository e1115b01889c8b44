// SPDX-License-Identifier: Apache-2.0
#include "server/api_write.h"

#include <stdlib.h>
#include <string.h>

#include "server/kiosks.h"
#include "server/notes.h"
#include "server/people.h"
#include "server/users.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/shape.h"
#include "shared/str.h"
#include "shared/when.h"

void api_write_id(struct bytes *out, const char *name, struct id id)
{
    char text[ID_TEXT_SIZE];

    if (id_is_none(id)) {
        json_put_null(out, name);
        return;
    }
    id_write(text, id);
    json_put_text(out, name, text);
}

void api_write_instant(struct bytes *out, const char *name, int64_t ms)
{
    char text[WHEN_INSTANT_SIZE];

    if (!ms) {
        json_put_null(out, name);
        return;
    }
    when_write(text, ms);
    json_put_text(out, name, text);
}

static void write_lines(struct bytes *out, const struct assessment *outcome)
{
    json_begin(out, "lines", '[');
    for (size_t i = 0; i < outcome->line_count; i++) {
        json_begin(out, NULL, '{');
        json_put_text(out, "ref", outcome->lines[i].ref);
        json_put_text(out, "kind", outcome->lines[i].kind);
        json_put_int(out, "pence", outcome->lines[i].pence);
        json_end(out, '}');
    }
    json_end(out, ']');
}

static void write_rejected(struct bytes *out, const struct assessment *outcome)
{
    json_begin(out, "rejected", '[');
    for (size_t i = 0; i < outcome->rejected_count; i++) {
        const struct assess_rejected *rejected = &outcome->rejected[i];
        const char *words = assess_reason_words(rejected->code);
        char miles[SHAPE_MILES_SIZE];

        json_begin(out, NULL, '{');
        json_put_text(out, "ref", rejected->ref);
        json_put_text(out, "code", rejected->code);
        json_put_text(out, "reason", words ? words : "");
        if (rejected->pence >= 0)
            json_put_int(out, "pence", rejected->pence);
        if (rejected->minutes >= 0)
            json_put_int(out, "minutes", rejected->minutes);
        if (rejected->miles >= 0) {
            shape_write_miles(miles, rejected->miles);
            json_put_text(out, "miles", miles);
        }
        json_end(out, '}');
    }
    json_end(out, ']');
}

static bool write_proofs(struct bytes *out, struct db *db, const struct body_claim *body,
                         struct err *err)
{
    bool ok = true;

    json_begin(out, "proofs", '[');
    for (size_t i = 0; ok && i < body->proofs_count; i++) {
        bool seen = false;

        ok = books_ticket_seen(db, body->claim, body->proofs[i].ref, &seen, err);
        json_begin(out, NULL, '{');
        json_put_text(out, "ref", body->proofs[i].ref);
        json_put_text(out, "where", body->proofs[i].where);
        json_put_bool(out, "ticket_seen", seen);
        json_end(out, '}');
    }
    json_end(out, ']');
    return ok;
}

static bool write_receipts(struct bytes *out, struct db *db, const struct office *office,
                           struct id claim, struct err *err)
{
    struct books_receipt *list;
    size_t count;
    bool ok = true;

    if (!books_list_receipts(db, claim, &list, &count, err))
        return false;
    json_begin(out, "receipts", '[');
    for (size_t i = 0; ok && i < count; i++) {
        char picture[2 * NOTE_NAME_SIZE + 1];
        struct notes_state state = {0};

        ok = notes_state(db, office, list[i].picture, &state, err);
        str_hex(picture, list[i].picture, NOTE_NAME_SIZE);
        json_begin(out, NULL, '{');
        json_put_text(out, "ref", list[i].ref);
        json_put_text(out, "picture", picture);
        json_put_bool(out, "arrived", state.complete);
        json_end(out, '}');
    }
    json_end(out, ']');
    free(list);
    return ok;
}

static void write_flags(struct bytes *out, const struct assessment *outcome)
{
    json_begin(out, "flags", '[');
    for (size_t i = 0; i < outcome->flag_count; i++)
        json_put_text(out, NULL, outcome->flags[i]);
    json_end(out, ']');
}

static bool write_person(struct bytes *out, struct db *db, const struct office *office,
                         struct id id, struct err *err)
{
    struct people_person person = {0};
    char name[PEOPLE_NAME_SIZE];

    if (!people_get(db, office, id, &person, err) && err->kind != ERR_NOT_FOUND)
        return false;
    people_name(name, &person);
    api_write_id(out, "person", id);
    json_put_text(out, "name", name);
    mem_wipe(&person, sizeof person);
    mem_wipe(name, sizeof name);
    return true;
}

// What the office is to pay: travel money less what the desk paid in cash.
static void write_agreed(struct bytes *out, const struct claims_claim *claim)
{
    if (!claim->assessed.agreed) {
        json_put_null(out, "agreed");
        return;
    }
    json_begin(out, "agreed", '{');
    json_put_int(out, "fee_pence", claim->fee_due);
    json_put_int(out, "expenses_pence", claim->expenses_due);
    json_put_text(out, "fee_channel", claim->assessed.fee_channel);
    json_end(out, '}');
}

static bool write_approved(struct bytes *out, struct db *db, const struct claims_claim *claim,
                           struct err *err)
{
    char name[USERS_NAME_SIZE] = "";

    if (!claim->has_approval) {
        json_put_null(out, "approved");
        return true;
    }
    if (!users_name(db, claim->approval.user, name, err))
        return false;
    json_begin(out, "approved", '{');
    api_write_instant(out, "at", claim->approval.at_ms);
    json_put_text(out, "by", name);
    json_put_int(out, "fee_pence", claim->approval.fee_pence);
    json_put_int(out, "expenses_pence", claim->approval.expenses_pence);
    json_end(out, '}');
    return true;
}

static bool write_paid(struct bytes *out, struct db *db, const struct claims_claim *claim,
                       struct err *err)
{
    char name[USERS_NAME_SIZE] = "";

    if (!claim->has_payment) {
        json_put_null(out, "paid");
        return true;
    }
    if (!users_name(db, claim->payment.user, name, err))
        return false;
    json_begin(out, "paid", '{');
    json_put_text(out, "on", claim->payment.paid_on);
    json_put_text(out, "by", name);
    json_put_int(out, "pence", claim->payment.pence);
    json_put_text(out, "channel", claim->payment.channel);
    json_end(out, '}');
    return true;
}

// `settled` has the lines that add up to what is approved: the agreed ones, once there are such.
static void write_amounts(struct bytes *out, const struct claims_claim *claim,
                          const struct body_claim *body, const struct assessment *settled)
{
    const struct assessment *outcome = &body->outcome;

    json_put_bool(out, "about", body->about);
    json_put_text(out, "state", claims_state_word(claim->state));
    json_put_bool(out, "cash_today", body->cash_today);
    json_put_text(out, "fee_channel", outcome->fee_channel);
    json_put_int(out, "fee_pence", outcome->fee_pence);
    json_put_int(out, "fee_offered_pence", outcome->fee_offered_pence);
    json_put_int(out, "fee_waived_pence", outcome->fee_waived_pence);
    json_put_int(out, "expenses_pence", outcome->expenses_pence);
    json_put_int(out, "cash_pence", claim->books.cash_pence);
    json_put_int(out, "timeswap_minutes", outcome->timeswap_minutes);
    json_put_bool(out, "same_pence", claim->same_pence);
    write_agreed(out, claim);
    write_lines(out, settled);
    write_rejected(out, settled);
    write_flags(out, settled);
}

bool api_write_claim(struct bytes *out, const char *name, struct db *db,
                     const struct office *office, const struct claims_claim *claim, struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct assessment *settled = mem_new(1, sizeof *settled);
    bool ok = books_get_claim_body(db, claim->books.claim, body, err);

    *settled = body->outcome;
    if (ok && claim->assessed.agreed)
        ok = assessed_lines(db, &claim->books, settled, err);
    if (ok) {
        json_begin(out, name, '{');
        api_write_id(out, "id", claim->books.claim);
        json_put_text(out, "number", claim->books.number);
        api_write_instant(out, "made", claim->books.made_ms);
        write_amounts(out, claim, body, settled);
        ok = write_person(out, db, office, claim->books.person, err) &&
             write_proofs(out, db, body, err) &&
             write_receipts(out, db, office, claim->books.claim, err) &&
             write_approved(out, db, claim, err) && write_paid(out, db, claim, err);
        json_end(out, '}');
    }
    free(settled);
    free(body);
    return ok;
}

bool api_write_exception(struct bytes *out, struct db *db,
                         const struct exceptions_exception *exception, struct err *err)
{
    char kiosk[KIOSKS_NAME_SIZE] = "";

    if (!kiosks_name(db, exception->log_id, kiosk, err))
        return false;
    json_begin(out, NULL, '{');
    api_write_id(out, "id", exception->exception);
    api_write_instant(out, "at", exception->at_ms);
    api_write_id(out, "meeting", exception->meeting);
    api_write_id(out, "claim", exception->claim);
    json_put_text(out, "kind", exception->kind);
    json_put_text(out, "reason", exception->reason);
    json_put_text(out, "owner", exception->owner);
    json_put_text(out, "kiosk", kiosk);
    json_put_int(out, "seq", exception->seq);
    api_write_instant(out, "solved", exception->solved_ms);
    json_end(out, '}');
    return true;
}
