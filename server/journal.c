// SPDX-License-Identifier: Apache-2.0
#include "server/journal.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

#include "shared/when.h"

static atomic_int silent;

void journal_quiet(int quiet)
{
    silent = quiet;
}

void journal_write(const char *event, const char *fmt, ...)
{
    char instant[WHEN_INSTANT_SIZE];
    char text[512];
    va_list args;

    if (silent)
        return;
    when_write(instant, when_now_ms());
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    for (char *at = text; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = ' ';
    fprintf(stderr, "%s %s %s\n", instant, event, text); // one call: lines stay whole
}
