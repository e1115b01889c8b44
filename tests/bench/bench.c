// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double bench_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return values[count / 2];
}

void bench_say(const char *name, double value)
{
    printf("%s %.3f\n", name, value);
}

size_t bench_count(const char *text)
{
    long count = strtol(text, NULL, 10);

    if (count < 1) {
        fprintf(stderr, "%s: a number of 1 or more is wanted\n", text);
        exit(2);
    }
    return (size_t)count;
}
