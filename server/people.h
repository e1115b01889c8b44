#ifndef SERVER_PEOPLE_H
#define SERVER_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/card.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/facts.h"
#include "shared/id.h"
#include "shared/when.h"

/*
 * People: participants and supporters. What says who they are (names, birth date) is a note under
 * the person's own key; deleting the key erases it everywhere, and backups of it.
 */
#define PEOPLE_CODE_SIZE 40

struct people_person {
    struct id person;
    char member_code[PEOPLE_CODE_SIZE]; // "": added at a kiosk
    struct body_names names;            // empty when erased, or not come yet
    char birth_date[WHEN_DATE_SIZE];    // "" not known
    char role[FACTS_CODE_SIZE];
    char pay_channel[BODY_CODE_SIZE];
    bool bank_on_file;
    int64_t return_miles; // thousandths; -1: none agreed
    int64_t agreed_ms;    // 0: never
    char terms[BODY_CODE_SIZE];
    char language[8];
    char picture[BODY_CODE_SIZE]; // their own (own_picture.h); "" none
    struct id supports;           // whom they come with; none: in their own right
    bool existing_support;        // that is arranged and paid elsewhere (rules.md D18)
    int64_t extra_agreed_ms;      // one supporter more was agreed (rules.md D19); 0: never
    struct card card;             // made with the person
};

/*
 * Stores a person by member code: a new one gets id and card, one we have keeps them and their
 * picture, and when it was agreed with them where nothing is said of it, or where they were new at
 * a meeting; all are filled in. Whom they support is set by itself, when all of them are known.
 * *renamed says whether the names are not what they were. Inside db_begin.
 */
bool people_put(struct db *db, const struct office *office, struct people_person *person,
                bool *renamed, struct err *err);

/* Somebody whom a host added at a kiosk; known already is no failure. Inside db_begin. */
bool people_add_unlisted(struct db *db, const struct office *office, struct id person,
                         struct err *err);
/* The names of somebody added so, when their note has come. Inside db_begin. */
bool people_set_names(struct db *db, const struct office *office, struct id person,
                      const struct body_names *names, struct err *err);

/* Their own picture, "" for none. Somebody we do not know, or who was erased, has none, which is no
 * failure. Inside db_begin. */
bool people_set_picture(struct db *db, const struct office *office, struct id person,
                        const char *picture, struct err *err);

/* Somebody added so is on the list from now on. Inside db_begin. */
bool people_enlist(struct db *db, struct id person, const char *member_code, int64_t agreed_ms,
                   struct err *err);
/* Whether they have a member code. Somebody new gets it when it is agreed with them. */
bool people_is_listed(struct db *db, struct id person, bool *out, struct err *err);
/* When it was agreed with somebody; 0: never, or we do not know them. */
bool people_agreed_ms(struct db *db, struct id person, int64_t *out, struct err *err);

/* Whom somebody comes with; none: nobody. Inside db_begin. */
bool people_set_supports(struct db *db, struct id person, struct id supports, struct err *err);

/* A new card, which is the only one from now on. Inside db_begin; kiosks must be told. */
bool people_renew_card(struct db *db, const struct office *office, struct id person,
                       struct card *card, struct err *err);

/* Everybody who has a member code, in the codes' order. The caller frees. */
bool people_list(struct db *db, struct id **out, size_t *count, struct err *err);

/* ERR_NOT_FOUND. */
bool people_get(struct db *db, const struct office *office, struct id person,
                struct people_person *out, struct err *err);
bool people_find(struct db *db, const struct office *office, const char *member_code,
                 struct people_person *out, struct err *err);
/* The same, of a code that somebody typed: ERR_INVALID, in a sentence for them, when it is
 * nobody's. */
bool people_find_typed(struct db *db, const struct office *office, const char *member_code,
                       struct people_person *out, struct err *err);

/* "Siân Morgan"; "" when there is no name to show. */
#define PEOPLE_NAME_SIZE ((size_t)2 * BODY_NAME_SIZE)
void people_name(char out[static PEOPLE_NAME_SIZE], const struct people_person *person);

/* under_18, 18_to_20 or 21_up on that day; "" when the birth date is not known. */
const char *people_age_band(const struct people_person *person, const char *date);

#endif
