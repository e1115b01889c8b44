// SPDX-License-Identifier: Apache-2.0
#include "agent/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "shared/enrol.h"
#include "shared/mem.h"
#include "shared/str.h"

#define URL_SIZE 1024
#define SLOW_SECONDS 30

struct transfer {
    CURL *easy;
    struct curl_slist *headers; // NULL: nothing is under way
    struct http_answer answer;
    const struct bytes *sent;
    size_t sent_so_far;
    size_t max_length;
    bool too_long;
    bool done;
    CURLcode code; // once it is done
};

struct http {
    CURLM *multi;
    struct transfer now;     // http_do
    struct transfer waiting; // http_wait
    char url[URL_SIZE];
    char *certificate;
    struct http_limits limits;
};

bool http_open(struct http **out, const char *url, const char *certificate,
               const struct http_limits *limits, struct err *err)
{
    struct http *http;

    if (!str_starts(url, "https://") || strlen(url) >= URL_SIZE / 2)
        return err_set(err, ERR_INVALID,
                       "the server's address must begin with https:// and be like "
                       "https://office.example:8443");
    http = mem_new(1, sizeof *http);
    str_copy(http->url, sizeof http->url, url);
    while (http->url[0] && http->url[strlen(http->url) - 1] == '/')
        http->url[strlen(http->url) - 1] = '\0';
    http->certificate = certificate ? mem_dup(certificate) : NULL;
    http->limits = *limits;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    http->multi = curl_multi_init();
    http->now.easy = curl_easy_init();
    http->waiting.easy = curl_easy_init();
    if (!http->multi || !http->now.easy || !http->waiting.easy) {
        http_close(http);
        return err_set(err, ERR_INTERNAL, "libcurl does not start");
    }
    *out = http;
    return true;
}

// Whatever of it was not taken is forgotten. The connection is kept when the answer was whole.
static void end(struct http *http, struct transfer *transfer)
{
    if (!transfer->headers)
        return;
    curl_multi_remove_handle(http->multi, transfer->easy);
    curl_slist_free_all(transfer->headers);
    bytes_clear(&transfer->answer.body);
    *transfer = (struct transfer){.easy = transfer->easy};
}

void http_close(struct http *http)
{
    if (!http)
        return;
    end(http, &http->now);
    end(http, &http->waiting);
    curl_easy_cleanup(http->now.easy);
    curl_easy_cleanup(http->waiting.easy);
    curl_multi_cleanup(http->multi);
    free(http->certificate);
    free(http);
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;

    if (transfer->answer.body.length + size * count > transfer->max_length) {
        transfer->too_long = true;
        return 0;
    }
    bytes_add(&transfer->answer.body, data, size * count);
    return size * count;
}

static size_t on_read(char *out, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t left = transfer->sent->length - transfer->sent_so_far;
    size_t now = left < size * count ? left : size * count;

    if (now)
        memcpy(out, transfer->sent->data + transfer->sent_so_far, now);
    transfer->sent_so_far += now;
    return now;
}

// A header's value, when it is that header's line.
static bool take_header(const char *line, size_t length, const char *name, char *out, size_t size)
{
    size_t prefix = strlen(name);

    if (length <= prefix || strncasecmp(line, name, prefix) != 0)
        return false;
    line += prefix;
    length -= prefix;
    while (length > 0 && *line == ' ') {
        line++;
        length--;
    }
    while (length > 0 && strchr(" \t\r\n", line[length - 1]))
        length--;
    snprintf(out, size, "%.*s", (int)length, line);
    return true;
}

static size_t on_header(char *data, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    char retry[16];

    take_header(data, size * count, "Diolch-Range:", transfer->answer.range,
                sizeof transfer->answer.range);
    if (take_header(data, size * count, "Retry-After:", retry, sizeof retry)) {
        long seconds = strtol(retry, NULL, 10);

        if (seconds > 0 && seconds < 86400)
            transfer->answer.retry_ms = (int64_t)seconds * 1000;
    }
    return size * count;
}

