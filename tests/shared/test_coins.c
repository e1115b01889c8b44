// SPDX-License-Identifier: Apache-2.0
#include "shared/coins.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "tests/check.h"

static struct coins of(const int64_t (*list)[2], size_t count)
{
    struct coins coins = {0};

    for (size_t i = 0; i < count; i++)
        coins.count[coins_find(list[i][0])] = list[i][1];
    return coins;
}
#define OF(...) of((const int64_t[][2]){__VA_ARGS__}, sizeof((int64_t[][2]){__VA_ARGS__}) / 16)

static void makes(struct coins tin, int64_t pence, const char *text, int64_t missing)
{
    char wrote[COINS_TEXT_SIZE];
    struct coins out;

    assert_int_equal(coins_make(&tin, pence, &out), missing);
    coins_write(wrote, sizeof wrote, &out);
    assert_string_equal(wrote, text);
    assert_int_equal(coins_sum(&out), pence - missing);
}

static void test_coins__make_an_amount_of_what_is_there(void **state)
{
    struct coins all;

    (void)state;
    coins_split(974, &all);
    makes(all, 974, "£5 · 2 × £2 · 50p · 20p · 2 × 2p", 0);
    makes(OF({500, 1}, {100, 9}, {50, 3}), 950, "£5 · 4 × £1 · 50p", 0);
    makes(OF({50, 1}, {20, 3}), 60, "3 × 20p", 0); // the fifty would be in the way
    makes(OF({2000, 3}, {5000, 1}), 6000, "3 × £20", 0);
    makes(OF({5, 1}, {2, 4}), 8, "4 × 2p", 0);
    makes(OF({100, 3}), 0, "", 0);
}

static void test_coins__say_what_is_missing(void **state)
{
    (void)state;
    makes(OF({500, 1}, {200, 2}, {50, 1}, {20, 3}), 974, "£5 · 2 × £2 · 50p · 20p", 4);
    makes(OF({2000, 4}), 974, "", 974); // a note is too much
    makes(OF({100, 3}), 974, "3 × £1", 674);
    makes(OF({5000, 9}), COINS_MAKE_MAX + 1, "", COINS_MAKE_MAX + 1);
}

static void test_coins__go_both_ways(void **state)
{
    struct coins tin = OF({500, 2}, {100, 1});
    struct coins note = OF({500, 1});

    (void)state;
    coins_remove(&tin, &note);
    coins_remove(&tin, &note);
    assert_int_equal(coins_sum(&tin), 100);
    assert_true(coins_are_there(&tin));
    coins_remove(&tin, &note);
    assert_false(coins_are_there(&tin));
    coins_add(&tin, &note);
    assert_true(coins_are_there(&tin));
    assert_int_equal(coins_find(30), -1);
}

static void test_coins__are_written_as_far_as_there_is_room(void **state)
{
    struct coins all;
    char text[40];

    (void)state;
    coins_split(974, &all);
    coins_write(text, sizeof text, &all);
    assert_string_equal(text, "£5 · 2 × £2");
}

// The slow way: every amount that can be made, one piece after the other.
static int64_t most(const struct coins *tin, int64_t pence)
{
    bool made[2001] = {true};

    for (size_t kind = 0; kind < COINS_KINDS; kind++)
        for (int64_t i = 0; i < tin->count[kind]; i++)
            for (int64_t at = pence; at >= coins_pence[kind]; at--)
                made[at] = made[at] || made[at - coins_pence[kind]];
    while (!made[pence])
        pence--;
    return pence;
}

static void test_coins__make_the_most_that_can_be_made(void **state)
{
    const char *given = getenv("TEST_SEED");
    unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);

    (void)state;
    print_message("TEST_SEED=%u\n", seed);
    for (int i = 0; i < 2000; i++) {
        struct coins tin = {0};
        struct coins out;
        int64_t pence = rand_r(&seed) % 2001;

        for (size_t kind = 0; kind < COINS_KINDS; kind++)
            tin.count[kind] = rand_r(&seed) % 2 ? rand_r(&seed) % 4 : 0;
        assert_int_equal(pence - coins_make(&tin, pence, &out), most(&tin, pence));
        coins_remove(&tin, &out);
        assert_true(coins_are_there(&tin));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_coins__make_an_amount_of_what_is_there),
        cmocka_unit_test(test_coins__say_what_is_missing),
        cmocka_unit_test(test_coins__go_both_ways),
        cmocka_unit_test(test_coins__are_written_as_far_as_there_is_room),
        cmocka_unit_test(test_coins__make_the_most_that_can_be_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
