// SPDX-License-Identifier: Apache-2.0
#include "server/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/csv.h"
#include "server/down.h"
#include "server/ledger.h"
#include "server/meetings.h"
#include "server/people.h"
#include "server/policies.h"
#include "server/staff.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/shape.h"
#include "shared/str.h"
#include "shared/when.h"

static const char *const people_columns[] = {
    "member_code", "first_name",       "last_name",       "other_names",  "birth_date", "language",
    "role",        "pay_channel",      "bank_on_file",    "return_miles", "agreed_at",  "terms",
    "supports",    "existing_support", "extra_agreed_at", NULL,
};
static const char *const meetings_columns[] = {
    "meeting_code", "public_title", "start",   "end",   "venue", "type",
    "policy",       "workstream",   "invited", "owner", NULL,
};

/* One row being read. */
struct row {
    const struct csv *csv;
    size_t at;
    struct err *err;
};

static bool refuse(const struct row *row, const char *column, const char *why)
{
    return csv_refuse(row->csv, row->at, column, why, row->err);
}

static const char *cell(const struct row *row, const char *column)
{
    return csv_cell(row->csv, row->at, column);
}

static bool is_code(const char *text)
{
    return text[strspn(text,
                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:+-")] ==
           '\0';
}

static bool has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            return true;
    return false;
}

/* A word of letters, digits and _ . : + -, for records. */
static bool take_code(const struct row *row, const char *column, char *out, size_t size)
{
    const char *text = cell(row, column);

    if (!is_code(text))
        return refuse(row, column, "only letters without accents, digits and _ . : + - are taken");
    return str_copy(out, size, text) || refuse(row, column, "it is too long");
}

static bool take_needed_code(const struct row *row, const char *column, char *out, size_t size)
{
    if (!cell(row, column)[0])
        return refuse(row, column, "it is missing");
    return take_code(row, column, out, size);
}

static bool take_words(const struct row *row, const char *column, char *out, size_t size)
{
    const char *text = cell(row, column);

    if (has_control(text))
        return refuse(row, column, "it has a line break or another control letter in it");
    return str_copy(out, size, text) || refuse(row, column, "it is too long");
}

static bool take_one_of(const struct row *row, const char *column, const char *const words[],
                        char *out, size_t size)
{
    const char *text = cell(row, column);
    char why[200];
    int used;

    for (size_t i = 0; words[i]; i++)
        if (str_equal(words[i], text))
            return str_copy(out, size, text);
    used = snprintf(why, sizeof why, "it must be one of");
    for (size_t i = 0; words[i] && used < (int)sizeof why; i++)
        if (words[i][0])
            used += snprintf(why + used, sizeof why - (size_t)used, " %s", words[i]);
    return refuse(row, column, why);
}

static bool take_yes(const struct row *row, const char *column, bool *out)
{
    static const char *const words[] = {"yes", "no", "", NULL};
    char word[8];

    if (!take_one_of(row, column, words, word, sizeof word))
        return false;
    *out = str_equal(word, "yes");
    return true;
}

static bool take_miles(const struct row *row, const char *column, int64_t *out)
{
    const char *text = cell(row, column);

    *out = -1;
    return !text[0] || shape_read_miles(out, text) ||
           refuse(row, column, "it must be miles such as 12.3");
}

// A date, a local time of a day, or an instant.
static bool read_when(const char *text, int64_t *out, struct err *why)
{
    char date[WHEN_DATE_SIZE];
    char time[WHEN_TIME_SIZE];

    if (when_read(out, text))
        return true;
    if (strlen(text) == 10)
        return when_from_local(out, text, "00:00", why);
    if (strlen(text) != 16 || (text[10] != ' ' && text[10] != 'T'))
        return err_set(why, ERR_INVALID, "it must be a day and a time such as 2026-11-23 10:00");
    snprintf(date, sizeof date, "%.10s", text);
    snprintf(time, sizeof time, "%.5s", text + 11);
    return when_from_local(out, date, time, why);
}

static bool take_when(const struct row *row, const char *column, int64_t *out)
{
    const char *text = cell(row, column);
    struct err why;

    if (!text[0])
        return refuse(row, column, "it is missing");
    return read_when(text, out, &why) || refuse(row, column, why.text);
}

static bool take_when_said(const struct row *row, const char *column, int64_t *out)
{
    return !cell(row, column)[0] || take_when(row, column, out);
}

static bool take_birth(const struct row *row, struct people_person *out)
{
    char today[WHEN_DATE_SIZE];
    const char *text = cell(row, "birth_date");

    when_local_date(today, when_now_ms());
    if (!text[0])
        return true;
    if (!when_is_date(text) || strcmp(text, today) > 0)
        return refuse(row, "birth_date", "it must be a day that was, such as 1968-02-29");
    return str_copy(out->birth_date, sizeof out->birth_date, text);
}

/* --- people --- */

static bool take_names(const struct row *row, struct people_person *out)
{
    if (!cell(row, "first_name")[0] && !cell(row, "last_name")[0])
        return refuse(row, "first_name", "somebody without a name cannot be found at a kiosk");
    return take_words(row, "first_name", out->names.first, sizeof out->names.first) &&
           take_words(row, "last_name", out->names.last, sizeof out->names.last) &&
           take_words(row, "other_names", out->names.others, sizeof out->names.others);
}

static bool take_person(const struct row *row, struct people_person *out)
{
    static const char *const languages[] = {"en", "cy", "", NULL};
    static const char *const channels[] = {"bank", "voucher", "timeswap", "none", "", NULL};

    *out = (struct people_person){0};
    if (!take_needed_code(row, "member_code", out->member_code, sizeof out->member_code) ||
        !take_names(row, out) || !take_birth(row, out) ||
        !take_one_of(row, "language", languages, out->language, sizeof out->language) ||
        !take_code(row, "role", out->role, sizeof out->role) ||
        !take_one_of(row, "pay_channel", channels, out->pay_channel, sizeof out->pay_channel) ||
        !take_yes(row, "bank_on_file", &out->bank_on_file) ||
        !take_miles(row, "return_miles", &out->return_miles) ||
        !take_code(row, "terms", out->terms, sizeof out->terms) ||
        !take_yes(row, "existing_support", &out->existing_support) ||
        !take_when_said(row, "agreed_at", &out->agreed_ms) ||
        !take_when_said(row, "extra_agreed_at", &out->extra_agreed_ms))
        return false;
    if (!out->role[0])
        str_copy(out->role, sizeof out->role, "member");
    return true;
}

struct place {
    const char *code;
    size_t row;
};

static int by_code(const void *a, const void *b)
{
    const struct place *one = a;
    const struct place *other = b;
    int order = strcmp(one->code, other->code);

    return order ? order : (one->row > other->row) - (one->row < other->row);
}

static bool check_twice(const struct csv *csv, const char *column, struct err *err)
{
    size_t count = csv_rows(csv);
    struct place *places = mem_new(count, sizeof *places);
    size_t twice = 0;

    for (size_t i = 0; i < count; i++)
        places[i] = (struct place){csv_cell(csv, i, column), i};
    qsort(places, count, sizeof *places, by_code);
    for (size_t i = 1; i < count && !twice; i++)
        if (places[i].code[0] && str_equal(places[i - 1].code, places[i].code))
            twice = places[i].row;
    free(places);
    return !twice || csv_refuse(csv, twice, column, "this code stands in the file twice", err);
}

static bool put_person(struct db *db, const struct office *office, const struct row *row)
{
    struct people_person person;
    bool renamed;
    bool ok = take_person(row, &person) && people_put(db, office, &person, &renamed, row->err) &&
              (!renamed || meetings_forget_names(db, person.person, row->err));

    mem_wipe(&person, sizeof person);
    return ok;
}

// Somebody of a list of ours, by member code.
static bool take_member(struct db *db, const struct office *office, const struct row *row,
                        const char *column, struct id *out)
{
    struct people_person person;

    if (!people_find(db, office, cell(row, column), &person, row->err))
        return row->err->kind == ERR_NOT_FOUND &&
               refuse(row, column, "it names a member code that is on no list of ours");
    *out = person.person;
    mem_wipe(&person, sizeof person);
    return true;
}

// After everybody is there: a supporter may stand before whom they come with.
static bool put_supports(struct db *db, const struct office *office, const struct row *row)
{
    struct id supports = {{0}};
    struct id person;

    if (str_equal(cell(row, "supports"), cell(row, "member_code")))
        return refuse(row, "supports", "nobody comes as a supporter of themselves");
    return (!cell(row, "supports")[0] || take_member(db, office, row, "supports", &supports)) &&
           take_member(db, office, row, "member_code", &person) &&
           people_set_supports(db, person, supports, row->err);
}

static bool put_people(struct db *db, const struct office *office, const struct csv *csv,
                       struct err *err)
{
    for (size_t i = 0; i < csv_rows(csv); i++) {
        struct row row = {csv, i, err};

        if (!put_person(db, office, &row))
            return false;
    }
    for (size_t i = 0; i < csv_rows(csv); i++) {
        struct row row = {csv, i, err};

        if (!put_supports(db, office, &row))
            return false;
    }
    return down_people(db, office, err) &&
           ledger_import(db, office, "people", (int64_t)csv_rows(csv), err);
}

/* --- meetings --- */

static bool take_policy(struct db *db, const struct row *row, struct meetings_meeting *out)
{
    struct policy *policy = mem_new(1, sizeof *policy);
    char date[WHEN_DATE_SIZE];
    struct err why;
    bool ok = take_needed_code(row, "policy", out->policy, sizeof out->policy);

    when_local_date(date, out->start_ms);
    if (ok && !policies_find(db, out->policy, policy, &why))
        ok = why.kind == ERR_NOT_FOUND
                 ? refuse(row, "policy", "this server has no policy of that name: name one it has")
                 : err_set(row->err, why.kind, "%s", why.text);
    else if (ok && (strcmp(date, policy->valid_from) < 0 || strcmp(date, policy->valid_to) > 0))
        ok = refuse(row, "policy",
                    "that policy has no rates for the day of this meeting: "
                    "correct the day, or name another policy");
    free(policy);
    return ok;
}

static bool take_type(const struct row *row, struct meetings_meeting *out)
{
    if (!take_needed_code(row, "type", out->type, sizeof out->type))
        return false;
    return policy_type_find(out->type) >= 0 ||
           refuse(row, "type", "it is no type of meeting that a policy knows");
}

static bool take_meeting(struct db *db, const struct row *row, struct meetings_meeting *out)
{
    *out = (struct meetings_meeting){.agreed_ms = when_now_ms()};
    if (!take_needed_code(row, "meeting_code", out->code, sizeof out->code) ||
        !take_words(row, "public_title", out->public_title, sizeof out->public_title) ||
        !take_words(row, "venue", out->venue, sizeof out->venue) ||
        !take_when(row, "start", &out->start_ms) || !take_when(row, "end", &out->end_ms) ||
        !take_type(row, out) || !take_policy(db, row, out) ||
        !take_code(row, "workstream", out->workstream, sizeof out->workstream) ||
        !take_words(row, "owner", out->owner, sizeof out->owner))
        return false;
    if (!out->public_title[0])
        return refuse(row, "public_title", "it is missing");
    if (out->end_ms <= out->start_ms || out->end_ms - out->start_ms > 31 * INT64_C(86400000))
        return refuse(row, "end", "it must be after the start, and within 31 days of it");
    return true;
}

static bool invite_all(struct db *db, const struct office *office, const struct row *row,
                       struct id meeting)
{
    const char *at = cell(row, "invited");

    while (*at) {
        size_t length = strcspn(at, " ;");
        char code[PEOPLE_CODE_SIZE];
        struct people_person person;
        bool ok;

        if (length >= sizeof code)
            return refuse(row, "invited", "a member code is too long");
        snprintf(code, sizeof code, "%.*s", (int)length, at);
        at += length;
        at += strspn(at, " ;");
        if (!length)
            continue;
        if (!people_find(db, office, code, &person, row->err))
            return row->err->kind == ERR_NOT_FOUND &&
                   refuse(row, "invited", "it names a member code that is on no list of ours");
        ok = meetings_invite(db, meeting, person.person, row->err);
        mem_wipe(&person, sizeof person);
        if (!ok)
            return false;
    }
    return true;
}

static bool is_same_time_and_policy(const struct meetings_meeting *a,
                                    const struct meetings_meeting *b)
{
    return a->start_ms == b->start_ms && a->end_ms == b->end_ms && str_equal(a->type, b->type) &&
           str_equal(a->policy, b->policy);
}

// What a meeting was that a host had opened is in our log, with who accepted it, and its claims are
// assessed by that: a list says only what stands beside it.
static bool check_origin(struct db *db, const struct office *office, const struct row *row,
                         const struct meetings_meeting *meeting)
{
    struct meetings_meeting old = {0};
    struct err why;
    bool ok = true;

    if (!meetings_find(db, office, meeting->code, &old, &why))
        return why.kind == ERR_NOT_FOUND || err_set(row->err, why.kind, "%s", why.text);
    if (old.origin == MEETINGS_UNPLANNED)
        ok = refuse(row, "meeting_code",
                    "a host opened this meeting, and it waits: say in the console what it was");
    else if (old.origin == MEETINGS_ACCEPTED && !is_same_time_and_policy(&old, meeting))
        ok = refuse(row, "meeting_code",
                    "a host opened this meeting, and its start, end, type and policy are as they "
                    "were accepted in the console: leave them as they are there");
    mem_wipe(&old, sizeof old);
    return ok;
}

static bool put_meeting(struct db *db, const struct office *office, const struct row *row)
{
    struct meetings_meeting meeting;
    bool ok = take_meeting(db, row, &meeting) && check_origin(db, office, row, &meeting) &&
              meetings_put(db, office, &meeting, row->err) &&
              invite_all(db, office, row, meeting.meeting) &&
              down_meeting(db, office, meeting.meeting, row->err);

    mem_wipe(&meeting, sizeof meeting);
    return ok;
}

static bool put_meetings(struct db *db, const struct office *office, const struct csv *csv,
                         struct err *err)
{
    for (size_t i = 0; i < csv_rows(csv); i++) {
        struct row row = {csv, i, err};

        if (!put_meeting(db, office, &row))
            return false;
    }
    return ledger_import(db, office, "meetings", (int64_t)csv_rows(csv), err);
}

/* What to read, and where to put it. */
struct import {
    const char *const *columns;
    const char *code;
    bool (*put)(struct db *db, const struct office *office, const struct csv *csv, struct err *err);
};

static bool take_file(struct db *db, const struct office *office, const struct import *import,
                      const struct csv *csv, struct err *err)
{
    bool ok;

    if (!csv_has(csv, import->code))
        return err_set(err, ERR_INVALID, "line 1: the column %s is missing", import->code);
    if (!check_twice(csv, import->code, err) || !db_begin(db, err))
        return false;
    ok = import->put(db, office, csv, err);
    return db_end(db, ok, err);
}

static bool import_file(struct db *db, const struct office *office, const struct import *import,
                        const struct bytes *file, size_t *count, struct err *err)
{
    struct csv *csv;
    bool ok;

    if (!csv_read(&csv, bytes_text(file), file->length, import->columns, err))
        return false;
    ok = take_file(db, office, import, csv, err);
    if (ok)
        *count = csv_rows(csv);
    csv_free(csv);
    return ok;
}

bool import_people(struct db *db, const struct office *office, const struct bytes *file,
                   size_t *count, struct err *err)
{
    static const struct import people = {people_columns, "member_code", put_people};

    return import_file(db, office, &people, file, count, err);
}

/* --- payers --- */

static bool take_day(const struct row *row, const char *column, char out[static WHEN_DATE_SIZE])
{
    const char *text = cell(row, column);

    return !text[0] || (when_is_date(text) && str_copy(out, WHEN_DATE_SIZE, text)) ||
           refuse(row, column, "it must be a day such as 2026-11-23");
}

static bool take_limit(const struct row *row, int64_t *out)
{
    const char *text = cell(row, "limit");

    return !text[0] || (money_parse(text, out) && *out > 0) ||
           refuse(row, "limit",
                  "it must be pounds and pence such as 150.00, or empty for no limit");
}

static bool put_payer(struct db *db, const struct office *office, const struct row *row)
{
    struct staff_nomination nomination = {0};
    struct id nobody = {{0}}; // by command: no account says it
    struct id staff;
    struct err why;

    if (!staff_find_payer(db, office, cell(row, "name"), &staff, &why))
        return why.kind == ERR_NOT_FOUND ? refuse(row, "name", why.text)
                                         : err_set(row->err, why.kind, "%s", why.text);
    if ((cell(row, "member_code")[0] &&
         !take_member(db, office, row, "member_code", &nomination.person)) ||
        !take_limit(row, &nomination.limit_pence) || !take_day(row, "from", nomination.from) ||
        !take_day(row, "until", nomination.until))
        return false;
    if (staff_nominate(db, office, staff, &nomination, nobody, &why))
        return true;
    return why.kind == ERR_INVALID ? refuse(row, "until", why.text)
                                   : err_set(row->err, why.kind, "%s", why.text);
}

static bool put_payers(struct db *db, const struct office *office, const struct csv *csv,
                       struct err *err)
{
    for (size_t i = 0; i < csv_rows(csv); i++) {
        struct row row = {csv, i, err};

        if (!put_payer(db, office, &row))
            return false;
    }
    return down_staff(db, office, err) &&
           ledger_import(db, office, "payers", (int64_t)csv_rows(csv), err);
}

bool import_payers(struct db *db, const struct office *office, const struct bytes *file,
                   size_t *count, struct err *err)
{
    static const char *const columns[] = {"name", "member_code", "limit", "from", "until", NULL};
    static const struct import payers = {columns, "name", put_payers};

    return import_file(db, office, &payers, file, count, err);
}

bool import_meetings(struct db *db, const struct office *office, const struct bytes *file,
                     size_t *count, struct err *err)
{
    static const struct import meetings = {meetings_columns, "meeting_code", put_meetings};

    return import_file(db, office, &meetings, file, count, err);
}
