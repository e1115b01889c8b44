// SPDX-License-Identifier: Apache-2.0
#include "shared/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static const char base[] =
    "{\"id\":\"base\",\"title\":\"A policy for tests\",\"version\":3,\"issued\":\"2025-10\","
    "\"review_due\":\"2027-10\",\"valid_from\":\"2025-04-01\",\"valid_to\":\"2026-03-31\","
    "\"financial_year_start\":\"04-01\",\"claim_window\":\"same_financial_year_as_session\","
    "\"fee\":{\"basis\":\"hourly\",\"bank_pence_per_hour\":1250,\"voucher_pence_per_hour\":1000,"
    "\"timeswap\":true,\"prep_cap_minutes\":60},\"under_18_fee_channel\":\"voucher\","
    "\"session_types_paid\":[\"agreed_coproduction\"],"
    "\"session_types_fee_zero_expenses_ok\":[\"public_meeting\"],"
    "\"prior_agreement_required\":true,\"carer\":{\"max_per_person\":1,"
    "\"extra_needs_advance_agreement\":true,\"blocked_if_existing_support\":true,"
    "\"prep_paid\":false},\"expenses\":{\"categories\":[\"mileage_car\",\"bus\",\"accommodation\"],"
    "\"excluded\":[\"printing\"],\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450},"
    "\"route\":\"home_to_venue_and_return_only\",\"receipt_required\":true,"
    "\"item_prior_agreement\":false,\"taxi_needs_prior_agreement\":true,"
    "\"least_expensive_required\":true,\"caps_pence\":{\"accommodation_per_night\":9500}},"
    "\"expense_channel\":\"bank\",\"min_wage_action\":\"flag\"}";

#define WAGES(oldest, younger, youngest, text)                                                     \
    {                                                                                              \
        "\"version\":3",                                                                           \
            "\"version\":3,\"minimum_wage_pence_per_hour\":{\"21\":[" oldest "],\"18\":[" younger  \
            "],\"u18\":[" youngest "]}",                                                           \
            text                                                                                   \
    }
#define TABLE                                                                                      \
    "\"mileage_source\":\"hmrc_table\",\"hmrc_threshold_miles\":10000,\"hmrc_table_tenth_pence\":"

// The base with one piece of its text put in the place of another.
static char *with(const char *old, const char *new)
{
    struct bytes out = {0};
    const char *at = strstr(base, old);
    char *text;

    assert_non_null(at);
    bytes_add(&out, base, (size_t)(at - base));
    bytes_add_text(&out, new);
    bytes_add_text(&out, at + strlen(old));
    text = strdup(bytes_text(&out));
    bytes_clear(&out);
    return text;
}

static bool read(const char *json, struct policy *out, struct err *err)
{
    return policy_read(out, json, strlen(json), "test", err);
}

static void test_policy__says_what_its_json_says(void **state)
{
    struct policy policy;
    struct err err;

    (void)state;
    check_ok(read(base, &policy, &err), &err);
    assert_string_equal(policy.id, "base");
    assert_string_equal(policy.review_due, "2027-10");
    assert_int_equal(policy.version, 3);
    assert_int_equal(policy.fee.basis, POLICY_HOURLY);
    assert_int_equal(policy.fee.bank_rate, 1250);
    assert_int_equal(policy.fee.voucher_rate, 1000);
    assert_int_equal(policy.fee.joint_flat, -1);
    assert_int_equal(policy.under_18_channel, POLICY_VOUCHER);
    assert_int_equal(policy.types_paid, 1U << policy_type_find("agreed_coproduction"));
    assert_int_equal(policy.types_unpaid, 1U << policy_type_find("public_meeting"));
    assert_int_equal(policy.expenses.cap_night[POLICY_ACCOMMODATION], 9500);
    assert_int_equal(policy.expenses.cap_day[POLICY_ACCOMMODATION], -1);
    assert_true(policy.expenses.excluded == 1U << POLICY_PRINTING);
    assert_int_equal(policy_mile_row(&policy, "2025-11-12")->below[POLICY_MILEAGE_CAR], 450);
    assert_int_equal(policy_mile_row(&policy, "2025-11-12")->below[POLICY_MILEAGE_BICYCLE], -1);
}

