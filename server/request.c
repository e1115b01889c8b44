// SPDX-License-Identifier: Apache-2.0
#include "server/request.h"

#include <assert.h>
#include <string.h>

#include "server/journal.h"
#include "server/routes.h"
#include "server/worker.h"
#include "shared/json.h"
#include "shared/str.h"
#include "shared/when.h"

#define COOKIE "diolch"

void request_clear(struct request *request)
{
    bytes_clear(&request->body);
    bytes_clear(&request->answer);
    pool_clear(&request->pool);
    *request = (struct request){0};
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// NULL for half an escape, a NUL, or what is no UTF-8.
static char *decode(struct pool *pool, const char *text, size_t length)
{
    char *out = pool_new(pool, length + 1, 1);
    size_t used = 0;

    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        if (c == '%') {
            if (length - i < 3 || hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0)
                return NULL;
            c = (char)(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        }
        if (c == '\0')
            return NULL;
        out[used++] = c;
    }
    return str_is_utf8(out, used) ? out : NULL;
}

const char *request_query(struct request *request, const char *name)
{
    size_t name_length = strlen(name);
    const char *at = request->query;

    while (*at) {
        size_t length = strcspn(at, "&");

        if (length > name_length && at[name_length] == '=' && strncmp(at, name, name_length) == 0)
            return decode(&request->pool, at + name_length + 1, length - name_length - 1);
        at += length + (at[length] == '&');
    }
    return NULL;
}

bool request_query_id(struct request *request, const char *name, struct id *out, struct err *err)
{
    const char *text = request_query(request, name);

    return (text && id_parse(out, text)) ||
           err_set(err, ERR_INVALID, "the address needs %s=, an id", name);
}

static bool read_int(const char *text, int64_t low, int64_t high, int64_t *out)
{
    int64_t value = 0;

    if (!text || !text[0] || strlen(text) > 18 || text[strspn(text, "0123456789")])
        return false;
    for (; *text; text++)
        value = value * 10 + (*text - '0');
    if (value < low || value > high)
        return false;
    *out = value;
    return true;
}

bool request_query_int(struct request *request, const char *name, int64_t low, int64_t high,
                       int64_t *out, struct err *err)
{
    return read_int(request_query(request, name), low, high, out) ||
           err_set(err, ERR_INVALID, "the address needs %s=, a number from %lld to %lld", name,
                   (long long)low, (long long)high);
}

bool request_arg_id(struct request *request, size_t arg, struct id *out, struct err *err)
{
    assert(arg < REQUEST_ARGS_MAX && request->args[arg]);
    return id_parse(out, request->args[arg]) ||
           err_set(err, ERR_NOT_FOUND, "the address names nothing we have");
}

bool request_read(struct request *request, const struct shape *shape, void *out, struct err *err)
{
    struct json *json;
    bool ok;

    if (!json_read(&json, (const char *)request->body.data, request->body.length, REQUEST_JSON_MAX,
                   err))
        return false;
    ok = shape_read_exactly(shape, json, out, err);
    json_free(json);
    return ok;
}

const char *request_cookie(struct request *request, const char *name)
{
    const char *at = request->cookie;
    size_t length = strlen(name);

    while (*at) {
        size_t whole;

        at += strspn(at, "; ");
        whole = strcspn(at, ";");
        if (whole > length && at[length] == '=' && strncmp(at, name, length) == 0)
            return pool_dup_part(&request->pool, at + length + 1, whole - length - 1);
        at += whole;
    }
    return NULL;
}

void request_add_header(struct request *request, const char *name, const char *value)
{
    assert(request->header_count < REQUEST_HEADERS_MAX);
    request->headers[request->header_count++] = (struct request_header){name, value};
}

void request_answer(struct request *request, int status, const char *type)
{
    request->status = status;
    request->type = type;
}

void request_answer_json(struct request *request, int status)
{
    request_answer(request, status, REQUEST_JSON_TYPE);
}

void request_refuse(struct request *request, int status, const char *code, const char *text)
{
    bytes_clear(&request->answer);
    json_begin(&request->answer, NULL, '{');
    json_put_text(&request->answer, "code", code);
    json_put_text(&request->answer, "text", text);
    json_end(&request->answer, '}');
    request_answer_json(request, status);
}

void request_fail(struct request *request, const struct err *err)
{
    switch (err->kind) {
    case ERR_INVALID:
        request_refuse(request, 400, "not_understood", err->text);
        return;
    case ERR_NOT_FOUND:
        request_refuse(request, 404, "not_found", err->text);
        return;
    case ERR_CONFLICT:
        request_refuse(request, 409, "conflict", err->text);
        return;
    case ERR_OFFLINE:
        journal_write("busy", "%s %s", request->method, request->path);
        request_refuse(request, 503, "busy", "The server is busy. Please try again in a moment.");
        request_add_header(request, "Retry-After", "5");
        return;
    case ERR_INTERNAL:
        break;
    }
    journal_write("trouble", "%s %s: %s", request->method, request->path, err->text);
    worker_forget();
    request->db = NULL;
    request_refuse(request, 500, "trouble",
                   "Something went wrong at the server. It has been noted there.");
}

static bool check_kiosk(struct request *request)
{
    uint8_t agent[KEYS_PUBLIC_SIZE];
    struct err err;

    if (enrol_check_authorization(agent, request->authorization, request->method, request->target,
                                  &request->body)) {
        if (kiosks_find_agent(request->db, agent, &request->life, &err) && !request->life.revoked)
            return true;
        if (request->life.revoked || err.kind == ERR_NOT_FOUND) {
            request_refuse(request, 401, "not_enrolled",
                           "This kiosk is not enrolled here: enrol it with a new code.");
            return false;
        }
        request_fail(request, &err);
        return false;
    }
    request_refuse(request, 401, "not_signed", "The request is not signed by an agent's key.");
    return false;
}

// A page of somebody else's can make a browser send our cookie, but not our Origin.
static bool check_origin(struct request *request)
{
    static const char scheme[] = "https://";

    if (!str_starts(request->origin, scheme) || !request->host[0] ||
        !str_equal(request->origin + strlen(scheme), request->host)) {
        request_refuse(request, 403, "other_origin", "Only the console's own pages may do this.");
        return false;
    }
    if (request->body.length && !str_equal(request->content_type, REQUEST_JSON_TYPE)) {
        request_refuse(request, 415, "not_json", "The request must be JSON.");
        return false;
    }
    return true;
}

static bool check_user(struct request *request)
{
    const char *token = request_cookie(request, COOKIE);
    struct err err = {.kind = ERR_NOT_FOUND};

    if (!str_equal(request->method, "GET") && !check_origin(request))
        return false;
    if (token && users_resume(request->db, token, &request->user, &err))
        return true;
    if (err.kind == ERR_NOT_FOUND)
        request_refuse(request, 401, "signed_out", "Please sign in.");
    else
        request_fail(request, &err);
    return false;
}

bool request_needs_role(struct request *request, const char *role)
{
    size_t length = strlen(role);

    for (const char *at = request->user.roles; *at;) {
        size_t word = strcspn(at, " ");

        if (word == length && strncmp(at, role, length) == 0)
            return true;
        at += word + (at[word] == ' ');
    }
    request_refuse(request, 403, "other_role", "Your account may look at this, but not do it.");
    return false;
}

static bool check_access(struct request *request, enum request_access access)
{
    switch (access) {
    case REQUEST_OPEN:
        return true;
    case REQUEST_KIOSK:
        return check_kiosk(request);
    case REQUEST_USER:
        return check_user(request);
    case REQUEST_SIGN_IN:
        return check_origin(request);
    }
    return false;
}

// Fills args with what stands at each '*'.
static bool matches(const char *route, const char *path, struct request *request)
{
    size_t args = 0;

    while (*route) {
        if (*route == '*') {
            size_t length = strcspn(path, "/");

            if (length == 0)
                return false;
            assert(args < REQUEST_ARGS_MAX);
            if (request)
                request->args[args++] = pool_dup_part(&request->pool, path, length);
            path += length;
            route++;
        } else if (*route++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

const struct request_route *request_find_route(const char *method, const char *path, bool *known)
{
    *known = false;
    for (size_t i = 0; routes_all[i]; i++)
        for (const struct request_route *route = routes_all[i]; route->method; route++) {
            if (!matches(route->path, path, NULL))
                continue;
            *known = true;
            if (str_equal(route->method, method))
                return route;
        }
    return NULL;
}

bool request_wait(struct request *request, struct id whose, int64_t ms)
{
    int64_t now = when_monotonic_ms();

    if (!request->may_wait)
        return false;
    if (!request->wait_until_ms)
        request->wait_until_ms = now + ms;
    request->waits_for = whose;
    return now < request->wait_until_ms;
}

void request_run(struct request *request, const struct request_route *route)
{
    struct err err;

    matches(route->path, request->path, request);
    if (!worker_db(request->office, &request->db, &err)) {
        request_fail(request, &err);
        return;
    }
    if (check_access(request, route->access))
        route->handle(request);
    assert(request->status || (request->may_wait && request->wait_until_ms));
}
