// SPDX-License-Identifier: Apache-2.0
#include "tests/server/hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/adopt.h"
#include "server/import.h"
#include "server/journal.h"
#include "server/kiosks.h"
#include "server/meetings.h"
#include "server/people.h"
#include "server/policies.h"
#include "server/users.h"
#include "server/verify.h"
#include "server/worker.h"
#include "shared/acknowledgement.h"
#include "shared/assess.h"
#include "shared/enrol.h"
#include "shared/json.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"

static const char PEOPLE[] =
    "member_code,first_name,last_name,birth_date,language,role,pay_channel,bank_on_file,"
    "return_miles,agreed_at,terms\n"
    "M1,Siân,Morgan,1970-02-03,cy,member,bank,yes,12.3,2026-11-01,v1\n"
    "M2,Dafydd,Evans,1980-12-03,en,member,bank,yes,,2026-11-01,v1\n";
static const char MEETINGS[] =
    "meeting_code,public_title,start,end,venue,type,policy,workstream,invited\n"
    "T1,Tuesday group,2026-11-24 10:00,2026-11-24 12:30,Hall,agreed_coproduction,demo,W1,M1 M2\n";

static void say_nothing(const char *sentence)
{
    (void)sentence;
}

void hall_open_empty(struct hall *hall)
{
    struct settings settings = {.organisation = "Example organisation",
                                .names = "localhost,127.0.0.1",
                                .address = "127.0.0.1",
                                .threads = 2,
                                .request_ms = 30000,
                                .wait_ms = 50000,
                                .connections = 64,
                                .connections_per_address = 64,
                                .code_ms = 86400000,
                                .expect_from_days = 1,
                                .owner = "Siân Evans",
                                .answer_days = 10};
    char here[SETTINGS_PATH_SIZE - 32];
    char folder[] = "hall-XXXXXX";
    struct err err;
    int64_t now;

    *hall = (struct hall){0};
    check_ok(keys_start(&err), &err);
    assert_true(when_read(&now, "2026-11-24T09:55:00Z"));
    when_start_at(now);
    journal_quiet(1);
    assert_non_null(mkdtemp(folder));
    assert_non_null(getcwd(here, sizeof here));
    snprintf(settings.data, sizeof settings.data, "%s/%s", here, folder);
    snprintf(settings.policies, sizeof settings.policies, "%s/assets/policies", TEST_ROOT);
    snprintf(settings.console, sizeof settings.console, "%s/assets/console", TEST_ROOT);
    check_ok(office_make(&settings, say_nothing, &err), &err);
    check_ok(office_open(&hall->office, &settings, &err), &err);
    check_ok(office_connect(&hall->office, &hall->db, &err), &err);
    check_ok(adopt_policies(hall->db, &hall->office, &err), &err);
}

bool hall_import_people(struct hall *hall, const char *csv, struct err *err)
{
    struct bytes file = {0};
    size_t count;
    bool ok;

    bytes_add_text(&file, csv);
    ok = import_people(hall->db, &hall->office, &file, &count, err);
    bytes_clear(&file);
    return ok;
}

bool hall_import_meetings(struct hall *hall, const char *csv, struct err *err)
{
    struct bytes file = {0};
    size_t count;
    bool ok;

    bytes_add_text(&file, csv);
    ok = import_meetings(hall->db, &hall->office, &file, &count, err);
    bytes_clear(&file);
    return ok;
}

void hall_import(struct hall *hall)
{
    static const char *const codes[HALL_PEOPLE] = {"M1", "M2"};
    struct meetings_meeting *meetings;
    struct people_person person;
    size_t count;
    struct err err;

    check_ok(hall_import_people(hall, PEOPLE, &err), &err);
    check_ok(hall_import_meetings(hall, MEETINGS, &err), &err);
    for (size_t i = 0; i < HALL_PEOPLE; i++) {
        check_ok(people_find(hall->db, &hall->office, codes[i], &person, &err), &err);
        hall->people[i] = person.person;
    }
    check_ok(meetings_list(hall->db, &hall->office, 0, &meetings, &count, &err), &err);
    assert_int_equal(count, 1);
    hall->meeting = meetings[0].meeting;
    hall->start_ms = meetings[0].start_ms;
    hall->end_ms = meetings[0].end_ms;
    free(meetings);
}

