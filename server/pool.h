#ifndef SERVER_POOL_H
#define SERVER_POOL_H

#include <stddef.h>

/*
 * Memory that lives as long as one request and dies with it. A zeroed struct is an empty pool.
 */
struct pool_block;

struct pool {
    struct pool_block *newest;
};

/* Zeroed; gone with pool_clear. */
void *pool_new(struct pool *pool, size_t count, size_t size);
char *pool_dup(struct pool *pool, const char *text);
char *pool_dup_part(struct pool *pool, const char *text, size_t length);

/* What somebody else allocated, given to free() with the rest. Returns it. */
void *pool_adopt(struct pool *pool, void *memory);

void pool_clear(struct pool *pool);

#endif
