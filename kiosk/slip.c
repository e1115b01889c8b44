// SPDX-License-Identifier: Apache-2.0
#include "kiosk/slip.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/phrase.h"
#include "kiosk/refused.h"
#include "kiosk/slip_parts.h"
#include "shared/str.h"

#define BAND_ROWS 128 // at a time: small printers keep little

/* One slip being described. */
struct page {
    struct slip *slip;
    const struct slip_facts *facts;
};

// --- lines ---

struct slip_line *slip_add(struct slip *slip, enum slip_style style, const char *text)
{
    struct slip_line *line = &slip->lines[slip->count++];

    assert(slip->count <= SLIP_LINES_MAX);
    *line = (struct slip_line){.style = style};
    str_copy(line->text, sizeof line->text, text);
    return line;
}

// Bold words are a matter of the screen.
static void set_text(struct slip_line *line, const char *text)
{
    size_t used = 0;

    for (; *text && used + 1 < sizeof line->text; text++)
        if (*text != WORDS_BOLD)
            line->text[used++] = *text;
    line->text[used] = '\0';
}

struct slip_line *slip_add_words(struct slip *slip, enum slip_style style, const char *key,
                                 const struct words_args *args)
{
    struct slip_line *line = slip_add(slip, style, "");
    struct bytes words = {0};

    words_write(&words, slip->lang, key, args);
    set_text(line, bytes_text(&words));
    bytes_clear(&words);
    return line;
}

struct slip_line *slip_add_with(struct slip *slip, const char *key, const char *name,
                                const char *text)
{
    struct words_args args = {.list = {{name, text}}, .count = 1};

    return slip_add_words(slip, SLIP_WORDS, key, &args);
}

void slip_add_amount(struct slip *slip, enum slip_style style, const char *key, int64_t pence)
{
    money_write(slip_add_words(slip, style, key, NULL)->value, pence);
}

void slip_add_rule(struct slip *slip)
{
    slip_add(slip, SLIP_RULE, "");
}

void slip_add_room(struct slip *slip, int lines)
{
    for (int i = 0; i < lines; i++) {
        slip_add(slip, SLIP_WORDS, " ");
        slip_add_rule(slip);
    }
}

void slip_add_day(struct slip *slip, const char *today)
{
    char date[PHRASE_SIZE];
    char year[8];
    struct words_args args = {.list = {{"date", date}, {"year", year}}, .count = 2};

    phrase_date(date, slip->lang, today);
    snprintf(year, sizeof year, "%.4s", today);
    slip_add_words(slip, SLIP_WORDS, "slip.on", &args);
}

void slip_add_complaints(struct slip *slip, const char *contact)
{
    slip_add_words(slip, SLIP_HEAD, "complain.head", NULL);
    if (*contact)
        slip_add_with(slip, "complain.contact", "contact", contact);
    else
        slip_add_words(slip, SLIP_WORDS, "complain.anyone", NULL);
    slip_add_words(slip, SLIP_WORDS, "complain.safe", NULL);
}

// --- what is not paid ---

static bool is_waited_for(const struct body_claim *claim, const struct assess_rejected *rejected)
{
    for (size_t i = 0; i < claim->proofs_count; i++)
        if (str_equal(claim->proofs[i].ref, rejected->ref))
            return str_equal(claim->proofs[i].where, "later") &&
                   assess_reason_find(rejected->code) == ASSESS_NO_RECEIPT;
    return false;
}

static void add_part(struct page *page, const struct assess_rejected *rejected)
{
    struct refused_part part;
    struct words_args args = {.list = {{"paid", part.paid}, {"rest", part.rest}}, .count = 2};

    if (refused_find_part(&page->facts->claim->outcome, rejected, page->facts->lang, &part))
        slip_add_words(page->slip, SLIP_WORDS, part.key, &args);
}

static void add_refused(struct page *page, const char *ref)
{
    const struct assessment *outcome = &page->facts->claim->outcome;

    for (size_t i = 0; i < outcome->rejected_count; i++) {
        const struct assess_rejected *rejected = &outcome->rejected[i];
        bool waited = is_waited_for(page->facts->claim, rejected);

        if (!str_equal(rejected->ref, ref))
            continue;
        add_part(page, rejected);
        slip_add_words(page->slip, SLIP_WORDS, refused_words_key(rejected->code, waited), NULL);
    }
}

// --- travel money ---

