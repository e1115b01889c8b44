// SPDX-License-Identifier: Apache-2.0
#include "server/users.h"

#include <string.h>

#include <sodium.h>

#include "shared/keys.h"
#include "shared/str.h"
#include "shared/when.h"

#define HASH_SIZE 32
#define FREE_TRIES 3
#define WAIT_FIRST_MS INT64_C(1000)
#define WAIT_LAST_MS INT64_C(900000)
#define FORGET_MS INT64_C(86400000) // a count nobody has added to for a day
#define SEEN_EVERY_MS INT64_C(60000)

static const char SQL_ADD[] = "INSERT INTO office_user (user_id, name, password, roles) "
                              "VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING";
static const char SQL_SET_PASSWORD[] = "UPDATE office_user SET password = $2 WHERE name = $1";
static const char SQL_END_SESSIONS[] =
    "DELETE FROM session WHERE user_id IN (SELECT user_id FROM office_user WHERE name = $1)";
static const char SQL_FIND[] =
    "SELECT user_id, name, roles, password FROM office_user WHERE name = $1";
static const char SQL_NAME[] = "SELECT name FROM office_user WHERE user_id = $1";
static const char SQL_TRIES[] = "SELECT failures, tried_ms FROM sign_in WHERE name = $1";
static const char SQL_TRY[] =
    "INSERT INTO sign_in (name, failures, tried_ms) VALUES ($1, 1, $2) "
    "ON CONFLICT (name) DO UPDATE SET failures = sign_in.failures + 1, tried_ms = $2";
static const char SQL_FORGET[] = "DELETE FROM sign_in WHERE name = $1 OR tried_ms < $2";
static const char SQL_BEGIN[] =
    "INSERT INTO session (token, user_id, made_ms, seen_ms) VALUES ($1, $2, $3, $3)";
static const char SQL_SWEEP[] = "DELETE FROM session WHERE made_ms < $1 OR seen_ms < $2";
static const char SQL_RESUME[] = "SELECT session.user_id, name, roles, seen_ms FROM session "
                                 "JOIN office_user ON office_user.user_id = session.user_id "
                                 "WHERE token = $1 AND made_ms >= $2 AND seen_ms >= $3";
static const char SQL_SEEN[] = "UPDATE session SET seen_ms = $2 WHERE token = $1";
static const char SQL_END[] = "DELETE FROM session WHERE token = $1";

// Somebody's password that nobody knows: a name we do not have costs the same time.
static const char NOBODY[] = "$argon2id$v=19$m=65536,t=2,p=1$PzpcjVDaLUnkRzeyLRrO9w$"
                             "MLZ7zeW2Hh8pTYIKsKTpjuL1HJd7pkuT9gTx0YQqIJQ";

bool users_check(const char *name, const char *password, struct err *err)
{
    if (!name[0] || strlen(name) >= USERS_NAME_SIZE || !str_is_utf8(name, strlen(name)))
        return err_set(err, ERR_INVALID, "a user's name has 1 to %d letters", USERS_NAME_SIZE - 1);
    if (strlen(password) < USERS_PASSWORD_MIN || strlen(password) > USERS_PASSWORD_MAX)
        return err_set(err, ERR_INVALID,
                       "a password has at least %d letters (three words make a good one)",
                       USERS_PASSWORD_MIN);
    return true;
}

static void hash_password(char out[static crypto_pwhash_STRBYTES], const char *password)
{
    int code =
        crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE);

    if (code != 0)
        sodium_misuse(); // no memory: as mem.h has it
}

bool users_add(struct db *db, const char *name, const char *password, const char *roles,
               struct err *err)
{
    char hash[crypto_pwhash_STRBYTES];
    struct id user = id_new();

    if (!users_check(name, password, err))
        return false;
    hash_password(hash, password);
    if (!db_exec(db, SQL_ADD, DB_ARGS(db_id(&user), db_text(name), db_text(hash), db_text(roles)),
                 err))
        return err_wrap(err, "add a user");
    return db_changed(db) > 0 || err_set(err, ERR_CONFLICT,
                                         "there is a user of that name: use passwd to change the "
                                         "password");
}

bool users_set_password(struct db *db, const char *name, const char *password, struct err *err)
{
    char hash[crypto_pwhash_STRBYTES];
    bool found = false;
    bool ok;

    if (!users_check(name, password, err))
        return false;
    hash_password(hash, password);
    if (!db_begin(db, err))
        return false;
    ok = db_exec(db, SQL_SET_PASSWORD, DB_ARGS(db_text(name), db_text(hash)), err);
    found = ok && db_changed(db) > 0;
    ok = ok && db_exec(db, SQL_END_SESSIONS, DB_ARGS(db_text(name)), err);
    if (!db_end(db, ok, err))
        return err_wrap(err, "change a password");
    return found || err_set(err, ERR_NOT_FOUND, "there is no user of that name");
}

static int64_t wait_after(int64_t failures)
{
    int64_t wait = WAIT_FIRST_MS;

    if (failures < FREE_TRIES)
        return 0;
    for (int64_t i = FREE_TRIES; i < failures && wait < WAIT_LAST_MS; i++)
        wait *= 2;
    return wait < WAIT_LAST_MS ? wait : WAIT_LAST_MS;
}

