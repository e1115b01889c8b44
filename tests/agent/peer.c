// SPDX-License-Identifier: Apache-2.0
#include "tests/agent/peer.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "shared/mem.h"

#define CERTIFICATES 4
#define CONNECTIONS 256
#define HEAD_MAX ((size_t)16 * 1024)

struct peer {
    struct peer_script script;
    char url[64];
    int listener;
    int stop; // eventfd
    int poke; // eventfd, counted down by whoever hangs
    pthread_t acceptor;
    pthread_t threads[CONNECTIONS];
    size_t connections;
    size_t requests;
    bool closing;
    pthread_mutex_t lock;
    pthread_mutex_t turn; // of the script
    pthread_cond_t changed;
};

struct connection {
    struct peer *peer;
    int fd;
    gnutls_session_t tls; // NULL: plain
};

static struct {
    char *pem;
    gnutls_certificate_credentials_t credentials;
} certificates[CERTIFICATES];

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "the test's server: %s\n", what);
    abort();
}

// --- certificates ---

static void sign_certificate(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, uint8_t identity)
{
    const unsigned char address[] = {127, 0, 0, 1};
    const unsigned char serial[] = {1, identity};
    time_t now = time(NULL);

    gnutls_x509_crt_set_version(crt, 3);
    gnutls_x509_crt_set_serial(crt, serial, sizeof serial);
    gnutls_x509_crt_set_activation_time(crt, now - 86400);
    gnutls_x509_crt_set_expiration_time(crt, now + 86400);
    gnutls_x509_crt_set_basic_constraints(crt, 1, 0);
    gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, "127.0.0.1", 9);
    gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, sizeof address,
                                         GNUTLS_FSAN_SET);
    gnutls_x509_crt_set_key(crt, key);
    must(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0) == 0, "sign a certificate");
}

static void make_certificate(uint8_t identity)
{
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t crt;
    gnutls_datum_t pem;

    must(identity < CERTIFICATES, "there are so many certificates");
    if (certificates[identity].pem)
        return;
    gnutls_x509_privkey_init(&key);
    gnutls_x509_crt_init(&crt);
    must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0) == 0,
         "make a key");
    sign_certificate(crt, key, identity);
    must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem) == 0, "write a certificate");
    certificates[identity].pem = mem_dup((const char *)pem.data);
    gnutls_certificate_allocate_credentials(&certificates[identity].credentials);
    must(gnutls_certificate_set_x509_key(certificates[identity].credentials, &crt, 1, key) >= 0,
         "take a certificate");
    gnutls_free(pem.data);
    gnutls_x509_crt_deinit(crt);
    gnutls_x509_privkey_deinit(key);
}

static void free_certificates(void)
{
    for (size_t i = 0; i < CERTIFICATES; i++) {
        free(certificates[i].pem);
        if (certificates[i].credentials)
            gnutls_certificate_free_credentials(certificates[i].credentials);
    }
}

const char *peer_certificate(uint8_t identity)
{
    static bool started;

    if (!started)
        atexit(free_certificates);
    started = true;
    make_certificate(identity);
    return certificates[identity].pem;
}

// --- one connection ---

// False when the other side, or the test, is done.
static bool wait_readable(const struct connection *connection)
{
    struct pollfd fds[] = {{.fd = connection->fd, .events = POLLIN},
                           {.fd = connection->peer->stop, .events = POLLIN}};

    if (connection->tls && gnutls_record_check_pending(connection->tls) > 0)
        return true;
    return poll(fds, 2, -1) > 0 && !fds[1].revents;
}

static ssize_t receive(const struct connection *connection, void *out, size_t size)
{
    ssize_t got;

    do {
        if (!wait_readable(connection))
            return 0;
        got = connection->tls ? gnutls_record_recv(connection->tls, out, size)
                              : recv(connection->fd, out, size, 0);
    } while (connection->tls && (got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED));
    return got;
}

static bool send_all(const struct connection *connection, const struct bytes *bytes)
{
    size_t sent = 0;

    while (sent < bytes->length) {
        ssize_t now =
            connection->tls
                ? gnutls_record_send(connection->tls, bytes->data + sent, bytes->length - sent)
                : send(connection->fd, bytes->data + sent, bytes->length - sent, MSG_NOSIGNAL);

        if (now <= 0)
            return false;
        sent += (size_t)now;
    }
    return true;
}

