#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stddef.h>
#include <stdint.h>

/* Microseconds of a clock that only goes forward. */
double bench_us(void);

/* The middle one; sorts them. count is 1 or more. */
double bench_median(double *values, size_t count);

/* How the helpers answer: "name value", one figure a line. */
void bench_say(const char *name, double value);

/* A whole number of 1 or more from the command line; ends the program when it is none. */
size_t bench_count(const char *text);

#endif
