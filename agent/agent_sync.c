// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <sodium.h>

#include "agent/carry.h"
#include "shared/acknowledgement.h"
#include "shared/envelope.h"
#include "shared/mem.h"
#include "shared/note.h"
#include "shared/shape.h"
#include "shared/str.h"
#include "shared/when.h"

#define CHUNK ((size_t)256 * 1024)
#define FIRST_PAUSE_MS 1000
#define ABSENT_MAX 64
#define PATH_SIZE 256

struct sync {
    struct agent *agent;
    struct http *http;
    int watch; // inotify on out/
    bool asked;
    struct acknowledgement head;
    struct outbox_kiosk kiosk;
    bool has_kiosk;
    uint8_t absent[ABSENT_MAX][NOTE_NAME_SIZE];
    size_t absent_count;
    int64_t pause_ms;
};

static void log_hex(char out[static 2 * ID_BYTES + 1], struct id id)
{
    str_hex(out, id.bytes, ID_BYTES);
}

// --- requests ---

static bool exchange(struct sync *sync, struct http_request *request, const char *type,
                     struct http_answer *answer, struct err *err)
{
    request->signer = &sync->agent->keys;
    if (!request->wait_ms)
        request->wake_fd = -1;
    if (!http_do(sync->http, request, answer, err))
        return false;
    if (answer->woken)
        return true;
    if (answer->retry_ms > sync->pause_ms)
        sync->pause_ms = answer->retry_ms;
    return http_expect(answer, type, err);
}

// A new head is written for the kiosk only when something in it changed.
static bool take_head(struct sync *sync, const struct http_answer *answer, struct err *err)
{
    struct acknowledgement head;
    bool same;

    if (!acknowledgement_read(&head, answer->body.data, answer->body.length,
                              sync->agent->server.server_sign, err))
        return false;
    if (!id_equal(head.log_id, sync->kiosk.log_id))
        return err_set(err, ERR_OFFLINE, "the server answered about another kiosk's records");
    same = sync->asked && head.seq == sync->head.seq && head.down_seq == sync->head.down_seq &&
           head.forked == sync->head.forked && head.secured_seq == sync->head.secured_seq &&
           memcmp(head.hash, sync->head.hash, sizeof head.hash) == 0;
    sync->head = head;
    sync->asked = true;
    return same ||
           outbox_put(sync->agent->in, "server.ack", answer->body.data, answer->body.length, err);
}

static bool ask_head(struct sync *sync, int64_t wait_ms, struct err *err)
{
    struct http_request request = {.method = "GET",
                                   .wait_ms = wait_ms,
                                   .wake_fd = sync->watch,
                                   .max_length = ACKNOWLEDGEMENT_MAX};
    struct http_answer answer = {0};
    char log[2 * ID_BYTES + 1];
    char path[PATH_SIZE];
    bool ok;

    log_hex(log, sync->kiosk.log_id);
    snprintf(path, sizeof path, "/v1/head?log=%s&seq=%lld&down=%lld&wait=%lld", log,
             (long long)sync->head.seq, (long long)sync->head.down_seq,
             (long long)(wait_ms / 1000));
    request.path = path;
    ok = exchange(sync, &request, ACKNOWLEDGEMENT_TYPE, &answer, err) &&
         (answer.woken || take_head(sync, &answer, err));
    if (ok && !answer.woken)
        ok = agent_note_contact(sync->agent, "", err);
    bytes_clear(&answer.body);
    return ok;
}

static bool send_envelope(struct sync *sync, const char *name, struct err *err)
{
    struct http_request request = {
        .method = "POST", .type = ACKNOWLEDGEMENT_ENVELOPE_TYPE, .max_length = ACKNOWLEDGEMENT_MAX};
    struct http_answer answer = {0};
    struct outbox_range range;
    struct bytes file = {0};
    char log[2 * ID_BYTES + 1];
    char path[PATH_SIZE];
    int64_t before = sync->head.seq;
    bool ok;

    if (!outbox_parse_envelope(&range, name) ||
        !outbox_get(sync->agent->out, name, ENVELOPE_MAX, &file, err)) {
        sync->asked = false; // the kiosk made it anew meanwhile: look again
        return true;
    }
    log_hex(log, range.log_id);
    snprintf(path, sizeof path, "/v1/envelope?log=%s&from=%lld&to=%lld", log, (long long)range.from,
             (long long)range.to);
    request.path = path;
    request.body = &file;
    ok = exchange(sync, &request, ACKNOWLEDGEMENT_TYPE, &answer, err) &&
         take_head(sync, &answer, err) && agent_note_contact(sync->agent, "", err);
    // An envelope that moves nothing would be sent for ever.
    if (ok && sync->head.seq <= before)
        ok = err_set(err, ERR_OFFLINE,
                     "the server did not take the records: everything is safe here; tell the "
                     "office to look at this kiosk's exceptions");
    bytes_clear(&answer.body);
    bytes_clear(&file);
    return ok;
}

