// SPDX-License-Identifier: Apache-2.0
#include "shared/acknowledgement.h"

#include "shared/json.h"
#include "shared/shape.h"

static const struct shape_field answer_fields[] = {
    SHAPE_FIELD_ID(struct acknowledgement, log_id),
    SHAPE_FIELD_INT(struct acknowledgement, seq, 0, JSON_INT_MAX),
    SHAPE_MAYBE_BYTES(struct acknowledgement, hash),
    SHAPE_MAYBE_INT(struct acknowledgement, secured_seq, 0, JSON_INT_MAX, 0),
    SHAPE_MAYBE_BYTES(struct acknowledgement, secured_hash),
    SHAPE_FIELD_ID(struct acknowledgement, down_log_id),
    SHAPE_FIELD_INT(struct acknowledgement, down_seq, 0, JSON_INT_MAX),
    SHAPE_MAYBE_BYTES(struct acknowledgement, down_hash),
    SHAPE_FIELD_INSTANT(struct acknowledgement, server_ms),
    SHAPE_MAYBE_BOOL(struct acknowledgement, forked, false),
};
static const struct shape answer_shape = SHAPE(struct acknowledgement, answer_fields);

static const struct shape_field note_fields[] = {
    SHAPE_FIELD_BYTES(struct acknowledgement_note, name),
    SHAPE_FIELD_INT(struct acknowledgement_note, received, 0, NOTE_SEALED_MAX),
    SHAPE_FIELD_BOOL(struct acknowledgement_note, complete),
};
static const struct shape note_shape = SHAPE(struct acknowledgement_note, note_fields);

static void write_signed(const struct shape *shape, const char *context, const void *value,
                         const struct keys *server, struct bytes *out)
{
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes json = {0};

    shape_write(shape, &json, NULL, value);
    keys_sign(server, context, json.data, json.length, signature);
    bytes_add(out, signature, sizeof signature);
    bytes_add(out, json.data, json.length);
    bytes_clear(&json);
}

struct signed_answer {
    const uint8_t *data;
    size_t length;
    const uint8_t *server;
};

static bool read_signed(const struct shape *shape, const char *context,
                        const struct signed_answer *answer, void *out, struct err *err)
{
    struct bytes_reader reader = {answer->data, answer->length};
    const uint8_t *signature;
    struct json *json;
    bool ok;

    if (answer->length > ACKNOWLEDGEMENT_MAX ||
        !bytes_take_view(&reader, &signature, KEYS_SIGNATURE_SIZE) ||
        !keys_verify(answer->server, context, reader.at, reader.left, signature))
        return err_set(err, ERR_INVALID, "the answer does not carry our server's signature");
    if (!json_read(&json, (const char *)reader.at, reader.left, ACKNOWLEDGEMENT_MAX, err))
        return false;
    ok = shape_read(shape, json, out, err);
    json_free(json);
    return ok;
}

void acknowledgement_write(const struct acknowledgement *answer, const struct keys *server,
                           struct bytes *out)
{
    write_signed(&answer_shape, "acknowledgement", answer, server, out);
}

bool acknowledgement_read(struct acknowledgement *out, const uint8_t *data, size_t length,
                          const uint8_t server[static KEYS_PUBLIC_SIZE], struct err *err)
{
    return read_signed(&answer_shape, "acknowledgement",
                       &(struct signed_answer){data, length, server}, out, err);
}

void acknowledgement_write_note(const struct acknowledgement_note *answer,
                                const struct keys *server, struct bytes *out)
{
    write_signed(&note_shape, "acknowledgement note", answer, server, out);
}

bool acknowledgement_read_note(struct acknowledgement_note *out, const uint8_t *data, size_t length,
                               const uint8_t server[static KEYS_PUBLIC_SIZE], struct err *err)
{
    return read_signed(&note_shape, "acknowledgement note",
                       &(struct signed_answer){data, length, server}, out, err);
}
