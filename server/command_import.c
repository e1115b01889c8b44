// SPDX-License-Identifier: Apache-2.0

// import people|meetings FILE.csv

#include "server/command.h"

#include <stdio.h>

#include "server/adopt.h"
#include "server/csv.h"
#include "server/import.h"
#include "server/office.h"
#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/str.h"

static bool import_text(struct db *db, const struct office *office, bool people,
                        const struct bytes *file, struct err *err)
{
    size_t count;

    if (!adopt_policies(db, office, err))
        return false;
    if (!(people ? import_people : import_meetings)(db, office, file, &count, err))
        return false;
    printf("%zu %s imported.\n", count,
           people ? (count == 1 ? "person" : "people") : (count == 1 ? "meeting" : "meetings"));
    return true;
}

static int run(const char *config, int argc, char **argv)
{
    struct bytes file = {0};
    struct office office;
    struct db *db;
    struct err err;
    bool people;
    bool ok;

    if (argc != 3 || (!str_equal(argv[1], "people") && !str_equal(argv[1], "meetings")))
        return COMMAND_USAGE;
    people = str_equal(argv[1], "people");
    if (!bytes_read_file(&file, argv[2], CSV_BYTES_MAX, &err))
        return command_fail(&err);
    if (!command_open(config, &office, &db, &err)) {
        bytes_clear(&file);
        return command_fail(&err);
    }
    ok = import_text(db, &office, people, &file, &err);
    if (ok)
        office_ring(&office);
    else
        err_wrap(&err, "%s: nothing was imported", argv[2]);
    bytes_clear(&file);
    command_close(&office, db);
    return ok ? COMMAND_DONE : command_fail(&err);
}

const struct command command_import = {
    .word = "import",
    .arguments = "people|meetings FILE.csv",
    .help = "take a list, all of it or none; a code that is known is brought up to date",
    .needs_config = true,
    .run = run,
};
