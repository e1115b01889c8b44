// SPDX-License-Identifier: Apache-2.0

// /api/kiosks: what is enrolled, how far it has come, and codes for new ones.

#include "server/routes.h"

#include <stdlib.h>

#include "server/api_write.h"
#include "server/kiosks.h"
#include "server/notes.h"
#include "shared/json.h"
#include "shared/log.h"

static bool write_kiosk(struct request *request, const struct kiosks_row *row, struct err *err)
{
    struct bytes *out = &request->answer;
    struct log_head down = {0};
    struct log_head up = {0};
    int64_t waiting = 0;
    bool enrolled = !id_is_none(row->life.log_id);

    if (enrolled && (!log_head(request->db, row->life.log_id, &up, err) ||
                     !log_head(request->db, row->life.down_log_id, &down, err) ||
                     !notes_count_waiting(request->db, row->life.log_id, &waiting, err)))
        return false;
    json_begin(out, NULL, '{');
    api_write_id(out, "id", row->kiosk);
    json_put_text(out, "name", row->name);
    json_put_text(out, "letter", enrolled ? row->life.letter : row->letter);
    api_write_instant(out, "enrolled", row->enrolled_ms);
    api_write_instant(out, "last_contact", row->life.contact_ms);
    json_put_int(out, "up_seq", up.seq);
    json_put_int(out, "down_seq", down.seq);
    json_put_bool(out, "forked", row->life.forked);
    json_put_int(out, "pictures_waiting", waiting);
    json_end(out, '}');
    return true;
}

static void get(struct request *request)
{
    struct kiosks_row *list;
    size_t count;
    struct err err;
    bool ok = true;

    if (!kiosks_list(request->db, &list, &count, &err)) {
        request_fail(request, &err);
        return;
    }
    json_begin(&request->answer, NULL, '{');
    json_begin(&request->answer, "kiosks", '[');
    for (size_t i = 0; ok && i < count; i++)
        ok = write_kiosk(request, &list[i], &err);
    json_end(&request->answer, ']');
    json_end(&request->answer, '}');
    free(list);
    if (ok)
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
}

struct new_kiosk {
    char name[KIOSKS_NAME_SIZE];
};
static const struct shape_field new_kiosk_fields[] = {
    SHAPE_FIELD_TEXT(struct new_kiosk, name),
};
static const struct shape new_kiosk_shape = SHAPE(struct new_kiosk, new_kiosk_fields);

static void post(struct request *request)
{
    struct bytes *out = &request->answer;
    struct new_kiosk asked;
    struct kiosks_code code;
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    if (!request_read(request, &new_kiosk_shape, &asked, &err) ||
        !kiosks_make_code(request->db, request->office, asked.name, &code, &err)) {
        request_fail(request, &err);
        return;
    }
    json_begin(out, NULL, '{');
    api_write_id(out, "id", code.kiosk);
    json_put_text(out, "letter", code.letter);
    json_put_text(out, "code", code.code);
    api_write_instant(out, "expires", code.until_ms);
    json_end(out, '}');
    request_answer_json(request, 200);
}

const struct request_route api_kiosks_routes[] = {
    {"GET", "/api/kiosks", REQUEST_USER, get, 0},
    {"POST", "/api/kiosks", REQUEST_USER, post, 1024},
    {0},
};
