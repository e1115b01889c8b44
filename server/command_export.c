// SPDX-License-Identifier: Apache-2.0

// export cards|cash|paper-forms|tin-code: what is printed.

#include "server/command.h"

#include <stddef.h>

#include "server/export.h"
#include "shared/str.h"

static int run(const char *config, int argc, char **argv)
{
    static const struct {
        const char *what;
        int (*run)(const char *config, int argc, char **argv);
    } exports[] = {
        {"cards", export_cards},
        {"cash", export_cash},
        {"paper-forms", export_forms},
        {"tin-code", export_tin},
    };

    for (size_t i = 0; argc > 1 && i < sizeof exports / sizeof exports[0]; i++)
        if (str_equal(argv[1], exports[i].what))
            return exports[i].run(config, argc - 1, argv + 1);
    return COMMAND_USAGE;
}

const struct command command_export = {
    .word = "export",
    .arguments = "cards [--out FILE.pdf] [MEETING-CODE | --people CODE,CODE [--new] | --staff]\n"
                 "export cash MEETING-CODE\n"
                 "export paper-forms [--out FILE.pdf] [--count N] MEETING-CODE\n"
                 "export tin-code [--out FILE.pdf] [--limit POUNDS] MEETING-CODE",
    .help = "sheets of cards to print; --new makes new ones, and the old ones open nothing;\n"
            "cash to bring to a meeting, by notes and coins, and how many kiosks;\n"
            "forms to fill in by hand, for one meeting, each with its own id;\n"
            "a meeting's one-time code, for a sealed envelope in the float tin",
    .needs_config = true,
    .run = run,
};
