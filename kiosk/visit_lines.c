// SPDX-License-Identifier: Apache-2.0
// The lines of a visit's claim: what was said of each cost, its ticket, and who is to look at it.
#include "kiosk/visit.h"

#include <stdio.h>

#include "kiosk/visit_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

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
    ticket_clear(&line->ticket);
    *line = visit->lines[--visit->line_count];
    mem_wipe(&visit->lines[visit->line_count], sizeof *line);
}

bool visit_is_said(const struct visit_line *line)
{
    return line->pence >= 0 || line->milli_miles >= 0;
}

const struct visit_line *visit_line_of(const struct visit *visit, const char *ref)
{
    char here[FACTS_REF_SIZE];
    size_t said = 0;

    for (size_t i = 0; i < visit->line_count; i++) {
        if (!visit_is_said(&visit->lines[i]))
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
