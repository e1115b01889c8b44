// SPDX-License-Identifier: Apache-2.0
// "Yes, that is right": the claim, its tickets, questions and choices, in one commit.
#include "kiosk/visit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/amend.h"
#include "kiosk/draft.h"
#include "kiosk/look.h"
#include "kiosk/visit_parts.h"
#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char *const proofs[] = {
    [VISIT_PROOF_UNSAID] = "none_needed",
    [VISIT_HERE] = "here",
    [VISIT_ON_PHONE] = "phone",
    [VISIT_LATER] = "later",
    [VISIT_LOST] = "lost",
};

enum visit_proof visit_proof_find(const char *where)
{
    for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++)
        if (str_equal(proofs[i], where))
            return (enum visit_proof)i;
    return VISIT_PROOF_UNSAID;
}

static void fill_proofs(const struct visit *visit, struct body_claim *claim)
{
    for (size_t i = 0; i < visit->line_count; i++) {
        struct body_proof *proof = &claim->proofs[claim->proofs_count];

        if (!visit_is_said(&visit->lines[i]))
            continue;
        visit_line_ref(proof->ref, &visit->lines[i]);
        str_copy(proof->where, sizeof proof->where, proofs[visit->lines[i].proof]);
        claim->proofs_count++;
    }
}

static const char *const limits[] = {
    [VISIT_LIMIT_NOW] = "",
    [VISIT_LIMIT_KEPT] = "kept",
    [VISIT_LIMIT_ENDED] = "dropped",
};

enum visit_limit visit_limit_find(const char *maximum)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (str_equal(limits[i], maximum))
            return (enum visit_limit)i;
    return VISIT_LIMIT_NOW;
}

static bool fill_claim(const struct visit *visit, const struct visit_place *place,
                       struct body_claim *claim, struct err *err)
{
    const struct roster *roster = place->roster;

    claim->claim = visit->claimed ? visit->claim.claim : visit->claim_id;
    claim->attendance = visit->attendance;
    claim->person = visit->person;
    str_copy(claim->letter, sizeof claim->letter, place->letter);
    str_copy(claim->policy, sizeof claim->policy, roster->policy.id);
    memcpy(claim->policy_hash, roster->policy_hash, sizeof claim->policy_hash);
    claim->about = true;
    claim->cash_today =
        visit_cash_today(visit, place) || (visit->claimed && visit->claim.left_pence > 0);
    claim->cash_wanted = !claim->cash_today && visit_wants_cash(visit, place);
    claim->leaves_ms = visit_leaves_ms(visit);
    claim->benefits_seen_ms = visit->benefits_seen_ms;
    claim->undecided = visit->fee == VISIT_FEE_LATER;
    if (visit->fee == VISIT_FEE_LESS)
        str_copy(claim->maximum, sizeof claim->maximum, limits[visit->limit]);
    visit_facts(visit, roster, &claim->facts);
    assess(&roster->policy, &claim->facts, &claim->outcome);
    fill_proofs(visit, claim);
    if (visit->claimed) {
        // "A 47": the letter, a space, the number.
        claim->number = strtoll(visit->claim.number + 1, NULL, 10);
        return true;
    }
    return books_next_number(place->store->db, roster->meeting, place->letter, &claim->number, err);
}

static bool record_receipts(const struct visit *visit, const struct visit_place *place,
                            const struct body_claim *claim, struct err *err)
{
    struct body_receipt_taken about = {.claim = claim->claim, .by = "person"};

    for (size_t i = 0; i < visit->line_count; i++) {
        const struct visit_line *line = &visit->lines[i];

        if (!visit_is_said(line))
            continue;
        visit_line_ref(about.ref, line);
        if (!ticket_record(&line->ticket, place->store, place->roster->meeting, &about, err))
            return false;
    }
    return true;
}

static const char *choice_value(const struct visit *visit, size_t choice)
{
    if (visit->choices[choice] != VISIT_YES)
        return "no";
    return choice == VISIT_CONTACT && *visit->contact ? visit->contact : "yes";
}

