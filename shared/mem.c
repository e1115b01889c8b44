// SPDX-License-Identifier: Apache-2.0
#include "shared/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

void *mem_new(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory)
        abort();
    return memory;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *memory;

    if (size && count > SIZE_MAX / size)
        abort();
    memory = realloc(old, count > 0 && size > 0 ? count * size : 1);
    if (!memory)
        abort();
    return memory;
}

char *mem_dup(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(mem_new(size, 1), text, size);
}

void mem_wipe(void *secret, size_t size)
{
    if (secret)
        sodium_memzero(secret, size);
}