static void test_policy__takes_its_name_where_it_has_no_id(void **state)
{
    char *json = with("\"id\":\"base\",", "");
    struct policy policy;
    struct err err;

    (void)state;
    check_ok(read(json, &policy, &err), &err);
    assert_string_equal(policy.id, "test");
    free(json);
}

static void test_policy__every_name_in_a_list_has_its_place(void **state)
{
    (void)state;
    for (int i = 0; policy_categories[i]; i++)
        assert_int_equal(policy_category_find(policy_categories[i]), i);
    assert_null(policy_categories[POLICY_CATEGORY_COUNT]);
    assert_int_equal(policy_category_find("passenger_supplement"), POLICY_PASSENGER_SUPPLEMENT);
    assert_int_equal(policy_category_find("other_resources"), POLICY_OTHER_RESOURCES);
    assert_int_equal(policy_category_find("Bus"), -1);
    assert_int_equal(policy_type_find("care_plan"), 16);
    assert_int_equal(policy_channel_find("charity"), POLICY_CHARITY);
    assert_int_equal(policy_channel_find("none"), -1);
}

static const struct {
    const char *old;
    const char *new;
    const char *text;
} wrong[] = {
    {"\"version\":3", "\"verison\":3",
     "policy test: verison is not a name that a policy has here: perhaps it is version"},
    {"\"timeswap\":true", "\"annual_pence\":1",
     "fee.annual_pence has no meaning with this basis: take it out"},
    {"\"prep_paid\":false", "\"prep_paid\":false,\"x\":1",
     "carer.x is not a name that a policy has here: take it out"},
    {"\"prep_paid\":false", "\"prep_paid\":false,\"preppaid\":true", "perhaps it is prep_paid"},
    {"\"prep_paid\":false", "\"prep_paid\":false,\"Mrs Jones\":true",
     "carer.? is not a name that a policy has here: take it out"},
    {"\"prep_paid\":false", "\"prep_paid\":false,\"prep_paid\":true",
     "carer.prep_paid: the JSON has this name twice in one object"},
    {":1250", ":1e3", "fee.bank_pence_per_hour: a number is not whole"},
    {":1250", ":9e99", "fee.bank_pence_per_hour: a number is not whole"},
    {":1250", ":9999999999999999999999", "fee.bank_pence_per_hour: a number is too large"},
    {":1250", ":\"12.50\"",
     "fee.bank_pence_per_hour must be a whole number from 0 to 100000, without quotes or a point"},
    {"\"A policy for tests\"", "\"A \\u001b[2J\"", "title must be a text of one line, at most 159"},
    {"\"A policy for tests\"", "[]", "title must be a text of one line"},
    {"\"id\":\"base\"", "\"id\":null", "id must be small letters, digits and hyphens"},
    {"\"04-01\"", "null", "financial_year_start is missing"},
    {"\"basis\":\"hourly\",", "", "fee.basis is missing"},
    {"\"fee\":{", "\"free\":{", "free is not a name that a policy has here: perhaps it is fee"},
    {"\"bank_pence_per_hour\":1250,", "", "fee.bank_pence_per_hour is missing"},
    {":1250", ":\"1250\"", "fee.bank_pence_per_hour must be a whole number from 0 to 100000"},
    {":1250", ":-1", "fee.bank_pence_per_hour must be a whole number from 0 to 100000"},
    {":1250", ":100001", "fee.bank_pence_per_hour must be a whole number from 0 to 100000"},
    {":1250", ":12.50", "fee.bank_pence_per_hour: a number is not whole"},
    {":450", ":45.5", "expenses.mileage_tenth_pence_per_mile.mileage_car: a number is not"},
    {"{\"mileage_car\":450}", "{}",
     "expenses.mileage_tenth_pence_per_mile.mileage_car is missing: the category is listed"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450},", "",
     "expenses.mileage_tenth_pence_per_mile is missing"},
    {"{\"mileage_car\":450}", "{\"mileage_car\":450,\"bus\":1}",
     "expenses.mileage_tenth_pence_per_mile.bus is not a name"},
    {"\"bus\",", "\"buss\",", "...; perhaps bus"},
    {"\"bus\",", "\"mileage_car\",", "expenses.categories[1] stands in the list twice"},
    {"\"bus\",", "7,", "expenses.categories[1] must be one of"},
    {"[\"printing\"]", "[\"bus\"]", "expenses.excluded has bus, which is in categories too"},
    {"[\"printing\"]", "\"printing\"", "expenses.excluded must be a list"},
    {"[\"agreed_coproduction\"]", "[\"workshop\"]", "session_types_paid[0] must be one of"},
    {"[\"agreed_coproduction\"]", "[\"public_meeting\"]",
     "session_types_fee_zero_expenses_ok has public_meeting, which is in session_types_paid too"},
    {"\"expense_channel\":\"bank\"", "\"expense_channel\":\"cheque\"",
     "expense_channel must be one of: bank, cash_on_day, cash_on_day_or_bank"},
    {"\"under_18_fee_channel\":\"voucher\"", "\"under_18_fee_channel\":\"sweets\"",
     "under_18_fee_channel must be one of: bank, voucher"},
    {"\"voucher_pence_per_hour\":1000,", "",
     "fee.voucher_pence_per_hour is missing: those under 18 are paid in vouchers"},
    {"\"basis\":\"hourly\"", "\"basis\":\"daily\"", "fee.basis must be one of: hourly"},
    {"\"flag\"", "\"warn\"", "min_wage_action must be one of: off, flag, top_up"},
    {"\"2026-03-31\"", "\"2025-03-31\"", "valid_to is before valid_from"},
    {"\"2026-03-31\"", "\"2026-02-29\"", "valid_to must be a date"},
    {"\"04-01\"", "\"02-29\"", "financial_year_start must be a month and day like 04-01"},
    {"\"04-01\"", "\"4-1\"", "financial_year_start must be a month and day like 04-01"},
    {"\"2027-10\"", "\"2027-13\"", "review_due must be a month or a date"},
    {"\"prior_agreement_required\":true,", "", "prior_agreement_required is missing"},
    {"\"prior_agreement_required\":true", "\"prior_agreement_required\":1",
     "prior_agreement_required must be true or false"},
    {"accommodation_per_night", "accommodation_per_week",
     "expenses.caps_pence.accommodation_per_week is not a name"},
    {"accommodation_per_night", "yacht_per_night",
     "expenses.caps_pence.yacht_per_night is not a name"},
    {"{\"mileage_car\":450}", "[450]", "expenses.mileage_tenth_pence_per_mile must be an ob"},
    {"\"timeswap\":true", "\"followup_paid\":true", "fee.followup_paid must be false"},
    {"\"base\"", "\"../base\"", "id must be small letters, digits and hyphens"},
    {"\"title\":\"A policy for tests\",", "", "title is missing"},
    {"\"version\":3", "\"version\":3,\"fee_paid\":{\"when\":\"monthly\",\"day\":29}",
     "fee_paid.day must be a whole number from 1 to 28"},
    {"\"version\":3", "\"version\":3,\"fee_paid\":{\"when\":\"next_run\",\"day\":9}",
     "fee_paid.day has no meaning with next_run"},
    {"\"version\":3", "\"version\":3,\"late_grace_minutes\":-1",
     "late_grace_minutes must be a whole number from 0 to 240"},
    {"\"version\":3", "\"version\":3,\"way_home\":\"taxi\"",
     "way_home must be one of: not_offered, ticket_to_come, advance"},
    {"\"version\":3",
     "\"version\":3,\"minimum_wage_pence_per_hour\":{\"21\":[[\"2025-04-01\",1221]],\"18\":["
     "[\"2025-04-02\",1000]],\"u18\":[[\"2025-04-01\",755]]}",
     "minimum_wage_pence_per_hour.18[0] must begin on 2025-04-01, like its row for those of"},
    WAGES("[\"2025-04-02\",3]", "[\"2025-04-02\",2]", "[\"2025-04-02\",1]",
          "minimum_wage_pence_per_hour.21[0] begins after valid_from: days without a wage"),
    WAGES("[\"2025-04-01\",12.21]", "", "", "21[0][1]: a number is not whole"),
    WAGES("[\"2025-04-01\",\"1221\"]", "", "",
          "minimum_wage_pence_per_hour.21[0] must be a day and"),
    WAGES("[\"2025-04-01\",5],[\"2025-04-01\",6]", "", "",
          "minimum_wage_pence_per_hour.21[1] must begin after the row before it: they overlap"),
    WAGES("[\"2025-04-01\",5],[\"2026-04-01\",6]", "[\"2025-04-01\",5]", "",
          "minimum_wage_pence_per_hour.18 must have as many rows as 21 has, 2"),
    WAGES("", "", "", "minimum_wage_pence_per_hour.21 has no row: give it one, or leave the table"),
    {"\"version\":3", "\"version\":3,\"minimum_wage_pence_per_hour\":7",
     "minimum_wage_pence_per_hour must be an object"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450}", TABLE "[]",
     "expenses.hmrc_table_tenth_pence has no row: give it one from valid_from or before"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450}",
     TABLE "[{\"from\":\"2025-04-02\",\"mileage_car\":[450,250]}]",
     "expenses.hmrc_table_tenth_pence[0].from is after valid_from: days without a rate"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450}",
     TABLE "[{\"from\":\"2025-04-01\",\"mileage_car\":[450,250],\"milage_bicycle\":[200,200]}]",
     "[0].milage_bicycle is not a name that a policy has here: perhaps it is mileage_bicycle"},
    {"\"mileage_tenth_pence_per_mile\"",
     "\"hmrc_threshold_miles\":10000,\"mileage_tenth_pence_per_mile\"",
     "expenses.hmrc_threshold_miles has no meaning where mileage_source is policy: take it out"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450}",
     TABLE "[{\"from\":\"2025-04-01\",\"mileage_car\":[450,250]},"
           "{\"from\":\"2025-04-01\",\"mileage_car\":[450,250]}]",
     "expenses.hmrc_table_tenth_pence[1].from must be after the row before it: they overlap"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450}",
     TABLE "[{\"from\":\"2025-04-01\",\"mileage_car\":[450]}]",
     "expenses.hmrc_table_tenth_pence[0].mileage_car must be a pair of whole tenths"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450}", TABLE "[{\"from\":\"2025-04-01\"}]",
     "expenses.hmrc_table_tenth_pence[0].mileage_car is missing: the category is listed"},
    {"\"mileage_tenth_pence_per_mile\":{\"mileage_car\":450}", TABLE "[7]",
     "expenses.hmrc_table_tenth_pence[0] must be an object"},
    {"\"mileage_tenth_pence_per_mile\"",
     "\"mileage_source\":\"hmrc_table\","
     "\"mileage_tenth_pence_per_mile\"",
     "expenses.mileage_tenth_pence_per_mile has no meaning where mileage_source is hmrc_table"},
};

