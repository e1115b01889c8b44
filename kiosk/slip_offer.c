// SPDX-License-Identifier: Apache-2.0
// What is offered, on paper, before anything is asked: time, costs, and whom to ask about benefits.
#include "kiosk/slip_parts.h"

#include <stdio.h>

#include "kiosk/phrase.h"
#include "shared/str.h"

static void add_meeting(struct slip *slip, const struct slip_offer *offer)
{
    char date[PHRASE_SIZE], today[WHEN_DATE_SIZE], from[WHEN_TIME_SIZE], to[WHEN_TIME_SIZE];
    struct words_args args = {.list = {{"date", date}, {"from", from}, {"to", to}}, .count = 3};

    when_local_date(today, offer->start_ms);
    when_local_time(from, offer->start_ms);
    when_local_time(to, offer->end_ms);
    phrase_date(date, slip->lang, today);
    slip_add_words(slip, SLIP_HEAD, "offer.title", NULL);
    slip_add_words(slip, SLIP_WORDS, "offer.meeting", &args);
}

static void add_payment(struct slip *slip, const struct slip_offer *offer)
{
    slip_add_words(slip, SLIP_HEAD, "check.payment", NULL);
    if (offer->pence == 0) {
        slip_add_words(slip, SLIP_WORDS, "offer.no_payment", NULL);
        return;
    }
    slip_add_amount(slip, SLIP_WORDS, "offer.all", offer->pence);
    slip_add_words(slip, SLIP_WORDS, "offer.choose", NULL);
    for (size_t i = 0; i < offer->way_count; i++)
        if (offer->ways[i].pence > 0)
            slip_add_amount(slip, SLIP_WORDS, offer->ways[i].key, offer->ways[i].pence);
        else
            slip_add_words(slip, SLIP_WORDS, offer->ways[i].key, NULL);
}

// "45p a mile", "45.5p a mile": what is paid up to the year's threshold.
static void write_mile(char out[static SLIP_VALUE_SIZE], enum words_lang lang, int64_t tenths)
{
    char rate[24];
    struct words_args args = {.list = {{"rate", rate}}, .count = 1};
    struct bytes words = {0};

    if (tenths % 10 == 0)
        snprintf(rate, sizeof rate, "%lld", (long long)(tenths / 10));
    else
        snprintf(rate, sizeof rate, "%lld.%lld", (long long)(tenths / 10),
                 (long long)(tenths % 10));
    words_write(&words, lang, "offer.mile", &args);
    str_copy(out, SLIP_VALUE_SIZE, bytes_text(&words));
    bytes_clear(&words);
}

static void write_most(char out[static SLIP_VALUE_SIZE], enum words_lang lang, int64_t pence)
{
    char amount[MONEY_SIZE];
    struct words_args args = {.list = {{"amount", amount}}, .count = 1};
    struct bytes words = {0};

    money_write(amount, pence);
    words_write(&words, lang, "offer.most", &args);
    str_copy(out, SLIP_VALUE_SIZE, bytes_text(&words));
    bytes_clear(&words);
}

static void add_cost(struct slip *slip, const struct slip_offer *offer, enum policy_category cost)
{
    const struct policy_expenses *rules = &offer->policy->expenses;
    const struct policy_mile_row *miles;
    char today[WHEN_DATE_SIZE];
    char key[WORDS_KEY_SIZE];
    struct slip_line *line;

    snprintf(key, sizeof key, "cost.%.40s", policy_categories[cost]);
    line = slip_add_words(slip, SLIP_WORDS, key, NULL);
    if (cost < POLICY_BY_THE_MILE) {
        when_local_date(today, offer->start_ms);
        miles = policy_mile_row(offer->policy, today);
        if (miles && miles->below[cost] >= 0)
            write_mile(line->value, slip->lang, miles->below[cost]);
    } else if (rules->cap_day[cost] >= 0) {
        write_most(line->value, slip->lang, rules->cap_day[cost]);
    } else if (rules->cap_night[cost] >= 0) {
        write_most(line->value, slip->lang, rules->cap_night[cost]);
    }
}

static void add_costs(struct slip *slip, const struct slip_offer *offer)
{
    const struct policy_expenses *rules = &offer->policy->expenses;

    slip_add_words(slip, SLIP_HEAD, "offer.costs", NULL);
    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++)
        if (rules->listed & 1U << i)
            add_cost(slip, offer, (enum policy_category)i);
    if (rules->receipt_required)
        slip_add_words(slip, SLIP_WORDS, "offer.ticket", NULL);
    if (rules->taxi_agreement && rules->listed & 1U << POLICY_TAXI)
        slip_add_words(slip, SLIP_WORDS, "refused.taxi", NULL);
    slip_add_words(slip, SLIP_WORDS, offer->cash_today ? "offer.today" : "offer.by_bank", NULL);
}

static void add_benefits(struct slip *slip, const struct slip_offer *offer)
{
    slip_add_words(slip, SLIP_HEAD, "benefits.title", NULL);
    slip_add_words(slip, SLIP_WORDS, "benefits.tell", NULL);
    slip_add_words(slip, SLIP_WORDS, "benefits.time", NULL);
    slip_add_words(slip, SLIP_WORDS, "benefits.refuse", NULL);
    slip_add_words(slip, SLIP_WORDS, "benefits.advice", NULL);
    if (*offer->adviser)
        slip_add_with(slip, "benefits.adviser", "adviser", offer->adviser);
}

void slip_describe_offer(struct slip *out, const struct slip_offer *offer)
{
    *out = (struct slip){.lang = offer->lang};
    add_meeting(out, offer);
    slip_add_rule(out);
    add_payment(out, offer);
    slip_add_rule(out);
    add_costs(out, offer);
    slip_add_rule(out);
    if (offer->pence > 0) {
        add_benefits(out, offer);
        slip_add_rule(out);
    }
    slip_add_complaints(out, offer->contact);
}
