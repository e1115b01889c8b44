// SPDX-License-Identifier: Apache-2.0

// export paper-forms: forms to fill in by hand, for one meeting.

#include "server/export.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/command.h"
#include "server/forms.h"
#include "server/policies.h"
#include "server/printed_forms.h"
#include "shared/mem.h"
#include "shared/str.h"

#define FORMS_MAX 500

struct order {
    const char *meeting;
    const char *out;
    long count;
};

static bool read_order(struct order *order, int argc, char **argv)
{
    static const struct option options[] = {
        {"out", required_argument, NULL, 'o'},
        {"count", required_argument, NULL, 'c'},
        {0},
    };
    char *end = "";
    int option;

    *order = (struct order){.out = "paper-forms.pdf", .count = 10};
    optind = 1;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'o')
            order->out = optarg;
        else if (option == 'c')
            order->count = strtol(optarg, &end, 10);
        else
            return false;
    }
    if (optind + 1 != argc || *end || order->count < 1 || order->count > FORMS_MAX)
        return false;
    order->meeting = argv[optind];
    return true;
}

static bool find(struct db *db, const struct office *office, const char *code, struct id *id,
                 struct forms_meeting *out, struct err *err)
{
    struct meetings_meeting meeting;
    bool ok;

    if (!export_find_meeting(db, office, code, &meeting, err))
        return false;
    *id = meeting.meeting;
    str_copy(out->title, sizeof out->title, meeting.public_title);
    out->start_ms = meeting.start_ms;
    ok = policies_find(db, meeting.policy, &out->policy, err);
    mem_wipe(&meeting, sizeof meeting);
    return ok;
}

// Noted before they are on paper: one that nobody has is no harm, one that nobody knows is.
static bool note_forms(struct db *db, struct id meeting, const char (*codes)[FORM_CODE_SIZE],
                       size_t count, struct err *err)
{
    bool ok = true;

    if (!db_begin(db, err))
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = printed_forms_add(db, codes[i], meeting, err);
    return db_end(db, ok, err);
}

static bool write_forms(const struct forms_meeting *meeting, const struct office *office,
                        const char (*codes)[FORM_CODE_SIZE], const struct order *order,
                        struct err *err)
{
    char fonts[EXPORT_PATH_SIZE];
    struct bytes pdf = {0};
    bool ok;

    export_fonts(fonts, office);
    ok = forms_write(meeting, codes, (size_t)order->count, fonts, &pdf, err) &&
         bytes_write_file(order->out, pdf.data, pdf.length, 0644, err);
    bytes_clear(&pdf);
    return ok;
}

static bool make_forms(struct db *db, const struct office *office, const struct order *order,
                       struct err *err)
{
    size_t count = (size_t)order->count;
    struct forms_meeting *meeting = mem_new(1, sizeof *meeting);
    char(*codes)[FORM_CODE_SIZE] = mem_new(count, sizeof *codes);
    struct id id;
    bool ok = find(db, office, order->meeting, &id, meeting, err);

    for (size_t i = 0; i < count; i++)
        form_make(codes[i]);
    ok = ok && note_forms(db, id, (const char(*)[FORM_CODE_SIZE])codes, count, err) &&
         write_forms(meeting, office, (const char(*)[FORM_CODE_SIZE])codes, order, err);
    free(codes);
    free(meeting);
    return ok;
}

int export_forms(const char *config, int argc, char **argv)
{
    struct office office;
    struct order order;
    struct db *db;
    struct err err;
    bool ok;

    if (!read_order(&order, argc, argv))
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = make_forms(db, &office, &order, &err);
    if (ok)
        printf("%ld %s in %s: print on both sides. Each has its own letters: copy none.\n",
               order.count, order.count == 1 ? "form" : "forms", order.out);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}
