// SPDX-License-Identifier: Apache-2.0
#include "agent/talk.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/envelope.h"
#include "shared/note.h"
#include "shared/record.h"
#include "shared/str.h"

// Small enough to be done in seconds on a bad line, so that a cut costs little.
#define CHUNK ((size_t)256 * 1024)
#define PATH_SIZE 256
#define NOTHING_NEW 204 // in the time that was asked for

bool talk_open(struct talk *talk, struct err *err)
{
    const struct agent *agent = talk->agent;

    return !agent->enrolled || talk->http ||
           http_open(&talk->http, agent->url, agent->certificate, &agent->limits, err);
}

void talk_close(struct talk *talk)
{
    http_close(talk->http);
    talk->http = NULL;
    talk->asked = false;
}

// Without judging the answer's status. The caller clears the body.
static bool request_answer(struct talk *talk, struct http_request *request,
                           struct http_answer *answer, struct err *err)
{
    request->signer = &talk->agent->keys;
    request->wake_fd = talk->agent->stop_fd;
    if (!http_do(talk->http, request, answer, err))
        return false;
    if (answer->retry_ms > talk->retry_ms)
        talk->retry_ms = answer->retry_ms;
    return !answer->woken ||
           err_set(err, ERR_OFFLINE,
                   "the agent was told to stop: everything is safe here and is sent later");
}

static bool exchange(struct talk *talk, struct http_request *request, const char *type,
                     struct http_answer *answer, struct err *err)
{
    return request_answer(talk, request, answer, err) && http_expect(answer, type, err);
}

// --- records ---

static bool same_head(const struct acknowledgement *a, const struct acknowledgement *b)
{
    return a->seq == b->seq && memcmp(a->hash, b->hash, sizeof a->hash) == 0 &&
           a->secured_seq == b->secured_seq && id_equal(a->down_log_id, b->down_log_id) &&
           a->down_seq == b->down_seq &&
           memcmp(a->down_hash, b->down_hash, sizeof a->down_hash) == 0 && a->forked == b->forked;
}

// The kiosk is told of a head only when something in it changed.
static bool take_head(struct talk *talk, struct id log_id, const struct http_answer *answer,
                      bool *news, struct err *err)
{
    struct acknowledgement head;

    if (!acknowledgement_read(&head, answer->body.data, answer->body.length,
                              talk->agent->server.server_sign, err)) {
        err->kind = ERR_OFFLINE;
        return false;
    }
    if (!id_equal(head.log_id, log_id))
        return err_set(err, ERR_OFFLINE,
                       "the server answered about another kiosk's records: nothing was moved; ask "
                       "the office whether this kiosk is enrolled twice");
    *news = !talk->asked || !same_head(&head, &talk->head);
    if (*news &&
        !outbox_put(talk->agent->in, "server.ack", answer->body.data, answer->body.length, err))
        return false;
    talk->head = head;
    talk->asked = true;
    return agent_note_contact(talk->agent, err);
}

bool talk_ask_head(struct talk *talk, struct id log_id, struct err *err)
{
    struct http_request request = {.method = "GET", .max_length = ACKNOWLEDGEMENT_MAX};
    struct http_answer answer = {0};
    char log[ID_TEXT_SIZE];
    char path[PATH_SIZE];
    bool news;
    bool ok;

    id_write(log, log_id);
    snprintf(path, sizeof path, "/v1/head?log=%s", log);
    request.path = path;
    ok = exchange(talk, &request, ACKNOWLEDGEMENT_TYPE, &answer, err) &&
         take_head(talk, log_id, &answer, &news, err);
    bytes_clear(&answer.body);
    return ok;
}

static void begin_wait(struct talk *talk, struct id log_id, int64_t wait_ms)
{
    char log[ID_TEXT_SIZE];
    char path[PATH_SIZE];

    id_write(log, log_id);
    snprintf(path, sizeof path, "/v1/head?log=%s&seq=%lld&down=%lld&wait=%lld", log,
             (long long)talk->head.seq, (long long)talk->head.down_seq,
             (long long)(wait_ms / 1000));
    http_wait(talk->http, &(struct http_request){.method = "GET",
                                                 .path = path,
                                                 .signer = &talk->agent->keys,
                                                 .wait_ms = wait_ms,
                                                 .max_length = ACKNOWLEDGEMENT_MAX});
    talk->waits_log = log_id;
    talk->waits_down = talk->head.down_seq;
}

