// SPDX-License-Identifier: Apache-2.0
#include "server/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/books.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/note.h"
#include "shared/shape.h"
#include "shared/str.h"

#define PERSON                                                                                     \
    "person.person_id, member_code, details, role, pay_channel, bank_on_file, return_miles, "      \
    "agreed_ms, terms, language, card, key, supports, existing_support, extra_agreed_ms "          \
    "FROM person "                                                                                 \
    "LEFT JOIN person_key ON person_key.person_id = person.person_id "
static const char SQL_GET[] = "SELECT " PERSON "WHERE person.person_id = $1";
static const char SQL_FIND[] = "SELECT " PERSON "WHERE member_code = $1";
static const char SQL_PUT[] =
    "INSERT INTO person (person_id, member_code, details, role, pay_channel, bank_on_file, "
    "return_miles, agreed_ms, terms, language, card, existing_support, extra_agreed_ms) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
    "ON CONFLICT (person_id) DO UPDATE SET details = excluded.details, role = excluded.role, "
    "pay_channel = excluded.pay_channel, bank_on_file = excluded.bank_on_file, "
    "return_miles = excluded.return_miles, agreed_ms = excluded.agreed_ms, "
    "terms = excluded.terms, language = excluded.language, "
    "existing_support = excluded.existing_support, extra_agreed_ms = excluded.extra_agreed_ms";
static const char SQL_ENLIST[] =
    "UPDATE person SET member_code = $2, agreed_ms = $3 WHERE person_id = $1";
static const char SQL_IS_LISTED[] =
    "SELECT count(*) FROM person WHERE person_id = $1 AND member_code IS NOT NULL";
static const char SQL_AGREED[] = "SELECT agreed_ms FROM person WHERE person_id = $1";
static const char SQL_SET_SUPPORTS[] = "UPDATE person SET supports = $2 WHERE person_id = $1";
static const char SQL_ADD_UNLISTED[] =
    "INSERT INTO person (person_id, member_code, details, role, pay_channel, bank_on_file, "
    "return_miles, agreed_ms, terms, language, card) "
    "VALUES ($1, NULL, NULL, 'member', '', 0, -1, 0, '', '', $2) ON CONFLICT DO NOTHING";
static const char SQL_SET_DETAILS[] = "UPDATE person SET details = $2 WHERE person_id = $1";
static const char SQL_SET_CARD[] = "UPDATE person SET card = $2 WHERE person_id = $1";
static const char SQL_LIST[] =
    "SELECT person_id FROM person WHERE member_code IS NOT NULL ORDER BY member_code";
static const char SQL_KEY[] = "SELECT key FROM person_key WHERE person_id = $1";
static const char SQL_ADD_KEY[] = "INSERT INTO person_key (person_id, key) VALUES ($1, $2)";

/* What is inside the note. */
struct details {
    struct body_names names;
    char birth_date[WHEN_DATE_SIZE];
    char picture[BODY_CODE_SIZE];
};
static const struct shape_field details_fields[] = {
    SHAPE_FIELD_OBJECT(struct details, names, &body_names_shape),
    SHAPE_MAYBE_DATE(struct details, birth_date),
    SHAPE_MAYBE_CODE(struct details, picture),
};
static const struct shape details_shape = SHAPE(struct details, details_fields);

static bool open_key(const struct office *office, const struct db_rows *rows, int column,
                     uint8_t key[static NOTE_KEY_SIZE], struct err *err)
{
    struct bytes plain = {0};
    size_t length;
    const void *sealed = db_get_blob(rows, column, &length);
    bool ok = note_open(&plain, office->rest_key, "person key", sealed, length, err);

    if (ok && plain.length != NOTE_KEY_SIZE)
        ok = err_set(err, ERR_INTERNAL, "a person's key is damaged");
    if (ok)
        memcpy(key, plain.data, NOTE_KEY_SIZE);
    bytes_clear(&plain);
    return ok;
}

