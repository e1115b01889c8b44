// SPDX-License-Identifier: Apache-2.0
#include "server/kiosks.h"

#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define LETTERS 26
#define TOUCH_MS INT64_C(60000)

static const char SQL_FIND_NAME[] =
    "SELECT kiosk_id, turn, (SELECT count(*) FROM life WHERE life.kiosk_id = kiosk.kiosk_id) "
    "FROM kiosk WHERE name = $1";
static const char SQL_NEXT_TURN[] = "SELECT max(turn) + 1 FROM kiosk";
static const char SQL_ADD[] = "INSERT INTO kiosk (kiosk_id, name, turn, code, code_until_ms) "
                              "VALUES ($1, $2, $3, $4, $5)";
static const char SQL_RENEW[] =
    "UPDATE kiosk SET turn = $2, code = $3, code_until_ms = $4 WHERE kiosk_id = $1";
static const char SQL_FIND_CODE[] =
    "SELECT kiosk_id, turn FROM kiosk WHERE code = $1 AND code_until_ms > $2";
static const char SQL_USE_CODE[] = "UPDATE kiosk SET code = NULL WHERE kiosk_id = $1 AND code = $2";
static const char SQL_ADD_LIFE[] =
    "INSERT INTO life (log_id, kiosk_id, code, letter, down_log_id, sign_public, seal_public, "
    "agent, enrolled_ms, contact_ms, forked, revoked) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 0, 0) ON CONFLICT DO NOTHING";

static const char SQL_NEW_AGENT[] = "UPDATE life SET agent = $2, code = $3 WHERE log_id = $1";

#define LIFE                                                                                       \
    "log_id, kiosk_id, down_log_id, letter, sign_public, seal_public, contact_ms, forked, "        \
    "revoked, agent, code FROM life "
static const char SQL_FIND_AGENT[] =
    "SELECT " LIFE "WHERE agent = $1 ORDER BY enrolled_ms DESC LIMIT 1";
static const char SQL_FIND_LOG[] = "SELECT " LIFE "WHERE log_id = $1 OR down_log_id = $1";
static const char SQL_LIVES[] =
    "SELECT " LIFE "WHERE revoked = 0 AND NOT EXISTS (SELECT 1 FROM life AS later "
    "WHERE later.kiosk_id = life.kiosk_id AND later.enrolled_ms > life.enrolled_ms) "
    "ORDER BY enrolled_ms, log_id";
static const char SQL_TOUCH[] = "UPDATE life SET contact_ms = $2 WHERE log_id = $1";
static const char SQL_FORKED[] = "UPDATE life SET forked = 1 WHERE log_id = $1";
static const char SQL_LIST[] = "SELECT kiosk_id, name, turn FROM kiosk ORDER BY name";
static const char SQL_NEWEST[] =
    "SELECT " LIFE "WHERE kiosk_id = $1 ORDER BY enrolled_ms DESC LIMIT 1";
static const char SQL_ENROLLED[] = "SELECT enrolled_ms FROM life WHERE log_id = $1";
static const char SQL_NAME[] =
    "SELECT name FROM kiosk JOIN life ON life.kiosk_id = kiosk.kiosk_id WHERE log_id = $1";

static void set_letter(char letter[static 2], int64_t turn)
{
    letter[0] = (char)('A' + turn % LETTERS);
    letter[1] = '\0';
}

static bool check_name(const char *name, struct err *err)
{
    size_t length = strlen(name);

    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < ' ')
            length = 0;
    return (length > 0 && length < KIOSKS_NAME_SIZE && str_is_utf8(name, length)) ||
           err_set(err, ERR_INVALID, "a kiosk's name has 1 to %d letters on one line",
                   KIOSKS_NAME_SIZE - 1);
}

// A kiosk that has enrolled before gets another letter: its numbers begin at 1 again.
static bool give_code(struct db *db, const char *name, const uint8_t hash[static 32],
                      struct kiosks_code *out, struct err *err)
{
    struct db_value code = db_blob(hash, KIOSKS_CODE_HASH_SIZE);
    struct id kiosk = {{0}};
    struct db_rows *rows;
    int64_t turn = -1;
    int64_t next;