static void test_policy__a_policy_that_is_wrong_says_where_and_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        char *json = with(wrong[i].old, wrong[i].new);
        struct policy policy = {.version = 42};
        struct err err = {0};

        if (read(json, &policy, &err))
            fail_msg("taken: %s", wrong[i].new);
        assert_int_equal(err.kind, ERR_INVALID);
        if (!strstr(err.text, wrong[i].text))
            fail_msg("\"%s\" does not say \"%s\"", err.text, wrong[i].text);
        assert_true(str_starts(err.text, "policy test"));
        assert_int_equal(policy.version, 42);
        free(json);
    }
}

// A person who puts a file right sees all of it at once, and nothing twice or as its own sequel.
static void test_policy__a_check_lists_every_problem_once(void **state)
{
    static const char many[] =
        "{\"id\":\"base\",\"title\":7,\"valid_to\":\"soon\",\"financial_year_start\":\"04-01\","
        "\"claim_window\":\"none\",\"fee\":{\"basis\":\"flat_by_role\",\"role_flat_pence\":"
        "{\"chair\":-1,\"Mrs X\":1},\"prep_cap_minutes\":60},\"session_types_paid\":[\"forums\",9],"
        "\"session_types_fee_zero_expenses_ok\":[],\"prior_agreement_required\":true,"
        "\"carer\":[],\"expenses\":{\"categories\":[\"mileage_car\",\"taxi\"],\"excluded\":"
        "[\"taxi\"],\"mileage_source\":\"hmrc_table\",\"hmrc_table_tenth_pence\":[{\"from\":7}],"
        "\"hmrc_threshold_miles\":1,\"route\":\"any\",\"receipt_required\":true,"
        "\"item_prior_agreement\":false,\"taxi_needs_prior_agreement\":true,"
        "\"least_expensive_required\":true,\"caps_pence\":{\"taxi_per_day\":\"9\"}},"
        "\"expense_channel\":\"bank\",\"min_wage_action\":\"flags\"}";
    struct policy policy = {.version = 42};
    struct bytes problems = {0};

    (void)state;
    assert_false(policy_check(&policy, many, strlen(many), "test", &problems));
    assert_string_equal(
        bytes_text(&problems),
        "title must be a text of one line, at most 159 bytes\n"
        "valid_from is missing\n"
        "valid_to must be a date like 2026-11-23\n"
        "fee.role_flat_pence.chair must be a whole number from 0 to 100000000\n"
        "fee.role_flat_pence.? is no name for a role: use a short word in small letters\n"
        "session_types_paid[0] must be one of: agreed_coproduction, forum, committee, focus_group, "
        "selection_panel, listening_only, ...; perhaps forum\n"
        "session_types_paid[1] must be one of: agreed_coproduction, forum, committee, focus_group, "
        "selection_panel, listening_only, ...\n"
        "carer must be an object\n"
        "expenses.excluded has taxi, which is in categories too\n"
        "expenses.caps_pence.taxi_per_day must be a whole number from 0 to 100000000, without "
        "quotes or a point\n"
        "expenses.hmrc_table_tenth_pence[0].from must be a date like 2026-11-23\n"
        "expenses.hmrc_table_tenth_pence[0].mileage_car is missing: the category is listed and has "
        "no rate\n"
        "min_wage_action must be one of: off, flag, top_up; perhaps flag\n");
    assert_int_equal(policy.version, 42);
    bytes_clear(&problems);
}

