// SPDX-License-Identifier: Apache-2.0
#include "kiosk/unseen.h"

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
