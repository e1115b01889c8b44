// SPDX-License-Identifier: Apache-2.0
#include "kiosk/printer_lp.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// In memory: what a slip says touches no disk here.
static int memory_file(const struct bytes *data)
{
    int fd = memfd_create("slip", MFD_CLOEXEC);

    if (fd < 0)
        return -1;
    if (write(fd, data->data, data->length) != (ssize_t)data->length ||
        lseek(fd, 0, SEEK_SET) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool spawn(pid_t *pid, const struct printer_lp *how, int in)
{
    // No title of ours: the queue's list of jobs is nobody's to read a name from.
    char *const arguments[] = {"lp", "-s", "-t", "Diolch", "-d", (char *)how->queue, NULL};
    posix_spawn_file_actions_t files;
    int failed;

    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    failed = posix_spawnp(pid, how->lp, &files, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    return failed == 0;
}

static bool ended_in_time(pid_t pid, int stop, int wait_ms)
{
    int fd = pidfd_open(pid, 0);
    struct pollfd both[] = {{.fd = fd, .events = POLLIN}, {.fd = stop, .events = POLLIN}};
    bool ended = fd >= 0 && poll(both, 2, wait_ms) > 0 && both[1].revents == 0;

    if (fd >= 0)
        close(fd);
    return ended;
}

static bool wait_for(pid_t pid, int stop, int wait_ms)
{
    int status = 0;

    if (!ended_in_time(pid, stop, wait_ms))
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool printer_lp_print(const struct printer_lp *how, const struct bytes *data, int wait_ms)
{
    int in = memory_file(data);
    pid_t pid;
    bool ok = in >= 0 && spawn(&pid, how, in) && wait_for(pid, how->stop, wait_ms);

    if (in >= 0)
        close(in);
    return ok;
}
