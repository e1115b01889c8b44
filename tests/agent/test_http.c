// SPDX-License-Identifier: Apache-2.0
#include "agent/http.h"

#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "shared/enrol.h"
#include "tests/agent/peer.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define TYPE "application/vnd.diolch.acknowledgement"

static const struct http_limits LIMITS = {.connect_ms = 3000, .total_ms = 5000, .low_bytes = 100};
static const struct http_limits SHORT = {.connect_ms = 400, .total_ms = 400, .low_bytes = 100};

/* What the server says to every request, and what it heard last. */
struct said {
    struct bytes bytes;
    enum peer_then then;
    struct peer_request heard;
};

static enum peer_then say(void *context, const struct peer_request *request, struct bytes *out)
{
    struct said *said = context;

    bytes_add(out, said->bytes.data, said->bytes.length);
    bytes_clear(&said->heard.body);
    bytes_clear(&said->heard.head);
    said->heard = *request;
    said->heard.head = (struct bytes){0};
    said->heard.body = (struct bytes){0};
    bytes_add(&said->heard.head, request->head.data, request->head.length);
    bytes_add(&said->heard.body, request->body.data, request->body.length);
    return said->then;
}

struct scene {
    struct said said;
    struct peer *peer;
    struct http *http;
    struct err err;
};

static void put_certificate(uint8_t identity)
{
    const char *pem = peer_certificate(identity);
    struct err err;

    check_ok(bytes_write_file("server.pem", pem, strlen(pem), 0600, &err), &err);
}

static void open_scene(struct scene *scene, const struct peer_script *script,
                       const struct http_limits *limits)
{
    struct peer_script own = *script;

    own.answer = say;
    own.context = &scene->said;
    scene->peer = peer_open(&own);
    put_certificate(0);
    check_ok(http_open(&scene->http, peer_url(scene->peer), "server.pem", limits, &scene->err),
             &scene->err);
}

static void close_scene(struct scene *scene)
{
    http_close(scene->http);
    peer_close(scene->peer);
    bytes_clear(&scene->said.bytes);
    bytes_clear(&scene->said.heard.head);
    bytes_clear(&scene->said.heard.body);
}

static bool get(struct scene *scene, struct http_answer *answer)
{
    const struct http_request request = {
        .method = "GET", .path = "/v1/head?log=1", .wake_fd = -1, .max_length = 4096};

    *answer = (struct http_answer){0};
    return http_do(scene->http, &request, answer, &scene->err);
}

// --- answers ---

static void test_http__a_proper_answer_is_taken(void **state)
{
    struct scene scene = {0};
    struct http_answer answer;

    (void)state;
    bytes_add_text(&scene.said.bytes, "HTTP/1.1 200 OK\r\ncontent-type: " TYPE "; charset=x\r\n"
                                      "DIOLCH-RANGE:  3-9 \r\nContent-Length: 4\r\n\r\nbody");
    open_scene(&scene, &(struct peer_script){0}, &LIMITS);
    check_ok(get(&scene, &answer), &scene.err);
    check_ok(http_expect(&answer, TYPE, &scene.err), &scene.err);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, TYPE);
    assert_string_equal(answer.range, "3-9");
    assert_false(answer.woken);
    assert_string_equal(bytes_text(&answer.body), "body");
    assert_string_equal(scene.said.heard.target, "/v1/head?log=1");
    assert_string_equal(scene.said.heard.authorization, "");
    bytes_clear(&answer.body);
    close_scene(&scene);
}

static void check_heard(const struct scene *scene, const struct http_request *request,
                        const struct keys *keys)
{
    uint8_t agent[KEYS_PUBLIC_SIZE];

    assert_string_equal(scene->said.heard.method, request->method);
    assert_int_equal(scene->said.heard.body.length, request->body->length);
    assert_memory_equal(scene->said.heard.body.data, request->body->data, request->body->length);
    assert_non_null(strstr(bytes_text(&scene->said.heard.head), "Content-Type: " TYPE "\r\n"));
    assert_null(strstr(bytes_text(&scene->said.heard.head), "Expect:"));
    assert_null(strstr(bytes_text(&scene->said.heard.head), "Accept-Encoding:"));
    assert_true(enrol_check_authorization(agent, scene->said.heard.authorization, request->method,
                                          request->path, &scene->said.heard.body));
    assert_memory_equal(agent, keys->sign_public, sizeof agent);
}

