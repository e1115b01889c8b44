#ifndef SERVER_STAFF_H
#define SERVER_STAFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/card.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/when.h"

/*
 * Hosts and payers: who may unlock a kiosk's desk, with a card and a PIN. A payer is nominated to
 * pay cash up to a sum at each meeting, from one day until another, and never their own claim
 * (rules.md S23).
 */
struct staff_nomination {
    struct id person;           // who they are when they take part themselves; none: they do not
    int64_t limit_pence;        // that they may pay out at one meeting; 0: as much as there is
    char from[WHEN_DATE_SIZE];  // "": from now
    char until[WHEN_DATE_SIZE]; // that day is the last; "": until further notice
};

struct staff_member {
    struct id staff;
    char name[BODY_NAME_SIZE];
    struct card card;
    char pin_hash[CARD_PIN_HASH_SIZE];
    char pin[CARD_PIN_DIGITS + 1]; // only when it was made just now; else ""
    bool host;
    bool payer;
    struct staff_nomination nomination;
};

/*
 * Makes somebody host or payer. A new name gets a card and a PIN; a name we
 * have keeps its card and PIN. ERR_INVALID: the name, or one host more than a
 * meeting has room for. Inside db_begin.
 */
bool staff_appoint(struct db *db, const struct office *office, const char *name, bool host,
                   struct staff_member *out, struct err *err);

/* With payer.nominated in our own log, by whose account (none: by command). ERR_INVALID: it ends
 * before it begins; ERR_NOT_FOUND: that is no payer. Inside db_begin; kiosks must be told. */
bool staff_nominate(struct db *db, const struct office *office, struct id staff,
                    const struct staff_nomination *nomination, struct id by, struct err *err);

/* ERR_NOT_FOUND: nobody has that name and is a payer. */
bool staff_find_payer(struct db *db, const struct office *office, const char *name,
                      struct id *staff, struct err *err);

/* A new card and a new PIN for somebody we have; the old ones open nothing any more. ERR_NOT_FOUND.
 * Inside db_begin; kiosks must be told. */
bool staff_renew(struct db *db, const struct office *office, const char *name,
                 struct staff_member *out, struct err *err);

/* In the order they were made. The caller wipes (staff_free). */
bool staff_list(struct db *db, const struct office *office, struct staff_member **out,
                size_t *count, struct err *err);
void staff_free(struct staff_member *list, size_t count);

#endif
