// SPDX-License-Identifier: Apache-2.0
#include "server/down.h"

#include <stdlib.h>
#include <string.h>

#include "server/history.h"
#include "server/meetings.h"
#include "server/people.h"
#include "server/policies.h"
#include "server/remembered.h"
#include "server/staff.h"
#include "server/tins.h"
#include "server/wordings.h"
#include "shared/keys.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define HASH_SIZE 32
#define DAY_MS INT64_C(86400000)

static const char SQL_SAID[] = "SELECT content FROM said WHERE down_log_id = $1 AND subject = $2";
static const char SQL_SAY[] =
    "INSERT INTO said (down_log_id, subject, content) VALUES ($1, $2, $3) "
    "ON CONFLICT (down_log_id, subject) DO UPDATE SET content = excluded.content";

static const struct id NONE;

/* Who is told: one kiosk, or all. */
struct audience {
    struct db *db;
    const struct kiosks_life *lives;
    size_t count;
};

/* What a record is about. */
struct subject {
    enum record_kind kind;
    struct id meeting;
    const void *whom; // a person's, staff member's or claim's id, a policy's name
    size_t length;
};

static void hash_subject(uint8_t out[static HASH_SIZE], const struct subject *subject)
{
    struct bytes text = {0};

    bytes_add_number(&text, (uint64_t)subject->kind, 2);
    bytes_add(&text, subject->meeting.bytes, ID_BYTES);
    bytes_add(&text, subject->whom, subject->length);
    keys_hash(out, HASH_SIZE, "subject", text.data, text.length);
    bytes_clear(&text);
}

// *same: the last thing this log said about the subject is this. A NULL hash asks whether any was.
static bool was_said(struct db *db, struct id log, const uint8_t subject[static HASH_SIZE],
                     const uint8_t *content, bool *same, struct err *err)
{
    uint8_t last[HASH_SIZE];
    struct db_rows *rows;

    *same = false;
    if (!db_query(db, &rows, SQL_SAID, DB_ARGS(db_id(&log), db_blob(subject, HASH_SIZE)), err))
        return false;
    if (db_next(rows))
        *same = db_get_bytes(rows, 0, last, sizeof last) &&
                (!content || memcmp(last, content, sizeof last) == 0);
    return db_done(rows, err);
}

/* What is said, and what tells it apart from the last: the same bytes, but for what is random. */
struct words {
    const struct bytes *body;
    const struct bytes *content;
};

static bool say_to(struct db *db, struct id log, const struct subject *subject,
                   const struct words *words, struct err *err)
{
    struct log_entry entry = {.kind = subject->kind,
                              .meeting_id = subject->meeting,
                              .body = bytes_text(words->body),
                              .body_length = words->body->length};
    uint8_t content[HASH_SIZE];
    uint8_t about[HASH_SIZE];
    bool appended;
    bool same;

    hash_subject(about, subject);
    keys_hash(content, sizeof content, "said", words->content->data, words->content->length);
    if (!was_said(db, log, about, content, &same, err))
        return false;
    return same || (log_append(db, log, &entry, &appended, err) &&
                    db_exec(db, SQL_SAY,
                            DB_ARGS(db_id(&log), db_blob(about, sizeof about),
                                    db_blob(content, sizeof content)),
                            err));
}

static bool say_words(const struct audience *to, const struct subject *subject,
                      const struct words *words, struct err *err)
{
    for (size_t i = 0; i < to->count; i++)
        if (!say_to(to->db, to->lives[i].down_log_id, subject, words, err))
            return false;
    return true;
}

static bool say(const struct audience *to, const struct subject *subject, const void *body,
                struct err *err)
{
    struct bytes json = {0};
    struct words words = {&json, &json};
    bool ok;

    body_write(subject->kind, body, &json);
    ok = say_words(to, subject, &words, err);
    bytes_clear(&json);
    return ok;
}

static bool open_audience(struct db *db, struct audience *to, struct kiosks_life **lives,
                          struct err *err)
{
    *to = (struct audience){.db = db};
    if (!kiosks_list_lives(db, lives, &to->count, err))
        return false;
    to->lives = *lives;
    return true;
}