// Ten thousand things may be wrong with a file; nobody reads as many.
static void test_policy__a_check_ends_its_list_somewhere(void **state)
{
    struct policy policy;
    struct bytes json = {0};
    struct bytes problems = {0};

    (void)state;
    bytes_add_text(&json, "{\"title\":1");
    for (int i = 0; i < 5000; i++)
        bytes_addf(&json, ",\"n%d\":1", i);
    bytes_add_text(&json, "}");
    assert_false(policy_check(&policy, bytes_text(&json), json.length, "test", &problems));
    assert_in_range(problems.length, 1000, 10000);
    assert_non_null(strstr(bytes_text(&problems), "\nthere is more that is wrong: put this right"));
    bytes_clear(&json);
    bytes_clear(&problems);
}

static void test_policy__what_is_no_object_is_refused(void **state)
{
    static const char *const cases[] = {
        "", "[]", "7", "{", "null", "{}", "{\"fee\":{\"fee\":[[]]}}"};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct policy policy;
        struct err err;

        check_fails(read(cases[i], &policy, &err), &err, ERR_INVALID);
    }
}

static void test_policy__rates_by_role_are_looked_up_by_name(void **state)
{
    char *json = with("\"basis\":\"hourly\",\"bank_pence_per_hour\":1250,"
                      "\"voucher_pence_per_hour\":1000",
                      "\"basis\":\"hourly_by_role\",\"role_pence_per_hour\":{\"member\":1400,"
                      "\"chair\":2000},\"role_flat_pence\":{\"panel\":7500}");
    char *both = with("\"basis\":\"hourly\",\"bank_pence_per_hour\":1250,"
                      "\"voucher_pence_per_hour\":1000",
                      "\"basis\":\"hourly_by_role\",\"role_pence_per_hour\":{\"chair\":1},"
                      "\"role_flat_pence\":{\"chair\":1}");
    struct policy policy;
    struct err err;

    (void)state;
    check_ok(read(json, &policy, &err), &err);
    assert_int_equal(policy_role_pence(&policy.fee.hourly, "chair"), 2000);
    assert_int_equal(policy_role_pence(&policy.fee.flat, "panel"), 7500);
    assert_int_equal(policy_role_pence(&policy.fee.flat, "chair"), -1);
    check_fails(read(both, &policy, &err), &err, ERR_INVALID);
    assert_string_equal(err.text, "policy test: fee.role_flat_pence.chair is in "
                                  "role_pence_per_hour too: pay a role one way");
    free(json);
    free(both);
}

