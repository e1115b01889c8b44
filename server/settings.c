// SPDX-License-Identifier: Apache-2.0
#include "server/settings.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "shared/bytes.h"
#include "shared/config.h"
#include "shared/str.h"

static const struct config_key keys[] = {
    {"server", "organisation", "Our organisation",
     "What you call yourselves, on the kiosk's screens and in the console. Neutral words: they may "
     "be\nread in a public hall."},
    {"server", "data", "/var/lib/diolch/server",
     "The folder of the database, the keys and the pictures. Only the server's user may read it."},
    {"server", "policies", "/usr/share/diolch/policies",
     "The folder of the policies, one .json file each. All are checked when the server starts."},
    {"server", "console", "/usr/share/diolch/console", "The folder of the console's pages."},
    {"server", "demonstration", "no", "yes: the console says on every page that nothing is real."},
    {"questions", "owner", "",
     "Who answers when people ask somebody to look at something: the name they are known by, such "
     "as\nSiân Evans. It stands on screens and slips. A meeting may name somebody else. Without a "
     "name,\nit is said that somebody at the office does."},
    {"questions", "answer_days", "10", "Working days until they have an answer, 1 to 100."},
    {"questions", "complaints_en", "",
     "How to complain, in your own words, at most 199 bytes each: whom to tell, and how to reach "
     "them.\nIt stands on the Help screen and on slips. Without them: tell anyone of the team."},
    {"questions", "complaints_cy", "", "The same in Welsh: give both or none."},
    {"advice", "adviser_en", "",
     "Who advises people on benefits: a name and how to reach them, at most 199 bytes each. It "
     "stands\nwhere a kiosk tells of payment and benefits, and on the paper of the offer. Diolch "
     "gives no advice."},
    {"advice", "adviser_cy", "", "The same in Welsh: give both or none."},
    {"advice", "checked", "",
     "The day somebody last saw that this is still true, such as 2026-11-01. After a year the "
     "console\nasks for it again."},
    {"listen", "address", "0.0.0.0", "Where to listen; :: for IPv6 as well."},
    {"listen", "port", "8443", "0 takes any that is free, and says which."},
    {"listen", "names", "localhost,127.0.0.1",
     "The names and addresses by which kiosks and browsers reach this server, commas between.\n"
     "init puts them in the certificate it makes."},
    {"listen", "certificate", "",
     "PEM files of a certificate of your own and its key. Without them, those that init made."},
    {"listen", "certificate_key", "", "See certificate."},
    {"listen", "threads", "4", "How many requests are worked on at the same time."},
    {"limits", "request_seconds", "30",
     "A connection whose handshake or request is not whole after this time is cut off."},
    {"limits", "wait_seconds", "50", "How long a kiosk's agent may wait for news, at most 50."},
    {"limits", "connections", "512", "All connections together."},
    {"limits", "connections_per_address", "64", "Connections from one address."},
    {"kiosks", "code_hours", "24", "How long an enrolment code is good."},
    {"kiosks", "expect_from_days", "1",
     "A kiosk that enrols is told of meetings from this many days ago on."},
};
#define KEY_COUNT (sizeof keys / sizeof keys[0])

static bool take_text(const struct config *config, const char *section, const char *name, char *out,
                      size_t size, struct err *err)
{
    return str_copy(out, size, config_text(config, section, name)) ||
           err_set(err, ERR_INVALID, "%s in [%s] is too long: at most %zu bytes", name, section,
                   size - 1);
}

static bool take_yes(const struct config *config, const char *section, const char *name, bool *out,
                     struct err *err)
{
    const char *text = config_text(config, section, name);

    if (!str_equal(text, "yes") && !str_equal(text, "no"))
        return err_set(err, ERR_INVALID, "%s in [%s] must be yes or no", name, section);
    *out = str_equal(text, "yes");
    return true;
}

// Whoever reads the other language would read words that are not theirs, or another's name for it.
static bool are_both(const char *section, const char *name, const char *en, const char *cy,
                     struct err *err)
{
    if (!*en == !*cy)
        return true;
    return err_set(err, ERR_INVALID,
                   "%s_%s in [%s] is missing: screens say it in both languages, so give both or "
                   "none",
                   name, *en ? "cy" : "en", section);
}

static bool take_advice(const struct config *config, struct settings *out, struct err *err)
{
    if (!take_text(config, "advice", "adviser_en", out->adviser_en, sizeof out->adviser_en, err) ||
        !take_text(config, "advice", "adviser_cy", out->adviser_cy, sizeof out->adviser_cy, err) ||
        !take_text(config, "advice", "checked", out->advice_checked, sizeof out->advice_checked,
                   err))
        return false;
    if (!are_both("advice", "adviser", out->adviser_en, out->adviser_cy, err))
        return false;
    return !*out->advice_checked || when_is_date(out->advice_checked) ||
           err_set(err, ERR_INVALID, "checked in [advice] must be a day, such as 2026-11-01");
}

