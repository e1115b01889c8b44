#ifndef SERVER_CERTIFICATE_H
#define SERVER_CERTIFICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"

/*
 * The TLS certificate. A self-signed one is enough: a kiosk takes it, and only it, as its CA when
 * it enrols (architecture.md part 7). Dates are by the machine's clock, not by --clock.
 */
#define CERTIFICATE_PRINT_SIZE 96 // "AB:CD:…" of SHA-256, and its NUL

/*
 * Makes an ECDSA P-256 key and a certificate for it, both as PEM. names: DNS names and addresses
 * with commas between; at least one, or ERR_INVALID.
 */
bool certificate_make(const char *names, struct bytes *certificate, struct bytes *key,
                      struct err *err);

struct certificate_facts {
    char fingerprint[CERTIFICATE_PRINT_SIZE];
    int64_t until_ms;
};
/* Of the first certificate in PEM text. */
bool certificate_read(struct certificate_facts *out, const char *pem, struct err *err);

#endif
