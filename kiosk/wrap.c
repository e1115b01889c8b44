// SPDX-License-Identifier: Apache-2.0

#include "kiosk/wrap.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "kiosk/measured.h"
#include "shared/str.h"

#define ROUNDING 0.01   // mm; widths are sums of measured ones
#define LINE_LETTERS 70 // a longer line is hard to come back from (TXT-13)

static double tracking(const struct ui *ui, const struct wrap *wrap)
{
    return wrap->spacious ? WRAP_LETTER * ui->metrics->em(ui->metrics->data, wrap->cap) : 0;
}

// Letter by letter, as it will be painted.
static double spaced_width(const struct ui *ui, const struct wrap *wrap, const char *from,
                           const char *to, bool bold)
{
    double apart = tracking(ui, wrap);
    double sum = 0;

    while (from < to) {
        size_t length = str_char_length(from);

        sum += ui->metrics->width(ui->metrics->data, from, length, wrap->cap, bold) +
               wrap_apart(apart, *from);
        from += length;
    }
    return sum;
}

static double one_width(const struct ui *ui, const struct wrap *wrap, const char *from,
                        const char *to, bool bold)
{
    if (to <= from)
        return 0;
    if (wrap->spacious)
        return spaced_width(ui, wrap, from, to, bold);
    return ui->metrics->width(ui->metrics->data, from, (size_t)(to - from), wrap->cap, bold);
}

// The next mark of bold words, or the end.
static const char *next_mark(const char *from, const char *to)
{
    const char *mark = memchr(from, WORDS_BOLD, (size_t)(to - from));

    return mark ? mark : to;
}

// Millimetres of a stretch of one line; *bold is what it begins with, and then what it ends with.
static double width(const struct ui *ui, const struct wrap *wrap, const char *from, const char *to,
                    bool *bold)
{
    double sum = 0;

    while (from < to) {
        const char *mark = next_mark(from, to);

        sum += one_width(ui, wrap, from, mark, wrap->bold || *bold);
        if (mark < to)
            *bold = !*bold;
        from = mark + 1;
    }
    return sum;
}

double wrap_apart(double tracking, char letter)
{
    return letter == ' ' ? tracking * (1 + WRAP_WORD / WRAP_LETTER) : tracking;
}

struct line {
    const char *from, *to; // without the space it was broken at
    bool bold;             // within bold words at its beginning
    double width;
};

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// Between two digits.
static bool is_within(const char *text, const char *space)
{
    return *space == ' ' && space > text && is_digit(space[-1]) && is_digit(space[1]);
}

bool wrap_may_end(const char *text, const char *space)
{
    const char *from = space, *to = space;

    if (!is_within(text, space))
        return true;
    while (from > text && (is_digit(from[-1]) || is_within(text, from - 1)))
        from--;
    while (is_digit(*to) || is_within(text, to))
        to++;
    return to - from > WRAP_NUMBER;
}

// Codes (TAXI_NOT_AGREED) may be broken behind each of their parts.
static const char *word_end(const char *word)
{
    const char *end = word + strcspn(word, " _");

    while (end > word && *end == ' ' && !wrap_may_end(word, end))
        end += 1 + strcspn(end + 1, " _");
    return *end == '_' ? end + 1 : end;
}

static int letters(const char *from, const char *to)
{
    int count = 0;

    for (; from < to; from += str_char_length(from))
        count += *from != WORDS_BOLD;
    return count;
}

// Words that are being broken into lines.
struct breaking {
    const char *at;
    bool bold; // within bold words there
    double limit;
    struct measured_step step; // of all lines up to there
};

static struct breaking begin(const struct ui *ui, const struct wrap *wrap, double limit)
{
    return (struct breaking){.at = ui->pool + wrap->rich,
                             .limit = limit,
                             .step = {.fits = -INFINITY, .fails = INFINITY}};
}

// Whether the line ends before that word, which makes it so wide.
static bool is_full(struct breaking *breaking, const struct line *line, const char *end,
                    double wide)
{
    if (line->to == line->from || letters(line->from, end) > LINE_LETTERS)
        return line->to > line->from;
    if (wide > breaking->limit + ROUNDING) {
        breaking->step.fails = fmin(breaking->step.fails, wide);
        return true;
    }
    breaking->step.fits = fmax(breaking->step.fits, wide);
    return false;
}

// The longest line that fits, at least one word. False at the end of the text.
static bool take_line(const struct ui *ui, const struct wrap *wrap, struct breaking *breaking,
                      struct line *line)
{
    const char *word = breaking->at;
    bool after = breaking->bold;

    if (!*word)
        return false;
    *line = (struct line){word, word, after, 0};
    for (;;) {
        const char *end = word_end(word);
        bool state = line->bold;
        double wide = width(ui, wrap, line->from, end, &state);

        if (is_full(breaking, line, end, wide))
            break;
        line->to = end;
        line->width = wide;
        after = state;
        if (!*end)
            break;
        word = end + (*end == ' ');
    }
    breaking->bold = after;
    breaking->at = line->to + strspn(line->to, " ");
    breaking->step.lines++;
    return true;
}

