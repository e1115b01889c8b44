// SPDX-License-Identifier: Apache-2.0

// bench_assess TIMES: facts of which something is paid, as JSON in memory, assessed in one thread
// under the shipped policies; beside it only parsing the same bytes, and only hashing them.
// Microseconds for one of them, each the middle of TIMES.

#include <cjson/cJSON.h>
#include <sodium.h>
#include <stdlib.h>

#include "shared/assess.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "tests/bench/bench.h"
#include "tests/check.h"
#include "tests/shared/made.h"

#define FACTS 500

struct one {
    const struct policy *policy;
    struct facts facts;
    struct bytes json;
};

static struct one *all;
static struct assessment outcome;
static struct bytes answer;

static bool is_paid(const struct one *one)
{
    assess(one->policy, &one->facts, &outcome);
    return outcome.line_count > 0;
}

static void make(void)
{
    all = mem_new(FACTS, sizeof *all);
    made_begin(1);
    for (size_t i = 0; i < FACTS; i++) {
        do {
            all[i].policy = made_shipped(made_below(MADE_SHIPPED));
            all[i].facts = made_facts();
        } while (!is_paid(&all[i]));
        shape_write(&facts_shape, &all[i].json, NULL, &all[i].facts);
    }
}

static void read_facts(const struct one *one, struct facts *out)
{
    struct json *json;
    struct err err;

    check_ok(json_read(&json, bytes_text(&one->json), one->json.length, FACTS_BYTES_MAX, &err),
             &err);
    check_ok(facts_read(out, json, &err), &err);
    json_free(json);
}

static void by_rules_alone(const struct one *one)
{
    assess(one->policy, &one->facts, &outcome);
}

static void from_json_to_json(const struct one *one)
{
    static struct facts facts;

    read_facts(one, &facts);
    assess(one->policy, &facts, &outcome);
    bytes_clear(&answer);
    assess_write(&answer, &outcome);
}

static void only_parse(const struct one *one)
{
    cJSON_Delete(cJSON_ParseWithLength(bytes_text(&one->json), one->json.length));
}

static void only_hash(const struct one *one)
{
    uint8_t hash[32];

    crypto_generichash(hash, sizeof hash, (const uint8_t *)bytes_text(&one->json), one->json.length,
                       NULL, 0);
}

// The middle of the times of each leaves out what the machine did besides.
static void measure(const char *name, void (*work)(const struct one *), size_t times)
{
    double *taken = mem_new(times, sizeof *taken);
    double sum = 0;

    for (size_t i = 0; i < FACTS; i++) {
        for (size_t n = 0; n < times; n++) {
            double begin = bench_us();

            work(&all[i]);
            taken[n] = bench_us() - begin;
        }
        sum += bench_median(taken, times);
    }
    bench_say(name, sum / FACTS);
    free(taken);
}

int main(int argc, char **argv)
{
    size_t times = argc == 2 ? bench_count(argv[1]) : 1;

    if (sodium_init() < 0)
        return 1;
    make();
    measure("assess_us", by_rules_alone, times);
    measure("assess_json_us", from_json_to_json, times);
    measure("parse_us", only_parse, times);
    measure("hash_us", only_hash, times);
    for (size_t i = 0; i < FACTS; i++)
        bytes_clear(&all[i].json);
    bytes_clear(&answer);
    free(all);
    return 0;
}
