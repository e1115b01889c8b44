// SPDX-License-Identifier: Apache-2.0
#include "kiosk/visit.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"

const char *const visit_choices[VISIT_CHOICES] = {"photographs", "words", "contact"};

// Each act under its own id, however often it is tried; what comes after it is another act.
static void renew_operations(struct visit *visit)
{
    visit->claim_op = id_new();
    visit->question_op = id_new();
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        visit->choice_ops[i] = id_new();
}

void visit_begin(struct visit *visit, struct id person, enum visit_how how)
{
    visit_forget(visit);
    visit->on = true;
    visit->how = how;
    visit->recognised = how != VISIT_BY_LETTERS;
    visit->person = person;
    visit->arrive_op = id_new();
    visit->attendance = id_new();
    visit->claim_id = id_new();
    renew_operations(visit);
    visit->prep_minutes = -1;
    visit->less_pence = -1;
}

const struct roster_person *visit_person(const struct visit *visit, const struct roster *roster)
{
    return visit->on ? roster_find_person(roster, visit->person) : NULL;
}

static const char *how_code(enum visit_how how)
{
    return how == VISIT_BY_CARD ? "card" : how == VISIT_BY_HOST ? "host" : "letters";
}

static bool record_arrival(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_attendance_arrived body = {
        .attendance = visit->attendance, .person = visit->person, .at_ms = when_now_ms()};
    const struct roster_person *person = visit_person(visit, place->roster);

    str_copy(body.as, sizeof body.as,
             person && person->expected.supporter_number ? "supporter" : "participant");
    str_copy(body.how, sizeof body.how, how_code(visit->how));
    if (!store_save(place->store, RECORD_ATTENDANCE_ARRIVED, visit->arrive_op,
                    place->roster->meeting, &body, err))
        return false;
    visit->arrived_ms = body.at_ms;
    visit->left = false;
    return true;
}

static bool find_claim(struct visit *visit, const struct visit_place *place, struct err *err)
{
    visit->claimed = books_find_claim(place->store->db, place->roster->meeting, visit->person,
                                      &visit->claim, err);
    return visit->claimed || err->kind == ERR_NOT_FOUND;
}

bool visit_find(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct books_attendance there;

    if (!books_find_attendance(place->store->db, place->roster->meeting, visit->person, &there,
                               err))
        return false;
    if (there.left_ms != 0)
        return err_set(err, ERR_NOT_FOUND, "this person has left");
    visit->attendance = there.attendance;
    visit->arrived_ms = there.arrived_ms;
    visit->was_here = true;
    return find_claim(visit, place, err);
}

bool visit_arrive(struct visit *visit, const struct visit_place *place, struct err *err)
{
    if (visit_find(visit, place, err))
        return true;
    if (err->kind != ERR_NOT_FOUND || !record_arrival(visit, place, err) ||
        !find_claim(visit, place, err))
        return err_wrap(err, "arrive");
    return true;
}

// A UUIDv7 begins with its own time: a second touch says the very same thing.
static int64_t made_at(struct id id)
{
    int64_t ms = 0;

    for (int i = 0; i < 6; i++)
        ms = ms << 8 | id.bytes[i];
    return ms;
}

bool visit_sit_in(const struct visit_place *place, struct id op_id, struct err *err)
{
    struct body_attendance_arrived body = {
        .attendance = op_id, .as = "sitting_in", .how = "none", .at_ms = made_at(op_id)};

    return store_save(place->store, RECORD_ATTENDANCE_ARRIVED, op_id, place->roster->meeting, &body,
                      err);
}

bool visit_leave(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_attendance_left body = {
        .attendance = visit->attendance, .by = "person", .at_ms = when_now_ms()};

    if (visit->left)
        return true;
    visit->left = store_save(place->store, RECORD_ATTENDANCE_LEFT, id_new(), place->roster->meeting,
                             &body, err);
    return visit->left;
}

