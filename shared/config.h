#ifndef SHARED_CONFIG_H
#define SHARED_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

/*
 * A program's INI file. Each program has one table of the keys it knows; the shipped file is
 * written from the same table, so that every key in it has its default and a comment.
 */
struct config_key {
    const char *section;
    const char *name;
    const char *otherwise; // the default; "" for none
    const char *comment;
};

struct config;

/*
 * Reads a file. An unknown section or key, a key twice, or a line that is neither is ERR_INVALID
 * with the file's name and line; a missing file is ERR_NOT_FOUND. The config is the caller's.
 */
bool config_open(struct config **out, const char *path, const struct config_key *keys, size_t count,
                 struct err *err);
void config_close(struct config *config);

/* Borrowed. The key must be in the table: asserted. */
const char *config_text(const struct config *config, const char *section, const char *name);

struct config_range {
    int64_t low;
    int64_t high;
};

/* A whole number within the range, ends included, else ERR_INVALID with file, section and key. */
bool config_int(const struct config *config, const char *section, const char *name,
                struct config_range range, int64_t *out, struct err *err);

/* One of some words, which end with NULL: which, else ERR_INVALID that names them. */
bool config_choice(const struct config *config, const char *section, const char *name,
                   const char *const words[], size_t *out, struct err *err);

/* The shipped file: every key commented out at its default. The caller frees the text. */
char *config_example(const struct config_key *keys, size_t count);

#endif
