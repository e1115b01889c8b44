// SPDX-License-Identifier: Apache-2.0
/* Made facts as JSON, one a line:  made_lines SEED COUNT */
#include <stdio.h>
#include <stdlib.h>

#include "shared/bytes.h"
#include "tests/shared/made.h"

int main(int argc, char **argv)
{
    int64_t count = argc > 2 ? atoll(argv[2]) : 0;

    if (count <= 0) {
        fprintf(stderr, "usage: made_lines SEED COUNT\n");
        return 2;
    }
    made_begin(strtoull(argv[1], NULL, 10));
    while (count-- > 0) {
        struct facts facts = made_facts();
        struct bytes line = {0};

        shape_write(&facts_shape, &line, NULL, &facts);
        puts(bytes_text(&line));
        bytes_clear(&line);
    }
    return 0;
}
