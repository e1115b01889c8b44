#ifndef TESTS_AGENT_PEER_H
#define TESTS_AGENT_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"

/*
 * A server for tests, on 127.0.0.1 and a port of its own: it reads requests and says what it was
 * told to, byte for byte, so that it can also say what no server should. One thread a connection.
 * What goes wrong in it aborts.
 */
struct peer;

struct peer_request {
    char method[8];
    char target[512];
    char authorization[256]; // "" when there was none
    struct bytes head;       // everything before the body
    struct bytes body;
};

enum peer_then {
    PEER_KEEP,  // wait for the next request
    PEER_CLOSE, // after the answer
    PEER_HANG,  // say no more until the other side is gone, peer_poke or peer_close
};

/* Adds the answer's bytes to out. Called by one thread at a time. */
struct peer_script {
    enum peer_then (*answer)(void *context, const struct peer_request *request, struct bytes *out);
    void *context;
    bool plain;       // no TLS
    bool deaf;        // accepts connections, and never says a word
    uint8_t identity; // which of the certificates that peer_certificate knows
};

/* PEM, valid for 127.0.0.1; the same for the same number within a program. */
const char *peer_certificate(uint8_t identity);

struct peer *peer_open(const struct peer_script *script);
void peer_close(struct peer *peer);

/* "https://127.0.0.1:PORT" */
const char *peer_url(const struct peer *peer);

size_t peer_connections(struct peer *peer);
size_t peer_requests(struct peer *peer);

/* Waits until the script answered so many requests; false after ten seconds. */
bool peer_wait_requests(struct peer *peer, size_t count);

/* A bracket in which the script is not asked, so that what it knows may be read and changed. */
void peer_begin(struct peer *peer);
void peer_end(struct peer *peer);

/* Ends what hangs: the script's answer is asked for again with the same request. */
void peer_poke(struct peer *peer);

/* A whole answer: status line, Content-Type when type is not NULL, Content-Length, body. */
void peer_add_answer(struct bytes *out, int status, const char *type, const void *body,
                     size_t length);

#endif
