// SPDX-License-Identifier: Apache-2.0

// /console/: the console's pages, read from their folder at each request, so that nothing else is
// ever served: a name is letters, digits, '-' and '_' and one of the endings below.

#include "server/routes.h"

#include <stdio.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/outbox.h"

#define FILE_MAX ((size_t)4 * 1024 * 1024)
#define PATH_SIZE 1024

static const char POLICY[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"; // no string becomes markup, even by mistake

static const char *type_of(const char *name)
{
    static const struct {
        const char *ending;
        const char *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".ttf", "font/ttf"},
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (outbox_ends(name, types[i].ending))
            return types[i].type;
    return NULL;
}

static bool is_plain(const char *name)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    return name[0] != '.' && name[strspn(name, letters)] == '\0' && !strstr(name, "..");
}

static void serve(struct request *request, const char *folder, const char *name)
{
    const char *type = type_of(name);
    char path[PATH_SIZE];
    struct err err;

    if (!type || !is_plain(name) || !is_plain(folder)) {
        request_refuse(request, 404, "not_found", "There is nothing at this address.");
        return;
    }
    snprintf(path, sizeof path, "%s/%s%s%s", request->office->settings.console, folder,
             folder[0] ? "/" : "", name);
    if (!bytes_read_file(&request->answer, path, FILE_MAX, &err)) {
        if (err.kind == ERR_NOT_FOUND)
            request_refuse(request, 404, "not_found", "There is nothing at this address.");
        else
            request_fail(request, &err);
        return;
    }
    request_add_header(request, "Content-Security-Policy", POLICY);
    request_add_header(request, "Referrer-Policy", "no-referrer");
    request_add_header(request, "X-Frame-Options", "DENY");
    request_answer(request, 200, type);
}

static void get_file(struct request *request)
{
    serve(request, "", request->args[0]);
}

static void get_nested(struct request *request)
{
    serve(request, request->args[0], request->args[1]);
}

static void get_index(struct request *request)
{
    serve(request, "", "index.html");
}

static void go(struct request *request)
{
    request_add_header(request, "Location", "/console/");
    request_answer(request, 303, NULL);
}

const struct request_route console_routes[] = {
    {"GET", "/", REQUEST_OPEN, go, 0},
    {"GET", "/console", REQUEST_OPEN, go, 0},
    {"GET", "/console/", REQUEST_OPEN, get_index, 0},
    {"GET", "/console/*", REQUEST_OPEN, get_file, 0},
    {"GET", "/console/*/*", REQUEST_OPEN, get_nested, 0},
    {0},
};
