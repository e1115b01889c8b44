#ifndef TESTS_SERVER_HALL_H
#define TESTS_SERVER_HALL_H

#include "server/office.h"
#include "server/request.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/id.h"
#include "shared/json.h"
#include "shared/keys.h"
#include "shared/outbox.h"

/*
 * A real office in a folder of the test's own, with two people invited to a meeting today, and a
 * kiosk that is enrolled with it and speaks the protocol. Requests are answered by the server's own
 * routes, without a network. What fails in here fails the test.
 */
#define HALL_PEOPLE 2

struct hall {
    struct office office;
    struct db *db; // another connection to the office's database
    struct keys kiosk;
    struct keys agent;
    struct db *log; // the kiosk's own
    struct id log_id;
    struct outbox_enrolment enrolment;
    struct id meeting;
    int64_t start_ms;
    int64_t end_ms;
    struct id people[HALL_PEOPLE]; // M1, M2
    char cookie[128];              // of a signed-in user, after hall_sign_in
};

void hall_open(struct hall *hall);
void hall_close(struct hall *hall);

/* Only the office, with nobody and no kiosk. */
void hall_open_empty(struct hall *hall);
void hall_import(struct hall *hall);
bool hall_import_people(struct hall *hall, const char *csv, struct err *err);
bool hall_import_meetings(struct hall *hall, const char *csv, struct err *err);
/* A kiosk of that name: keys, log, code, enrolment. */
void hall_enrol(struct hall *hall, const char *name);
/* What hall_enrol sends; for tests that send it otherwise. */
void hall_fill_enrolment(struct hall *hall, const char *name, struct bytes *json);

/* One request, answered. Clear with request_clear. The agent signs it. */
void hall_ask(struct hall *hall, struct request *request, const char *method, const char *target,
              const struct bytes *body);
/* The same from the console's page: cookie, origin and JSON (or NULL). */
void hall_press(struct hall *hall, struct request *request, const char *method, const char *target,
                const char *json);
void hall_sign_in(struct hall *hall);
/* The same user, when the session before is over. */
void hall_sign_in_again(struct hall *hall);
/* The JSON that answers it with status 200; the caller frees it. The first of a list in it, which
 * is not empty. */
struct json *hall_press_json(struct hall *hall, const char *method, const char *target,
                             const char *json);
const struct json *hall_first(const struct json *object, const char *list);
/* Status of one such request, whose answer does not matter. */
int hall_press_for_status(struct hall *hall, const char *method, const char *target,
                          const char *json);

/* The kiosk records; its op_id is new. */
void hall_record(struct hall *hall, enum record_kind kind, const void *body);
void hall_record_raw(struct hall *hall, enum record_kind kind, const char *json, struct id op_id);
/* An envelope of the kiosk's records after `after`. Clear it. */
void hall_pack(struct hall *hall, int64_t after, struct bytes *out);
/* Sends all records after `after`; the acknowledgement's seq. */
int64_t hall_send(struct hall *hall, int64_t after);

/* Ready to be recorded. A claim is assessed under the demo policy as a kiosk does it. */
struct body_attendance_arrived hall_arrival(struct hall *hall, size_t person);
void hall_fill_claim(struct hall *hall, const struct body_attendance_arrived *there,
                     int64_t bus_pence, struct body_claim *out);

/* A visit that is over: arrived, claimed a bus ticket, left after an hour. The caller frees it. */
struct body_claim *hall_visit(struct hall *hall);

/* The kiosk records that the meeting is over. */
void hall_close_meeting(struct hall *hall);

/* Recorded of a meeting that is over: somebody came, claimed a bus ticket for £4.20, and was there
 * to the end. `change`, or NULL, says what of the claim is otherwise; it is assessed after that. */
struct id hall_claim_closed(struct hall *hall, const struct body_attendance_arrived *there,
                            void (*change)(struct body_claim *claim));

/* All that the logs say comes to what the office's database has. */
void hall_verify(struct hall *hall);

/* How many exceptions of that kind there are, open and solved; NULL: of any. */
int64_t hall_count_exceptions(struct hall *hall, const char *kind);

/* How many looks at people are on record. */
int64_t hall_count_looks(struct hall *hall);

/* One number from the office's database. */
int64_t hall_count(struct hall *hall, const char *sql);

#endif
