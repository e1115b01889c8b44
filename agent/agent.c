// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "shared/shape.h"
#include "shared/str.h"
#include "shared/when.h"

#define KEEP_CONTACT_MS ((int64_t)60 * 1000)
#define TELL_KIOSK_MS ((int64_t)10 * 60 * 1000)
#define SERVER_FILE "server.enrolment" // its address, a line's end, its identity as it signed it

const struct config_key agent_keys[] = {
    {"agent", "data", "/var/lib/diolch/agent", "The agent's key and the server it believes."},
    {"agent", "out", "/var/lib/diolch/out", "The kiosk's folder of what is to be carried."},
    {"agent", "in", "/var/lib/diolch/in", "The agent's folder of what it brought."},
    {"network", "connect_seconds", "10", "How long to wait for a connection."},
    {"network", "total_seconds", "120", "How long one request may take."},
    {"network", "wait_seconds", "50", "How long the server may wait before it says: nothing new."},
    {"network", "backoff_seconds", "300", "The longest pause after the server was not reached."},
    {"network", "slow_bytes", "100",
     "Fewer bytes a second than this, for 30 seconds, is too slow."},
};
const size_t agent_key_count = sizeof agent_keys / sizeof agent_keys[0];

static bool read_network(struct agent *agent, const struct config *config, struct err *err)
{
    const struct {
        const char *name;
        int64_t high;
        int64_t unit;
        int64_t *to;
    } numbers[] = {
        {"connect_seconds", 600, 1000, &agent->limits.connect_ms},
        {"total_seconds", 3600, 1000, &agent->limits.total_ms},
        {"wait_seconds", 50, 1000, &agent->wait_ms},
        {"backoff_seconds", 86400, 1000, &agent->backoff_ms},
        {"slow_bytes", 1000000, 1, &agent->limits.low_bytes},
    };

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int64_t value;

        if (!config_int(config, "network", numbers[i].name,
                        (struct config_range){1, numbers[i].high}, &value, err))
            return false;
        *numbers[i].to = value * numbers[i].unit;
    }
    return true;
}

static bool read_folder(char *out, const struct config *config, const char *name, struct err *err)
{
    const char *text = config_text(config, "agent", name);

    return (strlen(text) < OUTBOX_PATH_SIZE - OUTBOX_NAME_SIZE &&
            str_copy(out, OUTBOX_PATH_SIZE, text)) ||
           err_set(err, ERR_INVALID, "%s in [agent] is too long", name);
}

static bool read_settings(struct agent *agent, const char *path, struct err *err)
{
    struct config *config;
    bool ok;

    if (!config_open(&config, path, agent_keys, agent_key_count, err))
        return false;
    ok = read_folder(agent->data, config, "data", err) &&
         read_folder(agent->out, config, "out", err) && read_folder(agent->in, config, "in", err) &&
         read_network(agent, config, err);
    config_close(config);
    return ok;
}

static bool take_lock(struct agent *agent, struct err *err)
{
    char path[OUTBOX_PATH_SIZE];

    outbox_path(path, agent->data, "agent.lock");
    agent->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (agent->lock < 0)
        return err_set(err, ERR_INTERNAL, "open %s: %s", path, strerror(errno));
    return flock(agent->lock, LOCK_EX | LOCK_NB) == 0 ||
           err_set(err, ERR_CONFLICT,
                   "another agent is at work in %s: stop it first, or leave the work to it",
                   agent->data);
}

static bool parse_server(struct agent *agent, const struct bytes *file, struct err *err)
{
    size_t length = strcspn(bytes_text(file), "\n");
    struct enrol_identity server;

    if (length == 0 || length >= sizeof agent->url || length >= file->length)
        return err_set(err, ERR_INVALID, "the server of the enrolment is damaged");
    if (!enrol_read_identity(&server, file->data + length + 1, file->length - length - 1, NULL,
                             err))
        return false;
    memcpy(agent->url, file->data, length);
    agent->url[length] = '\0';
    agent->server = server;
    agent->enrolled = true;
    return true;
}

