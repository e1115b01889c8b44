#ifndef KIOSK_DUMP_H
#define KIOSK_DUMP_H

#include <stdbool.h>

#include "kiosk/render.h"
#include "kiosk/stage.h"
#include "shared/err.h"

/*
 * Every screen in every state as picture and tree (contract.md, "The tree"), with index.json. A
 * screen that goes on to further pages has a file for each, its state's name with "-p2" and so on.
 */
struct dump_plan {
    const char *langs, *sizes, *contrasts; // "en,cy", "M,L,XL", "medium,low"
    const char *only;                      // "desk,help": these screens alone; NULL: all
    const char *out;                       // folder; it is made if it is not there
    const struct screen *const *screens;   // ended by NULL
    void (*reset)(struct kiosk *kiosk);    // before each: the kiosk as at its start; may be NULL
};

bool dump_screens(const struct dump_plan *plan, struct stage *stage, struct render *render,
                  struct err *err);

#endif
