// SPDX-License-Identifier: Apache-2.0
#include "server/csv.h"

#include <string.h>

#include "shared/bytes.h"
#include "tests/check.h"

#define BOM "\xEF\xBB\xBF"

static const char *const columns[] = {"code", "name", "note", NULL};

static struct csv *read_ok(const char *text)
{
    struct csv *csv = NULL;
    struct err err;

    check_ok(csv_read(&csv, text, strlen(text), columns, &err), &err);
    return csv;
}

static void test_csv__takes_what_spreadsheets_write(void **state)
{
    static const char *const texts[] = {
        "code,name,note\nA1,Ann,x\n",
        "code,name,note\r\nA1,Ann,x\r\n",
        "code,name,note\nA1,Ann,x",
        BOM "code,name,note\nA1,Ann,x\n",
        "\"code\",\"name\",\"note\"\n\"A1\",\"Ann\",\"x\"\n",
        "note,code,name\nx,A1,Ann\n",
        "code, name ,note\n A1 ,\tAnn, x \n\n\n",
        BOM "\"code\",name,note\r\n\r\nA1,Ann,x\r\n\r\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct csv *csv = read_ok(texts[i]);

        assert_int_equal(csv_rows(csv), 1);
        assert_string_equal(csv_cell(csv, 0, "code"), "A1");
        assert_string_equal(csv_cell(csv, 0, "name"), "Ann");
        assert_string_equal(csv_cell(csv, 0, "note"), "x");
        csv_free(csv);
    }
}

static void test_csv__keeps_a_cells_letters_as_they_are(void **state)
{
    struct csv *csv = read_ok("code,name\n"
                              "A1,\"O'Neill, \"\"the\"\" Rock\"\n"
                              "A2,=1+1\n"
                              "A3,\"two\nlines\"\n"
                              "A4,Siân <b>\n");

    (void)state;
    assert_int_equal(csv_rows(csv), 4);
    assert_string_equal(csv_cell(csv, 0, "name"), "O'Neill, \"the\" Rock");
    assert_string_equal(csv_cell(csv, 1, "name"), "=1+1");
    assert_string_equal(csv_cell(csv, 2, "name"), "two\nlines");
    assert_string_equal(csv_cell(csv, 3, "name"), "Siân <b>");
    assert_int_equal(csv_line(csv, 2), 4);
    assert_int_equal(csv_line(csv, 3), 6); // a cell had two lines
    assert_false(csv_has(csv, "note"));
    assert_string_equal(csv_cell(csv, 0, "note"), "");
    csv_free(csv);
}

static void test_csv__says_where_it_stops(void **state)
{
    static const struct {
        const char *text;
        const char *says;
    } cases[] = {
        {"", "line 1, column 1"},
        {"code,name\n", "nothing below the first line"},
        {"code,nmae\nA1,x\n",
         "line 1, column 2: \"nmae\" is no column we know: take it out or correct it"},
        {"code,name,code\nA1,x,A1\n", "line 1: the column code stands there twice"},
        {"code,name\nA1\n", "line 2 has 1 cells, and line 1 has 2"},
        {"code,name\nA1,x\nA2,x,y\n", "line 3 has 3 cells"},
        {"code,name\nA1,\"x\nA2,y\n", "line 2: a quote is opened and never closed"},
        {"code,name\nA1,\"x\"y\n", "line 2: there is something behind a closing quote"},
        {"code,name\nA1,x\"y\n", "line 2: there is a quote inside a cell"},
        {"code,name\nA1,x\ry\n", "line 2: there is a lone carriage return"},
        {"code,name\nA1,\xE2n\n", "not UTF-8"},
    };
    struct csv *csv = NULL;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_fails(csv_read(&csv, cases[i].text, strlen(cases[i].text), columns, &err), &err,
                    ERR_INVALID);
        if (!strstr(err.text, cases[i].says))
            fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].says);
    }
    check_fails(csv_read(&csv, "code,name\nA1,x\0y\n", 17, columns, &err), &err, ERR_INVALID);
    assert_null(csv);
}

static void test_csv__has_a_limit_for_everything(void **state)
{
    struct bytes text = {0};
    struct csv *csv = NULL;
    struct err err;

    (void)state;
    bytes_add_text(&text, "code\n");
    for (int i = 0; i <= CSV_CELL_MAX; i++)
        bytes_add_text(&text, "x");
    check_fails(csv_read(&csv, bytes_text(&text), text.length, columns, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "longer than 4096"));
    bytes_clear(&text);
    bytes_add_text(&text, "code\n");
    for (int i = 0; i <= CSV_ROWS_MAX; i++)
        bytes_add_text(&text, "x\n");
    check_fails(csv_read(&csv, bytes_text(&text), text.length, columns, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "more than 20000"));
    bytes_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv__takes_what_spreadsheets_write),
        cmocka_unit_test(test_csv__keeps_a_cells_letters_as_they_are),
        cmocka_unit_test(test_csv__says_where_it_stops),
        cmocka_unit_test(test_csv__has_a_limit_for_everything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
