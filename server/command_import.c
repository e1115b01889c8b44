// SPDX-License-Identifier: Apache-2.0

// import people|meetings|payers|wording FILE.csv

#include "server/command.h"

#include <stdio.h>

#include "server/adopt.h"
#include "server/csv.h"
#include "server/import.h"
#include "server/office.h"
#include "server/wordings.h"
#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/str.h"

static const struct kind {
    const char *word; // as it stands in the command
    const char *one;
    const char *many;
    bool (*take)(struct db *db, const struct office *office, const struct bytes *file,
                 size_t *count, struct err *err);
} kinds[] = {
    {"people", "person", "people", import_people},
    {"meetings", "meeting", "meetings", import_meetings},
    {"payers", "payer", "payers", import_payers},
    {"wording", "choice's words", "choices' words", wordings_import},
};

static const struct kind *find_kind(const char *word)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (str_equal(kinds[i].word, word))
            return &kinds[i];
    return NULL;
}

static bool import_text(struct db *db, const struct office *office, const struct kind *kind,
                        const struct bytes *file, struct err *err)
{
    size_t count;

    if (!adopt_policies(db, office, err) || !kind->take(db, office, file, &count, err))
        return false;
    printf("%zu %s imported.\n", count, count == 1 ? kind->one : kind->many);
    return true;
}

static int run(const char *config, int argc, char **argv)
{
    const struct kind *kind = argc == 3 ? find_kind(argv[1]) : NULL;
    struct bytes file = {0};
    struct office office;
    struct db *db;
    struct err err;
    bool ok;

    if (!kind)
        return COMMAND_USAGE;
    if (!bytes_read_file(&file, argv[2], CSV_BYTES_MAX, &err))
        return command_fail(&err);
    if (!command_open(config, &office, &db, &err)) {
        bytes_clear(&file);
        return command_fail(&err);
    }
    ok = import_text(db, &office, kind, &file, &err);
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
    .arguments = "people|meetings|payers|wording FILE.csv",
    .help = "take a list, all of it or none; a code that is known is brought up to date",
    .needs_config = true,
    .run = run,
};
