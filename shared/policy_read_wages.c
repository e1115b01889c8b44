// SPDX-License-Identifier: Apache-2.0

// Reads a table of minimum wages: the policy's own, or the one that is built in.

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "shared/policy_field.h"
#include "shared/str.h"

#define NAME "minimum_wage_pence_per_hour"

extern const char minimum_wage_json[];

// ["2025-04-01", 1221]: where the text of the day stands, and the pence; NULL if it is no such
// pair.
static const char *read_pair(const struct json *pair, int64_t *pence)
{
    const struct json *from = json_kind(pair) == JSON_LIST ? json_first(pair) : NULL;
    const struct json *amount = from ? json_next(from) : NULL;

    if (!amount || json_next(amount) || json_kind(from) != JSON_TEXT ||
        json_kind(amount) != JSON_INT || json_int(amount) < 1 || json_int(amount) > POLICY_RATE_MAX)
        return NULL;
    *pence = json_int(amount);
    return when_is_date(json_text(from)) ? json_text(from) : NULL;
}

// Those of 21 and over give the days of the rows.
static void read_day(const struct policy_object *object, const char *place, const char *from,
                     struct policy_wage_row *row, size_t index)
{
    str_copy(row->from, sizeof row->from, from);
    if (index && strcmp(row[-1].from, from) >= 0)
        policy_field_refuse(object, place, "must begin after the row before it: they overlap");
}

static void check_day(const struct policy_object *object, const char *place, const char *from,
                      const struct policy_wage_row *row)
{
    if (row->from[0] && !str_equal(row->from, from))
        policy_field_refuse(object, place,
                            "must begin on %s, like its row for those of 21 and over", row->from);
}

static size_t read_age(const struct policy_object *object, const char *name, enum policy_age age,
                       struct policy_wage_row rows[])
{
    const struct json *pair = policy_field_list(object, name, POLICY_ROWS_MAX);
    size_t count = 0;

    for (; pair; pair = json_next(pair), count++) {
        struct policy_wage_row *row = &rows[count];
        const char *from = read_pair(pair, &row->pence[age]);
        char place[32];

        snprintf(place, sizeof place, "%s[%zu]", name, count);
        if (!from)
            policy_field_refuse(object, place,
                                "must be a day and whole pence, like [\"2026-04-01\", 1271]");
        else if (age == POLICY_21_UP)
            read_day(object, place, from, row, count);
        else
            check_day(object, place, from, row);
    }
    return count;
}

static void read_younger(const struct policy_object *object, const char *name, enum policy_age age,
                         struct policy *out)
{
    size_t count = read_age(object, name, age, out->wages);

    if (out->wage_rows && count != out->wage_rows)
        policy_field_refuse(object, name, "must have as many rows as 21 has, %zu", out->wage_rows);
}

static void read_table(const struct policy_object *top, struct policy *out)
{
    struct policy_object object = policy_field_object(top, NAME);

    policy_field_only(&object, 0);
    out->wage_rows = read_age(&object, "21", POLICY_21_UP, out->wages);
    read_younger(&object, "18", POLICY_18_TO_20, out);
    read_younger(&object, "u18", POLICY_UNDER_18, out);
    if (!out->wage_rows)
        policy_field_refuse(&object, "21", "has no row: give it one, or leave the table out");
}

static void read_shipped(struct policy *out)
{
    struct bytes problems = {0};
    struct policy_object top = {.problems = &problems};
    struct json *tree;
    struct err err;
    bool ok =
        json_read(&tree, minimum_wage_json, strlen(minimum_wage_json), POLICY_BYTES_MAX, &err);

    assert(ok); // built in, and read by every test
    top.json = tree;
    read_table(&top, out);
    assert(problems.length == 0);
    json_free(tree);
    (void)ok;
}

void policy_read_wages(const struct policy_object *top, struct policy *out)
{
    if (!policy_field_has(top, NAME)) {
        read_shipped(out);
        return;
    }
    read_table(top, out);
    if (out->valid_from[0] && out->wages[0].from[0] &&
        strcmp(out->wages[0].from, out->valid_from) > 0)
        policy_field_refuse(top, NAME ".21[0]", "begins after valid_from: days without a wage");
}