static bool say_policy(const char *id, const char *json, void *context, struct err *err)
{
    struct subject subject = {RECORD_POLICY_SET, NONE, id, strlen(id)};
    struct bytes body = {0};
    struct words words = {&body, &body};
    bool ok;

    bytes_add_text(&body, json);
    ok = say_words(context, &subject, &words, err);
    bytes_clear(&body);
    return ok;
}

static bool say_staff(const struct audience *to, const struct staff_member *member, struct err *err)
{
    struct body_payer_set body = {.staff = member->staff,
                                  .person = member->nomination.person,
                                  .limit_pence = member->nomination.limit_pence,
                                  .host = member->host,
                                  .payer = member->payer};
    struct subject subject = {RECORD_PAYER_SET, NONE, member->staff.bytes, ID_BYTES};

    card_id(body.card, &member->card);
    str_copy(body.pin_hash, sizeof body.pin_hash, member->pin_hash);
    str_copy(body.from, sizeof body.from, member->nomination.from);
    str_copy(body.until, sizeof body.until, member->nomination.until);
    return say(to, &subject, &body, err);
}

/* What one round of telling needs to have at hand. */
struct round {
    struct audience to;
    const struct office *office;
    struct staff_member *staff;
    size_t staff_count;
    struct kiosks_life *kiosks; // all of them, whoever is told
    size_t kiosk_count;
};

// What a kiosk signs on paper another believes. Of more kiosks than letters, those that enrolled
// first.
static void fill_kiosks(const struct round *round, struct body_meeting_planned *body)
{
    for (size_t i = 0; i < round->kiosk_count && body->kiosks_count < BODY_KIOSKS_MAX; i++) {
        struct body_kiosk *kiosk = &body->kiosks[body->kiosks_count++];

        memcpy(kiosk->letter, round->kiosks[i].letter, sizeof kiosk->letter);
        memcpy(kiosk->sign_public, round->kiosks[i].sign_public, sizeof kiosk->sign_public);
    }
}

static void fill_planned(const struct round *round, const struct meetings_meeting *meeting,
                         struct body_meeting_planned *body)
{
    *body = (struct body_meeting_planned){
        .start_ms = meeting->start_ms, .end_ms = meeting->end_ms, .agreed_ms = meeting->agreed_ms};
    str_copy(body->public_title, sizeof body->public_title, meeting->public_title);
    str_copy(body->type, sizeof body->type, meeting->type);
    str_copy(body->workstream, sizeof body->workstream, meeting->workstream);
    str_copy(body->policy, sizeof body->policy, meeting->policy);
    str_copy(body->owner, sizeof body->owner, meeting->owner);
    for (size_t i = 0; i < round->staff_count && body->hosts_count < BODY_HOSTS_MAX; i++) {
        struct body_host *host = &body->hosts[body->hosts_count];

        if (!round->staff[i].host)
            continue;
        host->staff = round->staff[i].staff;
        card_id(host->card, &round->staff[i].card);
        body->hosts_count++;
    }
    fill_kiosks(round, body);
}

static void wrap_keys(const struct round *round, const struct meetings_meeting *meeting,
                      struct body_meeting_planned *body)
{
    for (size_t i = 0; i < body->hosts_count; i++)
        for (size_t j = 0; j < round->staff_count; j++)
            if (id_equal(round->staff[j].staff, body->hosts[i].staff))
                card_wrap(body->hosts[i].wrapped_key, &round->staff[j].card, meeting->key);
}

// A key wrapped again is other bytes: what is compared has none.
static bool say_planned(const struct round *round, const struct meetings_meeting *meeting,
                        struct err *err)
{
    struct subject subject = {RECORD_MEETING_PLANNED, meeting->meeting, "", 0};
    struct body_meeting_planned *planned = mem_new(1, sizeof *planned);
    struct bytes content = {0};
    struct bytes body = {0};
    struct words words = {&body, &content};
    bool ok;

    fill_planned(round, meeting, planned);
    ok = tins_fill(round->to.db, meeting->meeting, planned, err);
    body_write(subject.kind, planned, &content);
    wrap_keys(round, meeting, planned);
    body_write(subject.kind, planned, &body);
    ok = ok && say_words(&round->to, &subject, &words, err);
    bytes_clear(&content);
    bytes_clear(&body);
    free(planned);
    return ok;
}

