#ifndef KIOSK_DESK_SHEET_H
#define KIOSK_DESK_SHEET_H

#include "kiosk/desk.h"
#include "shared/books.h"

/*
 * The closing sheet: people, claims and pounds, counted in three ways that share nothing but what
 * happened, so that a difference shows.
 */
enum desk_sheet_way {
    DESK_SHEET_KIOSK, // from the books: who came, who claimed, what was handed over
    DESK_SHEET_DESK,  // at the table: whose money is settled, and what went out of the tin by count
    DESK_SHEET_SENT,  // from the records that the office has signed for, one by one
    DESK_SHEET_WAYS,
};

struct desk_sheet {
    struct {
        int64_t people; // who came; of the desk, who got cash
        int64_t claims;
        int64_t pence; // in cash
    } ways[DESK_SHEET_WAYS];
    int64_t bank_pence;    // travel money that goes by bank, or is held; not what went on by slip
    int64_t next_pence;    // that is paid in cash next time
    int64_t to_come_pence; // more by bank, if the tickets come that nobody has seen
    struct books_floats floats;
};

/* One line of it: what it says, of how many people and claims (where its words have them), and how
 * much. */
#define DESK_SHEET_LINES_MAX 9
struct desk_sheet_line {
    const char *id;
    const char *key;
    int64_t people;
    int64_t claims;
    int64_t pence;
};

/* As it is shown and printed; how many lines. A difference, what is left for next time and tickets
 * to come are there only when there is any. */
size_t desk_sheet_list(const struct desk_sheet *sheet,
                       struct desk_sheet_line out[static DESK_SHEET_LINES_MAX]);

bool desk_sheet_count(const struct desk *desk, const struct desk_place *place,
                      struct desk_sheet *out, struct err *err);

#endif