bool visit_stay(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_attendance_corrected body = {
        .attendance = visit->attendance, .arrived_ms = visit->arrived_ms, .reason = "taken_back"};

    if (visit->left && store_save(place->store, RECORD_ATTENDANCE_CORRECTED, id_new(),
                                  place->roster->meeting, &body, err))
        visit->left = false;
    return !visit->left;
}

struct visit_line *visit_line(struct visit *visit, enum policy_category category)
{
    for (size_t i = 0; i < visit->line_count; i++)
        if (visit->lines[i].category == category)
            return &visit->lines[i];
    return NULL;
}

struct visit_line *visit_add_line(struct visit *visit, enum policy_category category)
{
    struct visit_line *line = visit_line(visit, category);

    if (line || visit->line_count == VISIT_LINES_MAX)
        return line;
    line = &visit->lines[visit->line_count++];
    *line = (struct visit_line){.category = category, .pence = -1, .milli_miles = -1};
    return line;
}

void visit_remove_line(struct visit *visit, enum policy_category category)
{
    struct visit_line *line = visit_line(visit, category);

    if (!line)
        return;
    bytes_clear(&line->picture);
    *line = visit->lines[--visit->line_count];
    mem_wipe(&visit->lines[visit->line_count], sizeof *line);
}

static bool is_said(const struct visit_line *line)
{
    return line->pence >= 0 || line->milli_miles >= 0;
}

const struct visit_line *visit_line_of(const struct visit *visit, const char *ref)
{
    char here[FACTS_REF_SIZE];
    size_t said = 0;

    for (size_t i = 0; i < visit->line_count; i++) {
        if (!is_said(&visit->lines[i]))
            continue;
        snprintf(here, sizeof here, "X%zu", ++said);
        if (str_equal(here, ref))
            return &visit->lines[i];
    }
    return NULL;
}

bool visit_is_questioned(const struct visit *visit, const struct assess_rejected *rejected)
{
    const struct visit_line *line = visit_line_of(visit, rejected->ref);
    uint32_t questioned = line ? line->questioned : visit->questioned;

    return questioned & UINT32_C(1) << assess_reason_find(rejected->code);
}

void visit_question_line(struct visit *visit, const struct assess_rejected *rejected)
{
    const struct visit_line *line = visit_line_of(visit, rejected->ref);
    uint32_t *questioned =
        line ? &visit->lines[line - visit->lines].questioned : &visit->questioned;

    *questioned ^= UINT32_C(1) << assess_reason_find(rejected->code);
}

bool visit_has_questions(const struct visit *visit)
{
    for (size_t i = 0; i < visit->outcome.rejected_count; i++)
        if (visit_is_questioned(visit, &visit->outcome.rejected[i]))
            return true;
    return false;
}

void visit_answer_due(const struct visit_place *place, char out[static WHEN_DATE_SIZE])
{
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    when_working_day(out, today, place->answer_days);
}

void visit_keep_picture(struct visit_line *line, const struct roster *roster,
                        const struct bytes *jpeg)
{
    uint8_t hash[32];

    bytes_clear(&line->picture);
    note_seal(&line->picture, roster->key, "picture", jpeg->data, jpeg->length);
    note_name(line->note, line->picture.data, line->picture.length);
    line->receipt = id_new();
    // The same picture on two lines is the same receipt, whatever it is sealed as.
    keys_hash(hash, sizeof hash, "receipt", jpeg->data, jpeg->length);
    str_hex(line->receipt_id, hash, sizeof hash);
}

void visit_drop_picture(struct visit_line *line)
{
    bytes_clear(&line->picture);
    mem_wipe(line->note, sizeof line->note);
    mem_wipe(line->receipt_id, sizeof line->receipt_id);
    line->receipt = (struct id){{0}};
}

bool visit_show_picture(const struct visit_line *line, const struct roster *roster,
                        struct bytes *jpeg, struct err *err)
{
    if (!line->picture.length)
        return err_set(err, ERR_NOT_FOUND, "this line has no picture");
    return note_open(jpeg, roster->key, "picture", line->picture.data, line->picture.length, err);
}

