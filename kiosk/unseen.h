#ifndef KIOSK_UNSEEN_H
#define KIOSK_UNSEEN_H

#include <stdbool.h>

#include "shared/err.h"

/*
 * From here on nobody may look into this program's memory, and it leaves no core file (PRV-13).
 * Read back from the kernel: where it does not hold, that is ERR_INTERNAL, and the program must not
 * go on.
 */
bool unseen_begin(struct err *err);

/* What the kernel says of where memory goes when it is short. */
#define UNSEEN_SWAPS "/proc/swaps"

/*
 * Nothing of the memory is written to a disk (PRV-13): the names there would outlive their meeting.
 * So is the key in "run", which is memory too. Compressed memory (zram) is no disk. ERR_INVALID for
 * staff, with what to do, where the computer swaps; ERR_INTERNAL where that cannot be read.
 */
bool unseen_stays_in_memory(const char *swaps, struct err *err);

#endif
