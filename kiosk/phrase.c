// SPDX-License-Identifier: Apache-2.0
#include "kiosk/phrase.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/str.h"
#include "shared/when.h"

const struct phrase_cost phrase_ways[] = {
    {POLICY_BUS, "bus", "cost.bus", "amount.bus", "cost.bus", "amount.bus_home", "row.bus_home"},
    {POLICY_TRAIN, "train", "cost.train", "amount.train", "cost.train", "amount.train_home",
     "row.train_home"},
    {POLICY_MILEAGE_CAR, "automobile", "way.car", "miles.car", "row.car", NULL, NULL},
    {POLICY_TAXI, "taxi", "cost.taxi", "amount.taxi", "cost.taxi", "amount.taxi_home",
     "row.taxi_home"},
    {POLICY_MILEAGE_BICYCLE, "bicycle", "cost.mileage_bicycle", "miles.bicycle", "row.bicycle",
     NULL, NULL},
    {POLICY_MILEAGE_MOTORCYCLE, "motorcycle", "cost.mileage_motorcycle", "miles.motorcycle",
     "row.motorcycle", NULL, NULL},
};
const size_t phrase_way_count = sizeof phrase_ways / sizeof phrase_ways[0];

#define OTHER(category, picture, code)                                                             \
    {                                                                                              \
        category, picture, "cost." code, "amount." code, "cost." code, NULL, NULL                  \
    }
const struct phrase_cost phrase_others[] = {
    {POLICY_PASSENGER_SUPPLEMENT, "busts-in-silhouette", "cost.passenger", "miles.car",
     "row.passenger", NULL, NULL},
    OTHER(POLICY_CHILDCARE, "teddy-bear", "childcare"),
    OTHER(POLICY_DEPENDENT_ADULT_CARE, "older-person", "dependent_adult_care"),
    OTHER(POLICY_SUPPORT_CARER, "people-hugging", "support_carer"),
    OTHER(POLICY_SUBSISTENCE, "fork-and-knife-with-plate", "subsistence"),
    OTHER(POLICY_PARKING, "parking-sign", "parking"),
    OTHER(POLICY_ACCOMMODATION, "bed", "accommodation"),
    OTHER(POLICY_STAMPS, "postbox", "stamps"),
    OTHER(POLICY_STATIONERY, "pencil", "stationery"),
    OTHER(POLICY_PRINTING, "printer", "printing"),
    OTHER(POLICY_PHONE_INTERNET, "telephone-receiver", "phone_internet"),
    OTHER(POLICY_ADMINISTRATION, "memo", "administration"),
    OTHER(POLICY_OTHER, "red-question-mark", "other"),
};
const size_t phrase_other_count = sizeof phrase_others / sizeof phrase_others[0];

static const struct phrase_cost *find(const struct phrase_cost *costs, size_t count,
                                      enum policy_category category)
{
    for (size_t i = 0; i < count; i++)
        if (costs[i].category == category)
            return &costs[i];
    return NULL;
}

const struct phrase_cost *phrase_cost(enum policy_category category)
{
    const struct phrase_cost *way = find(phrase_ways, phrase_way_count, category);

    return way ? way : find(phrase_others, phrase_other_count, category);
}

const struct phrase_cost *phrase_cost_of(const char *code)
{
    int category = policy_category_find(code);

    return category < 0 ? NULL : phrase_cost((enum policy_category)category);
}

bool phrase_is_ticketed(enum policy_category category)
{
    const struct phrase_cost *cost = phrase_cost(category);

    return cost && cost->ask_home;
}

void phrase_miles(char out[static PHRASE_SIZE], int64_t milli_miles)
{
    size_t length;

    snprintf(out, PHRASE_SIZE, "%lld.%03lld", (long long)(milli_miles / 1000),
             (long long)(milli_miles % 1000));
    length = strlen(out);
    while (out[length - 1] == '0')
        out[--length] = '\0';
    if (out[length - 1] == '.')
        out[length - 1] = '\0';
}