    if (!db_query(db, &rows, SQL_FIND_NAME, DB_ARGS(db_text(name)), err))
        return false;
    if (db_next(rows)) {
        kiosk = db_get_id(rows, 0);
        turn = db_get_int(rows, 2) ? -1 : db_get_int(rows, 1);
    }
    if (!db_done(rows, err) || !db_number(db, &next, SQL_NEXT_TURN, DB_NONE, 0, err))
        return false;
    if (turn < 0)
        turn = next;
    set_letter(out->letter, turn);
    if (!id_is_none(kiosk)) {
        out->kiosk = kiosk;
        return db_exec(db, SQL_RENEW,
                       DB_ARGS(db_id(&kiosk), db_int(turn), code, db_int(out->until_ms)), err);
    }
    out->kiosk = id_new();
    return db_exec(
        db, SQL_ADD,
        DB_ARGS(db_id(&out->kiosk), db_text(name), db_int(turn), code, db_int(out->until_ms)), err);
}

bool kiosks_make_code(struct db *db, const struct office *office, const char *name,
                      struct kiosks_code *out, struct err *err)
{
    uint8_t hash[KIOSKS_CODE_HASH_SIZE];
    struct kiosks_code made = {.until_ms = when_now_ms() + office->settings.code_ms};
    struct enrol_code code;
    bool ok;

    if (!check_name(name, err))
        return false;
    enrol_make_code(&code, office->keys.sign_public);
    enrol_hash_secret(hash, &code);
    enrol_write_code(made.code, &code);
    if (!db_begin(db, err))
        return false;
    ok = give_code(db, name, hash, &made, err);
    if (!db_end(db, ok, err))
        return err_wrap(err, "make an enrolment code");
    *out = made;
    return true;
}

bool kiosks_find_code(struct db *db, const uint8_t code[static KIOSKS_CODE_HASH_SIZE],
                      struct id *kiosk, char letter[static 2], struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_FIND_CODE,
                DB_ARGS(db_blob(code, KIOSKS_CODE_HASH_SIZE), db_int(when_now_ms())), err))
        return false;
    *kiosk = db_get_id(rows, 0);
    set_letter(letter, db_get_int(rows, 1));
    db_free(rows);
    return true;
}

bool kiosks_add_life(struct db *db, const struct kiosks_birth *birth, struct err *err)
{
    const struct kiosks_life *life = &birth->life;
    struct db_value code = db_blob(birth->code, sizeof birth->code);

    if (!db_exec(db, SQL_ADD_LIFE,
                 DB_ARGS(db_id(&life->log_id), db_id(&life->kiosk), code, db_text(life->letter),
                         db_id(&life->down_log_id),
                         db_blob(life->sign_public, sizeof life->sign_public),
                         db_blob(life->seal_public, sizeof life->seal_public),
                         db_blob(birth->agent, sizeof birth->agent), db_int(when_now_ms())),
                 err))
        return false;
    if (!db_changed(db))
        return err_set(err, ERR_CONFLICT, "this log or this agent has been enrolled before");
    return db_exec(db, SQL_USE_CODE, DB_ARGS(db_id(&life->kiosk), code), err);
}

bool kiosks_set_agent(struct db *db, const struct kiosks_birth *birth, struct err *err)
{
    struct db_value code = db_blob(birth->code, sizeof birth->code);

    return db_exec(db, SQL_NEW_AGENT,
                   DB_ARGS(db_id(&birth->life.log_id), db_blob(birth->agent, sizeof birth->agent),
                           code),
                   err) &&
           db_exec(db, SQL_USE_CODE, DB_ARGS(db_id(&birth->life.kiosk), code), err);
}

static bool read_life(const struct db_rows *rows, struct kiosks_life *life)
{
    life->log_id = db_get_id(rows, 0);
    life->kiosk = db_get_id(rows, 1);
    life->down_log_id = db_get_id(rows, 2);
    life->contact_ms = db_get_int(rows, 6);
    life->forked = db_get_int(rows, 7) != 0;
    life->revoked = db_get_int(rows, 8) != 0;
    return str_copy(life->letter, sizeof life->letter, db_get_text(rows, 3)) &&
           db_get_bytes(rows, 4, life->sign_public, sizeof life->sign_public) &&
           db_get_bytes(rows, 5, life->seal_public, sizeof life->seal_public);
}

static bool find(struct db *db, const char *sql, struct db_args args, struct kiosks_birth *out,
                 struct err *err)
{
    struct kiosks_birth birth = {0};
    struct db_rows *rows;
    bool ok;

