// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/office.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "shared/acknowledgement.h"
#include "shared/body.h"
#include "shared/enrol.h"
#include "shared/envelope.h"
#include "shared/log.h"
#include "shared/str.h"

const char *const office_names[OFFICE_PEOPLE][2] = {
    {"Dafydd", "Evans"}, {"Siân", "Morgan"}, {"Mary", "O’Neill"},
    {"Jo", "Smith"},     {"Li", "van Dijk"}, {"Tomos", "Evans"},
};

static const char *own_letter(const struct office *office)
{
    return office->kiosks[office->kiosk_count - 1].letter;
}

static bool put_enrolment(struct office *office, const struct store *store, struct err *err)
{
    struct outbox_enrolment answer = {
        .kiosk_id = id_new(), .log_id = store->log_id, .down_log_id = office->down_log};
    struct bytes file = {0};
    bool ok;

    memcpy(answer.letter, own_letter(office), sizeof answer.letter);
    memcpy(answer.server_sign, office->keys.sign_public, KEYS_PUBLIC_SIZE);
    memcpy(answer.server_seal, office->keys.seal_public, KEYS_PUBLIC_SIZE);
    memcpy(answer.recovery_seal, office->recovery.seal_public, KEYS_PUBLIC_SIZE);
    enrol_write_answer(&answer, &office->keys, &file);
    ok = outbox_put(store->in, "enrolment.ack", file.data, file.length, err);
    bytes_clear(&file);
    return ok;
}

static bool append(struct office *office, enum record_kind kind, struct id meeting,
                   const struct bytes *json, struct err *err)
{
    struct log_entry entry = {
        .kind = kind, .meeting_id = meeting, .body = bytes_text(json), .body_length = json->length};
    bool appended;

    return db_begin(office->db, err) &&
           db_end(office->db, log_append(office->db, office->down_log, &entry, &appended, err),
                  err);
}

static bool tell(struct office *office, enum record_kind kind, struct id meeting, const void *body,
                 struct err *err)
{
    struct bytes json = {0};
    bool ok;

    body_write(kind, body, &json);
    ok = append(office, kind, meeting, &json, err);
    bytes_clear(&json);
    return ok;
}

// Sealed as the server does it, to this kiosk alone.
static bool send(struct office *office, const struct store *store, struct err *err)
{
    struct envelope_batch batch;
    struct outbox_range range;
    char name[OUTBOX_NAME_SIZE];
    struct bytes sealed = {0};
    bool ok;

    if (!log_batch(office->db, office->down_log, office->sent, &batch, err))
        return false;
    envelope_seal(&batch, &office->keys,
                  (const uint8_t(*)[KEYS_PUBLIC_SIZE])store->keys.seal_public, 1, &sealed);
    range =
        (struct outbox_range){office->down_log, batch.from, batch.from + (int64_t)batch.count - 1};
    outbox_envelope_name(name, &range);
    ok = outbox_put(store->in, name, sealed.data, sealed.length, err);
    office->sent = range.to;
    envelope_batch_clear(&batch);
    bytes_clear(&sealed);
    return ok;
}

static bool tell_policy(struct office *office, const char *path, struct err *err)
{
    struct id nowhere = {{0}};
    struct policy policy;
    struct bytes json = {0};
    bool ok;

    ok = policy_load(&policy, path, err) &&
         str_copy(office->policy, sizeof office->policy, policy.id) &&
         bytes_read_file(&json, path, POLICY_BYTES_MAX, err);
    // A policy's id may be its file's name: in a record it must say it itself.
    if (ok && !strstr(bytes_text(&json), "\"id\"")) {
        struct bytes named = {0};

        bytes_addf(&named, "{\"id\":\"%s\",%s", policy.id, strchr(bytes_text(&json), '{') + 1);
        bytes_clear(&json);
        json = named;
    }
    ok = ok && append(office, RECORD_POLICY_SET, nowhere, &json, err);
    bytes_clear(&json);
    return ok;
}

// As card_hash_pin does it, but quickly: a test may try a PIN hundreds of times. The string itself
// says how hard it is, so card_check_pin knows no difference.
static void hash_pin(char out[static CARD_PIN_HASH_SIZE], const struct card *card)
{
    uint8_t password[CARD_PIN_DIGITS + CARD_SECRET_SIZE];

    memcpy(password, OFFICE_PIN, CARD_PIN_DIGITS);
    memcpy(password + CARD_PIN_DIGITS, card->secret, CARD_SECRET_SIZE);
    if (crypto_pwhash_str(out, (const char *)password, sizeof password, crypto_pwhash_OPSLIMIT_MIN,
                          crypto_pwhash_MEMLIMIT_MIN) != 0)
        abort();
}

static bool tell_staff(struct office *office, const struct card *card, struct id staff, bool host,
                       struct err *err)
{
    struct body_payer_set body = {
        .staff = staff, .host = host, .payer = true, .limit_pence = 100000};
    struct id nowhere = {{0}};