bool phrase_read_miles(const char *text, int64_t *milli_miles)
{
    size_t whole = strspn(text, "0123456789");
    int64_t value = strtoll(text, NULL, 10) * 1000;
    int64_t part = 100;

    if (whole > 3 || (whole == 0 && text[0] != '.'))
        return false;
    text += whole;
    if (*text == '.') {
        text++;
        if (strspn(text, "0123456789") > 3 || (whole == 0 && !*text))
            return false;
        for (; *text >= '0' && *text <= '9'; text++, part /= 10)
            value += (*text - '0') * part;
    }
    if (*text)
        return false;
    *milli_miles = value;
    return true;
}

const struct phrase_fee phrase_fees[PHRASE_FEES] = {
    {VISIT_FEE_BANK, true, "bank", "fee.bank", "fee.about", "check.fee_bank", "pound-banknote"},
    {VISIT_FEE_VOUCHER, true, "voucher", "fee.voucher", "fee.about", "check.fee_voucher",
     "wrapped-gift"},
    {VISIT_FEE_TIMESWAP, false, "timeswap", "fee.timeswap", "fee.timeswap2", "check.fee_timeswap",
     "hourglass-done"},
    {VISIT_FEE_LESS, false, "less", "fee.less", "fee.less2", "check.fee_less", "coin"},
    {VISIT_FEE_LATER, false, "later", "fee.later", "fee.later2", "check.fee_later", "alarm-clock"},
    {VISIT_FEE_NONE, false, "no", "fee.no", "fee.no2", "check.fee_none", "handshake"},
};

const struct phrase_fee *phrase_fee(enum visit_fee fee)
{
    for (size_t i = 0; i < PHRASE_FEES; i++)
        if (phrase_fees[i].fee == fee)
            return &phrase_fees[i];
    return NULL;
}

static void write_words(char out[static PHRASE_SIZE], enum words_lang lang, const char *key,
                        const struct words_args *args)
{
    struct bytes words = {0};
    bool fits;

    words_write(&words, lang, key, args);
    fits = str_copy(out, PHRASE_SIZE, bytes_text(&words));
    assert(fits);
    bytes_clear(&words);
}

void phrase_choice(char out[static PHRASE_SIZE], enum words_lang lang, const char *value)
{
    char key[WORDS_KEY_SIZE];

    snprintf(key, sizeof key, "choices.value.%.16s", *value ? value : "unasked");
    write_words(out, lang, key, NULL);
}

void phrase_date(char out[static PHRASE_SIZE], enum words_lang lang, const char *date)
{
    static const char *const days[] = {"day.1", "day.2", "day.3", "day.4",
                                       "day.5", "day.6", "day.7"};
    static const char *const months[] = {"month.1", "month.2",  "month.3",  "month.4",
                                         "month.5", "month.6",  "month.7",  "month.8",
                                         "month.9", "month.10", "month.11", "month.12"};
    char day[PHRASE_SIZE], month[PHRASE_SIZE], number[8];
    struct words_args args = {.list = {{"day", day}, {"number", number}, {"month", month}},
                              .count = 3};

    snprintf(number, sizeof number, "%d", atoi(date + 8));
    write_words(day, lang, days[when_weekday(date) - 1], NULL);
    write_words(month, lang, months[atoi(date + 5) - 1], NULL);
    write_words(out, lang, "date", &args);
}

void phrase_minutes(char out[static PHRASE_SIZE], enum words_lang lang, int64_t minutes)
{
    static const struct {
        int64_t minutes;
        const char *key;
    } phrases[] = {
        {15, "time.15"}, {30, "time.30"},   {45, "time.45"},   {60, "time.60"},
        {90, "time.90"}, {120, "time.120"}, {180, "time.180"}, {240, "time.240"},
    };
    char number[24];
    struct words_args args = {.list = {{"number", number}}, .count = 1};

    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
        if (phrases[i].minutes == minutes) {
            write_words(out, lang, phrases[i].key, NULL);
            return;
        }
    snprintf(number, sizeof number, "%lld", (long long)minutes);
    write_words(out, lang, "time.minutes", &args);
}