static bool record_choices(const struct visit *visit, const struct visit_place *place,
                           struct err *err)
{
    for (size_t i = 0; i < VISIT_CHOICES; i++) {
        struct body_choice body = {.person = visit->person, .wording = visit->wording};
        bool yes = visit->choices[i] == VISIT_YES;

        if (visit->choices[i] == VISIT_UNSAID)
            continue;
        str_copy(body.choice, sizeof body.choice, visit_choices[i]);
        str_copy(body.value, sizeof body.value, choice_value(visit, i));
        if (!store_record(place->store, yes ? RECORD_CHOICE_GIVEN : RECORD_CHOICE_WITHDRAWN,
                          visit->choice_ops[i], place->roster->meeting, &body, err))
            return false;
    }
    return true;
}

bool visit_save_choices(struct visit *visit, const struct visit_place *place, struct err *err)
{
    if (!store_begin(place->store, err) ||
        !store_end(place->store, record_choices(visit, place, err), err))
        return err_wrap(err, "save the choices");
    visit_renew(visit);
    return true;
}

// The same question of the same form is one act, however often Save is tried.
static struct id question_op(const struct visit *visit, const struct body_claim_questioned *body)
{
    struct bytes about = {0};
    struct id op;

    bytes_add(&about, visit->question_op.bytes, ID_BYTES);
    bytes_add_text(&about, body->ref);
    bytes_add_text(&about, body->code);
    op = keys_act("question", about.data, about.length);
    bytes_clear(&about);
    return op;
}

// One for each refusal that somebody is to look at. The outcome is the one that is being saved.
static bool record_questions(const struct visit *visit, const struct visit_place *place,
                             const struct body_claim *claim, struct err *err)
{
    for (size_t i = 0; i < claim->outcome.rejected_count; i++) {
        const struct assess_rejected *rejected = &claim->outcome.rejected[i];
        struct body_claim_questioned body = {.claim = claim->claim};

        if (!visit_is_questioned(visit, rejected))
            continue;
        str_copy(body.ref, sizeof body.ref, rejected->ref);
        str_copy(body.code, sizeof body.code, rejected->code);
        visit_answer_due(place, body.due);
        if (!store_record(place->store, RECORD_CLAIM_QUESTIONED, question_op(visit, &body),
                          place->roster->meeting, &body, err))
            return false;
    }
    return true;
}

static bool record_letter(const struct visit *visit, const struct visit_place *place,
                          struct id claim, struct err *err)
{
    struct body_claim_questioned body = {.claim = claim, .code = BODY_LETTER};

    visit_answer_due(place, body.due);
    return !visit->letter ||
           store_record(place->store, RECORD_CLAIM_QUESTIONED, question_op(visit, &body),
                        place->roster->meeting, &body, err);
}

// What an earlier try left unknown may be there after all: then this one changes it.
static bool look_again(struct visit *visit, const struct visit_place *place, struct err *err)
{
    if (visit->claimed)
        return true;
    if (!visit_find_claim(visit, place, err))
        return false;
    if (!visit->claimed)
        return true;
    visit->claim_op = id_new();
    if (visit->leaves_ms)
        visit->claim.leaves_ms = visit->leaves_ms;
    return true;
}

// What the paper says stays, until it is taken back (other_desk.h).
static bool is_here(const struct visit *visit, struct err *err)
{
    return visit->claim.handed == BOOKS_NOT_HANDED ||
           err_set(err, ERR_INVALID, "the claim was handed to another desk");
}

static bool keep_look(const struct visit *visit, const struct visit_place *place, struct id claim,
                      struct err *err)
{
    return !*visit->look ||
           look_keep(place->store, place->roster->meeting, claim, visit->look, err);
}

static bool record_all(const struct visit *visit, const struct visit_place *place,
                       enum record_kind kind, const struct body_claim *claim, struct err *err)
{
    return store_record(place->store, kind, visit->claim_op, place->roster->meeting, claim, err) &&
           record_receipts(visit, place, claim, err) && record_choices(visit, place, err) &&
           record_questions(visit, place, claim, err) &&
           record_letter(visit, place, claim->claim, err) &&
           keep_look(visit, place, claim->claim, err) && draft_drop(place, visit->person, err);
}

