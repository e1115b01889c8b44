// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_refusal.h"

#include <assert.h>
#include <stddef.h>

static const struct {
    const char *code;
    const char *words;
} refusals[DESK_REFUSALS] = {
    [DESK_ALLOWED] = {"ALLOWED", NULL},
    [DESK_LOCKED] = {"DESK_LOCKED", "desk.why.locked"},
    [DESK_NOT_NOMINATED] = {"CASH_REFUSED_NOT_NOMINATED", "desk.why.payer"},
    [DESK_NOT_YET] = {"NOMINATION_NOT_BEGUN", "desk.why.not.yet"},
    [DESK_NO_LONGER] = {"NOMINATION_ENDED", "desk.why.no.longer"},
    [DESK_NOT_HOST] = {"NOT_A_HOST", "desk.why.host"},
    [DESK_NO_SECOND] = {"TWO_PEOPLE_COUNT", "desk.why.second"},
    [DESK_OWN_CLAIM] = {"OWN_CLAIM", "desk.why.own"},
    [DESK_OVER_LIMIT] = {"CASH_REFUSED_BUDGET", "desk.why.limit"},
    [DESK_NO_FLOAT] = {"NO_FLOAT", "desk.why.no.float"},
    [DESK_FLOAT_THERE] = {"FLOAT_IS_OPEN", "desk.why.float.there"},
    [DESK_FLOAT_SMALL] = {"FLOAT_TOO_SMALL", "desk.why.float.small"},
    [DESK_FLOAT_OPEN] = {"FLOAT_NOT_COUNTED", "desk.why.float.open"},
    [DESK_WRONG_SUM] = {"COINS_DIFFER", "desk.why.sum"},
    [DESK_NO_REASON] = {"DIFFERENCE_WITHOUT_REASON", "desk.why.reason"},
    [DESK_MONEY_HELD] = {"MONEY_HELD", "desk.why.money.held"},
    [DESK_WITHDRAWN] = {"CLAIM_WITHDRAWN", "desk.why.withdrawn"},
    [DESK_NOTHING_DUE] = {"NOTHING_DUE", "desk.why.nothing"},
    [DESK_PAID_HERE] = {"PAID_HERE", "desk.why.paid"},
    [DESK_PAID_BY_OFFICE] = {"PAID_BY_OFFICE", "desk.why.office"},
    [DESK_PAID_ELSEWHERE] = {"PAID_ELSEWHERE", "desk.why.elsewhere"},
    [DESK_BY_BANK] = {"GOES_BY_BANK", "desk.why.bank"},
    [DESK_NEXT_TIME] = {"LEFT_FOR_NEXT_TIME", "desk.why.next"},
    [DESK_NO_NUMBER] = {"NO_NUMBER_TODAY", "desk.why.number"},
    [DESK_HELD] = {"CLAIM_HELD", "desk.why.held"},
    [DESK_HANDED] = {"CLAIM_HANDED", "desk.why.handed"},
    [DESK_TOO_MUCH] = {"MORE_THAN_DUE", "desk.why.too.much"},
    [DESK_NO_EVIDENCE] = {"CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE", "desk.why.evidence"},
    [DESK_NO_TICKET] = {"TICKET_NOT_SEEN", "desk.why.ticket"},
    [DESK_NOT_PAID] = {"NO_SUCH_PAYMENT", "desk.why.not.paid"},
    [DESK_WAITING] = {"CLAIMS_WAIT", "desk.why.waiting"},
};

const char *desk_refusal_code(enum desk_refusal refusal)
{
    return refusals[refusal].code;
}

const char *desk_refusal_words(enum desk_refusal refusal)
{
    assert(refusal != DESK_ALLOWED);
    return refusals[refusal].words;
}

bool desk_refusal_answer(enum desk_refusal *out, enum desk_refusal refusal, struct err *err)
{
    *out = refusal;
    return refusal == DESK_ALLOWED || err_set(err, ERR_INVALID, "%s", refusals[refusal].code);
}
