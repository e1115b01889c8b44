// SPDX-License-Identifier: Apache-2.0
#include "shared/str.h"

#include <string.h>

#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void test_str__copy_is_whole_or_not_at_all(void **state)
{
    char out[5] = "old";

    (void)state;
    assert_false(str_copy(out, sizeof out, "12345"));
    assert_string_equal(out, "old");
    assert_true(str_copy(out, sizeof out, "1234"));
    assert_string_equal(out, "1234");
    assert_false(str_copy(out, 0, ""));
    assert_true(str_copy(out, sizeof out, out + 2)); // over itself
    assert_string_equal(out, "34");
}

static void test_str__equal_and_starts(void **state)
{
    (void)state;
    assert_true(str_equal("", ""));
    assert_false(str_equal("a", "A"));
    assert_true(str_starts("meeting.opened", "meeting."));
    assert_true(str_starts("a", ""));
    assert_false(str_starts("meet", "meeting"));
}

static void test_str__utf8_takes_what_rfc_3629_takes(void **state)
{
    static const char *const taken[] = {
        "",
        "plain",
        "\x7F",
        "\xC2\x80",
        "\xDF\xBF",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF",
        "\xEE\x80\x80",
        "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF",
        "Si\xC3\xA2n",
    };
    static const char *const refused[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xC2",
        "\xC2z",
        "\xE0\x9F\xBF",
        "\xE1\x80",
        "\xE1\x80z",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF",
        "\xF1\x80\x80",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
        "ok\xC3\xA2\xC3",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(taken); i++)
        assert_true(str_is_utf8(taken[i], strlen(taken[i])));
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_false(str_is_utf8(refused[i], strlen(refused[i])));
    assert_true(str_is_utf8("a\0b", 3));
    assert_false(str_is_utf8("\xC3\xA2", 1)); // what lies beyond the length is not looked at
}

static void test_str__char_length(void **state)
{
    (void)state;
    assert_int_equal(str_char_length("a"), 1);
    assert_int_equal(str_char_length("\xC3\xA2"), 2);
    assert_int_equal(str_char_length("\xE1\xBA\x81"), 3);
    assert_int_equal(str_char_length("\xF0\x9F\x98\x80"), 4);
}

static void test_str__fold_finds_a_name_however_it_is_written(void **state)
{
    static const struct {
        const char *name;
        const char *folded;
    } names[] = {
        {"SIAN", "sian"},
        {"Siân", "sian"},
        {"Sia\xCC\x82n", "sian"}, // the accent apart, as some programs save it
        {"O'Neill", "oneill"},
        {"O’Neill", "oneill"},
        {"Oʼneill", "oneill"},
        {"Anne-Marie", "annemarie"},
        {"Anne‑Marie", "annemarie"},
        {"van der Berg", "vanderberg"},
        {"Llŷr", "llyr"},
        {"Ŵyn ŵyn", "wynwyn"},
        {"Ẁẃẅ Ỳỳ", "wwwyy"},
        {"ÀÉÎÕÜÇÑØ", "aeioucno"},
        {"Łódź", "lodz"},
        {"Štěpán", "stepan"},
        {"Żółć", "zolc"},
        {"Grüß", "grus"},
        {"Ősz", "osz"},
        {"Иван", "Иван"}, // not our letters: as they are
        {"李4", "李4"},
        {"", ""},
    };
    char out[32];

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        assert_true(str_fold(out, sizeof out, names[i].name));
        assert_string_equal(out, names[i].folded);
        assert_true(str_fold(out, strlen(names[i].folded) + 1, names[i].name));
        assert_string_equal(out, names[i].folded);
        assert_false(str_fold(out, strlen(names[i].folded), names[i].name));
    }
}

