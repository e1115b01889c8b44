// SPDX-License-Identifier: Apache-2.0
#include "kiosk/unseen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

bool unseen_begin(struct err *err)
{
    struct rlimit none = {0, 0};
    struct rlimit is;

    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (getrlimit(RLIMIT_CORE, &is) != 0 || is.rlim_cur != 0 || is.rlim_max != 0 ||
        prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0)
        return err_set(
            err, ERR_INTERNAL,
            "the kernel would let others look into the kiosk's memory: it does not start");
    return true;
}

// Its lines: file or device, kind, size and more. Kernels that cannot swap have no such file.
static bool names_a_disk(FILE *swaps)
{
    char line[512];

    if (!fgets(line, sizeof line, swaps))
        return false; // not even the heading
    while (fgets(line, sizeof line, swaps))
        if (strncmp(line, "/dev/zram", 9) != 0)
            return true;
    return false;
}

bool unseen_stays_in_memory(const char *swaps, struct err *err)
{
    FILE *file = fopen(swaps, "re");
    bool swapping;
    bool readable;

    if (!file)
        return errno == ENOENT || err_set(err, ERR_INTERNAL, "%s cannot be read", swaps);
    swapping = names_a_disk(file);
    readable = !ferror(file);
    fclose(file);
    if (!readable)
        return err_set(err, ERR_INTERNAL, "%s cannot be read", swaps);
    if (swapping)
        return err_set(err, ERR_INVALID,
                       "this computer writes memory to its disk (swap), and names with it: the "
                       "kiosk does not start. Switch it off (swapoff -a, and its line in "
                       "/etc/fstab); or, if that disk is encrypted, say swap = encrypted in the "
                       "configuration");
    return true;
}