// A damaged one is as good as none: the way out of both is to enrol again.
static bool read_server(struct agent *agent, struct err *err)
{
    struct bytes file = {0};
    bool ok;

    outbox_path(agent->certificate, agent->data, "server.pem");
    if (!outbox_get(agent->data, SERVER_FILE, sizeof agent->url + ENROL_IDENTITY_MAX, &file, err))
        return err->kind == ERR_NOT_FOUND; // not enrolled yet
    ok = parse_server(agent, &file, err) || err->kind == ERR_INVALID;
    bytes_clear(&file);
    return ok || err_wrap(err, "read the server of the enrolment");
}

// libcurl wants the certificate in a file of its own; the identity is what counts.
static bool put_certificate(const struct agent *agent, struct err *err)
{
    return !agent->enrolled || outbox_put(agent->data, "server.pem", agent->server.certificate,
                                          strlen(agent->server.certificate), err);
}

static bool begin_work(struct agent *agent, struct err *err)
{
    char key[OUTBOX_PATH_SIZE];

    outbox_path(key, agent->data, "agent.key");
    return outbox_make_folder(agent->data, err) && outbox_make_folder(agent->in, err) &&
           take_lock(agent, err) && keys_open(&agent->keys, key, err);
}

bool agent_open(struct agent *agent, const char *config, bool work, struct err *err)
{
    *agent = (struct agent){.lock = -1, .stop_fd = -1};
    if (read_settings(agent, config, err) && (!work || begin_work(agent, err)) &&
        read_server(agent, err) && (!work || put_certificate(agent, err)))
        return true;
    agent_close(agent);
    return false;
}

void agent_close(struct agent *agent)
{
    if (agent->lock >= 0)
        close(agent->lock);
    keys_clear(&agent->keys);
    *agent = (struct agent){.lock = -1, .stop_fd = -1};
}

bool agent_keep_server(struct agent *agent, const char *url, const struct bytes *identity,
                       struct err *err)
{
    struct bytes file = {0};
    bool ok;

    bytes_addf(&file, "%s\n", url);
    bytes_add(&file, identity->data, identity->length);
    ok = outbox_put(agent->data, SERVER_FILE, file.data, file.length, err) &&
         parse_server(agent, &file, err) && put_certificate(agent, err);
    bytes_clear(&file);
    return ok;
}

// One that cannot be read says as little as none, and is written anew.
bool agent_read_contact(const struct agent *agent, struct outbox_agent *out, struct err *err)
{
    *out = (struct outbox_agent){0};
    return outbox_read_state(agent->data, "contact.state", &outbox_agent_shape, out, err) ||
           err->kind == ERR_NOT_FOUND || err->kind == ERR_INVALID;
}

// Written when something else than the time changed, or the time by so much, to either side.
static bool tell(const char *folder, const char *name, const struct outbox_agent *now,
                 int64_t every_ms, struct err *err)
{
    struct outbox_agent old = {0};
    struct err unread;

    if (outbox_read_state(folder, name, &outbox_agent_shape, &old, &unread) &&
        old.enrolled == now->enrolled && str_equal(old.last_refusal, now->last_refusal) &&
        llabs(now->last_contact_ms - old.last_contact_ms) < every_ms)
        return true;
    return outbox_write_state(folder, name, &outbox_agent_shape, now, err);
}

static bool tell_both(struct agent *agent, struct outbox_agent *now, struct err *err)
{
    now->enrolled = agent->enrolled;
    return tell(agent->data, "contact.state", now, KEEP_CONTACT_MS, err) &&
           tell(agent->in, "agent.state", now, TELL_KIOSK_MS, err);
}

bool agent_note_contact(struct agent *agent, struct err *err)
{
    struct outbox_agent now;

    if (!agent_read_contact(agent, &now, err))
        return false;
    now.last_contact_ms = when_now_ms();
    return tell_both(agent, &now, err);
}

bool agent_note_refusal(struct agent *agent, const char *refusal, struct err *err)
{
    struct outbox_agent now;

    if (!agent_read_contact(agent, &now, err))
        return false;
    str_copy(now.last_refusal, sizeof now.last_refusal, refusal);
    return tell_both(agent, &now, err);
}
