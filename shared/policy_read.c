// SPDX-License-Identifier: Apache-2.0
/* Reads a policy: which names stand where, and what may stand beside them. */
#include <stdio.h>
#include <string.h>

#include "shared/json.h"
#include "shared/money.h"
#include "shared/policy.h"
#include "shared/policy_field.h"
#include "shared/str.h"

#define MINUTES_IN_DAY 1440
#define ALL_BY_THE_MILE ((UINT32_C(1) << POLICY_BY_THE_MILE) - 1)
#define KNOWN(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

extern const char minimum_wage_json[];

// Over the members of a map whose names are not ours: roles.
static void read_roles(const struct policy_object *fee, const char *name, int64_t max,
                       struct policy_roles *out)
{
    struct policy_object map = policy_field_object(fee, name);
    const struct json *member = map.json ? json_first(map.json) : NULL;

    for (; member && !fee->reader->failed; member = json_next(member)) {
        struct policy_role *role = &out->list[out->count];
        const char *word = json_name(member);

        if (out->count == POLICY_ROLES_MAX) {
            policy_field_refuse(fee, name, "has more than %d roles", POLICY_ROLES_MAX);
            return;
        }
        if (!*word || word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_")] ||
            !str_copy(role->name, sizeof role->name, word)) {
            policy_field_refuse(fee, name, "has a role that is not a short word in small letters");
            return;
        }
        role->pence = policy_field_int(&map, word, 0, max);
        out->count++;
    }
}

static void read_preparation(const struct policy_object *object, struct policy_fee *fee)
{
    fee->prep_cap = policy_field_int(object, "prep_cap_minutes", 0, MINUTES_IN_DAY);
    fee->prep_requires_attendance = policy_field_bool_or(object, "prep_requires_attendance", true);
    fee->timeswap = policy_field_bool_or(object, "timeswap", false);
    fee->joint_flat = policy_field_int_or(object, "joint_event_flat_pence", 0, MONEY_MAX, -1);
    if (policy_field_bool_or(object, "followup_paid", false))
        policy_field_refuse(object, "followup_paid",
                            "must be false: follow-up is not among the facts of a claim");
}

static void read_hourly(const struct policy_object *object, struct policy_fee *fee)
{
    policy_field_only(object, KNOWN("basis", "bank_pence_per_hour", "voucher_pence_per_hour",
                                    "timeswap", "prep_cap_minutes", "prep_requires_attendance",
                                    "followup_paid", "joint_event_flat_pence"));
    fee->bank_rate = policy_field_int(object, "bank_pence_per_hour", 0, POLICY_RATE_MAX);
    fee->voucher_rate =
        policy_field_int_or(object, "voucher_pence_per_hour", 0, POLICY_RATE_MAX, -1);
    read_preparation(object, fee);
}

static void read_hourly_by_role(const struct policy_object *object, struct policy_fee *fee)
{
    policy_field_only(object, KNOWN("basis", "role_pence_per_hour", "role_flat_pence", "timeswap",
                                    "prep_cap_minutes", "prep_requires_attendance", "followup_paid",
                                    "joint_event_flat_pence"));
    read_roles(object, "role_pence_per_hour", POLICY_RATE_MAX, &fee->hourly);
    if (policy_field_has(object, "role_flat_pence"))
        read_roles(object, "role_flat_pence", MONEY_MAX, &fee->flat);
    for (size_t i = 0; i < fee->flat.count; i++)
        if (policy_role_pence(&fee->hourly, fee->flat.list[i].name) >= 0)
            policy_field_refuse(object, "role_flat_pence",
                                "has a role that role_pence_per_hour has too");
    read_preparation(object, fee);
}

static void read_flat_by_role(const struct policy_object *object, struct policy_fee *fee)
{
    policy_field_only(object, KNOWN("basis", "role_flat_pence", "timeswap", "prep_cap_minutes",
                                    "prep_requires_attendance", "followup_paid",
                                    "joint_event_flat_pence", "prep_included_in_flat"));
    read_roles(object, "role_flat_pence", MONEY_MAX, &fee->flat);
    if (!policy_field_bool_or(object, "prep_included_in_flat", true))
        policy_field_refuse(object, "prep_included_in_flat",
                            "must be true: a flat fee has no rate for preparation");
    read_preparation(object, fee);
}

