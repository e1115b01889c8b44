// SPDX-License-Identifier: Apache-2.0
#include "shared/assess.h"

#include "shared/str.h"

struct reason {
    const char *code;
    const char *words;
    const char *rule;
};

static const struct reason reasons[ASSESS_REASON_COUNT] = {
    [ASSESS_PAID] = {"", "", ""},
    [ASSESS_NO_ATTENDANCE] =
        {"NO_ATTENDANCE",
         "no attendance recorded, so no attendance fee and no expenses of attending", "D26"},
    [ASSESS_PREP_WITHOUT_ATTENDANCE] =
        {"PREP_WITHOUT_ATTENDANCE",
         "preparation is paid only with attendance; held for the responsible officer", "A2"},
    [ASSESS_PREP_OVER_CAP] = {"PREP_OVER_CAP", "preparation minutes above the policy cap", "D09"},
    [ASSESS_NO_RATE_IN_FORCE] = {"NO_RATE_IN_FORCE",
                                 "the policy version has no rates for the session date", "D07"},
    [ASSESS_CLAIM_OUTSIDE_FINANCIAL_YEAR] =
        {"CLAIM_OUTSIDE_FINANCIAL_YEAR", "claim made after the financial year of the work ended",
         "D28"},
    [ASSESS_SESSION_TYPE_EXCLUDED] = {"SESSION_TYPE_EXCLUDED",
                                      "policy does not pay for this type of session", "D05"},
    [ASSESS_LISTENING_ONLY] =
        {"LISTENING_ONLY",
         "no fee for attending only to listen, or a public meeting attended out of choice", "S20"},
    [ASSESS_NO_PRIOR_AGREEMENT] = {"NO_PRIOR_AGREEMENT",
                                   "engagement was not agreed before it started", "D21"},
    [ASSESS_NOT_OPTED_IN] = {"NOT_OPTED_IN", "person was opted out when the session started",
                             "C17"},
    [ASSESS_PAID_CAPACITY] = {"PAID_CAPACITY", "person attended in a paid capacity", "D03"},
    [ASSESS_CARER_ALREADY_SUPPORTED] = {"CARER_ALREADY_SUPPORTED",
                                        "person already has carer support in place", "D18"},
    [ASSESS_CARER_LIMIT] = {"CARER_LIMIT",
                            "more than one carer and the extra carer was not agreed in advance",
                            "D19"},
    [ASSESS_NO_RECEIPT] = {"NO_RECEIPT", "no receipt or ticket", "D15"},
    [ASSESS_OVER_RECEIPT] = {"OVER_RECEIPT",
                             "amount above the receipt; only the exact amount is reimbursed",
                             "C25"},
    [ASSESS_OVER_CAP] = {"OVER_CAP", "amount above the policy maximum", "S15"},
    [ASSESS_ROUTE_NOT_HOME_VENUE] = {"ROUTE_NOT_HOME_VENUE", "miles beyond home to venue and back",
                                     "D17"},
    [ASSESS_TAXI_NOT_AGREED] = {"TAXI_NOT_AGREED", "taxi not agreed in advance", "D16"},
    [ASSESS_NOT_LEAST_EXPENSIVE] =
        {"NOT_LEAST_EXPENSIVE", "a cheaper suitable option was available and no reason was agreed",
         "D16"},
    [ASSESS_CATEGORY_EXCLUDED] = {"CATEGORY_EXCLUDED", "policy says this cost cannot be claimed",
                                  "D29"},
    [ASSESS_CATEGORY_NOT_LISTED] = {"CATEGORY_NOT_LISTED",
                                    "policy does not list this cost; referred to the budget holder",
                                    "D06"},
    [ASSESS_NOT_AGREED_IN_ADVANCE] = {"NOT_AGREED_IN_ADVANCE",
                                      "this expense item was not agreed in advance", "S13"},
    [ASSESS_ALREADY_PREPAID] = {"ALREADY_PREPAID", "organisation booked and paid this journey",
                                "C27"},
    [ASSESS_DUPLICATE_RECEIPT] = {"DUPLICATE_RECEIPT", "the same receipt is already on a claim",
                                  "S24"},
    [ASSESS_AMBIGUOUS_LOCAL_TIME] =
        {"AMBIGUOUS_LOCAL_TIME",
         "typed local time happens twice on the day the clocks go back; needs UTC or confirmation",
         "2"},
};

enum assess_reason assess_reason_find(const char *code)
{
    for (int i = ASSESS_PAID + 1; i < ASSESS_REASON_COUNT; i++)
        if (str_equal(reasons[i].code, code))
            return (enum assess_reason)i;
    return ASSESS_PAID;
}

const char *assess_reason_code(enum assess_reason reason)
{
    return reasons[reason].code;
}

const char *assess_reason_words(const char *code)
{
    enum assess_reason reason = assess_reason_find(code);

    return reason ? reasons[reason].words : NULL;
}

const char *assess_reason_rule(const char *code)
{
    enum assess_reason reason = assess_reason_find(code);

    return reason ? reasons[reason].rule : NULL;
}