static bool add_key(struct db *db, const struct office *office, struct id person,
                    uint8_t key[static NOTE_KEY_SIZE], struct err *err)
{
    struct bytes sealed = {0};
    bool ok;

    note_make_key(key);
    note_seal(&sealed, office->rest_key, "person key", key, NOTE_KEY_SIZE);
    ok =
        db_exec(db, SQL_ADD_KEY, DB_ARGS(db_id(&person), db_blob(sealed.data, sealed.length)), err);
    bytes_clear(&sealed);
    return ok;
}

static bool get_key(struct db *db, const struct office *office, struct id person,
                    uint8_t key[static NOTE_KEY_SIZE], struct err *err)
{
    struct db_rows *rows;
    bool found;
    bool ok = true;

    if (!db_query(db, &rows, SQL_KEY, DB_ARGS(db_id(&person)), err))
        return false;
    found = db_next(rows);
    if (found)
        ok = open_key(office, rows, 0, key, err);
    if (!ok) {
        db_free(rows);
        return false;
    }
    return db_done(rows, err) && (found || add_key(db, office, person, key, err));
}

static bool seal_details(struct db *db, const struct office *office, struct id person,
                         const struct details *details, struct bytes *sealed, struct err *err)
{
    uint8_t key[NOTE_KEY_SIZE];
    struct bytes json = {0};
    bool ok = get_key(db, office, person, key, err);

    if (ok) {
        shape_write(&details_shape, &json, NULL, details);
        note_seal(sealed, key, "person", json.data, json.length);
    }
    bytes_clear(&json);
    mem_wipe(key, sizeof key);
    return ok;
}

static bool open_details(const struct db_rows *rows, const struct office *office,
                         struct details *out, struct err *err)
{
    uint8_t key[NOTE_KEY_SIZE];
    struct bytes plain = {0};
    struct json *json;
    size_t length;
    const void *sealed = db_get_blob(rows, 2, &length);
    bool ok;

    if (db_is_null(rows, 2) || db_is_null(rows, 11))
        return true; // not come yet, or erased
    ok = open_key(office, rows, 11, key, err) &&
         note_open(&plain, key, "person", sealed, length, err) &&
         json_read(&json, bytes_text(&plain), plain.length, RECORD_BODY_MAX, err);
    mem_wipe(key, sizeof key);
    bytes_clear(&plain);
    if (!ok)
        return false;
    ok = shape_read(&details_shape, json, out, err);
    json_free(json);
    return ok;
}

static bool open_card(const struct db_rows *rows, const struct office *office, struct card *card,
                      struct err *err)
{
    struct bytes plain = {0};
    size_t length;
    const void *sealed = db_get_blob(rows, 10, &length);
    bool ok = note_open(&plain, office->rest_key, "card", sealed, length, err);

    if (ok && plain.length != sizeof card->secret)
        ok = err_set(err, ERR_INTERNAL, "a person's card is damaged");
    card->kind = CARD_MEMBER;
    if (ok)
        memcpy(card->secret, plain.data, plain.length);
    bytes_clear(&plain);
    return ok;
}

static bool read_person(const struct db_rows *rows, const struct office *office,
                        struct people_person *out, struct err *err)
{
    struct people_person person = {.person = db_get_id(rows, 0),
                                   .bank_on_file = db_get_int(rows, 5) != 0,
                                   .return_miles = db_get_int(rows, 6),
                                   .agreed_ms = db_get_int(rows, 7),
                                   .supports = db_get_id(rows, 12),
                                   .existing_support = db_get_int(rows, 13) != 0,
                                   .extra_agreed_ms = db_get_int(rows, 14)};
    struct details details = {0};
    bool ok =
        open_details(rows, office, &details, err) && open_card(rows, office, &person.card, err);

    if (ok) {
        person.names = details.names;
        str_copy(person.birth_date, sizeof person.birth_date, details.birth_date);
        str_copy(person.picture, sizeof person.picture, details.picture);
        str_copy(person.member_code, sizeof person.member_code, db_get_text(rows, 1));
        str_copy(person.role, sizeof person.role, db_get_text(rows, 3));
        str_copy(person.pay_channel, sizeof person.pay_channel, db_get_text(rows, 4));
        str_copy(person.terms, sizeof person.terms, db_get_text(rows, 8));
        str_copy(person.language, sizeof person.language, db_get_text(rows, 9));
        *out = person;
    }
    mem_wipe(&details, sizeof details);
    return ok || err_wrap(err, "open a person's row");
}

