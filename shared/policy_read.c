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
#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static bool read_role_name(const struct policy_object *map, const char *word,
                           struct policy_role *role)
{
    if (*word && !word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_")] &&
        str_copy(role->name, sizeof role->name, word))
        return true;
    policy_field_refuse(map, "?", "is no name for a role: use a short word in small letters");
    return false;
}

// Over the members of a map whose names are not ours: roles.
static void read_roles(const struct policy_object *fee, const char *name, int64_t max,
                       struct policy_roles *out)
{
    struct policy_object map = policy_field_object(fee, name);
    const struct json *member = map.json ? json_first(map.json) : NULL;

    for (; member; member = json_next(member)) {
        struct policy_role *role = &out->list[out->count];

        if (out->count == POLICY_ROLES_MAX) {
            policy_field_refuse(fee, name, "has more than %d roles", POLICY_ROLES_MAX);
            return;
        }
        if (!read_role_name(&map, json_name(member), role))
            continue;
        role->pence = policy_field_int(&map, role->name, 0, max);
        out->count++;
    }
}

static void need_role(const struct policy_object *object, const struct policy_fee *fee,
                      const char *name)
{
    if (!fee->hourly.count && !fee->flat.count)
        policy_field_refuse(object, name, "names no role: nobody would be paid");
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
    fee->bank_rate = policy_field_int(object, "bank_pence_per_hour", 0, POLICY_RATE_MAX);
    fee->voucher_rate =
        policy_field_int_or(object, "voucher_pence_per_hour", 0, POLICY_RATE_MAX, -1);
    read_preparation(object, fee);
}

static void read_hourly_by_role(const struct policy_object *object, struct policy_fee *fee)
{
    struct policy_object flat;

    read_roles(object, "role_pence_per_hour", POLICY_RATE_MAX, &fee->hourly);
    if (policy_field_has(object, "role_flat_pence")) {
        flat = policy_field_object(object, "role_flat_pence");
        read_roles(object, "role_flat_pence", MONEY_MAX, &fee->flat);
        for (size_t i = 0; i < fee->flat.count; i++)
            if (policy_role_pence(&fee->hourly, fee->flat.list[i].name) >= 0)
                policy_field_refuse(&flat, fee->flat.list[i].name,
                                    "is in role_pence_per_hour too: pay a role one way");
    }
    need_role(object, fee, "role_pence_per_hour");
    read_preparation(object, fee);
}

static void read_flat_by_role(const struct policy_object *object, struct policy_fee *fee)
{
    read_roles(object, "role_flat_pence", MONEY_MAX, &fee->flat);
    need_role(object, fee, "role_flat_pence");
    if (!policy_field_bool_or(object, "prep_included_in_flat", true))
        policy_field_refuse(object, "prep_included_in_flat",
                            "must be true: a flat fee has no rate for preparation");
    read_preparation(object, fee);
}

static void read_annual(const struct policy_object *object, struct policy_fee *fee)
{
    char rule[POLICY_TITLE_SIZE] = "";

    fee->annual = policy_field_int(object, "annual_pence", 0, MONEY_MAX);
    fee->instalments = policy_field_int(object, "instalments", 1, 366);
    policy_field_text(object, "instalment_rule", rule, sizeof rule);
    if (rule[0] && !str_starts(rule, "cumulative"))
        policy_field_refuse(object, "instalment_rule", "must begin with \"cumulative\"");
}

static void read_fee(const struct policy_object *top, struct policy_fee *fee)
{
    struct policy_object object = policy_field_object(top, "fee");
    int basis = policy_field_word(
        &object, "basis", WORDS("hourly", "hourly_by_role", "flat_by_role", "annual", "none"));

    fee->voucher_rate = -1;
    fee->joint_flat = -1;
    fee->prep_requires_attendance = true;
    policy_field_only(&object, basis < 0 ? UINT32_MAX : UINT32_C(1) << basis);
    if (basis < 0)
        return;
    fee->basis = (enum policy_basis)basis;
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
        break;
    }
}

static void read_fee_paid(const struct policy_object *top, struct policy_fee *fee)
{
    struct policy_object object;
    int when;

    if (!policy_field_has(top, "fee_paid"))
        return;
    object = policy_field_object(top, "fee_paid");
    policy_field_only(&object, 0);
    when = policy_field_word(&object, "when", WORDS("next_run", "monthly", "weekly"));
    if (when < 0)
        return;
    fee->paid = (enum policy_fee_paid)when;
    if (fee->paid != POLICY_PAID_NEXT_RUN)
        fee->paid_day =
            policy_field_int(&object, "day", 1, fee->paid == POLICY_PAID_WEEKLY ? 7 : 28);
    else if (policy_field_has(&object, "day"))
        policy_field_refuse(&object, "day", "has no meaning with next_run: take it out");
}

