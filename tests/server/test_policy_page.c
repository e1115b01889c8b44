// SPDX-License-Identifier: Apache-2.0

// The page that a manager signs: it has all of a policy, and what it says is what is paid. The
// first argument is the rules' examples.json; where it is not at hand its test is skipped.

#include "server/policy_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/plain.h"
#include "server/policies.h"
#include "server/policy_example.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define TODAY "2026-11-23"
#define FULL "full"
#define EXAMPLES_MAX ((size_t)1 << 20)

static const char *examples;
static const uint8_t no_hash[RECORD_HASH_SIZE];

static char *read_text(const char *id)
{
    char path[512];
    struct bytes json = {0};
    struct err err;
    char *text;

    snprintf(path, sizeof path, "%s/../../assets/policies/%s.json", getenv("TEST_SOURCE_DIR"), id);
    check_ok(bytes_read_file(&json, path, POLICY_BYTES_MAX, &err), &err);
    text = strdup(bytes_text(&json));
    bytes_clear(&json);
    return text;
}

static char *replaced(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);
    struct bytes out = {0};
    char *result;

    if (!at)
        fail_msg("the policy has no %s", old);
    bytes_add(&out, text, (size_t)(at - text));
    bytes_add_text(&out, new);
    bytes_add_text(&out, at + strlen(old));
    result = strdup(bytes_text(&out));
    bytes_clear(&out);
    return result;
}

// The shipped one of that id, or one with miles of every kind and wages of its own.
static char *text_of(const char *id)
{
    static const char *const more[][2] = {
        {"\"mileage_car\",", "\"mileage_car\", \"mileage_motorcycle\", \"mileage_bicycle\", "
                             "\"passenger_supplement\","},
        {"\"mileage_car\": 450", "\"mileage_car\": 450, \"mileage_motorcycle\": 11, "
                                 "\"mileage_bicycle\": 12, \"passenger_supplement\": 13"},
        {"\"min_wage_action\"",
         "\"minimum_wage_pence_per_hour\": {\"21\": [[\"2024-04-01\", 1271]], \"18\": "
         "[[\"2024-04-01\", 1085]], \"u18\": [[\"2024-04-01\", 800]]}, \"min_wage_action\""},
    };
    char *text = read_text(str_equal(id, FULL) ? "sip2-model" : id);

    for (size_t i = 0; str_equal(id, FULL) && i < COUNT(more); i++) {
        char *next = replaced(text, more[i][0], more[i][1]);

        free(text);
        text = next;
    }
    return text;
}

static struct policy read_policy(const char *json)
{
    struct policy policy;
    struct err err;

    check_ok(policy_read(&policy, json, strlen(json), "test", &err), &err);
    return policy;
}

static struct policy shipped(const char *id)
{
    char *json = text_of(id);
    struct policy policy = read_policy(json);

    free(json);
    return policy;
}

static char *page_of(const struct policy *policy)
{
    struct bytes out = {0};
    char *page;

    policy_page_write(&out, policy, no_hash, TODAY);
    page = strdup(bytes_text(&out));
    bytes_clear(&out);
    return page;
}

