#ifndef SHARED_ENROL_H
#define SHARED_ENROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/keys.h"
#include "shared/outbox.h"
#include "shared/shape.h"

/*
 * Enrolment: how a kiosk and a server come to believe each other (architecture.md part 7).
 *
 * The console shows a code of 24 letters: 40 one-time bits, and 80 bits of the hash of the server's
 * identity key. The agent reads the identity first, without secrets, checks it against the code,
 * takes the certificate in it as its only CA, and sends nothing before that.
 */
#define ENROL_SECRET_SIZE 5
#define ENROL_MARK_SIZE 10 // of the identity key's hash
#define ENROL_CODE_SIZE 30 // "ABCD-EFGH-IJKL-MNOP-QRST-UVWX" and its NUL
#define ENROL_CERTIFICATE_SIZE 8192

struct enrol_code {
    uint8_t secret[ENROL_SECRET_SIZE];
    uint8_t mark[ENROL_MARK_SIZE];
};

void enrol_make_code(struct enrol_code *code, const uint8_t server_sign[static KEYS_PUBLIC_SIZE]);
void enrol_write_code(char out[static ENROL_CODE_SIZE], const struct enrol_code *code);
/* Small letters, spaces and missing dashes are forgiven. */
bool enrol_parse_code(struct enrol_code *out, const char *text);
bool enrol_code_is_for(const struct enrol_code *code,
                       const uint8_t server_sign[static KEYS_PUBLIC_SIZE]);
/* What the server keeps of a code: it cannot be used from a stolen database. */
void enrol_hash_secret(uint8_t out[static 32], const struct enrol_code *code);

/* GET /v1/identity: signed by the key it names. */
struct enrol_identity {
    uint8_t server_sign[KEYS_PUBLIC_SIZE];
    uint8_t server_seal[KEYS_PUBLIC_SIZE];
    uint8_t recovery_seal[KEYS_PUBLIC_SIZE];
    char organisation[120];
    char certificate[ENROL_CERTIFICATE_SIZE]; // PEM
};

/* POST /v1/enrol. */
struct enrol_request {
    uint8_t secret[ENROL_SECRET_SIZE];
    struct id log_id;
    uint8_t kiosk_sign[KEYS_PUBLIC_SIZE];
    uint8_t kiosk_seal[KEYS_PUBLIC_SIZE];
    uint8_t agent_sign[KEYS_PUBLIC_SIZE];
};
extern const struct shape enrol_request_shape;

#define ENROL_IDENTITY_MAX 16384

void enrol_write_identity(const struct enrol_identity *identity, const struct keys *server,
                          struct bytes *out);
/* ERR_INVALID unless it is whole, signed by its own key, and (code not NULL) that key is the
 * code's. */
bool enrol_read_identity(struct enrol_identity *out, const uint8_t *data, size_t length,
                         const struct enrol_code *code, struct err *err);

/* The server's answer, struct outbox_enrolment: 64 bytes of signature, then JSON. */
void enrol_write_answer(const struct outbox_enrolment *answer, const struct keys *server,
                        struct bytes *out);
/* server NULL: believes the key it names, once, when a kiosk has none yet. */
bool enrol_read_answer(struct outbox_enrolment *out, const uint8_t *data, size_t length,
                       const uint8_t *server, struct err *err);

/*
 * How the agent's key authenticates a request: the header
 * "Authorization: Diolch <sign_public hex>.<signature hex>" over method, path with query, and the
 * body's hash. Requests change nothing the second time, so one that is heard and said again has no
 * effect.
 */
#define ENROL_AUTHORIZATION_SIZE 220
void enrol_authorize(char out[static ENROL_AUTHORIZATION_SIZE], const struct keys *agent,
                     const char *method, const char *path, const struct bytes *body);
/* The key whose signature it is; false when it is none. */
bool enrol_check_authorization(uint8_t agent[static KEYS_PUBLIC_SIZE], const char *header,
                               const char *method, const char *path, const struct bytes *body);

#endif