void hall_fill_enrolment(struct hall *hall, const char *name, struct bytes *json)
{
    struct enrol_request asked = {.log_id = hall->log_id};
    struct kiosks_code made;
    struct enrol_code code;
    struct err err;

    check_ok(kiosks_make_code(hall->db, &hall->office, name, &made, &err), &err);
    assert_true(enrol_parse_code(&code, made.code));
    assert_true(enrol_code_is_for(&code, hall->office.keys.sign_public));
    memcpy(asked.secret, code.secret, sizeof asked.secret);
    memcpy(asked.kiosk_sign, hall->kiosk.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(asked.kiosk_seal, hall->kiosk.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(asked.agent_sign, hall->agent.sign_public, KEYS_PUBLIC_SIZE);
    shape_write(&enrol_request_shape, json, NULL, &asked);
}

void hall_enrol(struct hall *hall, const char *name)
{
    const char *const schemas[] = {log_schema_sql};
    struct request request;
    struct bytes json = {0};
    struct err err;

    keys_make(&hall->kiosk);
    keys_make(&hall->agent);
    hall->log_id = id_new();
    db_close(hall->log);
    check_ok(db_open(&hall->log, ":memory:", schemas, 1, &err), &err);
    hall_fill_enrolment(hall, name, &json);
    hall_ask(hall, &request, "POST", "/v1/enrol", &json);
    assert_int_equal(request.status, 200);
    check_ok(enrol_read_answer(&hall->enrolment, request.answer.data, request.answer.length,
                               hall->office.keys.sign_public, &err),
             &err);
    request_clear(&request);
    bytes_clear(&json);
}

void hall_open(struct hall *hall)
{
    hall_open_empty(hall);
    hall_import(hall);
    hall_enrol(hall, "Hall kiosk");
}

void hall_close(struct hall *hall)
{
    char command[SETTINGS_PATH_SIZE + 16];

    worker_forget();
    db_close(hall->db);
    db_close(hall->log);
    snprintf(command, sizeof command, "rm -rf '%s'", hall->office.settings.data);
    office_close(&hall->office);
    assert_int_equal(system(command), 0); // NOLINT: a folder of our own making
}

static void run(struct hall *hall, struct request *request, const char *method, const char *target)
{
    const struct request_route *route;
    size_t length = strcspn(target, "?");
    bool known;

    request->office = &hall->office;
    request->method = method;
    request->target = target;
    request->path = pool_dup_part(&request->pool, target, length);
    request->query = target + length + (target[length] == '?');
    route = request_find_route(method, request->path, &known);
    if (route && request->body.length <= route->body_max)
        request_run(request, route);
    else
        request->status = route ? 413 : known ? 405 : 404;
}

void hall_ask(struct hall *hall, struct request *request, const char *method, const char *target,
              const struct bytes *body)
{
    char authorization[ENROL_AUTHORIZATION_SIZE];

    *request = (struct request){
        .origin = "", .host = "", .cookie = "", .content_type = "", .authorization = ""};
    if (body)
        bytes_add(&request->body, body->data, body->length);
    enrol_authorize(authorization, &hall->agent, method, target, &request->body);
    request->authorization = pool_dup(&request->pool, authorization);
    run(hall, request, method, target);
}

void hall_press(struct hall *hall, struct request *request, const char *method, const char *target,
                const char *json)
{
    *request = (struct request){.origin = "https://office.example:8443",
                                .host = "office.example:8443",
                                .cookie = hall->cookie,
                                .content_type = json ? "application/json" : "",
                                .authorization = ""};
    if (json)
        bytes_add_text(&request->body, json);
    run(hall, request, method, target);
}

struct json *hall_press_json(struct hall *hall, const char *method, const char *target,
                             const char *json)
{
    struct request request;
    struct json *answer;
    struct err err;

    hall_press(hall, &request, method, target, json);
    if (request.status != 200)
        fail_msg("%s %s: status %d: %s", method, target, request.status,
                 bytes_text(&request.answer));
    check_ok(json_read(&answer, bytes_text(&request.answer), request.answer.length,
                       (size_t)1024 * 1024, &err),
             &err);
    request_clear(&request);
    return answer;
}

const struct json *hall_first(const struct json *object, const char *list)
{
    const struct json *found = json_first(json_get(object, list));

    assert_non_null(found);
    return found;
}

int hall_press_for_status(struct hall *hall, const char *method, const char *target,
                          const char *json)
{
    struct request request;
    int status;

    hall_press(hall, &request, method, target, json);
    status = request.status;
    request_clear(&request);
    return status;
}

void hall_sign_in(struct hall *hall)
{
    struct err err;

    check_ok(users_add(hall->db, "anna", "three words make", USERS_ALL_ROLES, &err), &err);
    hall_sign_in_again(hall);
}

void hall_sign_in_again(struct hall *hall)
{
    struct request request;

    hall_press(hall, &request, "POST", "/api/session",
               "{\"name\":\"anna\",\"password\":\"three words make\"}");
    if (request.status != 200)
        fail_msg("status %d: %s", request.status, bytes_text(&request.answer));
    for (size_t i = 0; i < request.header_count; i++)
        if (str_equal(request.headers[i].name, "Set-Cookie"))
            snprintf(hall->cookie, sizeof hall->cookie, "%.*s",
                     (int)strcspn(request.headers[i].value, ";"), request.headers[i].value);
    request_clear(&request);
    assert_true(str_starts(hall->cookie, "diolch="));
}

void hall_record_raw(struct hall *hall, enum record_kind kind, const char *json, struct id op_id)
{
    struct log_entry entry = {.op_id = op_id,
                              .kind = kind,
                              .meeting_id = hall->meeting,
                              .body = json,
                              .body_length = strlen(json)};
    bool appended;
    struct err err;

    check_ok(db_begin(hall->log, &err), &err);
    check_ok(db_end(hall->log, log_append(hall->log, hall->log_id, &entry, &appended, &err), &err),
             &err);
}

void hall_record(struct hall *hall, enum record_kind kind, const void *body)
{
    struct bytes json = {0};

    body_write(kind, body, &json);
    hall_record_raw(hall, kind, bytes_text(&json), id_new());
    bytes_clear(&json);
}

void hall_pack(struct hall *hall, int64_t after, struct bytes *out)
{
    uint8_t recipients[2][KEYS_PUBLIC_SIZE];
    struct envelope_batch batch;
    struct err err;

    check_ok(log_batch(hall->log, hall->log_id, after, &batch, &err), &err);
    memcpy(recipients[0], hall->enrolment.server_seal, KEYS_PUBLIC_SIZE);
    memcpy(recipients[1], hall->enrolment.recovery_seal, KEYS_PUBLIC_SIZE);
    envelope_seal(&batch, &hall->kiosk, (const uint8_t(*)[KEYS_PUBLIC_SIZE])recipients, 2, out);
    envelope_batch_clear(&batch);
}

int64_t hall_send(struct hall *hall, int64_t after)
{
    struct acknowledgement answer;
    struct request request;
    struct bytes envelope = {0};
    struct err err;

    hall_pack(hall, after, &envelope);
    hall_ask(hall, &request, "POST", "/v1/envelope", &envelope);
    if (request.status != 200)
        fail_msg("status %d: %s", request.status, bytes_text(&request.answer));
    assert_string_equal(request.type, ACKNOWLEDGEMENT_TYPE);
    check_ok(acknowledgement_read(&answer, request.answer.data, request.answer.length,
                                  hall->office.keys.sign_public, &err),
             &err);
    request_clear(&request);
    bytes_clear(&envelope);
    return answer.seq;
}

struct body_attendance_arrived hall_arrival(struct hall *hall, size_t person)
{
    return (struct body_attendance_arrived){.attendance = id_new(),
                                            .person = hall->people[person],
                                            .as = "participant",
                                            .how = "letters",
                                            .at_ms = hall->start_ms};
}

static void fill_policy(struct hall *hall, struct body_claim *out, struct policy *policy)
{
    struct bytes json = {0};
    char path[512];
    struct err err;

    snprintf(path, sizeof path, "%s/assets/policies/demo.json", TEST_ROOT);
    check_ok(bytes_read_file(&json, path, POLICY_BYTES_MAX, &err), &err);
    check_ok(policies_find(hall->db, "demo", policy, &err), &err);
    str_copy(out->policy, sizeof out->policy, policy->id);
    keys_hash(out->policy_hash, sizeof out->policy_hash, "policy", json.data, json.length);
    bytes_clear(&json);
}

static void fill_bus(struct facts *facts, int64_t pence)
{
    facts->expenses[0] = (struct facts_expense){.ref = "X1",
                                                .category = "bus",
                                                .claimed_pence = pence,
                                                .receipt_pence = pence,
                                                .miles_claimed = FACTS_NONE,
                                                .agreed_return_miles = FACTS_NONE,
                                                .cheaper_option_pence = FACTS_NONE,
                                                .nights = 1};
    facts->expense_count = pence ? 1 : 0;
}

void hall_fill_claim(struct hall *hall, const struct body_attendance_arrived *there,
                     int64_t bus_pence, struct body_claim *out)
{
    static int64_t number;
    struct policy *policy = mem_new(1, sizeof *policy);

    *out = (struct body_claim){.claim = id_new(),
                               .attendance = there->attendance,
                               .person = there->person,
                               .number = ++number,
                               .about = true,
                               .cash_today = true,
                               .proofs_count = bus_pence ? 1 : 0,
                               .proofs = {{"X1", "here"}},
                               .facts = {.role = "member",
                                         .age_band = "21_up",
                                         .agreed_at_ms = hall->start_ms - 86400000,
                                         .presence_count = 1,
                                         .fee_channel_wanted = "bank",
                                         .fee_election = {"full", FACTS_NONE, 0},
                                         .one_off = true,
                                         .opted_in_at_start = true}};
    str_copy(out->letter, sizeof out->letter, hall->enrolment.letter);
    str_copy(out->facts.session.type, sizeof out->facts.session.type, "agreed_coproduction");
    out->facts.session.start_ms = hall->start_ms;
    out->facts.session.end_ms = hall->end_ms;
    out->facts.presence[0] = (struct shape_span){there->at_ms, hall->end_ms};
    when_local_date(out->facts.claim_date, when_now_ms());
    fill_bus(&out->facts, bus_pence);
    fill_policy(hall, out, policy);
    assess(policy, &out->facts, &out->outcome);
    free(policy);
}

struct body_claim *hall_visit(struct hall *hall)
{
    struct body_meeting_opened opened = {.at_ms = hall->start_ms, .local_date = "2026-11-24"};
    struct body_attendance_arrived there = hall_arrival(hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "person", .at_ms = hall->start_ms + 3600000};
    struct body_claim *claim = mem_new(1, sizeof *claim);

    hall_record(hall, RECORD_MEETING_OPENED, &opened);
    hall_record(hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_fill_claim(hall, &there, 420, claim);
    hall_record(hall, RECORD_CLAIM_MADE, claim);
    hall_record(hall, RECORD_ATTENDANCE_LEFT, &left);
    return claim;
}

void hall_close_meeting(struct hall *hall)
{
    struct body_meeting_closed closed = {.at_ms = hall->end_ms};

    hall_record(hall, RECORD_MEETING_CLOSED, &closed);
}

static void assess_again(struct hall *hall, struct body_claim *claim)
{
    struct policy *policy = mem_new(1, sizeof *policy);
    struct err err;

    check_ok(policies_find(hall->db, claim->policy, policy, &err), &err);
    assess(policy, &claim->facts, &claim->outcome);
    free(policy);
}

struct id hall_claim_closed(struct hall *hall, const struct body_attendance_arrived *there,
                            void (*change)(struct body_claim *claim))
{
    struct body_meeting_opened opened = {.at_ms = hall->start_ms, .local_date = "2026-11-24"};
    struct body_attendance_left left = {
        .attendance = there->attendance, .by = "closing", .at_ms = hall->end_ms};
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct id id;

    hall_fill_claim(hall, there, 420, claim);
    if (change) {
        change(claim);
        assess_again(hall, claim);
    }
    hall_record(hall, RECORD_MEETING_OPENED, &opened);
    hall_record(hall, RECORD_ATTENDANCE_ARRIVED, there);
    hall_record(hall, RECORD_CLAIM_MADE, claim);
    hall_record(hall, RECORD_ATTENDANCE_LEFT, &left);
    hall_close_meeting(hall);
    id = claim->claim;
    free(claim);
    return id;
}

void hall_verify(struct hall *hall)
{
    struct err err;

    check_ok(verify_all(hall->db, &hall->office, say_nothing, &err), &err);
}

int64_t hall_count(struct hall *hall, const char *sql)
{
    int64_t count;
    struct err err;

    check_ok(db_number(hall->db, &count, sql, DB_NONE, -1, &err), &err);
    return count;
}

int64_t hall_count_exceptions(struct hall *hall, const char *kind)
{
    int64_t count;
    struct err err;

    if (!kind)
        return hall_count(hall, "SELECT count(*) FROM exception");
    check_ok(db_number(hall->db, &count, "SELECT count(*) FROM exception WHERE kind = $1",
                       DB_ARGS(db_text(kind)), 0, &err),
             &err);
    return count;
}

int64_t hall_count_looks(struct hall *hall)
{
    return hall_count(hall, "SELECT count(*) FROM record WHERE kind = 302");
}
