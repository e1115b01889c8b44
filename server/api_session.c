// SPDX-License-Identifier: Apache-2.0

// /api/session: signing in to the console, and out.

#include "server/routes.h"

#include <stdio.h>

#include "server/journal.h"
#include "shared/json.h"
#include "shared/mem.h"

#define COOKIE_SIZE 200

struct sign_in {
    char name[USERS_NAME_SIZE];
    char password[USERS_PASSWORD_MAX + 2];
};
static const struct shape_field sign_in_fields[] = {
    SHAPE_FIELD_TEXT(struct sign_in, name),
    SHAPE_FIELD_TEXT(struct sign_in, password),
};
static const struct shape sign_in_shape = SHAPE(struct sign_in, sign_in_fields);

static void answer_user(struct request *request, const struct users_session *user)
{
    struct bytes *out = &request->answer;

    json_begin(out, NULL, '{');
    json_put_text(out, "name", user->name);
    json_begin(out, "roles", '[');
    for (const char *at = user->roles; *at;) {
        size_t length = 0;

        while (at[length] && at[length] != ' ')
            length++;
        json_put_text(out, NULL, pool_dup_part(&request->pool, at, length));
        at += length + (at[length] == ' ');
    }
    json_end(out, ']');
    json_end(out, '}');
    request_answer_json(request, 200);
}

static void set_cookie(struct request *request, const char *token, int64_t seconds)
{
    char *cookie = pool_new(&request->pool, COOKIE_SIZE, 1);

    snprintf(cookie, COOKIE_SIZE,
             "diolch=%s; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=%lld", token,
             (long long)seconds);
    request_add_header(request, "Set-Cookie", cookie);
}

static void refuse_wait(struct request *request, int64_t wait_ms)
{
    char *seconds = pool_new(&request->pool, 24, 1);

    snprintf(seconds, 24, "%lld", (long long)(wait_ms + 999) / 1000);
    request_refuse(request, 429, "wait", "Too many tries. Please wait a little, then try again.");
    request_add_header(request, "Retry-After", seconds);
}

static void post(struct request *request)
{
    struct users_signed_in in = {.wait_ms = 0};
    struct sign_in asked;
    struct err err;
    bool ok = request_read(request, &sign_in_shape, &asked, &err) &&
              users_sign_in(request->db, asked.name, asked.password, &in, &err);

    mem_wipe(&asked, sizeof asked);
    if (ok) {
        set_cookie(request, in.token, USERS_SESSION_MS / 1000);
        answer_user(request, &in.session);
        journal_write("signed-in", "ok");
        return;
    }
    if (in.wait_ms > 0) {
        refuse_wait(request, in.wait_ms);
    } else if (err.kind == ERR_NOT_FOUND) {
        journal_write("signed-in", "refused");
        request_refuse(request, 401, "not_together", "That name and password do not go together.");
    } else {
        request_fail(request, &err);
    }
}

static void get(struct request *request)
{
    answer_user(request, &request->user);
}

static void delete (struct request *request)
{
    const char *token = request_cookie(request, "diolch");
    struct err err;

    if (token && !users_sign_out(request->db, token, &err)) {
        request_fail(request, &err);
        return;
    }
    set_cookie(request, "", 0);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

const struct request_route api_session_routes[] = {
    {"POST", "/api/session", REQUEST_SIGN_IN, post, 4096},
    {"GET", "/api/session", REQUEST_USER, get, 0},
    {"DELETE", "/api/session", REQUEST_USER, delete, 0},
    {0},
};
