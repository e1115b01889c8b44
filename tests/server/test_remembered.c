// SPDX-License-Identifier: Apache-2.0

/* From one kiosk's choice up to the office, and down to every meeting the person is invited to. */

#include "server/remembered.h"

#include <stdlib.h>
#include <string.h>

#include "shared/log.h"
#include "shared/own_picture.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static const char LATER[] =
    "meeting_code,public_title,start,end,venue,type,policy,workstream,invited\n"
    "B1,Next week,2026-12-01T10:00,2026-12-01T12:30,Hall,"
    "agreed_coproduction,demo,W1,M1\n";

static struct hall hall;
static struct id later; // another meeting M1 is invited to

static int set_up(void **state)
{
    struct meetings_meeting *meetings;
    size_t count;
    struct err err;

    (void)state;
    hall_open(&hall);
    check_ok(hall_import_meetings(&hall, LATER, &err), &err);
    check_ok(meetings_list(hall.db, &hall.office, 0, &meetings, &count, &err), &err);
    assert_int_equal(count, 2);
    later = meetings[1].meeting;
    free(meetings);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static struct meetings_meeting meeting_of(struct id id)
{
    struct meetings_meeting meeting;
    struct err err;

    check_ok(meetings_get(hall.db, &hall.office, id, &meeting, &err), &err);
    return meeting;
}

static void choose(const char *choice, const char *value)
{
    struct body_choice body = {.person = hall.people[0], .wording = 1};
    bool given = strcmp(value, "no") != 0;

    str_copy(body.choice, sizeof body.choice, choice);
    str_copy(body.value, sizeof body.value, value);
    hall_record(&hall, given ? RECORD_CHOICE_GIVEN : RECORD_CHOICE_WITHDRAWN, &body);
    assert_true(hall_send(&hall, 0) > 0);
}

static void choose_picture(size_t picture)
{
    struct meetings_meeting here = meeting_of(hall.meeting);
    char proof[OWN_PICTURE_PROOF_SIZE];

    own_picture_prove(proof, here.key, hall.people[0], picture);
    choose("picture", proof);
}

/* What kiosks were last told of somebody's choice at a meeting. */
struct asked {
    struct id meeting;
    struct id person;
    const char *choice;
    char value[BODY_CODE_SIZE];
    int told; // how often that person was spoken of
};

static bool look(const struct record *record, void *context, struct err *err)
{
    struct asked *asked = context;
    struct body_person_expected body;

    if (record->kind != RECORD_PERSON_EXPECTED || !id_equal(record->meeting_id, asked->meeting))
        return true;
    if (!body_read(record, &body, err))
        return false;
    if (!id_equal(body.person, asked->person))
        return true;
    asked->told++;
    asked->value[0] = '\0';
    for (size_t i = 0; i < body.choices_count; i++)
        if (str_equal(body.choices[i].choice, asked->choice))
            str_copy(asked->value, sizeof asked->value, body.choices[i].value);
    return true;
}

static struct asked told(struct id meeting, size_t person, const char *choice)
{
    struct asked asked = {.meeting = meeting, .person = hall.people[person], .choice = choice};
    struct err err;

    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, look, &asked, &err), &err);
    return asked;
}

static void test_remembered__a_screen_is_told_to_every_meeting_and_nobody_elses(void **state)
{
    int before = told(hall.meeting, 1, "screen").told;

    (void)state;
    choose("screen", "cy.XL.black");
    assert_string_equal(told(hall.meeting, 0, "screen").value, "cy.XL.black");
    assert_string_equal(told(later, 0, "screen").value, "cy.XL.black");
    assert_string_equal(told(hall.meeting, 1, "screen").value, "");
    assert_int_equal(told(hall.meeting, 1, "screen").told, before);
    choose("screen", "no");
    assert_string_equal(told(later, 0, "screen").value, "no");
}

static void test_remembered__a_picture_is_proven_anew_for_each_meeting(void **state)
{
    struct meetings_meeting there = meeting_of(later);
    char first[BODY_CODE_SIZE];
    size_t picture;

    (void)state;
    choose_picture(7);
    str_copy(first, sizeof first, told(later, 0, "picture").value);
    assert_true(own_picture_find(&picture, first, there.key, hall.people[0]));
    assert_int_equal(picture, 7);
    assert_string_not_equal(told(hall.meeting, 0, "picture").value, first);
    choose_picture(2);
    assert_true(
        own_picture_find(&picture, told(later, 0, "picture").value, there.key, hall.people[0]));
    assert_int_equal(picture, 2);
    choose("picture", "no");
    assert_string_equal(told(later, 0, "picture").value, "no");
}

// Whoever has the database and not its keys does not learn which picture it is.
static void test_remembered__the_picture_stands_nowhere_in_clear(void **state)
{
    struct people_person person;
    struct err err;

    (void)state;
    choose_picture(11);
    check_ok(people_get(hall.db, &hall.office, hall.people[0], &person, &err), &err);
    assert_string_equal(person.picture, "umbrella");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM person WHERE "
                                       "instr(details, CAST('umbrella' AS BLOB)) > 0"),
                     0);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE "
                                       "instr(raw, CAST('umbrella' AS BLOB)) > 0"),
                     0);
}

static void test_remembered__an_import_keeps_what_they_chose(void **state)
{
    struct people_person person;
    struct err err;

    (void)state;
    choose_picture(3);
    check_ok(hall_import_people(&hall,
                                "member_code,first_name,last_name,birth_date\n"
                                "M1,Siân,Morgan-Rees,1970-02-03\n",
                                &err),
             &err);
    check_ok(people_get(hall.db, &hall.office, hall.people[0], &person, &err), &err);
    assert_string_equal(person.picture, "boat");
}

static void test_remembered__what_is_no_proof_changes_nothing(void **state)
{
    struct people_person person;
    struct err err;

    (void)state;
    choose_picture(3);
    choose("picture", "00112233445566778899aabbccddeeff");
    check_ok(people_get(hall.db, &hall.office, hall.people[0], &person, &err), &err);
    assert_string_equal(person.picture, "boat");
}

static void test_remembered__the_books_are_still_what_the_logs_come_to(void **state)
{
    (void)state;
    choose_picture(5);
    choose("screen", "en.M.low");
    hall_verify(&hall);
}

int main(void)
{
#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_HALL(test_remembered__a_screen_is_told_to_every_meeting_and_nobody_elses),
        IN_HALL(test_remembered__a_picture_is_proven_anew_for_each_meeting),
        IN_HALL(test_remembered__the_picture_stands_nowhere_in_clear),
        IN_HALL(test_remembered__an_import_keeps_what_they_chose),
        IN_HALL(test_remembered__what_is_no_proof_changes_nothing),
        IN_HALL(test_remembered__the_books_are_still_what_the_logs_come_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
