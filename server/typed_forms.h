#ifndef SERVER_TYPED_FORMS_H
#define SERVER_TYPED_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/meetings.h"
#include "server/office.h"
#include "server/people.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/form.h"
#include "shared/id.h"
#include "shared/when.h"

/*
 * Paper forms typed in at the office. The form's id is the id of the claim and of the act of making
 * it (form.h), so that typed in at a kiosk and here, or here twice, it is one claim. It is made in
 * the office's own log, with form.typed beside it that says by whom, and is assessed like any
 * other. What stands is never written over: a typing that says something else is for a person.
 */
#define TYPED_FORMS_LETTER "p" // of the claim's number: kiosks have capitals
#define TYPED_FORMS_COSTS_MAX 12
#define TYPED_FORMS_CASH "form_cash" // the exception: cash got, as the form says

struct typed_cost {
    char category[FACTS_CODE_SIZE];
    int64_t pence;              // as the form says; FACTS_NONE: by the mile
    int64_t miles;              // thousandths; FACTS_NONE: by a ticket
    char where[BODY_CODE_SIZE]; // of its ticket: here | later | lost; "" where none is needed
};

struct typed_form {
    char code[FORM_CODE_SIZE];
    char member_code[PEOPLE_CODE_SIZE];
    char from[WHEN_TIME_SIZE]; // "I came at", "I left at", on the day of the meeting
    char to[WHEN_TIME_SIZE];
    char handed_on[WHEN_DATE_SIZE]; // the day it was given in; "": the day of the meeting
    char channel[BODY_CODE_SIZE];   // bank | voucher | timeswap | none; "": nothing is ticked
    int64_t cash_pence;             // "I got in cash today"
    struct typed_cost costs[TYPED_FORMS_COSTS_MAX];
    size_t costs_count;
};

enum typed_outcome {
    TYPED_MADE,    // it is a claim now
    TYPED_SAME,    // it was one already, and this says the same
    TYPED_DIFFERS, // it was one already, and a person is to look at what is different
};

const char *typed_forms_word(enum typed_outcome outcome);

/* Its letters, as they were typed. ERR_INVALID, in a sentence: one is wrong. */
bool typed_forms_parse(char code[static FORM_CODE_SIZE], const char *text, struct err *err);

/* The meeting it was printed for. ERR_NOT_FOUND: none of ours. */
bool typed_forms_find(struct db *db, const struct office *office, const char *code,
                      struct meetings_meeting *out, struct err *err);

/*
 * ERR_INVALID, in a sentence for who types it: nobody has that code, times, days, costs or a
 * payment that cannot be. ERR_CONFLICT: they have another claim at that meeting, or the meeting
 * waits to be accepted. office_ring after it.
 */
bool typed_forms_enter(struct db *db, const struct office *office, const struct typed_form *form,
                       struct id user, enum typed_outcome *out, struct err *err);

#endif
