#ifndef TESTS_KIOSK_GALLERY_H
#define TESTS_KIOSK_GALLERY_H

#include "kiosk/screen.h"

/*
 * The screens of design/screens as the kit draws them, without anything behind them: for tests of
 * layout and painting, and for looking at (the program `gallery`). Words: tests/kiosk/words.
 */
extern const struct screen *const gallery_screens[]; // ended by NULL

#endif
