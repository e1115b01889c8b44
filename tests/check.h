#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

/* What every test includes: cmocka, which wants four headers before it, and checks of our own. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shared/err.h"

/* The call succeeded; if not, the test says why. */
#define check_ok(call, err)                                                                        \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, (err)->text);                                                \
    } while (0)

/* The call failed, and with this kind. */
#define check_fails(call, err, expected)                                                           \
    do {                                                                                           \
        (err)->kind = (enum err_kind)0;                                                            \
        assert_false(call);                                                                        \
        assert_int_equal((err)->kind, expected);                                                   \
    } while (0)

#endif