static void test_http__a_body_goes_whole_and_signed(void **state)
{
    static const char *const methods[] = {"POST", "PUT"};
    const struct keys keys = sample_keys(7);
    struct scene scene = {0};
    struct bytes body = {0};

    (void)state;
    memset(bytes_extend(&body, 300000), 0xA5, 300000);
    peer_add_answer(&scene.said.bytes, 200, TYPE, "ok", 2);
    open_scene(&scene, &(struct peer_script){0}, &LIMITS);
    for (size_t i = 0; i < COUNT(methods); i++) {
        const struct http_request request = {.method = methods[i],
                                             .path = "/v1/note/ab?offset=0",
                                             .type = TYPE,
                                             .body = &body,
                                             .signer = &keys,
                                             .wake_fd = -1,
                                             .max_length = 4096};
        struct http_answer answer = {0};

        check_ok(http_do(scene.http, &request, &answer, &scene.err), &scene.err);
        check_heard(&scene, &request, &keys);
        bytes_clear(&answer.body);
    }
    bytes_clear(&body);
    close_scene(&scene);
}

static void test_http__one_connection_is_kept(void **state)
{
    struct scene scene = {0};
    struct http_answer answer;

    (void)state;
    peer_add_answer(&scene.said.bytes, 200, TYPE, "ok", 2);
    open_scene(&scene, &(struct peer_script){0}, &LIMITS);
    for (int i = 0; i < 5; i++) {
        check_ok(get(&scene, &answer), &scene.err);
        bytes_clear(&answer.body);
    }
    assert_int_equal(peer_requests(scene.peer), 5);
    assert_int_equal(peer_connections(scene.peer), 1);
    close_scene(&scene);
}

