#ifndef SERVER_MEETINGS_H
#define SERVER_MEETINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/note.h"
#include "shared/policy.h"

/*
 * Meetings as they are planned, each with the key that its notes are sealed under, and who is
 * invited. What happened at them is in the books.
 */
/* How it came to be one. The numbers are in the database. */
enum meetings_origin {
    MEETINGS_PLANNED,
    MEETINGS_UNPLANNED, // a host opened it, and nobody here has accepted it yet (unplanned.h)
    MEETINGS_ACCEPTED,
};

#define MEETINGS_CODE_SIZE 40
#define MEETINGS_VENUE_SIZE 160

struct meetings_meeting {
    struct id meeting;
    char code[MEETINGS_CODE_SIZE];
    char public_title[BODY_TITLE_SIZE];
    char venue[MEETINGS_VENUE_SIZE];
    enum meetings_origin origin;
    int64_t start_ms;
    int64_t end_ms;
    char type[BODY_CODE_SIZE];
    char policy[POLICY_ID_SIZE];
    char workstream[BODY_CODE_SIZE];
    int64_t agreed_ms;
    char owner[BODY_OWNER_SIZE]; // who answers questions, by public name; "": who does of all
    uint8_t key[NOTE_KEY_SIZE];
};

/* By code: a new one gets id and key, one we have keeps them and when it was agreed; all are filled
 * in. Inside db_begin. */
bool meetings_put(struct db *db, const struct office *office, struct meetings_meeting *meeting,
                  struct err *err);

/* With its id, code, key and origin as they are: one that a kiosk made, or that was accepted.
 * Inside db_begin. */
bool meetings_keep(struct db *db, const struct office *office,
                   const struct meetings_meeting *meeting, struct err *err);

/* What its claims are assessed by, where that is not what the kiosk took it for. */
struct meetings_accepted {
    bool is; // false: it was planned, or waits; then nothing else is filled in
    int64_t start_ms;
    int64_t end_ms;
    char type[BODY_CODE_SIZE];
    char policy[POLICY_ID_SIZE];
};
bool meetings_find_accepted(struct db *db, struct id meeting, struct meetings_accepted *out,
                            struct err *err);

/* Nobody here has planned or accepted it: its claims are held. */
bool meetings_waits(struct db *db, struct id meeting, bool *out, struct err *err);

/* ERR_NOT_FOUND. */
bool meetings_get(struct db *db, const struct office *office, struct id meeting,
                  struct meetings_meeting *out, struct err *err);
bool meetings_find(struct db *db, const struct office *office, const char *code,
                   struct meetings_meeting *out, struct err *err);
/* Those that end at that instant or later, in the order they start. The caller frees. */
bool meetings_list(struct db *db, const struct office *office, int64_t from_ms,
                   struct meetings_meeting **out, size_t *count, struct err *err);

/* Who is invited once stays so. Inside db_begin. */
bool meetings_invite(struct db *db, struct id meeting, struct id person, struct err *err);
bool meetings_is_invited(struct db *db, struct id meeting, struct id person, bool *out,
                         struct err *err);
/* Of those invited who support the same person, which this one is: 1, and so on in the order they
 * were put on the list. */
bool meetings_number_supporter(struct db *db, struct id meeting, struct id supporter,
                               struct id supported, int64_t *out, struct err *err);
/* The caller frees. */
bool meetings_list_invited(struct db *db, struct id meeting, struct id **out, size_t *count,
                           struct err *err);

/*
 * The note of a person's names for one meeting, under its key; made when there is none. It is
 * fetched by its name (notes.h). Inside db_begin.
 */
bool meetings_names_note(struct db *db, const struct meetings_meeting *meeting, struct id person,
                         const struct body_names *names, uint8_t out[static NOTE_NAME_SIZE],
                         struct err *err);
/* Somebody's names changed: new notes are needed. Inside db_begin. */
bool meetings_forget_names(struct db *db, struct id person, struct err *err);

#endif