    card_id(body.card, card);
    hash_pin(body.pin_hash, card);
    return tell(office, RECORD_PAYER_SET, nowhere, &body, err);
}

bool office_nominate(struct office *office, const struct store *store, struct card *card,
                     struct err *err)
{
    card_make(card, CARD_HOST);
    return tell_staff(office, card, id_new(), false, err) && send(office, store, err);
}

static void plan(const struct office *office, struct body_meeting_planned *out)
{
    *out = (struct body_meeting_planned){.public_title = "Tuesday group",
                                         .type = "agreed_coproduction",
                                         .workstream = "W1",
                                         .start_ms = office->start_ms,
                                         .end_ms = office->end_ms,
                                         .agreed_ms = office->start_ms - 86400000,
                                         .hosts_count = 1};
    str_copy(out->policy, sizeof out->policy, office->policy);
    memcpy(out->kiosks, office->kiosks, sizeof office->kiosks);
    out->kiosks_count = office->kiosk_count;
    out->hosts[0].staff = office->host_id;
    card_id(out->hosts[0].card, &office->host);
    card_wrap(out->hosts[0].wrapped_key, &office->host, office->meeting_key);
}

static bool tell_meeting(struct office *office, struct err *err)
{
    struct body_meeting_planned body;

    plan(office, &body);
    return tell(office, RECORD_MEETING_PLANNED, office->meeting, &body, err);
}

bool office_seal_tin(struct office *office, const struct store *store, const char *code,
                     int64_t limit_pence, struct err *err)
{
    struct body_meeting_planned body;

    plan(office, &body);
    tin_wrap(body.tin_key, code, office->meeting, office->meeting_key);
    body.tin_limit_pence = limit_pence;
    return office_say(office, store, RECORD_MEETING_PLANNED, &body, err);
}

static bool put_names(const struct office *office, const struct store *store,
                      const char *const person[2], uint8_t name[static NOTE_NAME_SIZE],
                      struct err *err)
{
    char file[OUTBOX_NAME_SIZE];
    struct body_names names = {0};
    struct bytes json = {0};
    struct bytes sealed = {0};
    bool ok;

    str_copy(names.first, sizeof names.first, person[0]);
    str_copy(names.last, sizeof names.last, person[1]);
    shape_write(&body_names_shape, &json, NULL, &names);
    note_seal(&sealed, office->meeting_key, "names", json.data, json.length);
    note_name(name, sealed.data, sealed.length);
    outbox_note_name(file, name, ".note");
    ok = outbox_put(store->in, file, sealed.data, sealed.length, err);
    bytes_clear(&json);
    bytes_clear(&sealed);
    return ok;
}

static void fill_person(const struct office *office, struct id person, const struct card *card,
                        struct body_person_expected *out)
{
    *out = (struct body_person_expected){.person = person,
                                         .age_band = "21_up",
                                         .role = "member",
                                         .terms = "v1",
                                         .agreed_ms = office->start_ms - 14 * INT64_C(86400000),
                                         .return_miles = 12300,
                                         .opted_in = true,
                                         .maximum_pence = -1,
                                         .bank_on_file = true,
                                         .pay_channel = "bank",
                                         .usual_prep_minutes = -1};
    card_id(out->card, card);
}

static void fill_index(const struct office *office, size_t index, struct body_person_expected *out)
{
    fill_person(office, office->people[index], &office->members[index], out);
    if (index == OFFICE_PEOPLE - 1)
        str_copy(out->age_band, sizeof out->age_band, "under_18");
}

static bool tell_person(struct office *office, const struct store *store, size_t index,
                        struct err *err)
{
    struct body_person_expected body;

    fill_index(office, index, &body);
    return put_names(office, store, office_names[index], body.names, err) &&
           tell(office, RECORD_PERSON_EXPECTED, office->meeting, &body, err);
}

bool office_expect(struct office *office, const struct store *store, size_t index,
                   void (*change)(const struct office *office, struct body_person_expected *body),
                   struct err *err)
{
    struct body_person_expected body;

    fill_index(office, index, &body);
    change(office, &body);
    return put_names(office, store, office_names[index], body.names, err) &&
           office_say(office, store, RECORD_PERSON_EXPECTED, &body, err);
}

bool office_invite(struct office *office, const struct store *store, const char *const name[2],
                   struct card *card, struct err *err)
{
    struct body_person_expected body;

    card_make(card, CARD_MEMBER);
    fill_person(office, id_new(), card, &body);
    return put_names(office, store, name, body.names, err) &&
           office_say(office, store, RECORD_PERSON_EXPECTED, &body, err);
}

