#ifndef SHARED_MEM_H
#define SHARED_MEM_H

#include <stddef.h>

/*
 * Memory that is there. These functions abort when there is none: nothing
 * acknowledged is lost and systemd restarts us (reliability.md F5). What they
 * return is the caller's, to be given to free().
 */

/* Zeroed. A count of 0 gives a pointer that may be freed and not read. */
void *mem_new(size_t count, size_t size);

void *mem_resize(void *old, size_t count, size_t size);

char *mem_dup(const char *text);

/* For secrets and names: the bytes are gone, whatever the optimiser thinks. Accepts NULL. */
void mem_wipe(void *secret, size_t size);

#endif