static bool parse_range(const char *text, struct outbox_range *range)
{
    char *end;

    range->from = strtoll(text, &end, 10);
    if (*end != '-')
        return false;
    range->to = strtoll(end + 1, &end, 10);
    return *end == '\0' && range->from > 0 && range->to >= range->from &&
           range->to - range->from < ENVELOPE_RECORDS;
}

static bool fetch_records(struct sync *sync, int64_t after, struct err *err)
{
    struct outbox_range range = {.log_id = sync->head.down_log_id};
    struct http_request request = {.method = "GET", .max_length = ENVELOPE_MAX};
    struct http_answer answer = {0};
    char log[2 * ID_BYTES + 1];
    char name[OUTBOX_NAME_SIZE];
    char path[PATH_SIZE];
    bool ok;

    log_hex(log, range.log_id);
    snprintf(path, sizeof path, "/v1/down?log=%s&after=%lld", log, (long long)after);
    request.path = path;
    ok = exchange(sync, &request, ACKNOWLEDGEMENT_ENVELOPE_TYPE, &answer, err);
    if (ok && (!parse_range(answer.range, &range) || range.from > after + 1 || range.to <= after))
        ok = err_set(err, ERR_OFFLINE, "the server sent other records than it was asked for");
    if (ok) {
        outbox_envelope_name(name, &range);
        ok = outbox_put(sync->agent->in, name, answer.body.data, answer.body.length, err);
    }
    bytes_clear(&answer.body);
    return ok;
}

static void note_path(char out[static PATH_SIZE], const uint8_t *note, const char *rest)
{
    char hex[2 * NOTE_NAME_SIZE + 1];

    str_hex(hex, note, NOTE_NAME_SIZE);
    snprintf(out, PATH_SIZE, "/v1/note/%s%s", hex, rest);
}

static bool fetch_note(struct sync *sync, const uint8_t *note, struct err *err)
{
    struct http_request request = {.method = "GET", .max_length = NOTE_SEALED_MAX};
    struct http_answer answer = {0};
    uint8_t real[NOTE_NAME_SIZE];
    char name[OUTBOX_NAME_SIZE];
    char path[PATH_SIZE];
    bool ok;

    note_path(path, note, "");
    request.path = path;
    request.signer = &sync->agent->keys;
    request.wake_fd = -1;
    if (!http_do(sync->http, &request, &answer, err))
        return false;
    if (answer.status == 404 && sync->absent_count < ABSENT_MAX) {
        // It may come later: it is asked for again when the server has other news.
        memcpy(sync->absent[sync->absent_count++], note, NOTE_NAME_SIZE);
        bytes_clear(&answer.body);
        return true;
    }
    ok = http_expect(&answer, ACKNOWLEDGEMENT_NOTE_TYPE, err);
    note_name(real, answer.body.data, answer.body.length);
    if (ok && memcmp(real, note, sizeof real) != 0)
        ok = err_set(err, ERR_OFFLINE, "a note came damaged: it is fetched again");
    outbox_note_name(name, note, ".note");
    ok = ok && outbox_put(sync->agent->in, name, answer.body.data, answer.body.length, err);
    bytes_clear(&answer.body);
    return ok;
}

static bool take_note_answer(struct sync *sync, const uint8_t *note, struct http_answer *answer,
                             struct acknowledgement_note *out, struct err *err)
{
    char name[OUTBOX_NAME_SIZE];
    bool ok;

    ok = acknowledgement_read_note(out, answer->body.data, answer->body.length,
                                   sync->agent->server.server_sign, err);
    if (ok && memcmp(out->name, note, NOTE_NAME_SIZE) != 0)
        ok = err_set(err, ERR_OFFLINE, "the server answered about another note");
    if (ok && out->complete) {
        outbox_note_name(name, note, ".ack");
        ok = outbox_put(sync->agent->in, name, answer->body.data, answer->body.length, err);
    }
    bytes_clear(&answer->body);
    return ok;
}

static bool ask_note(struct sync *sync, const uint8_t *note, struct acknowledgement_note *out,
                     struct err *err)
{
    struct http_request request = {.method = "GET", .max_length = ACKNOWLEDGEMENT_MAX};
    struct http_answer answer = {0};
    char path[PATH_SIZE];

    note_path(path, note, "/state");
    request.path = path;
    return exchange(sync, &request, ACKNOWLEDGEMENT_TYPE, &answer, err)
               ? take_note_answer(sync, note, &answer, out, err)
               : (bytes_clear(&answer.body), false);
}

