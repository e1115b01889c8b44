// SPDX-License-Identifier: Apache-2.0

// bench_first SCREEN X Y RRGGBB COMMAND...: milliseconds from exec to the pixel having that colour
// on an Xvfb that keeps its screen in the file SCREEN (-fbdir). Then stops the command.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/bench.h"

#define LONGEST_US 30e6

// An XWD file: big-endian words, then the colours, then the pixels (X11/XWDFile.h).
enum { HEADER_SIZE = 0, BYTES_PER_LINE = 12, COLOURS = 19, COLOUR_BYTES = 12 };

static size_t word(const unsigned char *file, int index)
{
    const unsigned char *at = file + (size_t)index * 4;

    return (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
}

static const volatile unsigned char *find_pixel(const char *path, size_t x, size_t y)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat stat;
    unsigned char *file = MAP_FAILED;

    if (fd >= 0 && fstat(fd, &stat) == 0)
        file = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (file == MAP_FAILED) {
        perror(path);
        exit(2);
    }
    return file + word(file, HEADER_SIZE) + word(file, COLOURS) * COLOUR_BYTES +
           y * word(file, BYTES_PER_LINE) + x * 4;
}

static bool has_colour(const volatile unsigned char *pixel, long colour)
{
    return ((long)pixel[2] << 16 | (long)pixel[1] << 8 | (long)pixel[0]) == colour;
}

static pid_t start(char **command)
{
    pid_t child = fork();

    if (child != 0)
        return child;
    setpgid(0, 0);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    const volatile unsigned char *pixel;
    const struct timespec moment = {0, 100000};
    long colour;
    double begin, took;
    pid_t child;

    if (argc < 6)
        return 2;
    pixel = find_pixel(argv[1], bench_count(argv[2]), bench_count(argv[3]));
    colour = strtol(argv[4], NULL, 16);
    if (has_colour(pixel, colour)) {
        fprintf(stderr, "the screen has that colour already\n");
        return 1;
    }
    begin = bench_us();
    child = start(argv + 5);
    do {
        // A tenth of a millisecond, so that the looking takes nothing from those that are measured.
        ppoll(NULL, 0, &moment, NULL);
        took = bench_us() - begin;
    } while (took < LONGEST_US && !has_colour(pixel, colour));
    kill(-child, SIGTERM);
    waitpid(child, NULL, 0);
    bench_say("first_ms", took / 1000);
    return took < LONGEST_US ? 0 : 1;
}
