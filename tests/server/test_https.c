// SPDX-License-Identifier: Apache-2.0

// The real server on loopback, over TLS, asked by libcurl and by rude sockets.

#include "server/http.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curl/curl.h>

#include "server/import.h"
#include "shared/acknowledgement.h"
#include "shared/enrol.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;
static struct http *http;

static int open_all(void **state)
{
    struct err err;

    (void)state;
    hall_open(&hall);
    hall.office.settings.request_ms = 400;
    hall.office.settings.wait_ms = 400;
    check_ok(http_start(&http, &hall.office, &err), &err);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    http_stop(http);
    http = NULL;
    hall_close(&hall);
    return 0;
}

/* What came back. */
struct answer {
    long status;
    char type[80];
    struct bytes body;
    CURLcode code;
};

static size_t take(char *data, size_t size, size_t count, void *context)
{
    bytes_add(context, data, size * count);
    return size * count;
}

// With the certificate as its only CA, as an agent has it.
static CURL *new_client(const char *target, struct answer *answer)
{
    CURL *curl = curl_easy_init();
    char url[256];
    char ca[SETTINGS_PATH_SIZE];

    *answer = (struct answer){0};
    snprintf(url, sizeof url, "https://localhost:%d%s", http_port(http), target);
    settings_path(ca, &hall.office.settings, "certificate.pem");
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca);
    curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer->body);
    return curl;
}

static void perform(CURL *curl, struct answer *answer)
{
    char *type = NULL;

    answer->code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    str_copy(answer->type, sizeof answer->type, type ? type : "");
    curl_easy_cleanup(curl);
}

static struct curl_slist *authorize(const char *method, const char *target,
                                    const struct bytes *body)
{
    char signature[ENROL_AUTHORIZATION_SIZE];
    char header[ENROL_AUTHORIZATION_SIZE + 20];

    enrol_authorize(signature, &hall.agent, method, target, body);
    snprintf(header, sizeof header, "Authorization: %s", signature);
    return curl_slist_append(NULL, header);
}

static void get(const char *target, struct answer *answer)
{
    struct bytes nothing = {0};
    struct curl_slist *headers = authorize("GET", target, &nothing);
    CURL *curl = new_client(target, answer);

    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    perform(curl, answer);
    curl_slist_free_all(headers);
}

static void post_as(const char *target, const struct bytes *body, const char *expect,
                    struct answer *answer)
{
    struct curl_slist *headers = authorize("POST", target, body);
    CURL *curl = new_client(target, answer);

    headers = curl_slist_append(headers, expect);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body->length);
    perform(curl, answer);
    curl_slist_free_all(headers);
}

static void post(const char *target, const struct bytes *body, struct answer *answer)
{
    post_as(target, body, "Expect:", answer);
}

static void head_target(char out[static 160], const char *rest)
{
    char log[ID_TEXT_SIZE];

    id_write(log, hall.log_id);
    snprintf(out, 160, "/v1/head?log=%s%s", log, rest);
}

static struct acknowledgement read_answer(const struct answer *answer)
{
    struct acknowledgement out = {0};
    struct err err;

    assert_int_equal(answer->code, CURLE_OK);
    assert_int_equal(answer->status, 200);
    assert_string_equal(answer->type, ACKNOWLEDGEMENT_TYPE);
    check_ok(acknowledgement_read(&out, answer->body.data, answer->body.length,
                                  hall.office.keys.sign_public, &err),
             &err);
    return out;
}

static void test_https__the_certificate_is_all_an_agent_needs(void **state)
{
    struct enrol_identity *identity = mem_new(1, sizeof *identity);
    struct answer answer;
    struct err err;
    CURL *curl;

    (void)state;
    get("/v1/identity", &answer);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, "application/vnd.diolch.identity");
    check_ok(enrol_read_identity(identity, answer.body.data, answer.body.length, NULL, &err), &err);
    assert_string_equal(identity->certificate, bytes_text(&hall.office.certificate));
    bytes_clear(&answer.body);
    free(identity);
    curl = new_client("/v1/identity", &answer); // by the world's CAs it is nobody
    curl_easy_setopt(curl, CURLOPT_CAINFO, "/etc/ssl/certs/ca-certificates.crt");
    perform(curl, &answer);
    assert_int_not_equal(answer.code, CURLE_OK);
    bytes_clear(&answer.body);
}

