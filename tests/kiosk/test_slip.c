// SPDX-License-Identifier: Apache-2.0

/* From a saved claim to paper, and back: what was printed is read again out of the printer's bytes.
 */

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk/barcode.h"
#include "kiosk/display.h"
#include "kiosk/printer.h"
#include "kiosk/render_slip.h"
#include "kiosk/screens.h"
#include "kiosk/slip.h"
#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define DEVICE "printer.bin"
#define MARGIN 8      // dots at either side that stay white
#define CAP_DOTS 30   // of 16 pt capitals at 203 dpi, in this face
#define WAIT_MS 10000 // far more than a file takes
#define FILE_MAX ((size_t)1 << 22)

static struct support support;
static struct render *render;

static bool draw(void *data, const struct slip *slip, struct bytes *out, struct err *err)
{
    struct slip_paper paper = {0};

    if (printer_is_pdf(&support.kiosk.printer))
        return slip_pdf(slip, TEST_ASSETS "/fonts", out, err);
    render_slip(data, slip, &paper);
    slip_encode(&paper, out);
    bytes_clear(&paper.rows);
    return true;
}

static int set_up(void **state)
{
    struct ui_display display;
    struct err err;

    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    check_ok(display_read(&display, "1280x800@218x136", &err), &err);
    check_ok(render_open(&render, &display, TEST_ASSETS, RENDER_HIDDEN, &err), &err);
    support.kiosk.draw_slip = draw;
    support.kiosk.draw_data = render;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    render_close(render);
    unlink(DEVICE);
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

    for (size_t at = from; at + rows <= height; at++)
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
    render_slip(render, &one, &wanted);
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

// --- a claim, printed ---

static void wait_for_printer(struct printer *printer)
{
    struct pollfd report = {.fd = printer->report[0], .events = POLLIN};

    assert_int_equal(poll(&report, 1, WAIT_MS), 1);
    printer_take_report(printer);
}

static void plug_in(const char *device)
{
    struct printer_settings settings = {device, "", "lp"};
    struct err err;

    printer_close(&support.kiosk.printer);
    check_ok(printer_open(&support.kiosk.printer, &settings, &err), &err);
}

// An office printer: a program in the place of CUPS's lp, which does what the script says.
static void plug_in_queue(const char *script)
{
    struct printer_settings settings = {"", "hall-printer", "./fake-lp"};
    struct bytes text = {0};
    struct err err;

    bytes_addf(&text, "#!/bin/sh\n%s\n", script);
    check_ok(bytes_write_file("fake-lp", text.data, text.length, 0700, &err), &err);
    bytes_clear(&text);
    printer_close(&support.kiosk.printer);
    check_ok(printer_open(&support.kiosk.printer, &settings, &err), &err);
}

static void empty_tray(void)
{
    FILE *file = fopen(DEVICE, "w");

    assert_non_null(file);
    fclose(file);
    plug_in(DEVICE);
}

static void say_cost(const char *amount, const char *where)
{
    support_type(&support, amount);
    support_tap(&support, where);
    support_tap(&support, "Next");
}

// A bus with its ticket and a taxi that was not agreed, which somebody is asked to look at.
static void to_done(int person)
{
    support_arrive(&support, person);
    support_tap(&support, "Yes, now");
    support_tap(&support, "1 hour or more");
    support_tap(&support, "Next");
    support_tap(&support, "Bus");
    support_tap(&support, "Taxi");
    support_tap(&support, "Next");
    say_cost("4.20", "On my phone");
    support_tap(&support, "#desk");
    say_cost("18.50", "I lost it");
    support_tap(&support, ui_node(&support.ui, "bank") ? "To my bank" : "A voucher");
    support_tap(&support, "Next");
    if (ui_node(&support.ui, "photographs")) {
        support_tap(&support, "No to all of these");
        support_tap(&support, "Next");
    }
    support_to_page_of(&support, "look.0");
    support_tap(&support, "#look.0");
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
}

static void print_it(struct slip_paper *paper)
{
    struct bytes bytes = {0};
    struct err err;

    support_tap(&support, "#print");
    wait_for_printer(&support.kiosk.printer);
    assert_int_equal(support.kiosk.printer.state, PRINTER_DONE);
    check_ok(bytes_read_file(&bytes, DEVICE, FILE_MAX, &err), &err);
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
    assert_memory_equal(card.secret, support.kiosk.visit.claim.claim.bytes, ID_BYTES);
    support_start(&support);
    support_scan_text(&support, code);
    support_is_on(&support, "confirm");
}

static void test_slip__paper_says_number_lines_sums_and_how_to_complain(void **state)
{
    struct slip_paper paper = {0};
    size_t from = 0;

    (void)state;
    empty_tray();
    to_done(0);
    print_it(&paper);
    must_read(&paper, &from, SLIP_NUMBER, support.kiosk.visit.claim.number, "");
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
    render_slip(render, slip, &paper);
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
    empty_tray();
    to_done(1);
    support_tap(&support, "Cymraeg");
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
    render_slip(render, &slip, &paper);
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
    render_slip(render, &slip, out);
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
    check_ok(
        books_get_claim_body(support.kiosk.store.db, support.kiosk.visit.claim.claim, claim, &err),
        &err);
    slip_describe(slip, &facts);
    assert_true(slip->count > 10);
    for (size_t i = 0; i < slip->count; i++) {
        for (int person = 0; person < OFFICE_PEOPLE; person++) {
            assert_null(strstr(slip->lines[i].text, office_names[person][0]));
            assert_null(strstr(slip->lines[i].text, office_names[person][1]));
        }
        assert_null(strstr(slip->lines[i].text, support.kiosk.configured.organisation));
        assert_null(strstr(slip->lines[i].text, support.kiosk.roster.planned.public_title));
    }
    free(slip);
    free(claim);
}

// --- office printers ---

static void read_text(const char *path, struct bytes *out)
{
    struct err err;

    check_ok(bytes_read_file(out, path, FILE_MAX, &err), &err);
}

static void must_say(const struct bytes *text, const char *words)
{
    if (!strstr(bytes_text(text), words))
        fail_msg("the paper does not say \"%s\":\n%s", words, bytes_text(text));
}

static void print_pdf(struct bytes *text)
{
    wait_for_printer(&support.kiosk.printer);
    assert_int_equal(support.kiosk.printer.state, PRINTER_DONE);
    assert_int_equal(system("pdftotext -layout lp.pdf lp.txt"), 0); // NOLINT: of our own making
    read_text("lp.txt", text);
}

static void test_slip__pdf_says_the_same_words_and_sums(void **state)
{
    struct bytes text = {0};
    struct bytes asked = {0};

    (void)state;
    plug_in_queue("cat >lp.pdf; echo \"$@\" >lp.args");
    stage_event(&support.kiosk.stage, NULL); // whoever was at the screen before is there still
    support_to_page_of(&support, "print");
    support_tap(&support, "#print");
    print_pdf(&text);
    // So large that pdftotext takes its space for a gap between letters.
    must_say(&text, "A3");
    must_say(&text, "23 November 2026");
    must_say(&text, "Bus");
    must_say(&text, "£4.20");
    must_say(&text, "£31.25"); // the meeting
    must_say(&text, "£12.50"); // and getting ready
    must_say(&text, "£43.75");
    must_say(&text, "If you are not happy with something");
    assert_null(strstr(bytes_text(&text), office_names[2][1]));
    assert_null(strstr(bytes_text(&text), "This month"));
    read_text("lp.args", &asked);
    assert_string_equal(bytes_text(&asked), "-s -t Diolch -d hall-printer\n"); // and no name
    bytes_clear(&asked);
    bytes_clear(&text);
}

// "The month so far" is on paper only when it is asked for, by who was recognised.
static void test_slip__has_the_month_so_far_on_request(void **state)
{
    struct roster_person *person = support.kiosk.roster.people;
    struct bytes text = {0};

    (void)state;
    plug_in_queue("cat >lp.pdf");
    for (size_t i = 0; i < support.kiosk.roster.count; i++)
        if (id_equal(support.kiosk.roster.people[i].expected.person, support.kiosk.visit.person))
            person = &support.kiosk.roster.people[i];
    assert_true(id_equal(person->expected.person, support.kiosk.visit.person));
    person->expected.month_offered_pence = 8750;
    person->expected.month_taken_pence = 1234;
    support.kiosk.visit.recognised = false;
    stage_event(&support.kiosk.stage, NULL);
    assert_null(ui_node(&support.ui, "month")); // by letters alone nothing that was stored
    support.kiosk.visit.recognised = true;
    stage_event(&support.kiosk.stage, NULL);
    support_to_page_of(&support, "month");
    support_tap(&support, "#month");
    print_pdf(&text);
    must_say(&text, "This month, before today");
    must_say(&text, "£87.50");
    must_say(&text, "£12.34");
    bytes_clear(&text);
}

static void test_printer__says_when_the_queue_takes_nothing(void **state)
{
    struct printer_settings both = {"device", "queue", "lp"};
    struct printer printer;
    struct bytes page = {0};
    int64_t before;
    struct err err;

    (void)state;
    bytes_add_text(&page, "%PDF-1.5");
    plug_in_queue("exit 1");
    assert_true(printer_start(&support.kiosk.printer, &page));
    wait_for_printer(&support.kiosk.printer);
    assert_int_equal(support.kiosk.printer.state, PRINTER_FAILED);
    // One that never ends holds nothing up.
    plug_in_queue("rm -f never; mkfifo never; exec cat never");
    before = when_monotonic_ms();
    assert_true(printer_start(&support.kiosk.printer, &page));
    plug_in("");
    assert_true(when_monotonic_ms() - before < PRINTER_SECONDS * 1000 / 2);
    check_fails(printer_open(&printer, &both, &err), &err, ERR_INVALID);
    bytes_clear(&page);
}

// --- the screen ---

static void test_screen_done__offers_paper_only_where_there_is_a_printer(void **state)
{
    (void)state;
    plug_in("");
    to_done(2);
    assert_null(ui_node(&support.ui, "print"));
}

static void test_screen_done__asks_to_take_the_paper_before_it_clears(void **state)
{
    struct slip_paper paper = {0};

    (void)state;
    empty_tray();
    to_done(3);
    print_it(&paper);
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "Please take your paper."));
    assert_null(ui_node(&support.ui, "print"));
    support_to_page_of(&support, "end");
    support_tap(&support, "Finish");
    support_is_on(&support, "done");
    assert_true(support_sees(&support, "Before you go, please take your paper."));
    support_to_page_of(&support, "end");
    support_tap(&support, "Finish");
    support_is_on(&support, "welcome");
    bytes_clear(&paper.rows);
}

