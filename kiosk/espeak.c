// SPDX-License-Identifier: Apache-2.0

#include "kiosk/espeak.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/wav.h"

#define PATIENCE_MS 5000

extern char **environ;

// A file in memory with the text, to be read from its beginning: nothing can block or be missing.
static int text_file(const char *text)
{
    size_t length = strlen(text);
    int fd = memfd_create("speech", MFD_CLOEXEC);

    if (fd < 0)
        return -1;
    if (write(fd, text, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static int spawn(pid_t *pid, const char *program, enum words_lang lang, int in, int out)
{
    char voice[WORDS_CODE_SIZE + 1];
    char *const arguments[] = {"espeak-ng", "--stdout", "--stdin", "-b",  "1",
                               "-s",        "125",      "-v",      voice, NULL};
    posix_spawn_file_actions_t files;
    int failed;

    snprintf(voice, sizeof voice, "%s", lang == WORDS_EN ? "en-gb" : words_code(lang));
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    failed = posix_spawnp(pid, program, &files, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

bool espeak_start(struct espeak *espeak, const char *program, enum words_lang lang,
                  const char *text, struct err *err)
{
    int in = text_file(text);
    int out[2];
    int failed;

    if (in < 0)
        return err_set(err, ERR_INTERNAL, "cannot make room for what is to be spoken");
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in);
        return err_set(err, ERR_INTERNAL, "cannot make a pipe: too many files are open");
    }
    failed = spawn(&espeak->pid, program, lang, in, out[1]);
    close(in);
    close(out[1]);
    if (failed || fcntl(out[0], F_SETFL, O_NONBLOCK) != 0) {
        close(out[0]);
        return err_set(err, ERR_NOT_FOUND, "cannot run %s: install espeak-ng", program);
    }
    espeak->fd = out[0];
    return true;
}

bool espeak_end(struct espeak *espeak)
{
    int status = 0;

    close(espeak->fd);
    kill(espeak->pid, SIGKILL); // too late if it is over: then its status stays what it was
    while (waitpid(espeak->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    espeak->fd = -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// Reads until there is sound in it.
static bool has_sound(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    struct wav wav = {0};
    unsigned char piece[1024];
    int16_t samples[sizeof piece / 2 + 1];
    size_t count = 0;

    while (count == 0) {
        ssize_t length;

        if (poll(&ready, 1, PATIENCE_MS) <= 0)
            return false;
        length = read(fd, piece, sizeof piece);
        if (length <= 0 || !wav_take(&wav, piece, (size_t)length, samples, &count))
            return false;
    }
    return true;
}

bool espeak_works(const char *program, struct err *err)
{
    for (int lang = 0; lang < WORDS_OTHER; lang++) {
        struct espeak espeak = {.fd = -1};
        bool ok;

        if (!espeak_start(&espeak, program, (enum words_lang)lang, "a", err))
            return false;
        ok = has_sound(espeak.fd);
        espeak_end(&espeak);
        if (!ok)
            return err_set(err, ERR_NOT_FOUND, "%s does not speak \"%s\": install espeak-ng",
                           program, words_code((enum words_lang)lang));
    }
    return true;
}