static void read_header(const struct bytes *head, const char *name, char *out, size_t size)
{
    const char *line = bytes_text(head);

    out[0] = '\0';
    while ((line = strstr(line, "\r\n"))) {
        line += 2;
        if (strncasecmp(line, name, strlen(name)) == 0)
            snprintf(out, size, "%.*s", (int)strcspn(line + strlen(name), "\r"),
                     line + strlen(name));
    }
}

static bool read_request(const struct connection *connection, struct peer_request *request)
{
    const char *end = NULL;
    char length[24];
    size_t wanted;
    char buffer[4096];

    while (!(end = strstr(bytes_text(&request->head), "\r\n\r\n"))) {
        ssize_t got = receive(connection, buffer, sizeof buffer);

        if (got <= 0 || request->head.length > HEAD_MAX)
            return false;
        bytes_add(&request->head, buffer, (size_t)got);
    }
    bytes_add(&request->body, end + 4,
              request->head.length - (size_t)(end + 4 - bytes_text(&request->head)));
    read_header(&request->head, "Content-Length: ", length, sizeof length);
    wanted = strtoul(length, NULL, 10);
    while (request->body.length < wanted) {
        ssize_t got = receive(connection, buffer, sizeof buffer);

        if (got <= 0)
            return false;
        bytes_add(&request->body, buffer, (size_t)got);
    }
    read_header(&request->head, "Authorization: ", request->authorization,
                sizeof request->authorization);
    return sscanf(bytes_text(&request->head), "%7s %511s", request->method, request->target) == 2;
}

// True when it was poked.
static bool hang(const struct connection *connection)
{
    struct pollfd fds[] = {{.fd = connection->fd, .events = POLLIN},
                           {.fd = connection->peer->stop, .events = POLLIN},
                           {.fd = connection->peer->poke, .events = POLLIN}};
    uint64_t count;

    if (poll(fds, 3, -1) <= 0 || fds[0].revents || fds[1].revents)
        return false;
    return read(connection->peer->poke, &count, sizeof count) == sizeof count;
}

static enum peer_then ask_script(struct peer *peer, const struct peer_request *request,
                                 struct bytes *out)
{
    enum peer_then then;

    pthread_mutex_lock(&peer->turn);
    then = peer->script.answer(peer->script.context, request, out);
    pthread_mutex_unlock(&peer->turn);
    return then;
}

static bool serve_one(struct connection *connection)
{
    struct peer *peer = connection->peer;
    struct peer_request request = {0};
    struct bytes out = {0};
    enum peer_then then = PEER_CLOSE;
    bool kept = read_request(connection, &request);

    if (kept) {
        then = ask_script(peer, &request, &out);
        pthread_mutex_lock(&peer->lock);
        peer->requests++;
        pthread_cond_broadcast(&peer->changed);
        pthread_mutex_unlock(&peer->lock);
        while (then == PEER_HANG && !out.length && hang(connection))
            then = ask_script(peer, &request, &out);
        kept = send_all(connection, &out) && then == PEER_KEEP;
        if (then == PEER_HANG && out.length)
            hang(connection);
    }
    bytes_clear(&request.head);
    bytes_clear(&request.body);
    bytes_clear(&out);
    return kept;
}

static bool shake_hands(struct connection *connection)
{
    uint8_t identity = connection->peer->script.identity;
    int result;

    if (connection->peer->script.plain)
        return true;
    gnutls_init(&connection->tls, GNUTLS_SERVER);
    gnutls_set_default_priority(connection->tls);
    gnutls_credentials_set(connection->tls, GNUTLS_CRD_CERTIFICATE,
                           certificates[identity].credentials);
    gnutls_transport_set_int(connection->tls, connection->fd);
    do {
        if (!wait_readable(connection))
            return false;
        result = gnutls_handshake(connection->tls);
    } while (result < 0 && !gnutls_error_is_fatal(result));
    return result == 0;
}

static void listen_only(struct connection *connection)
{
    char buffer[256];

    while (receive(connection, buffer, sizeof buffer) > 0)
        ;
}

