// SPDX-License-Identifier: Apache-2.0
/* diolch-server policy check FILE..., policy explain FILE: what an organisation wrote, read back.
 */
#include <stdio.h>
#include <string.h>

#include "server/command.h"
#include "server/policies.h"
#include "server/policy_page.h"
#include "server/policy_warning.h"
#include "shared/str.h"

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

// A line for each problem on standard error, under the name of the file as it was given.
static void say_problems(const char *path, const char *problems)
{
    while (*problems) {
        size_t length = strcspn(problems, "\n");

        fprintf(stderr, "diolch-server: %s: %.*s\n", path, (int)length, problems);
        problems += length + (problems[length] == '\n');
    }
}

static bool read_policy(const char *path, struct policy *policy,
                        uint8_t hash[static RECORD_HASH_SIZE])
{
    struct bytes json = {0};
    struct bytes problems = {0};
    struct err err;
    bool ok = bytes_read_file(&json, path, POLICY_BYTES_MAX, &err);

    if (!ok) {
        command_fail(&err); // which names the file
    } else {
        ok = policy_check(policy, bytes_text(&json), json.length, name_of(path), &problems);
        say_problems(path, bytes_text(&problems));
        if (ok && !policies_body(&json, hash, policy, &err)) {
            ok = false;
            say_problems(path, err.text);
        }
    }
    bytes_clear(&json);
    bytes_clear(&problems);
    return ok;
}

static void say_warnings(const char *path, const struct policy *policy, const char *today)
{
    struct bytes warnings = {0};
    const char *line;

    policy_warning_write(&warnings, policy, today);
    for (line = bytes_text(&warnings); *line; line += strcspn(line, "\n") + 1)
        printf("%s: to know: %.*s\n", path, (int)strcspn(line, "\n"), line);
    bytes_clear(&warnings);
}

static bool check(const char *path, const char *today)
{
    uint8_t hash[RECORD_HASH_SIZE];
    struct policy policy;

    if (str_equal(name_of(path), POLICIES_WAGES)) {
        printf("%s: the table of minimum wages, which is built in, and no policy\n", path);
        return true;
    }
    if (!read_policy(path, &policy, hash))
        return false;
    printf("%s: good: %s, version %lld, \"%s\", for meetings from %s to %s\n", path, policy.id,
           (long long)policy.version, policy.title, policy.valid_from, policy.valid_to);
    say_warnings(path, &policy, today);
    return true;
}

static int explain(const char *path, const char *today)
{
    uint8_t hash[RECORD_HASH_SIZE];
    struct bytes page = {0};
    struct policy policy;

    if (!read_policy(path, &policy, hash))
        return COMMAND_FAILED;
    policy_page_write(&page, &policy, hash, today);
    fputs(bytes_text(&page), stdout);
    bytes_clear(&page);
    return COMMAND_DONE;
}

static int run_policy(const char *config, int argc, char **argv)
{
    char today[WHEN_DATE_SIZE];
    int status = COMMAND_DONE;

    (void)config;
    when_local_date(today, when_now_ms());
    if (argc == 3 && str_equal(argv[1], "explain"))
        return explain(argv[2], today);
    if (argc < 3 || !str_equal(argv[1], "check"))
        return COMMAND_USAGE;
    for (int i = 2; i < argc; i++)
        if (!check(argv[i], today))
            status = COMMAND_FAILED;
    return status;
}

const struct command command_policy = {
    .word = "policy",
    .arguments = "check FILE... | explain FILE",
    .help = "says what is wrong with a policy and what to know of it; or tells it in plain words, "
            "to be signed",
    .run = run_policy,
};