// Each name with a policy, and what to change in it; NULL where a name has but one value.
static const struct {
    const char *name;
    const char *id;
    const char *old;
    const char *new;
} changes[] = {
    {"id", "sip2-model", "\"id\": \"sip2-model\"", "\"id\": \"sip3-model\""},
    {"title", "sip2-model", "Model for Wales", "Model for Powys"},
    {"source", "sip2-model", "after Stronger", "before Stronger"},
    {"illustrative_values", "sip2-model", "\"illustrative_values\": true",
     "\"illustrative_values\": false"},
    {"version", "dcc-2025-26", "\"version\": 1", "\"version\": 2"},
    {"issued", "dcc-2025-26", "\"issued\": \"2025-10\"", "\"issued\": \"2025-11\""},
    {"review_due", "dcc-2025-26", "2027-10", "2027-11"},
    {"valid_from", "dcc-2025-26", "2025-04-01", "2025-04-02"},
    {"valid_to", "dcc-2025-26", "2026-03-31", "2026-03-30"},
    {"financial_year_start", "dcc-2025-26", "04-01\",\n  \"claim", "04-06\",\n  \"claim"},
    {"claim_window", "dcc-2025-26", "same_financial_year_as_session", "none"},
    {"fee.basis", "hmrc-linked", "\"none\"\n",
     "\"annual\", \"annual_pence\": 1, \"instalments\": 1\n"},
    {"fee.bank_pence_per_hour", "dcc-2025-26", "1250", "1251"},
    {"fee.voucher_pence_per_hour", "dcc-2025-26", "1000", "1001"},
    {"fee.role_pence_per_hour", "sip2-model", "1400", "1401"},
    {"fee.role_flat_pence", "sip2-model", "7500", "7501"},
    {"fee.joint_event_flat_pence", "clinks-model", "4500", "4501"},
    {"fee.timeswap", "dcc-2025-26", "\"timeswap\": true", "\"timeswap\": false"},
    {"fee.prep_cap_minutes", "dcc-2025-26", "\"prep_cap_minutes\": 60", "\"prep_cap_minutes\": 61"},
    {"fee.prep_requires_attendance", "dcc-2025-26", "\"prep_requires_attendance\": true",
     "\"prep_requires_attendance\": false"},
    {"fee.prep_included_in_flat", NULL, NULL, NULL},
    {"fee.followup_paid", NULL, NULL, NULL},
    {"fee.annual_pence", "annual-board", "350000", "350001"},
    {"fee.instalments", "annual-board", "\"instalments\": 12", "\"instalments\": 13"},
    {"fee.instalment_rule", NULL, NULL, NULL},
    {"fee_paid.when", "dcc-2025-26", "\"version\": 1",
     "\"version\": 1, \"fee_paid\": {\"when\": \"weekly\", \"day\": 5}"},
    {"fee_paid.day", "dcc-2025-26", "\"version\": 1",
     "\"version\": 1, \"fee_paid\": {\"when\": \"monthly\", \"day\": 7}"},
    {"under_18_fee_channel", "sip2-model", "\"under_18_fee_channel\": null",
     "\"under_18_fee_channel\": \"voucher\""},
    {"vouchers_one_off_only", "sip2-model", "\"vouchers_one_off_only\": false",
     "\"vouchers_one_off_only\": true"},
    {"session_types_paid", "sip2-model", "\"focus_group\", ", ""},
    {"session_types_fee_zero_expenses_ok", "sip2-model", "[\"listening_only\", ", "["},
    {"prior_agreement_required", "sip2-model", "\"prior_agreement_required\": true",
     "\"prior_agreement_required\": false"},
    {"late_grace_minutes", "dcc-2025-26", "\"version\": 1",
     "\"version\": 1, \"late_grace_minutes\": 10"},
    {"carer.max_per_person", "sip2-model", "\"max_per_person\": 1", "\"max_per_person\": 2"},
    {"carer.extra_needs_advance_agreement", "sip2-model", "advance_agreement\": true",
     "advance_agreement\": false"},
    {"carer.blocked_if_existing_support", "sip2-model", "existing_support\": false",
     "existing_support\": true"},
    {"carer.prep_paid", "sip2-model", "\"prep_paid\": true", "\"prep_paid\": false"},
    {"expenses.categories", "sip2-model", "\"parking\",", ""},
    {"expenses.excluded", "sip2-model", "\"excluded\": []", "\"excluded\": [\"laptop\"]"},
    {"expenses.unlisted_action", NULL, NULL, NULL},
    {"expenses.mileage_source", "sip2-model",
     "\"mileage_tenth_pence_per_mile\": {\n      \"mileage_car\": 450\n    },\n    "
     "\"mileage_source\": \"policy\"",
     "\"mileage_source\": \"hmrc_table\", \"hmrc_threshold_miles\": 9, \"hmrc_table_tenth_pence\": "
     "[{\"from\": \"2026-04-01\", \"mileage_car\": [450, 250]}]"},
    {"expenses.mileage_tenth_pence_per_mile.mileage_car", "sip2-model", "450", "455"},
    {"expenses.mileage_tenth_pence_per_mile.mileage_motorcycle", FULL, "mileage_motorcycle\": 11",
     "mileage_motorcycle\": 9"},
    {"expenses.mileage_tenth_pence_per_mile.mileage_bicycle", FULL, "mileage_bicycle\": 12",
     "mileage_bicycle\": 9"},
    {"expenses.mileage_tenth_pence_per_mile.passenger_supplement", FULL, "supplement\": 13",
     "supplement\": 9"},
    {"expenses.hmrc_table_tenth_pence.from", "hmrc-linked", "2026-04-06", "2026-04-05"},
    {"expenses.hmrc_table_tenth_pence.mileage_car", "hmrc-linked", "[550, 250]", "[550, 251]"},
    {"expenses.hmrc_table_tenth_pence.mileage_motorcycle", "hmrc-linked", "240, 240", "241, 240"},
    {"expenses.hmrc_table_tenth_pence.mileage_bicycle", "hmrc-linked", "200, 200", "201, 200"},
    {"expenses.hmrc_table_tenth_pence.passenger_supplement", "hmrc-linked", "50, 50", "51, 50"},
    {"expenses.hmrc_threshold_miles", "hmrc-linked", "10000", "10001"},
    {"expenses.mileage_rounding", "sip2-model", "\"mileage_source\": \"policy\"",
     "\"mileage_source\": \"policy\", \"mileage_rounding\": \"floor\""},
    {"expenses.route", "sip2-model", "home_to_venue_and_return_only", "any"},
    {"expenses.receipt_required", "sip2-model", "\"receipt_required\": true",
     "\"receipt_required\": false"},
    {"expenses.item_prior_agreement", "sip2-model", "\"item_prior_agreement\": true",
     "\"item_prior_agreement\": false"},
    {"expenses.taxi_needs_prior_agreement", "sip2-model", "\"taxi_needs_prior_agreement\": true",
     "\"taxi_needs_prior_agreement\": false"},
    {"expenses.least_expensive_required", "sip2-model", "\"least_expensive_required\": true",
     "\"least_expensive_required\": false"},
    {"expenses.in_lieu_becomes_fee", "clinks-model", "\"in_lieu_becomes_fee\": true",
     "\"in_lieu_becomes_fee\": false"},
    {"expenses.caps_pence", "sip2-model", "9500", "9501"},
    {"expense_channel", "sip2-model", "\"cash_on_day\"", "\"cash_on_day_or_bank\""},
    {"cash_needs", "sip2-model", "\"entitlement_evidence\", ", ""},
    {"cash_when_short", "sip2-model", "\"min_wage_action\"",
     "\"cash_when_short\": \"smallest_first\", \"min_wage_action\""},
    {"way_home", "sip2-model", "\"min_wage_action\"",
     "\"way_home\": \"advance\", \"min_wage_action\""},
    {"min_wage_action", "sip2-model", "\"flag\"", "\"top_up\""},
    {"minimum_wage_pence_per_hour.21", FULL, "1271", "1272"},
    {"minimum_wage_pence_per_hour.18", FULL, "1085", "1086"},
    {"minimum_wage_pence_per_hour.u18", FULL, "800", "801"},
};