static void *serve(void *context)
{
    struct connection *connection = context;
    bool talks = !connection->peer->script.deaf && shake_hands(connection);

    if (connection->peer->script.deaf)
        listen_only(connection);
    while (talks && serve_one(connection))
        ;
    if (connection->tls) {
        if (talks)
            gnutls_bye(connection->tls, GNUTLS_SHUT_WR);
        gnutls_deinit(connection->tls);
    }
    close(connection->fd);
    free(connection);
    return NULL;
}

// --- the server ---

static void *accept_all(void *context)
{
    struct peer *peer = context;
    struct pollfd fds[] = {{.fd = peer->listener, .events = POLLIN},
                           {.fd = peer->stop, .events = POLLIN}};

    while (poll(fds, 2, -1) > 0 && !fds[1].revents) {
        struct connection *connection = mem_new(1, sizeof *connection);

        *connection = (struct connection){.peer = peer, .fd = accept(peer->listener, NULL, NULL)};
        must(connection->fd >= 0 && peer->connections < CONNECTIONS, "accept");
        pthread_mutex_lock(&peer->lock);
        pthread_create(&peer->threads[peer->connections++], NULL, serve, connection);
        pthread_mutex_unlock(&peer->lock);
    }
    return NULL;
}

struct peer *peer_open(const struct peer_script *script)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    struct peer *peer = mem_new(1, sizeof *peer);

    signal(SIGPIPE, SIG_IGN);
    peer_certificate(script->identity);
    peer->script = *script;
    peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    peer->stop = eventfd(0, EFD_CLOEXEC);
    peer->poke = eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);
    pthread_mutex_init(&peer->lock, NULL);
    pthread_mutex_init(&peer->turn, NULL);
    pthread_cond_init(&peer->changed, NULL);
    must(bind(peer->listener, (struct sockaddr *)&address, sizeof address) == 0 &&
             listen(peer->listener, 16) == 0 &&
             getsockname(peer->listener, (struct sockaddr *)&address, &size) == 0,
         "listen");
    snprintf(peer->url, sizeof peer->url, "https://127.0.0.1:%d", ntohs(address.sin_port));
    must(pthread_create(&peer->acceptor, NULL, accept_all, peer) == 0, "start");
    return peer;
}

void peer_close(struct peer *peer)
{
    const uint64_t one = 1;

    must(write(peer->stop, &one, sizeof one) == sizeof one, "stop");
    pthread_join(peer->acceptor, NULL);
    for (size_t i = 0; i < peer->connections; i++)
        pthread_join(peer->threads[i], NULL);
    close(peer->listener);
    close(peer->stop);
    close(peer->poke);
    pthread_mutex_destroy(&peer->lock);
    pthread_mutex_destroy(&peer->turn);
    pthread_cond_destroy(&peer->changed);
    free(peer);
}

const char *peer_url(const struct peer *peer)
{
    return peer->url;
}

static size_t read_count(struct peer *peer, const size_t *count)
{
    size_t value;

    pthread_mutex_lock(&peer->lock);
    value = *count;
    pthread_mutex_unlock(&peer->lock);
    return value;
}

size_t peer_connections(struct peer *peer)
{
    return read_count(peer, &peer->connections);
}

size_t peer_requests(struct peer *peer)
{
    return read_count(peer, &peer->requests);
}

bool peer_wait_requests(struct peer *peer, size_t count)
{
    struct timespec until;
    int result = 0;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    pthread_mutex_lock(&peer->lock);
    while (peer->requests < count && result == 0)
        result = pthread_cond_timedwait(&peer->changed, &peer->lock, &until);
    pthread_mutex_unlock(&peer->lock);
    return result == 0;
}

void peer_begin(struct peer *peer)
{
    pthread_mutex_lock(&peer->turn);
}

void peer_end(struct peer *peer)
{
    pthread_mutex_unlock(&peer->turn);
}

void peer_poke(struct peer *peer)
{
    const uint64_t one = 1;

    must(write(peer->poke, &one, sizeof one) == sizeof one, "poke");
}

void peer_add_answer(struct bytes *out, int status, const char *type, const void *body,
                     size_t length)
{
    bytes_addf(out, "HTTP/1.1 %d Said\r\n", status);
    if (type)
        bytes_addf(out, "Content-Type: %s\r\n", type);
    bytes_addf(out, "Content-Length: %zu\r\n\r\n", length);
    bytes_add(out, body, length);
}
