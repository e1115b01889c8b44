// SPDX-License-Identifier: Apache-2.0
#include "kiosk/prefs.h"
#include "kiosk/voice.h"

#include "tests/check.h"

static int open_words(void **state)
{
    struct err err;

    (void)state;
    check_ok(words_open(TEST_WORDS, &err), &err);
    return 0;
}

static void test_prefs__every_setting_is_read_back(void **state)
{
    (void)state;
    for (int lang = 0; lang <= WORDS_CY; lang++)
        for (int size = 0; size < UI_SIZES; size++)
            for (int look = 0; look < 2 * UI_CONTRASTS; look++) {
                struct ui_prefs prefs = ui_prefs_usual;
                struct ui_prefs again = ui_prefs_usual;
                char code[BODY_CODE_SIZE];

                prefs.lang = (enum words_lang)lang;
                prefs.size = (enum ui_size)size;
                prefs.contrast = (enum ui_contrast)(look / 2);
                prefs.spacious = look % 2;
                prefs.speech = look % 3 == 0;
                prefs.speed = look % VOICE_SPEEDS;
                prefs.volume = VOICE_VOLUMES - 1 - look;
                prefs_write(code, &prefs);
                assert_true(prefs_read(&again, code));
                assert_true(ui_prefs_equal(&again, &prefs));
            }
}

// A newer kiosk may write more than we know.
static void test_prefs__passes_over_what_comes_later(void **state)
{
    struct ui_prefs prefs;

    (void)state;
    assert_true(prefs_read(&prefs, "cy.XL.black.spacious.on.3.6.a-newer-part.x"));
    assert_int_equal(prefs.lang, WORDS_CY);
    assert_int_equal(prefs.size, UI_SIZE_XL);
    assert_int_equal(prefs.contrast, UI_BLACK);
    assert_true(prefs.spacious);
    assert_true(prefs.speech);
    assert_int_equal(prefs.speed, 3);
    assert_int_equal(prefs.volume, 6);
}

static void test_prefs__what_an_older_kiosk_did_not_write_is_as_usual(void **state)
{
    struct ui_prefs prefs = {.spacious = true};

    (void)state;
    assert_true(prefs_read(&prefs, "cy.XL.black"));
    assert_false(prefs.spacious);
    assert_false(prefs.speech);
    assert_int_equal(prefs.speed, ui_prefs_usual.speed);
    assert_int_equal(prefs.volume, ui_prefs_usual.volume);
}

static void test_prefs__refuses_what_no_kiosk_writes(void **state)
{
    static const char *const none[] = {"",          "no",           "cy",
                                       "cy.XL",     "cy.XXL.black", "fr.L.medium",
                                       "cy.L.pink", "cy..medium",   "a-very-long-part.L.medium",
                                       ".L.medium", "..."};
    struct ui_prefs prefs = {.lang = WORDS_CY, .size = UI_SIZE_XL, .contrast = UI_LOW};

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(prefs_read(&prefs, none[i]));
    assert_int_equal(prefs.lang, WORDS_CY);
    assert_int_equal(prefs.size, UI_SIZE_XL);
    assert_int_equal(prefs.contrast, UI_LOW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prefs__every_setting_is_read_back),
        cmocka_unit_test(test_prefs__passes_over_what_comes_later),
        cmocka_unit_test(test_prefs__what_an_older_kiosk_did_not_write_is_as_usual),
        cmocka_unit_test(test_prefs__refuses_what_no_kiosk_writes),
    };

    return cmocka_run_group_tests(tests, open_words, NULL);
}
