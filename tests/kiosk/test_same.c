// SPDX-License-Identifier: Apache-2.0
/*
 * Kiosk and server assess the same facts to the same bytes: visits by chance, assessed by the code
 * linked into the kiosk, in its own way; their facts, after a record's journey, by the program
 * diolch-server. The first argument is how many visits under each policy; SAME_SEED makes others.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/visit.h"
#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/made.h"

#define FILE_MAX (64 << 20)

static uint64_t seed = 20261129;
static int64_t count = 1;

// What the office said of the person.
static void make_person(struct body_person_expected *person, const struct facts *facts)
{
    static const char *const bands[] = {"under_18", "18_to_20", "21_up"};

    *person = (struct body_person_expected){.person = {{1}}, .return_miles = made_below(40000) - 1};
    str_copy(person->role, sizeof person->role, facts->role);
    str_copy(person->age_band, sizeof person->age_band, bands[made_one_in(3) ? made_below(3) : 2]);
    person->agreed_ms = facts->agreed_at_ms;
    person->one_off = facts->one_off;
    person->opted_in = facts->opted_in_at_start;
    person->paid_capacity = facts->paid_capacity;
    person->supporter_number = facts->carer.number;
    person->existing_support = facts->carer.existing_support;
    person->taxi_agreed = made_one_in(2);
    person->miles_this_tax_year = made_one_in(3) ? 9990000 + made_below(20000) : 0;
    for (int i = 0; i < 4; i++)
        str_copy(person->items[person->items_count++].code, sizeof person->items[0].code,
                 policy_categories[made_below(POLICY_CATEGORY_COUNT)]);
    str_copy(person->prepaid[person->prepaid_count++].code, sizeof person->prepaid[0].code,
             policy_categories[made_below(POLICY_CATEGORY_COUNT)]);
}

static void make_meeting(struct body_meeting_planned *planned, const struct facts *facts)
{
    str_copy(planned->type, sizeof planned->type, facts->session.type);
    planned->start_ms = facts->session.start_ms;
    planned->end_ms = facts->session.end_ms;
    planned->joint = facts->joint_event;
    planned->cancelled = facts->cancelled_by_organisation;
}

static void make_line(struct visit *visit)
{
    enum policy_category category = (enum policy_category)made_below(POLICY_CATEGORY_COUNT);
    struct visit_line *line = visit_add_line(visit, category);

    if (!line)
        return;
    if (category < POLICY_BY_THE_MILE)
        line->milli_miles = made_below(60000);
    else
        line->pence = made_below(15000);
    line->proof = (enum visit_proof)made_below(VISIT_LOST + 1);
}

// What the person did and said.
static void make_visit(struct visit *visit, const struct facts *facts)
{
    *visit = (struct visit){.on = true, .person = {{1}}, .less_pence = -1, .prep_minutes = -1};
    if (!made_one_in(10))
        visit->arrived_ms = facts->session.start_ms + (made_below(120) - 30) * 60000 + 1;
    visit->prep_minutes = facts->prep_minutes;
    visit->fee = (enum visit_fee)made_below(VISIT_FEE_NONE + 1);
    if (visit->fee == VISIT_FEE_LESS)
        visit->less_pence = made_below(6000);
    for (int64_t n = made_below(6); n > 0; n--)
        make_line(visit);
    when_start_at(facts->session.start_ms + made_below(3) * 24 * 3600000);
}

// The claim as the kiosk records it and the server reads it.
static void carry(struct body_claim *claim)
{
    struct record record = {.kind = RECORD_CLAIM_MADE};
    struct bytes body = {0};
    struct err err;

    body_write(RECORD_CLAIM_MADE, claim, &body);
    record.body = bytes_text(&body);
    record.body_length = body.length;
    memset(claim, 0xff, sizeof *claim);
    check_ok(body_read(&record, claim, &err), &err);
    bytes_clear(&body);
}

static void add_line(struct bytes *file, const struct bytes *line)
{
    bytes_add_text(file, bytes_text(line));
    bytes_add_text(file, "\n");
}

static void add_visit(struct roster *roster, struct bytes *asked, struct bytes *answers)
{
    struct facts facts = made_facts();
    struct body_claim claim = {
        .claim = id_new(), .attendance = id_new(), .person = id_new(), .letter = "A", .number = 1};
    struct bytes line = {0};
    struct visit visit;

    make_person(&roster->people[0].expected, &facts);
    make_meeting(&roster->planned, &facts);
    make_visit(&visit, &facts);
    visit_assess(&visit, roster);
    assess_write(&line, &visit.outcome);
    add_line(answers, &line);
    bytes_clear(&line);
    str_copy(claim.policy, sizeof claim.policy, roster->policy.id);
    visit_facts(&visit, roster, &claim.facts);
    claim.outcome = visit.outcome;
    carry(&claim);
    assert_memory_equal(&claim.outcome, &visit.outcome, sizeof claim.outcome);
    shape_write(&facts_shape, &line, NULL, &claim.facts);
    add_line(asked, &line);
    bytes_clear(&line);
}

static void put(const char *path, const struct bytes *bytes)
{
    struct err err;

    check_ok(bytes_write_file(path, bytes_text(bytes), bytes->length, 0600, &err), &err);
}

static void ask_server(const char *policy, struct bytes *out)
{
    char command[1024];
    struct err err;

    snprintf(command, sizeof command, "'%s/diolch-server' assess --policy %s <asked >answered",
             getenv("TEST_BIN_DIR"), policy);
    assert_int_equal(system(command), 0); // NOLINT(cert-env33-c): the program itself is tested
    check_ok(bytes_read_file(out, "answered", FILE_MAX, &err), &err);
}

static void check_policy(const struct policy *policy)
{
    struct roster_person person = {0};
    struct roster roster = {.open = true, .policy = *policy, .people = &person, .count = 1};
    struct bytes asked = {0};
    struct bytes ours = {0};
    struct bytes theirs = {0};

    made_begin(seed);
    for (int64_t i = 0; i < count; i++)
        add_visit(&roster, &asked, &ours);
    put("asked", &asked);
    put("ours", &ours);
    ask_server(policy->id, &theirs);
    if (!str_equal(bytes_text(&ours), bytes_text(&theirs)))
        fail_msg("%s, SAME_SEED=%" PRIu64 ": the files ours and answered differ", policy->id, seed);
    bytes_clear(&asked);
    bytes_clear(&ours);
    bytes_clear(&theirs);
}

static void test_same__kiosk_and_server_give_the_same_bytes(void **state)
{
    (void)state;
    for (int64_t i = 0; i < MADE_SHIPPED; i++)
        check_policy(made_shipped(i));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same__kiosk_and_server_give_the_same_bytes),
    };
    const char *other = getenv("SAME_SEED");

    if (argc > 1)
        count = atoll(argv[1]);
    if (other)
        seed = strtoull(other, NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
