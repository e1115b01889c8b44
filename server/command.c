// SPDX-License-Identifier: Apache-2.0
#include "server/command.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "server/office.h"
#include "server/remade.h"
#include "server/settings.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/mem.h"
#include "shared/str.h"

#define SECRET_MAX 256

int command_fail(const struct err *err)
{
    fprintf(stderr, "diolch-server: %s\n", err->text);
    return COMMAND_FAILED;
}

bool command_open(const char *config, struct office *office, struct db **db, struct err *err)
{
    struct settings settings;

    if (!settings_read(&settings, config, err)) {
        if (err->kind == ERR_NOT_FOUND)
            err_set(err, ERR_NOT_FOUND,
                    "there is no %s: make it with diolch-server --config %s init", config, config);
        return false;
    }
    *db = NULL;
    if (!office_open(office, &settings, err))
        return false;
    if (office_connect(office, db, err) && remade_bring_up(*db, office, err))
        return true;
    command_close(office, *db);
    return false;
}

void command_close(struct office *office, struct db *db)
{
    db_close(db);
    office_close(office);
}

static bool read_line(char *out, int size)
{
    size_t length;

    if (!fgets(out, size, stdin))
        return false;
    length = strlen(out);
    if (length > 0 && out[length - 1] == '\n')
        out[--length] = '\0';
    else if (!feof(stdin))
        return false; // longer than anything we take
    if (length > 0 && out[length - 1] == '\r')
        out[length - 1] = '\0';
    return out[0] != '\0';
}

static bool ask_unseen(const char *question, char *out, int size)
{
    struct termios before;
    struct termios unseen;
    bool ok;

    fprintf(stderr, "%s: ", question);
    fflush(stderr);
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return false;
    unseen = before;
    unseen.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
    ok = read_line(out, size);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fputc('\n', stderr);
    return ok;
}

bool command_ask_secret(const char *question, char *out, int size, struct err *err)
{
    char again[SECRET_MAX];
    bool same;

    if (!isatty(STDIN_FILENO))
        return read_line(out, size) ||
               err_set(err, ERR_INVALID, "give it as one line on standard input");
    if (!ask_unseen(question, out, size) || !ask_unseen("The same again", again, sizeof again))
        return err_set(err, ERR_INVALID, "nothing was typed");
    same = str_equal(out, again);
    mem_wipe(again, sizeof again);
    return same || err_set(err, ERR_INVALID, "the two were not the same: begin again");
}
