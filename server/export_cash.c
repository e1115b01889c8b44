// SPDX-License-Identifier: Apache-2.0

// export cash: what to bring to a meeting, before the day.

#include "server/export.h"

#include <stdio.h>

#include "server/cash_plan.h"
#include "server/command.h"
#include "shared/mem.h"

static bool print_plan(struct db *db, const struct office *office, const char *code,
                       struct err *err)
{
    struct meetings_meeting meeting;
    struct cash_plan plan = {0};
    struct bytes text = {0};
    bool ok = export_find_meeting(db, office, code, &meeting, err) &&
              cash_plan_find(db, &meeting, &plan, err);

    mem_wipe(&meeting, sizeof meeting);
    if (!ok)
        return false;
    cash_plan_write(&plan, &text);
    fputs(bytes_text(&text), stdout);
    bytes_clear(&text);
    return true;
}

int export_cash(const char *config, int argc, char **argv)
{
    struct office office;
    struct db *db;
    struct err err;
    bool ok;

    if (argc != 2)
        return COMMAND_USAGE;
    if (!command_open(config, &office, &db, &err))
        return command_fail(&err);
    ok = print_plan(db, &office, argv[1], &err);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}