static void read_annual(const struct policy_object *object, struct policy_fee *fee)
{
    char rule[POLICY_TITLE_SIZE] = "";

    policy_field_only(object, KNOWN("basis", "annual_pence", "instalments", "instalment_rule"));
    fee->annual = policy_field_int(object, "annual_pence", 0, MONEY_MAX);
    fee->instalments = policy_field_int(object, "instalments", 1, 366);
    policy_field_text(object, "instalment_rule", rule, sizeof rule);
    if (rule[0] && !str_starts(rule, "cumulative"))
        policy_field_refuse(object, "instalment_rule", "must begin with \"cumulative\"");
}

static void read_fee(const struct policy_object *top, struct policy_fee *fee)
{
    struct policy_object object = policy_field_object(top, "fee");

    fee->voucher_rate = -1;
    fee->joint_flat = -1;
    fee->prep_requires_attendance = true;
    fee->basis = (enum policy_basis)policy_field_word(
        &object, "basis", KNOWN("hourly", "hourly_by_role", "flat_by_role", "annual", "none"));
    switch (fee->basis) {
    case POLICY_HOURLY:
        read_hourly(&object, fee);
        break;
    case POLICY_HOURLY_BY_ROLE:
        read_hourly_by_role(&object, fee);
        break;
    case POLICY_FLAT_BY_ROLE:
        read_flat_by_role(&object, fee);
        break;
    case POLICY_ANNUAL:
        read_annual(&object, fee);
        break;
    case POLICY_NO_FEE:
        policy_field_only(&object, KNOWN("basis"));
        break;
    }
}

static void read_fee_paid(const struct policy_object *top, struct policy_fee *fee)
{
    struct policy_object object;

    if (!policy_field_has(top, "fee_paid"))
        return;
    object = policy_field_object(top, "fee_paid");
    policy_field_only(&object, KNOWN("when", "day"));
    fee->paid = (enum policy_fee_paid)policy_field_word(&object, "when",
                                                        KNOWN("next_run", "monthly", "weekly"));
    if (fee->paid != POLICY_PAID_NEXT_RUN)
        fee->paid_day =
            policy_field_int(&object, "day", 1, fee->paid == POLICY_PAID_WEEKLY ? 7 : 28);
    else if (policy_field_has(&object, "day"))
        policy_field_refuse(&object, "day", "has no meaning with next_run");
}

static void read_carer(const struct policy_object *top, struct policy_carer *carer)
{
    struct policy_object object = policy_field_object(top, "carer");

    policy_field_only(&object, KNOWN("max_per_person", "extra_needs_advance_agreement",
                                     "blocked_if_existing_support", "prep_paid"));
    carer->max_per_person = policy_field_int(&object, "max_per_person", 0, 10);
    carer->extra_needs_agreement = policy_field_bool(&object, "extra_needs_advance_agreement");
    carer->blocked_if_supported = policy_field_bool(&object, "blocked_if_existing_support");
    carer->prep_paid = policy_field_bool(&object, "prep_paid");
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
    struct policy_object rates = {.reader = object->reader};

    if (policy_field_has(object, name) || out->listed & ALL_BY_THE_MILE)
        rates = policy_field_object(object, name);
    policy_field_only(&rates, KNOWN("mileage_car", "mileage_motorcycle", "mileage_bicycle",
                                    "passenger_supplement"));
    out->mile_rows = 1;
    memcpy(row->from, valid_from, sizeof row->from);
    for (int i = 0; i < POLICY_BY_THE_MILE; i++)
        row->below[i] = row->above[i] =
            policy_field_int_or(&rates, policy_categories[i], 0, POLICY_MILE_MAX, -1);
    need_listed_rates(&rates, row, out->listed);
}

static int64_t read_rate(const struct policy_object *object, const char *name,
                         const struct json *rate)
{
    if (rate && json_kind(rate) == JSON_INT && json_int(rate) >= 0 &&
        json_int(rate) <= POLICY_MILE_MAX)
        return json_int(rate);
    policy_field_refuse(object, name,
                        "must be a pair of whole tenths of a penny, below the threshold and above");
    return -1;
}

static void read_rate_pair(const struct policy_object *object, const char *name, int64_t *below,
                           int64_t *above)
{
    const struct json *first;

    *below = *above = -1;
    if (!policy_field_has(object, name))
        return;
    first = policy_field_list(object, name, 2);
    *below = read_rate(object, name, first);
    *above = read_rate(object, name, first ? json_next(first) : NULL);
}

static void read_mile_row(const struct policy_object *object, struct policy_mile_row *row)
{
    policy_field_only(object, KNOWN("from", "mileage_car", "mileage_motorcycle", "mileage_bicycle",
                                    "passenger_supplement"));
    policy_field_date(object, "from", row->from);
    for (int i = 0; i < POLICY_BY_THE_MILE; i++)
        read_rate_pair(object, policy_categories[i], &row->below[i], &row->above[i]);
}

