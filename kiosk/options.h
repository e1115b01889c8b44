#ifndef KIOSK_OPTIONS_H
#define KIOSK_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* The command line of diolch-kiosk, as man/diolch-kiosk.1 has it. The texts are argv's own. */
struct options {
    const char *config, *display; // NULL: the usual one, the configured one
    int64_t start_ms;             // where the clock starts; 0: now
    bool practice;
    const char *robot, *out;
    bool dump;
    const char *langs, *sizes, *contrasts; // of what is dumped
    const char *screens;                   // NULL: all of them
};

enum options_answer {
    OPTIONS_RUN,
    OPTIONS_SAID,  // help or the version, on standard output: nothing else is wanted
    OPTIONS_WRONG, // and why, on standard error
};

enum options_answer options_read(struct options *options, int argc, char **argv);

#endif
