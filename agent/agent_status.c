// SPDX-License-Identifier: Apache-2.0
#include "agent/agent.h"

#include <stdio.h>

#include "agent/carry.h"
#include "shared/json.h"
#include "shared/str.h"
#include "shared/when.h"

struct picture {
    struct outbox_agent contact;
    struct outbox_kiosk kiosk;
    bool has_kiosk;
    struct acknowledgement head;
    bool has_head;
    int64_t records;
    int64_t notes;
};

static void read_head(const struct agent *agent, struct picture *out)
{
    struct bytes file = {0};
    struct err err;

    out->has_head =
        agent->enrolled && outbox_get(agent->in, "server.ack", ACKNOWLEDGEMENT_MAX, &file, &err) &&
        acknowledgement_read(&out->head, file.data, file.length, agent->server.server_sign, &err);
    bytes_clear(&file);
}

static bool look(const struct agent *agent, struct picture *out, struct err *err)
{
    struct outbox_list up = {0};
    struct outbox_list down = {0};
    struct err unread;

    *out = (struct picture){0};
    if (!agent_read_contact(agent, &out->contact, err))
        return false;
    out->has_kiosk =
        outbox_read_state(agent->out, "kiosk.state", &outbox_kiosk_shape, &out->kiosk, &unread);
    read_head(agent, out);
    if (outbox_list_open(&up, agent->out, &unread) && outbox_list_open(&down, agent->in, &unread))
        carry_count(&(struct carry_view){.kiosk = out->has_kiosk ? &out->kiosk : NULL,
                                         .out = &up,
                                         .in = &down,
                                         .skip = &(struct outbox_list){0},
                                         .head = out->has_head ? &out->head : NULL},
                    &out->records, &out->notes);
    outbox_list_close(&up);
    outbox_list_close(&down);
    return true;
}

static void put_instant(struct bytes *out, const char *name, int64_t instant_ms)
{
    char text[WHEN_INSTANT_SIZE];

    if (!instant_ms) {
        json_put_null(out, name);
        return;
    }
    when_write(text, instant_ms);
    json_put_text(out, name, text);
}

static void put_head(struct bytes *out, const char *name, int64_t seq, const uint8_t *hash)
{
    char hex[2 * RECORD_HASH_SIZE + 1];

    str_hex(hex, hash, RECORD_HASH_SIZE);
    json_begin(out, name, '{');
    json_put_int(out, "seq", seq);
    json_put_text(out, "hash", hex);
    json_end(out, '}');
}

static void print_json(const struct agent *agent, const struct picture *seen)
{
    struct bytes out = {0};

    json_begin(&out, NULL, '{');
    json_put_bool(&out, "enrolled", agent->enrolled);
    put_instant(&out, "last_contact", seen->contact.last_contact_ms);
    json_put_int(&out, "waiting_records", seen->records);
    put_instant(&out, "oldest_waiting", seen->records ? seen->kiosk.oldest_waiting_ms : 0);
    json_put_int(&out, "waiting_pictures", seen->notes);
    if (*seen->contact.last_refusal)
        json_put_text(&out, "last_refusal", seen->contact.last_refusal);
    else
        json_put_null(&out, "last_refusal");
    put_head(&out, "up", seen->head.seq, seen->head.hash);
    put_head(&out, "down", seen->head.down_seq, seen->head.down_hash);
    json_end(&out, '}');
    printf("%s\n", bytes_text(&out));
    bytes_clear(&out);
}

static void print_ago(const char *what, int64_t instant_ms)
{
    const int64_t hour = 60;
    const int64_t day = 24 * hour;
    int64_t minutes = (when_now_ms() - instant_ms) / 60000;

    if (!instant_ms)
        printf("%s: never\n", what);
    else if (minutes < 2)
        printf("%s: just now\n", what);
    else if (minutes < 2 * hour)
        printf("%s: %lld minutes ago\n", what, (long long)minutes);
    else if (minutes < 2 * day)
        printf("%s: %lld hours ago\n", what, (long long)(minutes / hour));
    else
        printf("%s: %lld days ago\n", what, (long long)(minutes / day));
}

static void print_words(const struct agent *agent, const struct picture *seen)
{
    printf("Enrolled: %s\n", agent->enrolled ? agent->url : "no");
    print_ago("Last contact", seen->contact.last_contact_ms);
    if (seen->records) {
        printf("Waiting: %lld record%s\n", (long long)seen->records, seen->records > 1 ? "s" : "");
        print_ago("The oldest", seen->kiosk.oldest_waiting_ms);
    } else {
        printf("Waiting: no records\n");
    }
    printf("Pictures waiting: %lld\n", (long long)seen->notes);
    if (*seen->contact.last_refusal)
        printf("Last refusal: %s\n", seen->contact.last_refusal);
    if (agent->enrolled && !seen->records && !seen->notes)
        printf("All sent, you may switch off.\n");
}

bool agent_status(struct agent *agent, bool json, struct err *err)
{
    struct picture seen;

    if (!look(agent, &seen, err))
        return false;
    if (json)
        print_json(agent, &seen);
    else
        print_words(agent, &seen);
    return true;
}
