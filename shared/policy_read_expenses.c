// SPDX-License-Identifier: Apache-2.0

// Reads what a policy says of travel and other costs.

#include <stdio.h>
#include <string.h>

#include "shared/money.h"
#include "shared/policy_field.h"
#include "shared/str.h"

#define ALL_BY_THE_MILE ((UINT32_C(1) << POLICY_BY_THE_MILE) - 1)
#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static void need_listed_rates(const struct policy_object *object, const struct policy_mile_row *row,
                              uint32_t listed)
{
    for (int i = 0; i < POLICY_BY_THE_MILE; i++)
        if (listed & UINT32_C(1) << i && row->below[i] < 0)
            policy_field_refuse(object, policy_categories[i],
                                "is missing: the category is listed and has no rate");
}

// The names of the four are those of the first categories.
static void read_own_miles(const struct policy_object *object, const char *valid_from,
                           struct policy_expenses *out)
{
    static const char name[] = "mileage_tenth_pence_per_mile";
    struct policy_mile_row *row = &out->miles[0];
    struct policy_object rates = {.problems = object->problems};

    if (policy_field_has(object, name) || out->listed & ALL_BY_THE_MILE)
        rates = policy_field_object(object, name);
    policy_field_only(&rates, 0);
    out->mile_rows = 1;
    memcpy(row->from, valid_from, sizeof row->from);
    for (int i = 0; i < POLICY_BY_THE_MILE; i++)
        row->below[i] = row->above[i] =
            policy_field_int_or(&rates, policy_categories[i], 0, POLICY_MILE_MAX, -1);
    need_listed_rates(&rates, row, out->listed);
}

static int64_t read_rate(const struct policy_object *object, const char *name, int place,
                         const struct json *rate)
{
    char element[48];

    if (json_kind(rate) == JSON_INT && json_int(rate) >= 0 && json_int(rate) <= POLICY_MILE_MAX)
        return json_int(rate);
    snprintf(element, sizeof element, "%s[%d]", name, place);
    policy_field_refuse(object, element, "must be whole tenths of a penny, 0 to %d",
                        POLICY_MILE_MAX);
    return 0;
}

static void read_rate_pair(const struct policy_object *object, const char *name, int64_t *below,
                           int64_t *above)
{
    const struct json *first;

    *below = *above = -1;
    if (!policy_field_has(object, name))
        return;
    *below = *above = 0; // there is one, and nobody needs to be told that it is missing
    first = policy_field_list(object, name, 2);
    if (!first || !json_next(first)) {
        policy_field_refuse(object, name,
                            "must be a pair of whole tenths of a penny, below the threshold and "
                            "above");
        return;
    }
    *below = read_rate(object, name, 0, first);
    *above = read_rate(object, name, 1, json_next(first));
}

static void read_mile_row(const struct policy_object *object, struct policy_mile_row *row)
{
    policy_field_only(object, 0);
    policy_field_date(object, "from", row->from);
    for (int i = 0; i < POLICY_BY_THE_MILE; i++)
        read_rate_pair(object, policy_categories[i], &row->below[i], &row->above[i]);
}

static void read_mile_table(const struct policy_object *object, const char *valid_from,
                            struct policy_expenses *out)
{
    static const char name[] = "hmrc_table_tenth_pence";
    const struct json *element = policy_field_list(object, name, POLICY_ROWS_MAX);

    for (; element; element = json_next(element)) {
        struct policy_object inner = policy_field_element(object, name, element, out->mile_rows);
        struct policy_mile_row *row = &out->miles[out->mile_rows++];

        read_mile_row(&inner, row);
        need_listed_rates(&inner, row, out->listed);
        if (out->mile_rows > 1 && row->from[0] && strcmp(row[-1].from, row->from) >= 0)
            policy_field_refuse(&inner, "from", "must be after the row before it: they overlap");
        if (out->mile_rows == 1 && valid_from[0] && strcmp(row->from, valid_from) > 0)
            policy_field_refuse(&inner, "from", "is after valid_from: days without a rate");
    }
    if (!out->mile_rows)
        policy_field_refuse(object, name, "has no row: give it one from valid_from or before");
    out->threshold_milli_miles =
        policy_field_int(object, "hmrc_threshold_miles", 0, 1000000) * 1000;
}

static void refuse_other_source(const struct policy_object *object, const char *name,
                                const char *source)
{
    if (policy_field_has(object, name))
        policy_field_refuse(object, name, "has no meaning where mileage_source is %s: take it out",
                            source);
}

static void read_miles(const struct policy_object *object, const char *valid_from,
                       struct policy_expenses *out)
{
    int source = policy_field_word_or(object, "mileage_source", WORDS("policy", "hmrc_table"), 0);

