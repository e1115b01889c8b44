// SPDX-License-Identifier: Apache-2.0
#include "server/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/meetings.h"
#include "server/people.h"
#include "server/staff.h"
#include "shared/log.h"
#include "tests/check.h"
#include "tests/server/hall.h"

#define PEOPLE "member_code,first_name,last_name,birth_date,language,pay_channel,return_miles\n"
#define MEETINGS "meeting_code,public_title,start,end,venue,type,policy,invited\n"

static struct hall hall;

static int open_hall(void **state)
{
    (void)state;
    hall_open(&hall);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static bool people(const char *text, struct err *err)
{
    return hall_import_people(&hall, text, err);
}

static bool meetings(const char *text, struct err *err)
{
    return hall_import_meetings(&hall, text, err);
}

struct refusal {
    const char *text;
    const char *says;
};

static void check_refused(bool (*import)(const char *text, struct err *err),
                          const struct refusal *cases, size_t count)
{
    struct err err;

    for (size_t i = 0; i < count; i++) {
        check_fails(import(cases[i].text, &err), &err, ERR_INVALID);
        if (!strstr(err.text, cases[i].says))
            fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].says);
    }
}

static void test_import__refuses_people_with_line_and_column(void **state)
{
    static const struct refusal cases[] = {
        {"first_name\nAnn\n", "line 1: the column member_code is missing"},
        {PEOPLE ",Ann,,,,,\n", "line 2, member_code: it is missing"},
        {PEOPLE "M3,,,,,,\n", "line 2, first_name"},
        {PEOPLE "M3,Ann,,1970-02-30,,,\n", "line 2, birth_date"},
        {PEOPLE "M3,Ann,,2970-02-03,,,\n", "line 2, birth_date"},
        {PEOPLE "M3,Ann,,,fr,,\n", "line 2, language: it must be one of en cy"},
        {PEOPLE "M3,Ann,,,,cheque,\n", "line 2, pay_channel: it must be one of bank voucher"},
        {PEOPLE "M3,Ann,,,,,a few\n", "line 2, return_miles"},
        {PEOPLE "M3,Ann,,,,,\nM 4,Bob,,,,,\n", "line 3, member_code"},
        {PEOPLE "M3,Ann,,,,,\nM4,Bob,,,,,\nM3,Cat,,,,,\n", "line 4, member_code"},
        {PEOPLE "M3,\"A\nnn\",,,,,\n", "line 2, first_name"},
        {"member_code,first_name,agreed_at\nM3,Ann,soon\n", "line 2, agreed_at"},
        {"member_code,first_name,bank_on_file\nM3,Ann,maybe\n", "line 2, bank_on_file"},
    };
    int64_t before = hall_count(&hall, "SELECT count(*) FROM person");

    (void)state;
    check_refused(people, cases, sizeof cases / sizeof cases[0]);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM person"), before);
}

static void test_import__refuses_meetings_with_line_and_column(void **state)
{
    static const struct refusal cases[] = {
        {MEETINGS "T2,x,2026-12-01 10:00,2026-12-01 12:00,,party,demo,\n", "line 2, type"},
        {MEETINGS "T2,x,2026-12-01 10:00,2026-12-01 12:00,,agreed_coproduction,gold,\n",
         "line 2, policy: this server has no policy of that name: name one it has"},
        {MEETINGS "T2,x,2026-12-01 10:00,2026-12-01 12:00,,agreed_coproduction,dcc-2025-26,\n",
         "line 2, policy: that policy has no rates for the day"},
        {MEETINGS "T2,x,2026-12-01 12:00,2026-12-01 10:00,,agreed_coproduction,demo,\n",
         "line 2, end"},
        {MEETINGS "T2,x,2026-10-25 01:30,2026-10-25 10:00,,agreed_coproduction,demo,\n",
         "line 2, start: that time happens twice"},
        {MEETINGS "T2,x,2027-03-28 01:30,2027-03-28 10:00,,agreed_coproduction,demo,\n",
         "line 2, start: that time never happens"},
        {MEETINGS "T2,x,Tuesday,2026-12-01 12:00,,agreed_coproduction,demo,\n", "line 2, start"},
        {MEETINGS "T2,,2026-12-01 10:00,2026-12-01 12:00,,agreed_coproduction,demo,\n",
         "line 2, public_title"},
        {MEETINGS "T2,x,2026-12-01 10:00,2026-12-01 12:00,,agreed_coproduction,demo,M1 M9\n",
         "line 2, invited"},
        {MEETINGS "T2,x,2026-12-01 10:00,2026-12-01 12:00,,agreed_coproduction,demo,M1\n"
                  "T3,x,2026-12-01 10:00,2026-12-01 09:00,,agreed_coproduction,demo,M1\n",
         "line 3, end"},
    };

    (void)state;
    check_refused(meetings, cases, sizeof cases / sizeof cases[0]);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM meeting"), 1);
}