bool visit_save(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_claim *claim;
    enum record_kind kind;
    struct id claim_id;
    bool ok;

    if (!look_again(visit, place, err))
        return err_wrap(err, "save the claim");
    if (visit->claimed && !is_here(visit, err))
        return false;
    kind = visit->claimed ? RECORD_CLAIM_AMENDED : RECORD_CLAIM_MADE;
    claim = mem_new(1, sizeof *claim);
    ok = fill_claim(visit, place, claim, err) && store_begin(place->store, err);
    if (ok)
        ok = store_end(place->store, record_all(visit, place, kind, claim, err), err);
    claim_id = claim->claim;
    visit->cash_wanted = claim->cash_wanted;
    mem_wipe(claim, sizeof *claim);
    free(claim);
    if (!ok || !books_get_claim(place->store->db, claim_id, &visit->claim, err))
        return err_wrap(err, "save the claim");
    visit->claimed = true;
    visit_renew(visit);
    return true;
}

bool visit_withdraw(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_claim_withdrawn body = {.claim = visit->claim.claim, .reason = "none"};

    if (!is_here(visit, err))
        return false;
    if (!store_save(place->store, RECORD_CLAIM_WITHDRAWN, visit->claim_op, place->roster->meeting,
                    &body, err))
        return err_wrap(err, "withdraw the claim");
    visit->claimed = false;
    visit->leaves_ms = 0; // all of it is taken back
    visit->claim_id = id_new();
    visit_renew(visit);
    return true;
}

bool visit_may_hurry(const struct visit *visit)
{
    const struct books_claim *claim = &visit->claim;

    return visit->claimed && claim->cash_today && claim->handed == BOOKS_NOT_HANDED &&
           claim->cash_pence + claim->left_pence < claim->expenses_pence;
}

int64_t visit_leaves_ms(const struct visit *visit)
{
    return visit->claimed ? visit->claim.leaves_ms : visit->leaves_ms;
}

bool visit_leave_at(struct visit *visit, const struct visit_place *place, struct id op,
                    int64_t leaves_ms, struct err *err)
{
    struct amend amend = {.cash_today = true, .leaves_ms = leaves_ms};

    if (!visit->claimed) {
        visit->leaves_ms = leaves_ms; // it is saved with the claim
        return true;
    }
    if (!visit_may_hurry(visit))
        return err_set(err, ERR_INVALID, "the claim waits at no desk here");
    return (amend_claim(place->store, op, place->roster->meeting, visit->claim.claim, &amend,
                        err) &&
            books_get_claim(place->store->db, visit->claim.claim, &visit->claim, err)) ||
           err_wrap(err, "say when they leave");
}

static bool question(const struct visit_place *place, struct id claim, struct err *err)
{
    struct body_claim_questioned body = {.claim = claim, .code = "something_is_wrong"};

    visit_answer_due(place, body.due);
    return store_save(place->store, RECORD_CLAIM_QUESTIONED, id_new(), place->roster->meeting,
                      &body, err) ||
           err_wrap(err, "question the claim");
}

bool visit_question(const struct visit *visit, const struct visit_place *place, struct err *err)
{
    return question(place, visit->claim.claim, err);
}

bool visit_question_last(const struct visit *visit, const struct visit_place *place,
                         struct err *err)
{
    const struct roster_person *person = visit_person(visit, place->roster);

    assert(person);
    return question(place, person->expected.last_claim, err);
}

bool visit_want_letter(struct visit *visit, const struct visit_place *place, struct err *err)
{
    visit->letter = true;
    if (store_begin(place->store, err) &&
        store_end(place->store, record_letter(visit, place, visit->claim.claim, err), err))
        return true;
    visit->letter = false;
    return err_wrap(err, "ask for a letter");
}
