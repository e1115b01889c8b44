// SPDX-License-Identifier: Apache-2.0

// /api/status: how the server itself is.

#include "server/routes.h"

#include "server/api_write.h"
#include "server/certificate.h"
#include "shared/json.h"
#include "shared/when.h"

static const char *advice_of(const struct settings *settings)
{
    static const char *const words[] = {
        [SETTINGS_ADVICE_NOBODY] = "nobody",
        [SETTINGS_ADVICE_UNCHECKED] = "unchecked",
        [SETTINGS_ADVICE_CHECKED] = "checked",
    };
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    return words[settings_advice(settings, today)];
}

static void get(struct request *request)
{
    struct bytes *out = &request->answer;
    struct certificate_facts certificate;
    struct err err;

    if (!certificate_read(&certificate, bytes_text(&request->office->certificate), &err)) {
        request_fail(request, &err);
        return;
    }
    json_begin(out, NULL, '{');
    json_put_text(out, "version", DIOLCH_VERSION);
    api_write_instant(out, "now", when_now_ms());
    json_begin(out, "backup", '{');
    json_put_null(out, "last_tested");
    json_put_text(out, "text",
                  "There is no tested backup. Kiosks keep all their records until there is one.");
    json_end(out, '}');
    json_begin(out, "certificate", '{');
    json_put_text(out, "fingerprint", certificate.fingerprint);
    api_write_instant(out, "until", certificate.until_ms);
    json_end(out, '}');
    json_put_text(out, "advice", advice_of(&request->office->settings));
    json_put_bool(out, "demonstration", request->office->settings.demonstration);
    json_end(out, '}');
    request_answer_json(request, 200);
}

const struct request_route api_status_routes[] = {
    {"GET", "/api/status", REQUEST_USER, get, 0},
    {0},
};
