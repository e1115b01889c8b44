// SPDX-License-Identifier: Apache-2.0

// Policies and facts as nobody should write them, given to the real program: every value of a good
// file in turn becomes something else. Each is refused in sentences with file and place, or is as
// good as before; nothing crashes, and nothing is answered in part.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "shared/bytes.h"
#include "shared/facts.h"
#include "shared/json.h"
#include "shared/policy.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/value.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define PLACES_MAX 200
#define PLACE_SIZE 128
#define OUTPUT_MAX ((size_t)64 << 20)
#define LINE_SIZE 100000
#define REFUSED "diolch-server: "

// Every place of a value in a good file.
struct places {
    char list[PLACES_MAX][PLACE_SIZE];
    enum json_kind kinds[PLACES_MAX];
    size_t count;
};

// The place of the index-th child: "fee.basis", "categories[2]".
static void name_child(char out[static PLACE_SIZE], const struct json *value, const char *path,
                       const struct json *child, size_t index)
{
    if (json_kind(value) == JSON_LIST)
        snprintf(out, PLACE_SIZE, "%.100s[%zu]", path, index);
    else
        snprintf(out, PLACE_SIZE, "%.80s%s%.40s", path, path[0] ? "." : "", json_name(child));
}

static bool has_children(const struct json *value)
{
    return json_kind(value) == JSON_OBJECT || json_kind(value) == JSON_LIST;
}

static void find_places(const struct json *value, const char *path,
                        struct places *out) // NOLINT(misc-no-recursion)
{
    const struct json *child = has_children(value) ? json_first(value) : NULL;
    char inner[PLACE_SIZE];

    if (path[0]) {
        assert_true(out->count < PLACES_MAX);
        str_copy(out->list[out->count], PLACE_SIZE, path);
        out->kinds[out->count++] = json_kind(value);
    }
    for (size_t index = 0; child; child = json_next(child), index++) {
        name_child(inner, value, path, child, index);
        find_places(child, inner, out);
    }
}

// The same JSON with `text` at that place; without the place when text is NULL.
static void write_other(struct bytes *out, const char *name, const struct json *value,
                        const char *path, const char *place,
                        const char *text) // NOLINT(misc-no-recursion)
{
    bool list = json_kind(value) == JSON_LIST;
    char inner[PLACE_SIZE];
    size_t index = 0;

    if (str_equal(path, place)) {
        if (text)
            json_put_raw(out, name, text, strlen(text));
        return;
    }
    if (!has_children(value)) {
        value_write(out, name, value);
        return;
    }
    json_begin(out, name, list ? '[' : '{');
    for (const struct json *child = json_first(value); child; child = json_next(child), index++) {
        name_child(inner, value, path, child, index);
        write_other(out, list ? NULL : json_name(child), child, inner, place, text);
    }
    json_end(out, list ? ']' : '}');
}

static char *repeat(const char *text, size_t times, const char *end)
{
    struct bytes out = {0};
    char *copy;

    for (size_t i = 0; i < times; i++)
        bytes_add_text(&out, text);
    bytes_add_text(&out, end);
    copy = strdup(bytes_text(&out));
    bytes_clear(&out);
    return copy;
}

// What a value becomes, and of which kind of JSON that is; JSON_NULL may stand for a missing one,
// and what is no JSON of ours never stands for anything.
struct hostile {
    const char *text;
    enum json_kind kind;
    bool never;
};

static struct hostile hostile[] = {
    {"null", JSON_NULL, false},
    {"true", JSON_BOOL, false},
    {"-1", JSON_INT, false},
    {"9007199254740991", JSON_INT, false},
    {"\"\"", JSON_TEXT, false},
    {"\"x\"", JSON_TEXT, false},
    {"\"\\u001b[2J\"", JSON_TEXT, true},
    {"[]", JSON_LIST, false},
    {"{}", JSON_OBJECT, false},
    {"[[[[[[[[[]]]]]]]]]", JSON_LIST, true},
    {"{\"x\":{\"x\":{\"x\":{}}}}", JSON_OBJECT, true},
    {"1.5", JSON_NULL, true},
    {"1e30", JSON_NULL, true},
    {"99999999999999999999", JSON_NULL, true},
    {"-99999999999999999999", JSON_NULL, true},
    {"007", JSON_NULL, true},
    {"NaN", JSON_NULL, true},
    {"'x'", JSON_NULL, true},
    {"\"\xFF\"", JSON_NULL, true},
    {"\"\\ud800\"", JSON_NULL, true},
    {"\"\\u0000\"", JSON_NULL, true},
    {",", JSON_NULL, true},
    {NULL, JSON_NULL, true}, // ten thousand brackets
    {NULL, JSON_NULL, true}, // the same, closed
    {NULL, JSON_TEXT, true}, // a very long text
    {NULL, JSON_LIST, true}, // a very long list
};
#define LONG_ONES 4