static void add_cost(struct page *page, const struct facts_expense *cost)
{
    const struct phrase_cost *way = phrase_cost_of(cost->category);
    int64_t paid = refused_paid_for(&page->facts->claim->outcome, cost->ref);
    char miles[PHRASE_SIZE];
    char key[WORDS_KEY_SIZE];
    struct words_args args = {.list = {{"miles", miles}}, .count = 1};
    struct slip_line *line;

    phrase_miles(miles, cost->miles_claimed > 0 ? cost->miles_claimed : 0);
    snprintf(key, sizeof key, "cost.%.40s", cost->category);
    line = slip_add_words(page->slip, SLIP_WORDS, way ? way->row : key, &args);
    if (paid > 0)
        money_write(line->value, paid);
    else
        str_copy(line->value, sizeof line->value, "–");
    add_refused(page, cost->ref);
}

static const char *travel_key(const struct slip_facts *facts)
{
    if (facts->waits)
        return "check.travel_waits";
    if (facts->next_pence >= facts->claim->outcome.expenses_pence && facts->next_pence > 0)
        return "check.travel";
    return facts->claim->cash_today ? "check.travel_today" : "check.travel_bank";
}

static const char *total_key(const struct slip_facts *facts)
{
    if (facts->waits)
        return "check.waits";
    return facts->claim->cash_today ? "check.today" : "check.bank";
}

static void add_travel(struct page *page)
{
    const struct body_claim *claim = page->facts->claim;

    if (claim->facts.expense_count == 0) {
        slip_add_words(page->slip, SLIP_HEAD, "check.travel", NULL);
        slip_add_words(page->slip, SLIP_WORDS, "check.no_travel", NULL);
        return;
    }
    slip_add_words(page->slip, SLIP_HEAD, travel_key(page->facts), NULL);
    for (size_t i = 0; i < claim->facts.expense_count; i++)
        add_cost(page, &claim->facts.expenses[i]);
    if (page->facts->next_pence < claim->outcome.expenses_pence)
        slip_add_amount(page->slip, SLIP_HEAD, total_key(page->facts),
                        claim->outcome.expenses_pence - page->facts->next_pence);
    if (page->facts->next_pence > 0)
        slip_add_amount(page->slip, SLIP_HEAD, "arrived.travel_next", page->facts->next_pence);
}

// --- payment ---

static const char *fee_key(const struct body_claim *claim)
{
    const char *channel = claim->outcome.fee_channel;

    if (claim->undecided)
        return "check.fee_later";
    if (str_equal(claim->facts.fee_election.type, "declined"))
        return "check.fee_none";
    if (str_equal(channel, "voucher"))
        return "check.fee_voucher";
    if (str_equal(channel, "timeswap"))
        return "check.fee_timeswap";
    return str_equal(channel, "bank") ? "check.fee_bank" : "check.payment";
}

static int64_t fee_of(const struct assessment *outcome, bool preparation)
{
    int64_t pence = 0;

    for (size_t i = 0; i < outcome->line_count; i++)
        if (str_starts(outcome->lines[i].kind, "fee.") &&
            str_equal(outcome->lines[i].kind, "fee.preparation") == preparation)
            pence += outcome->lines[i].pence;
    return pence;
}

static void add_preparation(struct page *page)
{
    const struct body_claim *claim = page->facts->claim;
    char time[PHRASE_SIZE];
    struct words_args args = {.list = {{"time", time}}, .count = 1};
    struct slip_line *line;

    if (claim->facts.prep_minutes > 0) {
        phrase_minutes(time, page->facts->lang, claim->facts.prep_minutes);
        line = slip_add_words(page->slip, SLIP_WORDS, "check.ready", &args);
        money_write(line->value, fee_of(&claim->outcome, true));
    }
    add_refused(page, "F2");
}

static void add_fee_day(struct page *page)
{
    char date[PHRASE_SIZE];

    if (page->facts->waits) {
        slip_add_words(page->slip, SLIP_WORDS, "check.when_waits", NULL);
        return;
    }
    if (!*page->facts->fee_day) {
        slip_add_words(page->slip, SLIP_WORDS, "check.when_run", NULL);
        return;
    }
    phrase_date(date, page->facts->lang, page->facts->fee_day);
    slip_add_with(page->slip, "check.when", "date", date);
}

static void add_hours(struct page *page)
{
    int64_t minutes = page->facts->claim->outcome.timeswap_minutes;
    struct slip_line *line = slip_add_words(page->slip, SLIP_HEAD, "check.hours", NULL);

    snprintf(line->value, sizeof line->value, "%lld:%02lld", (long long)(minutes / 60),
             (long long)(minutes % 60));
}

