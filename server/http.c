// SPDX-License-Identifier: Apache-2.0
#include "server/http.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gnutls/gnutls.h>
#include <microhttpd.h>

#include "server/journal.h"
#include "server/request.h"
#include "server/routes.h"
#include "server/worker.h"
#include "shared/mem.h"
#include "shared/when.h"

#define TLS_PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-DHE-RSA:%SERVER_PRECEDENCE"
#define IDLE_MS INT64_C(90000)     // between two requests on one connection
#define SENDING_MS INT64_C(120000) // until an answer is taken
#define STOPPING_MS INT64_C(2000)  // any of these, once the server stops
#define NEVER INT64_MAX
#define BACKLOG 256
#define MEMORY_LIMIT ((size_t)32 * 1024) // of one connection: its headers, and TLS apart

/* One TCP connection, from accept to close: when it will be cut off. */
struct connection {
    struct connection *next;
    struct connection *previous;
    int socket;
    int64_t deadline_ms; // when_monotonic_ms, or NEVER
};

/* One request on it. */
struct exchange {
    struct http *http;
    struct MHD_Connection *mhd;
    struct connection *connection;
    const struct request_route *route;
    struct request request;
    bool begun;
    bool too_large;
    int64_t news; // how often the bell had rung when it last looked
    struct exchange *next_waiting;
};

struct http {
    const struct office *office;
    struct MHD_Daemon *daemon;
    int socket;
    int inotify;
    int event;
    pthread_t keeper;
    bool keeper_runs;
    pthread_mutex_t lock; // guards all that follows
    pthread_cond_t idle;
    struct connection *connections;
    struct exchange *waiting;
    int64_t news;
    int64_t sleeps_until_ms; // the keeper
    size_t exchanges;
    bool stopping;
};

static void nudge(struct http *http)
{
    uint64_t one = 1;

    if (write(http->event, &one, sizeof one) < 0 && errno != EAGAIN)
        journal_write("trouble", "nudge: %s", strerror(errno));
}

/* --- connections and their deadlines --- */

// Called with the lock.
static void set_deadline(struct http *http, struct connection *connection, int64_t deadline_ms)
{
    int64_t last = when_monotonic_ms() + STOPPING_MS;

    if (http->stopping && deadline_ms > last)
        deadline_ms = last;
    connection->deadline_ms = deadline_ms;
    if (deadline_ms < http->sleeps_until_ms)
        nudge(http);
}

static void connection_began(struct http *http, struct MHD_Connection *mhd, void **context)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct connection *connection = mem_new(1, sizeof *connection);

    connection->socket = info ? info->connect_fd : -1;
    pthread_mutex_lock(&http->lock);
    connection->next = http->connections;
    if (http->connections)
        http->connections->previous = connection;
    http->connections = connection;
    set_deadline(http, connection, when_monotonic_ms() + http->office->settings.request_ms);
    pthread_mutex_unlock(&http->lock);
    *context = connection;
}

static void connection_ended(struct http *http, struct connection *connection)
{
    pthread_mutex_lock(&http->lock);
    if (connection->previous)
        connection->previous->next = connection->next;
    else
        http->connections = connection->next;
    if (connection->next)
        connection->next->previous = connection->previous;
    pthread_mutex_unlock(&http->lock);
    free(connection);
}

// libmicrohttpd tells of the end before it closes the socket, so no other socket has its number.
static void connection_changed(void *cls, struct MHD_Connection *mhd, void **context,
                               enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        connection_began(cls, mhd, context);
    else if (*context)
        connection_ended(cls, *context);
}

static void exchange_deadline(struct exchange *exchange, int64_t in_ms)
{
    if (!exchange->connection)
        return;
    pthread_mutex_lock(&exchange->http->lock);
    set_deadline(exchange->http, exchange->connection, when_monotonic_ms() + in_ms);
    pthread_mutex_unlock(&exchange->http->lock);
}

/* --- the keeper of time --- */

// Its time-out never cuts a sender who sends a byte now and then; this does.
static int64_t cut_slow(struct http *http, int64_t now)
{
    int64_t next = NEVER;

    for (struct connection *at = http->connections; at; at = at->next) {
        if (at->deadline_ms <= now) {
            shutdown(at->socket, SHUT_RDWR);
            at->deadline_ms = NEVER;
        } else if (at->deadline_ms < next) {
            next = at->deadline_ms;
        }
    }
    return next;
}

