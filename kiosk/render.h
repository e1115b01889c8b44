#ifndef KIOSK_RENDER_H
#define KIOSK_RENDER_H

#include <stdbool.h>

#include "kiosk/ui.h"
#include "shared/err.h"

/*
 * Paints placed nodes with SDL, in software and onto one surface, so that what a test sees is to
 * the pixel what a person sees. Also the true widths of words, for layout.
 *
 * RENDER_HIDDEN has no window and needs no display: for pictures, robots and tests.
 */
enum render_where { RENDER_HIDDEN, RENDER_WINDOW, RENDER_FULL_SCREEN };

struct render;

/* The folder is share/diolch, with fonts and pictures in it. */
bool render_open(struct render **out, const struct ui_display *display, const char *assets,
                 enum render_where where, struct err *err);
void render_close(struct render *render);

/* Borrowed from the render. */
const struct ui_metrics *render_metrics(struct render *render);

/* The same pixels are so many millimetres: the display was measured. */
void render_measure(struct render *render, const struct ui_display *display);

/* Paints what changed since the last call, nothing if nothing did. Says whether something did. The
 * first of another visit forgets all that was kept of the one before. */
bool render_paint(struct render *render, const struct ui *ui);

/* Paints everything again: the window was uncovered. */
void render_expose(struct render *render);

/* Nothing but paper, at once: before anything is wiped or counted (PRV-05). The next render_paint
 * paints all again. */
void render_blank(struct render *render);

/* The visit is over: wipes all words and pictures kept for painting. */
void render_forget(struct render *render);

/* What was painted last, as a PNG file. */
bool render_save(struct render *render, const char *path, struct err *err);

/* Pixels of the window to millimetres of the display: a window may have another size. */
void render_to_mm(const struct render *render, double *x, double *y);

#endif
