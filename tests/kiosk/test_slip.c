// SPDX-License-Identifier: Apache-2.0

/* From a saved claim to paper, and back: what was printed is read again out of the printer's bytes.
 */

#include <stdlib.h>
#include <string.h>

#include "kiosk/barcode.h"
#include "kiosk/render_slip.h"
#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/press.h"

#define MARGIN 8    // dots at either side that stay white
#define CAP_DOTS 30 // of 16 pt capitals at 203 dpi, in this face

static struct press press;

static int set_up(void **state)
{
    (void)state;
    press_open(&press);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    press_close(&press);
    return 0;
}

// --- reading paper ---

static void take(const uint8_t **at, const uint8_t *end, const char *expected, size_t length)
{
    assert_true((size_t)(end - *at) >= length);
    assert_memory_equal(*at, expected, length);
    *at += length;
}

// What a printer does with the bytes: start, bands of dots, feed, cut. Nothing else may stand
// there.
static void print_out(const struct bytes *bytes, struct slip_paper *paper)
{
    const uint8_t *at = bytes->data;
    const uint8_t *end = at + bytes->length;

    take(&at, end, "\x1b@", 2);
    while (end - at > 8 && memcmp(at, "\x1dv0\0", 4) == 0) {
        size_t across = at[4] + 256U * at[5];
        size_t rows = at[6] + 256U * at[7];

        assert_int_equal(across, SLIP_ROW_BYTES); // 576 dots: no wider than the paper
        at += 8;
        assert_true((size_t)(end - at) >= across * rows);
        bytes_add(&paper->rows, at, across * rows);
        at += across * rows;
    }
    take(&at, end,
         "\x1b"
         "d\x04",
         3);
    take(&at, end, "\x1dVB\0", 4);
    assert_true(at == end);
}

static bool is_white(const struct slip_paper *paper, size_t row)
{
    for (size_t i = 0; i < SLIP_ROW_BYTES; i++)
        if (paper->rows.data[row * SLIP_ROW_BYTES + i])
            return false;
    return true;
}

// Where, from a row on, the paper shows just those dots; -1 for nowhere.
static long find_dots(const struct slip_paper *paper, const struct slip_paper *wanted, size_t from)
{
    size_t rows = slip_paper_height(wanted);
    size_t height = slip_paper_height(paper);

    for (size_t at = from; paper->rows.data && at + rows <= height; at++)
        if (memcmp(paper->rows.data + at * SLIP_ROW_BYTES, wanted->rows.data,
                   rows * SLIP_ROW_BYTES) == 0)
            return (long)at;
    return -1;
}

/* Reads the next such line off the paper, and goes on behind it. */
static bool reads(const struct slip_paper *paper, size_t *from, const struct slip_line *line)
{
    struct slip one = {.count = 1};
    struct slip_paper wanted = {0};
    long at;

    one.lines[0] = *line;
    render_slip(press.render, &one, &wanted);
    at = find_dots(paper, &wanted, *from);
    if (at >= 0)
        *from = (size_t)at + slip_paper_height(&wanted);
    bytes_clear(&wanted.rows);
    return at >= 0;
}

static void must_read(const struct slip_paper *paper, size_t *from, enum slip_style style,
                      const char *text, const char *value)
{
    struct slip_line line = {.style = style};

    str_copy(line.text, sizeof line.text, text);
    str_copy(line.value, sizeof line.value, value);
    if (!reads(paper, from, &line))
        fail_msg("the paper does not say \"%s %s\" where it should", text, value);
}

static void print_it(struct slip_paper *paper)
{
    struct bytes bytes = {0};
    struct err err;

    press_print(&press);
    check_ok(bytes_read_file(&bytes, PRESS_DEVICE, PRESS_MAX, &err), &err);
    print_out(&bytes, paper);
    bytes_clear(&bytes);
}

// What a scanner sees on the paper: black on white, two dots of a printer for each of the camera.
static void read_code(const struct slip_paper *paper, char out[static BARCODE_SIZE])
{
    size_t rows = slip_paper_height(paper);
    uint8_t *grey = mem_new(rows * SLIP_DOTS, 1);

    for (size_t i = 0; i < rows * SLIP_DOTS; i++)
        grey[i] = paper->rows.data[i / 8] & 0x80 >> i % 8 ? 0 : 255;
    assert_true(barcode_read(out, grey, SLIP_DOTS, (unsigned)rows));
    free(grey);
}

// Whoever holds it under a scanner finds the claim again: nobody must remember a number.
static void check_code(const struct slip_paper *paper)
{
    char code[BARCODE_SIZE];
    struct card card;

    read_code(paper, code);
    assert_true(card_parse(&card, code));
    assert_int_equal(card.kind, CARD_CLAIM);
    assert_memory_equal(card.secret, press.support.kiosk.visit.claim.claim.bytes, ID_BYTES);
    support_start(&press.support);
    support_scan_text(&press.support, code);
    support_is_on(&press.support, "confirm");
}

