// SPDX-License-Identifier: Apache-2.0
#include "kiosk/vault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/bytes.h"
#include "tests/check.h"

#define RUN "run"
#define FILE_PATH RUN "/meeting.key"

static const struct vault sample = {.meeting = {{1, 2, 3}}, .key = {7, 8, 9}, .anchor = -5};

static int set_up(void **state)
{
    struct err err;

    (void)state;
    return vault_destroy(RUN, &err) ? 0 : -1;
}

static void test_vault__keeps_the_key_for_a_program_that_was_killed(void **state)
{
    struct vault found;
    struct stat file;
    struct err err;

    (void)state;
    check_fails(vault_get(RUN, &found, &err), &err, ERR_NOT_FOUND);
    check_ok(vault_put(RUN, &sample, &err), &err);
    check_ok(vault_get(RUN, &found, &err), &err);
    assert_memory_equal(&found, &sample, sizeof found);
    assert_int_equal(stat(FILE_PATH, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600); // nobody else's, not even the agent's
}

static void test_vault__destroys_it_and_the_bytes_it_was_in(void **state)
{
    struct vault found;
    uint8_t left[ID_BYTES + NOTE_KEY_SIZE + sizeof(int64_t)];
    FILE *before;
    struct err err;

    (void)state;
    check_ok(vault_put(RUN, &sample, &err), &err);
    before = fopen(FILE_PATH, "r");
    assert_non_null(before);
    check_ok(vault_destroy(RUN, &err), &err);
    check_fails(vault_get(RUN, &found, &err), &err, ERR_NOT_FOUND);
    assert_int_equal(fread(left, 1, sizeof left, before), sizeof left);
    for (size_t i = 0; i < sizeof left; i++)
        assert_int_equal(left[i], 0);
    fclose(before);
    check_ok(vault_destroy(RUN, &err), &err); // none is no failure
}

static void test_vault__what_is_no_key_opens_nothing(void **state)
{
    static const char *const files[] = {"", "short",
                                        ("longer than a meeting's id and its key are, "
                                         "by a good deal, and never written by us")};
    struct vault found = sample;
    struct err err;

    (void)state;
    check_ok(vault_put(RUN, &sample, &err), &err);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        check_ok(bytes_write_file(FILE_PATH, files[i], strlen(files[i]), 0600, &err), &err);
        check_fails(vault_get(RUN, &found, &err), &err, ERR_NOT_FOUND);
    }
}

static void test_vault__says_when_it_cannot_keep_it(void **state)
{
    struct err err;

    (void)state;
    check_fails(vault_put("no/such/folder", &sample, &err), &err, ERR_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_vault__keeps_the_key_for_a_program_that_was_killed, set_up),
        cmocka_unit_test_setup(test_vault__destroys_it_and_the_bytes_it_was_in, set_up),
        cmocka_unit_test_setup(test_vault__what_is_no_key_opens_nothing, set_up),
        cmocka_unit_test(test_vault__says_when_it_cannot_keep_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