static bool is_listed(const struct body_item *items, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(items[i].code, code))
            return true;
    return false;
}

static void fill_expense(const struct visit_line *line, const struct body_person_expected *expected,
                         struct facts_expense *out)
{
    const char *category = policy_categories[line->category];
    bool by_mile = line->category < POLICY_BY_THE_MILE;
    bool proven = line->proof == VISIT_HERE || line->proof == VISIT_ON_PHONE;

    str_copy(out->category, sizeof out->category, category);
    out->claimed_pence = by_mile || line->pence < 0 ? FACTS_NONE : line->pence;
    out->receipt_pence = proven && !by_mile ? line->pence : FACTS_NONE;
    str_copy(out->receipt_id, sizeof out->receipt_id, line->receipt_id);
    out->miles_claimed = by_mile ? line->milli_miles : FACTS_NONE;
    out->agreed_return_miles = by_mile ? expected->return_miles : FACTS_NONE;
    out->miles_already_this_tax_year = by_mile ? expected->miles_this_tax_year : 0;
    out->cheaper_option_pence = FACTS_NONE;
    out->nights = 1;
    out->item_agreed_in_advance = is_listed(expected->items, expected->items_count, category) ||
                                  (line->category == POLICY_TAXI && expected->taxi_agreed);
    out->prepaid_by_organisation = is_listed(expected->prepaid, expected->prepaid_count, category);
}

static void fill_office(const struct body_person_expected *expected, const struct roster *roster,
                        struct facts *facts)
{
    const struct body_meeting_planned *planned = &roster->planned;

    str_copy(facts->role, sizeof facts->role, *expected->role ? expected->role : "member");
    str_copy(facts->age_band, sizeof facts->age_band, expected->age_band);
    str_copy(facts->session.type, sizeof facts->session.type, planned->type);
    facts->session.start_ms = planned->start_ms;
    facts->session.end_ms = planned->end_ms;
    facts->agreed_at_ms = expected->agreed_ms ? expected->agreed_ms : FACTS_NEVER;
    facts->one_off = expected->one_off;
    facts->joint_event = planned->joint;
    facts->opted_in_at_start = expected->opted_in;
    facts->paid_capacity = expected->paid_capacity;
    facts->cancelled_by_organisation = planned->cancelled;
    if (!expected->supporter_number)
        return; // in their own right: the facts name no supporter at all
    facts->carer.number = expected->supporter_number;
    facts->carer.existing_support = expected->existing_support;
    facts->carer.extra_agreed_at_ms =
        expected->extra_agreed_ms ? expected->extra_agreed_ms : FACTS_NEVER;
}

// Before leaving, an open presence counts to the agreed end ("about", architecture.md decision 7).
static void fill_presence(const struct visit *visit, const struct roster *roster,
                          struct facts *facts)
{
    int64_t to = roster->planned.end_ms;

    if (to < visit->arrived_ms)
        to = visit->arrived_ms;
    if (visit->arrived_ms) {
        facts->presence[0] = (struct shape_span){visit->arrived_ms, to};
        facts->presence_count = 1;
    }
}

static void fill_fee(const struct visit *visit, struct facts *facts)
{
    const char *channel = "bank";
    const char *election = "full";

    if (visit->fee == VISIT_FEE_VOUCHER)
        channel = "voucher";
    if (visit->fee == VISIT_FEE_TIMESWAP)
        channel = "timeswap";
    if (visit->fee == VISIT_FEE_NONE)
        election = "declined";
    if (visit->fee == VISIT_FEE_LESS && visit->less_pence >= 0)
        election = "reduced";
    str_copy(facts->fee_channel_wanted, sizeof facts->fee_channel_wanted, channel);
    str_copy(facts->fee_election.type, sizeof facts->fee_election.type, election);
    facts->fee_election.max_pence = str_equal(election, "reduced") ? visit->less_pence : FACTS_NONE;
}