static void test_policy_page__every_name_that_changes_changes_the_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(changes); i++) {
        char *json;
        char *other_json;
        char *page;
        char *other_page;
        struct policy policy;

        if (!changes[i].id)
            continue;
        json = text_of(changes[i].id);
        other_json = replaced(json, changes[i].old, changes[i].new);
        policy = read_policy(json);
        page = page_of(&policy);
        policy = read_policy(other_json);
        other_page = page_of(&policy);
        if (str_equal(page, other_page))
            fail_msg("%s changes nothing on the page", changes[i].name);
        free(json);
        free(other_json);
        free(page);
        free(other_page);
    }
}

static bool is_object(const char *name)
{
    for (const struct policy_name *other = policy_names; other->path; other++)
        if (str_starts(other->path, name) && other->path[strlen(name)] == '.')
            return true;
    return false;
}

static void test_policy_page__no_name_is_left_out_of_that(void **state)
{
    (void)state;
    for (const struct policy_name *name = policy_names; name->path; name++) {
        bool tried = is_object(name->path);

        for (size_t i = 0; i < COUNT(changes); i++)
            tried = tried || str_equal(changes[i].name, name->path);
        if (!tried)
            fail_msg("nobody has tried %s", name->path);
    }
}

static void check_differs(const struct policy *policy, const char *page, const char *what, int of)
{
    char *other = page_of(policy);

    if (str_equal(page, other))
        fail_msg("%s %d changes nothing on the page", what, of);
    free(other);
}

