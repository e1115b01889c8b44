// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "kiosk/settings.h"
#include "shared/bytes.h"
#include "tests/check.h"

static void test_settings__the_shipped_file_is_written_from_the_table(void **state)
{
    char *example = config_example(settings_keys, settings_key_count);
    struct bytes file = {0};
    struct err err;

    (void)state;
    check_ok(bytes_read_file(&file, TEST_CONFIG, 65536, &err), &err);
    assert_string_equal(bytes_text(&file), example);
    bytes_clear(&file);
    free(example);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings__the_shipped_file_is_written_from_the_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
