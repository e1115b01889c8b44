// SPDX-License-Identifier: Apache-2.0

// bench_wire LISTEN TARGET: passes TCP on from one port of this machine to another and counts.
// SIGUSR1: prints what passed since the last time. A "turn" is bytes up after bytes down: a
// request, or a further step of a handshake.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/bench.h"

#define PAIRS_MAX 16
#define FIRST 2 // polled before the pairs: the signal, and who comes

struct pair {
    int ends[2]; // of the client, of the server; -1 when there is none
    bool went_up;
};

struct wire {
    struct sockaddr_in target;
    struct pair pairs[PAIRS_MAX];
    long connections, turns, up, down;
};

static struct sockaddr_in address_of(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)bench_count(port))};

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static void say(struct wire *wire)
{
    bench_say("connections", (double)wire->connections);
    bench_say("turns", (double)wire->turns);
    bench_say("up", (double)wire->up);
    bench_say("down", (double)wire->down);
    fflush(stdout);
    wire->connections = wire->turns = wire->up = wire->down = 0;
}

static void hang_up(struct pair *pair)
{
    close(pair->ends[0]);
    close(pair->ends[1]);
    pair->ends[0] = pair->ends[1] = -1;
}

static void take(struct wire *wire, int listener)
{
    int client = accept(listener, NULL, NULL);
    int server = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;

    for (size_t i = 0; client >= 0 && i < PAIRS_MAX; i++) {
        struct pair *pair = &wire->pairs[i];

        if (pair->ends[0] >= 0)
            continue;
        *pair = (struct pair){{client, server}, false};
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        wire->connections++;
        if (connect(server, (struct sockaddr *)&wire->target, sizeof wire->target) != 0)
            hang_up(pair);
        return;
    }
    close(client);
    close(server);
}

static void pass(struct wire *wire, struct pair *pair, int from)
{
    char data[65536];
    ssize_t got = read(pair->ends[from], data, sizeof data);
    ssize_t sent = 0;

    while (got > 0 && sent < got) {
        ssize_t step = write(pair->ends[1 - from], data + sent, (size_t)(got - sent));

        if (step <= 0)
            break;
        sent += step;
    }
    if (got <= 0 || sent < got) {
        hang_up(pair);
        return;
    }
    wire->turns += from == 0 && !pair->went_up;
    pair->went_up = from == 0;
    *(from == 0 ? &wire->up : &wire->down) += got;
}

static void pass_all(struct wire *wire, const struct pollfd *polls)
{
    for (size_t i = 0; i < PAIRS_MAX; i++)
        for (int end = 0; end < 2; end++)
            if (polls[2 * i + (size_t)end].revents && wire->pairs[i].ends[end] >= 0)
                pass(wire, &wire->pairs[i], end);
}

static void run(struct wire *wire, int listener, int signals)
{
    struct pollfd polls[FIRST + 2 * PAIRS_MAX];
    struct signalfd_siginfo info;

    for (;;) {
        polls[0] = (struct pollfd){.fd = signals, .events = POLLIN};
        polls[1] = (struct pollfd){.fd = listener, .events = POLLIN};
        for (size_t i = 0; i < 2 * (size_t)PAIRS_MAX; i++)
            polls[FIRST + i] =
                (struct pollfd){.fd = wire->pairs[i / 2].ends[i % 2], .events = POLLIN};
        if (poll(polls, FIRST + 2 * PAIRS_MAX, -1) < 0)
            continue;
        pass_all(wire, polls + FIRST);
        if (polls[1].revents)
            take(wire, listener);
        if (polls[0].revents && read(signals, &info, sizeof info) == sizeof info)
            say(wire);
    }
}

int main(int argc, char **argv)
{
    struct wire wire = {0};
    struct sockaddr_in address;
    sigset_t set;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;

    if (argc != 3)
        return 2;
    address = address_of(argv[1]);
    wire.target = address_of(argv[2]);
    for (size_t i = 0; i < PAIRS_MAX; i++)
        wire.pairs[i].ends[0] = wire.pairs[i].ends[1] = -1;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, PAIRS_MAX) != 0) {
        perror(argv[1]);
        return 1;
    }
    run(&wire, listener, signalfd(-1, &set, SFD_CLOEXEC));
    return 0;
}
