#ifndef SERVER_EXPORT_H
#define SERVER_EXPORT_H

#include "server/meetings.h"
#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"

/*
 * What "export" can make, one file each. argv[0] is what was asked for ("cards"); each answers the
 * program's exit status, as command.h has it.
 */
int export_cash(const char *config, int argc, char **argv);
int export_cards(const char *config, int argc, char **argv);
int export_forms(const char *config, int argc, char **argv);
int export_tin(const char *config, int argc, char **argv);

/* The meeting of that code; ERR_NOT_FOUND with what to do. */
bool export_find_meeting(struct db *db, const struct office *office, const char *code,
                         struct meetings_meeting *out, struct err *err);

/* Where the console's fonts are. */
#define EXPORT_PATH_SIZE (SETTINGS_PATH_SIZE + 16)
void export_fonts(char out[static EXPORT_PATH_SIZE], const struct office *office);

#endif
