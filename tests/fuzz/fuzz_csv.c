// SPDX-License-Identifier: Apache-2.0
#include "server/csv.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const columns[] = {"code", "name", "note", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv *csv;
    struct err err;

    if (!csv_read(&csv, (const char *)data, size, columns, &err)) {
        assert(err.kind == ERR_INVALID);
        return 0;
    }
    assert(csv_rows(csv) > 0);
    for (size_t i = 0; i < csv_rows(csv); i++)
        for (size_t j = 0; columns[j]; j++)
            assert(strlen(csv_cell(csv, i, columns[j])) <= CSV_CELL_MAX);
    csv_free(csv);
    return 0;
}
