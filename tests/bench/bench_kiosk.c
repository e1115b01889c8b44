// SPDX-License-Identifier: Apache-2.0

// bench_kiosk DATA OUT IN start: what a kiosk does when it starts, without its screens
// bench_kiosk DATA OUT IN fill N: N arrivals recorded, their envelopes in OUT
// bench_kiosk DATA OUT IN one N: N arrivals, each recorded when the office has the one before

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "kiosk/store.h"
#include "shared/body.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/bench/bench.h"

static bool record(struct store *store, struct id meeting, struct err *err)
{
    struct body_attendance_arrived body = {
        .attendance = id_new(), .person = id_new(), .at_ms = when_now_ms()};

    str_copy(body.as, sizeof body.as, "participant");
    str_copy(body.how, sizeof body.how, "letters");
    return store_record(store, RECORD_ATTENDANCE_ARRIVED, id_new(), meeting, &body, err);
}

static bool start(struct store *store, struct err *err)
{
    bool changed;

    return store_receive(store, &changed, err) && store_post(store, err);
}

static bool fill(struct store *store, size_t count, struct err *err)
{
    struct id meeting = id_new();
    bool ok = store_begin(store, err);

    for (size_t i = 0; ok && i < count; i++)
        ok = record(store, meeting, err);
    return store_end(store, ok, err) && store_post(store, err);
}

// Until the office has signed that it has everything, and for at most ten seconds.
static bool wait_for_all(struct store *store, int watch, struct err *err)
{
    struct pollfd changes = {.fd = watch, .events = POLLIN};
    char events[4096];
    int64_t records, notes;
    bool changed;

    for (;;) {
        if (!store_receive(store, &changed, err) || !store_waiting(store, &records, &notes, err))
            return false;
        if (records == 0)
            return true;
        if (poll(&changes, 1, 10000) <= 0 || read(watch, events, sizeof events) <= 0)
            return err_set(err, ERR_OFFLINE, "the office did not answer in ten seconds");
    }
}

static bool one(struct store *store, struct id meeting, int watch, double *us, struct err *err)
{
    double begin;

    if (!store_begin(store, err) || !store_end(store, record(store, meeting, err), err))
        return false;
    begin = bench_us();
    if (!store_post(store, err) || !wait_for_all(store, watch, err))
        return false;
    *us = bench_us() - begin;
    return store_post(store, err);
}

static bool one_by_one(struct store *store, size_t count, struct err *err)
{
    int watch = inotify_init1(IN_CLOEXEC);
    double *us = mem_new(count, sizeof *us);
    struct id meeting = id_new();
    bool ok = inotify_add_watch(watch, store->in, IN_MOVED_TO) >= 0 ||
              err_set(err, ERR_INTERNAL, "cannot watch %s", store->in);

    for (size_t i = 0; ok && i < count; i++)
        ok = one(store, meeting, watch, &us[i], err);
    if (ok)
        bench_say("one_ms", bench_median(us, count) / 1000);
    free(us);
    close(watch);
    return ok;
}

static bool run(struct store *store, int argc, char **argv, struct err *err)
{
    if (!start(store, err))
        return false;
    if (argc == 6 && str_equal(argv[4], "fill"))
        return fill(store, bench_count(argv[5]), err);
    return argc < 6 || one_by_one(store, bench_count(argv[5]), err);
}

int main(int argc, char **argv)
{
    struct store store;
    struct err err;
    bool ok;

    if (argc < 5)
        return 2;
    ok = keys_start(&err) && store_open(&store, argv[1], argv[2], argv[3], &err);
    if (ok) {
        ok = run(&store, argc, argv, &err);
        store_close(&store);
    }
    if (!ok)
        fprintf(stderr, "bench_kiosk: %s\n", err.text);
    return ok ? 0 : 1;
}
