// SPDX-License-Identifier: Apache-2.0
#include "server/staff.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "server/ledger.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/note.h"
#include "shared/str.h"

static const char SQL_LIST[] =
    "SELECT staff_id, name, card, pin, host, payer, person_id, limit_pence, valid_from, "
    "valid_until FROM staff ORDER BY staff_id";
static const char SQL_IS_PAYER[] = "SELECT count(*) FROM staff WHERE staff_id = $1 AND payer <> 0";
static const char SQL_PUT[] =
    "INSERT INTO staff (staff_id, name, card, pin, host, payer) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (staff_id) DO UPDATE SET card = excluded.card, pin = excluded.pin, "
    "host = excluded.host, payer = excluded.payer";
static const char SQL_NOMINATE[] =
    "UPDATE staff SET person_id = $2, limit_pence = $3, valid_from = $4, valid_until = $5 "
    "WHERE staff_id = $1";

/* Where a sealed column goes, and what it is sealed as. */
struct part {
    int column;
    const char *purpose;
    void *out;
    size_t size;
};

static bool open_part(const struct db_rows *rows, const struct office *office,
                      const struct part *part, struct err *err)
{
    struct bytes plain = {0};
    size_t length;
    const void *sealed = db_get_blob(rows, part->column, &length);
    bool ok = note_open(&plain, office->rest_key, part->purpose, sealed, length, err) &&
              plain.length == part->size;

    if (ok)
        memcpy(part->out, plain.data, part->size);
    bytes_clear(&plain);
    return ok ||
           err_set(err, ERR_INTERNAL, "a staff member's row does not open with this server's keys");
}

static bool read_member(const struct db_rows *rows, const struct office *office,
                        struct staff_member *out, struct err *err)
{
    const struct part parts[] = {
        {1, "staff name", out->name, sizeof out->name},
        {2, "staff card", out->card.secret, sizeof out->card.secret},
        {3, "staff pin", out->pin_hash, sizeof out->pin_hash},
    };

    *out = (struct staff_member){.staff = db_get_id(rows, 0),
                                 .card.kind = CARD_HOST,
                                 .host = db_get_int(rows, 4) != 0,
                                 .payer = db_get_int(rows, 5) != 0,
                                 .nomination.person = db_get_id(rows, 6),
                                 .nomination.limit_pence = db_get_int(rows, 7)};
    str_copy(out->nomination.from, sizeof out->nomination.from, db_get_text(rows, 8));
    str_copy(out->nomination.until, sizeof out->nomination.until, db_get_text(rows, 9));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (!open_part(rows, office, &parts[i], err))
            return false;
    return true;
}

void staff_free(struct staff_member *list, size_t count)
{
    if (list)
        mem_wipe(list, count * sizeof *list);
    free(list);
}

