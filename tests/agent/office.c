// SPDX-License-Identifier: Apache-2.0
#include "tests/agent/office.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/json.h"
#include "shared/mem.h"
#include "shared/shape.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

static const char IDENTITY_TYPE[] = "application/vnd.diolch.identity";
static const char ENROLMENT_TYPE[] = "application/vnd.diolch.enrolment";

// --- answers ---

static enum peer_then answer(struct bytes *out, const char *type, struct bytes *body)
{
    peer_add_answer(out, 200, type, body->data, body->length);
    bytes_clear(body);
    return PEER_KEEP;
}

static enum peer_then refuse(struct bytes *out, int status, const char *text)
{
    struct bytes json = {0};

    json_begin(&json, NULL, '{');
    json_put_text(&json, "code", "refused");
    json_put_text(&json, "text", text);
    json_end(&json, '}');
    peer_add_answer(out, status, "application/json", json.data, json.length);
    bytes_clear(&json);
    return PEER_KEEP;
}

static const struct keys *signer(const struct office *office)
{
    return office->fault == OFFICE_FORGED ? &office->recovery : &office->keys;
}

static enum peer_then answer_head(struct office *office, struct bytes *out)
{
    struct acknowledgement head = office->head;
    struct bytes body = {0};

    if (office->fault == OFFICE_MISTAKEN)
        head.log_id = sample_id(0x99);
    head.down_seq = office->down_count;
    acknowledgement_write(&head, signer(office), &body);
    return answer(out, ACKNOWLEDGEMENT_TYPE, &body);
}

static enum peer_then give_identity(struct office *office, struct bytes *out)
{
    struct enrol_identity identity = {.organisation = "The office"};
    struct bytes body = {0};