static void test_https__takes_no_old_tls(void **state)
{
    struct answer answer;
    CURL *curl;

    (void)state;
    curl = new_client("/v1/identity", &answer);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION,
                     (long)CURL_SSLVERSION_TLSv1_0 | (long)CURL_SSLVERSION_MAX_TLSv1_1);
    perform(curl, &answer);
    assert_int_not_equal(answer.code, CURLE_OK);
    curl = new_client("/v1/identity", &answer);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_MAX_TLSv1_2);
    perform(curl, &answer);
    assert_int_equal(answer.code, CURLE_OK);
    bytes_clear(&answer.body);
}

static void post_an_arrival(void)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct bytes envelope = {0};
    struct answer answer;

    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_pack(&hall, 0, &envelope);
    post("/v1/envelope", &envelope, &answer);
    assert_int_equal(read_answer(&answer).seq, 1);
    bytes_clear(&answer.body);
    bytes_clear(&envelope);
}

static void test_https__an_envelope_is_acknowledged(void **state)
{
    (void)state;
    post_an_arrival();
}

static void test_https__what_is_too_large_is_refused_before_it_is_read(void **state)
{
    struct bytes large = {0};
    struct answer answer;
    size_t size = (size_t)1024 * 1024;
    char *page = mem_new(size, 1);

    (void)state;
    bytes_add(&large, page, size);
    // Asked first, so that no body is on its way that the server would cut off with the connection.
    post_as("/v1/enrol", &large, "Expect: 100-continue", &answer);
    assert_int_equal(answer.status, 413);
    bytes_clear(&answer.body);
    bytes_clear(&large);
    free(page);
}

static void test_https__a_long_poll_is_answered_when_its_time_is_over(void **state)
{
    struct answer answer;
    char target[160];
    char rest[40];
    int64_t before;
    int64_t down;

    (void)state;
    head_target(target, "");
    get(target, &answer);
    down = read_answer(&answer).down_seq;
    bytes_clear(&answer.body);
    snprintf(rest, sizeof rest, "&seq=0&down=%lld&wait=50", (long long)down);
    head_target(target, rest);
    before = when_monotonic_ms();
    get(target, &answer);
    assert_int_equal(answer.status, 204); // nothing new
    assert_int_equal(answer.body.length, 0);
    assert_true(when_monotonic_ms() - before >= 400);
    bytes_clear(&answer.body);
    head_target(target, "&seq=7&down=0&wait=50"); // it has news already
    before = when_monotonic_ms();
    get(target, &answer);
    read_answer(&answer);
    assert_true(when_monotonic_ms() - before < 400);
    bytes_clear(&answer.body);
}

/* A poll in a thread of its own. */
struct poll_call {
    pthread_t thread;
    char target[160];
    struct answer answer;
    int64_t begun_ms;
    int64_t ended_ms;
};

static void *run_poll(void *data)
{
    struct poll_call *call = data;

    call->begun_ms = when_monotonic_ms();
    get(call->target, &call->answer);
    call->ended_ms = when_monotonic_ms();
    return NULL;
}

static void start_poll(struct poll_call *call, int64_t down)
{
    char rest[60];

    snprintf(rest, sizeof rest, "&seq=0&down=%lld&wait=50", (long long)down);
    head_target(call->target, rest);
    assert_int_equal(pthread_create(&call->thread, NULL, run_poll, call), 0);
}

static void until_one_waits(void)
{
    int64_t before = when_monotonic_ms();

    while (!http_waiting(http) && when_monotonic_ms() - before < 20000)
        sched_yield();
    assert_int_equal(http_waiting(http), 1);
}

static void test_https__a_long_poll_hears_of_news(void **state)
{
    static const char people[] = "member_code,first_name,last_name\nM1,Siân,Rees\n";
    struct poll_call call;
    struct answer answer;
    char target[160];
    int64_t before;
    int64_t down;
    struct err err;

    (void)state;
    hall.office.settings.wait_ms = 30000;
    head_target(target, "");
    get(target, &answer);
    down = read_answer(&answer).down_seq;
    bytes_clear(&answer.body);
    before = when_monotonic_ms();
    start_poll(&call, down);
    until_one_waits();
    check_ok(hall_import_people(&hall, people, &err), &err);
    office_ring(&hall.office);
    pthread_join(call.thread, NULL);
    assert_true(read_answer(&call.answer).down_seq > down);
    assert_true(when_monotonic_ms() - before < 20000);
    bytes_clear(&call.answer.body);
}

