// SPDX-License-Identifier: Apache-2.0
#include "tests/server/settling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "server/adopt.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

void settling_open(struct settling *settling)
{
    struct settings *settings = &settling->hall.office.settings;

    hall_open(&settling->hall);
    settling->sent = 0;
    settings_path(settling->folder, settings, "policies");
    assert_int_equal(mkdir(settling->folder, 0700), 0);
    str_copy(settings->policies, sizeof settings->policies, settling->folder);
}

void settling_close(struct settling *settling)
{
    hall_close(&settling->hall);
}

void settling_send(struct settling *settling)
{
    settling->sent = hall_send(&settling->hall, settling->sent);
}

char *settling_after(struct bytes *json, const char *words)
{
    char *found = strstr((char *)json->data, words);

    if (!found)
        fail_msg("the policy does not say %s", words);
    return found;
}

void settling_write_over(char *at, const char *letters)
{
    for (; at && *letters; letters++)
        *at++ = *letters;
}

void settling_read_shipped(struct bytes *out, const char *id)
{
    char path[SETTINGS_PATH_SIZE];
    struct err err;

    bytes_clear(out);
    snprintf(path, sizeof path, "%s/assets/policies/%s.json", TEST_ROOT, id);
    check_ok(bytes_read_file(out, path, POLICY_BYTES_MAX, &err), &err);
}

void settling_put_file(struct settling *settling, const char *name, const struct bytes *json)
{
    char path[SETTINGS_PATH_SIZE + 64];
    struct err err;

    snprintf(path, sizeof path, "%s/%s", settling->folder, name);
    check_ok(bytes_write_file(path, json->data, json->length, 0600, &err), &err);
}

// The shipped policy with other digits in one place, which are as many.
void settling_put_policy(struct settling *settling, const char *id, const char *place,
                         const char *digits)
{
    struct bytes json = {0};
    char name[64];

    snprintf(name, sizeof name, "%s.json", id);
    settling_read_shipped(&json, id);
    settling_write_over(settling_after(&json, place) + strlen(place), digits);
    settling_put_file(settling, name, &json);
    bytes_clear(&json);
}

void settling_adopt(struct settling *settling)
{
    struct err err;

    check_ok(adopt_policies(settling->hall.db, &settling->hall.office, &err), &err);
}

void settling_set_rate(struct settling *settling, const char *pence)
{
    settling_put_policy(settling, "demo", "\"bank_pence_per_hour\": ", pence);
    settling_adopt(settling);
}

// Two hours, and a bus ticket or none; the meeting is over.
struct body_claim *settling_visit(struct settling *settling, int64_t bus_pence)
{
    struct body_meeting_opened opened = {.at_ms = settling->hall.start_ms,
                                         .local_date = "2026-11-24"};
    struct body_attendance_arrived there = hall_arrival(&settling->hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "person", .at_ms = settling->hall.start_ms + 7200000};
    struct body_claim *claim = mem_new(1, sizeof *claim);

    hall_record(&settling->hall, RECORD_MEETING_OPENED, &opened);
    hall_record(&settling->hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_fill_claim(&settling->hall, &there, bus_pence, claim);
    hall_record(&settling->hall, RECORD_CLAIM_MADE, claim);
    hall_record(&settling->hall, RECORD_ATTENDANCE_LEFT, &left);
    hall_close_meeting(&settling->hall);
    settling_send(settling);
    return claim;
}

struct claims_claim settling_now(struct settling *settling, const struct body_claim *claim)
{
    struct claims_claim found;
    struct err err;

    check_ok(claims_get(settling->hall.db, claim->claim, &found, &err), &err);
    return found;
}

void settling_check_state(struct settling *settling, const struct body_claim *claim,
                          const char *expected)
{
    assert_string_equal(claims_state_word(settling_now(settling, claim).state), expected);
}

void settling_approve(struct settling *settling, const struct body_claim *claim, int64_t fee,
                      int64_t expenses)
{
    const struct claims_amounts amounts = {fee, expenses};
    struct err err;

    settling_check_state(settling, claim, "to_approve");
    check_ok(claims_approve(settling->hall.db, &settling->hall.office, claim->claim, &amounts,
                            id_new(), &err),
             &err);
}

void settling_pay(struct settling *settling, const struct body_claim *claim, const char *day)
{
    struct err err;

    settling_check_state(settling, claim, "approved");
    check_ok(
        claims_pay(settling->hall.db, &settling->hall.office, claim->claim, day, id_new(), &err),
        &err);
    settling_check_state(settling, claim, "paid");
}

// "A1 of F1 fee.attendance 100 because policy facts from 2026-04-01"
void settling_check_change(struct settling *settling, const struct body_claim *claim,
                           const char *expected)
{
    struct claims_change *change = mem_new(1, sizeof *change);
    struct claims_claim found = settling_now(settling, claim);
    struct bytes text = {0};
    struct err err;

    check_ok(claims_find_change(settling->hall.db, &found, change, &err), &err);
    for (size_t i = 0; i < change->lines.count; i++) {
        const struct adjust_line *line = &change->lines.lines[i];

        bytes_addf(&text, "%s%s of %s %s %lld", i ? "; " : "", line->ref, line->of, line->kind,
                   (long long)line->pence);
    }
    bytes_add_text(&text, " because");
    for (size_t i = 0; i < change->why_count; i++)
        bytes_addf(&text, " %s", change->why[i]);
    if (change->rates_from[0])
        bytes_addf(&text, " from %s", change->rates_from);
    assert_string_equal(bytes_text(&text), expected);
    bytes_clear(&text);
    free(change);
}

int64_t settling_open_exceptions(struct settling *settling, const char *kind)
{
    int64_t count;
    struct err err;

    check_ok(db_number(settling->hall.db, &count,
                       "SELECT count(*) FROM exception WHERE kind = $1 AND solved_ms = 0",
                       DB_ARGS(db_text(kind)), 0, &err),
             &err);
    return count;
}

void settling_check_whole(struct settling *settling)
{
    hall_verify(&settling->hall);
}

/* Every byte of the rows that say what was approved and paid first; of their records the chain says
 * it (verify). */
void settling_read_settled(struct settling *settling, struct bytes *out)
{
    static const char *const queries[] = {
        "SELECT hex(claim_id) || version || ' ' || fee_pence || ' ' || expenses_pence || channel "
        "|| "
        "at_ms || hex(user_id) || hex(policy_hash) || why || rates_from FROM approval "
        "WHERE turn = 0 ORDER BY claim_id",
        "SELECT hex(claim_id) || place || ref || of_ref || kind || pence FROM approval_line "
        "WHERE turn = 0 ORDER BY claim_id, place",
        "SELECT hex(claim_id) || hex(payment_id) || pence || channel || paid_on || hex(user_id) "
        "FROM payment WHERE turn = 0 ORDER BY claim_id",
    };
    struct err err;

    bytes_clear(out);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        struct db_rows *rows;

        check_ok(db_query(settling->hall.db, &rows, queries[i], DB_NONE, &err), &err);
        while (db_next(rows))
            bytes_addf(out, "%s\n", db_get_text(rows, 0));
        check_ok(db_done(rows, &err), &err);
    }
}