static bool take_texts(const struct config *config, struct settings *out, struct err *err)
{
    return take_text(config, "server", "organisation", out->organisation, sizeof out->organisation,
                     err) &&
           take_text(config, "questions", "owner", out->owner, sizeof out->owner, err) &&
           take_text(config, "questions", "complaints_en", out->complaints_en,
                     sizeof out->complaints_en, err) &&
           take_text(config, "questions", "complaints_cy", out->complaints_cy,
                     sizeof out->complaints_cy, err) &&
           are_both("questions", "complaints", out->complaints_en, out->complaints_cy, err) &&
           take_advice(config, out, err) &&
           take_text(config, "server", "data", out->data, sizeof out->data - 128, err) &&
           take_text(config, "server", "policies", out->policies, sizeof out->policies, err) &&
           take_text(config, "server", "console", out->console, sizeof out->console, err) &&
           take_text(config, "listen", "address", out->address, sizeof out->address, err) &&
           take_text(config, "listen", "names", out->names, sizeof out->names, err) &&
           take_text(config, "listen", "certificate", out->certificate, sizeof out->certificate,
                     err) &&
           take_text(config, "listen", "certificate_key", out->certificate_key,
                     sizeof out->certificate_key, err) &&
           take_yes(config, "server", "demonstration", &out->demonstration, err);
}

static bool take_numbers(const struct config *config, struct settings *out, struct err *err)
{
    const struct {
        const char *section;
        const char *name;
        int64_t low;
        int64_t high;
        int64_t unit;
        int64_t *to;
    } numbers[] = {
        {"questions", "answer_days", 1, 100, 1, &out->answer_days},
        {"listen", "port", 0, 65535, 1, &out->port},
        {"listen", "threads", 1, 64, 1, &out->threads},
        {"limits", "request_seconds", 1, 600, 1000, &out->request_ms},
        {"limits", "wait_seconds", 1, 50, 1000, &out->wait_ms},
        {"limits", "connections", 4, 100000, 1, &out->connections},
        {"limits", "connections_per_address", 2, 100000, 1, &out->connections_per_address},
        {"kiosks", "code_hours", 1, 720, 3600000, &out->code_ms},
        {"kiosks", "expect_from_days", 0, 365, 1, &out->expect_from_days},
    };

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int64_t number;

        if (!config_int(config, numbers[i].section, numbers[i].name,
                        (struct config_range){numbers[i].low, numbers[i].high}, &number, err))
            return false;
        *numbers[i].to = number * numbers[i].unit;
    }
    return true;
}

bool settings_read(struct settings *out, const char *path, struct err *err)
{
    struct settings settings = {0};
    struct config *config;
    bool ok;

    if (!config_open(&config, path, keys, KEY_COUNT, err))
        return false;
    ok = take_texts(config, &settings, err) && take_numbers(config, &settings, err);
    if (ok && (settings.certificate[0] == '\0') != (settings.certificate_key[0] == '\0'))
        ok = err_set(err, ERR_INVALID,
                     "%s: certificate and certificate_key go together: give both or none", path);
    config_close(config);
    if (ok)
        *out = settings;
    return ok;
}

enum settings_advice settings_advice(const struct settings *settings, const char *today)
{
    if (!*settings->adviser_en)
        return SETTINGS_ADVICE_NOBODY;
    if (!*settings->advice_checked || when_days(today) - when_days(settings->advice_checked) > 365)
        return SETTINGS_ADVICE_UNCHECKED;
    return SETTINGS_ADVICE_CHECKED;
}

static const char *value_of(const struct config_key *key, const struct settings_value *values,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(values[i].section, key->section) && str_equal(values[i].name, key->name))
            return values[i].value;
    return NULL;
}

// config_example gives the whole file; a given value takes the place of its commented default.
static void put_values(struct bytes *out, const char *example, const struct settings_value *values,
                       size_t count)
{
    size_t at = 0;

    for (const char *line = example; *line;) {
        size_t length = strcspn(line, "\n");
        size_t name = at < KEY_COUNT ? strlen(keys[at].name) : 0;
        bool is_key = at < KEY_COUNT && line[0] == '#' &&
                      strncmp(line + 1, keys[at].name, name) == 0 &&
                      strncmp(line + 1 + name, " =", 2) == 0;
        const char *value = is_key ? value_of(&keys[at], values, count) : NULL;

        if (value)
            bytes_addf(out, "%s = %s\n", keys[at].name, value);
        else
            bytes_addf(out, "%.*s\n", (int)length, line);
        at += is_key;
        line += length + (line[length] == '\n');
    }
}

char *settings_example(void)
{
    return config_example(keys, KEY_COUNT);
}

bool settings_write(const char *path, const struct settings_value *values, size_t count,
                    struct err *err)
{
    char *example = settings_example();
    struct bytes out = {0};
    struct stat there;
    bool ok;

    for (size_t i = 0; i < count; i++)
        assert(!values[i].value || !strpbrk(values[i].value, "\r\n"));
    put_values(&out, example, values, count);
    free(example);
    if (stat(path, &there) == 0)
        ok = err_set(err, ERR_CONFLICT, "%s is there already", path);
    else
        ok = bytes_write_file(path, out.data, out.length, 0644, err);
    bytes_clear(&out);
    return ok;
}

void settings_path(char out[static SETTINGS_PATH_SIZE], const struct settings *settings,
                   const char *name)
{
    int used = snprintf(out, SETTINGS_PATH_SIZE, "%s/%s", settings->data, name);

    assert(used > 0 && used < SETTINGS_PATH_SIZE);
}