static void fill_expected(const struct people_person *person,
                          const struct meetings_meeting *meeting, struct body_person_expected *body)
{
    char date[WHEN_DATE_SIZE];

    when_local_date(date, meeting->start_ms);
    body->person = person->person;
    card_id(body->card, &person->card);
    str_copy(body->age_band, sizeof body->age_band, people_age_band(person, date));
    str_copy(body->role, sizeof body->role, person->role);
    body->agreed_ms = person->agreed_ms;
    str_copy(body->terms, sizeof body->terms, person->terms);
    body->return_miles = person->return_miles;
    body->supports = person->supports;
    body->existing_support = person->existing_support;
    body->extra_agreed_ms = person->extra_agreed_ms;
    body->opted_in = true;
    body->one_off = true;
    body->maximum_pence = -1;
    body->bank_on_file = person->bank_on_file;
    str_copy(body->pay_channel, sizeof body->pay_channel, person->pay_channel);
    str_copy(body->language, sizeof body->language, person->language);
}

// Who is in the role without anybody named is the first.
static bool number_supporter(struct db *db, struct id meeting, const struct people_person *person,
                             struct body_person_expected *body, struct err *err)
{
    body->supporter_number = str_equal(person->role, "supporter");
    return id_is_none(person->supports) ||
           meetings_number_supporter(db, meeting, person->person, person->supports,
                                     &body->supporter_number, err);
}

bool down_expected(struct db *db, const struct meetings_meeting *meeting,
                   const struct people_person *person, struct body_person_expected *out,
                   struct err *err)
{
    fill_expected(person, meeting, out);
    return number_supporter(db, meeting->meeting, person, out, err) &&
           history_fill(db, meeting, person->person, out, err);
}

static bool say_expected(const struct round *round, const struct meetings_meeting *meeting,
                         struct id id, struct err *err)
{
    struct subject subject = {RECORD_PERSON_EXPECTED, meeting->meeting, id.bytes, ID_BYTES};
    struct body_person_expected *body = mem_new(1, sizeof *body);
    struct people_person person;
    bool ok = people_get(round->to.db, round->office, id, &person, err) &&
              meetings_names_note(round->to.db, meeting, id, &person.names, body->names, err) &&
              down_expected(round->to.db, meeting, &person, body, err) &&
              remembered_fill(round->to.db, meeting, &person, body, err) &&
              say(&round->to, &subject, body, err);

    mem_wipe(&person, sizeof person);
    free(body);
    return ok;
}

static bool say_meeting(const struct round *round, const struct meetings_meeting *meeting,
                        struct err *err)
{
    struct id *people;
    size_t count;
    bool ok;

    if (meeting->origin == MEETINGS_UNPLANNED)
        return true; // its kiosk made it, and nobody else is to expect it
    if (!say_planned(round, meeting, err) ||
        !meetings_list_invited(round->to.db, meeting->meeting, &people, &count, err))
        return false;
    ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = say_expected(round, meeting, people[i], err);
    free(people);
    return ok;
}

static int64_t window(const struct office *office)
{
    return when_now_ms() - office->settings.expect_from_days * DAY_MS;
}

static bool say_meetings(const struct round *round,
                         bool (*say_one_meeting)(const struct round *round,
                                                 const struct meetings_meeting *meeting,
                                                 struct err *err),
                         struct err *err)
{
    struct meetings_meeting *meetings;
    size_t count;
    bool ok = true;

