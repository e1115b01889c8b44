// SPDX-License-Identifier: Apache-2.0
#include "shared/handed.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/sample.h"
#include "tests/shared/visit.h"

static uint8_t key[NOTE_KEY_SIZE] = "the key of a meeting, in a test";
static struct handed_place place;
static struct keys first; // kiosk A
static struct body_kiosk kiosks[] = {{"B", {0}}, {"A", {0}}};
static struct handed slip; // of an ordinary claim
static char text[HANDED_TEXT_SIZE];

// As kiosks make them: ids that look like ids, a hash like a hash, and the engine's outcome.
static struct body_claim *claim_of(const struct facts *facts, const struct policy *policy)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);

    claim->claim = id_new();
    claim->attendance = id_new();
    claim->person = id_new();
    claim->number = 47;
    str_copy(claim->letter, sizeof claim->letter, "A");
    str_copy(claim->policy, sizeof claim->policy, policy->id);
    keys_hash(claim->policy_hash, sizeof claim->policy_hash, "policy", policy->id, 5);
    claim->about = claim->cash_today = true;
    claim->benefits_seen_ms = when_now_ms();
    claim->facts = *facts;
    assess(policy, facts, &claim->outcome);
    for (size_t i = 0; i < facts->expense_count; i++) {
        struct body_proof *proof = &claim->proofs[claim->proofs_count++];

        str_copy(proof->ref, sizeof proof->ref, facts->expenses[i].ref);
        str_copy(proof->where, sizeof proof->where, i % 3 ? "here" : "phone");
    }
    return claim;
}

static struct handed slip_of(const struct facts *facts)
{
    struct policy policy = visit_policy("dcc-2025-26");
    struct body_claim *claim = claim_of(facts, &policy);
    struct handed out = {.op_id = id_new()};

    body_write(RECORD_CLAIM_HANDED, claim, &out.json);
    free(claim);
    return out;
}

static struct facts ordinary(void)
{
    struct facts facts = visit_facts("agreed_coproduction");

    visit_cost(&facts, "bus", 420);
    visit_miles(&facts, "mileage_car", 12300);
    facts.prep_minutes = 60;
    return facts;
}

// One of everything that a policy can list, none of it a round sum.
static struct facts everything(size_t costs)
{
    struct facts facts = ordinary();

    for (size_t i = 0; facts.expense_count < costs; i++) {
        const char *category = policy_categories[i % 22];

        if (policy_categories[i % 22] && strncmp(category, "mileage", 7) == 0)
            visit_miles(&facts, category, 1000 + (int64_t)i * 731);
        else
            visit_cost(&facts, category, 137 + (int64_t)i * 211)->item_agreed_in_advance = i % 2;
    }
    return facts;
}

