// SPDX-License-Identifier: Apache-2.0

/* PRV-13: no core file, and not to be looked into; in a child, for it cannot be taken back. */

#include "kiosk/unseen.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/check.h"

static int check_in_child(int (*check)(void))
{
    pid_t pid = fork();
    int status = 0;

    if (pid == 0)
        _exit(check());
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static int is_kept(void)
{
    struct rlimit core;
    struct err err;

    if (!unseen_begin(&err))
        return 1;
    if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 || core.rlim_max != 0)
        return 2;
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 3;
}

static void test_unseen__has_no_core_limit_and_is_not_dumpable(void **state)
{
    int status = check_in_child(is_kept);

    (void)state;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int is_killed(void)
{
    struct err err;

    if (!unseen_begin(&err))
        return 1;
    signal(SIGABRT, SIG_DFL);
    kill(getpid(), SIGABRT);
    return 2;
}

static void test_unseen__a_crash_leaves_no_core_file(void **state)
{
    int status = check_in_child(is_killed);

    (void)state;
    assert_true(WIFSIGNALED(status));
    assert_false(WCOREDUMP(status));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unseen__has_no_core_limit_and_is_not_dumpable),
        cmocka_unit_test(test_unseen__a_crash_leaves_no_core_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