    out->round_miles_down =
        policy_field_word_or(object, "mileage_rounding", WORDS("half_up", "floor"), 0) == 1;
    if (source == 1) {
        refuse_other_source(object, "mileage_tenth_pence_per_mile", "hmrc_table");
        read_mile_table(object, valid_from, out);
    } else if (source == 0) {
        refuse_other_source(object, "hmrc_table_tenth_pence", "policy");
        refuse_other_source(object, "hmrc_threshold_miles", "policy");
        read_own_miles(object, valid_from, out);
    }
}

// "accommodation_per_night": a category of ours and how often the money is there.
static int split_cap(const char *name, const char *ending)
{
    char category[32];
    size_t length = strlen(name) - strlen(ending);

    if (strlen(name) < strlen(ending) || !str_equal(name + length, ending) ||
        length >= sizeof category)
        return -1;
    snprintf(category, sizeof category, "%.*s", (int)length, name);
    return policy_category_find(category);
}

static void read_caps(const struct policy_object *object, struct policy_expenses *out)
{
    struct policy_object caps = policy_field_object(object, "caps_pence");
    const struct json *member = caps.json ? json_first(caps.json) : NULL;

    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++)
        out->cap_night[i] = out->cap_day[i] = -1;
    for (; member; member = json_next(member)) {
        const char *name = json_name(member);
        int night = split_cap(name, "_per_night");
        int day = split_cap(name, "_per_day");

        if (night >= 0)
            out->cap_night[night] = policy_field_int(&caps, name, 0, MONEY_MAX);
        else if (day >= 0)
            out->cap_day[day] = policy_field_int(&caps, name, 0, MONEY_MAX);
        else
            policy_field_only(&caps, 0);
    }
}

static void read_sets(const struct policy_object *object, struct policy_expenses *out)
{
    uint32_t both;

    out->listed = policy_field_words(object, "categories", policy_categories);
    out->excluded = policy_field_words(object, "excluded", policy_categories);
    both = out->listed & out->excluded;
    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++)
        if (both & UINT32_C(1) << i)
            policy_field_refuse(object, "excluded", "has %s, which is in categories too",
                                policy_categories[i]);
}

static void read_costs(const struct policy_object *top, const char *valid_from,
                       struct policy_expenses *out)
{
    struct policy_object object = policy_field_object(top, "expenses");

    policy_field_only(&object, 0);
    read_sets(&object, out);
    policy_field_word_or(&object, "unlisted_action", WORDS("refer_to_budget_holder"), 0);
    out->home_route_only =
        policy_field_word(&object, "route", WORDS("home_to_venue_and_return_only", "any")) == 0;
    out->receipt_required = policy_field_bool(&object, "receipt_required");
    out->item_agreement = policy_field_bool(&object, "item_prior_agreement");
    out->taxi_agreement = policy_field_bool(&object, "taxi_needs_prior_agreement");
    out->least_expensive = policy_field_bool(&object, "least_expensive_required");
    out->in_lieu_becomes_fee = policy_field_bool_or(&object, "in_lieu_becomes_fee", false);
    read_caps(&object, out);
    read_miles(&object, valid_from, out);
}

static void read_channel(const struct policy_object *top, struct policy_expenses *out)
{
    int channel = policy_field_word(top, "expense_channel",
                                    WORDS("bank", "cash_on_day", "cash_on_day_or_bank"));
    int home =
        policy_field_word_or(top, "way_home", WORDS("not_offered", "ticket_to_come", "advance"), 0);
    int when_short = policy_field_word_or(top, "cash_when_short",
                                          WORDS("no_account_first", "smallest_first"), 0);
    uint32_t needs = UINT32_MAX;

    if (policy_field_has(top, "cash_needs"))
        needs = policy_field_words(
            top, "cash_needs",
            WORDS("receipt", "entitlement_evidence", "nominated_individual", "budget"));
    out->cash_needs_evidence = needs & 1U << 1;
    out->cash_needs_nominated = needs & 1U << 2;
    out->cash_needs_budget = needs & 1U << 3;
    out->when_short = when_short < 0 ? POLICY_SHORT_NO_ACCOUNT : (enum policy_when_short)when_short;
    out->channel = channel < 0 ? POLICY_EXPENSES_BY_BANK : (enum policy_expense_channel)channel;
    out->way_home = home < 0 ? POLICY_HOME_NOT_OFFERED : (enum policy_way_home)home;
}

void policy_read_expenses(const struct policy_object *top, struct policy *out)
{
    read_costs(top, out->valid_from, &out->expenses);
    read_channel(top, &out->expenses);
}
