// SPDX-License-Identifier: Apache-2.0

/* PRV-13: no core file, and not to be looked into; in a child, for it cannot be taken back. */

#include "kiosk/unseen.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/check.h"

#define CORE_BYTES 65536

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

// As much as a core file may be here, whatever the shell and the sanitizers allow: it is cut there.
static void allow_core(void)
{
    struct rlimit core;

    getrlimit(RLIMIT_CORE, &core);
    core.rlim_cur = core.rlim_max < CORE_BYTES ? core.rlim_max : CORE_BYTES;
    setrlimit(RLIMIT_CORE, &core);
}

static int crash(void)
{
    allow_core();
    signal(SIGABRT, SIG_DFL);
    kill(getpid(), SIGABRT);
    return 2;
}

static int crash_unseen(void)
{
    struct err err;

    allow_core();
    if (!unseen_begin(&err))
        return 1;
    return crash();
}

static void test_unseen__a_crash_leaves_no_core_file(void **state)
{
    int seen = check_in_child(crash);
    int unseen = check_in_child(crash_unseen);

    (void)state;
    assert_true(WIFSIGNALED(seen) && WIFSIGNALED(unseen));
    assert_false(WCOREDUMP(unseen));
    unlink("core");
    if (!WCOREDUMP(seen)) {
        print_message("this machine keeps no core files: nothing is shown\n");
        skip();
    }
}

static bool stays(const char *swaps, struct err *err)
{
    FILE *file = fopen("swaps", "w");

    assert_non_null(file);
    fputs(swaps, file);
    fclose(file);
    return unseen_stays_in_memory("swaps", err);
}

#define HEADING "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
#define ZRAM "/dev/zram0                              partition\t4096\t0\t100\n"

static void test_unseen__no_name_goes_to_a_disk_that_memory_is_swapped_to(void **state)
{
    struct err err;

    (void)state;
    assert_true(stays(HEADING, &err));
    assert_true(stays("", &err));
    assert_true(stays(HEADING ZRAM, &err));
    assert_false(stays(HEADING "/dev/dm-1    partition\t8388604\t0\t-2\n", &err));
    assert_int_equal(err.kind, ERR_INVALID);
    assert_non_null(strstr(err.text, "swapoff"));
    assert_false(stays(HEADING ZRAM "/swapfile    file\t2097148\t12\t-3\n", &err));
    unlink("swaps");
    assert_true(unseen_stays_in_memory("swaps", &err));           // a kernel that cannot
    assert_false(unseen_stays_in_memory("/proc/self/mem", &err)); // opens, and cannot be read
    assert_int_equal(err.kind, ERR_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unseen__has_no_core_limit_and_is_not_dumpable),
        cmocka_unit_test(test_unseen__a_crash_leaves_no_core_file),
        cmocka_unit_test(test_unseen__no_name_goes_to_a_disk_that_memory_is_swapped_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