void visit_facts(const struct visit *visit, const struct roster *roster, struct facts *facts)
{
    const struct roster_person *person = visit_person(visit, roster);
    struct body_person_expected nobody = {.return_miles = -1};
    const struct body_person_expected *expected = person ? &person->expected : &nobody;

    *facts = (struct facts){0};
    fill_office(expected, roster, facts);
    fill_presence(visit, roster, facts);
    fill_fee(visit, facts);
    facts->prep_minutes = visit->prep_minutes > 0 ? visit->prep_minutes : 0;
    when_local_date(facts->claim_date, when_now_ms());
    for (size_t i = 0; i < visit->line_count; i++) {
        struct facts_expense *expense = &facts->expenses[facts->expense_count];
        const struct visit_line *line = &visit->lines[i];

        if (!is_said(line))
            continue; // chosen, but not said yet
        fill_expense(line, expected, expense);
        snprintf(expense->ref, sizeof expense->ref, "X%zu", ++facts->expense_count);
    }
}

void visit_assess(struct visit *visit, const struct roster *roster)
{
    struct facts *facts = mem_new(1, sizeof *facts);

    visit_facts(visit, roster, facts);
    assess(&roster->policy, facts, &visit->outcome);
    mem_wipe(facts, sizeof *facts);
    free(facts);
}

bool visit_may_choose(const struct visit *visit, const struct roster *roster, enum visit_fee fee)
{
    const struct roster_person *person = visit_person(visit, roster);
    const struct policy *policy = &roster->policy;
    bool regular = !person || !person->expected.one_off;
    enum policy_channel forced = POLICY_CHANNEL_NONE;

    if (person && str_equal(person->expected.age_band, "under_18"))
        forced = policy->under_18_channel;
    switch (fee) {
    case VISIT_FEE_BANK:
    case VISIT_FEE_LESS:
        return forced == POLICY_CHANNEL_NONE || forced == POLICY_BANK;
    case VISIT_FEE_VOUCHER:
        return forced == POLICY_VOUCHER ||
               (forced == POLICY_CHANNEL_NONE && policy->fee.voucher_rate >= 0 &&
                !(policy->vouchers_one_off_only && regular));
    case VISIT_FEE_TIMESWAP:
        return forced == POLICY_CHANNEL_NONE && policy->fee.timeswap;
    case VISIT_FEE_NONE:
        return true;
    case VISIT_FEE_UNSAID:
        break;
    }
    return false;
}

int64_t visit_offer(const struct visit *visit, const struct roster *roster, enum visit_fee fee)
{
    struct visit *copy = mem_new(1, sizeof *copy);
    int64_t pence;

    *copy = *visit; // its pictures stay the other's: nothing here clears them
    copy->fee = fee;
    visit_assess(copy, roster);
    pence = copy->outcome.fee_offered_pence;
    mem_wipe(copy, sizeof *copy);
    free(copy);
    return pence;
}

bool visit_cash_today(const struct visit_place *place)
{
    struct books_float held;
    struct err err;

    return place->roster->policy.expenses.channel != POLICY_EXPENSES_BY_BANK &&
           !place->store->money_held &&
           books_get_float(place->store->db, place->roster->meeting, &held, &err) &&
           !id_is_none(held.float_id);
}

