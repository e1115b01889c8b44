// SPDX-License-Identifier: Apache-2.0
#include "shared/assess_work.h"

#include <assert.h>
#include <stdio.h>

#include "shared/str.h"

void assess_line_fee(struct assess_work *work, const char *ref, const char *kind, int64_t pence)
{
    struct assess_line *line;

    if (!pence)
        return;
    assert(work->out->line_count < ASSESS_LINES_MAX);
    line = &work->out->lines[work->out->line_count++];
    str_copy(line->ref, sizeof line->ref, ref);
    str_copy(line->kind, sizeof line->kind, kind);
    line->pence = pence;
}

void assess_line_expense(struct assess_work *work, const struct facts_expense *expense,
                         int64_t pence)
{
    struct assess_line *line;

    if (!pence)
        return;
    assert(work->expense_count < FACTS_EXPENSES_MAX);
    line = &work->expenses[work->expense_count++];
    str_copy(line->ref, sizeof line->ref, expense->ref);
    snprintf(line->kind, sizeof line->kind, "expense.%.39s", expense->category);
    line->pence = pence;
}

struct assess_rejected *assess_line_reject(struct assess_work *work, const char *ref,
                                           enum assess_reason reason)
{
    struct assess_rejected *rejected;

    assert(work->out->rejected_count < ASSESS_REJECTED_MAX);
    rejected = &work->out->rejected[work->out->rejected_count++];
    str_copy(rejected->ref, sizeof rejected->ref, ref);
    str_copy(rejected->code, sizeof rejected->code, assess_reason_code(reason));
    rejected->pence = rejected->minutes = rejected->miles = FACTS_NONE;
    return rejected;
}
