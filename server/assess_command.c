// SPDX-License-Identifier: Apache-2.0
#include "server/assess_command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/assess.h"
#include "shared/bytes.h"
#include "shared/facts.h"
#include "shared/json.h"
#include "shared/policy.h"

#define PATH_SIZE 1024

static const char usage[] =
    "usage: diolch-server assess --policy FILE|ID [FACTS.json]\n"
    "Prints what the policy gives for the facts, as one JSON object.\n"
    "Without FACTS.json: reads one JSON object a line, and answers one a line.\n"
    "  --policy FILE|ID  a policy's file, or the name of one that came with Diolch\n"
    "  --help            this text\n";

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

static bool answer(const struct policy *policy, const char *text, size_t length, struct bytes *out,
                   struct err *err)
{
    struct assessment assessment;
    struct facts facts;
    struct json *json;
    bool ok;

    if (!json_read(&json, text, length, FACTS_BYTES_MAX, err))
        return false;
    ok = facts_read(&facts, json, err);
    json_free(json);
    if (!ok)
        return false;
    assess(policy, &facts, &assessment);
    assess_write(out, &assessment);
    return true;
}

static int assess_file(const struct policy *policy, const char *path)
{
    struct bytes text = {0};
    struct bytes out = {0};
    struct err err;
    bool ok = bytes_read_file(&text, path, FACTS_BYTES_MAX, &err);

    if (ok && !answer(policy, bytes_text(&text), text.length, &out, &err))
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

static bool answer_line(const struct policy *policy, const struct bytes *line, int64_t number)
{
    struct bytes out = {0};
    struct err err;
    bool ok = answer(policy, bytes_text(line), line->length, &out, &err);

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

static int assess_lines(const struct policy *policy)
{
    struct bytes line = {0};
    int64_t refused = 0;

    for (int64_t number = 1; read_line(&line); number++)
        if (!is_blank(&line) && !answer_line(policy, &line, number))
            refused++;
    bytes_clear(&line);
    if (refused)
        fprintf(stderr,
                "diolch-server: lines that could not be assessed: %lld; their answers say why\n",
                (long long)refused);
    return refused ? EXIT_FAILURE : EXIT_SUCCESS;
}

int assess_command(int argc, char **argv)
{
    static const struct option options[] = {
        {"policy", required_argument, NULL, 'p'}, {"help", no_argument, NULL, 'h'}, {0}};
    const char *name = NULL;
    struct policy policy;
    struct err err;
    int option;

    optind = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return EXIT_SUCCESS;
        }
        if (option != 'p')
            return 2; // getopt_long has said why
        name = optarg;
    }
    if (!name || argc - optind > 1) {
        fputs(usage, stderr);
        return 2;
    }
    if (!load_policy(&policy, name, &err))
        return fail(&err);
    return optind < argc ? assess_file(&policy, argv[optind]) : assess_lines(&policy);
}
