#ifndef KIOSK_MEASURED_H
#define KIOSK_MEASURED_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What wrap found out about the words of one frame: a page is tried in many ways, and nearly all of
 * them ask the same again. Numbers only, no words; wiped with the frame they are of, so that they
 * can never be of others.
 */
#define MEASURED_STEPS_MAX 8 // ways in which words were broken, of each

/* For all limits in mm that do not break the words at another place: so many lines. */
struct measured_step {
    double fits, fails; // the longest width that was taken, the shortest that was not
    int lines;
};

/* Words that begin there in the pool, set like that. */
struct measured_words {
    size_t rich;
    double cap; // mm
    bool spacious, bold;
    double natural, least; // mm; below 0 while nobody asked
    struct measured_step steps[MEASURED_STEPS_MAX];
    size_t step_count, next_step;
};

struct measured;

struct measured *measured_create(void);
void measured_free(struct measured *measured);

/* Another frame: its pool has other words at the same places. */
void measured_forget(struct measured *measured);

/* Of those words, which are new if nobody asked before. Borrowed until the next call. */
struct measured_words *measured_of(struct measured *measured, size_t rich, double cap,
                                   bool spacious, bool bold);

void measured_add_step(struct measured_words *words, const struct measured_step *step);

#endif
