// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <ctype.h>
#include <string.h>

#include "shared/json.h"
#include "shared/shape.h"
#include "shared/str.h"

#define IDENTITY_TYPE "application/vnd.diolch.identity"
#define ENROLMENT_TYPE "application/vnd.diolch.enrolment"

#define CANDIDATE "candidate.pem"

/* A server that is asked, and not yet ours. */
struct candidate {
    const char *url;
    struct enrol_code code;
    struct bytes bytes; // the identity as it signed it
    struct enrol_identity identity;
};

// Read from whoever answers, sending nothing: it is believed only because of the code.
static bool read_identity(struct agent *agent, struct candidate *server, struct err *err)
{
    struct http_request request = {.method = "GET",
                                   .path = "/v1/identity",
                                   .wake_fd = agent->stop_fd,
                                   .max_length = ENROL_IDENTITY_MAX};
    struct http_answer answer = {0};
    struct http *http;
    bool ok;

    if (!http_open(&http, server->url, NULL, &agent->limits, err))
        return false;
    ok = http_do(http, &request, &answer, err) && http_expect(&answer, IDENTITY_TYPE, err) &&
         enrol_read_identity(&server->identity, answer.body.data, answer.body.length, &server->code,
                             err);
    if (ok)
        bytes_add(&server->bytes, answer.body.data, answer.body.length);
    bytes_clear(&answer.body);
    http_close(http);
    return ok;
}

// In one line, and short enough for a state file, without cutting a letter in two.
static void say(struct err *err, const char *text)
{
    char line[200];
    size_t used = 0;

    while (*text && used + str_char_length(text) < sizeof line)
        for (size_t left = str_char_length(text); left > 0; left--, text++)
            line[used++] = *text;
    line[used] = '\0';
    for (char *at = line; *at; at++)
        if (iscntrl((unsigned char)*at))
            *at = ' ';
    err_set(err, ERR_INVALID, "%s", line);
}

// The server's own sentence, when it gave one: why the code was not taken.
static bool accepted(const struct http_answer *answer, struct err *err)
{
    const struct json *text;
    struct json *json;
    struct err unread;

    if (answer->status != 403 || !json_read(&json, bytes_text(&answer->body), answer->body.length,
                                            ENROL_IDENTITY_MAX, &unread))
        return http_expect(answer, ENROLMENT_TYPE, err);
    text = json_get(json, "text");
    if (text && json_kind(text) == JSON_TEXT)
        say(err, json_text(text));
    else
        say(err, "the server did not take the code: ask the office for a new one");
    json_free(json);
    return false;
}

static bool check_answer(const struct http_answer *answer, const struct candidate *server,
                         struct id log_id, struct err *err)
{
    struct outbox_enrolment enrolment;

    return accepted(answer, err) &&
           enrol_read_answer(&enrolment, answer->body.data, answer->body.length,
                             server->identity.server_sign, err) &&
           (id_equal(enrolment.log_id, log_id) ||
            err_set(err, ERR_INVALID,
                    "the server enrolled another kiosk than this one: ask the office for a new "
                    "code"));
}

static bool ask(struct agent *agent, const struct candidate *server,
                const struct enrol_request *body, struct bytes *out, struct err *err)
{
    struct http_request request = {.method = "POST",
                                   .path = "/v1/enrol",
                                   .type = "application/json",
                                   .signer = &agent->keys,
                                   .wake_fd = agent->stop_fd,
                                   .max_length = ENROL_IDENTITY_MAX};
    char certificate[OUTBOX_PATH_SIZE];
    struct http_answer answer = {0};
    struct bytes json = {0};
    struct http *http;
    bool ok;

    outbox_path(certificate, agent->data, CANDIDATE);
    if (!http_open(&http, server->url, certificate, &agent->limits, err))
        return false;
    shape_write(&enrol_request_shape, &json, NULL, body);
    request.body = &json;
    ok = http_do(http, &request, &answer, err) && check_answer(&answer, server, body->log_id, err);
    if (ok)
        bytes_add(out, answer.body.data, answer.body.length);
    bytes_clear(&answer.body);
    bytes_clear(&json);
    http_close(http);
    return ok;
}

static bool fill_request(struct agent *agent, const struct enrol_code *code,
                         struct enrol_request *request, struct err *err)
{
    struct outbox_kiosk kiosk;

    if (!outbox_read_state(agent->out, "kiosk.state", &outbox_kiosk_shape, &kiosk, err)) {
        if (err->kind == ERR_NOT_FOUND)
            return err_set(err, ERR_NOT_FOUND,
                           "the kiosk has not been started here yet: start it once, then enrol");
        return false;
    }
    memcpy(request->secret, code->secret, sizeof request->secret);
    request->log_id = kiosk.log_id;
    memcpy(request->kiosk_sign, kiosk.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(request->kiosk_seal, kiosk.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(request->agent_sign, agent->keys.sign_public, KEYS_PUBLIC_SIZE);
    return true;
}

// An answer that is lost on its way is asked for again with the same code: the server knows us.
static bool enrol(struct agent *agent, struct candidate *server, struct err *err)
{
    struct enrol_request request;
    struct bytes answer = {0};
    struct err unread; // whether it was there at all
    bool ok = fill_request(agent, &server->code, &request, err) &&
              read_identity(agent, server, err) &&
              outbox_put(agent->data, CANDIDATE, server->identity.certificate,
                         strlen(server->identity.certificate), err) &&
              ask(agent, server, &request, &answer, err) &&
              agent_keep_server(agent, server->url, &server->bytes, err) &&
              outbox_put(agent->in, "enrolment.ack", answer.data, answer.length, err) &&
              agent_note_contact(agent, err) && agent_note_refusal(agent, "", err);

    outbox_remove(agent->data, CANDIDATE, &unread);
    bytes_clear(&answer);
    bytes_clear(&server->bytes);
    return ok;
}

static bool is_address(const char *url)
{
    for (const char *at = url; *at; at++)
        if (*at <= ' ' || *at > '~')
            return false;
    return strlen(url) < sizeof((struct agent *)0)->url;
}

bool agent_enrol(struct agent *agent, const char *url, const char *code, struct err *err)
{
    struct candidate server = {.url = url};

    if (!is_address(url))
        return err_set(err, ERR_INVALID,
                       "this is no server's address: it is like "
                       "https://office.example:8443");
    if (!enrol_parse_code(&server.code, code))
        return err_set(err, ERR_INVALID,
                       "this is no code: it has 24 letters and numbers, in groups of four");
    return enrol(agent, &server, err);
}