static int set_up(void **state)
{
    struct facts facts = ordinary();
    struct err err;

    (void)state;
    check_ok(keys_start(&err), &err);
    first = sample_keys(1);
    memcpy(kiosks[0].sign_public, sample_keys(2).sign_public, KEYS_PUBLIC_SIZE);
    memcpy(kiosks[1].sign_public, first.sign_public, KEYS_PUBLIC_SIZE);
    place = (struct handed_place){sample_id(7), key};
    slip = slip_of(&facts);
    check_ok(handed_write(text, &slip, 'A', &first, &place, &err), &err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    handed_clear(&slip);
    return 0;
}

static bool opens(const char *code, const struct handed_place *where, struct err *err)
{
    struct handed out = {0};
    bool ok = handed_open(&out, code, kiosks, 2, where, err);

    if (ok) {
        assert_true(id_equal(out.op_id, slip.op_id));
        assert_string_equal(bytes_text(&out.json), bytes_text(&slip.json));
        handed_clear(&out);
    } else {
        assert_null(out.json.data);
    }
    return ok;
}

static void test_handed__another_kiosk_reads_the_very_bytes(void **state)
{
    struct err err;

    (void)state;
    check_ok(opens(text, &place, &err), &err);
    assert_true(handed_is(text));
    assert_true(strlen(text) <= HANDED_TEXT_MAX);
}

// A scanner types it: Caps Lock may be on, and a line end follows.
static void test_handed__however_a_scanner_typed_it(void **state)
{
    char typed[HANDED_TEXT_SIZE + 8];
    struct err err;

    (void)state;
    snprintf(typed, sizeof typed, "  %s\r\n", text);
    for (size_t i = 0; typed[i]; i++)
        typed[i] = (char)tolower((unsigned char)typed[i]);
    assert_true(handed_is(typed));
    check_ok(opens(typed, &place, &err), &err);
}

// Every letter of it, one at a time, and every length.
static void test_handed__one_letter_changed_or_missing_is_refused(void **state)
{
    char changed[HANDED_TEXT_SIZE];
    struct err err;

    (void)state;
    for (size_t i = 0; text[i]; i++) {
        memcpy(changed, text, sizeof changed);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        check_fails(opens(changed, &place, &err), &err, ERR_INVALID);
        memcpy(changed, text, sizeof changed);
        changed[i] = '\0';
        check_fails(opens(changed, &place, &err), &err, ERR_INVALID);
    }
}

static void test_handed__belongs_to_one_meeting(void **state)
{
    static const uint8_t other_key[NOTE_KEY_SIZE] = "the key of some other meeting";
    struct err err;

    (void)state;
    check_fails(opens(text, &(struct handed_place){place.meeting, other_key}, &err), &err,
                ERR_INVALID);
    // The same key, were it ever used for two: the signature says which meeting it is.
    check_fails(opens(text, &(struct handed_place){sample_id(8), key}, &err), &err, ERR_NOT_FOUND);
}

static void test_handed__only_a_kiosk_of_the_meeting_signs_it(void **state)
{
    char forged[HANDED_TEXT_SIZE];
    struct keys stranger = sample_keys(9);
    struct keys second = sample_keys(2);
    struct err err;

    (void)state;
    check_ok(handed_write(forged, &slip, 'A', &stranger, &place, &err), &err);
    check_fails(opens(forged, &place, &err), &err, ERR_NOT_FOUND);
    check_ok(handed_write(forged, &slip, 'C', &first, &place, &err), &err); // no kiosk C
    check_fails(opens(forged, &place, &err), &err, ERR_NOT_FOUND);
    check_ok(handed_write(forged, &slip, 'A', &second, &place, &err), &err); // B says it is A
    check_fails(opens(forged, &place, &err), &err, ERR_NOT_FOUND);
}

// Behind a true seal: what is unpacked was signed, and a bomb is refused by its size.
static void test_handed__what_is_not_a_packed_claim_is_refused(void **state)
{
    static const char *const plains[] = {"", "A", "A0123456789abcdef"};
    char code[HANDED_TEXT_SIZE] = HANDED_PREFIX;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof plains / sizeof plains[0]; i++) {
        struct bytes sealed = {0};

        note_seal(&sealed, key, "handed", plains[i], strlen(plains[i]));
        str_base32(code + strlen(HANDED_PREFIX), sealed.data, sealed.length);
        check_fails(opens(code, &place, &err), &err, ERR_INVALID);
        bytes_clear(&sealed);
    }
}

// What people bring has room: ten costs, each with its ticket.
static void test_handed__a_claim_of_ten_costs_fits(void **state)
{
    struct facts facts = everything(10);
    struct handed big = slip_of(&facts);
    char code[HANDED_TEXT_SIZE];
    struct err err;

    (void)state;
    check_ok(handed_write(code, &big, 'A', &first, &place, &err), &err);
    print_message("an ordinary claim: %zu letters; ten costs: %zu\n", strlen(text), strlen(code));
    handed_clear(&big);
}

static void test_handed__the_largest_claim_is_refused_and_nothing_is_written(void **state)
{
    struct facts facts = everything(FACTS_EXPENSES_MAX);
    struct handed big = slip_of(&facts);
    char code[HANDED_TEXT_SIZE] = "as it was";
    struct err err;

    (void)state;
    check_fails(handed_write(code, &big, 'A', &first, &place, &err), &err, ERR_INVALID);
    assert_string_equal(code, "as it was");
    handed_clear(&big);
}

static void test_handed__other_codes_are_none(void **state)
{
    static const char *const codes[] = {"",
                                        " ",
                                        "DIOLCH:1:S:",
                                        "DIOLCH:1:S:A",
                                        "DIOLCH:1:M:ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                        "DIOLCH:1:S:*****"};
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        check_fails(opens(codes[i], &place, &err), &err, ERR_INVALID);
    assert_false(handed_is("DIOLCH:1:M:ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_handed__another_kiosk_reads_the_very_bytes),
        cmocka_unit_test(test_handed__however_a_scanner_typed_it),
        cmocka_unit_test(test_handed__one_letter_changed_or_missing_is_refused),
        cmocka_unit_test(test_handed__belongs_to_one_meeting),
        cmocka_unit_test(test_handed__only_a_kiosk_of_the_meeting_signs_it),
        cmocka_unit_test(test_handed__what_is_not_a_packed_claim_is_refused),
        cmocka_unit_test(test_handed__a_claim_of_ten_costs_fits),
        cmocka_unit_test(test_handed__the_largest_claim_is_refused_and_nothing_is_written),
        cmocka_unit_test(test_handed__other_codes_are_none),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