static void test_import__a_meeting_may_name_who_answers_questions(void **state)
{
    struct meetings_meeting meeting;
    struct err err;

    (void)state;
    check_ok(meetings("meeting_code,public_title,start,end,type,policy,owner\n"
                      "T1,Tuesday group,2026-11-24 10:00,2026-11-24 12:00,agreed_coproduction,demo,"
                      "Llŷr Owen\n",
                      &err),
             &err);
    check_ok(meetings_get(hall.db, &hall.office, hall.meeting, &meeting, &err), &err);
    assert_string_equal(meeting.owner, "Llŷr Owen");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 201 AND "
                                       "instr(raw, CAST('\"owner\":\"Llŷr Owen\"' AS BLOB)) > 0"),
                     1);
}

static int64_t said(const char *kind)
{
    char sql[120];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM record WHERE kind = %s", kind);
    return hall_count(&hall, sql);
}

static void test_import__brings_up_to_date_and_tells_kiosks_only_what_changed(void **state)
{
    struct people_person person;
    struct err err;

    (void)state;
    assert_int_equal(said("202"), 2); // person.expected
    check_ok(people("member_code,first_name,last_name,language,role,pay_channel,bank_on_file,"
                    "return_miles,agreed_at,terms,birth_date\n"
                    "M1,Siân,Morgan-Rees,cy,member,bank,yes,12.3,2026-11-01,v1,1970-02-03\n",
                    &err),
             &err);
    assert_int_equal(said("202"), 3);
    check_ok(people_find(hall.db, &hall.office, "M1", &person, &err), &err);
    assert_string_equal(person.names.last, "Morgan-Rees");
    assert_memory_equal(&person.person, &hall.people[0], sizeof person.person);
    check_ok(meetings(MEETINGS "T1,Tuesday group,2026-11-24 10:00,2026-11-24 13:00,Hall,"
                               "agreed_coproduction,demo,\n",
                      &err),
             &err);
    assert_int_equal(said("201"), 2);
    assert_int_equal(said("202"), 3);
    check_ok(meetings(MEETINGS "T1,Tuesday group,2026-11-24 10:00,2026-11-24 13:00,Hall,"
                               "agreed_coproduction,demo,M1;M2\n",
                      &err),
             &err);
    assert_int_equal(said("201"), 2); // the same again: nobody is told
}

static void test_import__a_list_that_does_not_say_it_leaves_when_it_was_agreed(void **state)
{
    struct people_person before;
    struct people_person after;
    struct err err;

    (void)state;
    check_ok(people_find(hall.db, &hall.office, "M1", &before, &err), &err);
    check_ok(people("member_code,first_name,agreed_at\nM1,Siân,\n", &err), &err);
    check_ok(people_find(hall.db, &hall.office, "M1", &after, &err), &err);
    assert_true(before.agreed_ms > 0);
    assert_int_equal(after.agreed_ms, before.agreed_ms);
    check_ok(people("member_code,first_name,agreed_at\nM1,Siân,2026-11-02\n", &err), &err);
    check_ok(people_find(hall.db, &hall.office, "M1", &after, &err), &err);
    assert_true(after.agreed_ms > before.agreed_ms);
}

// The last of its kind that the kiosk was told of that person or member of staff, into `body`.
struct told {
    enum record_kind kind;
    struct id whom;
    struct body_person_expected expected;
    struct body_payer_set payer;
};

static bool look(const struct record *record, void *context, struct err *err)
{
    struct body_person_expected *expected = &(struct body_person_expected){0};
    struct told *told = context;
    struct body_payer_set payer;

    if (record->kind != told->kind)
        return true;
    if (told->kind == RECORD_PAYER_SET) {
        if (!body_read(record, &payer, err))
            return false;
        if (id_equal(payer.staff, told->whom))
            told->payer = payer;
        return true;
    }
    if (!body_read(record, expected, err))
        return false;
    if (id_equal(expected->person, told->whom))
        told->expected = *expected;
    return true;
}

static const struct told *told(enum record_kind kind, struct id whom)
{
    static struct told last;
    struct err err;

    last = (struct told){.kind = kind, .whom = whom};
    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, look, &last, &err), &err);
    return &last;
}

static struct id member(const char *code)
{
    struct people_person person;
    struct err err;

    check_ok(people_find(hall.db, &hall.office, code, &person, &err), &err);
    return person.person;
}

