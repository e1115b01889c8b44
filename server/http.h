#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/err.h"

/*
 * HTTPS: takes requests from the network, has them answered by request.h's routes, sends the
 * answers. The only file that knows libmicrohttpd, and with certificate.c the only one that knows
 * GnuTLS.
 *
 * A pool of threads works on requests; one more thread keeps time: it cuts off connections whose
 * request is not whole in time, and lets long-polls go on when the office's bell rings or their
 * time is over.
 */
struct http;

/* The office must outlive it. ERR_INTERNAL when the address cannot be listened on. */
bool http_start(struct http **out, const struct office *office, struct err *err);
/* Takes no more, answers what waits, and is gone. */
void http_stop(struct http *http);

/* Long-polls that wait for news just now. */
size_t http_waiting(struct http *http);

/* Where it listens: what was asked for, or what was free. */
int http_port(const struct http *http);

#endif
