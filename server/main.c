// SPDX-License-Identifier: Apache-2.0

// diolch-server: the office. main reads the words before the command's and hands over.

#include <getopt.h>
#include <stdio.h>

#include "server/assess_command.h"
#include "server/command.h"
#include "shared/err.h"
#include "shared/keys.h"
#include "shared/str.h"
#include "shared/when.h"

static int assess_without_config(const char *config, int argc, char **argv)
{
    (void)config;
    return assess_command(argc, argv);
}

static const struct command command_assess = {
    .word = "assess",
    .arguments = "--policy FILE|ID [--paid-under FILE|ID] [FACTS.json]",
    .help = "what a policy gives for what happened; without a file, one case a line;\n"
            "with --paid-under also what would be adjusted of a claim paid under another\n"
            "version",
    .run = assess_without_config,
};

static const struct command *const commands[] = {
    &command_init, &command_serve,  &command_import, &command_code,   &command_user,
    &command_card, &command_export, &command_verify, &command_assess, &command_policy,
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

struct words {
    const char *config;
    bool help;
    bool version;
    bool wrong;
};

// So far in: each line after the first too.
static void print_lines(FILE *out, const char *text, const char *indent)
{
    for (; *text; text++) {
        fputc(*text, out);
        if (*text == '\n')
            fputs(indent, out);
    }
    fputc('\n', out);
}

static void print_help(FILE *out)
{
    fputs("usage: diolch-server [--config FILE] [--clock INSTANT] COMMAND\n"
          "       diolch-server --help | --version\n\n",
          out);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "    %s%s", commands[i]->word, *commands[i]->arguments ? " " : "");
        print_lines(out, commands[i]->arguments, "    ");
        fputs("        ", out);
        print_lines(out, commands[i]->help, "        ");
    }
    fputs("\n    --config FILE     settings (default /etc/diolch/server.conf)\n"
          "    --clock INSTANT   the program's clock starts there, as in 2026-11-23T10:00:00Z\n",
          out);
}

static bool set_clock(const char *text)
{
    int64_t instant;

    if (!when_read(&instant, text)) {
        fputs("diolch-server: --clock needs an instant such as 2026-11-23T10:00:00Z\n", stderr);
        return false;
    }
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
        switch (option) {
        case 'c':
            words->config = optarg;
            break;
        case 't':
            words->wrong = !set_clock(optarg) || words->wrong;
            break;
        case 'h':
            words->help = true;
            break;
        case 'v':
            words->version = true;
            break;
        default:
            words->wrong = true;
        }
    }
}

static const struct command *find(const char *word)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (str_equal(commands[i]->word, word))
            return commands[i];
    return NULL;
}

static void print_usage(FILE *out, const struct command *command)
{
    fprintf(out, "usage: diolch-server %s%s ", command->needs_config ? "[--config FILE] " : "",
            command->word);
    print_lines(out, command->arguments, "       ");
}

static int usage(const struct command *command)
{
    if (command)
        print_usage(stderr, command);
    else
        fputs("diolch-server: say what to do; --help lists it\n", stderr);
    return COMMAND_USAGE;
}

static int run(const struct words *words, int argc, char **argv)
{
    const struct command *command = argc > 0 ? find(argv[0]) : NULL;
    struct err err;
    int status;

    if (!command)
        return usage(command);
    if (argc > 1 && str_equal(argv[1], "--help")) {
        print_usage(stdout, command);
        fputs("        ", stdout);
        print_lines(stdout, command->help, "        ");
        return COMMAND_DONE;
    }
    if (!keys_start(&err))
        return command_fail(&err);
    status = command->run(words->config, argc, argv);
    return status == COMMAND_USAGE ? usage(command) : status;
}

int main(int argc, char **argv)
{
    struct words words = {.config = "/etc/diolch/server.conf"};

    read_words(&words, argc, argv);
    if (words.wrong)
        return usage(NULL);
    if (words.help) {
        print_help(stdout);
        return COMMAND_DONE;
    }
    if (words.version) {
        puts("diolch-server " DIOLCH_VERSION);
        return COMMAND_DONE;
    }
    return run(&words, argc - optind, argv + optind);
}