static bool find(struct db *db, const struct office *office, const char *sql, struct db_args args,
                 struct people_person *out, struct err *err)
{
    struct db_rows *rows;
    bool ok;

    if (!db_one(db, &rows, sql, args, err))
        return err_wrap(err, "find a person");
    ok = read_person(rows, office, out, err);
    if (!ok)
        err->kind = ERR_INTERNAL;
    db_free(rows);
    return ok;
}

bool people_get(struct db *db, const struct office *office, struct id person,
                struct people_person *out, struct err *err)
{
    return find(db, office, SQL_GET, DB_ARGS(db_id(&person)), out, err);
}

bool people_find(struct db *db, const struct office *office, const char *member_code,
                 struct people_person *out, struct err *err)
{
    return find(db, office, SQL_FIND, DB_ARGS(db_text(member_code)), out, err);
}

bool people_find_typed(struct db *db, const struct office *office, const char *member_code,
                       struct people_person *out, struct err *err)
{
    return people_find(db, office, member_code, out, err) ||
           (err->kind == ERR_NOT_FOUND &&
            err_set(err, ERR_INVALID, "Nobody of our list has that member code."));
}

static void seal_card(const struct office *office, const struct card *card, struct bytes *sealed)
{
    note_seal(sealed, office->rest_key, "card", card->secret, sizeof card->secret);
}

static void fill_details(struct details *details, const struct people_person *person)
{
    details->names = person->names;
    str_copy(details->birth_date, sizeof details->birth_date, person->birth_date);
    str_copy(details->picture, sizeof details->picture, person->picture);
}

static bool same_names(const struct body_names *a, const struct body_names *b)
{
    return str_equal(a->first, b->first) && str_equal(a->last, b->last) &&
           str_equal(a->others, b->others);
}

// A list that does not say it leaves it; and when it was agreed with somebody who was new at a
// meeting is in our log, with who said so: no list says it otherwise.
static bool keep_agreed(struct db *db, struct people_person *person,
                        const struct people_person *old, struct err *err)
{
    bool added;

    if (!old->agreed_ms)
        return true;
    if (!books_is_added(db, old->person, &added, err))
        return false;
    if (added || !person->agreed_ms)
        person->agreed_ms = old->agreed_ms;
    return true;
}

bool people_put(struct db *db, const struct office *office, struct people_person *person,
                bool *renamed, struct err *err)
{
    struct details details = {0};
    struct people_person old = {0};
    struct bytes sealed = {0};
    struct bytes card = {0};
    bool known = people_find(db, office, person->member_code, &old, err);
    bool ok;

    if (!known && err->kind != ERR_NOT_FOUND)
        return false;
    person->person = known ? old.person : id_new();
    str_copy(person->picture, sizeof person->picture, old.picture);
    if (known)
        person->card = old.card;
    else
        card_make(&person->card, CARD_MEMBER);
    *renamed = !known || !same_names(&person->names, &old.names);
    fill_details(&details, person);
    seal_card(office, &person->card, &card);
    ok = keep_agreed(db, person, &old, err) &&
         seal_details(db, office, person->person, &details, &sealed, err) &&
         db_exec(db, SQL_PUT,
                 DB_ARGS(db_id(&person->person), db_text(person->member_code),
                         db_blob(sealed.data, sealed.length), db_text(person->role),
                         db_text(person->pay_channel), db_int(person->bank_on_file),
                         db_int(person->return_miles), db_int(person->agreed_ms),
                         db_text(person->terms), db_text(person->language),
                         db_blob(card.data, card.length), db_int(person->existing_support),
                         db_int(person->extra_agreed_ms)),
                 err);
    mem_wipe(&details, sizeof details);
    mem_wipe(&old, sizeof old);
    bytes_clear(&sealed);
    bytes_clear(&card);
    return ok || err_wrap(err, "store a person");
}

bool people_add_unlisted(struct db *db, const struct office *office, struct id person,
                         struct err *err)
{
    struct bytes sealed = {0};
    struct card card;
    bool ok;

