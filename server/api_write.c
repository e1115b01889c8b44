// SPDX-License-Identifier: Apache-2.0
#include "server/api_write.h"

#include <stdlib.h>

#include "server/kiosks.h"
#include "server/notes.h"
#include "server/people.h"
#include "server/questions.h"
#include "server/remedy.h"
#include "server/typed_forms.h"
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
        const char *rule = assess_reason_rule(rejected->code);
        char miles[SHAPE_MILES_SIZE];

        json_begin(out, NULL, '{');
        json_put_text(out, "ref", rejected->ref);
        json_put_text(out, "code", rejected->code);
        json_put_text(out, "reason", words ? words : "");
        json_put_text(out, "rule", rule ? rule : "");
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

// What was asked for, a line that is refused whole too: it is in no line of an assessment.
static void write_costs(struct bytes *out, const struct facts *facts)
{
    char miles[SHAPE_MILES_SIZE];

    json_begin(out, "costs", '[');
    for (size_t i = 0; i < facts->expense_count; i++) {
        const struct facts_expense *cost = &facts->expenses[i];

        json_begin(out, NULL, '{');
        json_put_text(out, "ref", cost->ref);
        json_put_text(out, "category", cost->category);
        if (cost->miles_claimed >= 0) {
            shape_write_miles(miles, cost->miles_claimed);
            json_put_text(out, "miles", miles);
        } else if (cost->claimed_pence >= 0) {
            json_put_int(out, "pence", cost->claimed_pence);
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

static void write_pence(struct bytes *out, const struct claims_amounts *amounts)
{
    json_put_int(out, "fee_pence", amounts->fee_pence);
    json_put_int(out, "expenses_pence", amounts->expenses_pence);
}

static void write_amounts_of(struct bytes *out, const char *name,
                             const struct claims_amounts *amounts)
{
    if (!amounts->fee_pence && !amounts->expenses_pence) {
        json_put_null(out, name);
        return;
    }
    json_begin(out, name, '{');
    write_pence(out, amounts);
    json_end(out, '}');
}

// What the office is to pay: travel money less what the desk paid in cash.
static void write_agreed(struct bytes *out, const struct claims_claim *claim)
{
    if (!claim->assessed.agreed) {
        json_put_null(out, "agreed");
        return;
    }
    json_begin(out, "agreed", '{');
    write_pence(out, &claim->due);
    json_put_text(out, "fee_channel", claim->assessed.fee_channel);
    json_end(out, '}');
}

static bool write_by(struct bytes *out, struct db *db, struct id user, struct err *err)
{
    char name[USERS_NAME_SIZE] = "";

    if (!users_name(db, user, name, err))
        return false;
    json_put_text(out, "by", name);
    return true;
}

static bool write_approval(struct bytes *out, struct db *db, const struct ledger_approval *approval,
                           struct err *err)
{
    api_write_instant(out, "at", approval->at_ms);
    json_put_int(out, "fee_pence", approval->fee_pence);
    json_put_int(out, "expenses_pence", approval->expenses_pence);
    return write_by(out, db, approval->user, err);
}

// The payment of that turn of the claim.
static bool write_paid(struct bytes *out, struct db *db, const struct claims_claim *claim,
                       int64_t turn, struct err *err)
{
    struct ledger_payment payment;
    bool ok;

    if (turn >= claim->sums.turns_paid) {
        json_put_null(out, "paid");
        return true;
    }
    if (!ledger_get_payment(db, claim->books.claim, turn, &payment, err))
        return false;
    json_begin(out, "paid", '{');
    json_put_text(out, "on", payment.paid_on);
    json_put_int(out, "pence", payment.pence);
    json_put_text(out, "channel", payment.channel);
    ok = write_by(out, db, payment.user, err);
    json_end(out, '}');
    return ok;
}

static bool write_approved(struct bytes *out, struct db *db, const struct claims_claim *claim,
                           struct err *err)
{
    struct ledger_approval first;
    bool ok;

    if (claim->sums.turns == 0) {
        json_put_null(out, "approved");
        return true;
    }
    if (!ledger_get_approval(db, claim->books.claim, 0, &first, err))
        return false;
    json_begin(out, "approved", '{');
    ok = write_approval(out, db, &first, err);
    json_end(out, '}');
    return ok;
}

static void write_why(struct bytes *out, const char why[][BODY_CODE_SIZE], size_t count,
                      const char *rates_from)
{
    json_begin(out, "why", '[');
    for (size_t i = 0; i < count; i++)
        json_put_text(out, NULL, why[i]);
    json_end(out, ']');
    if (rates_from[0])
        json_put_text(out, "rates_from", rates_from);
    else
        json_put_null(out, "rates_from");
}

// What waits to be approved, or is only to be seen because more was paid than is agreed now.
static bool write_adjustment(struct bytes *out, struct db *db, const struct claims_claim *claim,
                             struct err *err)
{
    const struct claims_amounts *now = &claim->to_approve;
    const struct claims_amounts *over = &claim->over;
    struct claims_change *change;
    bool ok;

    if (claim->sums.turns == 0 || !claim->assessed.agreed ||
        !(now->fee_pence || now->expenses_pence || over->fee_pence || over->expenses_pence)) {
        json_put_null(out, "adjustment");
        return true;
    }
    change = mem_new(1, sizeof *change);
    ok = claims_find_change(db, claim, change, err);
    if (ok) {
        json_begin(out, "adjustment", '{');
        write_pence(out, now);
        json_put_int(out, "fee_over_pence", over->fee_pence);
        json_put_int(out, "expenses_over_pence", over->expenses_pence);
        write_why(out, (const char(*)[BODY_CODE_SIZE])change->why, change->why_count,
                  change->rates_from);
        adjust_write(out, "lines", &change->was, &change->lines);
        json_end(out, '}');
    }
    free(change);
    return ok;
}

/* The adjustments that were approved, one after the other. */
struct told {
    struct ledger_approval approval;
    struct adjust_account was; // before it
    struct adjust_account lines;
};

static bool write_turn(struct bytes *out, struct db *db, const struct claims_claim *claim,
                       struct told *told, int64_t turn, struct err *err)
{
    bool ok = ledger_get_approval(db, claim->books.claim, turn, &told->approval, err) &&
              ledger_get_lines(db, claim->books.claim, turn, &told->lines, err);

    if (ok && turn > 0) {
        json_begin(out, NULL, '{');
        ok = write_approval(out, db, &told->approval, err);
        write_why(out, (const char(*)[BODY_CODE_SIZE])told->approval.why, told->approval.why_count,
                  told->approval.rates_from);
        adjust_write(out, "lines", &told->was, &told->lines);
        ok = ok && write_paid(out, db, claim, turn, err);
        json_end(out, '}');
    }
    for (size_t i = 0; ok && i < told->lines.count; i++)
        adjust_apply(&told->was, &told->lines.lines[i]);
    return ok;
}

static bool write_adjustments(struct bytes *out, struct db *db, const struct claims_claim *claim,
                              struct err *err)
{
    struct told *told = mem_new(1, sizeof *told);
    bool ok = true;

    json_begin(out, "adjustments", '[');
    for (int64_t turn = 0; ok && turn < claim->sums.turns && claim->sums.turns > 1; turn++)
        ok = write_turn(out, db, claim, told, turn, err);
    json_end(out, ']');
    free(told);
    return ok;
}

// `settled` has the lines that add up to what is approved: the agreed ones, once there are such.
static void write_amounts(struct bytes *out, const struct claims_claim *claim,
                          const struct body_claim *body, const struct assessment *settled)
{
    const struct assessment *outcome = &body->outcome;

    json_put_bool(out, "about", body->about);
    json_put_text(out, "state", claims_state_word(claim->state));
    if (claim->waits_for == CLAIMS_WAIT_NONE)
        json_put_null(out, "waits_for");
    else
        json_put_text(out, "waits_for", claims_wait_word(claim->waits_for));
    json_put_bool(out, "cash_today", body->cash_today);
    json_put_text(out, "fee_channel", outcome->fee_channel);
    json_put_int(out, "fee_pence", outcome->fee_pence);
    json_put_int(out, "fee_offered_pence", outcome->fee_offered_pence);
    json_put_int(out, "fee_waived_pence", outcome->fee_waived_pence);
    json_put_int(out, "expenses_pence", outcome->expenses_pence);
    json_put_int(out, "cash_pence", claim->books.cash_pence);
    json_put_int(out, "left_pence", claim->left_pence);
    json_put_int(out, "timeswap_minutes", outcome->timeswap_minutes);
    json_put_bool(out, "same_pence", claim->same_pence);
    json_put_bool(out, "from_form", str_equal(body->letter, TYPED_FORMS_LETTER));
    write_agreed(out, claim);
    write_amounts_of(out, "to_approve", &claim->to_approve);
    write_amounts_of(out, "to_pay", &claim->to_pay);
    write_lines(out, settled);
    write_rejected(out, settled);
    write_flags(out, settled);
}

bool api_write_claim(struct request *request, const char *name, const struct claims_claim *claim,
                     struct looks *looks, struct err *err)
{
    const struct office *office = request->office;
    struct bytes *out = &request->answer;
    struct db *db = request->db;
    struct body_claim *body = mem_new(1, sizeof *body);
    struct assessment *settled = mem_new(1, sizeof *settled);
    bool ok = books_get_claim_body(db, claim->books.claim, body, err);

    *settled = body->outcome;
    if (ok && claim->assessed.agreed)
        ok = assessed_lines(db, &claim->books, claim->assessed.policy_hash, settled, err);
    if (ok) {
        json_begin(out, name, '{');
        api_write_id(out, "id", claim->books.claim);
        json_put_text(out, "number", claim->books.number);
        api_write_instant(out, "made", claim->books.made_ms);
        write_amounts(out, claim, body, settled);
        write_costs(out, &body->facts);
        ok = write_person(out, db, office, claim->books.person, err) &&
             write_proofs(out, db, body, err) &&
             write_receipts(out, db, office, claim->books.claim, err) &&
             write_approved(out, db, claim, err) && write_paid(out, db, claim, 0, err) &&
             write_adjustment(out, db, claim, err) && write_adjustments(out, db, claim, err);
        json_end(out, '}');
    }
    looks_add(looks, claim->books.person);
    free(settled);
    free(body);
    return ok;
}

void api_write_answer(struct request *request, struct id id)
{
    struct claims_claim claim;
    struct looks looks = {0};
    struct err err;

    bool ok = claims_get(request->db, id, &claim, &err) &&
              api_write_claim(request, NULL, &claim, &looks, &err);

    if (looks_end(&looks, request, ok, &err))
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
}

static bool write_question(struct bytes *out, struct db *db, const struct office *office,
                           const struct exceptions_exception *exception, struct err *err)
{
    struct questions_question question;

    if (!str_equal(exception->kind, EXCEPTIONS_QUESTIONED)) {
        json_put_null(out, "question");
        return true;
    }
    if (!questions_get(db, office, exception, &question, err))
        return false;
    json_begin(out, "question", '{');
    json_put_text(out, "number", question.number);
    json_put_text(out, "ref", exception->ref);
    json_put_text(out, "about", question.about);
    json_put_text(out, "code", exception->code);
    json_put_text(out, "rule", question.rule);
    json_put_text(out, "reason", question.reason);
    json_put_text(out, "owner", question.owner);
    json_put_text(out, "due", exception->due);
    json_put_bool(out, "overdue", question.overdue);
    if (exception->solved_ms)
        json_put_text(out, "answer", exception->note_code);
    else
        json_put_null(out, "answer");
    json_end(out, '}');
    return true;
}

// What settles it, who may, and with whom it is to be agreed; of one that is settled nothing.
static bool write_remedy(struct request *request, const struct exceptions_exception *exception,
                         struct looks *looks, struct err *err)
{
    struct bytes *out = &request->answer;
    struct remedy remedy;

    if (exception->solved_ms) {
        json_put_null(out, "action");
        return true;
    }
    if (!remedy_find(request->db, request->office, exception, &remedy, err))
        return false;
    json_put_text(out, "action", remedy_word(remedy.action));
    json_put_text(out, "role", remedy.role);
    if (remedy.action != REMEDY_AGREE)
        return true;
    looks_add(looks, remedy.person);
    return write_person(out, request->db, request->office, remedy.person, err);
}

bool api_write_exception(struct request *request, const struct exceptions_exception *exception,
                         struct looks *looks, struct err *err)
{
    struct bytes *out = &request->answer;
    char kiosk[KIOSKS_NAME_SIZE] = "";
    bool ok;

    if (!kiosks_name(request->db, exception->log_id, kiosk, err))
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
    ok = write_remedy(request, exception, looks, err) &&
         write_question(out, request->db, request->office, exception, err);
    json_end(out, '}');
    return ok;
}