static void test_http__every_refusal_is_a_sentence_of_its_own(void **state)
{
    static const struct {
        const char *said;
        enum err_kind kind;
        const char *part;
    } rows[] = {
        {"200 OK\r\nContent-Type: text/html", ERR_OFFLINE, "not our server"},
        {"200 OK", ERR_OFFLINE, "not our server"},
        {"200 OK\r\nContent-Type: " TYPE "s", ERR_OFFLINE, "not our server"},
        {"302 Found\r\nLocation: https://127.0.0.1:1/", ERR_OFFLINE, "sends us elsewhere"},
        {"400 Bad", ERR_INVALID, "refuses what we send"},
        {"401 Who", ERR_OFFLINE, "does not know this kiosk"},
        {"404 Where\r\nContent-Type: " TYPE, ERR_OFFLINE, "no place for our records"},
        {"409 Conflict", ERR_INVALID, "refuses what we send"},
        {"413 Large", ERR_INVALID, "too large"},
        {"500 Trouble", ERR_OFFLINE, "answered 500"},
        {"503 Busy\r\nRetry-After: 7", ERR_OFFLINE, "is busy"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scene scene = {0};
        struct http_answer answer;

        bytes_addf(&scene.said.bytes, "HTTP/1.1 %s\r\nContent-Length: 5\r\n\r\nSorry",
                   rows[i].said);
        open_scene(&scene, &(struct peer_script){0}, &LIMITS);
        check_ok(get(&scene, &answer), &scene.err);
        check_fails(http_expect(&answer, TYPE, &scene.err), &scene.err, rows[i].kind);
        assert_non_null(strstr(scene.err.text, rows[i].part));
        assert_null(strstr(scene.err.text, "Sorry"));
        assert_int_equal(peer_requests(scene.peer), 1); // no redirect was followed
        assert_int_equal(answer.retry_ms, answer.status == 503 ? 7000 : 0);
        bytes_clear(&answer.body);
        close_scene(&scene);
    }
}

// --- what is no answer ---

static void check_nothing(const struct peer_script *script, const struct said *said,
                          const struct http_limits *limits, const char *part)
{
    struct scene scene = {.said = *said};
    struct http_answer answer;

    open_scene(&scene, script, limits);
    check_fails(get(&scene, &answer), &scene.err, ERR_OFFLINE);
    if (!strstr(scene.err.text, part))
        fail_msg("'%s' is not in '%s'", part, scene.err.text);
    assert_null(answer.body.data);
    close_scene(&scene);
}

static void test_http__a_truncated_answer_is_none(void **state)
{
    struct said said = {.then = PEER_CLOSE};

    (void)state;
    bytes_add_text(&said.bytes,
                   "HTTP/1.1 200 OK\r\nContent-Type: " TYPE "\r\nContent-Length: 9\r\n\r\nhalf");
    check_nothing(&(struct peer_script){0}, &said, &LIMITS, "cut off");
    said.bytes = (struct bytes){0};
    check_nothing(&(struct peer_script){0}, &said, &LIMITS, "cut off");
}

static void test_http__an_over_long_answer_is_none(void **state)
{
    struct said said = {.then = PEER_CLOSE};
    static char zeros[5000];

    (void)state;
    peer_add_answer(&said.bytes, 200, TYPE, zeros, sizeof zeros);
    check_nothing(&(struct peer_script){0}, &said, &LIMITS, "far too long");
}

static void test_http__an_answer_without_end_is_none(void **state)
{
    struct said said = {.then = PEER_HANG};

    (void)state;
    bytes_add_text(&said.bytes, "HTTP/1.1 200 OK\r\nContent-Type: " TYPE "\r\n\r\nand then");
    check_nothing(&(struct peer_script){0}, &said, &SHORT, "too long");
}

static void test_http__another_certificate_is_not_believed(void **state)
{
    struct said said = {.then = PEER_CLOSE};

    (void)state;
    peer_add_answer(&said.bytes, 200, TYPE, "ok", 2);
    check_nothing(&(struct peer_script){.identity = 1}, &said, &LIMITS, "certificate is not");
}

static void test_http__nothing_is_sent_to_another_certificate(void **state)
{
    struct scene scene = {0};
    struct http_answer answer;

    (void)state;
    open_scene(&scene, &(struct peer_script){.identity = 1}, &LIMITS);
    check_fails(get(&scene, &answer), &scene.err, ERR_OFFLINE);
    assert_int_equal(peer_requests(scene.peer), 0);
    close_scene(&scene);
}

static void test_http__plain_text_is_not_spoken_to(void **state)
{
    struct said said = {.then = PEER_CLOSE};

    (void)state;
    peer_add_answer(&said.bytes, 200, TYPE, "ok", 2);
    check_nothing(&(struct peer_script){.plain = true}, &said, &SHORT, "");
}

static void test_http__silence_ends_by_the_clock(void **state)
{
    struct said said = {.then = PEER_HANG};

    (void)state;
    check_nothing(&(struct peer_script){0}, &said, &SHORT, "too long");
    check_nothing(&(struct peer_script){.deaf = true}, &said, &SHORT, "too long");
}

static void test_http__nobody_there_is_said_so(void **state)
{
    struct http_limits limits = LIMITS;
    struct http_answer answer = {0};
    struct scene scene = {0};
    char url[64];

    (void)state;
    open_scene(&scene, &(struct peer_script){0}, &LIMITS);
    snprintf(url, sizeof url, "%s", peer_url(scene.peer));
    close_scene(&scene);
    check_ok(http_open(&scene.http, url, "server.pem", &limits, &scene.err), &scene.err);
    check_fails(get(&scene, &answer), &scene.err, ERR_OFFLINE);
    assert_non_null(strstr(scene.err.text, "cannot be reached"));
    http_close(scene.http);
    check_ok(http_open(&scene.http, "https://nobody.invalid", "server.pem", &limits, &scene.err),
             &scene.err);
    check_fails(get(&scene, &answer), &scene.err, ERR_OFFLINE);
    assert_non_null(strstr(scene.err.text, "name is not found"));
    http_close(scene.http);
}

static void test_http__only_https_is_an_address(void **state)
{
    static const char *const wrong[] = {"http://127.0.0.1", "127.0.0.1:8443", "", "file:///etc"};
    struct http *http;
    struct err err;

    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++)
        check_fails(http_open(&http, wrong[i], NULL, &LIMITS, &err), &err, ERR_INVALID);
}

// --- waiting ---