static int make_long_ones(void **state)
{
    struct hostile *one = &hostile[COUNT(hostile) - LONG_ONES];
    char *closing = repeat("]", 10000, "");

    (void)state;
    one[0].text = repeat("[", 10000, "");
    one[1].text = repeat("[", 10000, closing);
    free(closing);
    closing = repeat("x", 50000, "\"");
    one[2].text = repeat("\"", 1, closing);
    free(closing);
    closing = repeat(",0", 10000, "]");
    one[3].text = repeat("[0", 1, closing);
    free(closing);
    return 0;
}

static int free_long_ones(void **state)
{
    (void)state;
    for (size_t i = COUNT(hostile) - LONG_ONES; i < COUNT(hostile); i++)
        free((char *)hostile[i].text);
    return 0;
}

static struct json *read_json(const char *path)
{
    struct bytes text = {0};
    struct json *tree;
    struct err err;

    check_ok(bytes_read_file(&text, path, POLICY_BYTES_MAX, &err), &err);
    check_ok(json_read(&tree, bytes_text(&text), text.length, POLICY_BYTES_MAX, &err), &err);
    bytes_clear(&text);
    return tree;
}

static void put(const char *path, const struct bytes *text)
{
    FILE *file = fopen(path, "w"); // thousands of them need not survive a power cut

    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

static int run(const char *arguments, struct bytes *out, struct bytes *said)
{
    char command[1024];
    struct err err;
    int status;

    bytes_clear(out);
    bytes_clear(said);
    snprintf(command, sizeof command, "'%s/diolch-server' %s >out 2>said", getenv("TEST_BIN_DIR"),
             arguments);
    status = system(command); // NOLINT(cert-env33-c): what a person types is what is tested
    check_ok(bytes_read_file(out, "out", OUTPUT_MAX, &err), &err);
    check_ok(bytes_read_file(said, "said", OUTPUT_MAX, &err), &err);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

// The next line, copied, so that looking at it does not look at all that follows; false at the end.
static bool take_line(const struct bytes *text, size_t *at, char line[static LINE_SIZE])
{
    const char *start = bytes_text(text) + *at;
    const char *end = memchr(start, '\n', text->length - *at);
    size_t length;

    if (!end)
        return false;
    length = (size_t)(end - start);
    assert_true(length < LINE_SIZE);
    memcpy(line, start, length);
    line[length] = '\0';
    *at += length + 1;
    return true;
}

// The names that may be left out, and so be null.
static const char *const optional[] = {"id",
                                       "source",
                                       "illustrative_values",
                                       "version",
                                       "issued",
                                       "review_due",
                                       "fee.voucher_pence_per_hour",
                                       "fee.timeswap",
                                       "fee.prep_requires_attendance",
                                       "fee.prep_included_in_flat",
                                       "fee.followup_paid",
                                       "fee.joint_event_flat_pence",
                                       "fee.instalment_rule",
                                       "fee.role_flat_pence",
                                       "under_18_fee_channel",
                                       "expenses.unlisted_action",
                                       "expenses.mileage_source",
                                       "expenses.in_lieu_becomes_fee",
                                       "cash_needs",
                                       "vouchers_one_off_only",
                                       NULL};

static bool may_be_missing(const char *place)
{
    for (int i = 0; optional[i]; i++)
        if (str_equal(optional[i], place))
            return true;
    return false;
}

// A cap, an unlisted category's rate and a role are names of the organisation's own: one fewer is a
// good policy. What is in a list is no longer there, and the list is a shorter one.
static bool may_be_removed(const char *place)
{
    return may_be_missing(place) || strstr(place, "caps_pence.") || strstr(place, "role_") ||
           place[strlen(place) - 1] == ']';
}

#define FILE_SIZE 32
#define REMOVED COUNT(hostile) // after the last

static void name_file(char out[static FILE_SIZE], size_t place, size_t variant)
{
    snprintf(out, FILE_SIZE, "p%03zu-%02zu.json", place, variant);
}

static void put_variants(const struct json *tree, const char *place, size_t of)
{
    for (size_t i = 0; i <= REMOVED; i++) {
        struct bytes text = {0};
        char file[FILE_SIZE];

        write_other(&text, NULL, tree, "", place, i < REMOVED ? hostile[i].text : NULL);
        name_file(file, of, i);
        put(file, &text);
        bytes_clear(&text);
    }
}

// What was said of each file.
static struct verdict {
    bool good;
    bool bad;
    bool named; // the place is in what is bad
} verdicts[PLACES_MAX][COUNT(hostile) + 1];

static struct verdict *find_verdict(const char *line)
{
    size_t of;
    size_t variant;

    if (sscanf(line, "p%3zu-%2zu.json: ", &of, &variant) != 2)
        fail_msg("this is no sentence of ours: %s", line);
    return &verdicts[of][variant];
}

static void read_verdicts(const struct places *places, const struct bytes *out,
                          const struct bytes *said)
{
    static char line[LINE_SIZE];
    size_t at = 0;

    memset(verdicts, 0, sizeof verdicts);
    while (take_line(out, &at, line))
        if (strstr(line, ": good: "))
            find_verdict(line)->good = true;
    at = 0;
    while (take_line(said, &at, line)) {
        struct verdict *verdict;

        if (!str_starts(line, REFUSED))
            fail_msg("this is no sentence of ours: %s", line);
        verdict = find_verdict(line + strlen(REFUSED));
        verdict->bad = true;
        if (strstr(line, places->list[(size_t)(verdict - verdicts[0]) / COUNT(verdicts[0])]) ||
            strstr(line, "is not valid UTF-8"))
            verdict->named = true;
    }
}

static void check_variants(const struct places *places, size_t of)
{
    const char *place = places->list[of];

    for (size_t i = 0; i <= REMOVED; i++) {
        const struct verdict *verdict = &verdicts[of][i];
        const char *what = i < REMOVED ? hostile[i].text : "(nothing)";
        bool fits = i == REMOVED ? may_be_removed(place)
                    : hostile[i].kind == JSON_NULL
                        ? may_be_missing(place)
                        : hostile[i].kind == places->kinds[of] || places->kinds[of] == JSON_NULL;

        if (verdict->good && (!fits || (i < REMOVED && hostile[i].never)))
            fail_msg("%s = %.40s was taken for good", place, what);
        if (verdict->good == verdict->bad)
            fail_msg("%s = %.40s was neither good nor bad, or both", place, what);
        // Without a value of its own another one may have no meaning, and is named instead.
        if (verdict->bad && i < REMOVED && !verdict->named && !str_equal(what, "null"))
            fail_msg("%s = %.40s is refused, but not named", place, what);
    }
}

// All of them in one run, as a careless script would.
static void check_every_place(const char *id)
{
    static struct places places;
    struct bytes out = {0};
    struct bytes said = {0};
    char path[512];
    struct json *tree;

    snprintf(path, sizeof path, "%s/../../assets/policies/%s.json", getenv("TEST_SOURCE_DIR"), id);
    tree = read_json(path);
    places.count = 0;
    find_places(tree, "", &places);
    assert_true(places.count > 30);
    assert_int_equal(system("rm -f p*.json"), 0); // NOLINT(cert-env33-c)
    for (size_t i = 0; i < places.count; i++)
        put_variants(tree, places.list[i], i);
    assert_int_equal(run("policy check p*.json", &out, &said), 1);
    read_verdicts(&places, &out, &said);
    for (size_t i = 0; i < places.count; i++)
        check_variants(&places, i);
    json_free(tree);
    bytes_clear(&out);
    bytes_clear(&said);
}

static void test_hostile_files__each_value_of_an_hourly_policy_may_be_anything(void **state)
{
    (void)state;
    check_every_place("dcc-2025-26");
}

static void test_hostile_files__each_value_of_a_policy_by_role_may_be_anything(void **state)
{
    (void)state;
    check_every_place("sip2-model");
}

static void test_hostile_files__each_value_of_a_policy_with_a_table_may_be_anything(void **state)
{
    (void)state;
    check_every_place("hmrc-linked");
}

static const char visit[] =
    "{\"claimant_ref\":\"C-1\",\"role\":\"member\",\"date_of_birth\":\"1980-01-01\",\"session\":"
    "{\"type\":\"agreed_coproduction\",\"start_utc\":\"2025-11-12T10:00:00Z\",\"end_utc\":"
    "\"2025-11-12T12:00:00Z\"},\"agreed_at_utc\":\"2025-10-29T10:00:00Z\",\"presence_utc\":"
    "[[\"2025-11-12T10:00:00Z\",\"2025-11-12T11:00:00Z\"]],\"prep_minutes\":30,"
    "\"fee_channel_wanted\":\"bank\",\"fee_election\":{\"type\":\"reduced\",\"max_pence\":2000,"
    "\"taken_pence\":100},\"claim_date\":\"2025-11-12\",\"expenses\":[{\"ref\":\"X1\",\"category\":"
    "\"bus\",\"claimed_pence\":480,\"receipt_pence\":480,\"receipt_id\":\"r-1\","
    "\"cheaper_option_pence\":480,\"nights\":1,\"item_agreed_in_advance\":true,"
    "\"prepaid_by_organisation\":false,\"paid_as_allowance\":false,\"pay_excess_as_fee\":false},"
    "{\"ref\":\"X2\",\"category\":\"mileage_car\",\"miles_claimed\":\"12.3\","
    "\"agreed_return_miles\":\"12.3\",\"miles_already_this_tax_year\":\"0\"}],"
    "\"receipts_already_claimed\":[\"r-0\"],\"carer\":{\"number\":1,\"existing_support\":false,"
    "\"extra_agreed_at_utc\":\"2025-10-29T10:00:00Z\"},\"cash\":{\"entitlement_evidence_seen\":"
    "true,"
    "\"payer_is_nominated\":true,\"budget_remaining_pence\":10000},\"one_off\":true,"
    "\"joint_event\":false,\"opted_in_at_start\":true,\"paid_capacity\":false,"
    "\"cancelled_by_organisation\":false,\"typed_local_time_ambiguous\":false,"
    "\"instalment_number\":1,\"age_band\":\"21_up\"}";

// A span is named as a whole, not by its ends.
static bool is_named(const char *text, const char *place)
{
    char whole[PLACE_SIZE];
    char *end;

    str_copy(whole, sizeof whole, place);
    end = strrchr(whole, '[');
    if (end && str_starts(whole, "presence_utc"))
        *end = '\0';
    return strstr(text, whole) || strstr(text, "is not valid UTF-8");
}

// An answer is a whole assessment or a whole refusal, with the place.
static void check_answer(const char *line, const char *place, const char *what, bool fits)
{
    const struct json *refused;
    struct json *answer;
    struct err err;

    if (!json_read(&answer, line, strlen(line), OUTPUT_MAX, &err))
        fail_msg("%s = %.40s: half an answer: %s", place, what, line);
    refused = json_get(answer, "error");
    if (!refused && !fits)
        fail_msg("%s = %.40s was assessed", place, what);
    if (!refused)
        assert_non_null(json_get(answer, "total_pence"));
    else if (!fits && !is_named(json_text(refused), place)) // else another one may be at odds
        fail_msg("%s = %.40s is refused, but not named: %s", place, what, json_text(refused));
    json_free(answer);
}

// A text that is no word of ours is a fact all the same; a list or object is read as it is.
static void test_hostile_files__each_value_of_facts_may_be_anything(void **state)
{
    static struct places places;
    struct bytes lines = {0};
    struct bytes out = {0};
    struct bytes said = {0};
    static char line[LINE_SIZE];
    struct json *tree;
    struct err err;
    size_t at = 0;

    (void)state;
    check_ok(json_read(&tree, visit, strlen(visit), FACTS_BYTES_MAX, &err), &err);
    places.count = 0;
    find_places(tree, "", &places);
    for (size_t of = 0; of < places.count; of++) {
        for (size_t i = 0; i < COUNT(hostile); i++) {
            write_other(&lines, NULL, tree, "", places.list[of], hostile[i].text);
            bytes_add_text(&lines, "\n");
        }
    }
    put("lines", &lines);
    assert_int_equal(run("assess --policy dcc-2025-26 <lines", &out, &said), 1);
    snprintf(line, sizeof line, "%s", bytes_text(&said));
    assert_true(str_starts(line, REFUSED "lines that could not be assessed: "));
    assert_int_equal(strcspn(line, "\n"), strlen(line) - 1);
    for (size_t of = 0; of < places.count; of++)
        for (size_t i = 0; i < COUNT(hostile); i++) {
            bool fits = hostile[i].kind == JSON_NULL || hostile[i].kind == places.kinds[of];

            assert_true(take_line(&out, &at, line));
            // Names that we do not know are passed over: who sends them may be newer.
            check_answer(line, places.list[of], hostile[i].text,
                         fits && (!hostile[i].never || hostile[i].kind == JSON_OBJECT));
        }
    assert_false(take_line(&out, &at, line));
    json_free(tree);
    bytes_clear(&lines);
    bytes_clear(&out);
    bytes_clear(&said);
}

static void refused_file(const struct bytes *text, const char *says)
{
    struct bytes out = {0};
    struct bytes said = {0};

    put("facts.json", text);
    assert_int_equal(run("assess --policy dcc-2025-26 facts.json", &out, &said), 1);
    assert_string_equal(bytes_text(&out), "");
    if (!strstr(bytes_text(&said), says) || !str_starts(bytes_text(&said), REFUSED) ||
        strcspn(bytes_text(&said), "\n") != said.length - 1)
        fail_msg("\"%s\" is not a sentence with \"%s\"", bytes_text(&said), says);
    bytes_clear(&out);
    bytes_clear(&said);
}

static void test_hostile_files__facts_without_what_they_need_are_refused_by_name(void **state)
{
    static const char *const needed[] = {"role",
                                         "session",
                                         "session.type",
                                         "session.start_utc",
                                         "session.end_utc",
                                         "claim_date",
                                         "fee_election.type",
                                         "fee_election.max_pence",
                                         "expenses[0].ref",
                                         "expenses[0].category",
                                         "expenses[0].claimed_pence",
                                         "expenses[1].miles_claimed",
                                         "carer.number"};
    struct json *tree;
    struct err err;

    (void)state;
    check_ok(json_read(&tree, visit, strlen(visit), FACTS_BYTES_MAX, &err), &err);
    for (size_t i = 0; i < COUNT(needed); i++) {
        struct bytes text = {0};
        char says[128];

        snprintf(says, sizeof says, "facts.json was not assessed, correct it: %s is missing",
                 needed[i]);
        write_other(&text, NULL, tree, "", needed[i], NULL);
        refused_file(&text, says);
        bytes_clear(&text);
    }
    json_free(tree);
}

static void test_hostile_files__lists_that_are_too_long_are_refused_in_a_sentence(void **state)
{
    static const struct {
        const char *old; // whose list they are put into
        const char *element;
        size_t times;
        const char *says;
    } cases[] = {
        {"[{\"ref\"", "{\"ref\":\"X\",\"category\":\"bus\",\"claimed_pence\":1},", 31,
         "facts.json was not assessed, correct it: expenses must not have more than 32 entries"},
        {"[{\"ref\"", "{\"ref\":\"X\",\"category\":\"bus\",\"claimed_pence\":1},", 10000,
         "facts.json is larger than 65536 bytes"},
        {"[{\"ref\"", "{},", 10000,
         "facts.json was not assessed, correct it: expenses must not have more than 32 entries"},
        {"[[\"2025", "[\"2025-11-12T10:00:00Z\",\"2025-11-12T11:00:00Z\"],", 64,
         "facts.json was not assessed, correct it: presence_utc must not have more than 64 "
         "entries"},
        {"[[\"2025", "[\"2025-11-12T10:00:00Z\",\"2025-11-12T11:00:00Z\"],", 10000,
         "facts.json is larger than 65536 bytes"},
        {"[[\"2025", "[0,0],", 10000, "presence_utc must not have more than 64 entries"},
        {"[\"r-0\"", "\"r-9\",", 256,
         "receipts_already_claimed must not have more than 256 entries"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *at = strstr(visit, cases[i].old);
        char *elements = repeat(cases[i].element, cases[i].times, "");
        struct bytes text = {0};

        bytes_add(&text, visit, (size_t)(at + 1 - visit));
        bytes_add_text(&text, elements);
        bytes_add_text(&text, at + 1);
        refused_file(&text, cases[i].says);
        bytes_clear(&text);
        free(elements);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile_files__each_value_of_an_hourly_policy_may_be_anything),
        cmocka_unit_test(test_hostile_files__each_value_of_a_policy_by_role_may_be_anything),
        cmocka_unit_test(test_hostile_files__each_value_of_a_policy_with_a_table_may_be_anything),
        cmocka_unit_test(test_hostile_files__each_value_of_facts_may_be_anything),
        cmocka_unit_test(test_hostile_files__facts_without_what_they_need_are_refused_by_name),
        cmocka_unit_test(test_hostile_files__lists_that_are_too_long_are_refused_in_a_sentence),
    };

    return cmocka_run_group_tests(tests, make_long_ones, free_long_ones);
}
