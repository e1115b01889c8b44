#ifndef SHARED_COINS_H
#define SHARED_COINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Money as it lies in a tin: how many there are of each note and coin. A value. A count below zero
 * goes the other way: a swap takes one note (-1) and gives four (+4).
 */
#define COINS_KINDS 12
#define COINS_COUNT_MAX 100000
/* What is made of notes and coins at once: nobody is handed more over a table. */
#define COINS_MAKE_MAX INT64_C(100000)

struct coins {
    int64_t count[COINS_KINDS];
};

/* What each is worth, largest first: £50 to 1p. */
extern const int64_t coins_pence[COINS_KINDS];

/* Its place in that order; -1 for what is no note or coin. */
int coins_find(int64_t pence);

int64_t coins_sum(const struct coins *coins);
void coins_add(struct coins *to, const struct coins *more);
void coins_remove(struct coins *from, const struct coins *less);
/* No count is below zero; any is not zero. */
bool coins_are_there(const struct coins *coins);
bool coins_are_any(const struct coins *coins);

/*
 * The most, up to `pence`, that can be made of what is in the tin, and of what, in large pieces
 * where there are such. Returns what is then still missing: 0 when it is exact, all of it above
 * COINS_MAKE_MAX. No count of the tin is below zero.
 */
int64_t coins_make(const struct coins *tin, int64_t pence, struct coins *out);

/* As if there were enough of everything: the fewest pieces. */
void coins_split(int64_t pence, struct coins *out);

/* "£5 · 2 × £2 · 50p · 20p": largest first, "" for nothing; cut short at `size` bytes. */
#define COINS_TEXT_SIZE 160
void coins_write(char *out, size_t size, const struct coins *coins);

/* One of a kind: "£5", "20p". */
#define COINS_NAME_SIZE 8
void coins_name(char out[static COINS_NAME_SIZE], size_t kind);

#endif
