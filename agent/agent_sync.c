// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <sodium.h>

#include "agent/carry.h"
#include "agent/talk.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define FIRST_PAUSE_MS 1000

struct sync {
    struct agent *agent;
    struct talk talk;
    int watch;   // inotify on out/
    int signals; // SIGTERM and SIGINT
    int either;  // readable when one of the two is
    sigset_t old_signals;
    struct outbox_kiosk kiosk;
    bool has_kiosk;
    struct outbox_list skip; // files the server refused, notes it does not have
    struct err refused;      // what it said about the first of them; kind 0: none
    bool wished;             // the kiosk waits to hear how sending went
    int64_t pause_ms;
};

static void skip(struct sync *sync, const char *name)
{
    struct outbox_list *list = &sync->skip;

    list->names = mem_resize(list->names, list->count + 1, sizeof *list->names);
    str_copy(list->names[list->count++], OUTBOX_NAME_SIZE, name);
}

static void begin_round(struct sync *sync)
{
    outbox_list_close(&sync->skip);
    sync->refused = (struct err){0};
}

// --- wishes ---

static bool answer_wish(struct sync *sync, const char *word, bool done, const char *text,
                        struct err *err)
{
    struct outbox_answer answer = {.done = done};
    char name[OUTBOX_NAME_SIZE];

    str_copy(answer.wish, sizeof answer.wish, word);
    str_copy(answer.text, sizeof answer.text, text);
    snprintf(name, sizeof name, "%s.answer", word);
    return outbox_write_state(sync->agent->in, name, &outbox_answer_shape, &answer, err);
}

static bool exists(const char *folder, const char *name)
{
    char path[OUTBOX_PATH_SIZE];

    outbox_path(path, folder, name);
    return access(path, F_OK) == 0;
}

static bool grant_enrol(struct sync *sync, struct err *err)
{
    struct outbox_wish wish = {0};
    struct err refused;
    bool done;

    if (exists(sync->agent->in, "enrol.answer") || !exists(sync->agent->out, "enrol.wish"))
        return true;
    done = outbox_read_state(sync->agent->out, "enrol.wish", &outbox_wish_shape, &wish, &refused) &&
           agent_enrol(sync->agent, wish.url, wish.code, &refused);
    mem_wipe(&wish, sizeof wish);
    if (done)
        talk_close(&sync->talk); // the next word is for the new server
    return answer_wish(sync, "enrol", done, done ? "" : refused.text, err);
}

// It is answered when the round is over: only then is it known.
static void hear_sync(struct sync *sync)
{
    bool wished = exists(sync->agent->out, "sync.wish") && !exists(sync->agent->in, "sync.answer");

    if (wished && !sync->wished)
        sync->talk.asked = false;
    sync->wished = wished;
}

static bool answer_sync(struct sync *sync, bool done, const char *text, struct err *err)
{
    if (!sync->wished)
        return true;
    sync->wished = false;
    return answer_wish(sync, "sync", done, text, err);
}

// --- one step ---

static bool look(struct sync *sync, struct outbox_list *out, struct outbox_list *in,
                 struct err *err)
{
    struct err unread;

    *in = (struct outbox_list){0};
    if (!outbox_list_open(out, sync->agent->out, err))
        return false;
    if (!outbox_list_open(in, sync->agent->in, err)) {
        outbox_list_close(out);
        return false;
    }
    sync->has_kiosk = outbox_read_state(sync->agent->out, "kiosk.state", &outbox_kiosk_shape,
                                        &sync->kiosk, &unread);
    return true;
}

static bool decide(struct sync *sync, struct carry_step *step, struct err *err)
{
    struct outbox_list out;
    struct outbox_list in;

    if (!look(sync, &out, &in, err))
        return false;
    carry_next(&(struct carry_view){.kiosk = sync->has_kiosk ? &sync->kiosk : NULL,
                                    .out = &out,
                                    .in = &in,
                                    .head = sync->talk.asked ? &sync->talk.head : NULL,
                                    .skip = &sync->skip},
               step);
    outbox_list_close(&out);
    outbox_list_close(&in);
    return true;
}

