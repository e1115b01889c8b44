// SPDX-License-Identifier: Apache-2.0

// docs/protocol.md names every record kind and every JSON field that the programs know.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/acknowledgement.h"
#include "shared/body.h"
#include "shared/enrol.h"
#include "shared/json.h"
#include "shared/keys.h"
#include "shared/outbox.h"
#include "shared/record.h"
#include "shared/shape.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define DOCUMENT_MAX ((size_t)1 << 20)

static struct bytes document;

// Cut out of the document: from the line that begins so to before the line that begins otherwise.
static struct bytes part(const char *from, const char *to)
{
    struct bytes out = {0};
    struct bytes first = {0};
    struct bytes last = {0};
    const char *begin;
    const char *end;

    bytes_addf(&first, "\n%s", from);
    bytes_addf(&last, "\n%s", to);
    begin = strstr(bytes_text(&document), bytes_text(&first));
    if (!begin)
        fail_msg("docs/protocol.md has no line that begins \"%s\"", from);
    end = begin ? strstr(begin + 1, bytes_text(&last)) : NULL;
    if (end)
        bytes_add(&out, begin, (size_t)(end - begin));
    else if (begin)
        bytes_add_text(&out, begin);
    bytes_clear(&first);
    bytes_clear(&last);
    return out;
}

static void check_name(const struct bytes *where, const char *name, const char *what)
{
    struct bytes quoted = {0};

    bytes_addf(&quoted, "`%s`", name);
    if (!strstr(bytes_text(where), bytes_text(&quoted)))
        fail_msg("docs/protocol.md says nothing of %s in %s", bytes_text(&quoted), what);
    bytes_clear(&quoted);
}

static void check_shape(const struct shape *shape, const struct bytes *where, const char *what)
{
    for (size_t i = 0; i < shape->count; i++)
        check_name(where, shape->fields[i].name, what);
}

static void check_section(const char *heading, const struct shape *shape)
{
    struct bytes section = part(heading, "#");

    check_shape(shape, &section, heading);
    bytes_clear(&section);
}

// For what is signed and has no shape to look at: the names in an example with everything in it.
static void check_signed(const char *heading, const struct bytes *bytes)
{
    struct bytes section = part(heading, "#");
    const struct json *member;
    struct json *json;
    struct err err;

    check_ok(json_read(&json, (const char *)bytes->data + KEYS_SIGNATURE_SIZE,
                       bytes->length - KEYS_SIGNATURE_SIZE, DOCUMENT_MAX, &err),
             &err);
    for (member = json_first(json); member; member = json_next(member))
        check_name(&section, json_name(member), heading);
    json_free(json);
    bytes_clear(&section);
}

// The rows of the objects in a body, and of the objects in those.
static void
check_objects(const struct shape *shape) // NOLINT(misc-no-recursion): shapes do not go in circles
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];
        char start[64];
        struct bytes row;

        if (field->type != SHAPE_OBJECT)
            continue;
        snprintf(start, sizeof start, "| `%s` | `", field->name);
        row = part(start, "");
        check_shape(field->object, &row, field->name);
        check_objects(field->object);
        bytes_clear(&row);
    }
}

static void test_protocol__has_every_record_kind_with_its_body(void **state)
{
    (void)state;
    for (int number = 1; number <= UINT16_MAX; number++) {
        enum record_kind kind = (enum record_kind)number;
        const char *name = record_kind_name(kind);
        char start[96];
        struct bytes row;

        if (str_equal(name, "unknown"))
            continue;
        snprintf(start, sizeof start, "| %d | `%s` |", number, name);
        row = part(start, "");
        if (body_shape(kind)) {
            check_shape(body_shape(kind), &row, name);
            check_objects(body_shape(kind));
        }
        bytes_clear(&row);
    }
}

static void test_protocol__has_every_field_of_the_states(void **state)
{
    (void)state;
    check_section("### kiosk.state", &outbox_kiosk_shape);
    check_section("### agent.state", &outbox_agent_shape);
    check_section("### A wish", &outbox_wish_shape);
    check_section("### An answer", &outbox_answer_shape);
    check_section("### enrolment.ack", &outbox_enrolment_shape);
    check_section("### POST /v1/enrol", &enrol_request_shape);
}

static void test_protocol__has_every_field_of_the_acknowledgements(void **state)
{
    struct keys server = sample_keys(2);
    struct acknowledgement answer = {.log_id = sample_id(0x10),
                                     .seq = 1,
                                     .hash = {1},
                                     .secured_seq = 1,
                                     .secured_hash = {1},
                                     .down_log_id = sample_id(0x11),
                                     .down_seq = 1,
                                     .down_hash = {1},
                                     .server_ms = 1,
                                     .forked = true};
    struct acknowledgement_note note = {.name = {1}, .received = 1, .complete = true};
    struct bytes bytes = {0};

    (void)state;
    acknowledgement_write(&answer, &server, &bytes);
    check_signed("### Acknowledgement\n", &bytes);
    bytes_clear(&bytes);
    acknowledgement_write_note(&note, &server, &bytes);
    check_signed("### Acknowledgement of a note", &bytes);
    bytes_clear(&bytes);
}

static void test_protocol__has_every_field_of_the_identity(void **state)
{
    struct keys server = sample_keys(2);
    struct enrol_identity identity = {.server_sign = {1},
                                      .server_seal = {1},
                                      .recovery_seal = {1},
                                      .organisation = "x",
                                      .certificate = "x"};
    struct bytes bytes = {0};

    (void)state;
    enrol_write_identity(&identity, &server, &bytes);
    check_signed("### GET /v1/identity", &bytes);
    bytes_clear(&bytes);
}

static void test_protocol__has_the_limits(void **state)
{
    const long long limits[] = {
        RECORD_HEADER_SIZE, RECORD_BODY_MAX,   RECORD_SEQ_MAX,   RECORD_WALL_MAX_MS,
        ENVELOPE_RECORDS,   ENVELOPE_BYTES,    ENVELOPE_MAX,     NOTE_PLAIN_MAX,
        NOTE_OVERHEAD,      OUTBOX_STATE_MAX,  OUTBOX_NOTES_MAX, ACKNOWLEDGEMENT_MAX,
        ENROL_IDENTITY_MAX, CARD_WRAPPED_SIZE,
    };
    static const char *const types[] = {ACKNOWLEDGEMENT_TYPE, ACKNOWLEDGEMENT_ENVELOPE_TYPE,
                                        ACKNOWLEDGEMENT_NOTE_TYPE};

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        char number[24];

        snprintf(number, sizeof number, "%lld", limits[i]);
        if (!strstr(bytes_text(&document), number))
            fail_msg("docs/protocol.md does not have the number %s", number);
    }
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        check_name(&document, types[i], "its content types");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_protocol__has_every_record_kind_with_its_body),
        cmocka_unit_test(test_protocol__has_every_field_of_the_states),
        cmocka_unit_test(test_protocol__has_every_field_of_the_acknowledgements),
        cmocka_unit_test(test_protocol__has_every_field_of_the_identity),
        cmocka_unit_test(test_protocol__has_the_limits),
    };
    struct err err;
    int failed;

    if (argc != 2 || !keys_start(&err) ||
        !bytes_read_file(&document, argv[1], DOCUMENT_MAX, &err)) {
        print_error("needs the path of docs/protocol.md\n");
        return 1;
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    bytes_clear(&document);
    return failed;
}