    memcpy(identity.server_sign, office->keys.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(identity.server_seal, office->keys.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(identity.recovery_seal, office->recovery.seal_public, KEYS_PUBLIC_SIZE);
    str_copy(identity.certificate, sizeof identity.certificate, peer_certificate(office->number));
    enrol_write_identity(&identity, &office->keys, &body);
    return answer(out, IDENTITY_TYPE, &body);
}

static enum peer_then enrol(struct office *office, const struct peer_request *request,
                            struct bytes *out)
{
    struct outbox_enrolment enrolment = {
        .kiosk_id = sample_id(0x4B), .down_log_id = office->head.down_log_id, .letter = "A"};
    struct enrol_request asked;
    struct bytes body = {0};
    struct json *json;
    struct err err;
    bool ok = json_read(&json, bytes_text(&request->body), request->body.length, 4096, &err);

    ok = ok && shape_read_exactly(&enrol_request_shape, json, &asked, &err);
    json_free(json);
    if (!ok)
        return refuse(out, 400, "That was not understood.");
    if (memcmp(asked.secret, office->code.secret, sizeof asked.secret) != 0)
        return refuse(out, 403, "Mae'r cod hwn wedi'i ddefnyddio.\nAsk for a n\xC3\xAAw one.");
    enrolment.log_id = office->fault == OFFICE_OTHER_LIFE ? sample_id(0x99) : asked.log_id;
    memcpy(office->agent_sign, asked.agent_sign, sizeof office->agent_sign);
    memcpy(enrolment.server_sign, office->keys.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(enrolment.server_seal, office->keys.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(enrolment.recovery_seal, office->recovery.seal_public, KEYS_PUBLIC_SIZE);
    office->enrolled = true;
    enrol_write_answer(&enrolment, signer(office), &body);
    return answer(out, ENROLMENT_TYPE, &body);
}

static void store(struct office *office, const struct envelope_batch *batch)
{
    struct bytes_reader reader = {batch->records.data, batch->records.length};
    const uint8_t *raw;
    size_t length;

    for (int64_t seq = batch->from; envelope_batch_next(&reader, &raw, &length); seq++) {
        if (seq != office->head.seq + 1)
            continue;
        office->head.seq = seq;
        record_hash(office->head.hash, raw, length);
    }
}

static enum peer_then take_envelope(struct office *office, const struct peer_request *request,
                                    struct bytes *out)
{
    struct envelope_batch batch;
    struct envelope envelope;
    struct err err;

    if (office->fault == OFFICE_REFUSES ||
        !envelope_open(&envelope, request->body.data, request->body.length, &office->keys, &err))
        return refuse(out, 400, "That was not understood.");
    if (office->fault != OFFICE_STUBBORN &&
        envelope_verify(&envelope, office->kiosk.sign_public, &batch, &err)) {
        store(office, &batch);
        envelope_batch_clear(&batch);
    }
    envelope_clear(&envelope);
    return office->fault == OFFICE_LOSES ? PEER_CLOSE : answer_head(office, out);
}

// Records from..to of a log, as sample_batch makes them.
static struct envelope_batch cut(struct id log_id, int64_t from, int64_t to)
{
    struct envelope_batch all = sample_batch(log_id, (size_t)to);
    struct envelope_batch some = {.log_id = log_id, .from = from};
    struct bytes_reader reader = {all.records.data, all.records.length};
    const uint8_t *raw;
    size_t length;

    for (int64_t seq = 1; envelope_batch_next(&reader, &raw, &length); seq++)
        if (seq >= from)
            envelope_batch_add(&some, raw, length);
    envelope_batch_clear(&all);
    return some;
}

static enum peer_then give_records(struct office *office, const char *target, struct bytes *out)
{
    const char *text = strstr(target, "after=");
    int64_t after = text ? strtoll(text + strlen("after="), NULL, 10) : 0;
    int64_t to = after + 3 < office->down_count ? after + 3 : office->down_count;
    struct envelope_batch batch = cut(office->head.down_log_id, after + 1, to);
    struct bytes body = {0};

    envelope_seal(&batch, &office->keys,
                  (const uint8_t(*)[KEYS_PUBLIC_SIZE]) & office->kiosk.seal_public, 1, &body);
    envelope_batch_clear(&batch);
    if (office->fault == OFFICE_WRONG_DOWN)
        to = after = INT64_MAX - 1;
    bytes_addf(out,
               "HTTP/1.1 200 OK\r\nDiolch-Range: %lld-%lld\r\nContent-Type: %s\r\n"
               "Content-Length: %zu\r\n\r\n",
               (long long)after + 1, (long long)to, ACKNOWLEDGEMENT_ENVELOPE_TYPE, body.length);
    bytes_add(out, body.data, body.length);
    bytes_clear(&body);
    return PEER_KEEP;
}

// --- notes ---

static struct office_note *find_note(struct office_note *notes, const uint8_t *name)
{
    for (size_t i = 0; i < OFFICE_NOTES; i++)
        if (memcmp(notes[i].name, name, NOTE_NAME_SIZE) == 0)
            return &notes[i];
    return NULL;
}

static enum peer_then answer_note(struct office *office, const uint8_t *name, struct bytes *out)
{
    const struct office_note *note = find_note(office->up, name);
    struct acknowledgement_note state = {0};
    struct bytes body = {0};

    memcpy(state.name, name, sizeof state.name);
    if (note) {
        state.received = (int64_t)note->bytes.length;
        state.complete = note->complete;
    }
    acknowledgement_write_note(&state, signer(office), &body);
    return answer(out, ACKNOWLEDGEMENT_TYPE, &body);
}

static enum peer_then take_note(struct office *office, const struct peer_request *request,
                                const uint8_t *name, struct bytes *out)
{
    static const uint8_t none[NOTE_NAME_SIZE];
    struct office_note *note = find_note(office->up, name);
    uint8_t real[NOTE_NAME_SIZE];

    if (office->fault == OFFICE_NO_PICTURES)
        return refuse(out, 413, "Too large.");
    if (!note)
        note = find_note(office->up, none);
    memcpy(note->name, name, sizeof note->name);
    if (strtoul(strstr(request->target, "offset=") + 7, NULL, 10) == note->bytes.length)
        bytes_add(&note->bytes, request->body.data, request->body.length);
    note_name(real, note->bytes.data, note->bytes.length);
    note->complete = memcmp(real, name, sizeof real) == 0;
    return answer_note(office, name, out);
}

static enum peer_then about_note(struct office *office, const struct peer_request *request,
                                 struct bytes *out)
{
    char hex[2 * NOTE_NAME_SIZE + 1];
    uint8_t name[NOTE_NAME_SIZE];
    const struct office_note *note;

    snprintf(hex, sizeof hex, "%s", request->target + strlen("/v1/note/"));
    if (!str_unhex(name, sizeof name, hex))
        return refuse(out, 404, "No note has such a name.");
    if (str_equal(request->method, "PUT"))
        return take_note(office, request, name, out);
    if (strstr(request->target, "/state"))
        return answer_note(office, name, out);
    note = find_note(office->down, name);
    if (!note)
        return refuse(out, 404, "No note has such a name.");
    peer_add_answer(out, 200, ACKNOWLEDGEMENT_NOTE_TYPE, note->bytes.data, note->bytes.length);
    return PEER_KEEP;
}

// --- the office ---

static bool is_known(const struct office *office, const struct peer_request *request)
{
    uint8_t agent[KEYS_PUBLIC_SIZE];

    return office->fault != OFFICE_STRANGER && office->enrolled &&
           enrol_check_authorization(agent, request->authorization, request->method,
                                     request->target, &request->body) &&
           memcmp(agent, office->agent_sign, sizeof agent) == 0;
}

// A poll that was begun waits on, whatever is sent meanwhile: for the down log.
static enum peer_then wait_or_answer(struct office *office, const char *target, struct bytes *out)
{
    const char *seq = strstr(target, "&seq=");
    const char *down = strstr(target, "&down=");

    if (!strstr(target, "&wait=") || !seq || !down ||
        strtoll(seq + 5, NULL, 10) > office->head.seq ||
        strtoll(down + 6, NULL, 10) != office->down_count)
        return answer_head(office, out);
    if (!office->wait_is_over)
        return PEER_HANG;
    office->wait_is_over = false;
    bytes_add_text(out, "HTTP/1.1 204 No Content\r\n\r\n");
    return PEER_KEEP;
}

static enum peer_then say(void *context, const struct peer_request *request, struct bytes *out)
{
    static const char page[] = "<html>Sign in to the wireless network</html>";
    struct office *office = context;

    if (office->target_count < OFFICE_TARGETS)
        snprintf(office->targets[office->target_count++], sizeof office->targets[0], "%s %.140s",
                 request->method, request->target);
    if (office->fault == OFFICE_PORTAL) {
        peer_add_answer(out, 200, "text/html", page, strlen(page));
        return PEER_KEEP;
    }
    if (office->fault == OFFICE_BUSY)
        return refuse(out, 503, "Busy.");
    if (str_equal(request->target, "/v1/identity"))
        return give_identity(office, out);
    if (str_equal(request->target, "/v1/enrol"))
        return enrol(office, request, out);
    if (!is_known(office, request))
        return refuse(out, 401, "This kiosk is not enrolled here.");
    if (str_starts(request->target, "/v1/head"))
        return wait_or_answer(office, request->target, out);
    if (str_starts(request->target, "/v1/envelope"))
        return take_envelope(office, request, out);
    if (str_starts(request->target, "/v1/down"))
        return give_records(office, request->target, out);
    return str_starts(request->target, "/v1/note/") ? about_note(office, request, out)
                                                    : refuse(out, 404, "Nothing is here.");
}

void office_open(struct office *office, uint8_t number)
{
    const struct peer_script script = {.answer = say, .context = office, .identity = number};

    *office = (struct office){
        .number = number,
        .keys = sample_keys((uint8_t)(0x50 + number)),
        .recovery = sample_keys(0x60),
        .kiosk = sample_keys(0x70),
        .head = {.log_id = sample_id(OFFICE_LOG),
                 .down_log_id = sample_id((uint8_t)(OFFICE_DOWN + number)),
                 .server_ms = INT64_C(1795435200000)},
    };
    enrol_make_code(&office->code, office->keys.sign_public);
    enrol_write_code(office->code_text, &office->code);
    office->peer = peer_open(&script);
}

void office_close(struct office *office)
{
    peer_close(office->peer);
    for (size_t i = 0; i < OFFICE_NOTES; i++) {
        bytes_clear(&office->up[i].bytes);
        bytes_clear(&office->down[i].bytes);
    }
}

void office_end_wait(struct office *office)
{
    peer_begin(office->peer);
    office->wait_is_over = true;
    peer_end(office->peer);
    peer_poke(office->peer);
}

size_t office_count(struct office *office, const char *start)
{
    size_t count = 0;

    peer_begin(office->peer);
    for (size_t i = 0; i < office->target_count; i++)
        count += str_starts(office->targets[i], start);
    peer_end(office->peer);
    return count;
}

// --- the machine ---

static void clear_folder(const char *folder)
{
    struct outbox_list list;
    struct err err;

    if (!outbox_list_open(&list, folder, &err)) {
        assert_int_equal(mkdir(folder, 0750), 0);
        return;
    }
    for (size_t i = 0; i < list.count; i++)
        check_ok(outbox_remove(folder, list.names[i], &err), &err);
    outbox_list_close(&list);
}

void office_make_machine(void)
{
    static const char config[] = "[agent]\ndata = data\nout = out\nin = in\n"
                                 "[network]\nconnect_seconds = 5\ntotal_seconds = 10\n";
    struct err err;

    clear_folder("data");
    clear_folder("out");
    clear_folder("in");
    check_ok(bytes_write_file("agent.conf", config, strlen(config), 0600, &err), &err);
}

struct outbox_kiosk office_kiosk(const struct office *office, int64_t seq, int64_t down_seq)
{
    struct outbox_kiosk kiosk = {.log_id = sample_id(OFFICE_LOG),
                                 .seq = seq,
                                 .down_log_id = office->head.down_log_id,
                                 .down_seq = down_seq};

    memcpy(kiosk.sign_public, office->kiosk.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(kiosk.seal_public, office->kiosk.seal_public, KEYS_PUBLIC_SIZE);
    return kiosk;
}

void office_write_kiosk(const struct outbox_kiosk *kiosk)
{
    struct err err;

    check_ok(outbox_write_state("out", "kiosk.state", &outbox_kiosk_shape, kiosk, &err), &err);
}

void office_put_envelope(const struct office *office, int64_t from, int64_t to)
{
    struct envelope_batch batch = cut(sample_id(OFFICE_LOG), from, to);
    struct outbox_range range = {sample_id(OFFICE_LOG), from, to};
    char name[OUTBOX_NAME_SIZE];
    struct bytes sealed = {0};
    struct err err;

    envelope_seal(&batch, &office->kiosk,
                  (const uint8_t(*)[KEYS_PUBLIC_SIZE]) & office->keys.seal_public, 1, &sealed);
    outbox_envelope_name(name, &range);
    check_ok(outbox_put("out", name, sealed.data, sealed.length, &err), &err);
    envelope_batch_clear(&batch);
    bytes_clear(&sealed);
}

void office_fill_note(struct office_note *note, uint8_t fill, size_t length)
{
    uint8_t *bytes = bytes_extend(&note->bytes, length);

    for (size_t i = 0; i < length; i++)
        bytes[i] = (uint8_t)(fill + i / 1000);
    note_name(note->name, note->bytes.data, note->bytes.length);
}

void office_put_note(uint8_t name[static NOTE_NAME_SIZE], size_t length)
{
    struct office_note note = {0};
    char file[OUTBOX_NAME_SIZE];
    struct err err;

    office_fill_note(&note, 3, length);
    memcpy(name, note.name, sizeof note.name);
    outbox_note_name(file, note.name, ".note");
    check_ok(outbox_put("out", file, note.bytes.data, note.bytes.length, &err), &err);
    bytes_clear(&note.bytes);
}

void office_wish(const char *word, const char *url, const char *code)
{
    struct outbox_wish wish = {0};
    char name[OUTBOX_NAME_SIZE];
    struct err err;

    str_copy(wish.wish, sizeof wish.wish, word);
    str_copy(wish.url, sizeof wish.url, url);
    str_copy(wish.code, sizeof wish.code, code);
    snprintf(name, sizeof name, "%s.wish", word);
    check_ok(outbox_write_state("out", name, &outbox_wish_shape, &wish, &err), &err);
}

bool office_has(const char *folder, const char *name)
{
    char path[OUTBOX_PATH_SIZE];

    outbox_path(path, folder, name);
    return access(path, F_OK) == 0;
}

bool office_wait(const char *folder, const char *name, bool there)
{
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    struct pollfd changes = {.fd = watch, .events = POLLIN};
    char events[4096];
    bool ok = true;

    inotify_add_watch(watch, folder, IN_MOVED_TO | IN_DELETE);
    while (ok && office_has(folder, name) != there)
        ok = poll(&changes, 1, 10000) > 0 && read(watch, events, sizeof events) > 0;
    close(watch);
    return ok;
}

size_t office_files(const char *folder, const char *suffix)
{
    struct outbox_list list;
    size_t count = 0;
    struct err err;

    check_ok(outbox_list_open(&list, folder, &err), &err);
    for (size_t i = 0; i < list.count; i++)
        count += outbox_ends(list.names[i], suffix);
    outbox_list_close(&list);
    return count;
}

void office_enrol(struct office *office)
{
    struct agent agent;
    struct err err;

    check_ok(agent_open(&agent, "agent.conf", true, &err), &err);
    check_ok(agent_enrol(&agent, peer_url(office->peer), office->code_text, &err), &err);
    agent_close(&agent);
}

bool office_sync(struct err *err)
{
    struct agent agent;
    struct err failed;
    bool ok;

    check_ok(agent_open(&agent, "agent.conf", true, &failed), &failed);
    ok = agent_sync(&agent, true, err);
    agent_close(&agent);
    return ok;
}
