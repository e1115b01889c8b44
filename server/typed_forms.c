// SPDX-License-Identifier: Apache-2.0
#include "server/typed_forms.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/down.h"
#include "server/exceptions.h"
#include "server/ingest.h"
#include "server/ledger.h"
#include "server/presence.h"
#include "server/printed_forms.h"
#include "server/same_form.h"
#include "server/typed_claim.h"
#include "shared/books.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"

const char *typed_forms_word(enum typed_outcome outcome)
{
    static const char *const words[] = {
        [TYPED_MADE] = "made", [TYPED_SAME] = "same", [TYPED_DIFFERS] = "differs"};

    return words[outcome];
}

bool typed_forms_parse(char code[static FORM_CODE_SIZE], const char *text, struct err *err)
{
    return form_parse(code, text) ||
           err_set(err, ERR_INVALID,
                   "No form has these letters: one of them is wrong, or two changed places.");
}

bool typed_forms_find(struct db *db, const struct office *office, const char *code,
                      struct meetings_meeting *out, struct err *err)
{
    struct id meeting;

    return printed_forms_find(db, code, &meeting, err) &&
           meetings_get(db, office, meeting, out, err);
}

// --- one form being typed in ---

struct work {
    struct db *db;
    const struct office *office;
    struct id user;
    struct typed_claim typed;
    struct body_claim stands;
};

static bool note(const struct work *work, enum typed_outcome outcome, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_FORM_TYPED, .meeting_id = work->typed.meeting.meeting};
    struct body_form_typed body = {.claim = work->typed.body.claim,
                                   .person = work->typed.body.person,
                                   .cash_pence = work->typed.form->cash_pence,
                                   .by = work->user};

    str_copy(body.outcome, sizeof body.outcome, typed_forms_word(outcome));
    return ledger_note(work->db, work->office, &entry, &body, err);
}

// At the form.typed that was written just before.
static bool object(const struct work *work, const char *kind, const char *reason, struct err *err)
{
    struct record record = {.log_id = work->office->log_id,
                            .meeting_id = work->typed.meeting.meeting};
    struct log_head head;

    if (!log_head(work->db, work->office->log_id, &head, err))
        return false;
    record.seq = head.seq;
    return exceptions_raise_at(work->db, &record, work->typed.body.claim, kind, reason, err);
}

static bool check_no_other(const struct work *work, struct err *err)
{
    struct books_claim other;

    if (books_find_claim(work->db, work->typed.meeting.meeting, work->typed.person.person, &other,
                         err))
        return err_set(err, ERR_CONFLICT,
                       "They have the claim %s at this meeting already. Please look at it first.",
                       other.number);
    return err->kind == ERR_NOT_FOUND;
}

// A kiosk that signed them in knows better than the paper when they came and left.
static bool find_presence(struct work *work, struct err *err)
{
    struct presence presence = {.attendance = id_new(),
                                .meeting = work->typed.meeting.meeting,
                                .person = work->typed.person.person,
                                .span = work->typed.there,
                                .how = PRESENCE_PAPER,
                                .reason = "paper",
                                .by = work->user};
    struct books_attendance there;

    if (books_find_attendance(work->db, presence.meeting, presence.person, &there, err)) {
        work->typed.body.attendance = there.attendance;
        return true;
    }
    work->typed.body.attendance = presence.attendance;
    return err->kind == ERR_NOT_FOUND && presence_say(work->db, work->office, &presence, err);
}

// Once of each pair of sums, however often the form is typed in.
static bool tell_cash(const struct work *work, struct err *err)
{
    struct exceptions_exception exception = {.kind = TYPED_FORMS_CASH,
                                             .claim = work->typed.body.claim};
    int64_t pence = work->typed.form->cash_pence;
    struct books_claim books;
    char said[MONEY_SIZE];
    char known[MONEY_SIZE];
    bool told;

    if (!books_get_claim(work->db, exception.claim, &books, err))
        return false;
    if (pence <= 0 || pence == books.cash_pence)
        return true;
    money_write(said, pence);
    money_write(known, books.cash_pence);
    snprintf(exception.reason, sizeof exception.reason,
             "The form says that they got %s in cash, and %s is written down. Look what was paid "
             "before more is.",
             said, known);
    return exceptions_was_raised(work->db, &exception, &told, err) &&
           (told || object(work, exception.kind, exception.reason, err));
}

// The form's own, unless a kiosk typed it in before and that was refused: then it is another act.
static bool find_act(const struct work *work, struct id *act, struct err *err)
{
    bool used;

    *act = form_act(work->typed.form->code);
    if (!log_is_claimed(work->db, *act, &used, err))
        return false;
    if (used)
        *act = id_new();
    return true;
}

static bool make(struct work *work, struct err *err)
{
    struct body_claim *body = &work->typed.body;
    struct log_entry entry = {.kind = RECORD_CLAIM_MADE, .meeting_id = work->typed.meeting.meeting};

    return find_act(work, &entry.op_id, err) && check_no_other(work, err) &&
           find_presence(work, err) &&
           books_next_number(work->db, entry.meeting_id, body->letter, &body->number, err) &&
           ingest_ours(work->db, work->office, &entry, body, err) && note(work, TYPED_MADE, err) &&
           tell_cash(work, err) &&
           down_some(work->db, work->office, &work->typed.person.person, 1, err);
}

static bool compare(struct work *work, enum typed_outcome *out, struct err *err)
{
    *out = same_form_is(&work->typed.body, &work->stands) ? TYPED_SAME : TYPED_DIFFERS;
    return note(work, *out, err) && tell_cash(work, err) &&
           (*out == TYPED_SAME ||
            object(work, SAME_FORM_DIFFERS,
                   "A paper form was typed in again, and not the same. What stands is what was "
                   "typed first: look at the paper.",
                   err));
}

static bool enter(struct work *work, enum typed_outcome *out, struct err *err)
{
    struct typed_claim *typed = &work->typed;

    if (!typed_forms_find(work->db, work->office, typed->form->code, &typed->meeting, err))
        return false;
    if (typed->meeting.origin == MEETINGS_UNPLANNED)
        return err_set(err, ERR_CONFLICT, "This meeting waits to be accepted first.");
    if (!typed_claim_fill(work->db, work->office, typed, err))
        return false;
    if (same_form_stands(work->db, typed->body.claim, &work->stands, err))
        return compare(work, out, err);
    *out = TYPED_MADE;
    return err->kind == ERR_NOT_FOUND && make(work, err);
}

bool typed_forms_enter(struct db *db, const struct office *office, const struct typed_form *form,
                       struct id user, enum typed_outcome *out, struct err *err)
{
    struct work *work = mem_new(1, sizeof *work);
    bool ok;

    work->db = db;
    work->office = office;
    work->user = user;
    work->typed.form = form;
    ok = db_begin(db, err) && db_end(db, enter(work, out, err), err);
    mem_wipe(work, sizeof *work);
    free(work);
    return ok;
}
