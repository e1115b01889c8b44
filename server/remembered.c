// SPDX-License-Identifier: Apache-2.0
#include "server/remembered.h"

#include "shared/books.h"
#include "shared/mem.h"
#include "shared/own_picture.h"
#include "shared/str.h"

static const char PICTURE[] = "picture";

static bool keep_picture(struct db *db, const struct office *office, const struct record *record,
                         const struct body_choice *body, struct err *err)
{
    struct meetings_meeting meeting;
    size_t picture;
    bool proven;

    if (record->kind == RECORD_CHOICE_WITHDRAWN)
        return people_set_picture(db, office, body->person, "", err);
    if (!meetings_get(db, office, record->meeting_id, &meeting, err))
        return err->kind == ERR_NOT_FOUND;
    proven = own_picture_find(&picture, body->value, meeting.key, body->person);
    mem_wipe(&meeting, sizeof meeting);
    return !proven || people_set_picture(db, office, body->person, own_picture_names[picture], err);
}

bool remembered_apply(struct db *db, const struct office *office, const struct record *record,
                      struct err *err)
{
    struct body_choice body;

    return body_read(record, &body, err) &&
           (!str_equal(body.choice, PICTURE) || keep_picture(db, office, record, &body, err));
}

// The books have the proof of the meeting it was chosen at; this meeting has its own.
static void prove_again(const struct meetings_meeting *meeting, const struct people_person *person,
                        struct body_remembered_choice *choice)
{
    for (size_t i = 0; i < OWN_PICTURES; i++)
        if (str_equal(person->picture, own_picture_names[i]))
            own_picture_prove(choice->value, meeting->key, person->person, i);
}

bool remembered_fill(struct db *db, const struct meetings_meeting *meeting,
                     const struct people_person *person, struct body_person_expected *body,
                     struct err *err)
{
    if (!books_list_choices(db, person->person, body->choices, &body->choices_count, err))
        return false;
    for (size_t i = 0; i < body->choices_count; i++)
        if (str_equal(body->choices[i].choice, PICTURE))
            prove_again(meeting, person, &body->choices[i]);
    return true;
}
