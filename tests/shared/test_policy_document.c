// SPDX-License-Identifier: Apache-2.0

// docs/policies.md, the first argument, has every name and word that a policy may have, and no
// other.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/policy.h"
#include "shared/str.h"
#include "tests/check.h"

static struct bytes document;

static bool is_there(const char *name)
{
    char quoted[128];

    snprintf(quoted, sizeof quoted, "`%s`", name);
    return strstr(bytes_text(&document), quoted);
}

static void check_words(const char *const words[])
{
    for (int i = 0; words[i]; i++)
        if (!is_there(words[i]))
            fail_msg("docs/policies.md has no `%s`", words[i]);
}

static void test_policy_document__has_every_name_and_word(void **state)
{
    (void)state;
    for (const struct policy_name *name = policy_names; name->path; name++)
        if (!is_there(name->path))
            fail_msg("docs/policies.md has no `%s`", name->path);
    check_words(policy_categories);
    check_words(policy_types);
}

static bool is_known(const char *name)
{
    for (const struct policy_name *known = policy_names; known->path; known++)
        if (str_equal(known->path, name))
            return true;
    return false;
}

// The names in the first cell of a row.
static void check_cell(const char *cell, size_t length)
{
    const char *end = cell + length;
    const char *at = memchr(cell, '`', length);

    while (at) {
        const char *close = memchr(at + 1, '`', (size_t)(end - at - 1));
        char name[128];

        assert_non_null(close);
        snprintf(name, sizeof name, "%.*s", (int)(close - at - 1), at + 1);
        if (!is_known(name))
            fail_msg("docs/policies.md has `%s`, which no policy may have", name);
        at = memchr(close + 1, '`', (size_t)(end - close - 1));
    }
}

static void test_policy_document__has_no_other_name(void **state)
{
    const char *row = bytes_text(&document);
    int rows = 0;

    (void)state;
    while ((row = strstr(row, "\n| `"))) {
        row += strlen("\n| ");
        check_cell(row, (size_t)(strstr(row, " | ") - row));
        rows++;
    }
    assert_true(rows > 40);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy_document__has_every_name_and_word),
        cmocka_unit_test(test_policy_document__has_no_other_name),
    };
    struct err err;
    int failed;

    if (argc < 2 || !bytes_read_file(&document, argv[1], (size_t)1 << 20, &err)) {
        fprintf(stderr, "name docs/policies.md\n");
        return EXIT_FAILURE;
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    bytes_clear(&document);
    return failed;
}
