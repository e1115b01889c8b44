// SPDX-License-Identifier: Apache-2.0
// How often the kiosk of a robot's visit holds something in memory it can write:
//
//     memory FIFO NEEDLE... -- COMMAND...     prints "COUNT NEEDLE", a line each
//
// Runs the command until its kiosk writes to the FIFO, which nobody empties: there the kiosk stands
// still and is looked through, and then it is killed. The last step of the script is a `shot` whose
// tree is that FIFO.
//
// A needle is text (looked for as UTF-8, UTF-16 and UTF-32), or FILE.png:X,Y,COUNT: so many pixels
// of that picture in a row, as they stand in the kiosk's surfaces. Exit status 77 if it may not
// look.

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SDL_image.h>

#define NEEDLE_MAX 4096
#define FORMS 3
#define NEEDLES_MAX 64 // arguments at most

struct needle {
    const char *name;
    struct {
        unsigned char bytes[NEEDLE_MAX];
        size_t length;
    } forms[FORMS];
    size_t count;
};

static unsigned char chunk[1 << 20];

static bool take_pixels(struct needle *needle, const char *file, int x, int y, int count)
{
    SDL_Surface *picture = IMG_Load(file);
    SDL_Surface *surface =
        picture ? SDL_ConvertSurfaceFormat(picture, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    bool ok = surface && x >= 0 && y >= 0 && y < surface->h && x + count <= surface->w &&
              (size_t)count * 4 <= NEEDLE_MAX;

    if (ok) {
        needle->forms[0].length = (size_t)count * 4;
        memcpy(needle->forms[0].bytes,
               (const char *)surface->pixels + (ptrdiff_t)y * surface->pitch + (ptrdiff_t)x * 4,
               needle->forms[0].length);
    }
    SDL_FreeSurface(surface);
    SDL_FreeSurface(picture);
    return ok;
}

static bool take_text(struct needle *needle, const char *text)
{
    static const char *const names[FORMS] = {"UTF-8", "UTF-16LE", "UTF-32LE"};

    for (int i = 0; i < FORMS; i++) {
        size_t length = strlen(text);
        char *wide = SDL_iconv_string(names[i], "UTF-8", text, length + 1);
        size_t unit = i == 0 ? 1 : (size_t)2 * (size_t)i;
        size_t size = 0;

        while (wide && memcmp(wide + size, "\0\0\0\0", unit) != 0)
            size += unit;
        if (!wide || size > NEEDLE_MAX)
            return false;
        memcpy(needle->forms[i].bytes, wide, size);
        needle->forms[i].length = size;
        SDL_free(wide);
    }
    return true;
}

static bool take(struct needle *needle, const char *name)
{
    char file[512];
    int x, y, count;

    needle->name = name;
    if (sscanf(name, "%511[^:]:%d,%d,%d", file, &x, &y, &count) == 4)
        return take_pixels(needle, file, x, y, count);
    return take_text(needle, name);
}

static size_t count_in(const unsigned char *at, size_t left, const unsigned char *what,
                       size_t length)
{
    size_t count = 0;
    const unsigned char *found;

    while (length > 0 && (found = memmem(at, left, what, length)) != NULL) {
        count++;
        left -= (size_t)(found - at) + 1;
        at = found + 1;
    }
    return count;
}

// What begins before the last NEEDLE_MAX bytes is counted here, the rest with the next chunk.
static void look_between(int memory, unsigned long from, unsigned long to, struct needle *needles,
                         int needle_count)
{
    const unsigned long step = sizeof chunk - NEEDLE_MAX;

    for (unsigned long at = from; at < to; at += step) {
        unsigned long want = to - at < sizeof chunk ? to - at : sizeof chunk;
        ssize_t got = pread(memory, chunk, want, (off_t)at);

        for (int i = 0; got > 0 && i < needle_count; i++)
            for (int f = 0; f < FORMS; f++) {
                size_t length = needles[i].forms[f].length;
                size_t end = (size_t)got < step + length ? (size_t)got : step + length - 1;

                needles[i].count += count_in(chunk, end, needles[i].forms[f].bytes, length);
            }
    }
}

static bool look(pid_t pid, struct needle *needles, int needle_count)
{
    char path[64];
    char line[512];
    FILE *maps;
    int memory;

    snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
    maps = fopen(path, "re");
    snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
    memory = open(path, O_RDONLY | O_CLOEXEC);
    while (maps && memory >= 0 && fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        char rights[8];

        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && rights[1] == 'w' &&
            to - from <= 1UL << 30) // beyond that it is the sanitizer's own bookkeeping
            look_between(memory, from, to, needles, needle_count);
    }
    if (maps)
        fclose(maps);
    if (memory >= 0)
        close(memory);
    return maps && memory >= 0;
}

