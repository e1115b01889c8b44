#ifndef SHARED_FORM_H
#define SHARED_FORM_H

#include <stdbool.h>

#include "shared/id.h"

/*
 * A paper form's own id, printed on it before anybody fills it in: ten letters, read out and keyed
 * in fives, or scanned. It is the id of the act of claiming (architecture.md part 5, "Paper is a
 * carrier too"): typed in twice, at whichever kiosk or at the office, it is one claim. The tenth
 * letter checks the others, so that one wrong letter, or two that changed places, is no other form.
 * No I, O or Q: they look like others.
 */
#define FORM_LETTERS 10
#define FORM_CODE_SIZE (FORM_LETTERS + 1)
#define FORM_SHOWN_SIZE (FORM_LETTERS + 2) // "ABCDE FGHJK"
#define FORM_TEXT_SIZE (11 + FORM_LETTERS + 1)

void form_make(char code[static FORM_CODE_SIZE]);

/* What was scanned, or keyed in with or without spaces, in small letters or capitals. */
bool form_parse(char code[static FORM_CODE_SIZE], const char *text);

void form_show(char out[static FORM_SHOWN_SIZE], const char *code);
void form_write(char out[static FORM_TEXT_SIZE], const char *code);

/* The claim that comes of it, and the act of making it. */
struct id form_claim(const char *code);
struct id form_act(const char *code);

#endif