static void test_str__fold_gives_every_latin_letter_a_plain_one(void **state)
{
    char text[3] = {0};
    char out[8];

    (void)state;
    for (unsigned letter = 0xC0; letter <= 0x17F; letter++) {
        text[0] = (char)(0xC0 | letter >> 6);
        text[1] = (char)(0x80 | (letter & 0x3F));
        assert_true(str_fold(out, sizeof out, text));
        if (letter != 0xD7 && letter != 0xF7) // multiplied and divided by
            assert_true(strlen(out) == 1 && out[0] >= 'a' && out[0] <= 'z');
    }
}

static void test_str__hex_goes_there_and_back(void **state)
{
    static const uint8_t bytes[] = {0x00, 0x0F, 0xA0, 0xFF};
    uint8_t read[4] = {1, 2, 3, 4};
    char out[9];

    (void)state;
    str_hex(out, bytes, sizeof bytes);
    assert_string_equal(out, "000fa0ff");
    assert_true(str_unhex(read, sizeof read, out));
    assert_memory_equal(read, bytes, sizeof bytes);
    str_hex(out, bytes, 0);
    assert_string_equal(out, "");
}

static void test_str__hex_refuses_all_other_spellings(void **state)
{
    static const char *const refused[] = {"",          "000fa0f",  "000fa0ff0", "000FA0FF",
                                          " 00fa0ff",  "0x0fa0ff", "000fa0f ",  "000fa0fg",
                                          "000fa0f\n", "00-0fa0f"};
    uint8_t read[4] = {1, 2, 3, 4};

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_false(str_unhex(read, sizeof read, refused[i]));
    assert_memory_equal(read, "\1\2\3\4", 4);
}

static void test_str__base32_is_rfc_4648(void **state)
{
    static const struct {
        const char *plain;
        const char *coded;
    } vectors[] = {{"f", "MY"},         {"fo", "MZXQ"},        {"foo", "MZXW6"},
                   {"foob", "MZXW6YQ"}, {"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"}};
    uint8_t read[8];
    char out[16];

    (void)state;
    for (size_t i = 0; i < COUNT(vectors); i++) {
        size_t length = strlen(vectors[i].plain);

        str_base32(out, (const uint8_t *)vectors[i].plain, length);
        assert_string_equal(out, vectors[i].coded);
        assert_int_equal(STR_BASE32_SIZE(length), strlen(out) + 1);
        assert_true(str_unbase32(read, length, out));
        assert_memory_equal(read, vectors[i].plain, length);
    }
    str_base32(out, (const uint8_t *)"", 0);
    assert_string_equal(out, "");
}

static void test_str__base32_forgives_what_people_type_and_no_more(void **state)
{
    static const char *const taken[] = {"MZXW6YTBOI", "mzxw6ytboi", "MzXw6yTb0I", "MZXW6YTBO1"};
    static const char *const refused[] = {"MZXW6YTBO",  "MZXW6YTBOIA", "MZXW6YTBO8", "MZXW6YTBOJ",
                                          "MZXW6YTBO=", "MZXW6YTB I",  "MZXW6YT-OI", ""};
    uint8_t read[6];

    (void)state;
    for (size_t i = 0; i < COUNT(taken); i++) {
        memset(read, 0, sizeof read);
        assert_true(str_unbase32(read, sizeof read, taken[i]));
        assert_memory_equal(read, "foobar", 6);
    }
    for (size_t i = 0; i < COUNT(refused); i++) // "…OJ": a bit is set that belongs to no byte
        assert_false(str_unbase32(read, sizeof read, refused[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_str__copy_is_whole_or_not_at_all),
        cmocka_unit_test(test_str__equal_and_starts),
        cmocka_unit_test(test_str__utf8_takes_what_rfc_3629_takes),
        cmocka_unit_test(test_str__char_length),
        cmocka_unit_test(test_str__fold_finds_a_name_however_it_is_written),
        cmocka_unit_test(test_str__fold_gives_every_latin_letter_a_plain_one),
        cmocka_unit_test(test_str__hex_goes_there_and_back),
        cmocka_unit_test(test_str__hex_refuses_all_other_spellings),
        cmocka_unit_test(test_str__base32_is_rfc_4648),
        cmocka_unit_test(test_str__base32_forgives_what_people_type_and_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