static void make_up(struct office *office)
{
    office->down_log = id_new();
    office->meeting = id_new();
    office->host_id = id_new();
    office->payer_id = id_new();
    office->start_ms = when_now_ms() + INT64_C(300000);
    office->end_ms = office->start_ms + INT64_C(9000000);
    keys_make(&office->keys);
    keys_make(&office->recovery);
    note_make_key(office->meeting_key);
    card_make(&office->host, CARD_HOST);
    card_make(&office->payer, CARD_HOST);
    for (size_t i = 0; i < OFFICE_PEOPLE; i++) {
        office->people[i] = id_new();
        card_make(&office->members[i], CARD_MEMBER);
    }
}

static void know_kiosk(struct office *office, const char *letter, const struct store *store)
{
    struct body_kiosk *kiosk = &office->kiosks[office->kiosk_count++];

    str_copy(kiosk->letter, sizeof kiosk->letter, letter);
    memcpy(kiosk->sign_public, store->keys.sign_public, sizeof kiosk->sign_public);
}

static bool tell_all(struct office *office, const struct store *store, const char *policy_path,
                     struct err *err)
{
    struct body_kiosk_configured configured = {.kiosk = id_new(),
                                               .organisation = "Example organisation"};
    const char *const schemas[] = {log_schema_sql};
    struct id nowhere = {{0}};
    bool ok;

    memcpy(configured.letter, own_letter(office), sizeof configured.letter);
    ok = db_open(&office->db, ":memory:", schemas, 1, err) && put_enrolment(office, store, err) &&
         tell(office, RECORD_KIOSK_CONFIGURED, nowhere, &configured, err) &&
         tell_policy(office, policy_path, err) &&
         tell_staff(office, &office->host, office->host_id, true, err) &&
         tell_staff(office, &office->payer, office->payer_id, false, err) &&
         tell_meeting(office, err);
    for (size_t i = 0; ok && i < OFFICE_PEOPLE; i++)
        ok = tell_person(office, store, i, err);
    return ok && send(office, store, err);
}

bool office_open(struct office *office, const struct store *store, const char *policy_path,
                 struct err *err)
{
    *office = (struct office){0};
    make_up(office);
    know_kiosk(office, "A", store);
    return tell_all(office, store, policy_path, err);
}

bool office_join(struct office *office, const struct store *store, struct office *first,
                 const struct store *first_store, const char *policy_path, struct err *err)
{
    *office = *first;
    office->db = NULL;
    office->sent = 0;
    office->down_log = id_new();
    know_kiosk(office, "B", store);
    memcpy(first->kiosks, office->kiosks, sizeof first->kiosks);
    first->kiosk_count = 2;
    return tell_all(office, store, policy_path, err) && tell_meeting(first, err) &&
           send(first, first_store, err);
}

// What it has told the kiosk stands there.
static bool recall(struct office *office, const struct store *store, struct err *err)
{
    const char *const schemas[] = {log_schema_sql};
    struct bytes raw = {0};
    enum log_outcome outcome;
    bool ok = db_open(&office->db, ":memory:", schemas, 1, err) && db_begin(office->db, err);

    for (int64_t seq = 1; ok && seq <= office->sent; seq++) {
        bytes_clear(&raw);
        ok = log_read(store->db, office->down_log, seq, &raw, err) &&
             log_store(office->db, raw.data, raw.length, &outcome, err);
    }
    bytes_clear(&raw);
    return db_end(office->db, ok, err);
}

bool office_plan_next(struct office *office, const struct store *store, struct err *err)
{
    bool ok = recall(office, store, err);

    office->meeting = id_new();
    office->start_ms = when_now_ms() + INT64_C(300000);
    office->end_ms = office->start_ms + INT64_C(9000000);
    note_make_key(office->meeting_key);
    ok = ok && tell_meeting(office, err);
    for (size_t i = 0; ok && i < OFFICE_PEOPLE; i++)
        ok = tell_person(office, store, i, err);
    return ok && send(office, store, err);
}

void office_close(struct office *office)
{
    db_close(office->db);
    *office = (struct office){0};
}

bool office_say(struct office *office, const struct store *store, enum record_kind kind,
                const void *body, struct err *err)
{
    return tell(office, kind, office->meeting, body, err) && send(office, store, err);
}

bool office_acknowledge(struct office *office, struct store *store, int64_t seq, struct err *err)
{
    struct acknowledgement answer = {.log_id = store->log_id,
                                     .seq = seq,
                                     .down_log_id = office->down_log,
                                     .down_seq = office->sent,
                                     .server_ms = when_now_ms()};
    struct bytes file = {0};
    bool ok;

    if (!log_hash_at(store->db, store->log_id, seq, answer.hash, err) ||
        !log_hash_at(office->db, office->down_log, office->sent, answer.down_hash, err))
        return false;
    acknowledgement_write(&answer, &office->keys, &file);
    ok = outbox_put(store->in, "server.ack", file.data, file.length, err);
    bytes_clear(&file);
    return ok;
}
