// SPDX-License-Identifier: Apache-2.0

// A jack's events come from a pipe in place of the kernel.

#include "tests/check.h"

#include <fcntl.h>
#include <linux/input.h>
#include <string.h>
#include <unistd.h>

#include "kiosk/headphones.h"

static struct headphones headphones;
static int jack;

static int begin(void **state)
{
    int ends[2];

    (void)state;
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    headphones = (struct headphones){.fd = ends[0]};
    jack = ends[1];
    return 0;
}

static int end(void **state)
{
    (void)state;
    headphones_close(&headphones);
    close(jack);
    return 0;
}

static void tell(unsigned short type, unsigned short code, int value)
{
    struct input_event event = {.type = type, .code = code, .value = value};

    assert_int_equal(write(jack, &event, sizeof event), sizeof event);
}

static void test_headphones__come_in_and_out(void **state)
{
    (void)state;
    assert_false(headphones_read(&headphones)); // nothing was said
    tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    tell(EV_SYN, SYN_REPORT, 0);
    assert_true(headphones_read(&headphones));
    assert_true(headphones.in);
    tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    assert_false(headphones_read(&headphones)); // as before
    tell(EV_SW, SW_HEADPHONE_INSERT, 0);
    assert_true(headphones_read(&headphones));
    assert_false(headphones.in);
}

static void test_headphones__other_switches_are_none(void **state)
{
    (void)state;
    tell(EV_SW, SW_LID, 1);
    tell(EV_SW, SW_MICROPHONE_INSERT, 1);
    tell(EV_KEY, KEY_A, 1);
    assert_false(headphones_read(&headphones));
    assert_false(headphones.in);
}

// In and out again before anybody looked: they are out.
static void test_headphones__count_as_they_are_now(void **state)
{
    (void)state;
    tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    tell(EV_SW, SW_HEADPHONE_INSERT, 0);
    assert_false(headphones_read(&headphones));
    // What the kernel had to drop is asked for; a pipe cannot answer, so nothing is taken for in.
    tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    tell(EV_SYN, SYN_DROPPED, 0);
    assert_false(headphones_read(&headphones));
    assert_false(headphones.in);
}

static void test_headphones__may_be_a_card_a_jack_or_none(void **state)
{
    struct headphones other;
    struct err err;

    (void)state;
    check_ok(headphones_open(&other, "none", &err), &err);
    assert_int_equal(other.fd, -1);
    check_ok(headphones_open(&other, "NoSuchCard", &err), &err);
    assert_false(other.in);
    assert_string_equal(other.card, "NoSuchCard");
    assert_false(headphones_read(&other));
    headphones_close(&other);
    check_fails(headphones_open(&other, "/dev/no/such/jack", &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "group \"input\""));
    check_fails(headphones_open(&other, "a/card/with/slashes", &err), &err, ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_headphones__come_in_and_out, begin, end),
        cmocka_unit_test_setup_teardown(test_headphones__other_switches_are_none, begin, end),
        cmocka_unit_test_setup_teardown(test_headphones__count_as_they_are_now, begin, end),
        cmocka_unit_test(test_headphones__may_be_a_card_a_jack_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
