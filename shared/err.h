#ifndef SHARED_ERR_H
#define SHARED_ERR_H

#include <stdbool.h>

/*
 * Why something failed: a kind for the code, a sentence for the log.
 *
 * A function that can fail returns bool and takes `struct err *err` last. It
 * fills err only when it returns false, and then leaves its other outputs
 * alone. The caller owns err, on its stack; nothing here allocates. The text is
 * English, says what happened and what to do, and holds no person's data. A
 * broken promise between our own functions is not an error: assert it.
 */
enum err_kind {
    ERR_INVALID = 1, // the input breaks a rule: tell the person
    ERR_NOT_FOUND,
    ERR_CONFLICT, // it is there already, nothing else
    ERR_OFFLINE,  // try again later
    ERR_INTERNAL, // disk, peer, bug: log it, apologise
};

#define ERR_TEXT_SIZE 256

struct err {
    enum err_kind kind;
    char text[ERR_TEXT_SIZE];
};

#define ERR_PRINTF(text, first) __attribute__((format(printf, text, first)))

/* Always returns false, so that a failing function ends in `return err_set(...)`. */
bool err_set(struct err *err, enum err_kind kind, const char *fmt, ...) ERR_PRINTF(3, 4);

/* Says what we were doing, before what went wrong: "save claim 7: disk full". Returns false. */
bool err_wrap(struct err *err, const char *fmt, ...) ERR_PRINTF(2, 3);

#endif
