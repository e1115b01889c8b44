// SPDX-License-Identifier: Apache-2.0

#include "kiosk/robot.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kiosk/tree.h"
#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/str.h"

#define MESSAGE_SIZE 4096
#define EXPECT_TRIES 100 // 20 ms apart
#define SCRIPT_MAX ((size_t)256 * 1024)

// One line of the script: a word, and what follows it.
struct step {
    int line;
    char verb[24];
    char argument[MESSAGE_SIZE / 2]; // without quotation marks
    char second[64];                 // what follows a number: "#continue" in `hold 1200 #continue`
};

struct player {
    const struct robot_plan *plan;
    pid_t child;
    int fd;
};

// --- talking to the kiosk ---

static bool receive(struct player *player, char answer[static MESSAGE_SIZE])
{
    ssize_t length;

    do
        length = recv(player->fd, answer, MESSAGE_SIZE - 1, 0);
    while (length < 0 && errno == EINTR);
    if (length <= 0)
        return false;
    answer[length] = '\0';
    return true;
}

// Sends a request and waits for its answer; false if there is none, for the kiosk is gone.
static bool ask(struct player *player, char answer[static MESSAGE_SIZE], const char *verb,
                const char *argument)
{
    char message[MESSAGE_SIZE];
    int length = snprintf(message, sizeof message, "%s %s", verb, argument);

    if (length >= (int)sizeof message)
        return false;
    return send(player->fd, message, (size_t)length, MSG_NOSIGNAL) == length &&
           receive(player, answer);
}

static bool name_speech_log(const struct player *player, char path[static PATH_MAX])
{
    return snprintf(path, PATH_MAX, "%s/speech.jsonl", player->plan->out) < PATH_MAX;
}

static bool start_child(struct player *player)
{
    char answer[MESSAGE_SIZE];
    char path[PATH_MAX];
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    fflush(NULL);
    player->child = fork();
    if (player->child < 0)
        return false;
    if (player->child == 0) {
        close(pair[0]);
        exit(player->plan->run(player->plan->data, pair[1]));
    }
    close(pair[1]);
    player->fd = pair[0];
    return receive(player, answer) && // "ready"
           name_speech_log(player, path) && ask(player, answer, "speech-log", path);
}

