// SPDX-License-Identifier: Apache-2.0
#include "server/cards.h"

#include <stdio.h>

#include "shared/mem.h"
#include "shared/paper.h"
#include "shared/str.h"

// ISO 7810 ID-1, as a bank card.
#define WIDTH 85.6
#define HEIGHT 53.98
#define ACROSS 2
#define DOWN 5
#define PER_SHEET ((size_t)ACROSS * DOWN)
#define LEFT ((PAPER_WIDTH_MM - ACROSS * WIDTH) / 2)
#define TOP ((PAPER_HEIGHT_MM - DOWN * HEIGHT) / 2)

#define MARGIN 3.0
#define NAME_PT 20.0
#define CODE 38.0 // with its white margin; a module is about a millimetre
#define MARK 4.0  // of a line to cut along

static const char PUT_EN[] = "Put this card on the yellow square.";
static const char PUT_CY[] = "Rhowch y cerdyn hwn ar y sgwâr melyn.";
static const char DESK[] = "Desk · Desg";

void cards_name(char out[static CARDS_NAME_SIZE], const char *first, const char *last)
{
    if (*first && *last)
        snprintf(out, CARDS_NAME_SIZE, "%s %.*s.", first, (int)str_char_length(last), last);
    else
        snprintf(out, CARDS_NAME_SIZE, "%s", *first ? first : last);
}

// At the edges of the sheet only: what is cut has no line on it.
static void draw_marks(struct paper *paper)
{
    double right = LEFT + ACROSS * WIDTH;
    double bottom = TOP + DOWN * HEIGHT;

    for (int i = 0; i <= ACROSS; i++) {
        double x = LEFT + i * WIDTH;

        paper_line(paper, x, TOP - 1 - MARK, x, TOP - 1);
        paper_line(paper, x, bottom + 1, x, bottom + 1 + MARK);
    }
    for (int i = 0; i <= DOWN; i++) {
        double y = TOP + i * HEIGHT;

        paper_line(paper, LEFT - 1 - MARK, y, LEFT - 1, y);
        paper_line(paper, right + 1, y, right + 1 + MARK, y);
    }
}

static const char *what_to_do(const struct cards_card *card)
{
    if (card->card.kind == CARD_HOST)
        return DESK;
    return str_equal(card->lang, "cy") ? PUT_CY : PUT_EN;
}

static void draw_card(struct paper *paper, const struct cards_card *card, double x, double y)
{
    bool welsh = str_equal(card->lang, "cy");
    struct paper_style name = {NAME_PT, true, welsh ? "cy" : "en"};
    struct paper_style text = {PAPER_PRINT_PT, false, name.lang};
    struct paper_box code = {x + MARGIN - 1, y + (HEIGHT - CODE) / 2, CODE, CODE};
    struct paper_box words = {code.x + CODE, y + MARGIN + 2, 0, 0};
    char secret[CARD_TEXT_SIZE];

    card_write(secret, &card->card);
    paper_code(paper, &code, secret);
    mem_wipe(secret, sizeof secret);
    words.w = x + WIDTH - MARGIN - words.x;
    words.h = 17; // two lines
    if (!paper_fits(paper, &words, &name, card->name))
        name.pt = PAPER_PRINT_PT;
    words.y += paper_words(paper, &words, &name, card->name) + 1;
    words.h = y + HEIGHT - MARGIN - words.y;
    paper_words(paper, &words, &text, what_to_do(card));
}

bool cards_write(const struct cards_card *cards, size_t count, const char *fonts, struct bytes *out,
                 struct err *err)
{
    struct paper *paper;

    if (!paper_open(&paper, "Diolch", fonts, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t place = i % PER_SHEET;
        size_t row = place / ACROSS;

        if (i > 0 && place == 0)
            paper_next_page(paper);
        if (place == 0)
            draw_marks(paper);
        draw_card(paper, &cards[i], LEFT + (double)(place % ACROSS) * WIDTH,
                  TOP + (double)row * HEIGHT);
    }
    return paper_close(paper, out, err);
}
