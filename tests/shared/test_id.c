// SPDX-License-Identifier: Apache-2.0
#include "shared/id.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "shared/when.h"
#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static int64_t ms_of(struct id id)
{
    int64_t ms = 0;

    for (int i = 0; i < 6; i++)
        ms = ms << 8 | id.bytes[i];
    return ms;
}

static void test_id__has_the_shape_of_a_uuid_of_version_7(void **state)
{
    int64_t before = when_now_ms();
    struct id id = id_new();

    (void)state;
    assert_int_equal(id.bytes[6] >> 4, 7);
    assert_int_equal(id.bytes[8] >> 6, 2);
    assert_in_range(ms_of(id), before, when_now_ms() + 1);
    assert_false(id_is_none(id));
}

static void test_id__later_ones_sort_later(void **state)
{
    struct id last = id_new();

    (void)state;
    for (int i = 0; i < 20000; i++) { // many in one millisecond
        struct id next = id_new();

        assert_true(memcmp(last.bytes, next.bytes, ID_BYTES) < 0);
        last = next;
    }
}

static void test_id__a_clock_set_back_does_not_turn_the_order(void **state)
{
    struct id first = id_new();
    struct id second;

    (void)state;
    when_advance(-3600000);
    second = id_new();
    when_advance(3600000);
    assert_true(memcmp(first.bytes, second.bytes, ID_BYTES) < 0);
}

static void test_id__follows_the_programs_clock(void **state)
{
    (void)state;
    when_advance(86400000);
    assert_in_range(ms_of(id_new()), when_now_ms() - 1000, when_now_ms() + 1);
    when_advance(-86400000);
}

#define PER_THREAD 5000

static void *make_many(void *out)
{
    struct id *ids = out;

    for (int i = 0; i < PER_THREAD; i++)
        ids[i] = id_new();
    return NULL;
}

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, ID_BYTES);
}

static void test_id__threads_never_make_the_same_stamp(void **state)
{
    static struct id ids[4 * PER_THREAD];
    pthread_t threads[4];

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, make_many, &ids[(size_t)i * PER_THREAD]),
                         0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 1; i < PER_THREAD; i++)
        assert_true(compare(&ids[i - 1], &ids[i]) < 0);
    qsort(ids, COUNT(ids), sizeof ids[0], compare);
    for (size_t i = 1; i < COUNT(ids); i++)
        assert_true(memcmp(ids[i - 1].bytes, ids[i].bytes, 8) != 0);
}

static void test_id__text_goes_there_and_back(void **state)
{
    struct id id = id_new();
    struct id read = {{0}};
    char text[ID_TEXT_SIZE];

    (void)state;
    id_write(text, id);
    assert_int_equal(strlen(text), ID_TEXT_SIZE - 1);
    assert_true(id_parse(&read, text));
    assert_true(id_equal(id, read));
    assert_true(id_parse(&read, "018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b"));
    id_write(text, read);
    assert_string_equal(text, "018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b");
}

static void test_id__takes_no_other_spelling(void **state)
{
    static const char *const refused[] = {
        "",
        "018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2",
        "018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b0",
        "018F2B5E-7C1A-7D3E-9B0A-3F1C5E7D9A2B",
        "018f2b5e7c1a7d3e9b0a3f1c5e7d9a2b",
        "{18f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2}",
        "018f2b5-e7c1a-7d3e-9b0a-3f1c5e7d9a2b",
        "018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2g",
        "018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2-",
        "018f2b5e 7c1a 7d3e 9b0a 3f1c5e7d9a2b",
    };
    struct id read = {{9}};

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_false(id_parse(&read, refused[i]));
    assert_int_equal(read.bytes[0], 9);
}

static void test_id__none_is_all_zeros(void **state)
{
    struct id none = {{0}};
    struct id nearly = {{0}};

    (void)state;
    nearly.bytes[15] = 1;
    assert_true(id_is_none(none));
    assert_false(id_is_none(nearly));
    assert_false(id_equal(none, nearly));
    assert_true(id_equal(none, (struct id){{0}}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_id__has_the_shape_of_a_uuid_of_version_7),
        cmocka_unit_test(test_id__later_ones_sort_later),
        cmocka_unit_test(test_id__a_clock_set_back_does_not_turn_the_order),
        cmocka_unit_test(test_id__threads_never_make_the_same_stamp),
        cmocka_unit_test(test_id__text_goes_there_and_back),
        cmocka_unit_test(test_id__takes_no_other_spelling),
        cmocka_unit_test(test_id__none_is_all_zeros),
        cmocka_unit_test(test_id__follows_the_programs_clock), // last: it runs ahead by a day
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