static int64_t let_go(struct http *http, int64_t now, bool all)
{
    struct exchange **at = &http->waiting;
    int64_t next = NEVER;

    while (*at) {
        struct exchange *exchange = *at;

        if (all || exchange->request.wait_until_ms <= now) {
            *at = exchange->next_waiting;
            MHD_resume_connection(exchange->mhd);
            continue;
        }
        if (exchange->request.wait_until_ms < next)
            next = exchange->request.wait_until_ms;
        at = &exchange->next_waiting;
    }
    return next;
}

static bool drain(int descriptor)
{
    char buffer[4096] __attribute__((aligned(8)));
    bool any = false;

    while (read(descriptor, buffer, sizeof buffer) > 0)
        any = true;
    return any;
}

static int until(int64_t next, int64_t now)
{
    if (next == NEVER)
        return -1;
    return next <= now ? 0 : (int)(next - now < 3600000 ? next - now : 3600000);
}

static void *keep_time(void *cls)
{
    struct http *http = cls;
    bool stop = false;

    while (!stop) {
        struct pollfd wait[] = {{.fd = http->event, .events = POLLIN},
                                {.fd = http->inotify, .events = POLLIN}};
        int64_t now = when_monotonic_ms();
        int64_t cut;
        int64_t go;
        bool rang;

        pthread_mutex_lock(&http->lock);
        cut = cut_slow(http, now);
        go = let_go(http, now, http->stopping);
        http->sleeps_until_ms = cut < go ? cut : go;
        pthread_mutex_unlock(&http->lock);
        poll(wait, 2, until(cut < go ? cut : go, when_monotonic_ms()));
        drain(http->event);
        rang = drain(http->inotify);
        pthread_mutex_lock(&http->lock);
        if (rang) {
            http->news++;
            let_go(http, when_monotonic_ms(), true);
        }
        stop = http->stopping && !http->exchanges;
        pthread_mutex_unlock(&http->lock);
    }
    return NULL;
}

/* --- one request --- */

static void *exchange_began(void *cls, const char *uri, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct exchange *exchange = mem_new(1, sizeof *exchange);
    struct request *request = &exchange->request;
    struct http *http = cls;
    size_t length = strcspn(uri, "?");

    exchange->http = http;
    exchange->mhd = mhd;
    exchange->connection = info ? info->socket_context : NULL;
    request->office = http->office;
    request->target = pool_dup(&request->pool, uri);
    request->path = pool_dup_part(&request->pool, uri, length);
    request->query = request->target + length + (uri[length] == '?');
    pthread_mutex_lock(&http->lock);
    http->exchanges++;
    pthread_mutex_unlock(&http->lock);
    // On a kept connection the time begins anew with each request.
    exchange_deadline(exchange, http->office->settings.request_ms);
    return exchange;
}

static void exchange_ended(void *cls, struct MHD_Connection *mhd, void **context,
                           enum MHD_RequestTerminationCode code)
{
    struct exchange *exchange = *context;
    struct http *http = cls;

    (void)mhd;
    (void)code;
    if (!exchange)
        return;
    exchange_deadline(exchange, IDLE_MS);
    pthread_mutex_lock(&http->lock);
    for (struct exchange **at = &http->waiting; *at; at = &(*at)->next_waiting)
        if (*at == exchange) {
            *at = exchange->next_waiting;
            break;
        }
    http->exchanges--;
    if (!http->exchanges) {
        pthread_cond_broadcast(&http->idle);
        if (http->stopping)
            nudge(http);
    }
    pthread_mutex_unlock(&http->lock);
    request_clear(&exchange->request);
    free(exchange);
    *context = NULL;
}

static enum MHD_Result send_answer(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        request->answer.length, request->answer.data, MHD_RESPMEM_PERSISTENT); // until it has ended
    enum MHD_Result result;

    if (!response)
        return MHD_NO;
    if (request->type)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, request->type);
    if (request->answer.length) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
        MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    }
    for (size_t i = 0; i < request->header_count; i++)
        MHD_add_response_header(response, request->headers[i].name, request->headers[i].value);
    exchange_deadline(exchange, SENDING_MS);
    result = MHD_queue_response(exchange->mhd, (unsigned)request->status, response);
    MHD_destroy_response(response);
    return result;
}

static const char *header(struct exchange *exchange, const char *name)
{
    const char *value = MHD_lookup_connection_value(exchange->mhd, MHD_HEADER_KIND, name);

    return value ? value : "";
}

