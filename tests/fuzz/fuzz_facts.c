// SPDX-License-Identifier: Apache-2.0
#include "shared/facts.h"

#include <assert.h>
#include <string.h>

#include "shared/assess.h"
#include "shared/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const policies[] = {
    "{\"title\":\"hourly\",\"valid_from\":\"1900-01-01\",\"valid_to\":\"9999-12-31\","
    "\"financial_year_start\":\"04-01\",\"claim_window\":\"none\",\"fee\":{\"basis\":\"hourly\","
    "\"bank_pence_per_hour\":100000,\"timeswap\":true,\"prep_cap_minutes\":1440},"
    "\"session_types_paid\":[\"forum\"],\"session_types_fee_zero_expenses_ok\":[],"
    "\"prior_agreement_required\":false,\"carer\":{\"max_per_person\":1,"
    "\"extra_needs_advance_agreement\":true,\"blocked_if_existing_support\":true,"
    "\"prep_paid\":true},\"expenses\":{\"categories\":[\"mileage_car\",\"bus\",\"subsistence\"],"
    "\"excluded\":[],\"mileage_tenth_pence_per_mile\":{\"mileage_car\":10000},\"route\":\"any\","
    "\"receipt_required\":true,\"item_prior_agreement\":false,\"taxi_needs_prior_agreement\":true,"
    "\"least_expensive_required\":true,\"in_lieu_becomes_fee\":true,"
    "\"caps_pence\":{\"subsistence_per_day\":1000}},\"expense_channel\":\"cash_on_day\","
    "\"min_wage_action\":\"top_up\",\"late_grace_minutes\":240}",
    "{\"title\":\"yearly\",\"valid_from\":\"1900-01-01\",\"valid_to\":\"9999-12-31\","
    "\"financial_year_start\":\"04-06\",\"claim_window\":\"none\",\"fee\":{\"basis\":\"annual\","
    "\"annual_pence\":100000000,\"instalments\":366},\"session_types_paid\":[],"
    "\"session_types_fee_zero_expenses_ok\":[],\"prior_agreement_required\":false,"
    "\"carer\":{\"max_per_person\":0,\"extra_needs_advance_agreement\":false,"
    "\"blocked_if_existing_support\":false,\"prep_paid\":true},\"expenses\":{\"categories\":"
    "[\"mileage_car\"],\"excluded\":[],\"mileage_source\":\"hmrc_table\","
    "\"hmrc_threshold_miles\":1000000,\"hmrc_table_tenth_pence\":[{\"from\":\"1900-01-01\","
    "\"mileage_car\":[10000,10000]}],\"route\":\"any\",\"receipt_required\":false,"
    "\"item_prior_agreement\":false,\"taxi_needs_prior_agreement\":false,"
    "\"least_expensive_required\":false,\"caps_pence\":{}},\"expense_channel\":\"bank\","
    "\"min_wage_action\":\"off\"}",
};

// Facts that were taken are assessed without a surprise, and the answer can be written.
static void assess_under(const char *text, const struct facts *facts)
{
    struct bytes out = {0};
    struct assessment assessment;
    struct policy policy;
    struct err err;
    bool ok = policy_read(&policy, text, strlen(text), "fuzz", &err);

    assert(ok);
    (void)ok;
    assess(&policy, facts, &assessment);
    assert(assessment.fee_pence + assessment.fee_waived_pence == assessment.fee_offered_pence);
    assert(assessment.total_pence == assessment.fee_pence + assessment.expenses_pence);
    assess_write(&out, &assessment);
    shape_write(&facts_shape, &out, NULL, facts);
    bytes_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct facts facts;
    struct json *tree;
    struct err err = {0};
    bool ok;

    if (!json_read(&tree, (const char *)data, size, FACTS_BYTES_MAX, &err))
        return 0;
    ok = facts_read(&facts, tree, &err);
    json_free(tree);
    if (!ok) {
        assert(err.kind == ERR_INVALID && err.text[0]);
        return 0;
    }
    for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++)
        assess_under(policies[i], &facts);
    return 0;
}
