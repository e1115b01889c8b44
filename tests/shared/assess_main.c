// SPDX-License-Identifier: Apache-2.0
/* `diolch-server assess` alone, so that other compilers can build it in seconds. */
#include "server/assess_command.h"

int main(int argc, char **argv)
{
    return argc > 1 ? assess_command(argc - 1, argv + 1) : 2;
}
