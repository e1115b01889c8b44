// SPDX-License-Identifier: Apache-2.0
#include "shared/adjust.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/json.h"
#include "shared/str.h"

static const struct shape_field line_fields[] = {
    SHAPE_FIELD_CODE(struct adjust_line, ref),
    SHAPE_MAYBE_CODE(struct adjust_line, of),
    SHAPE_FIELD_CODE(struct adjust_line, kind),
    SHAPE_FIELD_INT(struct adjust_line, pence, -JSON_INT_MAX, JSON_INT_MAX),
};
const struct shape adjust_line_shape = SHAPE(struct adjust_line, line_fields);

static size_t find(const struct adjust_account *account, const char *ref, const char *kind)
{
    size_t i = 0;

    while (i < account->count &&
           !(str_equal(account->lines[i].ref, ref) && str_equal(account->lines[i].kind, kind)))
        i++;
    return i;
}

void adjust_put(struct adjust_account *account, const char *ref, const char *kind, int64_t pence)
{
    size_t at = find(account, ref, kind);
    struct adjust_line *line = &account->lines[at];

    if (!pence)
        return;
    if (at == account->count) {
        assert(account->count < ADJUST_LINES_MAX);
        *line = (struct adjust_line){0};
        str_copy(line->ref, sizeof line->ref, ref);
        str_copy(line->kind, sizeof line->kind, kind);
        account->count++;
    }
    line->pence += pence;
    if (!line->pence)
        memmove(line, line + 1, (--account->count - at) * sizeof *line);
}

void adjust_open(struct adjust_account *out, const struct assessment *assessment)
{
    out->count = 0;
    for (size_t i = 0; i < assessment->line_count; i++)
        adjust_put(out, assessment->lines[i].ref, assessment->lines[i].kind,
                   assessment->lines[i].pence);
    adjust_put(out, "W1", ADJUST_WAIVED, -assessment->fee_waived_pence);
}

void adjust_apply(struct adjust_account *account, const struct adjust_line *line)
{
    adjust_put(account, line->of[0] ? line->of : line->ref, line->kind, line->pence);
}

// "X2" before "X10".
static int compare_refs(const char *a, const char *b)
{
    size_t longer = strlen(a);
    size_t other = strlen(b);

    if (longer != other)
        return longer < other ? -1 : 1;
    return strcmp(a, b);
}

static int compare(const void *first, const void *second)
{
    const struct adjust_line *a = first;
    const struct adjust_line *b = second;
    bool a_is_fee = str_starts(a->kind, ADJUST_FEE);
    int order;

    if (a_is_fee != str_starts(b->kind, ADJUST_FEE))
        return a_is_fee ? -1 : 1;
    order = compare_refs(a->ref, b->ref);
    return order ? order : strcmp(a->kind, b->kind);
}

void adjust(const struct adjust_account *was, const struct adjust_account *now, size_t before,
            struct adjust_account *out)
{
    out->count = 0;
    for (size_t i = 0; i < now->count; i++)
        adjust_put(out, now->lines[i].ref, now->lines[i].kind, now->lines[i].pence);
    for (size_t i = 0; i < was->count; i++)
        adjust_put(out, was->lines[i].ref, was->lines[i].kind, -was->lines[i].pence);
    qsort(out->lines, out->count, sizeof out->lines[0], compare);
    for (size_t i = 0; i < out->count; i++) {
        struct adjust_line *line = &out->lines[i];

        str_copy(line->of, sizeof line->of, line->ref);
        snprintf(line->ref, sizeof line->ref, "A%zu", before + i + 1);
    }
}

int64_t adjust_sum(const struct adjust_account *account, const char *ledger)
{
    int64_t pence = 0;

    for (size_t i = 0; i < account->count; i++)
        if (str_starts(account->lines[i].kind, ledger))
            pence += account->lines[i].pence;
    return pence;
}

void adjust_write(struct bytes *out, const char *name, const struct adjust_account *was,
                  const struct adjust_account *changes)
{
    json_begin(out, name, '[');
    for (size_t i = 0; i < changes->count; i++) {
        const struct adjust_line *line = &changes->lines[i];
        size_t at = find(was, line->of, line->kind);
        int64_t pence = at < was->count ? was->lines[at].pence : 0;

        json_begin(out, NULL, '{');
        json_put_text(out, "ref", line->ref);
        json_put_text(out, "kind", "adjustment");
        json_begin(out, "of", '{');
        json_put_text(out, "ref", line->of);
        json_put_text(out, "kind", line->kind);
        json_end(out, '}');
        json_put_int(out, "was_pence", pence);
        json_put_int(out, "now_pence", pence + line->pence);
        json_put_int(out, "pence", line->pence);
        json_end(out, '}');
    }
    json_end(out, ']');
}
