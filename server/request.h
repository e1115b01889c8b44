#ifndef SERVER_REQUEST_H
#define SERVER_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/kiosks.h"
#include "server/office.h"
#include "server/pool.h"
#include "server/users.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/shape.h"

/*
 * One request and its answer. Handlers know nothing of HTTP's library: http.c fills the first half
 * and sends the second; a test does the same without a network.
 */
#define REQUEST_HEADERS_MAX 8
#define REQUEST_ARGS_MAX 2
#define REQUEST_JSON_MAX ((size_t)64 * 1024)
#define REQUEST_JSON_TYPE "application/json"

struct request_header {
    const char *name;
    const char *value;
};

enum request_access {
    REQUEST_OPEN,    // anybody
    REQUEST_KIOSK,   // an enrolled kiosk's agent: fills `life`
    REQUEST_USER,    // a signed-in user: fills `user`
    REQUEST_SIGN_IN, // anybody, but from our own pages only: Origin and content type
};

struct request {
    const struct office *office;
    struct db *db; // this thread's
    struct pool pool;
    struct bytes body;
    const char *method;
    const char *target;        // as it was sent, with its query: what an agent signs
    const char *path;          // without the query
    const char *query;         // after the '?', or ""
    const char *authorization; // headers; "" when not sent
    const char *origin;
    const char *host;
    const char *cookie;
    const char *content_type;
    const char *args[REQUEST_ARGS_MAX]; // what stood where the route has '*'
    struct kiosks_life life;            // REQUEST_KIOSK
    struct users_session user;          // REQUEST_USER

    bool may_wait;         // false: answer now, whatever there is
    struct id waits_for;   // a long-poll: whose news; only one of the same at a time
    int64_t wait_until_ms; // when_monotonic_ms; 0: it does not wait
    void *kept;            // what its route keeps while it waits, in the pool
    int status;            // 0 until answered
    const char *type;      // of the answer
    struct bytes answer;
    struct request_header headers[REQUEST_HEADERS_MAX];
    size_t header_count;
};

struct request_route {
    const char *method;
    const char *path; // "/api/claims/*/approve"
    enum request_access access;
    void (*handle)(struct request *request);
    size_t body_max; // 0: no body
};

/* NULL when there is none; *known says whether the path is, for another method. */
const struct request_route *request_find_route(const char *method, const char *path, bool *known);

/* Checks who asks and lets the route answer. The request is answered after it, or waits. */
void request_run(struct request *request, const struct request_route *route);

void request_clear(struct request *request);

/* --- for handlers --- */

/* The value of a name in the query, from the pool; NULL when it is not there. */
const char *request_query(struct request *request, const char *name);
/* Each false with ERR_INVALID when it is missing or is not one. */
bool request_query_id(struct request *request, const char *name, struct id *out, struct err *err);
bool request_query_int(struct request *request, const char *name, int64_t low, int64_t high,
                       int64_t *out, struct err *err);
/* Where the route has its first or second '*'. ERR_NOT_FOUND when it is no id. */
bool request_arg_id(struct request *request, size_t arg, struct id *out, struct err *err);

/* Whether the user has that role; if not, the request is refused. */
bool request_needs_role(struct request *request, const char *role);

/* The body as exactly this shape. */
bool request_read(struct request *request, const struct shape *shape, void *out, struct err *err);

/* The value of one cookie, from the pool; NULL. */
const char *request_cookie(struct request *request, const char *name);

/* Name and value are borrowed until the request is cleared: literals, or from the pool. */
void request_add_header(struct request *request, const char *name, const char *value);

/*
 * True: the handler leaves without an answer, and is run again when there may be news or the time
 * is over. False: it must answer now.
 */
bool request_wait(struct request *request, struct id whose, int64_t ms);

/* Answers; what is in request->answer goes along. */
void request_answer(struct request *request, int status, const char *type);
void request_answer_json(struct request *request, int status);
/* A status, and {"code":…,"text":…}. */
void request_refuse(struct request *request, int status, const char *code, const char *text);
/* The status that an error's kind means; what is not the sender's doing goes to the journal. */
void request_fail(struct request *request, const struct err *err);

#endif
