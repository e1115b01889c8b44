// SPDX-License-Identifier: Apache-2.0
#include "server/policies.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/json.h"
#include "shared/keys.h"
#include "shared/mem.h"
#include "shared/outbox.h"
#include "shared/str.h"
#include "shared/when.h"

#define PATH_SIZE 1024

static const char SQL_SET[] = "INSERT INTO policy (hash, id, json, set_ms) VALUES ($1, $2, $3, $4) "
                              "ON CONFLICT (hash) DO UPDATE SET set_ms = excluded.set_ms";
static const char SQL_CURRENT[] =
    "SELECT json, hash FROM policy WHERE id = $1 ORDER BY set_ms DESC, hash LIMIT 1";
static const char SQL_VERSION[] = "SELECT json, hash FROM policy WHERE hash = $2 AND id = $1";
static const char SQL_VERSIONS[] =
    "SELECT json, hash FROM policy WHERE id = $1 ORDER BY set_ms DESC, hash";
static const char SQL_LAST[] = "SELECT max(set_ms) FROM policy";
static const char SQL_ALL[] =
    "SELECT id, json FROM policy WHERE NOT EXISTS (SELECT 1 FROM policy AS later "
    "WHERE later.id = policy.id AND (later.set_ms > policy.set_ms OR "
    "(later.set_ms = policy.set_ms AND later.hash < policy.hash))) ORDER BY id";

// In a record a policy must say its own id, which in a file may be the file's name.
static bool name_it(struct bytes *json, const struct policy *policy, struct err *err)
{
    struct bytes named = {0};
    struct json *tree;
    bool has_id;

    if (!json_read(&tree, bytes_text(json), json->length, POLICY_BYTES_MAX, err))
        return false;
    has_id = json_get(tree, "id");
    json_free(tree);
    if (!has_id) {
        bytes_addf(&named, "{\"id\":\"%s\",%s", policy->id, strchr(bytes_text(json), '{') + 1);
        bytes_clear(json);
        *json = named;
    }
    return json->length <= RECORD_BODY_MAX ||
           err_set(err, ERR_INVALID, "the policy is larger than kiosks take: at most %d bytes",
                   RECORD_BODY_MAX);
}

bool policies_body(struct bytes *json, uint8_t hash[static RECORD_HASH_SIZE],
                   const struct policy *policy, struct err *err)
{
    if (!name_it(json, policy, err))
        return false;
    keys_hash(hash, RECORD_HASH_SIZE, "policy", json->data, json->length);
    return true;
}

/* The policies of one folder on their way in. */
struct load {
    struct db *db;
    bool (*changed)(const char *id, void *context, struct err *err);
    void *context;
    char (*ids)[POLICY_ID_SIZE]; // of those before
    size_t count;
};

static bool is_current(struct db *db, const char *id, const uint8_t hash[static RECORD_HASH_SIZE],
                       bool *same, struct err *err)
{
    uint8_t current[RECORD_HASH_SIZE] = {0};
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_CURRENT, DB_ARGS(db_text(id)), err))
        return false;
    *same = db_next(rows) && db_get_bytes(rows, 1, current, sizeof current) &&
            memcmp(current, hash, sizeof current) == 0;
    return db_done(rows, err);
}

static bool remember(struct load *load, const char *id, const uint8_t hash[static RECORD_HASH_SIZE],
                     const struct bytes *json, struct err *err)
{
    int64_t last;
    bool same = false;

    if (!is_current(load->db, id, hash, &same, err) || same)
        return same;
    // Later than any before it, whatever the clock says.
    return db_number(load->db, &last, SQL_LAST, DB_NONE, 0, err) &&
           db_exec(load->db, SQL_SET,
                   DB_ARGS(db_blob(hash, RECORD_HASH_SIZE), db_text(id), db_text(bytes_text(json)),
                           db_int(when_now_ms() > last ? when_now_ms() : last + 1)),
                   err) &&
           load->changed(id, load->context, err);
}

// With two of them it would depend on the files' names which one holds.
static bool check_only(struct load *load, const char *id, struct err *err)
{
    for (size_t i = 0; i < load->count; i++)
        if (str_equal(load->ids[i], id))
            return err_set(err, ERR_INVALID,
                           "another file of this folder is the policy %s too: keep one of them",
                           id);
    str_copy(load->ids[load->count++], POLICY_ID_SIZE, id);
    return true;
}

static bool set_one(struct load *load, const char *path, struct err *err)
{
    uint8_t hash[RECORD_HASH_SIZE];
    struct policy policy;
    struct bytes json = {0};
    bool ok;

    if (!policy_load(&policy, path, err))
        return err_wrap(err, "put this file right or take it away");
    ok = check_only(load, policy.id, err) && bytes_read_file(&json, path, POLICY_BYTES_MAX, err) &&
         policies_body(&json, hash, &policy, err) && remember(load, policy.id, hash, &json, err);
    bytes_clear(&json);
    return ok || err_wrap(err, "%s", path);
}

static int is_policy(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && outbox_ends(entry->d_name, ".json") &&
           !str_equal(entry->d_name, POLICIES_WAGES);
}