    if (!db_one(db, &rows, sql, args, err))
        return err_wrap(err, "find a kiosk");
    ok = read_life(rows, &birth.life) && db_get_bytes(rows, 9, birth.agent, sizeof birth.agent) &&
         db_get_bytes(rows, 10, birth.code, sizeof birth.code);
    db_free(rows);
    if (!ok)
        return err_set(err, ERR_INTERNAL, "a kiosk's row is damaged");
    *out = birth;
    return true;
}

static bool find_life(struct db *db, const char *sql, struct db_args args, struct kiosks_life *out,
                      struct err *err)
{
    struct kiosks_birth birth;

    if (!find(db, sql, args, &birth, err))
        return false;
    *out = birth.life;
    return true;
}

bool kiosks_find_birth(struct db *db, struct id log_id, struct kiosks_birth *out, struct err *err)
{
    return find(db, SQL_FIND_LOG, DB_ARGS(db_id(&log_id)), out, err);
}

bool kiosks_find_agent(struct db *db, const uint8_t agent[static KEYS_PUBLIC_SIZE],
                       struct kiosks_life *out, struct err *err)
{
    return find_life(db, SQL_FIND_AGENT, DB_ARGS(db_blob(agent, KEYS_PUBLIC_SIZE)), out, err);
}

bool kiosks_find_log(struct db *db, struct id log_id, struct kiosks_life *out, struct err *err)
{
    return find_life(db, SQL_FIND_LOG, DB_ARGS(db_id(&log_id)), out, err);
}

bool kiosks_list_lives(struct db *db, struct kiosks_life **out, size_t *count, struct err *err)
{
    struct kiosks_life *list = mem_new(0, sizeof *list);
    struct db_rows *rows;
    size_t used = 0;
    bool ok = true;

    if (!db_query(db, &rows, SQL_LIVES, DB_NONE, err)) {
        free(list);
        return false;
    }
    while (ok && db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used] = (struct kiosks_life){0};
        ok = read_life(rows, &list[used++]);
    }
    if (!db_done(rows, err) || !ok) {
        free(list);
        return ok ? false : err_set(err, ERR_INTERNAL, "a kiosk's row is damaged");
    }
    *out = list;
    *count = used;
    return true;
}

bool kiosks_touch(struct db *db, const struct kiosks_life *life, struct err *err)
{
    int64_t now = when_now_ms();

    if (now >= life->contact_ms && now - life->contact_ms < TOUCH_MS)
        return true;
    return db_exec(db, SQL_TOUCH, DB_ARGS(db_id(&life->log_id), db_int(now)), err);
}

bool kiosks_set_forked(struct db *db, struct id log_id, struct err *err)
{
    return db_exec(db, SQL_FORKED, DB_ARGS(db_id(&log_id)), err);
}

static bool add_newest(struct db *db, struct kiosks_row *row, struct err *err)
{
    if (!find_life(db, SQL_NEWEST, DB_ARGS(db_id(&row->kiosk)), &row->life, err))
        return err->kind == ERR_NOT_FOUND;
    return db_number(db, &row->enrolled_ms, SQL_ENROLLED, DB_ARGS(db_id(&row->life.log_id)), 0,
                     err);
}

bool kiosks_list(struct db *db, struct kiosks_row **out, size_t *count, struct err *err)
{
    struct kiosks_row *list = mem_new(0, sizeof *list);
    struct db_rows *rows;
    size_t used = 0;
    bool ok;

    if (!db_query(db, &rows, SQL_LIST, DB_NONE, err)) {
        free(list);
        return false;
    }
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used] = (struct kiosks_row){.kiosk = db_get_id(rows, 0)};
        str_copy(list[used].name, sizeof list[used].name, db_get_text(rows, 1));
        set_letter(list[used].letter, db_get_int(rows, 2));
        used++;
    }
    ok = db_done(rows, err);
    for (size_t i = 0; ok && i < used; i++)
        ok = add_newest(db, &list[i], err);
    if (!ok) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

bool kiosks_name(struct db *db, struct id log_id, char out[static KIOSKS_NAME_SIZE],
                 struct err *err)
{
    struct db_rows *rows;

    out[0] = '\0';
    if (!db_query(db, &rows, SQL_NAME, DB_ARGS(db_id(&log_id)), err))
        return false;
    if (db_next(rows))
        str_copy(out, KIOSKS_NAME_SIZE, db_get_text(rows, 0));
    return db_done(rows, err);
}
