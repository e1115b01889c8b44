#ifndef KIOSK_DESK_SECOND_H
#define KIOSK_DESK_SECOND_H

#include "kiosk/kiosk.h"

/*
 * A second person shows their card, where two are to watch money or a code: a host or payer, and
 * not whoever is at the desk. Keeps who they are in *witness; else says why not, in a key of the
 * catalogue. NULL: they are here.
 */
const char *desk_second_show(struct kiosk *kiosk, const char *code, struct id *witness);

#endif