// It was signed before what we sent meanwhile, perhaps: the head is not to go back for that.
static bool take_awaited(struct talk *talk, struct id log_id, const struct http_answer *answer,
                         bool *news, struct err *err)
{
    struct acknowledgement last = talk->head;

    if (answer->status == NOTHING_NEW)
        return agent_note_contact(talk->agent, err);
    *news = true;
    if (answer->retry_ms > talk->retry_ms)
        talk->retry_ms = answer->retry_ms;
    if (!http_expect(answer, ACKNOWLEDGEMENT_TYPE, err) ||
        !take_head(talk, log_id, answer, news, err))
        return false;
    if (talk->head.seq < last.seq)
        talk->asked = false;
    return true;
}

bool talk_await_head(struct talk *talk, struct id log_id, int64_t wait_ms, bool *news,
                     struct err *err)
{
    struct http_answer answer = {0};
    bool ok;

    if (!http_waits(talk->http) || !id_equal(talk->waits_log, log_id) ||
        talk->waits_down != talk->head.down_seq)
        begin_wait(talk, log_id, wait_ms);
    *news = false;
    ok = http_await(talk->http, talk->news_fd, &answer, err);
    if (ok && answer.woken)
        *news = true;
    else if (ok)
        ok = take_awaited(talk, log_id, &answer, news, err);
    bytes_clear(&answer.body);
    return ok;
}

static bool post_envelope(struct talk *talk, struct id log_id, const struct bytes *file,
                          struct err *err)
{
    struct http_request request = {.method = "POST",
                                   .path = "/v1/envelope",
                                   .type = ACKNOWLEDGEMENT_ENVELOPE_TYPE,
                                   .body = file,
                                   .max_length = ACKNOWLEDGEMENT_MAX};
    struct http_answer answer = {0};
    int64_t before = talk->head.seq;
    bool news;
    bool ok = exchange(talk, &request, ACKNOWLEDGEMENT_TYPE, &answer, err) &&
              take_head(talk, log_id, &answer, &news, err);

    bytes_clear(&answer.body);
    // An envelope that moves nothing would be sent for ever.
    if (ok && talk->head.seq <= before)
        return err_set(err, ERR_INVALID,
                       "the server did not take the records: everything is safe here; tell the "
                       "office to look at this kiosk's exceptions");
    return ok;
}

bool talk_send_envelope(struct talk *talk, const char *name, struct err *err)
{
    struct outbox_range range;
    struct bytes file = {0};
    bool ok;

    if (!outbox_parse_envelope(&range, name))
        return err_set(err, ERR_INVALID, "this is no name of an envelope");
    if (!outbox_get(talk->agent->out, name, ENVELOPE_MAX, &file, err))
        return err->kind == ERR_NOT_FOUND; // the kiosk packed it anew
    ok = post_envelope(talk, range.log_id, &file, err);
    bytes_clear(&file);
    return ok;
}

static bool parse_range(struct outbox_range *range, const char *text)
{
    char *end;

    range->from = strtoll(text, &end, 10);
    if (*end != '-')
        return false;
    range->to = strtoll(end + 1, &end, 10);
    return *end == '\0' && range->from >= 1 && range->to >= range->from &&
           range->to <= RECORD_SEQ_MAX && range->to - range->from < ENVELOPE_RECORDS;
}

static bool keep_records(struct talk *talk, const struct http_answer *answer, int64_t after,
                         struct err *err)
{
    struct outbox_range range = {.log_id = talk->head.down_log_id};
    char name[OUTBOX_NAME_SIZE];

    if (!parse_range(&range, answer->range) || range.from > after + 1 || range.to <= after)
        return err_set(err, ERR_OFFLINE,
                       "the server sent other records than it was asked for: they were not taken");
    outbox_envelope_name(name, &range);
    return outbox_put(talk->agent->in, name, answer->body.data, answer->body.length, err);
}

bool talk_fetch_records(struct talk *talk, int64_t after, struct err *err)
{
    struct http_request request = {.method = "GET", .max_length = ENVELOPE_MAX};
    struct http_answer answer = {0};
    char log[ID_TEXT_SIZE];
    char path[PATH_SIZE];
    bool ok;

    id_write(log, talk->head.down_log_id);
    snprintf(path, sizeof path, "/v1/down?log=%s&after=%lld", log, (long long)after);
    request.path = path;
    ok = exchange(talk, &request, ACKNOWLEDGEMENT_ENVELOPE_TYPE, &answer, err) &&
         keep_records(talk, &answer, after, err);
    bytes_clear(&answer.body);
    return ok;
}

// --- notes ---

static void note_path(char out[static PATH_SIZE], const uint8_t *note, const char *rest)
{
    char hex[2 * NOTE_NAME_SIZE + 1];

    str_hex(hex, note, NOTE_NAME_SIZE);
    snprintf(out, PATH_SIZE, "/v1/note/%s%s", hex, rest);
}