static const char *proof_code(const struct visit_line *line)
{
    static const char *const codes[] = {
        [VISIT_PROOF_UNSAID] = "none_needed",
        [VISIT_HERE] = "here",
        [VISIT_ON_PHONE] = "phone",
        [VISIT_LATER] = "later",
        [VISIT_LOST] = "lost",
    };

    return codes[line->proof];
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
    claim->cash_today = visit_cash_today(place);
    claim->benefits_seen_ms = visit->benefits_seen_ms;
    visit_facts(visit, roster, &claim->facts);
    assess(&roster->policy, &claim->facts, &claim->outcome);
    for (size_t i = 0; i < visit->line_count && claim->proofs_count < claim->facts.expense_count;
         i++) {
        struct body_proof *proof = &claim->proofs[claim->proofs_count];

        if (!is_said(&visit->lines[i]))
            continue;
        str_copy(proof->ref, sizeof proof->ref, claim->facts.expenses[claim->proofs_count].ref);
        str_copy(proof->where, sizeof proof->where, proof_code(&visit->lines[i]));
        claim->proofs_count++;
    }
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
    size_t ref = 0;

    for (size_t i = 0; i < visit->line_count; i++) {
        const struct visit_line *line = &visit->lines[i];
        struct body_receipt_taken body = {.receipt = line->receipt, .claim = claim->claim};

        if (!is_said(line))
            continue;
        str_copy(body.ref, sizeof body.ref, claim->facts.expenses[ref++].ref);
        if (!line->picture.length)
            continue;
        memcpy(body.picture, line->note, sizeof body.picture);
        body.sealed_bytes = (int64_t)line->picture.length;
        str_copy(body.by, sizeof body.by, "person");
        if (!store_note(place->store, line->note, place->roster->meeting, &line->picture, err) ||
            !store_record(place->store, RECORD_RECEIPT_TAKEN, line->receipt, place->roster->meeting,
                          &body, err))
            return false;
    }
    return true;
}

static bool record_choices(const struct visit *visit, const struct visit_place *place,
                           struct err *err)
{
    for (size_t i = 0; i < VISIT_CHOICES; i++) {
        struct body_choice body = {.person = visit->person, .wording = VISIT_WORDING};
        bool yes = visit->choices[i] == VISIT_YES;

        if (visit->choices[i] == VISIT_UNSAID)
            continue;
        str_copy(body.choice, sizeof body.choice, visit_choices[i]);
        str_copy(body.value, sizeof body.value,
                 !yes                        ? "no"
                 : *visit->contact && i == 2 ? visit->contact
                                             : "yes");
        if (!store_record(place->store, yes ? RECORD_CHOICE_GIVEN : RECORD_CHOICE_WITHDRAWN,
                          visit->choice_ops[i], place->roster->meeting, &body, err))
            return false;
    }
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

// What an earlier try left unknown may be there after all: then this one changes it.
static bool look_again(struct visit *visit, const struct visit_place *place, struct err *err)
{
    if (visit->claimed)
        return true;
    if (!find_claim(visit, place, err))
        return false;
    if (visit->claimed)
        visit->claim_op = id_new();
    return true;
}

bool visit_save(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_claim *claim;
    enum record_kind kind;
    struct id claim_id;
    bool ok;

    if (!look_again(visit, place, err))
        return err_wrap(err, "save the claim");
    kind = visit->claimed ? RECORD_CLAIM_AMENDED : RECORD_CLAIM_MADE;
    claim = mem_new(1, sizeof *claim);
    ok = fill_claim(visit, place, claim, err) && store_begin(place->store, err);
    if (ok)
        ok = store_end(
            place->store,
            store_record(place->store, kind, visit->claim_op, place->roster->meeting, claim, err) &&
                record_receipts(visit, place, claim, err) && record_choices(visit, place, err) &&
                record_questions(visit, place, claim, err),
            err);
    claim_id = claim->claim;
    mem_wipe(claim, sizeof *claim);
    free(claim);
    if (!ok || !books_get_claim(place->store->db, claim_id, &visit->claim, err))
        return err_wrap(err, "save the claim");
    visit->claimed = true;
    renew_operations(visit);
    return true;
}

bool visit_question(const struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_claim_questioned body = {.claim = visit->claim.claim, .code = "something_is_wrong"};

    visit_answer_due(place, body.due);
    return store_save(place->store, RECORD_CLAIM_QUESTIONED, id_new(), place->roster->meeting,
                      &body, err) ||
           err_wrap(err, "question the claim");
}

void visit_forget(struct visit *visit)
{
    bytes_clear(&visit->viewed);
    for (size_t i = 0; i < visit->line_count; i++)
        bytes_clear(&visit->lines[i].picture);
    mem_wipe(visit, sizeof *visit);
}