#define SUPPORTERS "member_code,first_name,role,supports,existing_support,extra_agreed_at\n"
#define INVITES                                                                                    \
    "meeting_code,public_title,start,end,type,policy,invited\n"                                    \
    "T1,Tuesday group,2026-11-24 10:00,2026-11-24 12:30,agreed_coproduction,demo,M1 S1 S2\n"

static void test_import__who_comes_with_whom_goes_down_as_it_was_settled(void **state)
{
    const struct body_person_expected *expected;
    struct err err;

    (void)state;
    // A supporter may stand before whom they come with.
    check_ok(people(SUPPORTERS "S1,Ann,supporter,M7,,\n"
                               "S2,Bob,supporter,M7,yes,2026-11-02\n"
                               "M7,Cat,,,,\n",
                    &err),
             &err);
    check_ok(meetings(INVITES, &err), &err);
    expected = &told(RECORD_PERSON_EXPECTED, member("S1"))->expected;
    assert_true(id_equal(expected->supports, member("M7")));
    assert_int_equal(expected->supporter_number, 1);
    assert_false(expected->existing_support);
    assert_int_equal(expected->extra_agreed_ms, 0);
    expected = &told(RECORD_PERSON_EXPECTED, member("S2"))->expected;
    assert_int_equal(expected->supporter_number, 2);
    assert_true(expected->existing_support);
    assert_true(expected->extra_agreed_ms > 0);
    expected = &told(RECORD_PERSON_EXPECTED, hall.people[0])->expected;
    assert_true(id_is_none(expected->supports));
    assert_int_equal(expected->supporter_number, 0);
}

static void test_import__refuses_supporters_of_nobody_and_of_themselves(void **state)
{
    static const struct refusal cases[] = {
        {SUPPORTERS "S1,Ann,supporter,M99,,\n", "line 2, supports: it names a member code"},
        {SUPPORTERS "S1,Ann,supporter,S1,,\n", "line 2, supports: nobody comes as a supporter"},
        {SUPPORTERS "S1,Ann,supporter,M1,often,\n", "line 2, existing_support"},
        {SUPPORTERS "S1,Ann,supporter,M1,,soon\n", "line 2, extra_agreed_at"},
    };

    (void)state;
    check_refused(people, cases, sizeof cases / sizeof cases[0]);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM person"), HALL_PEOPLE);
}

/* --- payers --- */

#define PAYERS "name,member_code,limit,from,until\n"

static bool payers(const char *text, struct err *err)
{
    struct bytes file = {0};
    size_t count;
    bool ok;

    bytes_add_text(&file, text);
    ok = import_payers(hall.db, &hall.office, &file, &count, err);
    bytes_clear(&file);
    return ok;
}

static struct id appoint(const char *name, bool host)
{
    struct staff_member made;
    struct err err;
    bool ok;

    check_ok(db_begin(hall.db, &err), &err);
    ok = staff_appoint(hall.db, &hall.office, name, host, &made, &err);
    check_ok(db_end(hall.db, ok, &err), &err);
    return made.staff;
}

static void test_import__a_payer_has_person_limit_and_days(void **state)
{
    struct id hywel = appoint("Hywel", false);
    const struct body_payer_set *payer;
    struct err err;

    (void)state;
    check_ok(payers(PAYERS "Hywel,M2,150.00,2026-11-01,2027-03-31\n", &err), &err);
    assert_int_equal(said("307"), 1); // payer.nominated, in our own log
    payer = &told(RECORD_PAYER_SET, hywel)->payer;
    assert_true(payer->payer);
    assert_true(id_equal(payer->person, hall.people[1])); // never their own claim
    assert_int_equal(payer->limit_pence, 15000);
    assert_string_equal(payer->from, "2026-11-01");
    assert_string_equal(payer->until, "2027-03-31");
    // The file says it all: what is empty now holds no longer.
    check_ok(payers(PAYERS "Hywel,,,,\n", &err), &err);
    payer = &told(RECORD_PAYER_SET, hywel)->payer;
    assert_true(payer->payer && id_is_none(payer->person));
    assert_int_equal(payer->limit_pence, 0);
    assert_string_equal(payer->until, "");
}

