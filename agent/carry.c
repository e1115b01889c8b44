// SPDX-License-Identifier: Apache-2.0
#include "agent/carry.h"

#include <stdio.h>
#include <string.h>

#include "shared/str.h"

static bool has(const struct outbox_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->names[i], name))
            return true;
    return false;
}

static bool kiosk_wants(const struct outbox_kiosk *kiosk, const uint8_t *note)
{
    for (size_t i = 0; i < kiosk->notes_missing_count; i++)
        if (memcmp(kiosk->notes_missing[i], note, NOTE_NAME_SIZE) == 0)
            return true;
    return false;
}

// Whether the kiosk is done with this file of ours.
static bool is_done(const struct carry_view *view, const char *name)
{
    struct outbox_range range;
    uint8_t note[NOTE_NAME_SIZE];
    char other[OUTBOX_NAME_SIZE];

    // A kiosk that has not taken its enrolment yet does not know that log: it is not done with it.
    if (view->kiosk && outbox_parse_envelope(&range, name))
        return !id_is_none(view->kiosk->down_log_id) &&
               (!id_equal(range.log_id, view->kiosk->down_log_id) ||
                range.to <= view->kiosk->down_seq);
    if (view->kiosk && outbox_parse_note(note, name, ".note"))
        return !kiosk_wants(view->kiosk, note);
    if (outbox_parse_note(note, name, ".ack")) {
        outbox_note_name(other, note, ".note");
        return !has(view->out, other);
    }
    if (outbox_ends(name, ".answer")) {
        snprintf(other, sizeof other, "%.*s.wish", (int)(strlen(name) - strlen(".answer")), name);
        return !has(view->out, other);
    }
    return false;
}

static bool next_removal(const struct carry_view *view, struct carry_step *out)
{
    for (size_t i = 0; i < view->in->count; i++)
        if (is_done(view, view->in->names[i])) {
            out->act = CARRY_REMOVE;
            str_copy(out->name, sizeof out->name, view->in->names[i]);
            return true;
        }
    return false;
}

// Names sort by where they begin: the last that begins at or before the next record is the best.
static bool next_envelope(const struct carry_view *view, struct carry_step *out)
{
    int64_t next = view->head->seq + 1;
    struct outbox_range range;
    bool found = false;

    for (size_t i = 0; i < view->out->count; i++) {
        if (!outbox_parse_envelope(&range, view->out->names[i]) ||
            !id_equal(range.log_id, view->kiosk->log_id) || range.from > next || range.to < next ||
            has(view->skip, view->out->names[i]))
            continue;
        out->act = CARRY_SEND;
        str_copy(out->name, sizeof out->name, view->out->names[i]);
        found = true;
    }
    return found;
}

// How far the down log is here: what the kiosk stored, and what lies ready for it behind that.
static int64_t have_down(const struct carry_view *view)
{
    int64_t have = view->kiosk->down_seq;
    struct outbox_range range;

    for (size_t i = 0; i < view->in->count; i++)
        if (outbox_parse_envelope(&range, view->in->names[i]) &&
            id_equal(range.log_id, view->head->down_log_id) && range.from <= have + 1 &&
            range.to > have)
            have = range.to;
    return have;
}

// Not before the kiosk knows of that log: what it does not know it would have us remove.
static bool next_records_down(const struct carry_view *view, struct carry_step *out)
{
    int64_t have = have_down(view);

    if (!id_equal(view->head->down_log_id, view->kiosk->down_log_id) ||
        view->head->down_seq <= have)
        return false;
    out->act = CARRY_FETCH;
    out->after = have;
    return true;
}

static bool next_note_down(const struct carry_view *view, struct carry_step *out)
{
    char name[OUTBOX_NAME_SIZE];

    for (size_t i = 0; i < view->kiosk->notes_missing_count; i++) {
        const uint8_t *note = view->kiosk->notes_missing[i];

        outbox_note_name(name, note, ".note");
        if (has(view->in, name) || has(view->skip, name))
            continue;
        out->act = CARRY_FETCH_NOTE;
        memcpy(out->note, note, sizeof out->note);
        return true;
    }
    return false;
}

static bool note_waits(const struct carry_view *view, const char *name, uint8_t *note)
{
    char answer[OUTBOX_NAME_SIZE];

    if (!outbox_parse_note(note, name, ".note"))
        return false;
    outbox_note_name(answer, note, ".ack");
    return !has(view->in, answer);
}

static void next_note_up(const struct carry_view *view, struct carry_step *out)
{
    if (view->head->seq < view->kiosk->seq)
        return;
    for (size_t i = 0; i < view->out->count; i++) {
        if (!note_waits(view, view->out->names[i], out->note) ||
            has(view->skip, view->out->names[i]))
            continue;
        out->act = CARRY_SEND_NOTE;
        str_copy(out->name, sizeof out->name, view->out->names[i]);
        return;
    }
}

// A head of another log is none: the kiosk began a new life.
static const struct acknowledgement *our_head(const struct carry_view *view)
{
    return view->head && view->kiosk && id_equal(view->head->log_id, view->kiosk->log_id)
               ? view->head
               : NULL;
}

void carry_next(const struct carry_view *view, struct carry_step *out)
{
    *out = (struct carry_step){.act = CARRY_WAIT};
    if (next_removal(view, out) || !view->kiosk)
        return;
    if (!our_head(view)) {
        out->act = CARRY_ASK;
        return;
    }
    if (next_envelope(view, out) || next_records_down(view, out) || next_note_down(view, out))
        return;
    next_note_up(view, out);
}

void carry_count(const struct carry_view *view, int64_t *records, int64_t *notes)
{
    const struct acknowledgement *head = our_head(view);
    int64_t behind = view->kiosk ? view->kiosk->seq - (head ? head->seq : 0) : 0;
    uint8_t note[NOTE_NAME_SIZE];

    *records = behind > 0 ? behind : 0;
    *notes = 0;
    for (size_t i = 0; i < view->out->count; i++)
        *notes += note_waits(view, view->out->names[i], note);
}