static enum MHD_Result refuse(struct exchange *exchange, int status, const char *code,
                              const char *text)
{
    request_refuse(&exchange->request, status, code, text);
    return send_answer(exchange);
}

// Before a byte of the body is read.
static enum MHD_Result begin(struct exchange *exchange, const char *method)
{
    struct request *request = &exchange->request;
    const char *length = header(exchange, MHD_HTTP_HEADER_CONTENT_LENGTH);
    bool known;

    exchange->begun = true;
    request->method = pool_dup(&request->pool, method);
    request->authorization = header(exchange, MHD_HTTP_HEADER_AUTHORIZATION);
    request->origin = header(exchange, "Origin");
    request->host = header(exchange, MHD_HTTP_HEADER_HOST);
    request->cookie = header(exchange, MHD_HTTP_HEADER_COOKIE);
    request->content_type = header(exchange, MHD_HTTP_HEADER_CONTENT_TYPE);
    exchange->route = request_find_route(method, request->path, &known);
    if (!exchange->route && known)
        return refuse(exchange, 405, "other_method", "This address is not asked in that way.");
    if (!exchange->route)
        return refuse(exchange, 404, "not_found", "There is nothing at this address.");
    if (length[0] && (strlen(length) > 9 || (size_t)atol(length) > exchange->route->body_max))
        return refuse(exchange, 413, "too_large", "The request is larger than this address takes.");
    return MHD_YES;
}

static enum MHD_Result take_body(struct exchange *exchange, const char *data, size_t *size)
{
    struct bytes *body = &exchange->request.body;

    if (body->length + *size > exchange->route->body_max)
        exchange->too_large = true;
    else
        bytes_add(body, data, *size);
    *size = 0;
    return MHD_YES;
}

// One of a kind: an older poll for the same log is let go with what there is.
static void replace_older(struct http *http, const struct exchange *exchange)
{
    for (struct exchange *at = http->waiting; at; at = at->next_waiting)
        if (id_equal(at->request.waits_for, exchange->request.waits_for))
            at->request.wait_until_ms = 1;
}

// False when there has been news since it looked: then it must look again.
static bool suspend(struct exchange *exchange)
{
    struct http *http = exchange->http;
    bool ok;

    pthread_mutex_lock(&http->lock);
    ok = exchange->news == http->news && !http->stopping;
    if (ok) {
        replace_older(http, exchange);
        MHD_suspend_connection(exchange->mhd);
        exchange->next_waiting = http->waiting;
        http->waiting = exchange;
        if (exchange->connection)
            exchange->connection->deadline_ms = NEVER;
        nudge(http);
    }
    pthread_mutex_unlock(&http->lock);
    return ok;
}

static enum MHD_Result answer(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct http *http = exchange->http;

    if (exchange->too_large)
        return refuse(exchange, 413, "too_large", "The request is larger than this address takes.");
    do {
        pthread_mutex_lock(&http->lock);
        exchange->news = http->news;
        request->may_wait = !http->stopping;
        pthread_mutex_unlock(&http->lock);
        request_run(request, exchange->route);
        if (request->status)
            return send_answer(exchange);
    } while (!suspend(exchange));
    return MHD_YES;
}

// NOLINTNEXTLINE(readability-function-size): the library's own
static enum MHD_Result handle(void *cls, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **context)
{
    struct exchange *exchange = *context;

    (void)cls;
    (void)mhd;
    (void)url;
    (void)version;
    if (!exchange->begun)
        return begin(exchange, method);
    if (*size)
        return take_body(exchange, data, size);
    return answer(exchange);
}

/* --- start and stop --- */

static bool watch_bell(struct http *http, struct err *err)
{
    char path[SETTINGS_PATH_SIZE];

    office_ring(http->office); // so that it is there
    settings_path(path, &http->office->settings, OFFICE_BELL);
    http->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    http->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (http->event < 0 || http->inotify < 0 ||
        inotify_add_watch(http->inotify, path, IN_CLOSE_WRITE) < 0)
        return err_set(err, ERR_INTERNAL, "watch %s: %s", path, strerror(errno));
    return true;
}

