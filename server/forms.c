// SPDX-License-Identifier: Apache-2.0
#include "server/forms.h"

#include <stdio.h>

#include "shared/paper.h"
#include "shared/str.h"
#include "shared/when.h"

#define MARGIN 15.0
#define WIDTH (PAPER_WIDTH_MM - 2 * MARGIN)
#define BOTTOM (PAPER_HEIGHT_MM - 10.0)
#define TITLE_PT 24.0
#define CODE_MM 42.0
#define LINE 8.0   // of words in print
#define ROW 13.5   // room for handwriting
#define TICK 6.0   // a box to tick
#define MONEY 50.0 // to write an amount
#define COLUMN (WIDTH / 2)
#define CASH 80.0

enum side { ENGLISH, WELSH, SIDES };

static const char *const langs[SIDES] = {"en", "cy"};

/* What stands on it, in each language. */
struct words {
    const char *title;
    const char *form;
    const char *how;
    const char *name;
    const char *came;
    const char *left;
    const char *cost;
    const char *miles;
    const char *tickets_here;
    const char *tickets_later;
    const char *ask_pay;
    const char *pay[4]; // bank, voucher, time credit, nothing
    const char *cash;
    const char *sign;
    const char *give;
};

static const struct words words[SIDES] = {
    [ENGLISH] = {.title = "Travel money and payment",
                 .form = "Form",
                 .how = "Fill in what you can. Ask anybody to help you. Please write no bank "
                        "details and no address.",
                 .name = "My name",
                 .came = "I came at",
                 .left = "I left at",
                 .cost = "My journey here and home cost",
                 .miles = "miles",
                 .tickets_here = "My tickets are here",
                 .tickets_later = "They come later",
                 .ask_pay = "For my time, please pay me",
                 .pay = {"to my bank", "by voucher", "in time credit", "nothing, thank you"},
                 .cash = "I got in cash today",
                 .sign = "Signed",
                 .give = "Please give this to the host."},
    [WELSH] = {.title = "Arian teithio a thaliad",
               .form = "Ffurflen",
               .how = "Llenwch yr hyn a allwch. Gofynnwch i rywun am help. Peidiwch â rhoi "
                      "manylion banc na chyfeiriad.",
               .name = "Fy enw",
               .came = "Des i am",
               .left = "Es i am",
               .cost = "Costiodd fy nhaith yma ac adref",
               .miles = "milltir",
               .tickets_here = "Mae fy nhocynnau yma",
               .tickets_later = "Fe ddôn nhw wedyn",
               .ask_pay = "Am fy amser, hoffwn gael",
               .pay = {"tâl i’r banc", "taleb", "credyd amser", "dim byd, diolch"},
               .cash = "Ces i mewn arian heddiw",
               .sign = "Llofnod",
               .give = "Rhowch hon i’r sawl sy’n cynnal y cyfarfod."},
};

/* The costs there may be a row for, as far as the policy lists them. */
static const struct {
    const char *names[SIDES];
    enum policy_category category;
    bool miles;
} costs[] = {
    {{"Bus", "Bws"}, POLICY_BUS, false},
    {{"Train", "Trên"}, POLICY_TRAIN, false},
    {{"Taxi", "Tacsi"}, POLICY_TAXI, false},
    {{"Parking", "Parcio"}, POLICY_PARKING, false},
    {{"Car, there and back", "Car, yno ac yn ôl"}, POLICY_MILEAGE_CAR, true},
    {{"Childcare", "Gofal plant"}, POLICY_CHILDCARE, false},
    {{"Something else", "Rhywbeth arall"}, POLICY_OTHER, false},
};

/* One side being drawn. */
struct sheet {
    struct paper *paper;
    const struct forms_meeting *meeting;
    const char *code;
    enum side side;
    double y;
};

static double put(const struct sheet *sheet, double x, double w, double pt, const char *text)
{
    struct paper_style style = {pt, pt > PAPER_PRINT_PT, langs[sheet->side]};
    struct paper_box box = {x, sheet->y, w, BOTTOM - sheet->y};

    return paper_words(sheet->paper, &box, &style, text);
}

// Words, and a line to write on up to where the room ends.
static void put_to_fill(const struct sheet *sheet, double x, double w, double label,
                        const char *text)
{
    put(sheet, x, label, PAPER_PRINT_PT, text);
    paper_line(sheet->paper, x + label, sheet->y + LINE, x + w, sheet->y + LINE);
}

static void put_tick(const struct sheet *sheet, double x, double w, const char *text)
{
    double top = sheet->y + 1;

    paper_line(sheet->paper, x, top, x + TICK, top);
    paper_line(sheet->paper, x, top + TICK, x + TICK, top + TICK);
    paper_line(sheet->paper, x, top, x, top + TICK);
    paper_line(sheet->paper, x + TICK, top, x + TICK, top + TICK);
    put(sheet, x + TICK + 2, w - TICK - 2, PAPER_PRINT_PT, text);
}