static bool send_chunk(struct sync *sync, const uint8_t *note, const struct bytes *file,
                       struct acknowledgement_note *state, struct err *err)
{
    struct http_request request = {
        .method = "PUT", .type = ACKNOWLEDGEMENT_NOTE_TYPE, .max_length = ACKNOWLEDGEMENT_MAX};
    struct http_answer answer = {0};
    size_t offset = (size_t)state->received;
    size_t length = file->length - offset < CHUNK ? file->length - offset : CHUNK;
    struct bytes chunk = {0};
    char offset_text[48];
    char path[PATH_SIZE];
    bool ok;

    snprintf(offset_text, sizeof offset_text, "?offset=%zu", offset);
    note_path(path, note, offset_text);
    bytes_add(&chunk, file->data + offset, length);
    request.path = path;
    request.body = &chunk;
    ok = exchange(sync, &request, ACKNOWLEDGEMENT_TYPE, &answer, err);
    bytes_clear(&chunk);
    if (!ok) {
        bytes_clear(&answer.body);
        return false;
    }
    return take_note_answer(sync, note, &answer, state, err);
}

// Goes on where the server ended, whatever happened before.
static bool send_note(struct sync *sync, const struct carry_step *step, struct err *err)
{
    struct acknowledgement_note state;
    struct bytes file = {0};
    bool ok;

    if (!outbox_get(sync->agent->out, step->name, NOTE_SEALED_MAX, &file, err))
        return err->kind == ERR_NOT_FOUND;
    ok = ask_note(sync, step->note, &state, err);
    while (ok && !state.complete) {
        int64_t before = state.received;

        if (before < 0 || (size_t)before >= file.length)
            ok = err_set(err, ERR_OFFLINE, "the server has more of a note than there is");
        else
            ok = send_chunk(sync, step->note, &file, &state, err);
        if (ok && !state.complete && state.received <= before)
            ok = err_set(err, ERR_OFFLINE, "the server did not take a picture: it is sent later");
    }
    bytes_clear(&file);
    return ok && agent_note_contact(sync->agent, "", err);
}

// --- wishes ---

static bool answer_wish(struct sync *sync, const char *word, bool done, const char *text,
                        struct err *err)
{
    struct outbox_answer answer = {.done = done};
    char name[OUTBOX_NAME_SIZE];

    str_copy(answer.wish, sizeof answer.wish, word);
    str_copy(answer.text, sizeof answer.text, text);
    snprintf(name, sizeof name, "%s.answer", word);
    return outbox_write_state(sync->agent->in, name, &outbox_answer_shape, &answer, err);
}

static bool has_answer(const struct sync *sync, const char *word)
{
    char path[OUTBOX_PATH_SIZE];
    char name[OUTBOX_NAME_SIZE];

    snprintf(name, sizeof name, "%s.answer", word);
    outbox_path(path, sync->agent->in, name);
    return access(path, F_OK) == 0;
}

static bool grant_wishes(struct sync *sync, struct err *err)
{
    struct outbox_wish wish;
    struct err refused;
    bool done;

    if (!has_answer(sync, "enrol") &&
        outbox_read_state(sync->agent->out, "enrol.wish", &outbox_wish_shape, &wish, &refused)) {
        done = agent_enrol(sync->agent, wish.url, wish.code, &refused);
        if (!answer_wish(sync, "enrol", done, done ? "" : refused.text, err))
            return false;
    }
    // Whoever wished to send sees it done when the server's head is known again.
    if (!has_answer(sync, "sync") &&
        outbox_read_state(sync->agent->out, "sync.wish", &outbox_wish_shape, &wish, &refused)) {
        sync->asked = false;
        return answer_wish(sync, "sync", true, "", err);
    }
    return true;
}

// --- the loop ---

static bool look(struct sync *sync, struct outbox_list *out, struct outbox_list *in,
                 struct err *err)
{
    *out = (struct outbox_list){0};
    *in = (struct outbox_list){0};
    if (!outbox_list_open(out, sync->agent->out, err))
        return false;
    if (!outbox_list_open(in, sync->agent->in, err)) {
        outbox_list_close(out);
        return false;
    }
    sync->has_kiosk =
        outbox_read_state(sync->agent->out, "kiosk.state", &outbox_kiosk_shape, &sync->kiosk, err);
    return true;
}

