// SPDX-License-Identifier: Apache-2.0
#include "kiosk/newcomer.h"

#include <string.h>

#include "tests/check.h"
#include "tests/kiosk/place.h"

static struct place place;

static int set_up(void **state)
{
    (void)state;
    place_open(&place, true);
    place_open_meeting(&place);
    place_open_float(&place, 15000);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static void sign_in(struct newcomer *newcomer, struct visit *visit, enum visit_how how)
{
    struct body_names names;
    struct err err;

    assert_true(newcomer_names("Mair Price", &names));
    newcomer_begin(newcomer);
    check_ok(newcomer_sign_in(newcomer, &names, how, &place.visit, visit, &err), &err);
}

static void test_newcomer__the_last_word_of_a_name_is_the_last_name(void **state)
{
    static const struct {
        const char *typed, *first, *last;
    } cases[] = {
        {"Mair", "Mair", ""},
        {"Mair Price", "Mair", "Price"},
        {"  Mair  Ann Price ", "Mair Ann", "Price"},
    };
    struct body_names names;

    (void)state;
    assert_false(newcomer_names("", &names));
    assert_false(newcomer_names("   ", &names));
    assert_false(newcomer_names("-", &names));
    assert_false(newcomer_names(" ' -", &names));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(newcomer_names(cases[i].typed, &names));
        assert_string_equal(names.first, cases[i].first);
        assert_string_equal(names.last, cases[i].last);
    }
}

static void test_newcomer__is_signed_in_and_found_like_everybody(void **state)
{
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    struct roster_clue clue = {"PRI", ""};
    struct books_attendance there;
    struct newcomer newcomer;
    struct visit visit = {0};
    size_t count;
    struct err err;

    (void)state;
    sign_in(&newcomer, &visit, VISIT_BY_LETTERS);
    assert_true(visit.on && visit.arrived_ms > 0 && !visit.recognised);
    check_ok(
        books_find_attendance(place.store.db, place.office.meeting, newcomer.person, &there, &err),
        &err);
    assert_string_equal(there.as, "new");
    place_restart(&place); // their name is only on the disk sealed, and found again
    assert_int_equal(roster_find_letters(&place.roster, &clue, found, &count), ROSTER_FOUND);
    assert_int_equal(count, 1);
    assert_string_equal(found[0]->mask, "Mair P.");
    assert_true(found[0]->added);
    visit_forget(&visit);
}

static void test_newcomer__twice_is_one_person(void **state)
{
    struct books_meeting meeting;
    struct body_names names;
    struct newcomer newcomer;
    struct visit visit = {0};
    struct err err;

    (void)state;
    sign_in(&newcomer, &visit, VISIT_BY_LETTERS);
    assert_true(newcomer_names("Mair Price", &names));
    newcomer_sign_in(&newcomer, &names, VISIT_BY_LETTERS, &place.visit, &visit, &err);
    check_ok(books_get_meeting(place.store.db, place.office.meeting, &meeting, &err), &err);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE + 1);
    assert_int_equal(meeting.present, 1);
    visit_forget(&visit);
}

// Held, not refused: the ticket is on the claim, and neither the desk nor the screen promises cash.
static void test_newcomer__expenses_are_held_and_not_lost(void **state)
{
    struct newcomer newcomer;
    struct visit visit = {0};
    struct body_claim body;
    struct visit_line *bus;
    struct err err;

    (void)state;
    sign_in(&newcomer, &visit, VISIT_BY_HOST);
    bus = visit_add_line(&visit, POLICY_BUS);
    bus->pence = 420;
    bus->proof = VISIT_HERE;
    assert_false(visit_cash_today(&visit, &place.visit));
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    assert_int_equal(visit.claim.expenses_pence, 0);
    check_ok(books_get_claim_body(place.store.db, visit.claim.claim, &body, &err), &err);
    assert_false(body.cash_today);
    assert_int_equal(body.facts.expenses[0].claimed_pence, 420);
    assert_string_equal(body.outcome.rejected[1].code, "NO_PRIOR_AGREEMENT");
    visit_forget(&visit);
}

// The office put them on the list meanwhile: they are there once, as the office has them.
static void test_newcomer__is_there_once_when_the_office_lists_them(void **state)
{
    struct body_person_expected expected;
    struct newcomer newcomer;
    struct visit visit = {0};
    bool changed;
    struct err err;

    (void)state;
    sign_in(&newcomer, &visit, VISIT_BY_LETTERS);
    place_restart(&place);
    expected = roster_find_person(&place.roster, newcomer.person)->expected;
    expected.agreed_ms = place.office.start_ms - 1000;
    check_ok(office_say(&place.office, &place.store, RECORD_PERSON_EXPECTED, &expected, &err),
             &err);
    check_ok(store_receive(&place.store, &changed, &err), &err);
    place_restart(&place);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE + 1);
    assert_false(roster_find_person(&place.roster, newcomer.person)->added);
    visit_forget(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_newcomer__the_last_word_of_a_name_is_the_last_name),
        TEST(test_newcomer__is_signed_in_and_found_like_everybody),
        TEST(test_newcomer__twice_is_one_person),
        TEST(test_newcomer__expenses_are_held_and_not_lost),
        TEST(test_newcomer__is_there_once_when_the_office_lists_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