static void test_import__a_payer_is_changed_in_the_console_too(void **state)
{
    struct id hywel = appoint("Hywel", false);
    const struct body_payer_set *payer;
    char text[ID_TEXT_SIZE];
    char target[96];

    (void)state;
    hall_sign_in(&hall);
    id_write(text, hywel);
    snprintf(target, sizeof target, "/api/payers/%s", text);
    assert_int_equal(hall_press_for_status(&hall, "POST", target,
                                           "{\"member_code\":\"M1\",\"limit_pence\":5000,"
                                           "\"until\":\"2026-12-31\"}"),
                     200);
    payer = &told(RECORD_PAYER_SET, hywel)->payer;
    assert_int_equal(payer->limit_pence, 5000);
    assert_true(id_equal(payer->person, hall.people[0]));
    assert_string_equal(payer->until, "2026-12-31");
    assert_int_equal(hall_press_for_status(&hall, "POST", target,
                                           "{\"from\":\"2027-01-02\","
                                           "\"until\":\"2027-01-01\"}"),
                     400);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"member_code\":\"M99\"}"),
                     400);
    assert_int_equal(said("307"), 1);
}

// Nothing at all is not the same as no limit.
static void
test_import__a_payer_of_nothing_is_refused_and_no_limit_is_said_by_leaving_it(void **state)
{
    struct id hywel = appoint("Hywel", false);
    char text[ID_TEXT_SIZE];
    char target[96];
    struct json *list;

    (void)state;
    hall_sign_in(&hall);
    id_write(text, hywel);
    snprintf(target, sizeof target, "/api/payers/%s", text);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"limit_pence\":5000}"), 200);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"limit_pence\":0}"), 400);
    assert_int_equal(told(RECORD_PAYER_SET, hywel)->payer.limit_pence, 5000);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"limit_pence\":null}"), 200);
    assert_int_equal(told(RECORD_PAYER_SET, hywel)->payer.limit_pence, 0);
    list = hall_press_json(&hall, "GET", "/api/payers", NULL);
    assert_int_equal(json_kind(json_get(hall_first(list, "payers"), "limit_pence")), JSON_NULL);
    json_free(list);
}

static void test_import__refuses_payers_with_line_and_column(void **state)
{
    static const struct refusal cases[] = {
        {PAYERS "Nobody,,,,\n", "line 2, name: nobody of that name is a payer"},
        {PAYERS "Only host,,,,\n", "line 2, name: nobody of that name is a payer"},
        {PAYERS "Hywel,M99,,,\n", "line 2, member_code"},
        {PAYERS "Hywel,,much,,\n", "line 2, limit"},
        {PAYERS "Hywel,,0.00,,\n", "line 2, limit"},
        {PAYERS "Hywel,,,Monday,\n", "line 2, from"},
        {PAYERS "Hywel,,,2026-11-02,2026-11-01\n", "line 2, until: The last day comes before"},
    };

    (void)state;
    appoint("Hywel", false);
    appoint("Only host", true);
    check_refused(payers, cases, sizeof cases / sizeof cases[0]);
}

static void test_import__keeps_names_only_sealed(void **state)
{
    char command[SETTINGS_PATH_SIZE + 64];

    (void)state;
    snprintf(command, sizeof command, "grep -q -a -e Morgan -e Dafydd -e 1970-02-03 '%s'/server.db",
             hall.office.settings.data);
    assert_int_not_equal(system(command), 0); // NOLINT: found nothing
    snprintf(command, sizeof command, "grep -q -a 'Tuesday group' '%s'/server.db",
             hall.office.settings.data);
    assert_int_equal(system(command), 0); // NOLINT: but it does look
}

static void test_import__erasing_the_key_erases_the_person(void **state)
{
    struct people_person person;
    struct err err;

    (void)state;
    check_ok(db_exec(hall.db, "DELETE FROM person_key WHERE person_id = $1",
                     DB_ARGS(db_id(&hall.people[0])), &err),
             &err);
    check_ok(people_get(hall.db, &hall.office, hall.people[0], &person, &err), &err);
    assert_string_equal(person.names.first, "");
    assert_string_equal(person.member_code, "M1");
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_import__refuses_people_with_line_and_column),
        IN_HALL(test_import__refuses_meetings_with_line_and_column),
        IN_HALL(test_import__brings_up_to_date_and_tells_kiosks_only_what_changed),
        IN_HALL(test_import__a_meeting_may_name_who_answers_questions),
        IN_HALL(test_import__who_comes_with_whom_goes_down_as_it_was_settled),
        IN_HALL(test_import__refuses_supporters_of_nobody_and_of_themselves),
        IN_HALL(test_import__a_payer_has_person_limit_and_days),
        IN_HALL(test_import__refuses_payers_with_line_and_column),
        IN_HALL(test_import__a_payer_is_changed_in_the_console_too),
        IN_HALL(test_import__a_payer_of_nothing_is_refused_and_no_limit_is_said_by_leaving_it),
        IN_HALL(test_import__a_list_that_does_not_say_it_leaves_when_it_was_agreed),
        IN_HALL(test_import__keeps_names_only_sealed),
        IN_HALL(test_import__erasing_the_key_erases_the_person),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