static void test_policy__a_financial_year_begins_on_its_day(void **state)
{
    struct policy policy;
    struct err err;

    (void)state;
    check_ok(read(base, &policy, &err), &err);
    assert_int_equal(policy_year(&policy, "2026-03-31"), 2025);
    assert_int_equal(policy_year(&policy, "2026-04-01"), 2026);
    str_copy(policy.year_start, sizeof policy.year_start, "04-06");
    assert_int_equal(policy_year(&policy, "2026-04-05"), 2025);
    assert_int_equal(policy_year(&policy, "2026-04-06"), 2026);
    assert_int_equal(policy_year(&policy, "2026-12-31"), 2026);
    assert_int_equal(policy_year(&policy, "2027-01-01"), 2026);
}

static void test_policy__the_wage_is_that_of_the_day_and_the_age(void **state)
{
    struct policy policy;
    struct err err;

    (void)state;
    check_ok(read(base, &policy, &err), &err);
    assert_int_equal(policy_wage(&policy, POLICY_21_UP, "2024-03-31"), 0);
    assert_int_equal(policy_wage(&policy, POLICY_21_UP, "2024-04-01"), 1144);
    assert_int_equal(policy_wage(&policy, POLICY_21_UP, "2026-03-31"), 1221);
    assert_int_equal(policy_wage(&policy, POLICY_21_UP, "2026-04-01"), 1271);
    assert_int_equal(policy_wage(&policy, POLICY_18_TO_20, "2026-04-01"), 1085);
    assert_int_equal(policy_wage(&policy, POLICY_UNDER_18, "2025-11-12"), 755);
}