static void add_fee(struct page *page)
{
    const struct body_claim *claim = page->facts->claim;
    int64_t meeting = fee_of(&claim->outcome, false);

    slip_add_words(page->slip, SLIP_HEAD, fee_key(claim), NULL);
    if (str_equal(claim->facts.fee_election.type, "declined"))
        return;
    if (meeting > 0)
        slip_add_amount(page->slip, SLIP_WORDS, "check.meeting", meeting);
    add_refused(page, "F1");
    add_preparation(page);
    if (claim->outcome.timeswap_minutes > 0)
        add_hours(page);
    if (claim->outcome.fee_pence == 0)
        return;
    slip_add_amount(page->slip, SLIP_HEAD, "check.about", claim->outcome.fee_pence);
    add_fee_day(page);
}

// --- the rest ---

static void add_top(struct page *page)
{
    const struct body_claim *claim = page->facts->claim;
    struct slip_line *number = slip_add(page->slip, SLIP_NUMBER, "");

    snprintf(number->text, sizeof number->text, "%s %lld", claim->letter, (long long)claim->number);
    slip_add_day(page->slip, page->facts->today);
}

// Nobody must remember a number, and another desk has nothing but the paper.
static void add_code(struct page *page)
{
    const struct body_claim *claim = page->facts->claim;
    struct card card = {.kind = CARD_CLAIM};
    char code[CARD_TEXT_SIZE];

    if (*page->facts->handed) {
        str_copy(page->slip->code, sizeof page->slip->code, page->facts->handed);
        slip_add_words(page->slip, SLIP_HEAD, "slip.elsewhere", NULL);
    } else {
        memcpy(card.secret, claim->claim.bytes, sizeof card.secret);
        card_write(code, &card);
        str_copy(page->slip->code, sizeof page->slip->code, code);
        slip_add_words(page->slip, SLIP_WORDS, "slip.here", NULL);
    }
    slip_add(page->slip, SLIP_CODE, "");
}

// What the office knew before this meeting.
static void add_month(struct page *page)
{
    slip_add_words(page->slip, SLIP_HEAD, "slip.month", NULL);
    slip_add_amount(page->slip, SLIP_WORDS, "slip.month.offered",
                    page->facts->month->month_offered_pence);
    slip_add_amount(page->slip, SLIP_WORDS, "slip.month.taken",
                    page->facts->month->month_taken_pence);
}

static void add_promise(struct page *page)
{
    char date[PHRASE_SIZE];

    phrase_date(date, page->facts->lang, page->facts->due);
    if (*page->facts->owner)
        slip_add_with(page->slip, "question.owner", "owner", page->facts->owner);
    else
        slip_add_words(page->slip, SLIP_WORDS, "question.office", NULL);
    slip_add_with(page->slip, "question.when", "date", date);
}

void slip_describe(struct slip *out, const struct slip_facts *facts)
{
    struct page page = {out, facts};

    *out = (struct slip){.lang = facts->lang};
    add_top(&page);
    add_code(&page);
    slip_add_rule(out);
    add_travel(&page);
    slip_add_rule(out);
    add_fee(&page);
    slip_add_rule(out);
    if (facts->month) {
        add_month(&page);
        slip_add_rule(out);
    }
    if (*facts->due) {
        add_promise(&page);
        slip_add_rule(out);
    }
    slip_add_complaints(out, facts->contact);
}

// --- for the printer ---

size_t slip_paper_height(const struct slip_paper *paper)
{
    return paper->rows.length / SLIP_ROW_BYTES;
}

void slip_encode(const struct slip_paper *paper, struct bytes *out)
{
    static const uint8_t begin[] = {0x1B, '@'};
    static const uint8_t end[] = {0x1B, 'd', 4, 0x1D, 'V', 66, 0}; // feed 4 lines, cut
    size_t height = slip_paper_height(paper);

    bytes_add(out, begin, sizeof begin);
    for (size_t row = 0; row < height; row += BAND_ROWS) {
        size_t rows = height - row < BAND_ROWS ? height - row : BAND_ROWS;
        const uint8_t head[] = {0x1D, 'v', '0', 0, SLIP_ROW_BYTES, 0, (uint8_t)rows, 0};

        bytes_add(out, head, sizeof head);
        bytes_add(out, paper->rows.data + row * SLIP_ROW_BYTES, rows * SLIP_ROW_BYTES);
    }
    bytes_add(out, end, sizeof end);
}
