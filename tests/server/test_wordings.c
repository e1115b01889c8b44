// SPDX-License-Identifier: Apache-2.0

/* How the office words the opt-ins: what fits goes down, each version once; nothing else does. */

#include "server/wordings.h"

#include <string.h>

#include "shared/log.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;

static int set_up(void **state)
{
    (void)state;
    hall_open(&hall);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static const char GOOD[] = "choice,en,cy\n"
                           "words,My words without my name,Fy ngeiriau heb fy enw\n"
                           "photographs,Photographs for the newsletter,Lluniau i’r cylchlythyr\n"
                           "contact,\"Letters, now and then\",Llythyrau weithiau\n";

static bool import(const char *csv, struct err *err)
{
    struct bytes file = {0};
    size_t count = 0;
    bool ok;

    bytes_add_text(&file, csv);
    ok = wordings_import(hall.db, &hall.office, &file, &count, err);
    bytes_clear(&file);
    assert_true(!ok || count == 3);
    return ok;
}

/* What kiosks were told last, and how often. */
struct told {
    struct body_wording_set last;
    int times;
};

static bool look(const struct record *record, void *context, struct err *err)
{
    struct told *told = context;

    if (record->kind != RECORD_WORDING_SET)
        return true;
    told->times++;
    return body_read(record, &told->last, err);
}

static struct told look_down(void)
{
    struct told told = {.times = 0};
    struct err err;

    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, look, &told, &err), &err);
    return told;
}

static void test_wordings__go_down_to_kiosks_with_their_version(void **state)
{
    struct told told;
    struct err err;

    (void)state;
    assert_int_equal(look_down().times, 0); // they have their own words
    check_ok(import(GOOD, &err), &err);
    told = look_down();
    assert_int_equal(told.times, 1);
    assert_int_equal(told.last.version, 2);
    assert_int_equal(told.last.words_count, 3);
    assert_string_equal(told.last.words[1].choice, "photographs");
    assert_string_equal(told.last.words[1].en, "Photographs for the newsletter");
    assert_string_equal(told.last.words[1].cy, "Lluniau i’r cylchlythyr");
}

static void test_wordings__the_same_words_are_no_new_version(void **state)
{
    struct err err;

    (void)state;
    check_ok(import(GOOD, &err), &err);
    check_ok(import(GOOD, &err), &err);
    assert_int_equal(look_down().times, 1);
    check_ok(import("choice,en,cy\nwords,a,b\nphotographs,c,d\ncontact,e,f\n", &err), &err);
    assert_int_equal(look_down().last.version, 3);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM wording"), 2); // each is kept
}

static void test_wordings__a_kiosk_that_enrols_later_has_them(void **state)
{
    struct told told;
    struct err err;

    (void)state;
    check_ok(import(GOOD, &err), &err);
    hall_enrol(&hall, "Second");
    told = look_down();
    assert_int_equal(told.times, 1);
    assert_int_equal(told.last.version, 2);
}

static void test_wordings__what_does_not_fit_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *csv, *why;
    } wrong[] = {
        {"choice,en,cy\nwords,a,b\nphotographs,c,d\n", "contact is missing"},
        {"choice,en\nwords,a\n", "both languages"},
        {"choice,en,cy\nwords,a,\nphotographs,c,d\ncontact,e,f\n", "line 2, cy"},
        {"choice,en,cy\nwords,a,b\nwords,a,b\ncontact,e,f\n", "line 3, choice"},
        {"choice,en,cy\nvideos,a,b\nwords,a,b\ncontact,e,f\n", "line 2, choice"},
        {"choice,en,cy\nwords,12345678 12345678 12345678 12345678 12345,b\n", "40 characters"},
        {"choice,en,cy\nwords,incomprehensibly,b\n", "14 letters"},
        {"choice,en,cy\nwords,{name},b\n", "do not draw"},
        {"choice,en,cy\nwords,*now*,b\n", "do not draw"},
        {"choice,en,cy\nwords,文字,b\n", "do not draw"},
    };
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(import(wrong[i].csv, &err));
        assert_int_equal(err.kind, ERR_INVALID);
        if (!strstr(err.text, wrong[i].why))
            fail_msg("%zu: %s", i, err.text);
    }
    assert_int_equal(look_down().times, 0);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM wording"), 0);
}

// As long as they may be, with as many bytes as letters can have.
static void test_wordings__the_longest_fit(void **state)
{
    static const char csv[] = "choice,en,cy\n"
                              "words,12345678 12345678 12345678 12345678 1234,b\n"
                              "photographs,’’’’’’’’’’’’’’ ’’’’’’’’’’’’’’ ’’’’’’’’’’,b\n"
                              "contact,ŵŵŵŵŵŵŵŵŵŵŵŵŵŵ,b\n";
    struct err err;

    (void)state;
    check_ok(import(csv, &err), &err);
    assert_int_equal(look_down().times, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_wordings__go_down_to_kiosks_with_their_version, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_wordings__the_same_words_are_no_new_version, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_wordings__a_kiosk_that_enrols_later_has_them, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_wordings__what_does_not_fit_is_refused_with_its_line,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wordings__the_longest_fit, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
