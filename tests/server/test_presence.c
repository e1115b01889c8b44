// SPDX-License-Identifier: Apache-2.0
#include "server/presence.h"

#include "shared/when.h"
#include "tests/check.h"

static int64_t at(const char *instant)
{
    int64_t ms;

    assert_true(when_read(&ms, instant));
    return ms;
}

struct said {
    const char *from, *to;
    const char *came, *left; // NULL: it cannot be
};

static void check(const struct shape_span *meeting, const struct said *said)
{
    struct shape_span there = {0};
    struct err err;

    if (!said->came) {
        check_fails(presence_read(&there, meeting, said->from, said->to, &err), &err, ERR_INVALID);
        return;
    }
    check_ok(presence_read(&there, meeting, said->from, said->to, &err), &err);
    assert_int_equal(there.from_ms, at(said->came));
    assert_int_equal(there.to_ms, at(said->left));
}

static void test_presence__times_are_of_the_day_of_the_meeting(void **state)
{
    static const struct said list[] = {
        {"09:40", "12:10", "2026-11-24T09:40:00Z", "2026-11-24T12:10:00Z"},
        {"12:10", "09:40", NULL, NULL},
        {"10:00", "10:00", NULL, NULL},
        {"noon", "13:00", NULL, NULL},
        {"10:00", "18:00", NULL, NULL}, // it is three o'clock
    };
    struct shape_span meeting = {at("2026-11-24T10:00:00Z"), at("2026-11-24T12:30:00Z")};

    (void)state;
    when_start_at(at("2026-11-24T15:00:00Z"));
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        check(&meeting, &list[i]);
}

static void test_presence__of_the_next_day_where_the_meeting_goes_on_over_midnight(void **state)
{
    static const struct said list[] = {
        {"21:50", "23:30", "2026-11-24T21:50:00Z", "2026-11-24T23:30:00Z"},
        {"22:00", "00:40", "2026-11-24T22:00:00Z", "2026-11-25T00:40:00Z"},
        {"00:10", "00:40", "2026-11-25T00:10:00Z", "2026-11-25T00:40:00Z"},
        {"00:40", "00:10", NULL, NULL}, // the night after
    };
    struct shape_span meeting = {at("2026-11-24T22:00:00Z"), at("2026-11-25T00:30:00Z")};

    (void)state;
    when_start_at(at("2026-11-25T09:00:00Z"));
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        check(&meeting, &list[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_presence__times_are_of_the_day_of_the_meeting),
        cmocka_unit_test(test_presence__of_the_next_day_where_the_meeting_goes_on_over_midnight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