static void test_http__a_long_wait_is_ended_by_a_knock(void **state)
{
    const uint64_t one = 1;
    struct scene scene = {.said = {.then = PEER_HANG}};
    struct http_answer answer = {0};
    int knock = eventfd(0, EFD_CLOEXEC);
    const struct http_request request = {.method = "GET",
                                         .path = "/v1/head",
                                         .wait_ms = 50000,
                                         .wake_fd = knock,
                                         .max_length = 4096};

    (void)state;
    open_scene(&scene, &(struct peer_script){0}, &LIMITS);
    assert_int_equal(write(knock, &one, sizeof one), sizeof one);
    check_ok(http_do(scene.http, &request, &answer, &scene.err), &scene.err);
    assert_true(answer.woken);
    assert_int_equal(answer.status, 0);
    bytes_clear(&answer.body);
    // And the next request is as good as any.
    scene.said.then = PEER_KEEP;
    peer_add_answer(&scene.said.bytes, 200, TYPE, "ok", 2);
    check_ok(get(&scene, &answer), &scene.err);
    bytes_clear(&answer.body);
    close(knock);
    close_scene(&scene);
}

// What waits is asked once, and another connection carries the rest meanwhile.
static void test_http__others_go_while_one_waits(void **state)
{
    const struct http_request wait = {
        .method = "GET", .path = "/v1/head?wait", .wait_ms = 50000, .max_length = 4096};
    struct scene scene = {.said = {.then = PEER_HANG}};
    struct http_answer answer = {0};
    int knock = eventfd(1, EFD_CLOEXEC);

    (void)state;
    open_scene(&scene, &(struct peer_script){0}, &LIMITS);
    assert_false(http_waits(scene.http));
    http_wait(scene.http, &wait);
    check_ok(http_await(scene.http, knock, &answer, &scene.err), &scene.err);
    assert_true(answer.woken);
    assert_true(http_waits(scene.http));
    scene.said.then = PEER_KEEP;
    peer_add_answer(&scene.said.bytes, 200, TYPE, "ok", 2);
    for (size_t i = 0; i < 3; i++) {
        check_ok(get(&scene, &answer), &scene.err);
        bytes_clear(&answer.body);
    }
    peer_poke(scene.peer);
    check_ok(http_await(scene.http, -1, &answer, &scene.err), &scene.err);
    assert_false(answer.woken);
    assert_string_equal(bytes_text(&answer.body), "ok");
    assert_false(http_waits(scene.http));
    bytes_clear(&answer.body);
    assert_int_equal(peer_connections(scene.peer), 2);
    close(knock);
    close_scene(&scene);
}

static void test_http__a_wait_may_be_longer_than_a_request(void **state)
{
    struct scene scene = {.said = {.then = PEER_HANG}};
    struct http_answer answer = {0};
    struct timespec begun;
    struct timespec ended;
    const struct http_request request = {
        .method = "GET", .path = "/v1/head", .wait_ms = 600, .wake_fd = -1, .max_length = 4096};

    (void)state;
    open_scene(&scene, &(struct peer_script){0}, &SHORT);
    clock_gettime(CLOCK_MONOTONIC, &begun);
    check_fails(http_do(scene.http, &request, &answer, &scene.err), &scene.err, ERR_OFFLINE);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    assert_true((ended.tv_sec - begun.tv_sec) * 1000 + (ended.tv_nsec - begun.tv_nsec) / 1000000 >=
                900);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_http__a_proper_answer_is_taken),
        cmocka_unit_test(test_http__a_body_goes_whole_and_signed),
        cmocka_unit_test(test_http__one_connection_is_kept),
        cmocka_unit_test(test_http__every_refusal_is_a_sentence_of_its_own),
        cmocka_unit_test(test_http__a_truncated_answer_is_none),
        cmocka_unit_test(test_http__an_over_long_answer_is_none),
        cmocka_unit_test(test_http__an_answer_without_end_is_none),
        cmocka_unit_test(test_http__another_certificate_is_not_believed),
        cmocka_unit_test(test_http__nothing_is_sent_to_another_certificate),
        cmocka_unit_test(test_http__plain_text_is_not_spoken_to),
        cmocka_unit_test(test_http__silence_ends_by_the_clock),
        cmocka_unit_test(test_http__nobody_there_is_said_so),
        cmocka_unit_test(test_http__only_https_is_an_address),
        cmocka_unit_test(test_http__a_long_wait_is_ended_by_a_knock),
        cmocka_unit_test(test_http__others_go_while_one_waits),
        cmocka_unit_test(test_http__a_wait_may_be_longer_than_a_request),
    };
    struct err err;

    if (!keys_start(&err))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
