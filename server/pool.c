// SPDX-License-Identifier: Apache-2.0
#include "server/pool.h"

#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"

struct pool_block {
    struct pool_block *older;
    void *memory;
};

void *pool_adopt(struct pool *pool, void *memory)
{
    struct pool_block *block = mem_new(1, sizeof *block);

    block->older = pool->newest;
    block->memory = memory;
    pool->newest = block;
    return memory;
}

void *pool_new(struct pool *pool, size_t count, size_t size)
{
    return pool_adopt(pool, mem_new(count, size));
}

char *pool_dup_part(struct pool *pool, const char *text, size_t length)
{
    char *copy = pool_new(pool, length + 1, 1);

    memcpy(copy, text, length);
    return copy;
}

char *pool_dup(struct pool *pool, const char *text)
{
    return pool_dup_part(pool, text, strlen(text));
}

void pool_clear(struct pool *pool)
{
    while (pool->newest) {
        struct pool_block *block = pool->newest;

        pool->newest = block->older;
        free(block->memory);
        free(block);
    }
}