    card_make(&card, CARD_MEMBER);
    seal_card(office, &card, &sealed);
    ok = db_exec(db, SQL_ADD_UNLISTED, DB_ARGS(db_id(&person), db_blob(sealed.data, sealed.length)),
                 err);
    bytes_clear(&sealed);
    return ok;
}

static bool set_details(struct db *db, const struct office *office, struct id person,
                        const struct details *details, struct err *err)
{
    struct bytes sealed = {0};
    bool ok = seal_details(db, office, person, details, &sealed, err) &&
              db_exec(db, SQL_SET_DETAILS,
                      DB_ARGS(db_id(&person), db_blob(sealed.data, sealed.length)), err);

    bytes_clear(&sealed);
    return ok;
}

bool people_set_names(struct db *db, const struct office *office, struct id person,
                      const struct body_names *names, struct err *err)
{
    struct people_person old = {0};
    struct details details = {0};
    bool ok = people_get(db, office, person, &old, err);

    if (ok) {
        old.names = *names;
        fill_details(&details, &old);
        ok = set_details(db, office, person, &details, err);
    }
    mem_wipe(&details, sizeof details);
    mem_wipe(&old, sizeof old);
    return ok;
}

bool people_set_picture(struct db *db, const struct office *office, struct id person,
                        const char *picture, struct err *err)
{
    struct people_person old = {0};
    struct details details = {0};
    bool ok = people_get(db, office, person, &old, err);

    if (!ok)
        return err->kind == ERR_NOT_FOUND;
    if (!*old.names.first)
        return true; // erased: nothing of theirs is made again
    str_copy(old.picture, sizeof old.picture, picture);
    fill_details(&details, &old);
    ok = set_details(db, office, person, &details, err);
    mem_wipe(&details, sizeof details);
    mem_wipe(&old, sizeof old);
    return ok;
}

bool people_enlist(struct db *db, struct id person, const char *member_code, int64_t agreed_ms,
                   struct err *err)
{
    return db_exec(db, SQL_ENLIST, DB_ARGS(db_id(&person), db_text(member_code), db_int(agreed_ms)),
                   err);
}

bool people_is_listed(struct db *db, struct id person, bool *out, struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_IS_LISTED, DB_ARGS(db_id(&person)), 0, err))
        return false;
    *out = count > 0;
    return true;
}

bool people_agreed_ms(struct db *db, struct id person, int64_t *out, struct err *err)
{
    return db_number(db, out, SQL_AGREED, DB_ARGS(db_id(&person)), 0, err);
}

bool people_set_supports(struct db *db, struct id person, struct id supports, struct err *err)
{
    return db_exec(db, SQL_SET_SUPPORTS, DB_ARGS(db_id(&person), db_id(&supports)), err);
}

bool people_renew_card(struct db *db, const struct office *office, struct id person,
                       struct card *card, struct err *err)
{
    struct bytes sealed = {0};
    struct card fresh;
    bool ok;

    card_make(&fresh, CARD_MEMBER);
    seal_card(office, &fresh, &sealed);
    ok = db_exec(db, SQL_SET_CARD, DB_ARGS(db_id(&person), db_blob(sealed.data, sealed.length)),
                 err);
    if (ok)
        *card = fresh;
    mem_wipe(&fresh, sizeof fresh);
    bytes_clear(&sealed);
    return ok;
}

bool people_list(struct db *db, struct id **out, size_t *count, struct err *err)
{
    struct id *list = mem_new(0, sizeof *list);
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(db, &rows, SQL_LIST, DB_NONE, err)) {
        free(list);
        return false;
    }
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used++] = db_get_id(rows, 0);
    }
    if (!db_done(rows, err)) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

void people_name(char out[static PEOPLE_NAME_SIZE], const struct people_person *person)
{
    snprintf(out, PEOPLE_NAME_SIZE, "%s%s%s", person->names.first, person->names.last[0] ? " " : "",
             person->names.last);
}

const char *people_age_band(const struct people_person *person, const char *date)
{
    int age;

    if (!person->birth_date[0])
        return "";
    age = when_age(person->birth_date, date);
    return age < 18 ? "under_18" : age < 21 ? "18_to_20" : "21_up";
}