static void set_safety(const struct http *http, CURL *easy)
{
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    if (http->certificate) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, http->certificate);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    } else {
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

static void set_times(const struct http *http, CURL *easy, const struct http_request *request)
{
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)http->limits.connect_ms);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)(http->limits.total_ms + request->wait_ms));
    if (request->wait_ms == 0) {
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)http->limits.low_bytes);
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
    }
}

static void set_body(const struct http_request *request, struct transfer *transfer)
{
    static const struct bytes nothing;
    CURL *easy = transfer->easy;

    transfer->sent = request->body ? request->body : &nothing;
    if (str_equal(request->method, "POST")) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, bytes_text(transfer->sent));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)transfer->sent->length);
    } else if (str_equal(request->method, "PUT")) {
        curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
        curl_easy_setopt(easy, CURLOPT_READDATA, transfer);
        curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)transfer->sent->length);
    }
}

static struct curl_slist *make_headers(const struct http_request *request)
{
    static const struct bytes nothing;
    char line[ENROL_AUTHORIZATION_SIZE + 32];
    char authorization[ENROL_AUTHORIZATION_SIZE];
    struct curl_slist *headers = NULL;

    headers = curl_slist_append(headers, "Expect:");
    headers = curl_slist_append(headers, "Accept:");
    if (request->type) {
        snprintf(line, sizeof line, "Content-Type: %s", request->type);
        headers = curl_slist_append(headers, line);
    }
    if (request->signer) {
        enrol_authorize(authorization, request->signer, request->method, request->path,
                        request->body ? request->body : &nothing);
        snprintf(line, sizeof line, "Authorization: %s", authorization);
        headers = curl_slist_append(headers, line);
    }
    return headers;
}

static bool offline(CURLcode code, const struct transfer *transfer, struct err *err)
{
    if (transfer->too_long)
        return err_set(err, ERR_OFFLINE,
                       "the answer was far too long to be our server's: nothing was moved; check "
                       "the network and the address");
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
        return err_set(err, ERR_OFFLINE,
                       "the server's certificate is not the one this kiosk was enrolled with: "
                       "nothing was sent; if the office changed it, enrol again with a new code");
    if (code == CURLE_OPERATION_TIMEDOUT)
        return err_set(err, ERR_OFFLINE,
                       "the server took too long: everything is safe here and is sent later");
    if (code == CURLE_SSL_CONNECT_ERROR)
        return err_set(err, ERR_OFFLINE,
                       "what answered does not speak TLS as our server does: nothing was sent; "
                       "check the address");
    if (code == CURLE_COULDNT_RESOLVE_HOST)
        return err_set(err, ERR_OFFLINE,
                       "the server's name is not found from here: everything is safe here; check "
                       "the network and the address");
    if (code == CURLE_PARTIAL_FILE || code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR)
        return err_set(err, ERR_OFFLINE,
                       "the answer was cut off on its way: everything is safe here and is sent "
                       "later");
    return err_set(err, ERR_OFFLINE,
                   "the server cannot be reached (%s): everything is safe here and is sent later",
                   curl_easy_strerror(code));
}

static void begin(struct http *http, const struct http_request *request, struct transfer *transfer)
{
    CURL *easy = transfer->easy;
    char url[URL_SIZE];

    *transfer = (struct transfer){
        .easy = easy, .headers = make_headers(request), .max_length = request->max_length};
    snprintf(url, sizeof url, "%s%s", http->url, request->path);
    curl_easy_reset(easy); // keeps the connection
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    set_safety(http, easy);
    set_times(http, easy, request);
    set_body(request, transfer);
    curl_multi_add_handle(http->multi, easy);
}

static void take_messages(struct http *http)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(http->multi, &left))) {
        struct transfer *transfer = NULL;

        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        if (!transfer || message->msg != CURLMSG_DONE)
            continue;
        transfer->done = true;
        transfer->code = message->data.result;
    }
}