// --- the kiosk among the processes ---

static pid_t parent_of(pid_t pid, char name[static 32])
{
    char path[64];
    int parent = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    file = fopen(path, "re");
    *name = '\0';
    if (!file)
        return 0;
    if (fscanf(file, "%*d (%31[^)]) %*c %d", name, &parent) != 2)
        parent = 0;
    fclose(file);
    return parent;
}

// The robot forks the kiosk: it is the one whose parent is a kiosk too, below what we started.
static bool is_kiosk_below(pid_t pid, pid_t top)
{
    char name[32];
    char above[32];
    pid_t parent = parent_of(pid, name);
    pid_t next = parent_of(parent, above);

    if (strcmp(name, "diolch-kiosk") != 0 || strcmp(above, "diolch-kiosk") != 0)
        return false;
    while (parent > 1 && parent != top) {
        parent = next;
        next = parent_of(parent, above);
    }
    return parent == top;
}

static pid_t find_kiosk(pid_t top)
{
    DIR *folder = opendir("/proc");
    pid_t found = 0;
    struct dirent *entry;

    while (folder && (entry = readdir(folder)) != NULL) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);

        if (pid > 1 && is_kiosk_below(pid, top))
            found = pid;
    }
    if (folder)
        closedir(folder);
    return found;
}

// --- where it stands still ---

// A full pipe that we hold open ourselves: who writes to it waits. Returns what tells of an
// opening.
static int make_brake(const char *path)
{
    static const char full[4096];
    int watch = inotify_init1(IN_CLOEXEC);
    int pipe;

    unlink(path);
    if (mkfifo(path, 0600) != 0)
        return -1;
    pipe = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    while (write(pipe, full, sizeof full) > 0)
        ;
    return inotify_add_watch(watch, path, IN_OPEN) < 0 ? -1 : watch;
}

static pid_t start(char **command)
{
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    dup2(STDERR_FILENO, STDOUT_FILENO);
    execvp(command[0], command);
    _exit(127);
}

// True once something opened the pipe; false if the command ended before.
static bool wait_for(int watch, pid_t pid)
{
    struct pollfd polls[2] = {{watch, POLLIN, 0}, {-1, POLLIN, 0}};

    polls[1].fd = (int)syscall(SYS_pidfd_open, pid, 0);
    while (poll(polls, 2, -1) < 0)
        ;
    close(polls[1].fd);
    return polls[0].revents != 0;
}

static int look_at_command(const char *fifo, struct needle *needles, int count, char **command)
{
    int watch = make_brake(fifo);
    pid_t pid = watch < 0 ? -1 : start(command);
    pid_t kiosk;
    int status = 0;

    if (pid < 0 || !wait_for(watch, pid)) {
        fprintf(stderr, "memory: the visit did not come to its end\n");
        return 1;
    }
    kiosk = find_kiosk(pid);
    if (kiosk == 0 || !look(kiosk, needles, count)) {
        fprintf(stderr, "memory: may not look into the kiosk\n");
        status = 77;
    }
    if (kiosk > 0)
        kill(kiosk, SIGKILL);
    waitpid(pid, NULL, 0);
    return status;
}

int main(int argc, char **argv)
{
    static struct needle needles[NEEDLES_MAX];
    int count = 0;
    int status;

    if (argc < 5 || argc > NEEDLES_MAX)
        return 2;
    for (; count + 2 < argc && strcmp(argv[count + 2], "--") != 0; count++)
        if (!take(&needles[count], argv[count + 2])) {
            fprintf(stderr, "memory: cannot look for %s\n", argv[count + 2]);
            return 2;
        }
    if (count + 3 >= argc)
        return 2;
    status = look_at_command(argv[1], needles, count, argv + count + 3);
    for (int i = 0; i < count && status == 0; i++)
        printf("%zu %s\n", needles[i].count, needles[i].name);
    return status;
}