bool policies_load(struct db *db, const char *folder,
                   bool (*changed)(const char *id, void *context, struct err *err), void *context,
                   struct err *err)
{
    struct load load = {.db = db, .changed = changed, .context = context};
    struct dirent **entries;
    int count = scandir(folder, &entries, is_policy, alphasort);
    char path[PATH_SIZE];
    bool ok = true;

    if (count < 0)
        return err_set(err, ERR_NOT_FOUND,
                       "the policies' folder %s cannot be read (%s): see policies in [server]",
                       folder, strerror(errno));
    load.ids = mem_new((size_t)count, sizeof *load.ids);
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        ok = ok && set_one(&load, path, err);
        free(entries[i]);
    }
    free(entries);
    free(load.ids);
    return ok;
}

static bool find(struct db *db, const char *sql, struct db_args args, struct policy *out,
                 struct err *err)
{
    struct db_rows *rows;
    const char *json;
    bool ok;

    if (!db_one(db, &rows, sql, args, err))
        return err_wrap(err, "find a policy");
    json = db_get_text(rows, 0);
    ok = policy_read(out, json, strlen(json), "policy", err);
    db_free(rows);
    return ok;
}

bool policies_find(struct db *db, const char *id, struct policy *out, struct err *err)
{
    return find(db, SQL_CURRENT, DB_ARGS(db_text(id)), out, err);
}

bool policies_find_version(struct db *db, const char *id,
                           const uint8_t hash[static RECORD_HASH_SIZE], struct policy *out,
                           struct err *err)
{
    return find(db, SQL_VERSION, DB_ARGS(db_text(id), db_blob(hash, RECORD_HASH_SIZE)), out, err);
}

static bool has_rates(const struct policy *policy, const char *date)
{
    return strcmp(date, policy->valid_from) >= 0 && strcmp(date, policy->valid_to) <= 0;
}

/* A policy being looked for, for one day. */
struct search {
    const struct policies_made *made;
    struct policy *out;
    uint8_t *hash; // of out
    bool found;    // the last set that has rates for the day
    bool known;    // the one it was made under is one of ours
};

// One from before, that is no policy by today's rules, is passed over.
static void look_at(struct search *search, const char *json,
                    const uint8_t hash[static RECORD_HASH_SIZE])
{
    bool same = memcmp(hash, search->hash, RECORD_HASH_SIZE) == 0;
    struct err unreadable;

    search->known = search->known || memcmp(hash, search->made->hash, RECORD_HASH_SIZE) == 0;
    if (search->found)
        return;
    if (!same && !policy_read(search->out, json, strlen(json), "policy", &unreadable)) {
        memset(search->hash, 0, RECORD_HASH_SIZE);
        return;
    }
    memcpy(search->hash, hash, RECORD_HASH_SIZE);
    search->found = has_rates(search->out, search->made->date);
}

bool policies_find_for_day(struct db *db, const struct policies_made *made, struct policy *out,
                           uint8_t hash[static RECORD_HASH_SIZE], struct err *err)
{
    struct search search = {.made = made, .out = out, .hash = hash, .known = !made->hash};
    uint8_t version[RECORD_HASH_SIZE];
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_VERSIONS, DB_ARGS(db_text(made->id)), err))
        return err_wrap(err, "find a policy");
    while (!(search.known && search.found) && db_next(rows))
        if (db_get_bytes(rows, 1, version, sizeof version))
            look_at(&search, db_get_text(rows, 0), version);
    if (!db_done(rows, err))
        return err_wrap(err, "find a policy");
    if (search.known && search.found)
        return true;
    if (!made->hash)
        return err_set(err, ERR_NOT_FOUND, "no version of the policy %s has rates for the day",
                       made->id);
    memcpy(hash, made->hash, RECORD_HASH_SIZE);
    return policies_find_version(db, made->id, made->hash, out, err);
}

bool policies_find_at(struct db *db, const char *id, int64_t start_ms, struct policy *out,
                      uint8_t hash[static RECORD_HASH_SIZE], struct err *err)
{
    char date[WHEN_DATE_SIZE];
    const struct policies_made made = {id, NULL, date};

    when_local_date(date, start_ms);
    return policies_find_for_day(db, &made, out, hash, err);
}

struct one {
    char *id;
    char *json;
};

// Read first and called after: `each` writes.
bool policies_each(struct db *db,
                   bool (*each)(const char *id, const char *json, void *context, struct err *err),
                   void *context, struct err *err)
{
    struct one *list = mem_new(0, sizeof *list);
    struct db_rows *rows;
    size_t count = 0;
    bool ok = db_query(db, &rows, SQL_ALL, DB_NONE, err);

    if (ok) {
        while (db_next(rows)) {
            list = mem_resize(list, count + 1, sizeof *list);
            list[count++] =
                (struct one){mem_dup(db_get_text(rows, 0)), mem_dup(db_get_text(rows, 1))};
        }
        ok = db_done(rows, err);
    }
    for (size_t i = 0; i < count; i++) {
        ok = ok && each(list[i].id, list[i].json, context, err);
        free(list[i].id);
        free(list[i].json);
    }
    free(list);
    return ok;
}
