// SPDX-License-Identifier: Apache-2.0

// bench_floor KIOSK-FOLDERS-PARENT OFFICE-DATA TIMES: the least that could carry the same records.
// It takes those of the kiosk's log (DATA, OUT, IN in that folder) and sends them over TLS, in
// batches of 256 packed by zstd, to a process that unpacks them, stores each in a table by its
// place, durably, and answers with 8 bytes. It signs and seals nothing, checks no hash, projects
// nothing, writes no file, speaks no HTTP. The handshake is in the time, as it is for the agent.
// Then TIMES single records, one after the other on the same connection.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gnutls/gnutls.h>
#include <sqlite3.h>
#include <zstd.h>

#include "kiosk/store.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "tests/bench/bench.h"

#define PART_MAX (ENVELOPE_BYTES + 65536)

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench_floor: cannot %s\n", what);
    exit(1);
}

// --- the wire: a length, then so many bytes ---

static gnutls_session_t open_tls(int fd, unsigned side, gnutls_certificate_credentials_t who)
{
    gnutls_session_t tls;
    int result;
    int on = 1;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    gnutls_init(&tls, side);
    gnutls_set_default_priority(tls);
    gnutls_credentials_set(tls, GNUTLS_CRD_CERTIFICATE, who);
    gnutls_transport_set_int(tls, fd);
    do
        result = gnutls_handshake(tls);
    while (result < 0 && !gnutls_error_is_fatal(result));
    must(result == 0, "shake hands");
    return tls;
}

static void send_all(gnutls_session_t tls, const void *data, size_t length)
{
    const char *at = data;

    while (length > 0) {
        ssize_t sent = gnutls_record_send(tls, at, length);

        must(sent > 0, "send");
        at += sent;
        length -= (size_t)sent;
    }
}

static bool receive_all(gnutls_session_t tls, void *data, size_t length)
{
    char *at = data;

    while (length > 0) {
        ssize_t got = gnutls_record_recv(tls, at, length);

        if (got <= 0)
            return false;
        at += got;
        length -= (size_t)got;
    }
    return true;
}

// --- the far end ---

static void store(sqlite3 *db, sqlite3_stmt *insert, const uint8_t *records, size_t length)
{
    static int64_t seq;
    struct bytes_reader reader = {records, length};
    const uint8_t *raw;
    size_t size;

    must(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK, "begin");
    while (envelope_batch_next(&reader, &raw, &size)) {
        sqlite3_bind_int64(insert, 1, ++seq);
        sqlite3_bind_blob(insert, 2, raw, (int)size, SQLITE_STATIC);
        must(sqlite3_step(insert) == SQLITE_DONE, "insert");
        sqlite3_reset(insert);
    }
    must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit");
}