static bool listen_on(struct http *http, struct err *err)
{
    const struct settings *settings = &http->office->settings;
    struct sockaddr_in6 six = {.sin6_family = AF_INET6,
                               .sin6_port = htons((uint16_t)settings->port)};
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)settings->port)};
    bool is_six = inet_pton(AF_INET6, settings->address, &six.sin6_addr) == 1;
    const struct sockaddr *address =
        is_six ? (const struct sockaddr *)&six : (const struct sockaddr *)&four;
    socklen_t size = is_six ? sizeof six : sizeof four;
    int yes = 1;
    int no = 0;

    if (!is_six && inet_pton(AF_INET, settings->address, &four.sin_addr) != 1)
        return err_set(err, ERR_INVALID, "address in [listen] must be an IPv4 or IPv6 address");
    http->socket =
        socket(is_six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (http->socket >= 0) {
        setsockopt(http->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (is_six)
            setsockopt(http->socket, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    }
    if (http->socket < 0 || bind(http->socket, address, size) != 0 ||
        listen(http->socket, BACKLOG) != 0)
        return err_set(err, ERR_INTERNAL, "listen on %s port %lld: %s", settings->address,
                       (long long)settings->port, strerror(errno));
    return true;
}

static bool start_daemon(struct http *http, struct err *err)
{
    const struct settings *settings = &http->office->settings;
    const unsigned flags =
        MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;

    http->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, handle, http, MHD_OPTION_LISTEN_SOCKET, http->socket,
        MHD_OPTION_HTTPS_MEM_CERT, bytes_text(&http->office->certificate), MHD_OPTION_HTTPS_MEM_KEY,
        bytes_text(&http->office->certificate_key), MHD_OPTION_HTTPS_PRIORITIES, TLS_PRIORITIES,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)settings->threads,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_LIMIT, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)settings->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)settings->connections_per_address, MHD_OPTION_URI_LOG_CALLBACK, exchange_began,
        http, MHD_OPTION_NOTIFY_COMPLETED, exchange_ended, http, MHD_OPTION_NOTIFY_CONNECTION,
        connection_changed, http, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    return http->daemon ||
           err_set(err, ERR_INTERNAL,
                   "the HTTPS server does not start: see that the certificate and its key are PEM "
                   "and belong together");
}

bool http_start(struct http **out, const struct office *office, struct err *err)
{
    struct http *http = mem_new(1, sizeof *http);
    bool ok;

    http->office = office;
    http->socket = http->event = http->inotify = -1;
    pthread_mutex_init(&http->lock, NULL);
    pthread_cond_init(&http->idle, NULL);
    ok = watch_bell(http, err) && listen_on(http, err) && start_daemon(http, err);
    if (ok && pthread_create(&http->keeper, NULL, keep_time, http) != 0)
        ok = err_set(err, ERR_INTERNAL, "no thread can be started");
    http->keeper_runs = ok;
    if (ok)
        *out = http;
    else
        http_stop(http);
    return ok;
}

static void stop_daemon(struct http *http)
{
    if (!http->daemon)
        return;
    // Stopping with one suspended would abort the program: all must have gone on, and ended.
    MHD_quiesce_daemon(http->daemon);
    pthread_mutex_lock(&http->lock);
    http->stopping = true;
    for (struct connection *at = http->connections; at; at = at->next)
        set_deadline(http, at, at->deadline_ms);
    nudge(http);
    if (http->keeper_runs)
        while (http->exchanges)
            pthread_cond_wait(&http->idle, &http->lock);
    pthread_mutex_unlock(&http->lock);
    if (http->keeper_runs)
        pthread_join(http->keeper, NULL);
    MHD_stop_daemon(http->daemon);
}

void http_stop(struct http *http)
{
    if (!http)
        return;
    stop_daemon(http);
    if (http->socket >= 0)
        close(http->socket);
    if (http->event >= 0)
        close(http->event);
    if (http->inotify >= 0)
        close(http->inotify);
    pthread_cond_destroy(&http->idle);
    pthread_mutex_destroy(&http->lock);
    free(http);
}

size_t http_waiting(struct http *http)
{
    size_t count = 0;

    pthread_mutex_lock(&http->lock);
    for (const struct exchange *at = http->waiting; at; at = at->next_waiting)
        count++;
    pthread_mutex_unlock(&http->lock);
    return count;
}

int http_port(const struct http *http)
{
    struct sockaddr_in6 there = {0}; // the port of an IPv4 address stands at the same place
    socklen_t size = sizeof there;

    if (getsockname(http->socket, (struct sockaddr *)&there, &size) != 0)
        return 0;
    return ntohs(there.sin6_port);
}