static void read_mile_table(const struct policy_object *object, const char *valid_from,
                            struct policy_expenses *out)
{
    static const char name[] = "hmrc_table_tenth_pence";
    const struct json *element = policy_field_list(object, name, POLICY_ROWS_MAX);

    for (; element && !object->reader->failed; element = json_next(element)) {
        struct policy_object inner = policy_field_element(object, name, element, out->mile_rows);
        struct policy_mile_row *row = &out->miles[out->mile_rows++];

        read_mile_row(&inner, row);
        need_listed_rates(&inner, row, out->listed);
        if (out->mile_rows > 1 && strcmp(row[-1].from, row->from) >= 0)
            policy_field_refuse(&inner, "from", "must be after the row before it: they overlap");
    }
    if (!out->mile_rows || strcmp(out->miles[0].from, valid_from) > 0)
        policy_field_refuse(object, name, "has no row for the first days of the policy");
    out->threshold_milli_miles =
        policy_field_int(object, "hmrc_threshold_miles", 0, 1000000) * 1000;
}

static void read_miles(const struct policy_object *object, const char *valid_from,
                       struct policy_expenses *out)
{
    bool table =
        policy_field_word_or(object, "mileage_source", KNOWN("policy", "hmrc_table"), 0) == 1;

    out->round_miles_down =
        policy_field_word_or(object, "mileage_rounding", KNOWN("half_up", "floor"), 0) == 1;
    if (table && policy_field_has(object, "mileage_tenth_pence_per_mile"))
        policy_field_refuse(object, "mileage_tenth_pence_per_mile",
                            "has no meaning where mileage_source is hmrc_table");
    if (!table && policy_field_has(object, "hmrc_table_tenth_pence"))
        policy_field_refuse(object, "hmrc_table_tenth_pence",
                            "has no meaning where mileage_source is policy");
    if (table)
        read_mile_table(object, valid_from, out);
    else
        read_own_miles(object, valid_from, out);
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

    for (; member && !object->reader->failed; member = json_next(member)) {
        const char *name = json_name(member);
        int night = split_cap(name, "_per_night");
        int day = split_cap(name, "_per_day");

        if (night >= 0)
            out->cap_night[night] = policy_field_int(&caps, name, 0, MONEY_MAX);
        else if (day >= 0)
            out->cap_day[day] = policy_field_int(&caps, name, 0, MONEY_MAX);
        else
            policy_field_only(&caps, KNOWN("accommodation_per_night", "subsistence_per_day"));
    }
}

static void read_expenses(const struct policy_object *top, const char *valid_from,
                          struct policy_expenses *out)
{
    struct policy_object object = policy_field_object(top, "expenses");

    policy_field_only(
        &object, KNOWN("categories", "excluded", "unlisted_action", "mileage_tenth_pence_per_mile",
                       "mileage_source", "mileage_rounding", "hmrc_table_tenth_pence",
                       "hmrc_threshold_miles", "route", "receipt_required", "item_prior_agreement",
                       "taxi_needs_prior_agreement", "least_expensive_required",
                       "in_lieu_becomes_fee", "caps_pence"));
    out->listed = policy_field_words(&object, "categories", policy_categories);
    out->excluded = policy_field_words(&object, "excluded", policy_categories);
    if (out->listed & out->excluded)
        policy_field_refuse(&object, "excluded", "has a category that categories has too");
    policy_field_word_or(&object, "unlisted_action", KNOWN("refer_to_budget_holder"), 0);
    out->home_route_only =
        policy_field_word(&object, "route", KNOWN("home_to_venue_and_return_only", "any")) == 0;
    out->receipt_required = policy_field_bool(&object, "receipt_required");
    out->item_agreement = policy_field_bool(&object, "item_prior_agreement");
    out->taxi_agreement = policy_field_bool(&object, "taxi_needs_prior_agreement");
    out->least_expensive = policy_field_bool(&object, "least_expensive_required");
    out->in_lieu_becomes_fee = policy_field_bool_or(&object, "in_lieu_becomes_fee", false);
    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++)
        out->cap_night[i] = out->cap_day[i] = -1;
    read_caps(&object, out);
    read_miles(&object, valid_from, out);
}

