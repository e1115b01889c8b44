#ifndef SERVER_SETTINGS_H
#define SERVER_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/when.h"

/*
 * The server's configuration file, read once and checked. A value: fixed sizes, copied freely.
 */
#define SETTINGS_PATH_SIZE 512
#define SETTINGS_TEXT_SIZE 160

struct settings {
    char organisation[120];
    char owner[80]; // who answers questions; these four as body_kiosk_configured has them
    int64_t answer_days;
    char complaints_en[200];
    char complaints_cy[200];
    char adviser_en[200]; // of people on benefits, by name (rules.md S30); "" for nobody
    char adviser_cy[200];
    char advice_checked[WHEN_DATE_SIZE]; // the day it was last seen to be true (N04); "" for never
    char data[SETTINGS_PATH_SIZE];
    char policies[SETTINGS_PATH_SIZE];
    char console[SETTINGS_PATH_SIZE];
    char address[64];
    char names[SETTINGS_TEXT_SIZE]; // with commas between, as they go into the certificate
    char certificate[SETTINGS_PATH_SIZE];
    char certificate_key[SETTINGS_PATH_SIZE];
    int64_t port;
    int64_t threads;
    bool demonstration;
    int64_t request_ms; // a handshake or request that is not whole by then is cut off
    int64_t wait_ms;    // the longest long-poll
    int64_t connections;
    int64_t connections_per_address;
    int64_t code_ms;          // how long an enrolment code is good
    int64_t expect_from_days; // meetings this many days back still go to a kiosk that enrols
};

/* ERR_NOT_FOUND when there is no such file. */
bool settings_read(struct settings *out, const char *path, struct err *err);

/*
 * Whom people on benefits can ask, as staff must see it: a name is there and somebody looked within
 * a year of today that it is still true.
 */
enum settings_advice { SETTINGS_ADVICE_NOBODY, SETTINGS_ADVICE_UNCHECKED, SETTINGS_ADVICE_CHECKED };
enum settings_advice settings_advice(const struct settings *settings, const char *today);

/* The shipped file: every key with its comment, at its default. The caller frees. */
char *settings_example(void);

/* One key of the file and what `init` was told to put there. */
struct settings_value {
    const char *section;
    const char *name;
    const char *value; // NULL: the default stays
};

/* Writes a new file with every key, its comment and its default or given value. */
bool settings_write(const char *path, const struct settings_value *values, size_t count,
                    struct err *err);

/* "<data>/<name>"; asserted to fit. */
void settings_path(char out[static SETTINGS_PATH_SIZE], const struct settings *settings,
                   const char *name);

#endif
