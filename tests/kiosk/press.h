#ifndef TESTS_KIOSK_PRESS_H
#define TESTS_KIOSK_PRESS_H

#include "kiosk/printer.h"
#include "tests/kiosk/kiosk_support.h"

/* A kiosk that prints slips, with a float (SUPPORT_CASH), and its printers: files, and programs in
 * the place of CUPS. Everything asserts that it works. */
#define PRESS_DEVICE "printer.bin"
#define PRESS_MAX ((size_t)1 << 22) // bytes of a file that was printed

struct press {
    struct support support;
    struct render *render;
};

void press_open(struct press *press);
void press_close(struct press *press);

/* A device file; "" for none. */
void press_plug(struct press *press, const char *device);
/* PRESS_DEVICE, empty. */
void press_empty_tray(struct press *press);
/* An office printer: a program in the place of CUPS's lp, which does what the shell script says. */
void press_plug_queue(struct press *press, const char *script);

/* A bus with its ticket and a taxi that was not agreed, which somebody is asked to look at: saved.
 */
void press_to_done(struct press *press, int person);
/* "Print it", until it is printed. */
void press_print(struct press *press);
/* Until the printer says how it went. */
void press_wait(struct printer *printer);

#endif
