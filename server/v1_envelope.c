// SPDX-License-Identifier: Apache-2.0

// POST /v1/envelope: records of a kiosk. GET /v1/head: what the server has, at once or when there
// is news.

#include "server/routes.h"

#include "server/down.h"
#include "server/ingest.h"
#include "server/journal.h"
#include "shared/envelope.h"

static void acknowledge(struct request *request, const struct acknowledgement *head)
{
    acknowledgement_write(head, &request->office->keys, &request->answer);
    request_answer(request, 200, ACKNOWLEDGEMENT_TYPE);
}

// What somebody asked to be remembered is known at the next kiosk. The envelope is stored whatever
// becomes of this, and the next telling makes it good.
static void tell_chosen(struct request *request, const struct ingest_result *result)
{
    struct err err;

    if (result->chose_count == 0)
        return;
    if (db_begin(request->db, &err) &&
        db_end(request->db,
               down_some(request->db, request->office, result->chose, result->chose_count, &err),
               &err))
        office_ring(request->office);
    else
        journal_write("tell", "%s", err.text);
}

static void post_envelope(struct request *request)
{
    struct acknowledgement head;
    struct ingest_result result;
    char log[ID_TEXT_SIZE];
    struct err err;

    if (!ingest_envelope(request->db, request->office, &request->body, &result, &err)) {
        request_fail(request, &err);
        return;
    }
    id_write(log, result.life.log_id);
    journal_write("envelope",
                  "log=%s from=%lld to=%lld stored=%lld known=%lld forked=%lld exceptions=%lld "
                  "gap=%d",
                  log, (long long)result.from, (long long)result.to, (long long)result.stored,
                  (long long)result.known, (long long)result.forked, (long long)result.exceptions,
                  result.gap);
    tell_chosen(request, &result);
    if (ingest_acknowledge(request->db, result.life.log_id, &head, &err))
        acknowledge(request, &head);
    else
        request_fail(request, &err);
}

/* What the agent says it knows already. */
struct asked {
    int64_t seq;
    int64_t down;
    int64_t wait_s;
};

static bool read_asked(struct request *request, struct asked *out, struct err *err)
{
    *out = (struct asked){-1, -1, 0};
    return (!request_query(request, "seq") ||
            request_query_int(request, "seq", 0, RECORD_SEQ_MAX, &out->seq, err)) &&
           (!request_query(request, "down") ||
            request_query_int(request, "down", 0, RECORD_SEQ_MAX, &out->down, err)) &&
           (!request_query(request, "wait") ||
            request_query_int(request, "wait", 0, 3600, &out->wait_s, err));
}

static bool is_own(const struct request *request, struct id log_id, struct err *err)
{
    return id_equal(log_id, request->life.log_id) || id_equal(log_id, request->life.down_log_id) ||
           err_set(err, ERR_NOT_FOUND, "that log is another kiosk's");
}

static bool same_head(const struct acknowledgement *a, const struct acknowledgement *b)
{
    return a->seq == b->seq && a->secured_seq == b->secured_seq && a->down_seq == b->down_seq &&
           a->forked == b->forked;
}

// What the agent sends while it waits is answered to it there, and is no news here.
static bool is_news(const struct acknowledgement *now, const struct acknowledgement *begun)
{
    return now->down_seq != begun->down_seq || now->seq < begun->seq ||
           now->forked != begun->forked;
}

// The head as it was when the agent began to wait; NULL: it knew less, or waits for nothing.
static const struct acknowledgement *waits_since(struct request *request, const struct asked *asked,
                                                 const struct acknowledgement *now)
{
    struct acknowledgement *since = request->kept;

    if (since || asked->wait_s == 0 || asked->seq != now->seq || asked->down < now->down_seq)
        return since;
    request->kept = since = pool_new(&request->pool, 1, sizeof *since);
    *since = *now;
    return since;
}

static void answer_head(struct request *request, const struct asked *asked,
                        const struct acknowledgement *now)
{
    const struct acknowledgement *since = waits_since(request, asked, now);
    int64_t longest = request->office->settings.wait_ms;
    int64_t wait_ms = asked->wait_s * 1000 < longest ? asked->wait_s * 1000 : longest;

    if (since && !is_news(now, since) && request_wait(request, request->life.log_id, wait_ms))
        return;
    if (since && same_head(now, since))
        request_answer(request, 204, NULL);
    else
        acknowledge(request, now);
}

static void get_head(struct request *request)
{
    struct acknowledgement now;
    struct asked asked;
    struct id log_id;
    struct err err;

    if (!request_query_id(request, "log", &log_id, &err) || !is_own(request, log_id, &err) ||
        !read_asked(request, &asked, &err) ||
        !ingest_acknowledge(request->db, request->life.log_id, &now, &err) ||
        !kiosks_touch(request->db, &request->life, &err)) {
        request_fail(request, &err);
        return;
    }
    answer_head(request, &asked, &now);
}

const struct request_route v1_envelope_routes[] = {
    {"POST", "/v1/envelope", REQUEST_KIOSK, post_envelope, ENVELOPE_MAX},
    {"GET", "/v1/head", REQUEST_KIOSK, get_head, 0},
    {0},
};