// True if it went without a fault of its own.
static bool end_child(struct player *player, bool kindly)
{
    char answer[MESSAGE_SIZE];
    int status = 0;

    if (player->child <= 0)
        return true;
    if (kindly)
        ask(player, answer, "stop", "");
    else
        kill(player->child, SIGKILL);
    close(player->fd);
    while (waitpid(player->child, &status, 0) < 0 && errno == EINTR)
        continue;
    player->child = 0;
    return !kindly || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

// --- the steps ---

static bool complain(const struct player *player, const struct step *step, const char *why)
{
    fprintf(stderr, "%s:%d: %s %s: %s\n", player->plan->script, step->line, step->verb,
            step->argument, why);
    return false;
}

static bool request(struct player *player, const struct step *step, const char *argument)
{
    char answer[MESSAGE_SIZE];

    if (!ask(player, answer, step->verb, argument))
        return complain(player, step, "the kiosk stopped by itself");
    if (!str_equal(answer, "ok"))
        return complain(player, step, answer);
    return true;
}

static bool do_plain(struct player *player, const struct step *step)
{
    return request(player, step, step->argument);
}

// What is on its way, such as a printer's answer, may take a moment.
static bool do_expect(struct player *player, const struct step *step)
{
    static const struct timespec moment = {.tv_nsec = 20000000};
    char answer[MESSAGE_SIZE] = "";

    for (int i = 0; i < EXPECT_TRIES && !str_equal(answer, "ok"); i++) {
        if (i > 0)
            nanosleep(&moment, NULL);
        if (!ask(player, answer, step->verb, step->argument))
            return complain(player, step, "the kiosk stopped by itself");
    }
    return str_equal(answer, "ok") || complain(player, step, answer);
}

static bool do_hold(struct player *player, const struct step *step)
{
    char both[MESSAGE_SIZE];

    snprintf(both, sizeof both, "%s %s", step->argument, step->second);
    return request(player, step, both);
}

static bool do_type(struct player *player, const struct step *step)
{
    const char *at = step->argument;
    char answer[MESSAGE_SIZE];

    while (*at) {
        size_t length = str_char_length(at);
        char letter[8] = "";

        memcpy(letter, at, length);
        if (!ask(player, answer, "type", letter))
            return complain(player, step, "the kiosk stopped by itself");
        if (str_equal(answer, "turned")) // to the accents, or back
            continue;
        if (!str_equal(answer, "ok"))
            return complain(player, step, answer);
        at += length;
    }
    return true;
}

// A picture is named from where the script lies.
static bool do_photo(struct player *player, const struct step *step)
{
    char path[PATH_MAX];
    const char *slash = strrchr(player->plan->script, '/');
    int folder = slash && step->argument[0] != '/' ? (int)(slash - player->plan->script) + 1 : 0;

    if (snprintf(path, sizeof path, "%.*s%s", folder, player->plan->script, step->argument) >=
        (int)sizeof path)
        return complain(player, step, "the path is too long");
    if (access(path, R_OK) != 0)
        return complain(player, step, "there is no such file");
    return request(player, step, path);
}

static bool do_shot(struct player *player, const struct step *step)
{
    char path[PATH_MAX];

    if (strchr(step->argument, '/'))
        return complain(player, step, "a picture has a name, not a path");
    if (snprintf(path, sizeof path, "%s/%s", player->plan->out, step->argument) >= (int)sizeof path)
        return complain(player, step, "the path is too long");
    return request(player, step, path);
}

static bool do_restart(struct player *player, const struct step *step)
{
    if (!end_child(player, str_equal(step->verb, "restart")))
        return complain(player, step, "the kiosk did not stop in good order");
    return start_child(player) || complain(player, step, "the kiosk did not start");
}

static const struct {
    const char *verb;
    bool (*act)(struct player *player, const struct step *step);
    bool bare; // nothing follows
} VERBS[] = {
    {"tap", do_plain, false},           {"hold", do_hold, false},
    {"touch", do_hold, false},          {"type", do_type, false},
    {"key", do_plain, false},           {"scan", do_plain, false},
    {"wedge", do_plain, false},         {"photo", do_photo, false},
    {"wait", do_plain, false},          {"expect", do_expect, false},
    {"expect-not", do_plain, false},    {"expect-screen", do_plain, false},
    {"expect-speech", do_plain, false}, {"expect-not-speech", do_plain, false},
    {"plug", do_plain, false},          {"unplug", do_plain, false},
    {"shot", do_shot, false},           {"restart", do_restart, true},
    {"kill", do_restart, true},
};
#define VERB_COUNT (sizeof VERBS / sizeof VERBS[0])

static bool do_step(struct player *player, const struct step *step)
{
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (str_equal(VERBS[i].verb, step->verb)) {
            if (!VERBS[i].bare && !*step->argument)
                return complain(player, step, "something must follow");
            return VERBS[i].act(player, step);
        }
    return complain(player, step, "there is no such step");
}

// --- the script ---

static size_t take_word(const char **at, char *out, size_t size)
{
    size_t length = strcspn(*at, " \t");
    size_t kept = length < size ? length : size - 1;

    memcpy(out, *at, kept);
    out[kept] = '\0';
    *at += length;
    *at += strspn(*at, " \t");
    return length;
}

// Between quotation marks, or a single word. False if a mark is missing.
static bool take_argument(const char **at, char *out, size_t size)
{
    const char *end;

    if (**at != '"')
        return take_word(at, out, size) < size;
    end = strchr(*at + 1, '"');
    if (!end || (size_t)(end - *at) > size)
        return false;
    memcpy(out, *at + 1, (size_t)(end - *at) - 1);
    out[end - *at - 1] = '\0';
    *at = end + 1 + strspn(end + 1, " \t");
    return true;
}

static bool read_step(struct step *step, const char *line)
{
    const char *at = line + strspn(line, " \t");

    take_word(&at, step->verb, sizeof step->verb);
    if (!take_argument(&at, step->argument, sizeof step->argument))
        return false;
    if (*at && *at != '#')
        return take_argument(&at, step->second, sizeof step->second);
    if (*at == '#' && at[1] != ' ') // an element's id, not a comment
        return take_argument(&at, step->second, sizeof step->second);
    return true;
}

static bool play_line(struct player *player, const char *line, int number)
{
    struct step step = {.line = number};
    const char *start = line + strspn(line, " \t");

    if (!*start || *start == '#')
        return true;
    if (!read_step(&step, line))
        return complain(player, &step, "the line cannot be read");
    return do_step(player, &step);
}

static bool play_lines(struct player *player, char *text)
{
    int number = 1;

    for (char *line = text; line; number++) {
        char *end = strchr(line, '\n');

        if (end)
            *end = '\0';
        if (!play_line(player, line, number))
            return false;
        line = end ? end + 1 : NULL;
    }
    return true;
}

int robot_play(const struct robot_plan *plan)
{
    struct player player = {.plan = plan};
    struct bytes script = {0};
    char log[PATH_MAX];
    struct err err;
    bool ok;

    if (!bytes_read_file(&script, plan->script, SCRIPT_MAX, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    if (mkdir(plan->out, 0700) != 0 && errno != EEXIST) {
        fprintf(stderr, "cannot make the folder %s\n", plan->out);
        bytes_clear(&script);
        return 2;
    }
    if (name_speech_log(&player, log))
        unlink(log);
    ok = start_child(&player);
    if (!ok)
        fprintf(stderr, "%s: the kiosk did not start\n", plan->script);
    ok = ok && play_lines(&player, (char *)script.data);
    if (!end_child(&player, ok) && ok) {
        fprintf(stderr, "%s: the kiosk did not stop in good order\n", plan->script);
        ok = false;
    }
    bytes_clear(&script);
    return ok ? 0 : 1;
}
