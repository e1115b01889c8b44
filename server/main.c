// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>

#include "server/assess_command.h"
#include "shared/str.h"

static const char usage[] =
    "usage: diolch-server COMMAND\n"
    "  assess --policy FILE|ID [FACTS.json]  what a policy gives for what happened\n"
    "  --help                                this text\n"
    "  --version                             which Diolch this is\n";

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";

    if (str_equal(command, "assess"))
        return assess_command(argc - 1, argv + 1);
    if (str_equal(command, "--help")) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    if (str_equal(command, "--version")) {
        puts("diolch-server " DIOLCH_VERSION);
        return EXIT_SUCCESS;
    }
    fputs(usage, stderr);
    return 2;
}
