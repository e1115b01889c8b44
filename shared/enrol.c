// SPDX-License-Identifier: Apache-2.0
#include "shared/enrol.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "shared/json.h"
#include "shared/str.h"

#define CODE_BYTES (ENROL_SECRET_SIZE + ENROL_MARK_SIZE)
#define CODE_LETTERS 24

static const struct shape_field request_fields[] = {
    SHAPE_FIELD_BYTES(struct enrol_request, secret),
    SHAPE_FIELD_ID(struct enrol_request, log_id),
    SHAPE_FIELD_BYTES(struct enrol_request, kiosk_sign),
    SHAPE_FIELD_BYTES(struct enrol_request, kiosk_seal),
    SHAPE_FIELD_BYTES(struct enrol_request, agent_sign),
};
const struct shape enrol_request_shape = SHAPE(struct enrol_request, request_fields);

static const struct shape_field identity_fields[] = {
    SHAPE_FIELD_BYTES(struct enrol_identity, server_sign),
    SHAPE_FIELD_BYTES(struct enrol_identity, server_seal),
    SHAPE_FIELD_BYTES(struct enrol_identity, recovery_seal),
    SHAPE_FIELD_TEXT(struct enrol_identity, organisation),
    SHAPE_FIELD_TEXT(struct enrol_identity, certificate),
};
static const struct shape identity_shape = SHAPE(struct enrol_identity, identity_fields);

static void mark_of(uint8_t out[static ENROL_MARK_SIZE],
                    const uint8_t server_sign[static KEYS_PUBLIC_SIZE])
{
    uint8_t hash[32];

    keys_hash(hash, sizeof hash, "identity", server_sign, KEYS_PUBLIC_SIZE);
    memcpy(out, hash, ENROL_MARK_SIZE);
}

void enrol_make_code(struct enrol_code *code, const uint8_t server_sign[static KEYS_PUBLIC_SIZE])
{
    randombytes_buf(code->secret, sizeof code->secret);
    mark_of(code->mark, server_sign);
}

void enrol_write_code(char out[static ENROL_CODE_SIZE], const struct enrol_code *code)
{
    char letters[STR_BASE32_SIZE(CODE_BYTES)];
    uint8_t bytes[CODE_BYTES];

    memcpy(bytes, code->secret, ENROL_SECRET_SIZE);
    memcpy(bytes + ENROL_SECRET_SIZE, code->mark, ENROL_MARK_SIZE);
    str_base32(letters, bytes, sizeof bytes);
    snprintf(out, ENROL_CODE_SIZE, "%.4s-%.4s-%.4s-%.4s-%.4s-%.4s", letters, letters + 4,
             letters + 8, letters + 12, letters + 16, letters + 20);
}

bool enrol_parse_code(struct enrol_code *out, const char *text)
{
    char letters[CODE_LETTERS + 1];
    uint8_t bytes[CODE_BYTES];
    size_t used = 0;

    for (; *text; text++) {
        if (*text == '-' || isspace((unsigned char)*text))
            continue;
        if (used >= CODE_LETTERS)
            return false;
        letters[used++] = *text;
    }
    letters[used] = '\0';
    if (!str_unbase32(bytes, sizeof bytes, letters))
        return false;
    memcpy(out->secret, bytes, ENROL_SECRET_SIZE);
    memcpy(out->mark, bytes + ENROL_SECRET_SIZE, ENROL_MARK_SIZE);
    return true;
}

bool enrol_code_is_for(const struct enrol_code *code,
                       const uint8_t server_sign[static KEYS_PUBLIC_SIZE])
{
    uint8_t mark[ENROL_MARK_SIZE];

    mark_of(mark, server_sign);
    return sodium_memcmp(mark, code->mark, sizeof mark) == 0;
}

void enrol_hash_secret(uint8_t out[static 32], const struct enrol_code *code)
{
    keys_hash(out, 32, "enrolment", code->secret, sizeof code->secret);
}

static void write_signed(const char *context, const struct bytes *json, const struct keys *server,
                         struct bytes *out)
{
    uint8_t signature[KEYS_SIGNATURE_SIZE];

    keys_sign(server, context, json->data, json->length, signature);
    bytes_add(out, signature, sizeof signature);
    bytes_add(out, json->data, json->length);
}

static bool read_json(const struct shape *shape, const uint8_t *data, size_t length, void *out,
                      struct err *err)
{
    struct json *json;
    bool ok;

    if (length <= KEYS_SIGNATURE_SIZE)
        return err_set(err, ERR_INVALID, "the answer is cut off");
    if (!json_read(&json, (const char *)data + KEYS_SIGNATURE_SIZE, length - KEYS_SIGNATURE_SIZE,
                   ENROL_IDENTITY_MAX, err))
        return false;
    ok = shape_read(shape, json, out, err);
    json_free(json);
    return ok;
}