static struct measured_words *known(const struct ui *ui, const struct wrap *wrap)
{
    return measured_of(ui->measured, wrap->rich, wrap->cap, wrap->spacious, wrap->bold);
}

static double find_natural(const struct ui *ui, const struct wrap *wrap)
{
    const char *text = ui->pool + wrap->rich;
    bool bold = false;

    return width(ui, wrap, text, text + strlen(text), &bold);
}

double wrap_natural(const struct ui *ui, const struct wrap *wrap)
{
    struct measured_words *words = known(ui, wrap);

    if (words->natural < 0)
        words->natural = find_natural(ui, wrap);
    return words->natural;
}

static double find_least(const struct ui *ui, const struct wrap *wrap)
{
    struct breaking breaking = begin(ui, wrap, 0);
    struct line line;
    double most = 0;

    while (take_line(ui, wrap, &breaking, &line))
        if (line.width > most)
            most = line.width;
    return most;
}

double wrap_least(const struct ui *ui, const struct wrap *wrap)
{
    struct measured_words *words = known(ui, wrap);

    if (words->least < 0)
        words->least = find_least(ui, wrap);
    return words->least;
}

double wrap_line_height(const struct ui *ui, const struct wrap *wrap)
{
    return wrap->spacing * ui->metrics->em(ui->metrics->data, wrap->cap);
}

static int count_lines(const struct ui *ui, const struct wrap *wrap, double limit)
{
    struct measured_words *words = known(ui, wrap);
    struct breaking breaking = begin(ui, wrap, limit);
    struct line line;

    for (size_t i = 0; i < words->step_count; i++)
        if (words->steps[i].fits <= limit + ROUNDING && words->steps[i].fails > limit + ROUNDING)
            return words->steps[i].lines;
    while (take_line(ui, wrap, &breaking, &line))
        ;
    measured_add_step(words, &breaking.step);
    return breaking.step.lines;
}

double wrap_height(const struct ui *ui, const struct wrap *wrap, double limit)
{
    return count_lines(ui, wrap, limit) * wrap_line_height(ui, wrap);
}

static void place_runs(struct ui *ui, struct ui_node *node, const struct wrap *wrap,
                       const struct line *line, double x, double baseline)
{
    const char *from = line->from;
    bool bold = line->bold;

    while (from < line->to) {
        const char *mark = next_mark(from, line->to);
        bool heavy = wrap->bold || bold;

        if (mark > from) {
            assert(ui->run_count < UI_RUNS_MAX);
            ui->runs[ui->run_count] =
                (struct ui_run){.start = (size_t)(from - ui->pool),
                                .length = (size_t)(mark - from),
                                .x = x,
                                .baseline = baseline,
                                .cap = wrap->cap,
                                .tracking = tracking(ui, wrap),
                                .bold = heavy,
                                .soft = wrap->soft,
                                .width = one_width(ui, wrap, from, mark, heavy)};
            x += ui->runs[ui->run_count].width;
            ui->run_count++;
            node->run_count++;
        }
        if (mark < line->to)
            bold = !bold;
        from = mark + 1;
    }
}

static bool is_in_middle(const struct wrap *wrap)
{
    return wrap->align == WRAP_CENTRE || wrap->align == WRAP_GATHERED;
}

// The narrowest width with as many lines: so that words in the middle end in no line of one word.
static double balanced(const struct ui *ui, const struct wrap *wrap, double limit)
{
    double high = wrap_height(ui, wrap, limit);
    double narrow = limit / 2;

    if (!is_in_middle(wrap) || high < 1.5 * wrap_line_height(ui, wrap))
        return limit;
    while (limit - narrow > 1) {
        double middle = (limit + narrow) / 2;

        if (wrap_height(ui, wrap, middle) <= high + ROUNDING && wrap_least(ui, wrap) <= middle)
            limit = middle;
        else
            narrow = middle;
    }
    return limit;
}

static double longest_line(const struct ui *ui, const struct wrap *wrap, double limit)
{
    struct breaking breaking = begin(ui, wrap, limit);
    struct line line;
    double most = 0;

    while (take_line(ui, wrap, &breaking, &line))
        most = fmax(most, line.width);
    return most;
}

double wrap_place(struct ui *ui, struct ui_node *node, const struct wrap *wrap, double x, double y,
                  double limit)
{
    double narrow = balanced(ui, wrap, limit);
    struct breaking breaking = begin(ui, wrap, narrow);
    double high = wrap_line_height(ui, wrap);
    double top = y;
    struct line line;

    if (node->run_count == 0)
        node->run = ui->run_count;
    if (wrap->align == WRAP_GATHERED)
        x += fmax(0, (limit - longest_line(ui, wrap, narrow)) / 2);
    while (take_line(ui, wrap, &breaking, &line)) {
        double left = x;

        if (wrap->align == WRAP_CENTRE)
            left += (limit - line.width) / 2;
        else if (wrap->align == WRAP_RIGHT)
            left += limit - line.width;
        if (line.width > limit + ROUNDING)
            node->clipped = true;
        place_runs(ui, node, wrap, &line, left, top + (high + wrap->cap) / 2);
        top += high;
        node->lines++;
    }
    return top - y;
}
