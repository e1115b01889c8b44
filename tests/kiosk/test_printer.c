// SPDX-License-Identifier: Apache-2.0

/* Printers of both kinds, those that do not work, and what the last screen says of them. */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/when.h"
#include "tests/check.h"
#include "tests/kiosk/press.h"

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

// --- office printers ---

static void read_text(const char *path, struct bytes *out)
{
    struct err err;

    check_ok(bytes_read_file(out, path, PRESS_MAX, &err), &err);
}

static void must_say(const struct bytes *text, const char *words)
{
    if (!strstr(bytes_text(text), words))
        fail_msg("the paper does not say \"%s\":\n%s", words, bytes_text(text));
}

static void print_pdf(struct bytes *text)
{
    press_wait(&press.support.kiosk.printer);
    assert_int_equal(press.support.kiosk.printer.state, PRINTER_DONE);
    assert_int_equal(system("pdftotext -layout lp.pdf lp.txt"), 0); // NOLINT: of our own making
    read_text("lp.txt", text);
}

static void test_printer__pdf_says_the_same_words_and_sums(void **state)
{
    struct bytes text = {0};
    struct bytes asked = {0};

    (void)state;
    press_plug_queue(&press, "cat >lp.pdf; echo \"$@\" >lp.args");
    stage_event(&press.support.kiosk.stage,
                NULL); // whoever was at the screen before is there still
    support_to_page_of(&press.support, "print");
    support_tap(&press.support, "#print");
    print_pdf(&text);
    // So large that pdftotext takes its space for a gap between letters.
    must_say(&text, "A1");
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
static void test_printer__has_the_month_so_far_on_request(void **state)
{
    struct roster_person *person = press.support.kiosk.roster.people;
    struct bytes text = {0};

    (void)state;
    press_plug_queue(&press, "cat >lp.pdf");
    for (size_t i = 0; i < press.support.kiosk.roster.count; i++)
        if (id_equal(press.support.kiosk.roster.people[i].expected.person,
                     press.support.kiosk.visit.person))
            person = &press.support.kiosk.roster.people[i];
    assert_true(id_equal(person->expected.person, press.support.kiosk.visit.person));
    person->expected.month_offered_pence = 8750;
    person->expected.month_taken_pence = 1234;
    press.support.kiosk.visit.recognised = false;
    stage_event(&press.support.kiosk.stage, NULL);
    assert_null(ui_node(&press.support.ui, "month")); // by letters alone nothing that was stored
    press.support.kiosk.visit.recognised = true;
    stage_event(&press.support.kiosk.stage, NULL);
    support_to_page_of(&press.support, "month");
    support_tap(&press.support, "#month");
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
    press_plug_queue(&press, "exit 1");
    assert_true(printer_start(&press.support.kiosk.printer, &page));
    press_wait(&press.support.kiosk.printer);
    assert_int_equal(press.support.kiosk.printer.state, PRINTER_FAILED);
    // One that never ends holds nothing up.
    press_plug_queue(&press, "rm -f never; mkfifo never; exec cat never");
    before = when_monotonic_ms();
    assert_true(printer_start(&press.support.kiosk.printer, &page));
    press_plug(&press, "");
    assert_true(when_monotonic_ms() - before < PRINTER_SECONDS * 1000 / 2);
    check_fails(printer_open(&printer, &both, &err), &err, ERR_INVALID);
    bytes_clear(&page);
}

// --- the screen ---

static void test_screen_done__offers_paper_only_where_there_is_a_printer(void **state)
{
    (void)state;
    press_plug(&press, "");
    press_to_done(&press, 2);
    assert_null(ui_node(&press.support.ui, "print"));
}

static void test_screen_done__asks_to_take_the_paper_before_it_clears(void **state)
{
    (void)state;
    press_empty_tray(&press);
    press_to_done(&press, 3);
    press_print(&press);
    stage_event(&press.support.kiosk.stage, NULL);
    assert_true(support_sees(&press.support, "Please take your paper."));
    assert_null(ui_node(&press.support.ui, "print"));
    support_to_page_of(&press.support, "end");
    support_tap(&press.support, "Finish");
    support_is_on(&press.support, "done");
    assert_true(support_sees(&press.support, "Before you go, please take your paper."));
    support_to_page_of(&press.support, "end");
    support_tap(&press.support, "Finish");
    support_is_on(&press.support, "welcome");
}

static void check_kind(const char *device)
{
    press_plug(&press, device);
    support_tap(&press.support, "#print");
    press_wait(&press.support.kiosk.printer);
    assert_int_equal(press.support.kiosk.printer.state, PRINTER_FAILED);
    stage_event(&press.support.kiosk.stage, NULL);
    assert_true(support_sees(&press.support, "The slip did not print. All of it is saved."));
    assert_non_null(ui_node(&press.support.ui, "print")); // once more
}

static void test_screen_done__says_kindly_that_nothing_was_printed(void **state)
{
    int before = support_count(&press.support, RECORD_CLAIM_MADE);

    (void)state;
    press_plug(&press, "no-such-device");
    press_to_done(&press, 4);
    check_kind("no-such-device"); // unplugged
    check_kind("/dev/full");      // takes nothing
    assert_int_equal(support_count(&press.support, RECORD_CLAIM_MADE), before + 1);
    assert_false(access("no-such-device", F_OK) == 0); // no file in its place
    support_to_page_of(&press.support, "end");
    support_tap(&press.support, "Finish");
    support_is_on(&press.support, "welcome");
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
        cmocka_unit_test(test_screen_done__offers_paper_only_where_there_is_a_printer),
        cmocka_unit_test(test_printer__pdf_says_the_same_words_and_sums),
        cmocka_unit_test(test_printer__has_the_month_so_far_on_request),
        cmocka_unit_test(test_printer__says_when_the_queue_takes_nothing),
        cmocka_unit_test(test_screen_done__asks_to_take_the_paper_before_it_clears),
        cmocka_unit_test(test_screen_done__says_kindly_that_nothing_was_printed),
        cmocka_unit_test(test_printer__that_stops_taking_holds_nothing_up),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
