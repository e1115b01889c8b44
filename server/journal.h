#ifndef SERVER_JOURNAL_H
#define SERVER_JOURNAL_H

#include "shared/err.h"

/*
 * What the server says about itself: one line an event on standard error, with the instant, a word
 * and ids. Never a name, an amount of a person, or words that somebody wrote (rules.md P17). Any
 * thread may write; lines are never mixed.
 */
void journal_write(const char *event, const char *fmt, ...) ERR_PRINTF(2, 3);

/* For tests: nothing is said until it is turned on again. */
void journal_quiet(int quiet);

#endif