static void read_carer(const struct policy_object *top, struct policy_carer *carer)
{
    struct policy_object object = policy_field_object(top, "carer");

    policy_field_only(&object, 0);
    carer->max_per_person = policy_field_int(&object, "max_per_person", 0, 10);
    carer->extra_needs_agreement = policy_field_bool(&object, "extra_needs_advance_agreement");
    carer->blocked_if_supported = policy_field_bool(&object, "blocked_if_existing_support");
    carer->prep_paid = policy_field_bool(&object, "prep_paid");
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
    char in_common_year[WHEN_DATE_SIZE + 1];
    bool from = policy_field_date(top, "valid_from", out->valid_from);
    bool to = policy_field_date(top, "valid_to", out->valid_to);

    if (from && to && strcmp(out->valid_from, out->valid_to) > 0)
        policy_field_refuse(top, "valid_to", "is before valid_from");
    read_month(top, "issued", out->issued);
    read_month(top, "review_due", out->review_due);
    policy_field_text(top, "financial_year_start", out->year_start, sizeof out->year_start);
    snprintf(in_common_year, sizeof in_common_year, "2001-%s", out->year_start);
    if (!policy_field_has(top, "financial_year_start"))
        policy_field_refuse(top, "financial_year_start", "is missing");
    else if (!when_is_date(in_common_year))
        policy_field_refuse(top, "financial_year_start", "must be a month and day like 04-01");
    out->claim_in_same_year =
        policy_field_word(top, "claim_window", WORDS("same_financial_year_as_session", "none")) ==
        0;
}

static void read_under_18(const struct policy_object *top, struct policy *out)
{
    static const enum policy_channel forced[] = {POLICY_BANK, POLICY_VOUCHER};
    int channel = -1;

    if (policy_field_has(top, "under_18_fee_channel"))
        channel = policy_field_word(top, "under_18_fee_channel", WORDS("bank", "voucher"));
    if (channel >= 0)
        out->under_18_channel = forced[channel];
    if (out->under_18_channel == POLICY_VOUCHER && out->fee.basis == POLICY_HOURLY &&
        out->fee.voucher_rate < 0)
        policy_field_refuse(top, "fee.voucher_pence_per_hour",
                            "is missing: those under 18 are paid in vouchers");
}

static void read_who(const struct policy_object *top, struct policy *out)
{
    uint32_t both;

    read_under_18(top, out);
    out->vouchers_one_off_only = policy_field_bool_or(top, "vouchers_one_off_only", false);
    out->types_paid = policy_field_words(top, "session_types_paid", policy_types);
    out->types_unpaid = policy_field_words(top, "session_types_fee_zero_expenses_ok", policy_types);
    both = out->types_paid & out->types_unpaid;
    for (int i = 0; policy_types[i]; i++)
        if (both & UINT32_C(1) << i)
            policy_field_refuse(top, "session_types_fee_zero_expenses_ok",
                                "has %s, which is in session_types_paid too", policy_types[i]);
    out->prior_agreement = policy_field_bool(top, "prior_agreement_required");
    out->late_grace = policy_field_int_or(top, "late_grace_minutes", 0, 240, 0);
    read_carer(top, &out->carer);
}

static void read_id(const struct policy_object *top, const char *name, struct policy *out)
{
    policy_field_text(top, "id", out->id, sizeof out->id);
    if (!json_get(top->json, "id"))
        snprintf(out->id, sizeof out->id, "%.*s", (int)strcspn(name, "."), name);
    if (out->id[strspn(out->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] || !out->id[0])
        policy_field_refuse(top, "id",
                            "must be small letters, digits and hyphens, and so must the file's "
                            "name if there is no id");
}

static void read_title(const struct policy_object *top, const char *name, struct policy *out)
{
    read_id(top, name, out);
    policy_field_text(top, "title", out->title, sizeof out->title);
    if (!out->title[0])
        policy_field_refuse(top, "title", "is missing");
    policy_field_text(top, "source", out->source, sizeof out->source);
    out->illustrative = policy_field_bool_or(top, "illustrative_values", false);
    out->version = policy_field_int_or(top, "version", 1, 1000000, 1);
}

static void read_policy(const struct policy_object *top, const char *name, struct policy *out)
{
    int action;

    policy_field_only(top, 0);
    read_title(top, name, out);
    read_dates(top, out);
    read_fee(top, &out->fee);
    read_fee_paid(top, &out->fee);
    read_who(top, out);
    policy_read_expenses(top, out);
    action = policy_field_word(top, "min_wage_action", WORDS("off", "flag", "top_up"));
    out->wage_action = action < 0 ? POLICY_WAGE_OFF : (enum policy_wage_action)action;
    policy_read_wages(top, out);
}

bool policy_check(struct policy *out, const char *json, size_t length, const char *name,
                  struct bytes *problems)
{
    struct bytes found = {0};
    struct policy_object top = {.problems = &found};
    struct policy policy = {0};
    struct json *tree = NULL;
    struct err err;
    bool ok;

    if (!json_read(&tree, json, length, POLICY_BYTES_MAX, &err))
        bytes_addf(&found, "%s\n", err.text);
    else if (json_kind(tree) != JSON_OBJECT)
        bytes_add_text(&found, "the JSON must be an object\n");
    top.json = tree;
    if (!found.length)
        read_policy(&top, name, &policy);
    json_free(tree);
    ok = found.length == 0;
    bytes_add(problems, found.data, found.length);
    bytes_clear(&found);
    if (ok)
        *out = policy;
    return ok;
}

bool policy_read(struct policy *out, const char *json, size_t length, const char *name,
                 struct err *err)
{
    struct bytes problems = {0};
    const char *first;
    bool ok = policy_check(out, json, length, name, &problems);

    first = bytes_text(&problems);
    if (!ok)
        err_set(err, ERR_INVALID, "policy %.48s: %.*s", name, (int)strcspn(first, "\n"), first);
    bytes_clear(&problems);
    return ok;
}