static void test_policy_page__has_every_category_with_its_caps_and_every_type(void **state)
{
    struct policy policy = shipped("sip2-model");
    struct policy none;
    char *page;

    (void)state;
    policy.types_paid = policy.types_unpaid = policy.expenses.listed = policy.expenses.excluded = 0;
    none = policy;
    page = page_of(&policy);
    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++) {
        policy = none;
        policy.expenses.excluded = UINT32_C(1) << i;
        check_differs(&policy, page, "excluding", i);
    }
    for (int i = 0; policy_types[i]; i++) {
        policy = none;
        policy.types_paid = UINT32_C(1) << i;
        check_differs(&policy, page, "paying type", i);
        policy = none;
        policy.types_unpaid = UINT32_C(1) << i;
        check_differs(&policy, page, "costs of type", i);
    }
    free(page);
    for (int i = POLICY_BY_THE_MILE; i < POLICY_CATEGORY_COUNT; i++) {
        none.expenses.listed = UINT32_C(1) << i;
        page = page_of(&none);
        policy = none;
        policy.expenses.cap_day[i] = 5;
        check_differs(&policy, page, "a day's cap for", i);
        policy = none;
        policy.expenses.cap_night[i] = 5;
        check_differs(&policy, page, "a night's cap for", i);
        free(page);
    }
}

static void check_line(const char *page, const char *line)
{
    if (!strstr(page, line))
        fail_msg("the page does not say: %s", line);
}

static void test_policy_page__says_what_derbyshire_pays_to_the_penny(void **state)
{
    struct policy policy = shipped("dcc-2025-26");
    char *page = page_of(&policy);

    (void)state;
    check_line(page, "by bank: two hours and half an hour of preparation .............. £31.25\n");
    check_line(page, "by bank: 45 minutes .............................................. £9.38\n");
    check_line(page, "in vouchers: one hour ........................................... £10.00\n");
    check_line(page, "as time credit: two hours and half an hour of preparation ... 2 h 30 min\n");
    check_line(page, "under 18: two hours and half an hour of preparation ............. £25.00\n");
    check_line(page, "12.3 miles by car ................................................ £5.54\n");
    check_line(page, "bus, £4.80 without a ticket (NO_RECEIPT) ......................... £0.00\n");
    check_line(page, "21 and over: £12.21 an hour; bank not below it; vouchers BELOW it\n");
    check_line(page, "For meetings  from 1 April 2025 to 31 March 2026\n");
    check_line(page, "! Its rates ended on 31 March 2026: nothing is paid for a later meeting");
    free(page);
}

static void test_policy_page__gives_a_fee_for_the_meeting_as_long_as_it_is_no_less(void **state)
{
    struct policy policy = shipped("clinks-model");
    char *page = page_of(&policy);
    struct facts facts;

    (void)state;
    check_line(page, "21 and over: £12.71 an hour; member not below it up to 3 h 08 min");
    policy_example_facts(&facts, &policy, "2026-04-01", 188);
    assert_false(policy_example_below_wage(&policy, &facts));
    policy_example_facts(&facts, &policy, "2026-04-01", 189);
    assert_true(policy_example_below_wage(&policy, &facts));
    free(page);
}

// A year in twelve parts, and that they make the year.
static void test_policy_page__shows_that_the_parts_make_the_whole(void **state)
{
    struct policy policy = shipped("annual-board");
    char *page = page_of(&policy);

    (void)state;
    check_line(page, "Part 2 ......................................................... £291.66\n");
    check_line(page, "All parts .................................................... £3,500.00\n");
    free(page);
}

static size_t characters(const char *line, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)line[i] & 0xC0) != 0x80;
    return count;
}

static void test_policy_page__fits_a_sheet_whatever_the_words(void **state)
{
    static const char *const ids[] = {"dcc-2025-26", "sip2-model",   "clinks-model",
                                      "hmrc-linked", "annual-board", "demo"};

    (void)state;
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct policy policy = shipped(ids[i]);
        char *page;

        memset(policy.fee.hourly.list[0].name, 'w', POLICY_ROLE_SIZE - 1);
        page = page_of(&policy);
        for (const char *line = page; *line; line += strcspn(line, "\n") + 1)
            if (characters(line, strcspn(line, "\n")) > PLAIN_WIDTH)
                fail_msg("too wide in %s: %.*s", ids[i], (int)strcspn(line, "\n"), line);
        free(page);
    }
}