static void test_slip__paper_says_number_lines_sums_and_how_to_complain(void **state)
{
    struct slip_paper paper = {0};
    size_t from = 0;

    (void)state;
    press_empty_tray(&press);
    press_to_done(&press, 0);
    print_it(&paper);
    must_read(&paper, &from, SLIP_NUMBER, press.support.kiosk.visit.claim.number, "");
    must_read(&paper, &from, SLIP_WORDS, "On Monday 23 November 2026", "");
    must_read(&paper, &from, SLIP_HEAD, "Travel money: today, at the desk", "");
    must_read(&paper, &from, SLIP_WORDS, "Bus", "£4.20");
    must_read(&paper, &from, SLIP_WORDS, "Taxi", "–");
    must_read(&paper, &from, SLIP_HEAD, "Today", "£4.20");
    must_read(&paper, &from, SLIP_HEAD, "Payment: to your bank", "");
    must_read(&paper, &from, SLIP_WORDS, "The meeting", "£31.25");
    must_read(&paper, &from, SLIP_WORDS, "Getting ready, 1 hour", "£12.50");
    must_read(&paper, &from, SLIP_HEAD, "About", "£43.75");
    must_read(&paper, &from, SLIP_WORDS,
              "The office checks the payment. It comes with the next payments.", "");
    must_read(&paper, &from, SLIP_WORDS, "Someone at the office will look at what you asked.", "");
    must_read(&paper, &from, SLIP_HEAD, "If you are not happy with something", "");
    must_read(&paper, &from, SLIP_WORDS, "Tell anyone of the team. They will help you.", "");
    must_read(&paper, &from, SLIP_WORDS, "You may always complain. Nothing bad follows from it.",
              "");
    from = 0;
    assert_false(reads(&paper, &from, &(struct slip_line){SLIP_WORDS, "Bus", "£4.30"}));
    check_code(&paper);
    bytes_clear(&paper.rows);
}

// C35: who is on no list yet reads how to complain as everybody does.
static void test_slip__somebody_new_reads_how_to_complain_too(void **state)
{
    struct slip_paper paper = {0};
    size_t from = 0;

    (void)state;
    press_empty_tray(&press);
    support_start(&press.support);
    support_tap(&press.support, "Sign in");
    support_tap(&press.support, "I am new here");
    support_tap(&press.support, "Sign me in");
    support_type(&press.support, "MAIR");
    support_tap(&press.support, "Next");
    print_it(&paper);
    must_read(&paper, &from, SLIP_NUMBER,
              ui_text(&press.support.ui, ui_node(&press.support.ui, "code")), "");
    must_read(&paper, &from, SLIP_HEAD, "If you are not happy with something", "");
    must_read(&paper, &from, SLIP_WORDS, "Tell anyone of the team. They will help you.", "");
    bytes_clear(&paper.rows);
}

// The longest code there may be is printed so that it can be read again.
static void test_slip__a_code_of_a_thousand_letters_is_read(void **state)
{
    struct slip *slip = mem_new(1, sizeof *slip);
    struct slip_paper paper = {0};
    char code[BARCODE_SIZE];
    uint8_t bytes[(HANDED_TEXT_MAX - sizeof HANDED_PREFIX) * 5 / 8];

    (void)state;
    keys_hash(bytes, 64, "test", "any", 3);
    for (size_t i = 64; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(bytes[i - 64] * (size_t)5 + i);
    str_copy(slip->code, sizeof slip->code, HANDED_PREFIX);
    str_base32(slip->code + strlen(HANDED_PREFIX), bytes, sizeof bytes);
    assert_in_range(strlen(slip->code), HANDED_TEXT_MAX - 8, HANDED_TEXT_MAX);
    slip->lines[slip->count++].style = SLIP_CODE;
    render_slip(press.render, slip, &paper);
    read_code(&paper, code);
    assert_string_equal(code, slip->code);
    bytes_clear(&paper.rows);
    free(slip);
}

static void test_slip__is_in_the_persons_language(void **state)
{
    struct slip_paper paper = {0};
    size_t from = 0;

    (void)state;
    press_empty_tray(&press);
    press_to_done(&press, 1);
    support_tap(&press.support, "Cymraeg");
    print_it(&paper);
    must_read(&paper, &from, SLIP_WORDS, "Ar ddydd Llun 23 Tachwedd 2026", "");
    must_read(&paper, &from, SLIP_WORDS, "Bws", "£4.20");
    must_read(&paper, &from, SLIP_WORDS, "Paratoi, 1 awr", "£12.50");
    must_read(&paper, &from, SLIP_HEAD, "Os nad ydych yn hapus â rhywbeth", "");
    bytes_clear(&paper.rows);
}

static void test_slip__is_large_print_and_keeps_to_the_paper(void **state)
{
    struct slip slip = {.count = 2};
    struct slip_paper paper = {0};
    size_t high = 0;

    (void)state;
    str_copy(slip.lines[0].text, SLIP_TEXT_SIZE, "HHHH");
    str_copy(slip.lines[1].text, SLIP_TEXT_SIZE,
             "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and words that go on, and "
             "on, over many rows of the paper");
    str_copy(slip.lines[1].value, SLIP_VALUE_SIZE, "£1,234.56");
    render_slip(press.render, &slip, &paper);
    for (size_t row = 0; row < slip_paper_height(&paper); row++) {
        const uint8_t *dots = paper.rows.data + row * SLIP_ROW_BYTES;

        assert_int_equal(dots[0], 0);                  // 8 dots at the left
        assert_int_equal(dots[SLIP_ROW_BYTES - 1], 0); // and at the right
    }
    while (is_white(&paper, high))
        high++;
    for (size_t top = high; !is_white(&paper, high); high++)
        assert_true(high - top < 100);
    for (size_t row = 0; row < high; row++)
        if (!is_white(&paper, row)) {
            assert_true(high - row >= CAP_DOTS);
            break;
        }
    bytes_clear(&paper.rows);
}

static void draw_word(const char *word, struct slip_paper *out)
{
    struct slip slip = {.count = 1};

    str_copy(slip.lines[0].text, SLIP_TEXT_SIZE, word);
    render_slip(press.render, &slip, out);
}

static void test_slip__has_all_welsh_letters(void **state)
{
    static const char *const letters[] = {
        "w", "ŵ", "y", "ŷ", "Ŵ", "Ŷ",           "â",
        "ê", "î", "ô", "û", "ï", "\xEF\xBF\xBE"}; // the last is no letter of any font
    enum { COUNT = sizeof letters / sizeof letters[0] };
    struct slip_paper papers[COUNT] = {{{0}}};

    (void)state;
    for (int i = 0; i < COUNT; i++)
        draw_word(letters[i], &papers[i]);
    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < i; k++)
            assert_true(papers[i].rows.length != papers[k].rows.length ||
                        memcmp(papers[i].rows.data, papers[k].rows.data, papers[i].rows.length) !=
                            0);
    for (int i = 0; i < COUNT; i++)
        bytes_clear(&papers[i].rows);
}