static void read_expense_channel(const struct policy_object *top, struct policy_expenses *out)
{
    uint32_t needs = UINT32_MAX;

    out->channel = (enum policy_expense_channel)policy_field_word(
        top, "expense_channel", KNOWN("bank", "cash_on_day", "cash_on_day_or_bank"));
    if (policy_field_has(top, "cash_needs"))
        needs = policy_field_words(
            top, "cash_needs",
            KNOWN("receipt", "entitlement_evidence", "nominated_individual", "budget"));
    out->cash_needs_evidence = needs & 1U << 1;
    out->cash_needs_nominated = needs & 1U << 2;
    out->cash_needs_budget = needs & 1U << 3;
    out->way_home = (enum policy_way_home)policy_field_word_or(
        top, "way_home", KNOWN("not_offered", "ticket_to_come", "advance"),
        POLICY_HOME_NOT_OFFERED);
}

// ["2025-04-01", 1221]: the pence, and where the text of the day stands; NULL if it is no such
// pair.
static const char *read_wage(const struct json *pair, int64_t *pence)
{
    const struct json *from = json_kind(pair) == JSON_LIST ? json_first(pair) : NULL;
    const struct json *amount = from ? json_next(from) : NULL;

    if (!amount || json_next(amount) || json_kind(from) != JSON_TEXT ||
        json_kind(amount) != JSON_INT || json_int(amount) < 1 || json_int(amount) > POLICY_RATE_MAX)
        return NULL;
    *pence = json_int(amount);
    return when_is_date(json_text(from)) ? json_text(from) : NULL;
}

// The oldest come first and give the days; those of the other ages must be the same.
static void read_wages_of_age(const struct policy_object *object, const char *name,
                              enum policy_age age, struct policy *out)
{
    const struct json *pair = policy_field_list(object, name, POLICY_ROWS_MAX);
    size_t count = 0;
    bool in_order = true;

    for (; pair; pair = json_next(pair), count++) {
        struct policy_wage_row *row = &out->wages[count];
        const char *from = read_wage(pair, &row->pence[age]);

        if (!from) {
            policy_field_refuse(object, name, "must hold pairs of a date and whole pence an hour");
            return;
        }
        if (age == POLICY_21_UP)
            str_copy(row->from, sizeof row->from, from);
        in_order = in_order && str_equal(row->from, from) &&
                   (!count || strcmp(row[-1].from, row->from) < 0);
    }
    if (age == POLICY_21_UP)
        out->wage_rows = count;
    if (!in_order || count != out->wage_rows)
        policy_field_refuse(object, name, "must have the days of every age, in order");
}

static void read_wages(const struct policy_object *top, struct policy *out)
{
    struct policy_object object = policy_field_object(top, "minimum_wage_pence_per_hour");

    policy_field_only(&object, KNOWN("21", "18", "u18"));
    read_wages_of_age(&object, "21", POLICY_21_UP, out);
    read_wages_of_age(&object, "18", POLICY_18_TO_20, out);
    read_wages_of_age(&object, "u18", POLICY_UNDER_18, out);
}

static void read_shipped_wages(struct policy_reader *reader, struct policy *out)
{
    struct policy_object top = {.reader = reader};
    struct json *tree;

    if (!json_read(&tree, minimum_wage_json, strlen(minimum_wage_json), POLICY_BYTES_MAX,
                   &reader->err)) {
        reader->failed = true;
        return;
    }
    top.json = tree;
    policy_field_only(&top, KNOWN("title", "source", "minimum_wage_pence_per_hour"));
    read_wages(&top, out);
    json_free(tree);
}

// A month or a day: "2027-10", "2027-10-31".
static void read_month(const struct policy_object *top, const char *name,
                       char out[static WHEN_DATE_SIZE])
{
    char day[WHEN_DATE_SIZE + 3] = "";

    policy_field_text(top, name, out, WHEN_DATE_SIZE);
    snprintf(day, sizeof day, "%s%s", out, strlen(out) == strlen("2027-10") ? "-01" : "");
    if (out[0] && !when_is_date(day))
        policy_field_refuse(top, name, "must be a month or a date like 2026-11-23");
}

static void read_dates(const struct policy_object *top, struct policy *out)
{
    char issued[WHEN_DATE_SIZE] = "";
    char in_common_year[WHEN_DATE_SIZE + 1];

    policy_field_date(top, "valid_from", out->valid_from);
    policy_field_date(top, "valid_to", out->valid_to);
    if (strcmp(out->valid_from, out->valid_to) > 0)
        policy_field_refuse(top, "valid_to", "is before valid_from");
    read_month(top, "issued", issued);
    read_month(top, "review_due", out->review_due);
    policy_field_text(top, "financial_year_start", out->year_start, sizeof out->year_start);
    snprintf(in_common_year, sizeof in_common_year, "2001-%s", out->year_start);
    if (!when_is_date(in_common_year))
        policy_field_refuse(top, "financial_year_start", "must be a month and day like 04-01");
    out->claim_in_same_year =
        policy_field_word(top, "claim_window", KNOWN("same_financial_year_as_session", "none")) ==
        0;
}

