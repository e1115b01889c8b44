// SPDX-License-Identifier: Apache-2.0
#include "shared/paper.h"

#include <assert.h>
#include <string.h>

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <qrencode.h>

#include "shared/mem.h"

#define POINTS_PER_MM (72.0 / 25.4)
#define LINE_MM 0.2
#define SHORT_MAX 200 // letters: a longer code has no room to repeat so much
#define QUIET 4       // modules of white round a code, as its standard asks
#define FACE "Atkinson Hyperlegible Next, sans-serif"

struct paper {
    struct bytes pdf;
    cairo_surface_t *surface;
    cairo_t *cairo;
    FcConfig *faces; // the machine's, and ours
    PangoFontMap *map;
    PangoContext *context;
};

static cairo_status_t take(void *closure, const unsigned char *data, unsigned length)
{
    struct paper *paper = closure;

    bytes_add(&paper->pdf, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void clear(struct paper *paper)
{
    cairo_destroy(paper->cairo);
    cairo_surface_destroy(paper->surface);
    g_object_unref(paper->context);
    g_object_unref(paper->map);
    FcConfigDestroy(paper->faces);
    mem_wipe(paper->pdf.data, paper->pdf.length); // codes may be secrets
    bytes_clear(&paper->pdf);
    free(paper);
}

static void open_fonts(struct paper *paper, const char *fonts)
{
    paper->faces = FcInitLoadConfigAndFonts();
    if (fonts)
        FcConfigAppFontAddDir(paper->faces, (const FcChar8 *)fonts);
    paper->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(paper->map), paper->faces);
    paper->context = pango_font_map_create_context(paper->map);
}

bool paper_open(struct paper **out, const char *title, const char *fonts, struct err *err)
{
    struct paper *paper = mem_new(1, sizeof *paper);

    open_fonts(paper, fonts);
    paper->surface = cairo_pdf_surface_create_for_stream(
        take, paper, PAPER_WIDTH_MM * POINTS_PER_MM, PAPER_HEIGHT_MM * POINTS_PER_MM);
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, title);
    paper->cairo = cairo_create(paper->surface);
    cairo_scale(paper->cairo, POINTS_PER_MM, POINTS_PER_MM);
    if (cairo_status(paper->cairo) != CAIRO_STATUS_SUCCESS) {
        err_set(err, ERR_INTERNAL, "cannot begin a PDF: %s",
                cairo_status_to_string(cairo_status(paper->cairo)));
        clear(paper);
        return false;
    }
    *out = paper;
    return true;
}

void paper_next_page(struct paper *paper)
{
    cairo_show_page(paper->cairo);
}

static PangoLayout *lay_out(struct paper *paper, const struct paper_box *box,
                            const struct paper_style *style, const char *text)
{
    PangoLayout *layout;
    PangoFontDescription *font = pango_font_description_from_string(FACE);

    pango_context_set_language(paper->context, pango_language_from_string(style->lang));
    layout = pango_layout_new(paper->context);
    // The page is in millimetres, and so is the font.
    pango_font_description_set_absolute_size(font, style->pt / POINTS_PER_MM * PANGO_SCALE);
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(box->w * PANGO_SCALE));
    pango_layout_set_height(layout, (int)(box->h * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static double show(struct paper *paper, const struct paper_box *box, PangoLayout *layout)
{
    int height;

    pango_layout_get_size(layout, NULL, &height);
    cairo_move_to(paper->cairo, box->x, box->y);
    cairo_set_source_rgb(paper->cairo, 0, 0, 0);
    pango_cairo_show_layout(paper->cairo, layout);
    g_object_unref(layout);
    return (double)height / PANGO_SCALE;
}

double paper_words(struct paper *paper, const struct paper_box *box,
                   const struct paper_style *style, const char *text)
{
    assert(style->pt >= PAPER_PRINT_PT);
    return show(paper, box, lay_out(paper, box, style, text));
}

void paper_amount(struct paper *paper, const struct paper_box *box, const struct paper_style *style,
                  const char *text)
{
    PangoLayout *layout = lay_out(paper, box, style, text);

    assert(style->pt >= PAPER_PRINT_PT);
    pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    show(paper, box, layout);
}

bool paper_fits(struct paper *paper, const struct paper_box *box, const struct paper_style *style,
                const char *text)
{
    PangoLayout *layout = lay_out(paper, box, style, text);
    bool fits = !pango_layout_is_ellipsized(layout);

    g_object_unref(layout);
    return fits;
}

void paper_line(struct paper *paper, double from_x, double from_y, double to_x, double to_y)
{
    cairo_set_source_rgb(paper->cairo, 0, 0, 0);
    cairo_set_line_width(paper->cairo, LINE_MM);
    cairo_move_to(paper->cairo, from_x, from_y);
    cairo_line_to(paper->cairo, to_x, to_y);
    cairo_stroke(paper->cairo);
}

// In one path, so that no hair of white is left between two modules.
static void draw_code(struct paper *paper, const struct paper_box *box, const QRcode *code)
{
    double side = box->w / (code->width + 2 * QUIET);

    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                cairo_rectangle(paper->cairo, box->x + (x + QUIET) * side,
                                box->y + (y + QUIET) * side, side, side);
    cairo_set_source_rgb(paper->cairo, 0, 0, 0);
    cairo_fill(paper->cairo);
}

void paper_code(struct paper *paper, const struct paper_box *box, const char *text)
{
    QRecLevel level = strlen(text) > SHORT_MAX ? QR_ECLEVEL_M : QR_ECLEVEL_Q;
    QRcode *code = QRcode_encodeString(text, 0, level, QR_MODE_8, 1);

    assert(code);
    draw_code(paper, box, code);
    mem_wipe(code->data, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
}

bool paper_close(struct paper *paper, struct bytes *out, struct err *err)
{
    cairo_status_t status;
    bool ok;

    cairo_show_page(paper->cairo);
    cairo_surface_finish(paper->surface);
    status = cairo_status(paper->cairo);
    ok = status == CAIRO_STATUS_SUCCESS;
    if (ok)
        bytes_add(out, paper->pdf.data, paper->pdf.length);
    else
        err_set(err, ERR_INTERNAL, "cannot write a PDF: %s", cairo_status_to_string(status));
    clear(paper);
    return ok;
}
