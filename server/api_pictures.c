// SPDX-License-Identifier: Apache-2.0

// /api/pictures/HASH: a ticket. Opened with the meeting's key, and every look is a record.

#include "server/routes.h"

#include "server/ledger.h"
#include "server/meetings.h"
#include "server/notes.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/str.h"

static bool read_name(struct request *request, uint8_t out[static NOTE_NAME_SIZE], struct err *err)
{
    return str_unhex(out, NOTE_NAME_SIZE, request->args[0]) ||
           err_set(err, ERR_NOT_FOUND, "There is no such picture.");
}

static bool is_jpeg(const struct bytes *picture)
{
    return picture->length > 3 && picture->data[0] == 0xFF && picture->data[1] == 0xD8 &&
           picture->data[2] == 0xFF;
}

static bool open_picture(struct request *request, const struct notes_wanted *wanted,
                         struct bytes *out, struct err *err)
{
    struct meetings_meeting meeting = {0};
    struct bytes sealed = {0};
    bool ok = meetings_get(request->db, request->office, wanted->meeting, &meeting, err) &&
              notes_get(request->db, request->office, wanted->name, &sealed, err) &&
              note_open(out, meeting.key, "picture", sealed.data, sealed.length, err);

    mem_wipe(&meeting, sizeof meeting);
    bytes_clear(&sealed);
    // What somebody sent is not shown as anything else than a picture.
    return ok && (is_jpeg(out) || err_set(err, ERR_INVALID, "The picture is no JPEG."));
}

static bool note_look(struct request *request, struct id claim, struct err *err)
{
    struct books_claim books;

    return books_get_claim(request->db, claim, &books, err) && db_begin(request->db, err) &&
           db_end(request->db,
                  ledger_view(request->db, request->office, books.person, request->user.user, err),
                  err);
}

static void get(struct request *request)
{
    uint8_t name[NOTE_NAME_SIZE];
    struct notes_wanted wanted;
    struct bytes picture = {0};
    struct err err;
    bool ok =
        read_name(request, name, &err) && notes_find_wanted(request->db, name, &wanted, &err) &&
        (str_equal(wanted.purpose, "picture") ||
         err_set(&err, ERR_NOT_FOUND, "There is no such picture.")) &&
        open_picture(request, &wanted, &picture, &err) && note_look(request, wanted.about, &err);

    if (ok) {
        request->answer = picture;
        request_answer(request, 200, "image/jpeg");
        return;
    }
    bytes_clear(&picture);
    request_fail(request, &err);
}

const struct request_route api_pictures_routes[] = {
    {"GET", "/api/pictures/*", REQUEST_USER, get, 0},
    {0},
};
