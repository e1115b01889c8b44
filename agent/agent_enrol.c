// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <string.h>

#include "shared/json.h"
#include "shared/shape.h"
#include "shared/str.h"

#define IDENTITY_TYPE "application/vnd.diolch.identity"
#define ENROLMENT_TYPE "application/vnd.diolch.enrolment"

// Read from whoever answers, sending nothing: it is believed only because of the code.
static bool read_identity(struct agent *agent, const char *url, const struct enrol_code *code,
                          struct bytes *out, struct err *err)
{
    struct http_request request = {
        .method = "GET", .path = "/v1/identity", .wake_fd = -1, .max_length = ENROL_IDENTITY_MAX};
    struct http_answer answer = {0};
    struct enrol_identity identity;
    struct http *http;
    bool ok;

    if (!http_open(&http, url, NULL, &agent->limits, err))
        return false;
    ok = http_do(http, &request, &answer, err) && http_expect(&answer, IDENTITY_TYPE, err) &&
         enrol_read_identity(&identity, answer.body.data, answer.body.length, code, err);
    if (ok)
        bytes_add(out, answer.body.data, answer.body.length);
    bytes_clear(&answer.body);
    http_close(http);
    return ok;
}

// The server's own sentence, when it gave one: why the code was not taken.
static bool refused(const struct http_answer *answer, struct err *err)
{
    const struct json *text;
    struct json *json;
    struct err unread;

    if (answer->status != 403 || !json_read(&json, bytes_text(&answer->body), answer->body.length,
                                            ENROL_IDENTITY_MAX, &unread))
        return http_expect(answer, ENROLMENT_TYPE, err);
    text = json_get(json, "text");
    err_set(err, ERR_INVALID, "%.200s",
            text && json_kind(text) == JSON_TEXT ? json_text(text) : "the code was not taken");
    json_free(json);
    return false;
}

static bool ask(struct agent *agent, const struct enrol_request *body, struct bytes *out,
                struct err *err)
{
    struct http_request request = {.method = "POST",
                                   .path = "/v1/enrol",
                                   .type = "application/json",
                                   .signer = &agent->keys,
                                   .wake_fd = -1,
                                   .max_length = ENROL_IDENTITY_MAX};
    struct outbox_enrolment enrolment;
    struct http_answer answer = {0};
    struct bytes json = {0};
    struct http *http;
    bool ok;

    if (!http_open(&http, agent->url, agent->certificate, &agent->limits, err))
        return false;
    shape_write(&enrol_request_shape, &json, NULL, body);
    request.body = &json;
    ok = http_do(http, &request, &answer, err) && refused(&answer, err) &&
         enrol_read_answer(&enrolment, answer.body.data, answer.body.length,
                           agent->server.server_sign, err);
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

bool agent_enrol(struct agent *agent, const char *url, const char *code_text, struct err *err)
{
    struct enrol_request request;
    struct bytes identity = {0};
    struct bytes answer = {0};
    struct enrol_code code;
    bool ok;

    if (!enrol_parse_code(&code, code_text))
        return err_set(err, ERR_INVALID,
                       "this is no code: it has 24 letters and numbers, in groups of four");
    ok = fill_request(agent, &code, &request, err) &&
         read_identity(agent, url, &code, &identity, err) &&
         agent_keep_server(agent, url, identity.data, identity.length, err) &&
         ask(agent, &request, &answer, err) &&
         outbox_put(agent->in, "enrolment.ack", answer.data, answer.length, err) &&
         agent_note_contact(agent, "", err);
    bytes_clear(&identity);
    bytes_clear(&answer);
    return ok;
}