static void serve(int listener, gnutls_certificate_credentials_t who)
{
    static uint8_t packed[PART_MAX];
    static uint8_t records[PART_MAX];
    gnutls_session_t tls = open_tls(accept(listener, NULL, NULL), GNUTLS_SERVER, who);
    sqlite3_stmt *insert;
    sqlite3 *db;
    uint64_t length;

    remove("floor.db");
    must(sqlite3_open("floor.db", &db) == SQLITE_OK &&
             sqlite3_exec(db,
                          "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"
                          "CREATE TABLE record (seq INTEGER PRIMARY KEY, raw BLOB NOT NULL)",
                          NULL, NULL, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(db, "INSERT INTO record VALUES (?, ?)", -1, &insert, NULL) ==
                 SQLITE_OK,
         "make a database");
    while (receive_all(tls, &length, sizeof length)) {
        must(length <= sizeof packed && receive_all(tls, packed, length), "receive");
        store(db, insert, records, ZSTD_decompress(records, sizeof records, packed, length));
        send_all(tls, &length, sizeof length);
    }
    exit(0);
}

// --- the near end ---

static uint64_t send_records(gnutls_session_t tls, const struct bytes *records)
{
    static uint8_t packed[PART_MAX];
    uint64_t length = ZSTD_compress(packed, sizeof packed, records->data, records->length, 1);
    uint64_t answer;

    send_all(tls, &length, sizeof length);
    send_all(tls, packed, length);
    must(receive_all(tls, &answer, sizeof answer), "hear an answer");
    return length;
}

// Raw bytes of all records, behind their lengths; the first one again in *single.
static struct envelope_batch *read_log(const char *folder, size_t *count, struct bytes *single)
{
    struct envelope_batch *all = NULL;
    char data[512], out[512], in[512];
    struct bytes_reader reader;
    const uint8_t *raw;
    struct store kiosk;
    struct err err;
    int64_t after = 0;
    size_t size;

    snprintf(data, sizeof data, "%s/kiosk", folder);
    snprintf(out, sizeof out, "%s/out", folder);
    snprintf(in, sizeof in, "%s/in", folder);
    must(keys_start(&err) && store_open(&kiosk, data, out, in, &err), "open the kiosk's log");
    for (*count = 0;; (*count)++) {
        all = mem_resize(all, *count + 1, sizeof *all);
        must(log_batch(kiosk.db, kiosk.log_id, after, &all[*count], &err), "read the log");
        if (all[*count].count == 0)
            break;
        after += (int64_t)all[*count].count;
    }
    must(*count > 0, "find a record");
    reader = (struct bytes_reader){all[0].records.data, all[0].records.length};
    must(envelope_batch_next(&reader, &raw, &size), "find a record");
    bytes_add(single, all[0].records.data, (size_t)(reader.at - all[0].records.data));
    store_close(&kiosk);
    return all;
}

static double processor_us(int who)
{
    struct rusage used;

    getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static void one_by_one(gnutls_session_t tls, const struct bytes *single, size_t times)
{
    double *us = mem_new(times, sizeof *us);

    for (size_t i = 0; i < times; i++) {
        double begin = bench_us();

        send_records(tls, single);
        us[i] = bench_us() - begin;
    }
    bench_say("floor_one_ms", bench_median(us, times) / 1000);
    free(us);
}

static void run(const struct sockaddr_in *address, const char *folder, size_t times)
{
    gnutls_certificate_credentials_t anybody;
    struct bytes single = {0};
    gnutls_session_t tls;
    size_t count;
    struct envelope_batch *all = read_log(folder, &count, &single);
    double used = processor_us(RUSAGE_SELF);
    double begin = bench_us();
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    uint64_t up = 0;
    size_t plain = 0;

    gnutls_certificate_allocate_credentials(&anybody);
    must(connect(fd, (const struct sockaddr *)address, sizeof *address) == 0, "connect");
    tls = open_tls(fd, GNUTLS_CLIENT, anybody);
    for (size_t i = 0; i < count; i++) {
        up += send_records(tls, &all[i].records);
        plain += all[i].records.length;
        envelope_batch_clear(&all[i]);
    }
    bench_say("floor_ms", (bench_us() - begin) / 1000);
    bench_say("floor_plain", (double)plain);
    bench_say("floor_up", (double)up);
    used = processor_us(RUSAGE_SELF) - used;
    one_by_one(tls, &single, times);
    close(fd);
    wait(NULL);
    // The singles are in the far end's part, and few beside the rest.
    bench_say("floor_cpu_ms", (used + processor_us(RUSAGE_CHILDREN)) / 1000);
    bytes_clear(&single);
    free(all);
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    gnutls_certificate_credentials_t who;
    char certificate[512], key[512];
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (argc != 4)
        return 2;
    snprintf(certificate, sizeof certificate, "%s/certificate.pem", argv[2]);
    snprintf(key, sizeof key, "%s/certificate.key", argv[2]);
    gnutls_certificate_allocate_credentials(&who);
    must(gnutls_certificate_set_x509_key_file(who, certificate, key, GNUTLS_X509_FMT_PEM) >= 0,
         "read the server's certificate");
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(bind(listener, (struct sockaddr *)&address, sizeof address) == 0 &&
             listen(listener, 1) == 0 &&
             getsockname(listener, (struct sockaddr *)&address, &length) == 0,
         "listen");
    if (fork() == 0)
        serve(listener, who);
    run(&address, argv[1], bench_count(argv[3]));
    return 0;
}