static void test_policy__a_wage_table_of_its_own_comes_before_the_shipped_one(void **state)
{
    char *json = with("\"version\":3",
                      "\"version\":3,\"minimum_wage_pence_per_hour\":{\"21\":[[\"2025-04-01\",2]],"
                      "\"18\":[[\"2025-04-01\",3]],\"u18\":[[\"2025-04-01\",4]]}");
    struct policy policy;
    struct err err;

    (void)state;
    check_ok(read(json, &policy, &err), &err);
    assert_int_equal(policy_wage(&policy, POLICY_21_UP, "2026-04-01"), 2);
    assert_int_equal(policy_wage(&policy, POLICY_UNDER_18, "2026-04-01"), 4);
    free(json);
}

static void test_policy__fees_are_paid_on_the_day_it_names(void **state)
{
    static const struct {
        const char *paid;
        const char *date;
        const char *day;
    } cases[] = {
        {"{\"when\":\"monthly\",\"day\":28}", "2026-11-23", "2026-11-28"},
        {"{\"when\":\"monthly\",\"day\":28}", "2026-11-28", "2026-12-28"},
        {"{\"when\":\"monthly\",\"day\":1}", "2026-12-31", "2027-01-01"},
        {"{\"when\":\"weekly\",\"day\":5}", "2026-11-23", "2026-11-27"},
        {"{\"when\":\"weekly\",\"day\":1}", "2026-11-23", "2026-11-30"},
        {"{\"when\":\"next_run\"}", "2026-11-23", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char member[96];
        char day[WHEN_DATE_SIZE];
        struct policy policy;
        struct err err;
        char *json;

        snprintf(member, sizeof member, "\"version\":3,\"fee_paid\":%s", cases[i].paid);
        json = with("\"version\":3", member);
        check_ok(read(json, &policy, &err), &err);
        assert_int_equal(policy_fee_day(&policy, cases[i].date, day), cases[i].day != NULL);
        if (cases[i].day)
            assert_string_equal(day, cases[i].day);
        free(json);
    }
}

static void test_policy__the_shipped_ones_are_read_and_models_say_so(void **state)
{
    static const struct {
        const char *id;
        bool illustrative;
    } shipped[] = {{"dcc-2025-26", false}, {"sip2-model", true},   {"clinks-model", true},
                   {"hmrc-linked", true},  {"annual-board", true}, {"demo", true}};

    (void)state;
    for (size_t i = 0; i < COUNT(shipped); i++) {
        char path[512];
        struct policy policy;
        struct err err;

        snprintf(path, sizeof path, "%s/../../assets/policies/%s.json", getenv("TEST_SOURCE_DIR"),
                 shipped[i].id);
        check_ok(policy_load(&policy, path, &err), &err);
        assert_string_equal(policy.id, shipped[i].id);
        assert_int_equal(policy.illustrative, shipped[i].illustrative);
    }
}

static void test_policy__a_file_that_is_not_there_is_not_found(void **state)
{
    struct policy policy;
    struct err err;

    (void)state;
    check_fails(policy_load(&policy, "no-such-policy.json", &err), &err, ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy__says_what_its_json_says),
        cmocka_unit_test(test_policy__takes_its_name_where_it_has_no_id),
        cmocka_unit_test(test_policy__every_name_in_a_list_has_its_place),
        cmocka_unit_test(test_policy__a_policy_that_is_wrong_says_where_and_why),
        cmocka_unit_test(test_policy__a_check_lists_every_problem_once),
        cmocka_unit_test(test_policy__a_check_ends_its_list_somewhere),
        cmocka_unit_test(test_policy__what_is_no_object_is_refused),
        cmocka_unit_test(test_policy__rates_by_role_are_looked_up_by_name),
        cmocka_unit_test(test_policy__a_financial_year_begins_on_its_day),
        cmocka_unit_test(test_policy__the_wage_is_that_of_the_day_and_the_age),
        cmocka_unit_test(test_policy__a_wage_table_of_its_own_comes_before_the_shipped_one),
        cmocka_unit_test(test_policy__fees_are_paid_on_the_day_it_names),
        cmocka_unit_test(test_policy__the_shipped_ones_are_read_and_models_say_so),
        cmocka_unit_test(test_policy__a_file_that_is_not_there_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
