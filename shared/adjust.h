#ifndef SHARED_ADJUST_H
#define SHARED_ADJUST_H

#include <stddef.h>
#include <stdint.h>

#include "shared/assess.h"
#include "shared/bytes.h"
#include "shared/facts.h"
#include "shared/shape.h"

/*
 * Adjustments: what is added to what was approved or paid of a claim, so that it comes to what a
 * new assessment of it gives. A line that was approved is never edited; an adjustment is a new line
 * that points at it, and the only line that may be negative (rules.md headline 4, 1.3, 1.6).
 *
 * An account is all that a claim comes to, line by line, in whole pence: the lines of its
 * assessment, and as lines of their own what is taken off them. Its sum over the kinds "fee." is
 * what is paid of the fee, that over "expense." what is paid of the costs: two ledgers that never
 * mix (rules.md S17). A line is known by its ref and kind together. All of it is a value, and
 * large: not on a small stack.
 */
#define ADJUST_ACCOUNT_MAX (ASSESS_LINES_MAX + 4)
#define ADJUST_LINES_MAX (ADJUST_ACCOUNT_MAX + ADJUST_ACCOUNT_MAX) // of what was and what is now

#define ADJUST_FEE "fee."
#define ADJUST_EXPENSES "expense."

/* What is taken off: given up of the fee, and paid in cash at the desk. Negative. */
#define ADJUST_WAIVED "fee.waived"
#define ADJUST_DESK "expense.desk"
/* Paid before, no longer agreed, and not taken back. Positive. */
#define ADJUST_FEE_KEPT "fee.kept"
#define ADJUST_EXPENSES_KEPT "expense.kept"

struct adjust_line {
    char ref[FACTS_REF_SIZE];    // its own: "X1"; of an adjustment "A1"
    char of[FACTS_REF_SIZE];     // of an adjustment: the ref of the line it corrects
    char kind[ASSESS_CODE_SIZE]; // of an adjustment: that of the line it corrects
    int64_t pence;
};

struct adjust_account {
    struct adjust_line lines[ADJUST_LINES_MAX];
    size_t count;
};

extern const struct shape adjust_line_shape;

/* The account of one assessment: its lines and what is waived. */
void adjust_open(struct adjust_account *out, const struct assessment *assessment);

/* Adds pence to the line of that ref and kind, which may be new; a line of nothing is no line. */
void adjust_put(struct adjust_account *account, const char *ref, const char *kind, int64_t pence);

/* Adds a line to the one it corrects, or is. */
void adjust_apply(struct adjust_account *account, const struct adjust_line *line);

/*
 * What makes `now` of `was`: one adjustment for each line that differs, those of the fee first,
 * then by the ref they correct; none when nothing changed. Their own refs go on after the `before`
 * that the claim has already. It does not matter in which order the lines of an account stand.
 */
void adjust(const struct adjust_account *was, const struct adjust_account *now, size_t before,
            struct adjust_account *out);

/* The sum of a ledger: ADJUST_FEE or ADJUST_EXPENSES. */
int64_t adjust_sum(const struct adjust_account *account, const char *ledger);

/* A list of adjustments, each with what its line was and what it is now. */
void adjust_write(struct bytes *out, const char *name, const struct adjust_account *was,
                  const struct adjust_account *changes);

#endif