static void read_who(const struct policy_object *top, struct policy *out)
{
    static const enum policy_channel forced[] = {POLICY_BANK, POLICY_VOUCHER};

    if (policy_field_has(top, "under_18_fee_channel"))
        out->under_18_channel =
            forced[policy_field_word(top, "under_18_fee_channel", KNOWN("bank", "voucher"))];
    if (out->under_18_channel == POLICY_VOUCHER && out->fee.basis == POLICY_HOURLY &&
        out->fee.voucher_rate < 0)
        policy_field_refuse(top, "fee.voucher_pence_per_hour",
                            "is missing: those under 18 are paid in vouchers");
    out->vouchers_one_off_only = policy_field_bool_or(top, "vouchers_one_off_only", false);
    out->types_paid = policy_field_words(top, "session_types_paid", policy_types);
    out->types_unpaid = policy_field_words(top, "session_types_fee_zero_expenses_ok", policy_types);
    if (out->types_paid & out->types_unpaid)
        policy_field_refuse(top, "session_types_fee_zero_expenses_ok",
                            "has a type that session_types_paid has too");
    out->prior_agreement = policy_field_bool(top, "prior_agreement_required");
    out->late_grace = policy_field_int_or(top, "late_grace_minutes", 0, 240, 0);
    read_carer(top, &out->carer);
}

static void read_title(const struct policy_object *top, const char *name, struct policy *out)
{
    char source[POLICY_TITLE_SIZE] = "";

    policy_field_text(top, "id", out->id, sizeof out->id);
    if (!out->id[0])
        snprintf(out->id, sizeof out->id, "%.*s", (int)strcspn(name, "."), name);
    if (out->id[strspn(out->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] || !out->id[0])
        policy_field_refuse(top, "id", "must be small letters, digits and hyphens");
    policy_field_text(top, "title", out->title, sizeof out->title);
    if (!out->title[0])
        policy_field_refuse(top, "title", "is missing");
    policy_field_text(top, "source", source, sizeof source);
    out->illustrative = policy_field_bool_or(top, "illustrative_values", false);
    out->version = policy_field_int_or(top, "version", 1, 1000000, 1);
}

static void read_policy(const struct policy_object *top, const char *name, struct policy *out)
{
    policy_field_only(
        top, KNOWN("id", "title", "source", "illustrative_values", "version", "issued",
                   "review_due", "valid_from", "valid_to", "financial_year_start", "claim_window",
                   "fee", "fee_paid", "under_18_fee_channel", "session_types_paid",
                   "session_types_fee_zero_expenses_ok", "prior_agreement_required", "carer",
                   "expenses", "expense_channel", "cash_needs", "way_home", "min_wage_action",
                   "minimum_wage_pence_per_hour", "vouchers_one_off_only", "late_grace_minutes"));
    read_title(top, name, out);
    read_dates(top, out);
    read_fee(top, &out->fee);
    read_fee_paid(top, &out->fee);
    read_who(top, out);
    read_expenses(top, out->valid_from, &out->expenses);
    read_expense_channel(top, &out->expenses);
    out->wage_action = (enum policy_wage_action)policy_field_word(top, "min_wage_action",
                                                                  KNOWN("off", "flag", "top_up"));
    if (policy_field_has(top, "minimum_wage_pence_per_hour"))
        read_wages(top, out);
    else
        read_shipped_wages(top->reader, out);
}

bool policy_read(struct policy *out, const char *json, size_t length, const char *name,
                 struct err *err)
{
    struct policy_reader reader = {0};
    struct policy_object top = {.reader = &reader};
    struct policy policy = {0};
    struct json *tree;

    if (!json_read(&tree, json, length, POLICY_BYTES_MAX, err))
        return err_wrap(err, "policy %.48s", name);
    top.json = tree;
    if (json_kind(tree) != JSON_OBJECT)
        policy_field_refuse(&top, "", "the JSON must be an object");
    else
        read_policy(&top, name, &policy);
    json_free(tree);
    if (reader.failed) {
        *err = reader.err;
        return err_wrap(err, "policy %.48s", name);
    }
    *out = policy;
    return true;
}