bool staff_list(struct db *db, const struct office *office, struct staff_member **out,
                size_t *count, struct err *err)
{
    struct staff_member *list;
    struct db_rows *rows;
    size_t used = 0;
    bool ok = true;

    if (!db_query(db, &rows, SQL_LIST, DB_NONE, err))
        return false;
    list = mem_new(0, sizeof *list);
    while (ok && db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        ok = read_member(rows, office, &list[used++], err);
    }
    if (ok)
        ok = db_done(rows, err);
    else
        db_free(rows);
    if (!ok) {
        staff_free(list, used);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

static bool put(struct db *db, const struct office *office, const struct staff_member *member,
                struct err *err)
{
    struct bytes name = {0};
    struct bytes card = {0};
    struct bytes pin = {0};
    bool ok;

    note_seal(&name, office->rest_key, "staff name", member->name, sizeof member->name);
    note_seal(&card, office->rest_key, "staff card", member->card.secret,
              sizeof member->card.secret);
    note_seal(&pin, office->rest_key, "staff pin", member->pin_hash, sizeof member->pin_hash);
    ok = db_exec(db, SQL_PUT,
                 DB_ARGS(db_id(&member->staff), db_blob(name.data, name.length),
                         db_blob(card.data, card.length), db_blob(pin.data, pin.length),
                         db_int(member->host), db_int(member->payer)),
                 err);
    bytes_clear(&name);
    bytes_clear(&card);
    bytes_clear(&pin);
    return ok;
}

static void make_pin(char pin[static CARD_PIN_DIGITS + 1])
{
    for (int i = 0; i < CARD_PIN_DIGITS; i++)
        pin[i] = (char)('0' + randombytes_uniform(10));
    pin[CARD_PIN_DIGITS] = '\0';
}

static bool find(struct db *db, const struct office *office, const char *name, size_t *hosts,
                 struct staff_member *out, struct err *err)
{
    struct staff_member *list;
    size_t count;

    *hosts = 0;
    if (!staff_list(db, office, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        *hosts += list[i].host;
        if (str_equal(list[i].name, name))
            *out = list[i];
    }
    staff_free(list, count);
    return true;
}

static void give_card(struct staff_member *member)
{
    card_make(&member->card, CARD_HOST);
    make_pin(member->pin);
    card_hash_pin(member->pin_hash, &member->card, member->pin);
}

bool staff_find_payer(struct db *db, const struct office *office, const char *name,
                      struct id *staff, struct err *err)
{
    struct staff_member member = {0};
    size_t hosts;
    bool ok = find(db, office, name, &hosts, &member, err);
    bool payer = ok && member.payer;

    if (payer)
        *staff = member.staff;
    mem_wipe(&member, sizeof member);
    return payer || (ok && err_set(err, ERR_NOT_FOUND,
                                   "nobody of that name is a payer: make their card first"));
}

static bool check_nomination(const struct staff_nomination *nomination, struct err *err)
{
    if (nomination->limit_pence < 0 || nomination->limit_pence > MONEY_MAX)
        return err_set(err, ERR_INVALID, "That is no sum a payer can have.");
    return !nomination->from[0] || !nomination->until[0] ||
           strcmp(nomination->from, nomination->until) <= 0 ||
           err_set(err, ERR_INVALID, "The last day comes before the first.");
}

static bool check_payer(struct db *db, struct id staff, struct err *err)
{
    int64_t count;

    return db_number(db, &count, SQL_IS_PAYER, DB_ARGS(db_id(&staff)), 0, err) &&
           (count > 0 || err_set(err, ERR_NOT_FOUND, "That is no payer."));
}

static bool note(struct db *db, const struct office *office, struct id staff,
                 const struct staff_nomination *nomination, struct id by, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_PAYER_NOMINATED};
    struct body_payer_nominated body = {.staff = staff,
                                        .person = nomination->person,
                                        .limit_pence = nomination->limit_pence,
                                        .by = by};

    str_copy(body.from, sizeof body.from, nomination->from);
    str_copy(body.until, sizeof body.until, nomination->until);
    return ledger_note(db, office, &entry, &body, err);
}

bool staff_nominate(struct db *db, const struct office *office, struct id staff,
                    const struct staff_nomination *nomination, struct id by, struct err *err)
{
    return check_nomination(nomination, err) && check_payer(db, staff, err) &&
           note(db, office, staff, nomination, by, err) &&
           db_exec(db, SQL_NOMINATE,
                   DB_ARGS(db_id(&staff), db_id(&nomination->person),
                           db_int(nomination->limit_pence), db_text(nomination->from),
                           db_text(nomination->until)),
                   err);
}

bool staff_renew(struct db *db, const struct office *office, const char *name,
                 struct staff_member *out, struct err *err)
{
    struct staff_member member = {0};
    size_t hosts;

    if (!find(db, office, name, &hosts, &member, err))
        return false;
    if (id_is_none(member.staff))
        return err_set(err, ERR_NOT_FOUND, "nobody of that name is host or payer");
    give_card(&member);
    if (!put(db, office, &member, err))
        return err_wrap(err, "store a staff member");
    *out = member;
    return true;
}

bool staff_appoint(struct db *db, const struct office *office, const char *name, bool host,
                   struct staff_member *out, struct err *err)
{
    struct staff_member member = {0};
    size_t hosts;

    if (!name[0] || strlen(name) >= sizeof member.name || !str_is_utf8(name, strlen(name)))
        return err_set(err, ERR_INVALID, "a name has 1 to %d letters", BODY_NAME_SIZE - 1);
    if (!find(db, office, name, &hosts, &member, err))
        return false;
    if (host && !member.host && hosts >= BODY_HOSTS_MAX)
        return err_set(err, ERR_INVALID,
                       "there are %d hosts already, which is all a meeting has "
                       "room for",
                       BODY_HOSTS_MAX);
    if (id_is_none(member.staff)) {
        member.staff = id_new();
        str_copy(member.name, sizeof member.name, name);
        give_card(&member);
    }
    member.host = member.host || host;
    member.payer = member.payer || !host;
    if (!put(db, office, &member, err))
        return err_wrap(err, "store a staff member");
    *out = member;
    return true;
}
