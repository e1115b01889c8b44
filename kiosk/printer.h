#ifndef KIOSK_PRINTER_H
#define KIOSK_PRINTER_H

#include <pthread.h>
#include <stdbool.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/outbox.h"

/*
 * The slip printer: a device file that takes ESC/POS, or a file that is there, for trying; or a
 * queue of CUPS, which takes PDF. A printer that is slow, full, unplugged or gone never holds up a
 * screen: what is printed is written without blocking, for PRINTER_SECONDS at most, by a thread
 * that lives as long as that takes. It has a copy of the bytes and shares nothing; what became of
 * it is said on a descriptor.
 */
#define PRINTER_SECONDS 20
#define PRINTER_QUEUE_SIZE 128

enum printer_state {
    PRINTER_NONE, // none is configured
    PRINTER_READY,
    PRINTER_BUSY,
    PRINTER_DONE,   // the paper is out
    PRINTER_FAILED, // it took not all of it
};

struct printer {
    enum printer_state state;
    char device[OUTBOX_PATH_SIZE]; // or lp, when there is a queue
    char queue[PRINTER_QUEUE_SIZE];
    int report[2]; // a byte for each slip: 'y' or 'n'
    int stop[2];   // closed to end a thread that is at work
    pthread_t thread;
};

/* Where it is: a device file for ESC/POS, or a queue of CUPS for PDF; neither is no printer. */
struct printer_settings {
    const char *device;
    const char *queue;
    const char *lp;
};

/* ERR_INVALID for both, or a name that is too long. It is looked at only when something is printed.
 */
bool printer_open(struct printer *printer, const struct printer_settings *settings,
                  struct err *err);
/* Ends what is being printed. */
void printer_close(struct printer *printer);

/* It takes PDF. */
bool printer_is_pdf(const struct printer *printer);

/* Starts to print; false, and nothing happens, when there is no printer or one slip is not out yet.
 * The bytes are copied. */
bool printer_start(struct printer *printer, const struct bytes *data);

/* When report[0] can be read: from PRINTER_BUSY to DONE or FAILED. */
void printer_take_report(struct printer *printer);

/* For the next person: forgets what became of the last slip, unless it is still being printed. */
void printer_reset(struct printer *printer);

#endif
