// SPDX-License-Identifier: Apache-2.0

// GET /v1/down: what the office has to say to one kiosk, sealed to it alone.

#include "server/routes.h"

#include <stdio.h>
#include <string.h>

#include "shared/acknowledgement.h"
#include "shared/envelope.h"
#include "shared/log.h"

#define RANGE_SIZE 48

static void answer_batch(struct request *request, const struct envelope_batch *batch)
{
    const struct kiosks_life *life = &request->life;
    char *range = pool_new(&request->pool, RANGE_SIZE, 1);
    char *log = pool_new(&request->pool, ID_TEXT_SIZE, 1);
    uint8_t recipient[1][KEYS_PUBLIC_SIZE];

    memcpy(recipient[0], life->seal_public, KEYS_PUBLIC_SIZE);
    envelope_seal(batch, &request->office->keys, (const uint8_t(*)[KEYS_PUBLIC_SIZE])recipient, 1,
                  &request->answer);
    snprintf(range, RANGE_SIZE, "%lld-%lld", (long long)batch->from,
             (long long)batch->from + (long long)batch->count - 1);
    id_write(log, life->down_log_id);
    request_add_header(request, "Diolch-Range", range);
    request_add_header(request, "Diolch-Log", log);
    request_answer(request, 200, ACKNOWLEDGEMENT_ENVELOPE_TYPE);
}

static void get(struct request *request)
{
    struct envelope_batch batch;
    struct id log_id;
    int64_t after;
    struct err err;

    if (!request_query_id(request, "log", &log_id, &err) ||
        !request_query_int(request, "after", 0, RECORD_SEQ_MAX, &after, &err)) {
        request_fail(request, &err);
        return;
    }
    if (!id_equal(log_id, request->life.log_id) && !id_equal(log_id, request->life.down_log_id)) {
        request_refuse(request, 404, "not_found", "That log is another kiosk's.");
        return;
    }
    if (!log_batch(request->db, request->life.down_log_id, after, &batch, &err)) {
        request_fail(request, &err);
        return;
    }
    if (batch.count)
        answer_batch(request, &batch);
    else
        request_answer(request, 204, NULL);
    envelope_batch_clear(&batch);
}

const struct request_route v1_down_routes[] = {
    {"GET", "/v1/down", REQUEST_KIOSK, get, 0},
    {0},
};
