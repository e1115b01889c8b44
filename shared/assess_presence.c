// SPDX-License-Identifier: Apache-2.0
#include "shared/assess_work.h"

#define MINUTE INT64_C(60000)

// Insertion sort: a visit has a handful of comings and goings. Who comes, or comes back, within the
// policy's grace was there from the start: each interval by itself, so that one more never takes
// minutes away.
static size_t sort_clipped(const struct facts *facts, int64_t grace_ms, struct shape_span out[])
{
    size_t count = 0;

    for (size_t i = 0; i < facts->presence_count; i++) {
        struct shape_span span = facts->presence[i];
        size_t at = count;

        if (span.from_ms < facts->session.start_ms)
            span.from_ms = facts->session.start_ms;
        if (span.to_ms > facts->session.end_ms)
            span.to_ms = facts->session.end_ms;
        if (span.from_ms >= span.to_ms)
            continue;
        if (span.from_ms <= facts->session.start_ms + grace_ms)
            span.from_ms = facts->session.start_ms;
        for (; at > 0 && out[at - 1].from_ms > span.from_ms; at--)
            out[at] = out[at - 1];
        out[at] = span;
        count++;
    }
    return count;
}

// Each merged interval counts its whole minutes.
void assess_presence_count(struct assess_work *work)
{
    struct shape_span spans[FACTS_PRESENCE_MAX];
    size_t count = sort_clipped(work->facts, work->policy->late_grace * MINUTE, spans);

    if (work->facts->cancelled_by_organisation)
        return;
    for (size_t i = 0; i < count;) {
        int64_t from = spans[i].from_ms;
        int64_t to = spans[i].to_ms;

        for (i++; i < count && spans[i].from_ms <= to; i++)
            if (spans[i].to_ms > to)
                to = spans[i].to_ms;
        work->minutes += (to - from) / MINUTE;
    }
}
