// SPDX-License-Identifier: Apache-2.0
#include "server/office.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/certificate.h"
#include "shared/books.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"

#define PEM_MAX 65536

extern const char server_schema_sql[];
extern const char server_adjustments_sql[];
extern const char server_people_sql[];
extern const char server_unplanned_sql[];
extern const char server_forms_sql[];
extern const char server_wording_sql[];

static const char SQL_LOG[] = "SELECT log_id FROM office";
static const char SQL_SET_LOG[] = "INSERT INTO office (one, log_id) VALUES (1, $1) "
                                  "ON CONFLICT (one) DO NOTHING";

bool office_connect(const struct office *office, struct db **db, struct err *err)
{
    const char *const schemas[] = {log_schema_sql,          books_schema_sql,  server_schema_sql,
                                   server_adjustments_sql,  server_people_sql, server_unplanned_sql,
                                   books_completed_sql,     server_forms_sql,  server_wording_sql,
                                   books_completed_log_sql, books_closing_sql, books_left_sql};
    char path[SETTINGS_PATH_SIZE];

    settings_path(path, &office->settings, "server.db");
    return db_open(db, path, schemas, sizeof schemas / sizeof schemas[0], err);
}

void office_ring(const struct office *office)
{
    char path[SETTINGS_PATH_SIZE];
    int file;

    settings_path(path, &office->settings, OFFICE_BELL);
    file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0)
        close(file); // whoever waits sees that a file open for writing was closed
}

static bool make_folder(const char *path, struct err *err)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return true;
    return err_set(err, ERR_INTERNAL, "make the folder %s: %s", path, strerror(errno));
}

static bool make_folders(const struct settings *settings, struct err *err)
{
    char path[SETTINGS_PATH_SIZE];

    for (size_t i = 1; settings->data[i]; i++) {
        if (settings->data[i] != '/')
            continue;
        snprintf(path, sizeof path, "%.*s", (int)i, settings->data);
        if (mkdir(path, 0755) != 0 && errno != EEXIST)
            return err_set(err, ERR_INTERNAL, "make the folder %s: %s", path, strerror(errno));
    }
    settings_path(path, settings, "notes");
    return make_folder(settings->data, err) && make_folder(path, err) &&
           (chmod(settings->data, 0700) == 0 ||
            err_set(err, ERR_INTERNAL, "make %s private: %s", settings->data, strerror(errno)));
}

static bool exists(const struct settings *settings, const char *name)
{
    char path[SETTINGS_PATH_SIZE];
    struct stat there;

    settings_path(path, settings, name);
    return stat(path, &there) == 0;
}

static void say_secret(void (*say)(const char *sentence), const uint8_t secret[static 32])
{
    char letters[STR_BASE32_SIZE(32)];
    struct bytes text = {0};

    str_base32(letters, secret, 32);
    bytes_add_text(&text, "The recovery key, shown only this once. Write it on paper and keep it "
                          "away from this machine: ");
    for (size_t i = 0; letters[i]; i++)
        bytes_addf(&text, "%s%c", i && i % 4 == 0 ? "-" : "", letters[i]);
    say(bytes_text(&text));
    bytes_clear(&text);
    mem_wipe(letters, sizeof letters);
}

// Shown first and kept after: an init that is cut off in between shows another next time.
static bool make_recovery(const struct settings *settings, void (*say)(const char *sentence),
                          struct err *err)
{
    char path[SETTINGS_PATH_SIZE];
    struct keys keys;
    bool ok;

    settings_path(path, settings, "recovery.public");
    keys_make(&keys);
    say_secret(say, keys.seal_secret);
    ok = bytes_write_file(path, keys.seal_public, sizeof keys.seal_public, 0400, err);
    keys_clear(&keys);
    return ok;
}

static bool make_certificate(const struct settings *settings, void (*say)(const char *sentence),
                             struct err *err)
{
    struct bytes certificate = {0};
    struct bytes key = {0};
    struct bytes text = {0};
    char path[SETTINGS_PATH_SIZE];
    bool ok;