// A line is as good as another: what is looked for may begin in one and end in the next.
static void join_lines(char *page)
{
    char *to = page;

    for (const char *at = page; *at; at++)
        if ((*at != ' ' && *at != '\n') || (to > page && to[-1] != ' '))
            *to++ = (char)(*at == '\n' ? ' ' : *at);
    *to = '\0';
}

static char *joined_page(const char *json)
{
    struct policy policy = read_policy(json);
    char *page = page_of(&policy);

    join_lines(page);
    return page;
}

static void test_policy_page__says_each_choice_in_a_sentence_of_its_own(void **state)
{
    static const struct {
        const char *id;
        const char *old;
        const char *new;
        const char *before;
        const char *after;
    } choices[] = {
        {"dcc-2025-26", "home_to_venue_and_return_only", "any",
         "Miles count from home to the venue and back", "All miles claimed are paid."},
        {"dcc-2025-26", "\"receipt_required\": true", "\"receipt_required\": false",
         "A ticket or receipt is needed", "No receipt is needed."},
        {"sip2-model", "\"item_prior_agreement\": true", "\"item_prior_agreement\": false",
         "Each kind of cost must have been agreed", "need not be agreed one by one."},
        {"sip2-model", "\"taxi_needs_prior_agreement\": true",
         "\"taxi_needs_prior_agreement\": false", "taxi: what it cost, only if agreed before",
         "taxi: what it cost - parking"},
        {"dcc-2025-26", "\"least_expensive_required\": true", "\"least_expensive_required\": false",
         "The cheaper way must be used", "Nobody looks whether a cheaper way"},
        {"clinks-model", "\"in_lieu_becomes_fee\": true", "\"in_lieu_becomes_fee\": false",
         "that is a payment, and goes with the fee", "Nothing is given in place of a receipt"},
        {"dcc-2025-26", "\"prior_agreement_required\": true", "\"prior_agreement_required\": false",
         "must have been agreed with the person before it begins",
         "Nothing has to be agreed with the person beforehand."},
        {"dcc-2025-26", "existing_support\": true", "existing_support\": false",
         "Not when the person has support already",
         "Also when the person has other support already."},
        {"dcc-2025-26", "advance_agreement\": true", "advance_agreement\": false",
         "a further one only if that was agreed", "a further one needs no agreement, and is paid."},
        {"sip2-model", "\"prep_paid\": true", "\"prep_paid\": false",
         "Their preparation is paid like everybody's.", "Their preparation is not paid."},
        {"dcc-2025-26", "same_financial_year_as_session", "none", "CLAIM_OUTSIDE_FINANCIAL_YEAR",
         "A claim may be made in any year after its meeting."},
        {"dcc-2025-26", "\"prep_requires_attendance\": true", "\"prep_requires_attendance\": false",
         "did not come is not paid for that", "did not come is paid for preparing"},
        {"dcc-2025-26", "\"under_18_fee_channel\": \"voucher\"", "\"under_18_fee_channel\": null",
         "get it in vouchers only", "People under 18 choose like everybody else."},
        {"sip2-model", "\"cash_on_day\"", "\"bank\"",
         "Cash is handed out by the nominated person only",
         "Costs are paid by bank, and not in cash"},
        {"sip2-model", "\"flag\"", "\"top_up\"", "marked for the office to see",
         "is raised to it by a line of its own"},
        {"dcc-2025-26", "\"flag\"", "\"off\"", "marked for the office to see",
         "The program compares nothing"},
        {"dcc-2025-26", "\"timeswap\": true", "\"timeswap\": false",
         "as time credit: minutes, and no money", "to a charity of their choice"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(choices); i++) {
        char *json = text_of(choices[i].id);
        char *other = replaced(json, choices[i].old, choices[i].new);
        char *page = joined_page(json);
        char *other_page = joined_page(other);

        check_line(page, choices[i].before);
        check_line(other_page, choices[i].after);
        if (strstr(other_page, choices[i].before))
            fail_msg("still said: %s", choices[i].before);
        free(json);
        free(other);
        free(page);
        free(other_page);
    }
}

static void test_policy_page__has_room_for_as_many_roles_as_there_may_be(void **state)
{
    struct policy policy = shipped("sip2-model");
    struct policy_roles *roles = &policy.fee.hourly;
    char *page;

    (void)state;
    policy.fee.flat.count = 0;
    for (roles->count = 0; roles->count < POLICY_ROLES_MAX; roles->count++) {
        struct policy_role *role = &roles->list[roles->count];

        memset(role->name, 'm', POLICY_ROLE_SIZE - 1);
        snprintf(role->name + POLICY_ROLE_SIZE - 3, 3, "%02zu", roles->count);
        role->pence = 1300;
    }
    page = page_of(&policy);
    check_line(page, "mmm00, an hour ");
    check_line(page, "mmm31, an hour ");
    check_line(page, "mmm31: 45 minutes ");
    check_line(page, "mmm31 not");
    policy.fee.flat = policy.fee.hourly;
    policy.fee.hourly.count = 0;
    policy.fee.basis = POLICY_FLAT_BY_ROLE;
    free(page);
    page = page_of(&policy);
    check_line(page, "mmm31 not");
    free(page);
}

static struct json *read_examples(void)
{
    struct bytes text = {0};
    struct json *tree;
    struct err err;

    check_ok(bytes_read_file(&text, examples, EXAMPLES_MAX, &err), &err);
    check_ok(json_read(&tree, bytes_text(&text), text.length, EXAMPLES_MAX, &err), &err);
    bytes_clear(&text);
    return tree;
}

// Whatever a worked example of the rules refuses, the page of its policy has said before.
static void test_policy_page__has_every_refusal_of_the_worked_examples(void **state)
{
    const struct json *example;
    const struct json *refused;
    struct json *tree;

    (void)state;
    if (access(examples, R_OK) != 0)
        skip();
    tree = read_examples();
    for (example = json_first(json_get(tree, "examples")); example; example = json_next(example)) {
        struct policy policy = shipped(json_text(json_get(example, "policy")));
        char *page = page_of(&policy);

        refused = json_first(json_get(json_get(example, "expected"), "rejected"));
        for (; refused; refused = json_next(refused))
            if (!strstr(page, json_text(json_get(refused, "code"))))
                fail_msg("%s: the page has no %s", json_text(json_get(example, "id")),
                         json_text(json_get(refused, "code")));
        free(page);
    }
    json_free(tree);
}

static void test_policy_page__carries_the_hash_that_claims_carry(void **state)
{
    struct body_attendance_arrived there;
    struct body_claim claim;
    struct hall hall;
    struct bytes json = {0};
    struct bytes out = {0};
    uint8_t hash[RECORD_HASH_SIZE];
    char hex[2 * RECORD_HASH_SIZE + 1];
    char *text = text_of("demo");
    struct policy policy = read_policy(text);
    struct err err;

    (void)state;
    hall_open(&hall);
    there = hall_arrival(&hall, 0);
    hall_fill_claim(&hall, &there, 480, &claim);
    bytes_add_text(&json, text);
    check_ok(policies_body(&json, hash, &policy, &err), &err);
    assert_memory_equal(hash, claim.policy_hash, RECORD_HASH_SIZE);
    policy_page_write(&out, &policy, hash, TODAY);
    str_hex(hex, hash, RECORD_HASH_SIZE);
    check_line(bytes_text(&out), hex + RECORD_HASH_SIZE);
    hex[RECORD_HASH_SIZE] = '\0';
    check_line(bytes_text(&out), hex);
    hall_close(&hall);
    bytes_clear(&json);
    bytes_clear(&out);
    free(text);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy_page__every_name_that_changes_changes_the_page),
        cmocka_unit_test(test_policy_page__no_name_is_left_out_of_that),
        cmocka_unit_test(test_policy_page__has_every_category_with_its_caps_and_every_type),
        cmocka_unit_test(test_policy_page__says_what_derbyshire_pays_to_the_penny),
        cmocka_unit_test(test_policy_page__gives_a_fee_for_the_meeting_as_long_as_it_is_no_less),
        cmocka_unit_test(test_policy_page__shows_that_the_parts_make_the_whole),
        cmocka_unit_test(test_policy_page__fits_a_sheet_whatever_the_words),
        cmocka_unit_test(test_policy_page__says_each_choice_in_a_sentence_of_its_own),
        cmocka_unit_test(test_policy_page__has_room_for_as_many_roles_as_there_may_be),
        cmocka_unit_test(test_policy_page__has_every_refusal_of_the_worked_examples),
        cmocka_unit_test(test_policy_page__carries_the_hash_that_claims_carry),
    };

    examples = argc > 1 ? argv[1] : "";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