// Until the transfer is done or somebody knocks; what else is under way goes on.
static bool drive(struct http *http, struct transfer *transfer, int wake_fd, bool *woken)
{
    int running;

    *woken = false;
    for (;;) {
        struct curl_waitfd wake = {.fd = wake_fd, .events = CURL_WAIT_POLLIN};

        if (curl_multi_perform(http->multi, &running) != CURLM_OK)
            return false;
        take_messages(http);
        if (transfer->done || *woken)
            return true;
        if (curl_multi_poll(http->multi, &wake, wake_fd >= 0 ? 1 : 0, 60000, NULL) != CURLM_OK)
            return false;
        *woken = wake_fd >= 0 && wake.revents;
    }
}

static void read_answer(CURL *easy, struct http_answer *answer)
{
    const char *type = NULL;
    long status = 0;

    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
    answer->status = (int)status;
    if (type)
        snprintf(answer->type, sizeof answer->type, "%.*s", (int)strcspn(type, "; "), type);
}

static bool take_answer(struct transfer *transfer, struct http_answer *out, struct err *err)
{
    if (transfer->code != CURLE_OK)
        return offline(transfer->code, transfer, err);
    read_answer(transfer->easy, &transfer->answer);
    *out = transfer->answer;
    transfer->answer = (struct http_answer){0};
    return true;
}

bool http_do(struct http *http, const struct http_request *request, struct http_answer *out,
             struct err *err)
{
    struct transfer *transfer = &http->now;
    bool woken;
    bool ok;

    begin(http, request, transfer);
    ok = drive(http, transfer, request->wake_fd, &woken) ||
         err_set(err, ERR_INTERNAL, "libcurl gave up on a request");
    if (ok && transfer->done)
        ok = take_answer(transfer, out, err);
    else if (ok)
        *out = (struct http_answer){.woken = true};
    end(http, transfer);
    return ok;
}

void http_wait(struct http *http, const struct http_request *request)
{
    end(http, &http->waiting);
    begin(http, request, &http->waiting);
}

bool http_waits(const struct http *http)
{
    return http->waiting.headers != NULL;
}

bool http_await(struct http *http, int wake_fd, struct http_answer *out, struct err *err)
{
    struct transfer *transfer = &http->waiting;
    bool woken;
    bool ok = drive(http, transfer, wake_fd, &woken) ||
              err_set(err, ERR_INTERNAL, "libcurl gave up on a request");

    if (ok && !transfer->done) {
        *out = (struct http_answer){.woken = true};
        return true;
    }
    ok = ok && take_answer(transfer, out, err);
    end(http, transfer);
    return ok;
}

bool http_expect(const struct http_answer *answer, const char *type, struct err *err)
{
    if (answer->status == 200 && str_equal(answer->type, type))
        return true;
    if (answer->status == 200)
        return err_set(err, ERR_OFFLINE,
                       "what answered is not our server (a sign-in page of this network, perhaps): "
                       "nothing was moved; sign in to the network, or use another");
    if (answer->status >= 300 && answer->status < 400)
        return err_set(err, ERR_OFFLINE,
                       "the network sends us elsewhere (a sign-in page, perhaps): nothing was "
                       "moved; sign in to the network, or use another");
    if (answer->status == 401)
        return err_set(err, ERR_OFFLINE,
                       "the server does not know this kiosk: everything is safe here; ask the "
                       "office for a code and enrol again");
    if (answer->status == 404)
        return err_set(err, ERR_OFFLINE,
                       "the server at this address has no place for our records: check the address "
                       "and the server's version; everything is safe here");
    if (answer->status == 413)
        return err_set(err, ERR_INVALID,
                       "the server finds what we send too large: everything is safe here; tell the "
                       "office, its server or a proxy before it needs a higher limit");
    if (answer->status == 400 || answer->status == 409)
        return err_set(err, ERR_INVALID,
                       "the server refuses what we send: everything is safe here; tell the office "
                       "to look at this kiosk's exceptions");
    if (answer->status == 503)
        return err_set(err, ERR_OFFLINE,
                       "the server is busy: everything is safe here and is sent later");
    return err_set(err, ERR_OFFLINE,
                   "the server answered %d: everything is safe here and is sent later",
                   answer->status);
}
