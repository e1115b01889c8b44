#ifndef TESTS_KIOSK_HAND_H
#define TESTS_KIOSK_HAND_H

#include <stdbool.h>

#include "kiosk/stage.h"
#include "kiosk/ui.h"

/*
 * A visitor's hand and eyes, for tests without SDL and without a display: every letter is as wide
 * as every other (0.56 em, 0.60 bold, wider than the real font's mean).
 *
 *     struct ui ui;
 *     hand_open(&ui, "1920x1080@476x268");
 *     ...
 *     hand_tap(&stage, "Next");
 *     assert_true(hand_sees(&ui, "Please key in an amount"));
 */
extern const struct ui_metrics hand_metrics;

/* Words are those of the gallery and the kiosk; the ui is the caller's: ui_clear. */
void hand_open(struct ui *ui, const char *display);

/* An element by its words (a unique start is enough) or "#id". Fails the test if there is none. */
void hand_tap(struct stage *stage, const char *words);
/* On the keyboard or keypad that is shown, letter by letter. */
void hand_type(struct stage *stage, const char *text);
void hand_scan(struct stage *stage, const char *code);

/* Words anywhere on the screen. */
bool hand_sees(const struct ui *ui, const char *words);

#endif