static void check_kind(const char *device)
{
    plug_in(device);
    support_tap(&support, "#print");
    wait_for_printer(&support.kiosk.printer);
    assert_int_equal(support.kiosk.printer.state, PRINTER_FAILED);
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "The slip did not print. All of it is saved."));
    assert_non_null(ui_node(&support.ui, "print")); // once more
}

static void test_screen_done__says_kindly_that_nothing_was_printed(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_MADE);

    (void)state;
    plug_in("no-such-device");
    to_done(4);
    check_kind("no-such-device"); // unplugged
    check_kind("/dev/full");      // takes nothing
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), before + 1);
    assert_false(access("no-such-device", F_OK) == 0); // no file in its place
    support_to_page_of(&support, "end");
    support_tap(&support, "Finish");
    support_is_on(&support, "welcome");
}

// A printer that takes a little and then no more: the screen goes on, and so does the kiosk.
static void test_printer__that_stops_taking_holds_nothing_up(void **state)
{
    struct printer printer;
    struct bytes much = {0};
    char block[4096] = {0};
    int64_t before;
    struct err err;
    int reader;

    (void)state;
    assert_int_equal(mkfifo("stuck", 0600), 0);
    reader = open("stuck", O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    for (int i = 0; i < 256; i++)
        bytes_add(&much, block, sizeof block);
    check_ok(printer_open(&printer, &(struct printer_settings){"stuck", "", "lp"}, &err), &err);
    before = when_monotonic_ms();
    assert_true(printer_start(&printer, &much));
    assert_int_equal(printer.state, PRINTER_BUSY);
    assert_false(printer_start(&printer, &much)); // one after the other
    printer_reset(&printer);
    assert_int_equal(printer.state, PRINTER_BUSY);
    printer_close(&printer);
    assert_true(when_monotonic_ms() - before < PRINTER_SECONDS * 1000 / 2);
    close(reader);
    unlink("stuck");
    bytes_clear(&much);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slip__paper_says_number_lines_sums_and_how_to_complain),
        cmocka_unit_test(test_slip__a_code_of_a_thousand_letters_is_read),
        cmocka_unit_test(test_slip__is_in_the_persons_language),
        cmocka_unit_test(test_slip__names_nobody),
        cmocka_unit_test(test_slip__is_large_print_and_keeps_to_the_paper),
        cmocka_unit_test(test_slip__has_all_welsh_letters),
        cmocka_unit_test(test_screen_done__offers_paper_only_where_there_is_a_printer),
        cmocka_unit_test(test_slip__pdf_says_the_same_words_and_sums),
        cmocka_unit_test(test_slip__has_the_month_so_far_on_request),
        cmocka_unit_test(test_printer__says_when_the_queue_takes_nothing),
        cmocka_unit_test(test_screen_done__asks_to_take_the_paper_before_it_clears),
        cmocka_unit_test(test_screen_done__says_kindly_that_nothing_was_printed),
        cmocka_unit_test(test_printer__that_stops_taking_holds_nothing_up),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