static bool keep_note(struct talk *talk, const uint8_t *note, const struct http_answer *answer,
                      struct err *err)
{
    uint8_t real[NOTE_NAME_SIZE];
    char name[OUTBOX_NAME_SIZE];

    if (!http_expect(answer, ACKNOWLEDGEMENT_NOTE_TYPE, err))
        return false;
    note_name(real, answer->body.data, answer->body.length);
    if (memcmp(real, note, sizeof real) != 0)
        return err_set(err, ERR_INVALID, "a note came damaged: it was not taken");
    outbox_note_name(name, note, ".note");
    return outbox_put(talk->agent->in, name, answer->body.data, answer->body.length, err);
}

bool talk_fetch_note(struct talk *talk, const uint8_t note[static NOTE_NAME_SIZE], bool *absent,
                     struct err *err)
{
    struct http_request request = {.method = "GET", .max_length = NOTE_SEALED_MAX};
    struct http_answer answer = {0};
    char path[PATH_SIZE];
    bool ok;

    note_path(path, note, "");
    request.path = path;
    if (!request_answer(talk, &request, &answer, err))
        return false;
    *absent = answer.status == 404;
    ok = *absent || keep_note(talk, note, &answer, err);
    bytes_clear(&answer.body);
    return ok;
}

// One request about a note: what the server has of it now, and its answer kept once that is all.
static bool exchange_note(struct talk *talk, struct http_request *request, const uint8_t *note,
                          struct acknowledgement_note *out, struct err *err)
{
    struct acknowledgement_note state;
    struct http_answer answer = {0};
    char name[OUTBOX_NAME_SIZE];
    bool ok = exchange(talk, request, ACKNOWLEDGEMENT_TYPE, &answer, err);

    if (ok && !acknowledgement_read_note(&state, answer.body.data, answer.body.length,
                                         talk->agent->server.server_sign, err)) {
        err->kind = ERR_OFFLINE;
        ok = false;
    }
    if (ok && memcmp(state.name, note, NOTE_NAME_SIZE) != 0)
        ok = err_set(err, ERR_OFFLINE, "the server answered about another note: nothing was moved");
    if (ok && state.complete) {
        outbox_note_name(name, note, ".ack");
        ok = outbox_put(talk->agent->in, name, answer.body.data, answer.body.length, err);
    }
    if (ok)
        *out = state;
    bytes_clear(&answer.body);
    return ok;
}

static bool ask_note(struct talk *talk, const uint8_t *note, struct acknowledgement_note *out,
                     struct err *err)
{
    struct http_request request = {.method = "GET", .max_length = ACKNOWLEDGEMENT_MAX};
    char path[PATH_SIZE];

    note_path(path, note, "/state");
    request.path = path;
    return exchange_note(talk, &request, note, out, err);
}

static bool send_part(struct talk *talk, const uint8_t *note, const struct bytes *file,
                      struct acknowledgement_note *state, struct err *err)
{
    struct http_request request = {
        .method = "PUT", .type = ACKNOWLEDGEMENT_NOTE_TYPE, .max_length = ACKNOWLEDGEMENT_MAX};
    int64_t before = state->received;
    struct bytes part = {0};
    char offset[48];
    char path[PATH_SIZE];
    size_t left;
    bool ok;

    if (before < 0 || (size_t)before >= file->length)
        return err_set(err, ERR_INVALID,
                       "the server has more of a picture than there is: it is safe here; tell the "
                       "office");
    left = file->length - (size_t)before;
    snprintf(offset, sizeof offset, "?offset=%lld", (long long)before);
    note_path(path, note, offset);
    bytes_add(&part, file->data + before, left < CHUNK ? left : CHUNK);
    request.path = path;
    request.body = &part;
    ok = exchange_note(talk, &request, note, state, err);
    bytes_clear(&part);
    return ok && (state->complete || state->received > before ||
                  err_set(err, ERR_INVALID,
                          "the server did not take a picture: it is safe here and is sent later"));
}

static bool has_news(const struct talk *talk)
{
    struct pollfd news = {.fd = talk->news_fd, .events = POLLIN};

    return poll(&news, 1, 0) > 0;
}

bool talk_send_note(struct talk *talk, const char *name, const uint8_t note[static NOTE_NAME_SIZE],
                    struct err *err)
{
    struct acknowledgement_note state;
    struct bytes file = {0};
    bool ok;

    if (!outbox_get(talk->agent->out, name, NOTE_SEALED_MAX, &file, err))
        return err->kind == ERR_NOT_FOUND;
    ok = ask_note(talk, note, &state, err);
    while (ok && !state.complete) {
        ok = send_part(talk, note, &file, &state, err);
        if (has_news(talk))
            break; // records go first
    }
    bytes_clear(&file);
    return ok && agent_note_contact(talk->agent, err);
}