static bool fetch_note(struct sync *sync, const uint8_t *note, struct err *err)
{
    char name[OUTBOX_NAME_SIZE];
    bool absent = false;

    outbox_note_name(name, note, ".note");
    if (!talk_fetch_note(&sync->talk, note, &absent, err) && err->kind != ERR_INVALID)
        return false;
    // It may come later: it is asked for again after other news.
    if (absent || !exists(sync->agent->in, name))
        skip(sync, name);
    return true;
}

// What is refused is left aside for this round, so that it stops nothing else.
static bool go_on(struct sync *sync, const char *name, bool ok, struct err *err)
{
    if (ok)
        sync->pause_ms = FIRST_PAUSE_MS;
    if (ok || err->kind != ERR_INVALID)
        return ok;
    if (!sync->refused.kind)
        sync->refused = *err;
    skip(sync, name);
    return true;
}

static bool do_step(struct sync *sync, const struct carry_step *step, struct err *err)
{
    struct talk *talk = &sync->talk;

    switch (step->act) {
    case CARRY_ASK:
        return talk_ask_head(talk, sync->kiosk.log_id, err);
    case CARRY_SEND:
        return go_on(sync, step->name, talk_send_envelope(talk, step->name, err), err);
    case CARRY_FETCH:
        return talk_fetch_records(talk, step->after, err);
    case CARRY_FETCH_NOTE:
        return fetch_note(sync, step->note, err);
    case CARRY_SEND_NOTE:
        return go_on(sync, step->name, talk_send_note(talk, step->name, step->note, err), err);
    case CARRY_REMOVE:
        return outbox_remove(sync->agent->in, step->name, err);
    case CARRY_WAIT:
        break;
    }
    return true;
}

// What wakes us is read before the folders are looked at, so that nothing falls in between. True
// when a wish came or went.
static bool drain(const struct sync *sync)
{
    _Alignas(struct inotify_event) char events[4096];
    bool wish = false;
    ssize_t length;

    while ((length = read(sync->watch, events, sizeof events)) > 0)
        for (char *at = events; at < events + length;) {
            const struct inotify_event *event = (const struct inotify_event *)(void *)at;

            wish |= event->len > 0 && outbox_ends(event->name, ".wish");
            at += sizeof *event + event->len;
        }
    return wish;
}

static bool step_once(struct sync *sync, bool *waiting, struct err *err)
{
    struct carry_step step;

    drain(sync);
    hear_sync(sync);
    if (!grant_enrol(sync, err) || !talk_open(&sync->talk, err) || !decide(sync, &step, err))
        return false;
    *waiting = step.act == CARRY_WAIT || (!sync->agent->enrolled && step.act != CARRY_REMOVE);
    return *waiting || do_step(sync, &step, err);
}

// --- rounds ---

// Nothing is left to do: for this time, or because the rest was refused.
static bool end_round(struct sync *sync, struct err *err)
{
    if (sync->refused.kind) {
        *err = sync->refused;
        return false;
    }
    if (!sync->agent->enrolled)
        return answer_sync(sync, false, "this machine is not enrolled: enrol it first", err);
    sync->pause_ms = FIRST_PAUSE_MS;
    return agent_note_refusal(sync->agent, "", err) && answer_sync(sync, true, "", err);
}

static bool wait_for_news(struct sync *sync, struct err *err)
{
    struct pollfd either = {.fd = sync->either, .events = POLLIN};
    bool news = true;

    if (!sync->agent->enrolled || !sync->has_kiosk)
        poll(&either, 1, -1);
    else if (!talk_await_head(&sync->talk, sync->kiosk.log_id, sync->agent->wait_ms, &news, err))
        return false;
    if (news)
        begin_round(sync);
    return true;
}

/*
 * One second, two, four … to the longest, each shortened by up to a half so that kiosks that lost
 * the server together do not come back together; but not before the server said. A wish ends it.
 */
static int64_t pause_length(struct sync *sync)
{
    int64_t longest = sync->agent->backoff_ms;
    int64_t pause = sync->pause_ms < longest ? sync->pause_ms : longest;
    int64_t retry = sync->talk.retry_ms < longest ? sync->talk.retry_ms : longest;

    pause -= (int64_t)randombytes_uniform((uint32_t)(pause / 2 + 1));
    if (pause < retry)
        pause = retry + (int64_t)randombytes_uniform((uint32_t)(retry / 2 + 1));
    sync->talk.retry_ms = 0;
    if (sync->pause_ms < longest)
        sync->pause_ms *= 2;
    return pause;
}

