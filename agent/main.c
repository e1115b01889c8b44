// SPDX-License-Identifier: Apache-2.0

// diolch-agent: carries sealed files between the kiosk's folders and the server.

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "agent/agent.h"
#include "shared/keys.h"
#include "shared/str.h"
#include "shared/when.h"

static const char HELP[] =
    "usage: diolch-agent [--config FILE] [--clock INSTANT] COMMAND\n"
    "       diolch-agent --help | --version\n"
    "\n"
    "    enrol URL CODE\n"
    "        makes this machine's kiosk known to the server; the console shows the code\n"
    "    sync [--once]\n"
    "        carries records and pictures; for ever, or until nothing is left to carry\n"
    "    status [--json]\n"
    "        the last contact, what waits and since when, and the last refusal\n"
    "\n"
    "    --config FILE      settings (default /etc/diolch/agent.conf)\n"
    "    --clock INSTANT    the program's clock starts there, as in 2026-11-23T10:00:00Z\n";

struct words {
    const char *config;
    bool wrong;
};

static int wrong_usage(void)
{
    fputs("diolch-agent: it does not know what to do; see --help\n", stderr);
    return 2;
}

static int failed(const struct err *err)
{
    fprintf(stderr, "diolch-agent: %s\n", err->text);
    return 1;
}

static bool set_clock(const char *text)
{
    int64_t instant;

    if (!when_read(&instant, text))
        return false;
    when_start_at(instant);
    return true;
}

// The + stops at the command's word: what follows is the command's.
static void read_words(struct words *words, int argc, char **argv)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'},
        {"clock", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            exit(0);
        }
        if (option == 'v') {
            puts("diolch-agent " DIOLCH_VERSION);
            exit(0);
        }
        if (option == 'c')
            words->config = optarg;
        else if (option != 't' || !set_clock(optarg))
            words->wrong = true;
    }
}

static bool enrol(struct agent *agent, char **arguments, struct err *err)
{
    if (!agent_enrol(agent, arguments[1], arguments[2], err))
        return false;
    printf("Enrolled with %s, %s\n", agent->server.organisation, agent->url);
    return true;
}

static bool run(struct agent *agent, int count, char **arguments, struct err *err)
{
    if (str_equal(arguments[0], "enrol"))
        return enrol(agent, arguments, err);
    if (str_equal(arguments[0], "sync"))
        return agent_sync(agent, count == 2, err);
    return agent_status(agent, count == 2, err);
}

static bool is_command(int count, char **arguments)
{
    if (count < 1)
        return false;
    if (str_equal(arguments[0], "enrol"))
        return count == 3;
    if (str_equal(arguments[0], "sync"))
        return count == 1 || (count == 2 && str_equal(arguments[1], "--once"));
    return str_equal(arguments[0], "status") &&
           (count == 1 || (count == 2 && str_equal(arguments[1], "--json")));
}

int main(int argc, char **argv)
{
    struct words words = {.config = "/etc/diolch/agent.conf"};
    struct agent agent;
    struct err err;
    bool ok;

    read_words(&words, argc, argv);
    if (words.wrong || !is_command(argc - optind, argv + optind))
        return wrong_usage();
    signal(SIGPIPE, SIG_IGN);
    if (!keys_start(&err) ||
        !agent_open(&agent, words.config, !str_equal(argv[optind], "status"), &err))
        return failed(&err);
    ok = run(&agent, argc - optind, argv + optind, &err);
    agent_close(&agent);
    return ok ? 0 : failed(&err);
}
