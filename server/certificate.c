// SPDX-License-Identifier: Apache-2.0
#include "server/certificate.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>

#include "shared/mem.h"

#define DAY ((time_t)86400)
#define GOOD_FOR_DAYS 1825
#define NAME_SIZE 256

static bool check(int code, const char *what, struct err *err)
{
    return code >= 0 || err_set(err, ERR_INTERNAL, "%s: %s", what, gnutls_strerror(code));
}

static bool add_name(gnutls_x509_crt_t crt, const char *name, struct err *err)
{
    unsigned char address[16];
    int code;

    if (inet_pton(AF_INET, name, address) == 1)
        code = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, 4,
                                                    GNUTLS_FSAN_APPEND);
    else if (inet_pton(AF_INET6, name, address) == 1)
        code = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, 16,
                                                    GNUTLS_FSAN_APPEND);
    else if (strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-*") ==
             strlen(name))
        code = gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, name,
                                                    (unsigned)strlen(name), GNUTLS_FSAN_APPEND);
    else
        return err_set(err, ERR_INVALID, "'%.60s' is no host name and no address", name);
    return check(code, "put a name in the certificate", err);
}

// Names without spaces around them, one after the other; false at the end.
static bool next_name(const char **rest, char out[static NAME_SIZE])
{
    while (**rest == ',' || **rest == ' ')
        (*rest)++;
    size_t length = strcspn(*rest, ", ");

    if (length == 0 || length >= NAME_SIZE)
        return false;
    memcpy(out, *rest, length);
    out[length] = '\0';
    *rest += length;
    return true;
}

static bool add_names(gnutls_x509_crt_t crt, const char *names, struct err *err)
{
    char name[NAME_SIZE];
    size_t count = 0;

    while (next_name(&names, name)) {
        if (count++ == 0 &&
            !check(gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                                 (unsigned)strnlen(name, 64)),
                   "name the certificate", err))
            return false;
        if (!add_name(crt, name, err))
            return false;
    }
    return count > 0 || err_set(err, ERR_INVALID,
                                "a certificate needs the name or address by which kiosks reach "
                                "this server: give --names");
}

static bool describe(gnutls_x509_crt_t crt, const char *names, struct err *err)
{
    unsigned char serial[16];
    time_t now = time(NULL); // not the program's clock: browsers and agents go by the machine's

    randombytes_buf(serial, sizeof serial);
    serial[0] = (uint8_t)((serial[0] & 0x7F) | 0x01); // positive, and never shorter
    // A day of slack: the clocks of small machines are wrong.
    return check(gnutls_x509_crt_set_version(crt, 3), "version", err) &&
           check(gnutls_x509_crt_set_serial(crt, serial, sizeof serial), "serial", err) &&
           check(gnutls_x509_crt_set_activation_time(crt, now - DAY), "begin", err) &&
           check(gnutls_x509_crt_set_expiration_time(crt, now + GOOD_FOR_DAYS * DAY), "end", err) &&
           check(gnutls_x509_crt_set_basic_constraints(crt, 1, 0), "constraints", err) &&
           check(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE |
                                                        GNUTLS_KEY_KEY_CERT_SIGN),
                 "usage", err) &&
           check(gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0), "purpose",
                 err) &&
           add_names(crt, names, err);
}

static bool export(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, struct bytes *certificate,
                   struct bytes *secret, struct err *err)
{
    gnutls_datum_t crt_pem = {NULL, 0};
    gnutls_datum_t key_pem = {NULL, 0};
    bool ok = check(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &crt_pem),
                    "write the certificate", err) &&
              check(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL,
                                                      GNUTLS_PKCS_PLAIN, &key_pem),
                    "write the certificate's key", err);

    if (ok) {
        bytes_add(certificate, crt_pem.data, crt_pem.size);
        bytes_add(secret, key_pem.data, key_pem.size);
    }
    mem_wipe(key_pem.data, key_pem.size);
    gnutls_free(key_pem.data);
    gnutls_free(crt_pem.data);
    return ok;
}

bool certificate_make(const char *names, struct bytes *certificate, struct bytes *key,
                      struct err *err)
{
    gnutls_x509_privkey_t secret = NULL;
    gnutls_x509_crt_t crt = NULL;
    bool ok =
        check(gnutls_x509_privkey_init(&secret), "make a key", err) &&
        check(gnutls_x509_crt_init(&crt), "make a certificate", err) &&
        check(gnutls_x509_privkey_generate(secret, GNUTLS_PK_ECDSA,
                                           GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
              "make a key", err) &&
        describe(crt, names, err) &&
        check(gnutls_x509_crt_set_key(crt, secret), "put the key in", err) &&
        check(gnutls_x509_crt_sign2(crt, crt, secret, GNUTLS_DIG_SHA256, 0), "sign the certificate",
              err) &&
        export(crt, secret, certificate, key, err);

    if (crt)
        gnutls_x509_crt_deinit(crt);
    if (secret)
        gnutls_x509_privkey_deinit(secret);
    return ok || err_wrap(err, "make the certificate");
}

bool certificate_read(struct certificate_facts *out, const char *pem, struct err *err)
{
    gnutls_datum_t text = {(unsigned char *)(uintptr_t)pem, (unsigned)strlen(pem)};
    unsigned char print[32];
    size_t size = sizeof print;
    gnutls_x509_crt_t crt = NULL;
    bool ok = check(gnutls_x509_crt_init(&crt), "read a certificate", err) &&
              check(gnutls_x509_crt_import(crt, &text, GNUTLS_X509_FMT_PEM), "read the certificate",
                    err) &&
              check(gnutls_x509_crt_get_fingerprint(crt, GNUTLS_DIG_SHA256, print, &size),
                    "read the certificate", err);

    if (ok) {
        out->until_ms = (int64_t)gnutls_x509_crt_get_expiration_time(crt) * 1000;
        for (size_t i = 0; i < size; i++)
            snprintf(out->fingerprint + 3 * i, 4, "%02X%s", print[i], i + 1 < size ? ":" : "");
    }
    if (crt)
        gnutls_x509_crt_deinit(crt);
    return ok;
}