    if (!meetings_list(round->to.db, round->office, window(round->office), &meetings, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = say_one_meeting(round, &meetings[i], err);
    mem_wipe(meetings, count * sizeof *meetings);
    free(meetings);
    return ok;
}

static bool open_round(struct db *db, const struct office *office, struct round *round,
                       struct err *err)
{
    round->office = office;
    round->to.db = db;
    return kiosks_list_lives(db, &round->kiosks, &round->kiosk_count, err) &&
           staff_list(db, office, &round->staff, &round->staff_count, err);
}

static void close_round(struct round *round)
{
    staff_free(round->staff, round->staff_count);
    free(round->kiosks);
}

static bool configure(const struct office *office, const struct kiosks_life *life,
                      const struct audience *to, struct err *err)
{
    const struct settings *settings = &office->settings;
    struct body_kiosk_configured body = {.kiosk = life->kiosk,
                                         .answer_days = settings->answer_days};
    struct subject subject = {RECORD_KIOSK_CONFIGURED, NONE, "", 0};

    str_copy(body.letter, sizeof body.letter, life->letter);
    str_copy(body.organisation, sizeof body.organisation, settings->organisation);
    str_copy(body.owner, sizeof body.owner, settings->owner);
    str_copy(body.complaints_en, sizeof body.complaints_en, settings->complaints_en);
    str_copy(body.complaints_cy, sizeof body.complaints_cy, settings->complaints_cy);
    str_copy(body.adviser_en, sizeof body.adviser_en, settings->adviser_en);
    str_copy(body.adviser_cy, sizeof body.adviser_cy, settings->adviser_cy);
    return say(to, &subject, &body, err);
}

bool down_settings(struct db *db, const struct office *office, struct err *err)
{
    struct kiosks_life *lives;
    struct audience all;
    bool ok = true;

    if (!open_audience(db, &all, &lives, err))
        return false;
    for (size_t i = 0; ok && i < all.count; i++)
        ok = configure(office, &lives[i], &(struct audience){db, &lives[i], 1}, err);
    free(lives);
    return ok || err_wrap(err, "tell settings");
}

static bool say_wording(const struct audience *to, struct err *err)
{
    struct subject subject = {RECORD_WORDING_SET, NONE, "", 0};
    struct body_wording_set wording;

    if (!wordings_get(to->db, &wording, err))
        return err->kind == ERR_NOT_FOUND;
    return say(to, &subject, &wording, err);
}

bool down_wording(struct db *db, struct err *err)
{
    struct kiosks_life *lives;
    struct audience all;
    bool ok;

    if (!open_audience(db, &all, &lives, err))
        return false;
    ok = say_wording(&all, err);
    free(lives);
    return ok || err_wrap(err, "tell the wording");
}

bool down_welcome(struct db *db, const struct office *office, const struct kiosks_life *life,
                  struct err *err)
{
    struct round round = {.to = {db, life, 1}};
    bool ok = open_round(db, office, &round, err) && configure(office, life, &round.to, err) &&
              policies_each(db, say_policy, &round.to, err) && say_wording(&round.to, err);

    for (size_t i = 0; ok && i < round.staff_count; i++)
        ok = say_staff(&round.to, &round.staff[i], err);
    ok = ok && say_meetings(&round, say_meeting, err);
    round.to = (struct audience){db, round.kiosks, round.kiosk_count};
    ok = ok && say_meetings(&round, say_planned, err); // the others must know its key
    close_round(&round);
    return ok || err_wrap(err, "welcome a kiosk");
}

bool down_policies(struct db *db, struct err *err)
{
    struct kiosks_life *lives;
    struct audience to;
    bool ok;

    if (!open_audience(db, &to, &lives, err))
        return false;
    ok = policies_each(db, say_policy, &to, err);
    free(lives);
    return ok || err_wrap(err, "tell policies");
}

/* Opens a round to all kiosks, tells, and closes it. */
static bool tell_all(struct db *db, const struct office *office, const struct id *meeting,
                     bool staff, struct err *err)
{
    struct round round = {0};
    struct meetings_meeting one;
    struct kiosks_life *lives = NULL;
    bool ok = open_audience(db, &round.to, &lives, err) && open_round(db, office, &round, err);

    for (size_t i = 0; ok && staff && i < round.staff_count; i++)
        ok = say_staff(&round.to, &round.staff[i], err);
    if (ok && meeting)
        ok = meetings_get(db, office, *meeting, &one, err) &&
             (one.end_ms < window(office) || say_meeting(&round, &one, err));
    else
        ok = ok && say_meetings(&round, say_meeting, err);
    mem_wipe(&one, sizeof one);
    close_round(&round);
    free(lives);
    return ok || err_wrap(err, "tell kiosks");
}

bool down_staff(struct db *db, const struct office *office, struct err *err)
{
    return tell_all(db, office, NULL, true, err);
}

bool down_meeting(struct db *db, const struct office *office, struct id meeting, struct err *err)
{
    return tell_all(db, office, &meeting, false, err);
}

bool down_people(struct db *db, const struct office *office, struct err *err)
{
    return tell_all(db, office, NULL, false, err);
}

static bool say_one(const struct round *round, struct id person, struct err *err)
{
    struct meetings_meeting *meetings;
    size_t count;
    bool invited;
    bool ok = true;

    if (!meetings_list(round->to.db, round->office, window(round->office), &meetings, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = meetings_is_invited(round->to.db, meetings[i].meeting, person, &invited, err) &&
             (!invited || say_expected(round, &meetings[i], person, err));
    mem_wipe(meetings, count * sizeof *meetings);
    free(meetings);
    return ok;
}

bool down_some(struct db *db, const struct office *office, const struct id *people, size_t count,
               struct err *err)
{
    struct round round = {.office = office};
    struct kiosks_life *lives = NULL;
    bool ok = open_audience(db, &round.to, &lives, err);

    for (size_t i = 0; ok && i < count; i++)
        ok = say_one(&round, people[i], err);
    free(lives);
    return ok || err_wrap(err, "tell of what people chose");
}

// But to none of the lives of that kiosk; none: to all.
static bool say_where_known(struct db *db, const struct subject *subject, const void *body,
                            struct id but, struct err *err)
{
    struct subject planned = {RECORD_MEETING_PLANNED, subject->meeting, "", 0};
    struct kiosks_life *lives;
    uint8_t about[HASH_SIZE];
    struct audience all;
    bool ok = true;

    if (!open_audience(db, &all, &lives, err))
        return false;
    hash_subject(about, &planned);
    for (size_t i = 0; ok && i < all.count; i++) {
        struct audience one = {db, &lives[i], 1};
        bool knows;

        ok = was_said(db, lives[i].down_log_id, about, NULL, &knows, err) &&
             (!knows || id_equal(lives[i].kiosk, but) || say(&one, subject, body, err));
    }
    free(lives);
    return ok;
}

bool down_cash(struct db *db, struct id meeting, const struct body_payment_made *payment,
               struct id kiosk, struct err *err)
{
    struct subject subject = {.kind = RECORD_PAYMENT_MADE, .meeting = meeting};
    struct bytes whom = {0};
    bool ok;

    bytes_add(&whom, payment->claim.bytes, ID_BYTES);
    bytes_add_text(&whom, payment->what);
    subject.whom = whom.data;
    subject.length = whom.length;
    ok = say_where_known(db, &subject, payment, kiosk, err);
    bytes_clear(&whom);
    return ok || err_wrap(err, "tell of a payment");
}

bool down_payment(struct db *db, struct id meeting, const struct body_payment_made *payment,
                  struct err *err)
{
    return down_cash(db, meeting, payment, (struct id){{0}}, err);
}

bool down_hold(struct db *db, struct id meeting, const struct body_claim_ruled *held,
               struct err *err)
{
    struct subject subject = {RECORD_CLAIM_HELD, meeting, held->claim.bytes, ID_BYTES};

    return say_where_known(db, &subject, held, (struct id){{0}}, err) ||
           err_wrap(err, "tell of a claim");
}

static bool say_answer(const struct audience *to, const struct body_claim_answered *answer,
                       struct err *err)
{
    struct bytes whom = {0};
    struct subject subject = {.kind = RECORD_CLAIM_ANSWERED};
    bool ok;

    bytes_add(&whom, answer->claim.bytes, ID_BYTES);
    bytes_add_text(&whom, answer->ref);
    bytes_add_text(&whom, answer->code);
    subject.whom = whom.data;
    subject.length = whom.length;
    ok = say(to, &subject, answer, err);
    bytes_clear(&whom);
    return ok || err_wrap(err, "tell of an answer");
}

bool down_answer(struct db *db, const struct body_claim_answered *answer, struct err *err)
{
    struct kiosks_life *lives;
    struct audience all;
    bool ok;

    if (!open_audience(db, &all, &lives, err))
        return false;
    ok = say_answer(&all, answer, err);
    free(lives);
    return ok;
}

bool down_answer_to(struct db *db, const struct kiosks_life *life,
                    const struct body_claim_answered *answer, struct err *err)
{
    return say_answer(&(struct audience){db, life, 1}, answer, err);
}
