// SPDX-License-Identifier: Apache-2.0

// export paper-forms: forms to fill in by hand, for one meeting.

#include "server/export.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/command.h"
#include "server/forms.h"
#include "server/policies.h"
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

static bool find(struct db *db, const struct office *office, const char *code,
                 struct forms_meeting *out, struct err *err)
{
    struct meetings_meeting meeting;
    bool ok;

    if (!export_find_meeting(db, office, code, &meeting, err))
        return false;
    str_copy(out->title, sizeof out->title, meeting.public_title);
    out->start_ms = meeting.start_ms;
    ok = policies_find(db, meeting.policy, &out->policy, err);
    mem_wipe(&meeting, sizeof meeting);
    return ok;
}

static bool write_forms(const struct forms_meeting *meeting, const struct office *office,
                        const struct order *order, struct err *err)
{
    size_t count = (size_t)order->count;
    char(*codes)[FORM_CODE_SIZE] = mem_new(count, sizeof *codes);
    char fonts[EXPORT_PATH_SIZE];
    struct bytes pdf = {0};
    bool ok;

    for (size_t i = 0; i < count; i++)
        form_make(codes[i]);
    export_fonts(fonts, office);
    ok = forms_write(meeting, (const char(*)[FORM_CODE_SIZE])codes, count, fonts, &pdf, err) &&
         bytes_write_file(order->out, pdf.data, pdf.length, 0644, err);
    bytes_clear(&pdf);
    free(codes);
    return ok;
}

int export_forms(const char *config, int argc, char **argv)
{
    struct forms_meeting meeting;
    struct office office;
    struct order order;
    struct db *db;
    struct err err;
    bool ok;

    if (!read_order(&order, argc, argv))
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = find(db, &office, order.meeting, &meeting, &err) &&
         write_forms(&meeting, &office, &order, &err);
    if (ok)
        printf("%ld %s in %s: print on both sides. Each has its own letters: copy none.\n",
               order.count, order.count == 1 ? "form" : "forms", order.out);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}
