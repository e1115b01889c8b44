#ifndef SERVER_USERS_H
#define SERVER_USERS_H

#include <stdbool.h>
#include <stdint.h>

#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * People of the office who sign in to the console, and their sessions: 12 hours at most, 30 minutes
 * without a request.
 */
#define USERS_NAME_SIZE 80
#define USERS_ROLES_SIZE 80
#define USERS_PASSWORD_MIN 10
#define USERS_PASSWORD_MAX 200
#define USERS_TOKEN_SIZE 65 // what the cookie holds: 64 hex digits and the NUL
#define USERS_SESSION_MS INT64_C(43200000)
#define USERS_IDLE_MS INT64_C(1800000)
#define USERS_ALL_ROLES "coordinator approver finance auditor"

struct users_session {
    struct id user;
    char name[USERS_NAME_SIZE];
    char roles[USERS_ROLES_SIZE]; // words with spaces between
};

/* ERR_INVALID, with what is wrong, for a name or a password that is too short or too long. */
bool users_check(const char *name, const char *password, struct err *err);

/* ERR_CONFLICT when the name is taken; ERR_INVALID when name or password is too short or long. */
bool users_add(struct db *db, const char *name, const char *password, const char *roles,
               struct err *err);
/* Also ends all sessions of that user. ERR_NOT_FOUND. */
bool users_set_password(struct db *db, const char *name, const char *password, struct err *err);

/* What a try to sign in comes to. */
struct users_signed_in {
    struct users_session session;
    char token[USERS_TOKEN_SIZE];
    int64_t wait_ms; // filled also when it fails: how long the next try must wait; 0: not at all
};

/*
 * A new session, or ERR_NOT_FOUND: the same words and the same time for a wrong name and a wrong
 * password. After three failures each further try must wait twice as long as the one before:
 * ERR_OFFLINE, with wait_ms. The count is stored before the password is looked at.
 */
bool users_sign_in(struct db *db, const char *name, const char *password,
                   struct users_signed_in *out, struct err *err);

/* ERR_NOT_FOUND when there is no such session, or it is over. */
bool users_resume(struct db *db, const char *token, struct users_session *out, struct err *err);
bool users_sign_out(struct db *db, const char *token, struct err *err);

/* "" for a user who is not there. */
bool users_name(struct db *db, struct id user, char out[static USERS_NAME_SIZE], struct err *err);

#endif
