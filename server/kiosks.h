#ifndef SERVER_KIOSKS_H
#define SERVER_KIOSKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/enrol.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"

/*
 * The kiosks we know, and the lives of their logs. A kiosk that enrols again begins a new life with
 * a letter of its own, because claim numbers are never used twice.
 */
#define KIOSKS_NAME_SIZE 80
#define KIOSKS_CODE_HASH_SIZE 32

struct kiosks_life {
    struct id log_id;
    struct id kiosk;
    struct id down_log_id;
    char letter[2];
    uint8_t sign_public[KEYS_PUBLIC_SIZE];
    uint8_t seal_public[KEYS_PUBLIC_SIZE];
    int64_t contact_ms;
    bool forked;
    bool revoked; // stored all the same, but told nothing
};

struct kiosks_code {
    struct id kiosk;
    char letter[2];
    char code[ENROL_CODE_SIZE]; // shown once, stored hashed
    int64_t until_ms;
};

/* A code for a new kiosk of that name, or for one we have to begin anew. ERR_INVALID: the name. */
bool kiosks_make_code(struct db *db, const struct office *office, const char *name,
                      struct kiosks_code *out, struct err *err);

/* ERR_NOT_FOUND for a code that is wrong or over. */
bool kiosks_find_code(struct db *db, const uint8_t code[static KIOSKS_CODE_HASH_SIZE],
                      struct id *kiosk, char letter[static 2], struct err *err);

/* What began the life, for a request that comes again. */
struct kiosks_birth {
    struct kiosks_life life;
    uint8_t agent[KEYS_PUBLIC_SIZE];
    uint8_t code[KIOSKS_CODE_HASH_SIZE];
};
/* Inside db_begin. The code is used up. ERR_CONFLICT when log or agent has a life already. */
bool kiosks_add_life(struct db *db, const struct kiosks_birth *birth, struct err *err);
/* The same kiosk goes on with another agent. Inside db_begin; the code is used up. */
bool kiosks_set_agent(struct db *db, const struct kiosks_birth *birth, struct err *err);
bool kiosks_find_birth(struct db *db, struct id log_id, struct kiosks_birth *out, struct err *err);

/* Each ERR_NOT_FOUND when there is none. A log is found by its own id or its down log's. */
bool kiosks_find_agent(struct db *db, const uint8_t agent[static KEYS_PUBLIC_SIZE],
                       struct kiosks_life *out, struct err *err);
bool kiosks_find_log(struct db *db, struct id log_id, struct kiosks_life *out, struct err *err);

/* All lives that are not over: the newest of each kiosk, unless revoked. The caller frees. */
bool kiosks_list_lives(struct db *db, struct kiosks_life **out, size_t *count, struct err *err);

/* Remembers that we heard of it, to the minute: not a commit at every request. */
bool kiosks_touch(struct db *db, const struct kiosks_life *life, struct err *err);
bool kiosks_set_forked(struct db *db, struct id log_id, struct err *err);

struct kiosks_row {
    struct id kiosk;
    char name[KIOSKS_NAME_SIZE];
    char letter[2];
    struct kiosks_life life; // its log_id is none when it has not enrolled
    int64_t enrolled_ms;
};
/* By name. The caller frees. */
bool kiosks_list(struct db *db, struct kiosks_row **out, size_t *count, struct err *err);

/* "" for a log that is no kiosk's. */
bool kiosks_name(struct db *db, struct id log_id, char out[static KIOSKS_NAME_SIZE],
                 struct err *err);

#endif