// The lines of the screen, read off the paper again, each with its sum.
static void must_read_screen(const struct slip_paper *paper, size_t *from, const char *id)
{
    const struct ui *ui = &press.support.ui;
    const struct ui_node *node = ui_node(ui, id);

    assert_non_null(node);
    must_read(paper, from, SLIP_WORDS, ui_text(ui, node), ui_value_text(ui, node));
}

static void test_slip__the_closing_sheet_is_what_the_screen_says(void **state)
{
    static const char *const ids[] = {"ways.1",   "ways.2",    "ways.3",
                                      "float.in", "float.out", "bank"};
    struct slip_paper paper = {0};
    size_t from = 0;

    (void)state;
    press_empty_tray(&press);
    support_start(&press.support);
    support_unlock(&press.support, &press.support.office.host);
    support_tap(&press.support, "Close the meeting");
    support_is_on(&press.support, "desk-close");
    assert_true(support_sees(&press.support, "£150.00")); // the float, counted in
    print_it(&paper);
    must_read(&paper, &from, SLIP_HEAD, "Closing sheet", "");
    must_read(&paper, &from, SLIP_WORDS, "On Monday 23 November 2026", "");
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        must_read_screen(&paper, &from, ids[i]);
    must_read(&paper, &from, SLIP_WORDS, "Counted and signed by two people", "");
    bytes_clear(&paper.rows);
}

// P01: whoever finds it learns of no name and no group.
static void test_slip__names_nobody(void **state)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct slip *slip = mem_new(1, sizeof *slip);
    struct slip_facts facts = {.claim = claim,
                               .handed = "",
                               .lang = WORDS_EN,
                               .today = "2026-11-23",
                               .fee_day = "",
                               .due = "",
                               .owner = "",
                               .contact = ""};
    struct err err;

    (void)state;
    check_ok(books_get_claim_body(press.support.kiosk.store.db,
                                  press.support.kiosk.visit.claim.claim, claim, &err),
             &err);
    slip_describe(slip, &facts);
    assert_true(slip->count > 10);
    for (size_t i = 0; i < slip->count; i++) {
        for (int person = 0; person < OFFICE_PEOPLE; person++) {
            assert_null(strstr(slip->lines[i].text, office_names[person][0]));
            assert_null(strstr(slip->lines[i].text, office_names[person][1]));
        }
        assert_null(strstr(slip->lines[i].text, press.support.kiosk.configured.organisation));
        assert_null(strstr(slip->lines[i].text, press.support.kiosk.roster.planned.public_title));
    }
    free(slip);
    free(claim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slip__paper_says_number_lines_sums_and_how_to_complain),
        cmocka_unit_test(test_slip__somebody_new_reads_how_to_complain_too),
        cmocka_unit_test(test_slip__a_code_of_a_thousand_letters_is_read),
        cmocka_unit_test(test_slip__is_in_the_persons_language),
        cmocka_unit_test(test_slip__names_nobody),
        cmocka_unit_test(test_slip__is_large_print_and_keeps_to_the_paper),
        cmocka_unit_test(test_slip__has_all_welsh_letters),
        cmocka_unit_test(test_slip__the_closing_sheet_is_what_the_screen_says),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
