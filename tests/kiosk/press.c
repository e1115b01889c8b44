// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/press.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "kiosk/display.h"
#include "kiosk/render_slip.h"
#include "kiosk/slip.h"
#include "tests/check.h"

#define WAIT_MS 10000 // far more than a file takes

static bool draw(void *data, const struct slip *slip, struct bytes *out, struct err *err)
{
    struct press *press = data;
    struct slip_paper paper = {0};

    if (printer_is_pdf(&press->support.kiosk.printer))
        return slip_pdf(slip, TEST_ASSETS "/fonts", out, err);
    render_slip(press->render, slip, &paper);
    slip_encode(&paper, out);
    bytes_clear(&paper.rows);
    return true;
}

void press_open(struct press *press)
{
    struct ui_display display;
    struct err err;

    support_open(&press->support, SUPPORT_CASH);
    support_open_float(&press->support);
    check_ok(display_read(&display, "1280x800@218x136", &err), &err);
    check_ok(render_open(&press->render, &display, TEST_ASSETS, RENDER_HIDDEN, &err), &err);
    press->support.kiosk.draw_slip = draw;
    press->support.kiosk.draw_data = press;
}

void press_close(struct press *press)
{
    support_close(&press->support);
    render_close(press->render);
    unlink(PRESS_DEVICE);
}

void press_plug(struct press *press, const char *device)
{
    struct printer_settings settings = {device, "", "lp"};
    struct err err;

    printer_close(&press->support.kiosk.printer);
    check_ok(printer_open(&press->support.kiosk.printer, &settings, &err), &err);
}

void press_plug_queue(struct press *press, const char *script)
{
    struct printer_settings settings = {"", "hall-printer", "./fake-lp"};
    struct bytes text = {0};
    struct err err;

    bytes_addf(&text, "#!/bin/sh\n%s\n", script);
    check_ok(bytes_write_file("fake-lp", text.data, text.length, 0700, &err), &err);
    bytes_clear(&text);
    printer_close(&press->support.kiosk.printer);
    check_ok(printer_open(&press->support.kiosk.printer, &settings, &err), &err);
}

void press_empty_tray(struct press *press)
{
    FILE *file = fopen(PRESS_DEVICE, "w");

    assert_non_null(file);
    fclose(file);
    press_plug(press, PRESS_DEVICE);
}

static void say_cost(struct press *press, const char *amount, const char *where)
{
    support_type(&press->support, amount);
    support_tap(&press->support, "Next");
    support_tap(&press->support, where);
}

void press_to_done(struct press *press, int person)
{
    support_arrive(&press->support, person);
    support_tap(&press->support, "Yes, now");
    support_tap(&press->support, "1 hour or more");
    support_tap(&press->support, "Next");
    support_tap(&press->support, "Bus");
    support_tap(&press->support, "Taxi");
    support_tap(&press->support, "Next");
    say_cost(press, "4.20", "On my phone");
    support_tap(&press->support, "#desk");
    say_cost(press, "18.50", "I lost it");
    support_tap(&press->support, ui_node(&press->support.ui, "bank") ? "To my bank" : "A voucher");
    support_tap(&press->support, "Next");
    if (ui_node(&press->support.ui, "photographs")) {
        support_tap(&press->support, "No to all of these");
        support_tap(&press->support, "Next");
    }
    support_to_page_of(&press->support, "look.0");
    support_tap(&press->support, "#look.0");
    support_to_page_of(&press->support, "yes");
    support_tap(&press->support, "#yes");
    support_is_on(&press->support, "done");
}

void press_print(struct press *press)
{
    support_tap(&press->support, "#print");
    press_wait(&press->support.kiosk.printer);
    assert_int_equal(press->support.kiosk.printer.state, PRINTER_DONE);
}

void press_wait(struct printer *printer)
{
    struct pollfd report = {.fd = printer->report[0], .events = POLLIN};

    assert_int_equal(poll(&report, 1, WAIT_MS), 1);
    printer_take_report(printer);
}
