// SPDX-License-Identifier: Apache-2.0
#include "server/assess_command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/adjust.h"
#include "shared/assess.h"
#include "shared/bytes.h"
#include "shared/facts.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/policy.h"

#define PATH_SIZE 1024

static const char usage[] =
    "usage: diolch-server assess --policy FILE|ID [--paid-under FILE|ID] [FACTS.json]\n"
    "Prints what the policy gives for the facts, as one JSON object.\n"
    "Without FACTS.json: reads one JSON object a line, and answers one a line.\n"
    "  --policy FILE|ID      a policy's file, or the name of one that came with Diolch\n"
    "  --paid-under FILE|ID  the version they were paid under: the answer then has\n"
    "                        adjustments, what would be added to each line or taken off\n"
    "  --help                this text\n";

/* What is asked of each claim. */
struct question {
    const char *name;
    const char *old_name; // NULL: nothing was paid
    struct policy policy;
    struct policy old;
};

static int fail(const struct err *err)
{
    fprintf(stderr, "diolch-server: %s\n", err->text);
    return EXIT_FAILURE;
}

// Beside the program: where it was built, or where it is installed.
static bool find_shipped(char out[static PATH_SIZE], const char *id)
{
    static const char *const folders[] = {"/../../../assets/policies", "/../share/diolch/policies"};
    char program[PATH_SIZE / 2];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);

    if (length < 0 || strlen(id) > POLICY_ID_SIZE || strchr(id, '/'))
        return false;
    program[length] = '\0';
    *strrchr(program, '/') = '\0';
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(out, PATH_SIZE, "%s%s/%s.json", program, folders[i], id);
        if (access(out, R_OK) == 0)
            return true;
    }
    return false;
}

static bool load_policy(struct policy *out, const char *name, struct err *err)
{
    char path[PATH_SIZE];

    if (access(name, F_OK) == 0)
        return policy_load(out, name, err);
    if (!find_shipped(path, name))
        return err_set(err, ERR_NOT_FOUND, "there is no policy \"%.100s\", as a file or by its id",
                       name);
    return policy_load(out, path, err);
}

// One member more in the object that assess_write has written.
static void add_adjustments(const struct assessment *was, const struct assessment *now,
                            struct bytes *out)
{
    struct adjust_account *accounts = mem_new(3, sizeof *accounts);

    adjust_open(&accounts[0], was);
    adjust_open(&accounts[1], now);
    adjust(&accounts[0], &accounts[1], 0, &accounts[2]);
    out->length--;
    adjust_write(out, "adjustments", &accounts[0], &accounts[2]);
    json_end(out, '}');
    free(accounts);
}

static bool answer(const struct question *question, const char *text, size_t length,
                   struct bytes *out, struct err *err)
{
    struct assessment assessment;
    struct assessment was;
    struct facts facts;
    struct json *json;
    bool ok;

    if (!json_read(&json, text, length, FACTS_BYTES_MAX, err))
        return false;
    ok = facts_read(&facts, json, err);
    json_free(json);
    if (!ok)
        return false;
    assess(&question->policy, &facts, &assessment);
    assess_write(out, &assessment);
    if (question->old_name) {
        assess(&question->old, &facts, &was);
        add_adjustments(&was, &assessment, out);
    }
    return true;
}

static int assess_file(const struct question *question, const char *path)
{
    struct bytes text = {0};
    struct bytes out = {0};
    struct err err;
    bool ok = bytes_read_file(&text, path, FACTS_BYTES_MAX, &err);

    if (ok && !answer(question, bytes_text(&text), text.length, &out, &err))
        ok = err_wrap(&err, "%.100s was not assessed, correct it", path);
    if (ok)
        puts(bytes_text(&out));
    bytes_clear(&text);
    bytes_clear(&out);
    return ok ? EXIT_SUCCESS : fail(&err);
}

// One more byte than facts may have is kept of a line that is too long, so that it is refused.
static bool read_line(struct bytes *line)
{
    int letter = getc_unlocked(stdin);

    bytes_clear(line);
    if (letter == EOF)
        return false;
    for (; letter != EOF && letter != '\n'; letter = getc_unlocked(stdin))
        if (line->length <= FACTS_BYTES_MAX)
            bytes_add_number(line, (uint64_t)letter, 1);
    return true;
}

static bool is_blank(const struct bytes *line)
{
    return strspn(bytes_text(line), " \t\r") == line->length;
}

static bool answer_line(const struct question *question, const struct bytes *line, int64_t number)
{
    struct bytes out = {0};
    struct err err;
    bool ok = answer(question, bytes_text(line), line->length, &out, &err);

    if (!ok) {
        err_wrap(&err, "line %lld", (long long)number);
        bytes_clear(&out);
        json_begin(&out, NULL, '{');
        json_put_text(&out, "error", err.text);
        json_end(&out, '}');
    }
    puts(bytes_text(&out));
    fflush(stdout); // whoever asks line by line is waiting
    bytes_clear(&out);
    return ok;
}

static int assess_lines(const struct question *question)
{
    struct bytes line = {0};
    int64_t refused = 0;

    for (int64_t number = 1; read_line(&line); number++)
        if (!is_blank(&line) && !answer_line(question, &line, number))
            refused++;
    bytes_clear(&line);
    if (refused)
        fprintf(stderr,
                "diolch-server: lines that could not be assessed: %lld; their answers say why\n",
                (long long)refused);
    return refused ? EXIT_FAILURE : EXIT_SUCCESS;
}

static bool read_options(struct question *question, int argc, char **argv, bool *help)
{
    static const struct option options[] = {{"policy", required_argument, NULL, 'p'},
                                            {"paid-under", required_argument, NULL, 'u'},
                                            {"help", no_argument, NULL, 'h'},
                                            {0}};
    int option;

    *help = false;
    optind = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h')
            *help = true;
        else if (option == 'p')
            question->name = optarg;
        else if (option == 'u')
            question->old_name = optarg;
        else
            return false; // getopt_long has said why
    }
    if (*help || (question->name && argc - optind <= 1))
        return true;
    fputs(usage, stderr);
    return false;
}

static int run(struct question *question, const char *path)
{
    struct err err;

    if (!load_policy(&question->policy, question->name, &err) ||
        (question->old_name && !load_policy(&question->old, question->old_name, &err)))
        return fail(&err);
    return path ? assess_file(question, path) : assess_lines(question);
}

int assess_command(int argc, char **argv)
{
    struct question *question = mem_new(1, sizeof *question);
    int status = 2;
    bool help;

    if (read_options(question, argc, argv, &help)) {
        if (help)
            status = fputs(usage, stdout) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
        else
            status = run(question, argv[optind]);
    }
    free(question);
    return status;
}
