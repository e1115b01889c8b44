// SPDX-License-Identifier: Apache-2.0
#include "server/worker.h"

#include <pthread.h>

static pthread_key_t slot;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void close_db(void *db)
{
    db_close(db);
}

static void make_slot(void)
{
    pthread_key_create(&slot, close_db);
}

bool worker_db(const struct office *office, struct db **db, struct err *err)
{
    struct db *mine;

    pthread_once(&once, make_slot);
    mine = pthread_getspecific(slot);
    if (!mine) {
        if (!office_connect(office, &mine, err))
            return false;
        pthread_setspecific(slot, mine);
    }
    *db = mine;
    return true;
}

void worker_forget(void)
{
    pthread_once(&once, make_slot);
    db_close(pthread_getspecific(slot));
    pthread_setspecific(slot, NULL);
}