static bool decide(struct sync *sync, struct carry_step *step, struct err *err)
{
    struct outbox_list out;
    struct outbox_list in;
    struct carry_view view;

    if (!look(sync, &out, &in, err))
        return false;
    view = (struct carry_view){.kiosk = sync->has_kiosk ? &sync->kiosk : NULL,
                               .out = &out,
                               .in = &in,
                               .head = sync->asked ? &sync->head : NULL,
                               .absent = (const uint8_t(*)[NOTE_NAME_SIZE])sync->absent,
                               .absent_count = sync->absent_count};
    carry_next(&view, step);
    outbox_list_close(&out);
    outbox_list_close(&in);
    return true;
}

static bool do_step(struct sync *sync, const struct carry_step *step, struct err *err)
{
    switch (step->act) {
    case CARRY_ASK:
        return ask_head(sync, 0, err);
    case CARRY_SEND:
        return send_envelope(sync, step->name, err);
    case CARRY_FETCH:
        return fetch_records(sync, step->after, err);
    case CARRY_FETCH_NOTE:
        return fetch_note(sync, step->note, err);
    case CARRY_SEND_NOTE:
        return send_note(sync, step, err);
    case CARRY_REMOVE:
        return outbox_remove(sync->agent->in, step->name, err);
    case CARRY_WAIT:
        break;
    }
    return true;
}

static bool drain(int watch)
{
    char events[4096];
    bool any = false;

    while (read(watch, events, sizeof events) > 0)
        any = true;
    return any;
}

// Waits for the kiosk or the server; what is absent is asked for again after news of either.
static bool wait_for_news(struct sync *sync, struct err *err)
{
    bool ok = true;

    if (sync->agent->enrolled && sync->has_kiosk) {
        ok = ask_head(sync, sync->agent->wait_ms, err);
    } else {
        struct pollfd watch = {.fd = sync->watch, .events = POLLIN};

        poll(&watch, 1, -1);
    }
    drain(sync->watch);
    sync->absent_count = 0;
    return ok;
}

// One second, two, four … to the longest, each shortened by up to a half so that kiosks that lost
// the server together do not come back together.
static void pause_a_while(struct sync *sync)
{
    struct pollfd watch = {.fd = sync->watch, .events = POLLIN};
    int64_t pause = sync->pause_ms;

    if (pause > sync->agent->backoff_ms)
        pause = sync->agent->backoff_ms;
    pause -= (int64_t)randombytes_uniform((uint32_t)(pause / 2 + 1));
    poll(&watch, 1, (int)pause);
    if (drain(sync->watch))
        sync->pause_ms = FIRST_PAUSE_MS;
    else if (sync->pause_ms < sync->agent->backoff_ms)
        sync->pause_ms *= 2;
    sync->asked = false;
}

static void refusal(struct sync *sync, const struct err *err)
{
    struct err unwritten;

    fprintf(stderr, "diolch-agent: %s\n", err->text);
    if (!agent_note_contact(sync->agent, err->text, &unwritten))
        fprintf(stderr, "diolch-agent: %s\n", unwritten.text);
}

static bool step_once(struct sync *sync, bool *waiting, struct err *err)
{
    struct carry_step step = {.act = CARRY_WAIT};

    if (!grant_wishes(sync, err) || !decide(sync, &step, err))
        return false;
    *waiting = step.act == CARRY_WAIT || !sync->agent->enrolled;
    return *waiting || do_step(sync, &step, err);
}

static bool reopen_http(struct sync *sync, struct err *err)
{
    if (!sync->agent->enrolled || sync->http)
        return true;
    return http_open(&sync->http, sync->agent->url, sync->agent->certificate, &sync->agent->limits,
                     err);
}

static bool run(struct sync *sync, bool once, struct err *err)
{
    for (;;) {
        bool waiting = false;
        bool ok = reopen_http(sync, err) && step_once(sync, &waiting, err);

        if (ok && waiting && once)
            return sync->agent->enrolled ||
                   err_set(err, ERR_NOT_FOUND, "this machine is not enrolled: enrol it first");
        if (ok && waiting)
            ok = wait_for_news(sync, err);
        if (ok) {
            sync->pause_ms = FIRST_PAUSE_MS;
            continue;
        }
        refusal(sync, err);
        if (once)
            return false;
        pause_a_while(sync);
    }
}

bool agent_sync(struct agent *agent, bool once, struct err *err)
{
    struct sync sync = {.agent = agent, .pause_ms = FIRST_PAUSE_MS};
    bool ok;

    sync.watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (sync.watch < 0 || inotify_add_watch(sync.watch, agent->out, IN_MOVED_TO | IN_ONLYDIR) < 0) {
        if (sync.watch >= 0)
            close(sync.watch);
        return err_set(err, ERR_INTERNAL,
                       "the kiosk's folder %s cannot be watched: start the kiosk once first",
                       agent->out);
    }
    ok = run(&sync, once, err);
    http_close(sync.http);
    close(sync.watch);
    return ok;
}