static void put_head(struct sheet *sheet)
{
    const struct words *say = &words[sheet->side];
    double beside = WIDTH - CODE_MM - 3;
    struct paper_box square = {MARGIN + WIDTH - CODE_MM, MARGIN - 5, CODE_MM, CODE_MM};
    char text[FORM_TEXT_SIZE];
    char shown[FORM_SHOWN_SIZE];
    char line[BODY_TITLE_SIZE + WHEN_DATE_SIZE + 4];
    char date[WHEN_DATE_SIZE];

    form_write(text, sheet->code);
    form_show(shown, sheet->code);
    when_local_date(date, sheet->meeting->start_ms); // "2026-11-23"
    paper_code(sheet->paper, &square, text);
    sheet->y = MARGIN;
    sheet->y += put(sheet, MARGIN, beside, TITLE_PT, say->title) + 1;
    snprintf(line, sizeof line, "%s %s", say->form, shown);
    sheet->y += put(sheet, MARGIN, beside, TITLE_PT - 4, line) + 1;
    sheet->y = MARGIN + CODE_MM - 4;
    snprintf(line, sizeof line, "%s, %.2s/%.2s/%.4s", sheet->meeting->title, date + 8, date + 5,
             date);
    sheet->y += put(sheet, MARGIN, WIDTH, PAPER_PRINT_PT, line) + 1;
    sheet->y += put(sheet, MARGIN, WIDTH, PAPER_PRINT_PT, say->how) + 4;
}

static void put_person(struct sheet *sheet)
{
    const struct words *say = &words[sheet->side];

    put_to_fill(sheet, MARGIN, WIDTH, 30, say->name);
    sheet->y += ROW;
    put_to_fill(sheet, MARGIN, COLUMN - 5, 32, say->came);
    put_to_fill(sheet, MARGIN + COLUMN, COLUMN, 32, say->left);
    sheet->y += ROW + 3;
}

static void put_cost(struct sheet *sheet, size_t at)
{
    double x = MARGIN + WIDTH - MONEY;

    put(sheet, MARGIN, WIDTH - MONEY, PAPER_PRINT_PT, costs[at].names[sheet->side]);
    if (costs[at].miles)
        put(sheet, x + MONEY - 20, 20, PAPER_PRINT_PT, words[sheet->side].miles);
    else
        put(sheet, x - 5, 6, PAPER_PRINT_PT, "£");
    paper_line(sheet->paper, x, sheet->y + LINE, x + MONEY - (costs[at].miles ? 22 : 0),
               sheet->y + LINE);
    sheet->y += ROW - 1;
}

static bool has_row(enum policy_category category)
{
    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++)
        if (costs[i].category == category)
            return true;
    return false;
}

void forms_order(enum policy_category out[static POLICY_CATEGORY_COUNT])
{
    size_t used = 0;

    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++)
        out[used++] = costs[i].category;
    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++)
        if (!has_row((enum policy_category)i))
            out[used++] = (enum policy_category)i;
}

static void put_costs(struct sheet *sheet)
{
    const struct words *say = &words[sheet->side];
    const struct policy_expenses *expenses = &sheet->meeting->policy.expenses;

    sheet->y += put(sheet, MARGIN, WIDTH, PAPER_PRINT_PT + 2, say->cost) + 1;
    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++)
        if (expenses->listed & (uint32_t)1 << costs[i].category)
            put_cost(sheet, i);
    put_tick(sheet, MARGIN, COLUMN - 5, say->tickets_here);
    put_tick(sheet, MARGIN + COLUMN, COLUMN, say->tickets_later);
    sheet->y += ROW + 2;
}

const char *const forms_channels[] = {"bank", "voucher", "timeswap", "none", NULL};

bool forms_offers(const struct policy *policy, const char *channel)
{
    return str_equal(channel, "bank") || str_equal(channel, "none") ||
           (str_equal(channel, "voucher") && policy->fee.voucher_rate >= 0) ||
           (str_equal(channel, "timeswap") && policy->fee.timeswap);
}

static void put_payment(struct sheet *sheet)
{
    const struct words *say = &words[sheet->side];
    int shown = 0;

    sheet->y += put(sheet, MARGIN, WIDTH, PAPER_PRINT_PT + 2, say->ask_pay) + 1;
    for (int i = 0; forms_channels[i]; i++) {
        if (!forms_offers(&sheet->meeting->policy, forms_channels[i]))
            continue;
        put_tick(sheet, MARGIN + shown % 2 * COLUMN, COLUMN - 5, say->pay[i]);
        sheet->y += shown++ % 2 ? LINE + 3 : 0;
    }
    sheet->y += shown % 2 ? LINE + 6 : 4;
}

static void put_end(struct sheet *sheet)
{
    const struct words *say = &words[sheet->side];

    if (sheet->meeting->policy.expenses.channel != POLICY_EXPENSES_BY_BANK) {
        put_to_fill(sheet, MARGIN, WIDTH, CASH, say->cash);
        put(sheet, MARGIN + CASH - 5, 6, PAPER_PRINT_PT, "£");
        sheet->y += ROW;
    }
    put_to_fill(sheet, MARGIN, WIDTH, 30, say->sign);
    sheet->y += ROW;
    put(sheet, MARGIN, WIDTH, PAPER_PRINT_PT, say->give);
}

static void put_side(struct paper *paper, const struct forms_meeting *meeting, const char *code,
                     enum side side)
{
    struct sheet sheet = {paper, meeting, code, side, MARGIN};

    put_head(&sheet);
    put_person(&sheet);
    put_costs(&sheet);
    put_payment(&sheet);
    put_end(&sheet);
}

bool forms_write(const struct forms_meeting *meeting, const char (*codes)[FORM_CODE_SIZE],
                 size_t count, const char *fonts, struct bytes *out, struct err *err)
{
    struct paper *paper;

    if (!paper_open(&paper, "Diolch", fonts, err))
        return false;
    for (size_t i = 0; i < count; i++)
        for (enum side side = ENGLISH; side < SIDES; side++) {
            if (i > 0 || side > ENGLISH)
                paper_next_page(paper);
            put_side(paper, meeting, codes[i], side);
        }
    return paper_close(paper, out, err);
}
