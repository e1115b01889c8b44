// SPDX-License-Identifier: Apache-2.0

/* A paper form is typed in by the host, and once is enough. */

#include <stdlib.h>

#include "shared/form.h"
#include "shared/mem.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;
static char first[FORM_CODE_SIZE];
static char second[FORM_CODE_SIZE];

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    form_make(first);
    form_make(second);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void to_desk(void)
{
    support_start(&support);
    support_to_desk(&support, &support.office.host);
}

static void type_form(const char *code)
{
    to_desk();
    support_to_page_of(&support, "tasks");
    support_tap(&support, "#tasks");
    support_tap(&support, "Type in a paper form");
    support_is_on(&support, "desk-form");
    support_type(&support, code);
    support_tap(&support, "Next");
}

static void pick(const char *letters, const char *name)
{
    support_type(&support, letters);
    support_tap(&support, "Next");
    support_tap(&support, name);
}

// What stands on the form, put in as its person would, and saved.
static void save_bus(int64_t pence)
{
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct visit *visit = &support.kiosk.visit;
    struct visit_line *bus;
    struct err err;

    support_is_on(&support, "arrived");
    bus = visit_add_line(visit, POLICY_BUS);
    bus->pence = pence;
    bus->proof = VISIT_HERE;
    check_ok(visit_save(visit, &place, &err), &err);
}

static void test_screen_desk_form__typed_in_twice_is_one_claim(void **state)
{
    (void)state;
    type_form(first);
    pick("MOR", "Siân M.");
    save_bus(420);
    assert_true(id_equal(support.kiosk.visit.claim.claim, form_claim(first)));
    type_form(first);
    assert_true(support_sees(&support, "This form is in already"));
    assert_true(support_sees(&support, "A 1"));
    assert_true(support_sees(&support, "£4.20"));
    support_tap(&support, "Show the claim");
    support_is_on(&support, "desk");
    assert_true(id_equal(support.kiosk.desk.claim, form_claim(first)));
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), 1);
    assert_int_equal(support_count(&support, RECORD_CLAIM_AMENDED), 0);
}

// The host keyed it, and then showed it: the op is the same, and so is what comes of it.
static void test_screen_desk_form__a_second_save_of_it_is_refused(void **state)
{
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct body_claim *again = mem_new(1, sizeof *again);
    struct err err;

    (void)state;
    type_form(first);
    pick("MOR", "Siân M.");
    save_bus(420);
    check_ok(books_get_claim_body(support.kiosk.store.db, form_claim(first), again, &err), &err);
    again->number++;
    again->person = support.office.people[0];
    check_fails(store_save(place.store, RECORD_CLAIM_MADE, form_act(first),
                           support.kiosk.roster.meeting, again, &err),
                &err, ERR_CONFLICT);
    check_fails(store_save(place.store, RECORD_CLAIM_MADE, id_new(), support.kiosk.roster.meeting,
                           again, &err),
                &err, ERR_INVALID);
    free(again);
}

static void test_screen_desk_form__a_person_with_a_claim_gets_no_other(void **state)
{
    (void)state;
    type_form(first);
    pick("MOR", "Siân M.");
    save_bus(420);
    type_form(second);
    pick("MOR", "Siân M.");
    assert_true(support_sees(&support, "This person has a claim already"));
    assert_true(support_sees(&support, "A 1"));
    assert_false(support.kiosk.visit.on);
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), 1);
}

static void test_screen_desk_form__a_wrong_letter_is_said_and_begins_nothing(void **state)
{
    (void)state;
    first[0] = first[0] == 'A' ? 'B' : 'A';
    type_form(first);
    assert_true(support_sees(&support, "Those are not a form’s letters"));
    assert_false(support.kiosk.visit.on);
}

static void test_screen_desk_form__nobody_of_that_name_is_signed_in(void **state)
{
    (void)state;
    type_form(first);
    support_type(&support, "XYZ");
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "Keep the form for the office"));
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_screen_desk_form__typed_in_twice_is_one_claim),
        TEST(test_screen_desk_form__a_second_save_of_it_is_refused),
        TEST(test_screen_desk_form__a_person_with_a_claim_gets_no_other),
        TEST(test_screen_desk_form__a_wrong_letter_is_said_and_begins_nothing),
        TEST(test_screen_desk_form__nobody_of_that_name_is_signed_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
