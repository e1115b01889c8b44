#ifndef TESTS_AGENT_MACHINE_H
#define TESTS_AGENT_MACHINE_H

#include <sys/types.h>

#include "tests/agent/office.h"

/* A kiosk's machine, whose agent is enrolled at one office; there is another. Everything asserts
 * that it works. */
struct machine {
    struct office office;
    struct office other;
    struct outbox_kiosk kiosk; // what it last wrote
    pid_t running;             // the agent that was started to stay, or 0
};

void machine_open(struct machine *machine);
/* Ends the agent too, for a test that failed. */
void machine_close(struct machine *machine);

/* The kiosk has so many records, and knows the office's so far. */
void machine_say(struct machine *machine, int64_t seq, int64_t down_seq);
/* What the agent last brought it of the office's. */
struct acknowledgement machine_told_head(const struct machine *machine);

/* --- the program; what it says is in said.out and said.err --- */

/* option may be NULL. */
pid_t machine_start(struct machine *machine, const char *command, const char *option);
/* Waits for its end; its exit status. It must not have been killed. */
int machine_finish(struct machine *machine, pid_t pid);
/* The same, after a signal. */
int machine_stop(struct machine *machine, pid_t pid, int number);

#endif
