// SPDX-License-Identifier: Apache-2.0
#include "shared/mem.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/check.h"

static void test_mem__new_is_zeroed(void **state)
{
    unsigned char *memory = mem_new(7, 100);

    (void)state;
    for (size_t i = 0; i < 700; i++)
        assert_int_equal(memory[i], 0);
    free(memory);
}

static void test_mem__nothing_can_be_asked_for_and_freed(void **state)
{
    (void)state;
    free(mem_new(0, 8));
    free(mem_new(8, 0));
    free(mem_resize(NULL, 0, 8));
    free(mem_resize(mem_new(1, 1), 0, 1));
}

static void test_mem__resize_keeps_what_was_there(void **state)
{
    char *text = mem_dup("Diolch");

    (void)state;
    text = mem_resize(text, 100, 100);
    assert_string_equal(text, "Diolch");
    text = mem_resize(text, 7, 1);
    assert_string_equal(text, "Diolch");
    free(text);
}

static void test_mem__wipe_leaves_zeros(void **state)
{
    char secret[] = "123456";

    (void)state;
    mem_wipe(secret, 3);
    assert_memory_equal(secret,
                        "\0\0\0"
                        "456",
                        6);
    mem_wipe(NULL, 0);
}

static bool aborts(void (*ask)(void))
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        const struct rlimit none = {0, 0};

        setrlimit(RLIMIT_CORE, &none);
        signal(SIGABRT, SIG_DFL); // cmocka's handler would report a failed test
        ask();
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void ask_new(void)
{
    mem_new(SIZE_MAX / 2, 4);
}

static void ask_resize(void)
{
    mem_resize(NULL, SIZE_MAX / 2, 4);
}

static void test_mem__asking_for_more_than_there_can_be_aborts(void **state)
{
    (void)state;
    assert_true(aborts(ask_new));
    assert_true(aborts(ask_resize));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mem__new_is_zeroed),
        cmocka_unit_test(test_mem__nothing_can_be_asked_for_and_freed),
        cmocka_unit_test(test_mem__resize_keeps_what_was_there),
        cmocka_unit_test(test_mem__wipe_leaves_zeros),
        cmocka_unit_test(test_mem__asking_for_more_than_there_can_be_aborts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