    if (settings->certificate[0])
        return true;
    ok = certificate_make(settings->names, &certificate, &key, err);
    settings_path(path, settings, "certificate.key");
    ok = ok && bytes_write_file(path, key.data, key.length, 0400, err);
    settings_path(path, settings, "certificate.pem");
    ok = ok && bytes_write_file(path, certificate.data, certificate.length, 0644, err);
    if (ok) {
        bytes_addf(&text, "A self-signed certificate for %s, good for five years, in %s.",
                   settings->names, path);
        say(bytes_text(&text));
    }
    bytes_clear(&certificate);
    bytes_clear(&key);
    bytes_clear(&text);
    return ok;
}

static bool make_database(const struct settings *settings, struct err *err)
{
    struct office office = {.settings = *settings};
    struct id log_id = id_new();
    struct db *db;
    bool ok;

    if (!office_connect(&office, &db, err))
        return false;
    ok = db_exec(db, SQL_SET_LOG, DB_ARGS(db_id(&log_id)), err);
    db_close(db);
    return ok;
}

bool office_make(const struct settings *settings, void (*say)(const char *sentence),
                 struct err *err)
{
    struct bytes text = {0};
    struct keys keys;
    char path[SETTINGS_PATH_SIZE];
    bool ok;

    if (exists(settings, "recovery.public"))
        return err_set(err, ERR_CONFLICT,
                       "%s holds an office already: nothing was changed. To begin anew, move that "
                       "folder away first",
                       settings->data);
    // The recovery key is last: until it is there, init may be run again.
    settings_path(path, settings, "server.keys");
    ok = make_folders(settings, err) && keys_open(&keys, path, err) &&
         make_database(settings, err) && make_certificate(settings, say, err);
    keys_clear(&keys);
    if (!ok)
        return err_wrap(err, "set up the office");
    bytes_addf(&text, "Keys and a database in %s, which only this user can read.", settings->data);
    say(bytes_text(&text));
    bytes_clear(&text);
    return make_recovery(settings, say, err) || err_wrap(err, "set up the office");
}

static bool read_file(struct bytes *out, const struct settings *settings, const char *own,
                      const char *name, struct err *err)
{
    char path[SETTINGS_PATH_SIZE];

    settings_path(path, settings, name);
    return bytes_read_file(out, own[0] ? own : path, PEM_MAX, err);
}

static bool read_recovery(struct office *office, struct err *err)
{
    struct bytes file = {0};
    bool ok = read_file(&file, &office->settings, "", "recovery.public", err);

    if (ok && file.length != sizeof office->recovery_seal)
        ok = err_set(err, ERR_INVALID, "recovery.public is damaged: put it back from a backup");
    if (ok)
        memcpy(office->recovery_seal, file.data, file.length);
    bytes_clear(&file);
    return ok;
}

static bool read_log(struct office *office, struct err *err)
{
    struct db_rows *rows;
    struct db *db;
    bool ok;

    if (!office_connect(office, &db, err))
        return false;
    ok = db_one(db, &rows, SQL_LOG, DB_NONE, err);
    if (ok) {
        office->log_id = db_get_id(rows, 0);
        db_free(rows);
    }
    db_close(db);
    return ok;
}

static bool read_identity(struct office *office, struct err *err)
{
    const struct settings *settings = &office->settings;
    char path[SETTINGS_PATH_SIZE];

    settings_path(path, settings, "server.keys");
    if (!keys_open(&office->keys, path, err))
        return false;
    keys_hash(office->rest_key, sizeof office->rest_key, "at rest", office->keys.seal_secret,
              sizeof office->keys.seal_secret);
    return read_file(&office->certificate, settings, settings->certificate, "certificate.pem",
                     err) &&
           read_file(&office->certificate_key, settings, settings->certificate_key,
                     "certificate.key", err) &&
           read_log(office, err);
}

bool office_open(struct office *office, const struct settings *settings, struct err *err)
{
    *office = (struct office){.settings = *settings};
    if (!exists(settings, "recovery.public"))
        return err_set(err, ERR_NOT_FOUND, "%s holds no office yet: run diolch-server init",
                       settings->data);
    if (read_recovery(office, err) && read_identity(office, err))
        return true;
    office_close(office);
    return false;
}

void office_close(struct office *office)
{
    bytes_clear(&office->certificate);
    bytes_clear(&office->certificate_key);
    mem_wipe(office, sizeof *office);
}
