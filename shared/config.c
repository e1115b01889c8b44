// SPDX-License-Identifier: Apache-2.0
#include "shared/config.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/str.h"

#define FILE_MAX 65536
#define LINE_MAX_BYTES 190 // inih cuts at 200, and says nothing

struct config {
    char *path;
    const struct config_key *keys;
    size_t count;
    char **values; // one a key; NULL where the file does not say
};

struct parser {
    struct config *config;
    struct bytes_reader file;
    int line;
    int problem_line;
    struct bytes problem;
};

static size_t find(const struct config *config, const char *section, const char *name)
{
    size_t i = 0;

    while (i < config->count &&
           !(str_equal(config->keys[i].section, section) && str_equal(config->keys[i].name, name)))
        i++;
    return i;
}

static bool knows_section(const struct config *config, const char *section)
{
    for (size_t i = 0; i < config->count; i++)
        if (str_equal(config->keys[i].section, section))
            return true;
    return false;
}

// inih goes on after a refused line, and returns the number of the first; its handler is not told
// the number, so we count.
static int refuse(struct parser *parser, const char *name, const char *why)
{
    if (parser->problem_line)
        return 0;
    parser->problem_line = parser->line;
    bytes_addf(&parser->problem, "%s %s", name[0] ? name : "nothing", why);
    return 0;
}

static int take_line(void *data, const char *section, const char *name, const char *value)
{
    struct parser *parser = data;
    struct config *config = parser->config;
    size_t at = find(config, section, name);

    if (!knows_section(config, section))
        return refuse(parser, section, "is no section we know: correct it");
    if (at == config->count)
        return refuse(parser, name, "is no key we know: take it out or correct it");
    if (config->values[at])
        return refuse(parser, name, "is there twice: leave one");
    config->values[at] = mem_dup(value);
    return 1;
}

static char *give_line(char *out, int size, void *data)
{
    struct parser *parser = data;
    const char *start = (const char *)parser->file.at;
    const char *end = memchr(start, '\n', parser->file.left);
    size_t length = end ? (size_t)(end - start) + 1 : parser->file.left;

    assert(length < (size_t)size); // find_bad_line saw to it
    if (!length || !bytes_take(&parser->file, out, length))
        return NULL;
    out[length] = '\0';
    parser->line++;
    return out;
}

// What inih would pass over in silence. Returns the line's number, or 0.
static int find_bad_line(const struct bytes *file)
{
    int line = 1;
    size_t start = 0;

    for (size_t i = 0; i <= file->length; i++) {
        bool ends = i == file->length || file->data[i] == '\n';

        if (!ends && file->data[i] != '\0')
            continue;
        if (!ends || i - start > LINE_MAX_BYTES ||
            !str_is_utf8((const char *)file->data + start, i - start))
            return line;
        start = i + 1;
        line++;
    }
    return 0;
}

static bool parse(struct config *config, const struct bytes *file, struct err *err)
{
    struct parser parser = {.config = config, .file = {file->data, file->length}};
    int line = file->length ? find_bad_line(file) : 0;

    if (line)
        return err_set(err, ERR_INVALID,
                       "%s:%d: the line is longer than %d bytes, or not UTF-8: "
                       "correct it",
                       config->path, line, LINE_MAX_BYTES);
    if (file->length)
        line = ini_parse_stream(give_line, &parser, take_line, &parser);
    if (line)
        err_set(err, ERR_INVALID, "%s:%d: %s", config->path, line,
                parser.problem_line == line
                    ? bytes_text(&parser.problem)
                    : "the line is no [section], no 'key = value' and no # comment: "
                      "correct it");
    bytes_clear(&parser.problem);
    return line == 0;
}

bool config_open(struct config **out, const char *path, const struct config_key *keys, size_t count,
                 struct err *err)
{
    struct bytes file = {0};
    struct config *config;
    bool ok;

    if (!bytes_read_file(&file, path, FILE_MAX, err)) {
        if (err->kind == ERR_NOT_FOUND)
            err_set(err, ERR_NOT_FOUND, "there is no %s: say with --config where the settings are",
                    path);
        return false;
    }
    config = mem_new(1, sizeof *config);
    config->path = mem_dup(path);
    config->keys = keys;
    config->count = count;
    config->values = mem_new(count, sizeof *config->values);
    ok = parse(config, &file, err);
    bytes_clear(&file);
    if (ok)
        *out = config;
    else
        config_close(config);
    return ok;
}

void config_close(struct config *config)
{
    if (!config)
        return;
    for (size_t i = 0; i < config->count; i++)
        free(config->values[i]);
    free(config->values);
    free(config->path);
    free(config);
}

const char *config_text(const struct config *config, const char *section, const char *name)
{
    size_t at = find(config, section, name);

    assert(at < config->count);
    return config->values[at] ? config->values[at] : config->keys[at].otherwise;
}

bool config_int(const struct config *config, const char *section, const char *name,
                struct config_range range, int64_t *out, struct err *err)
{
    const char *text = config_text(config, section, name);
    const char *digits = text + (text[0] == '-');
    int64_t value;

    errno = 0;
    value = strtoll(text, NULL, 10);
    if (!digits[0] || digits[strspn(digits, "0123456789")] || errno || value < range.low ||
        value > range.high)
        return err_set(err, ERR_INVALID,
                       "%s: %s in [%s] must be a whole number from %" PRId64 " to %" PRId64,
                       config->path, name, section, range.low, range.high);
    *out = value;
    return true;
}

bool config_choice(const struct config *config, const char *section, const char *name,
                   const char *const words[], size_t *out, struct err *err)
{
    const char *text = config_text(config, section, name);
    char list[128] = "";

    for (size_t i = 0; words[i]; i++) {
        size_t used = strlen(list);

        if (str_equal(text, words[i])) {
            *out = i;
            return true;
        }
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", words[i]);
    }
    return err_set(err, ERR_INVALID, "%s: %s in [%s] must be one of: %s", config->path, name,
                   section, list);
}

static void add_comment(struct bytes *out, const char *comment)
{
    while (*comment) {
        size_t length = strcspn(comment, "\n");

        bytes_addf(out, "# %.*s\n", (int)length, comment);
        comment += length + (comment[length] == '\n');
    }
}

char *config_example(const struct config_key *keys, size_t count)
{
    struct bytes out = {0};

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !str_equal(keys[i].section, keys[i - 1].section))
            bytes_addf(&out, "%s[%s]\n", i ? "\n" : "", keys[i].section);
        bytes_add_text(&out, "\n");
        add_comment(&out, keys[i].comment);
        bytes_addf(&out, "#%s =%s%s\n", keys[i].name, keys[i].otherwise[0] ? " " : "",
                   keys[i].otherwise);
    }
    return out.data ? (char *)out.data : mem_dup("");
}
