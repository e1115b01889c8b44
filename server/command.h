#ifndef SERVER_COMMAND_H
#define SERVER_COMMAND_H

#include <stdbool.h>

/*
 * The words of diolch-server, one file each. A command gets what stands after its word and answers
 * the program's exit status: COMMAND_DONE, COMMAND_FAILED (after one sentence on standard error
 * that says what and what to do) or COMMAND_USAGE.
 */
#define COMMAND_DONE 0
#define COMMAND_FAILED 1
#define COMMAND_USAGE 2

struct command {
    const char *word;
    const char *arguments; // as --help shows them
    const char *help;
    bool needs_config;
    int (*run)(const char *config, int argc, char **argv);
};

extern const struct command command_card;
extern const struct command command_code;
extern const struct command command_export;
extern const struct command command_import;
extern const struct command command_init;
extern const struct command command_policy;
extern const struct command command_serve;
extern const struct command command_user;
extern const struct command command_verify;

/* Says the sentence, as "diolch-server: …", and returns COMMAND_FAILED. */
struct err;
int command_fail(const struct err *err);

/* Opens the office of that configuration file and a connection to its database. */
struct office;
struct db;
bool command_open(const char *config, struct office *office, struct db **db, struct err *err);
void command_close(struct office *office, struct db *db);

/*
 * A password or PIN: from the terminal, unseen and twice, or one line of standard input. False with
 * a sentence. out is wiped by the caller.
 */
bool command_ask_secret(const char *question, char *out, int size, struct err *err);

#endif
