#ifndef AGENT_HTTP_H
#define AGENT_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/keys.h"

/*
 * HTTPS to one server: the only file that knows libcurl.
 *
 * The server's own certificate is the only one believed, TLS 1.2 or later, no redirect is followed,
 * and two connections are kept: one for requests, one for what waits meanwhile. What fails before
 * an answer is whole is ERR_OFFLINE with a sentence for people: what happened, what is safe, what
 * to do.
 */
#define HTTP_TYPE_SIZE 80
#define HTTP_VALUE_SIZE 80

struct http;

struct http_limits {
    int64_t connect_ms;
    int64_t total_ms;  // of one request, beside what it asks the server to wait
    int64_t low_bytes; // a second, for 30 seconds, is too slow
};

/*
 * url: "https://name:port", without a path. certificate: a PEM file, or NULL to believe anybody:
 * only for reading an identity, before anything is sent.
 */
bool http_open(struct http **out, const char *url, const char *certificate,
               const struct http_limits *limits, struct err *err);
void http_close(struct http *http);

struct http_request {
    const char *method; // GET, POST or PUT
    const char *path;   // with its query
    const char *type;   // of the body; NULL: there is none
    const struct bytes *body;
    const struct keys *signer; // NULL: not authorized
    int64_t wait_ms;           // how long the server may take on purpose
    int wake_fd;               // readable: give it up at once; -1: none
    size_t max_length;         // of the answer
};

struct http_answer {
    bool woken; // wake_fd was readable first: there is no answer
    int status;
    char type[HTTP_TYPE_SIZE];   // without parameters
    char range[HTTP_VALUE_SIZE]; // Diolch-Range
    int64_t retry_ms;            // Retry-After; 0: not said
    struct bytes body;           // the caller clears it
};

bool http_do(struct http *http, const struct http_request *request, struct http_answer *out,
             struct err *err);

/*
 * A request without a body that the server answers only when it has news: it goes on while others
 * are done. http_wait gives up the one before it. True while its answer was not taken.
 */
void http_wait(struct http *http, const struct http_request *request);
bool http_waits(const struct http *http);

/* Its answer; or woken, when wake_fd was readable first: then it still waits. */
bool http_await(struct http *http, int wake_fd, struct http_answer *out, struct err *err);

/*
 * Success is status 200 and that very type (architecture.md part 5); anything else is a sentence.
 * ERR_INVALID: the server refuses this very body (400, 409, 413). ERR_OFFLINE: anything else.
 */
bool http_expect(const struct http_answer *answer, const char *type, struct err *err);

#endif
