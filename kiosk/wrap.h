#ifndef KIOSK_WRAP_H
#define KIOSK_WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/ui.h"

/*
 * Words broken into lines at spaces, never inside a word, never justified (TXT-10). What is read
 * has its lines begin below each other, also where it stands in the middle (gathered); only the
 * words on a button are centred line by line. `rich` is an offset in the ui's pool: text with
 * WORDS_BOLD around bold words.
 */
struct wrap {
    size_t rich;
    double cap;     // mm
    double spacing; // lines, in font sizes
    bool spacious;  // letters 0.12 and words 0.16 of a font size further apart (TXT-12)
    bool bold;      // all of it
    bool soft;
    enum wrap_align { WRAP_LEFT, WRAP_CENTRE, WRAP_GATHERED, WRAP_RIGHT } align;
};

#define WRAP_LETTER 0.12
#define WRAP_WORD 0.16

/*
 * A line of the text may end at that space of it. A number with spaces, as of a telephone, stays on
 * one line: who copies it down must see it whole. One of more than WRAP_NUMBER letters does not.
 */
#define WRAP_NUMBER 13
bool wrap_may_end(const char *text, const char *space);

/* Millimetres after a letter of words that are set apart by `tracking`. */
double wrap_apart(double tracking, char letter);

/* Millimetres of all of it on one line, and of its longest word. */
double wrap_natural(const struct ui *ui, const struct wrap *wrap);
double wrap_least(const struct ui *ui, const struct wrap *wrap);

double wrap_line_height(const struct ui *ui, const struct wrap *wrap);
double wrap_height(const struct ui *ui, const struct wrap *wrap, double width);

/* Leaves the lines as runs of the node, from (x, y) in the node's box. Returns their height. */
double wrap_place(struct ui *ui, struct ui_node *node, const struct wrap *wrap, double x, double y,
                  double width);

#endif