// The agent has its acknowledgement on the other connection. Other news ends the poll, with a head
// that is as new as any.
static void test_https__what_is_sent_meanwhile_ends_no_poll(void **state)
{
    struct poll_call call;

    (void)state;
    hall.office.settings.wait_ms = 2000;
    start_poll(&call, 1000000);
    until_one_waits();
    post_an_arrival();
    office_ring(&hall.office); // it looks, and waits on
    pthread_join(call.thread, NULL);
    assert_int_equal(read_answer(&call.answer).seq, 1); // another head than it began with
    assert_true(call.ended_ms - call.begun_ms >= 2000);
    bytes_clear(&call.answer.body);
}

static void test_https__stopping_lets_a_long_poll_go(void **state)
{
    struct poll_call call;
    int64_t before;

    (void)state;
    hall.office.settings.wait_ms = 30000;
    start_poll(&call, 1000000);
    until_one_waits();
    before = when_monotonic_ms();
    http_stop(http);
    http = NULL;
    pthread_join(call.thread, NULL);
    assert_true(when_monotonic_ms() - before < 20000);
    bytes_clear(&call.answer.body);
}

static void test_https__a_newer_poll_takes_an_olders_place(void **state)
{
    struct poll_call calls[2];
    int64_t before = when_monotonic_ms();
    int64_t first;

    (void)state;
    hall.office.settings.wait_ms = 3000;
    start_poll(&calls[0], 1000000);
    until_one_waits();
    start_poll(&calls[1], 1000000);
    for (int i = 0; i < 2; i++) {
        pthread_join(calls[i].thread, NULL);
        assert_int_equal(calls[i].answer.status, 204);
        bytes_clear(&calls[i].answer.body);
    }
    // Whichever came first goes when the other comes, long before its time is over.
    first = calls[0].ended_ms < calls[1].ended_ms ? calls[0].ended_ms : calls[1].ended_ms;
    assert_true(first - before < 2500);
}

static int rude_socket(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)http_port(http)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int rude = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(rude >= 0);
    assert_int_equal(connect(rude, (struct sockaddr *)&address, sizeof address), 0);
    return rude;
}

// A TLS record that is promised and comes a byte at a time.
static void test_https__whoever_dribbles_is_cut_off(void **state)
{
    static const uint8_t hello[] = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01};
    int64_t before = when_monotonic_ms();
    int rude = rude_socket();
    bool open = true;
    size_t sent = 0;

    (void)state;
    while (open && when_monotonic_ms() - before < 20000) {
        struct pollfd wait = {.fd = rude, .events = POLLIN};
        uint8_t byte;

        if (sent < sizeof hello)
            send(rude, &hello[sent++], 1, MSG_NOSIGNAL);
        if (poll(&wait, 1, 100) > 0)
            open = recv(rude, &byte, 1, 0) > 0;
    }
    close(rude);
    assert_false(open);
    assert_true(when_monotonic_ms() - before >= 350);
}

static void test_https__others_are_answered_meanwhile(void **state)
{
    struct answer answer;
    int rude[30];

    (void)state;
    for (size_t i = 0; i < 30; i++)
        rude[i] = rude_socket();
    get("/v1/identity", &answer);
    assert_int_equal(answer.status, 200);
    bytes_clear(&answer.body);
    for (size_t i = 0; i < 30; i++)
        close(rude[i]);
}

#define SERVED(test) cmocka_unit_test_setup_teardown(test, open_all, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SERVED(test_https__the_certificate_is_all_an_agent_needs),
        SERVED(test_https__takes_no_old_tls),
        SERVED(test_https__an_envelope_is_acknowledged),
        SERVED(test_https__what_is_too_large_is_refused_before_it_is_read),
        SERVED(test_https__a_long_poll_is_answered_when_its_time_is_over),
        SERVED(test_https__a_long_poll_hears_of_news),
        SERVED(test_https__stopping_lets_a_long_poll_go),
        SERVED(test_https__what_is_sent_meanwhile_ends_no_poll),
        SERVED(test_https__a_newer_poll_takes_an_olders_place),
        SERVED(test_https__whoever_dribbles_is_cut_off),
        SERVED(test_https__others_are_answered_meanwhile),
    };

    curl_global_init(CURL_GLOBAL_DEFAULT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
