#ifndef KIOSK_PRINTER_LP_H
#define KIOSK_PRINTER_LP_H

#include <stdbool.h>
#include <stdint.h>

#include "shared/bytes.h"

/* What goes to CUPS: `lp` is given the bytes and puts them into the queue. */
struct printer_lp {
    const char *lp;    // a path, or a name to look for
    const char *queue; // as CUPS calls it
    int stop;          // when it can be read, or is closed, lp is ended
};

/*
 * Waits until lp has taken them, so many milliseconds at most. False when it cannot be run, says
 * no, takes too long or is stopped; it is not running then.
 */
bool printer_lp_print(const struct printer_lp *how, const struct bytes *data, int wait_ms);

#endif