static bool is_signed(const char *context, const uint8_t *data, size_t length,
                      const uint8_t *server)
{
    return keys_verify(server, context, data + KEYS_SIGNATURE_SIZE, length - KEYS_SIGNATURE_SIZE,
                       data);
}

void enrol_write_identity(const struct enrol_identity *identity, const struct keys *server,
                          struct bytes *out)
{
    struct bytes json = {0};

    shape_write(&identity_shape, &json, NULL, identity);
    write_signed("identity", &json, server, out);
    bytes_clear(&json);
}

bool enrol_read_identity(struct enrol_identity *out, const uint8_t *data, size_t length,
                         const struct enrol_code *code, struct err *err)
{
    struct enrol_identity identity;

    if (!read_json(&identity_shape, data, length, &identity, err))
        return err_wrap(err, "read the server's identity");
    if (code && !enrol_code_is_for(code, identity.server_sign))
        return err_set(
            err, ERR_INVALID,
            "this server is not the one the code is for: check the address and the code");
    if (!is_signed("identity", data, length, identity.server_sign))
        return err_set(err, ERR_INVALID, "the server's identity is not signed by its own key");
    *out = identity;
    return true;
}

void enrol_write_answer(const struct outbox_enrolment *answer, const struct keys *server,
                        struct bytes *out)
{
    struct bytes json = {0};

    shape_write(&outbox_enrolment_shape, &json, NULL, answer);
    write_signed("enrolment", &json, server, out);
    bytes_clear(&json);
}

bool enrol_read_answer(struct outbox_enrolment *out, const uint8_t *data, size_t length,
                       const uint8_t *server, struct err *err)
{
    struct outbox_enrolment answer;

    if (!read_json(&outbox_enrolment_shape, data, length, &answer, err))
        return err_wrap(err, "read the enrolment");
    if (!is_signed("enrolment", data, length, server ? server : answer.server_sign))
        return err_set(err, ERR_INVALID, "the enrolment does not carry our server's signature");
    *out = answer;
    return true;
}

static void request_message(struct bytes *out, const char *method, const char *path,
                            const struct bytes *body)
{
    uint8_t hash[32];

    keys_hash(hash, sizeof hash, "body", body->data, body->length);
    bytes_add(out, method, strlen(method) + 1);
    bytes_add(out, path, strlen(path) + 1);
    bytes_add(out, hash, sizeof hash);
}

void enrol_authorize(char out[static ENROL_AUTHORIZATION_SIZE], const struct keys *agent,
                     const char *method, const char *path, const struct bytes *body)
{
    char key[2 * KEYS_PUBLIC_SIZE + 1];
    char hex[2 * KEYS_SIGNATURE_SIZE + 1];
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes message = {0};

    request_message(&message, method, path, body);
    keys_sign(agent, "request", message.data, message.length, signature);
    bytes_clear(&message);
    str_hex(key, agent->sign_public, KEYS_PUBLIC_SIZE);
    str_hex(hex, signature, sizeof signature);
    snprintf(out, ENROL_AUTHORIZATION_SIZE, "Diolch %s.%s", key, hex);
}

static bool parse_authorization(uint8_t agent[static KEYS_PUBLIC_SIZE],
                                uint8_t signature[static KEYS_SIGNATURE_SIZE], const char *header)
{
    static const char scheme[] = "Diolch ";
    const size_t dot = sizeof scheme - 1 + 2 * (size_t)KEYS_PUBLIC_SIZE;
    char key[2 * KEYS_PUBLIC_SIZE + 1];

    if (!str_starts(header, scheme) || strlen(header) <= dot || header[dot] != '.')
        return false;
    memcpy(key, header + sizeof scheme - 1, sizeof key - 1);
    key[sizeof key - 1] = '\0';
    return str_unhex(agent, KEYS_PUBLIC_SIZE, key) &&
           str_unhex(signature, KEYS_SIGNATURE_SIZE, header + dot + 1);
}

bool enrol_check_authorization(uint8_t agent[static KEYS_PUBLIC_SIZE], const char *header,
                               const char *method, const char *path, const struct bytes *body)
{
    uint8_t key[KEYS_PUBLIC_SIZE];
    uint8_t signature[KEYS_SIGNATURE_SIZE];
    struct bytes message = {0};
    bool ok;

    if (!parse_authorization(key, signature, header))
        return false;
    request_message(&message, method, path, body);
    ok = keys_verify(key, "request", message.data, message.length, signature);
    bytes_clear(&message);
    if (ok)
        memcpy(agent, key, KEYS_PUBLIC_SIZE);
    return ok;
}
