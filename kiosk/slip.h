#ifndef KIOSK_SLIP_H
#define KIOSK_SLIP_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/desk_sheet.h"
#include "kiosk/words.h"
#include "shared/body.h"
#include "shared/bytes.h"
#include "shared/handed.h"
#include "shared/money.h"
#include "shared/policy.h"
#include "shared/when.h"

/*
 * A slip of paper to take along: large print, in the person's language (TXT-15). First a list of
 * lines, which is a pure function of what was saved; then black and white dots, which render_slip
 * draws; then the bytes a printer takes (ESC/POS). Or, for an office printer, a PDF (slip_pdf).
 * printer.h sends them.
 *
 * It exists only because somebody touched "Print it": number, date, lines and amounts. No name, no
 * group and no organisation stands on it (PRV-16, rules.md P01). How to complain does (C35). Its QR
 * code finds the claim; that of a slip for another kiosk's desk is the claim itself (handed.h).
 */
#define SLIP_DOTS 576 // across: 72 mm of paper that is 80 mm wide
#define SLIP_DPI 203
#define SLIP_LINES_MAX 160
#define SLIP_TEXT_SIZE 256
#define SLIP_VALUE_SIZE 48 // an amount, or hours

enum slip_style {
    SLIP_WORDS,  // 18 pt
    SLIP_HEAD,   // the same, bold
    SLIP_NUMBER, // the biggest: "A 47"
    SLIP_RULE,   // a line across, without words
    SLIP_CODE,   // the slip's QR code
};

struct slip_line {
    enum slip_style style;
    char text[SLIP_TEXT_SIZE];
    char value[SLIP_VALUE_SIZE]; // at the right, bold; "" for none
};

struct slip {
    enum words_lang lang;
    char code[HANDED_TEXT_SIZE]; // what its QR code says; "" for none
    struct slip_line lines[SLIP_LINES_MAX];
    size_t count;
};

/* What a slip is about. All borrowed. */
struct slip_facts {
    const struct body_claim *claim; // as it was saved
    const char *handed;             // the code that hands it to another desk; "": it is paid here
    enum words_lang lang;
    const char *today;
    int64_t next_pence;  // of the travel money, that they get in cash next time
    bool waits;          // for the office (visit_waits): nothing of it is promised for a day
    const char *fee_day; // "": with the next payments
    const char *due;     // by when there is an answer; "": nobody was asked to look at anything
    const char *owner;   // who answers; "": somebody at the office
    const struct body_person_expected *month; // whose month so far is asked for; NULL: it is not
    const char *contact; // how to complain, in the office's words; "": to anyone of the team
};

void slip_describe(struct slip *out, const struct slip_facts *facts);

/* One way to be paid for the time: the words of its button; 0 pence: it is no money. */
struct slip_way {
    const char *key;
    int64_t pence;
};
#define SLIP_WAYS_MAX 6

/*
 * The offer for a meeting, which somebody may take along before they choose (rules.md C13, C15,
 * C21, J14): a statement in writing, and no contract (S34). All borrowed.
 */
struct slip_offer {
    enum words_lang lang;
    const struct policy *policy;
    int64_t start_ms;
    int64_t end_ms;
    int64_t pence;   // for all of the time; 0: time is not paid at this meeting
    bool cash_today; // visit_cash_today: promised only where there is a float
    struct slip_way ways[SLIP_WAYS_MAX];
    size_t way_count;
    const char *adviser; // about benefits, in the office's words; "" for nobody
    const char *contact; // how to complain, likewise
};
void slip_describe_offer(struct slip *out, const struct slip_offer *offer);

/* For somebody new: their code, and lines to write on what goes to the office in an envelope.
 * contact: how to complain (C35), in the office's words; "": to anyone of the team. */
void slip_describe_new(struct slip *out, enum words_lang lang, const char *code,
                       const char *contact);

/* The closing sheet, with room for two to sign. It names nobody. */
void slip_describe_sheet(struct slip *out, enum words_lang lang, const char *today,
                         const struct desk_sheet *sheet);

/* Dots, SLIP_DOTS a row, the leftmost in the highest bit of a byte; 1 is black. */
#define SLIP_ROW_BYTES (SLIP_DOTS / 8)
struct slip_paper {
    struct bytes rows;
};
size_t slip_paper_height(const struct slip_paper *paper);

/* Adds what makes an ESC/POS printer print it, feed it out and cut it. */
void slip_encode(const struct slip_paper *paper, struct bytes *out);

/* Adds a PDF of as many A4 pages as it takes; the words are words in it. fonts: a folder. */
bool slip_pdf(const struct slip *slip, const char *fonts, struct bytes *out, struct err *err);

#endif