static bool was_stopped(const struct sync *sync)
{
    struct pollfd signals = {.fd = sync->signals, .events = POLLIN};

    return poll(&signals, 1, 0) > 0;
}

static void pause_a_while(struct sync *sync)
{
    struct pollfd either = {.fd = sync->either, .events = POLLIN};
    int64_t until_ms = when_monotonic_ms() + pause_length(sync);
    int64_t left_ms;

    while ((left_ms = until_ms - when_monotonic_ms()) > 0 && !was_stopped(sync))
        if (poll(&either, 1, (int)left_ms) > 0 && drain(sync))
            break;
    sync->talk.asked = false;
    begin_round(sync);
}

static void tell_refusal(struct sync *sync, const struct err *refused)
{
    struct err err;

    if (!agent_note_refusal(sync->agent, refused->text, &err) ||
        !answer_sync(sync, false, refused->text, &err))
        fprintf(stderr, "diolch-agent: %s\n", err.text);
}

static bool run_round(struct sync *sync, struct err *err)
{
    bool waiting = false;

    while (!waiting) {
        if (was_stopped(sync))
            return err_set(err, ERR_OFFLINE,
                           "the agent was told to stop: what is left is safe here and is sent "
                           "later");
        if (!step_once(sync, &waiting, err))
            return false;
    }
    return end_round(sync, err);
}

static bool run_once(struct sync *sync, struct err *err)
{
    if (run_round(sync, err))
        return sync->agent->enrolled ||
               err_set(err, ERR_NOT_FOUND, "this machine is not enrolled: enrol it first");
    if (!was_stopped(sync))
        tell_refusal(sync, err);
    return false;
}

static void run_for_ever(struct sync *sync)
{
    struct err err;

    while (!was_stopped(sync)) {
        if ((run_round(sync, &err) && wait_for_news(sync, &err)) || was_stopped(sync))
            continue;
        fprintf(stderr, "diolch-agent: %s\n", err.text);
        tell_refusal(sync, &err);
        pause_a_while(sync);
    }
}

// --- what wakes it ---

static bool add(int epoll, int fd)
{
    struct epoll_event event = {.events = EPOLLIN};

    return fd >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool open_signals(struct sync *sync, struct err *err)
{
    sigset_t stops;

    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    sigprocmask(SIG_BLOCK, &stops, &sync->old_signals);
    sync->signals = signalfd(-1, &stops, SFD_NONBLOCK | SFD_CLOEXEC);
    sync->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    sync->either = epoll_create1(EPOLL_CLOEXEC);
    return (add(sync->either, sync->signals) && add(sync->either, sync->watch)) ||
           err_set(err, ERR_INTERNAL, "the machine has no descriptors left to wait with");
}

static bool open_watch(struct sync *sync, struct err *err)
{
    // A file that appears is there whole only when it was renamed; one that goes, goes at once.
    return inotify_add_watch(sync->watch, sync->agent->out, IN_MOVED_TO | IN_DELETE | IN_ONLYDIR) >=
               0 ||
           err_set(err, ERR_NOT_FOUND,
                   "the kiosk's folder %s cannot be watched: start the kiosk once first",
                   sync->agent->out);
}

// A signal that was obeyed must not end the program once it is let through again.
static void forget_signals(const struct sync *sync)
{
    struct signalfd_siginfo signal;

    while (read(sync->signals, &signal, sizeof signal) == (ssize_t)sizeof signal)
        ;
}

static void close_all(struct sync *sync)
{
    const int fds[] = {sync->either, sync->watch, sync->signals};

    forget_signals(sync);

    talk_close(&sync->talk);
    outbox_list_close(&sync->skip);
    for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    sync->agent->stop_fd = -1;
    sigprocmask(SIG_SETMASK, &sync->old_signals, NULL);
}

bool agent_sync(struct agent *agent, bool once, struct err *err)
{
    struct sync sync = {.agent = agent, .talk = {.agent = agent}, .pause_ms = FIRST_PAUSE_MS};
    bool ok = open_signals(&sync, err) && open_watch(&sync, err);

    agent->stop_fd = sync.signals;
    sync.talk.news_fd = sync.either;
    if (ok && once)
        ok = run_once(&sync, err);
    else if (ok)
        run_for_ever(&sync);
    close_all(&sync);
    return ok;
}
