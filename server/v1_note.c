// SPDX-License-Identifier: Apache-2.0

// /v1/note/NAME: sealed notes, down whole and up in parts.

#include "server/routes.h"

#include <string.h>

#include "server/ingest.h"
#include "server/journal.h"
#include "server/notes.h"
#include "shared/acknowledgement.h"
#include "shared/str.h"

#define PART_MAX ((size_t)1024 * 1024)

static bool read_name(struct request *request, uint8_t out[static NOTE_NAME_SIZE], struct err *err)
{
    return str_unhex(out, NOTE_NAME_SIZE, request->args[0]) ||
           err_set(err, ERR_NOT_FOUND, "no note has such a name");
}

static void answer_state(struct request *request, const uint8_t name[static NOTE_NAME_SIZE],
                         const struct notes_state *state)
{
    struct acknowledgement_note answer = {.received = state->received, .complete = state->complete};

    memcpy(answer.name, name, sizeof answer.name);
    acknowledgement_write_note(&answer, &request->office->keys, &request->answer);
    request_answer(request, 200, ACKNOWLEDGEMENT_TYPE);
}

static void get(struct request *request)
{
    uint8_t name[NOTE_NAME_SIZE];
    struct err err;

    if (read_name(request, name, &err) &&
        notes_get(request->db, request->office, name, &request->answer, &err))
        request_answer(request, 200, ACKNOWLEDGEMENT_NOTE_TYPE);
    else
        request_fail(request, &err);
}

static void get_state(struct request *request)
{
    uint8_t name[NOTE_NAME_SIZE];
    struct notes_state state;
    struct err err;

    if (read_name(request, name, &err) &&
        notes_state(request->db, request->office, name, &state, &err))
        answer_state(request, name, &state);
    else
        request_fail(request, &err);
}

static void put(struct request *request)
{
    struct notes_part part = {.bytes = &request->body};
    struct notes_state state;
    struct err err;
    bool ok =
        read_name(request, part.name, &err) &&
        (!request_query(request, "offset") ||
         request_query_int(request, "offset", 0, (int64_t)NOTE_SEALED_MAX, &part.offset, &err)) &&
        notes_take(request->db, request->office, &part, &state, &err) &&
        (!state.complete || ingest_note(request->db, request->office, part.name, &err));

    if (!ok) {
        request_fail(request, &err);
        return;
    }
    if (state.complete)
        journal_write("note", "bytes=%lld", (long long)state.received);
    answer_state(request, part.name, &state);
}

const struct request_route v1_note_routes[] = {
    {"GET", "/v1/note/*", REQUEST_KIOSK, get, 0},
    {"PUT", "/v1/note/*", REQUEST_KIOSK, put, PART_MAX},
    {"GET", "/v1/note/*/state", REQUEST_KIOSK, get_state, 0},
    {0},
};
