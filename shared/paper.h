#ifndef SHARED_PAPER_H
#define SHARED_PAPER_H

#include <stdbool.h>

#include "shared/bytes.h"
#include "shared/err.h"

/*
 * Paper: A4 pages as a PDF in memory, large print, in millimetres from the top left. This is the
 * only file that knows cairo and pango, a library of its own, which the agent has no part of. The
 * words are Diolch's own face where its fonts
 * are found, and any sans-serif where they are not.
 */
#define PAPER_WIDTH_MM 210.0
#define PAPER_HEIGHT_MM 297.0
#define PAPER_PRINT_PT 16.0 // nothing is smaller (accessibility.md TXT-15)

struct paper;

struct paper_box {
    double x, y, w, h; // mm
};

struct paper_style {
    double pt; // PAPER_PRINT_PT or more
    bool bold;
    const char *lang; // "en", "cy": how it is read aloud and where lines may break
};

/* With its first page begun. The title is what a reader shows of the document; fonts is a folder
 * with ours, or NULL. */
bool paper_open(struct paper **out, const char *title, const char *fonts, struct err *err);
void paper_next_page(struct paper *paper);

/*
 * Words from the box's top left, left aligned, broken between words, and cut with "…" where the box
 * ends. Returns the mm from the top that they took.
 */
double paper_words(struct paper *paper, const struct paper_box *box,
                   const struct paper_style *style, const char *text);

/* The same at the box's right edge. */
void paper_amount(struct paper *paper, const struct paper_box *box, const struct paper_style *style,
                  const char *text);

/* Whether all of the words have room in the box. */
bool paper_fits(struct paper *paper, const struct paper_box *box, const struct paper_style *style,
                const char *text);

/* A thin straight line. */
void paper_line(struct paper *paper, double from_x, double from_y, double to_x, double to_y);

/* A QR code that fills the box, which is square, with its quiet margin inside. The text is at most
 * a thousand letters; of a short one a quarter may be dirty, scratched or in the shade. */
void paper_code(struct paper *paper, const struct paper_box *box, const char *text);

/* Ends the document: adds the PDF to out. The paper is gone, whatever it returns. */
bool paper_close(struct paper *paper, struct bytes *out, struct err *err);

#endif