// Counts the try before it is made, so that pulling the plug gives nobody a free one.
static bool count_try(struct db *db, const uint8_t name[static HASH_SIZE], int64_t *wait_ms,
                      struct err *err)
{
    struct db_value key = db_blob(name, HASH_SIZE);
    int64_t now = when_now_ms();
    int64_t left = 0;
    struct db_rows *rows;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = db_query(db, &rows, SQL_TRIES, DB_ARGS(key), err);
    if (ok) {
        if (db_next(rows)) {
            int64_t wait = wait_after(db_get_int(rows, 0));
            int64_t waited = now - db_get_int(rows, 1);

            // A clock that was set back must not lock anybody out for longer than the wait itself.
            left = waited < 0 ? 0 : wait - waited;
        }
        ok = db_done(rows, err);
    }
    if (left > 0) {
        *wait_ms = left;
        ok = ok && err_set(err, ERR_OFFLINE, "too many tries: wait a little");
    }
    ok = ok && db_exec(db, SQL_TRY, DB_ARGS(key, db_int(now)), err);
    return db_end(db, ok, err);
}

static bool check_password(struct db *db, const char *name, const char *password,
                           struct users_session *out, struct err *err)
{
    char hash[crypto_pwhash_STRBYTES];
    struct db_rows *rows;
    bool known = false;

    str_copy(hash, sizeof hash, NOBODY);
    if (!db_query(db, &rows, SQL_FIND, DB_ARGS(db_text(name)), err))
        return false;
    if (db_next(rows)) {
        known = str_copy(hash, sizeof hash, db_get_text(rows, 3));
        out->user = db_get_id(rows, 0);
        str_copy(out->name, sizeof out->name, db_get_text(rows, 1));
        str_copy(out->roles, sizeof out->roles, db_get_text(rows, 2));
    }
    if (!db_done(rows, err))
        return false;
    known = crypto_pwhash_str_verify(hash, password, strlen(password)) == 0 && known;
    return known || err_set(err, ERR_NOT_FOUND, "that name and password do not go together");
}

static void hash_token(uint8_t out[static HASH_SIZE], const char *token)
{
    keys_hash(out, HASH_SIZE, "session", token, strlen(token));
}

static bool begin_session(struct db *db, struct id user, const uint8_t name[static HASH_SIZE],
                          char token[static USERS_TOKEN_SIZE], struct err *err)
{
    uint8_t secret[(USERS_TOKEN_SIZE - 1) / 2];
    uint8_t hash[HASH_SIZE];
    int64_t now = when_now_ms();
    bool ok;

    randombytes_buf(secret, sizeof secret);
    str_hex(token, secret, sizeof secret);
    hash_token(hash, token);
    if (!db_begin(db, err))
        return false;
    ok =
        db_exec(db, SQL_FORGET, DB_ARGS(db_blob(name, HASH_SIZE), db_int(now - FORGET_MS)), err) &&
        db_exec(db, SQL_SWEEP, DB_ARGS(db_int(now - USERS_SESSION_MS), db_int(now - USERS_IDLE_MS)),
                err) &&
        db_exec(db, SQL_BEGIN, DB_ARGS(db_blob(hash, sizeof hash), db_id(&user), db_int(now)), err);
    return db_end(db, ok, err);
}

bool users_sign_in(struct db *db, const char *name, const char *password,
                   struct users_signed_in *out, struct err *err)
{
    struct users_signed_in in = {0};
    uint8_t key[HASH_SIZE];

    out->wait_ms = 0;
    keys_hash(key, sizeof key, "sign in", name, strlen(name));
    if (!count_try(db, key, &out->wait_ms, err) ||
        !check_password(db, name, password, &in.session, err) ||
        !begin_session(db, in.session.user, key, in.token, err))
        return err_wrap(err, "sign in");
    *out = in;
    return true;
}

bool users_resume(struct db *db, const char *token, struct users_session *out, struct err *err)
{
    struct users_session session = {0};
    uint8_t hash[HASH_SIZE];
    int64_t now = when_now_ms();
    struct db_rows *rows;
    int64_t seen;

    hash_token(hash, token);
    if (!db_one(db, &rows, SQL_RESUME,
                DB_ARGS(db_blob(hash, sizeof hash), db_int(now - USERS_SESSION_MS),
                        db_int(now - USERS_IDLE_MS)),
                err))
        return false;
    session.user = db_get_id(rows, 0);
    str_copy(session.name, sizeof session.name, db_get_text(rows, 1));
    str_copy(session.roles, sizeof session.roles, db_get_text(rows, 2));
    seen = db_get_int(rows, 3);
    db_free(rows);
    // Not at every request: each would be a commit.
    if (now - seen > SEEN_EVERY_MS &&
        !db_exec(db, SQL_SEEN, DB_ARGS(db_blob(hash, sizeof hash), db_int(now)), err))
        return false;
    *out = session;
    return true;
}

bool users_sign_out(struct db *db, const char *token, struct err *err)
{
    uint8_t hash[HASH_SIZE];

    hash_token(hash, token);
    return db_exec(db, SQL_END, DB_ARGS(db_blob(hash, sizeof hash)), err);
}

bool users_name(struct db *db, struct id user, char out[static USERS_NAME_SIZE], struct err *err)
{
    struct db_rows *rows;

    out[0] = '\0';
    if (!db_query(db, &rows, SQL_NAME, DB_ARGS(db_id(&user)), err))
        return false;
    if (db_next(rows))
        str_copy(out, USERS_NAME_SIZE, db_get_text(rows, 0));
    return db_done(rows, err);
}
