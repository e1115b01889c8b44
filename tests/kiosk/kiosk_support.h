#ifndef TESTS_KIOSK_KIOSK_SUPPORT_H
#define TESTS_KIOSK_KIOSK_SUPPORT_H

#include <sqlite3.h>

#include "kiosk/kiosk.h"
#include "kiosk/robot_voice.h"
#include "tests/kiosk/office.h"

/*
 * A whole kiosk without SDL: its records in a folder of their own, an office that enrolled it, one
 * meeting that the host's card opened, and fingers. Everything asserts that it works, and what is
 * to be touched must be on the page that is shown.
 */
struct support {
    struct kiosk kiosk;
    struct ui ui;
    struct office office;
    struct robot_voice voice; // what is said stands there
    char folder[64];
    int touches; // since support_start
    int screens; // shown since then
};

enum support_policy {
    SUPPORT_CASH, // Derbyshire's figures, cash at the desk: 23 November 2026, 9:55
    SUPPORT_BANK, // dcc-2025-26 as it is: 12 November 2025, 9:55
};

/* Opens it all; the meeting starts at 10:00. Once a program is enough: support_start for each test.
 */
void support_open(struct support *support, enum support_policy policy);
/* A second kiosk, B, at the same meeting (SUPPORT_CASH); no host has opened it there. */
void support_join(struct support *support, struct support *first);
void support_open_meeting(struct support *support);
void support_close(struct support *support);

/* The program starts again, as after a kill: what was not committed is gone. */
void support_restart(struct support *support);
/* The same, when the program was told to end, as at a shutdown. */
void support_end(struct support *support);

/* A new visitor: the first screen, and the counts at zero. */
void support_start(struct support *support);

/* £150 are counted in, without the desk. */
void support_open_float(struct support *support);

/* By words, or "#id". */
void support_tap(struct support *support, const char *what);
/* On the screen's keyboard or keypad, whose id is "keys": "DAV", "4.20". */
void support_type(struct support *support, const char *text);
void support_scan(struct support *support, const struct card *card);
void support_scan_text(struct support *support, const char *text);
/* A host or payer, by card and PIN: to the desk. */
void support_unlock(struct support *support, const struct card *card);
/* The same from the first screen's own button; the PIN only if it is asked for. */
void support_to_desk(struct support *support, const struct card *card);
/* On a page of coins: {"£2", "4"}, by the coin's words or id. */
void support_key_coins(struct support *support, const char *const list[][2], size_t count);
#define SUPPORT_KEY_COINS(support, ...)                                                            \
    support_key_coins((support), (const char *const[][2]){__VA_ARGS__},                            \
                      sizeof((const char *const[][2]){__VA_ARGS__}) / sizeof(char *[2]))
/* £22.64 are counted in at the desk, by payer and host, and it is locked again. */
void support_count_in(struct support *support);
void support_photo(struct support *support, const char *file);

/* A small real JPEG in the support's folder; its path. */
const char *support_jpeg(struct support *support);

/* Somebody arrives: by letters, or by card. Ends at the screen "arrived". */
void support_arrive(struct support *support, int person);
void support_arrive_by_card(struct support *support, int person);

/* Somebody claims a bus, with the ticket here; how their screen looks (look.h). No screen is used.
 */
void support_claim(struct support *support, int person, int64_t pence, const char *look);

/* What the office said of them, to be changed as a test needs it. */
struct body_person_expected *support_expected(struct support *support, int person);

/* What is shown. */
void support_is_on(struct support *support, const char *screen);
bool support_sees(const struct support *support, const char *words);     // anywhere in any text
void support_must_see(const struct support *support, const char *words); // or it fails
/* Goes through further pages if need be. */
void support_to_page_of(struct support *support, const char *id);

/* Records of that kind in the kiosk's log. */
int support_count(struct support *support, enum record_kind kind);

/* What the last of them says, into the struct of that kind; there is one. */
void support_last(struct support *support, enum record_kind kind, void *body);

/* A ticket of £4.20 (waiting[0]) and a payment of £43.75 (waiting[1]) of a meeting before are still
 * to come of that person. The test's until the roster is read again. */
struct body_person_expected *support_waits_for(struct support *support, int person);

/* Somebody else in the kiosk's database, which the program itself never lets happen. The caller
 * closes it. */
sqlite3 *support_beside(const struct support *support, const char *sql);

#endif
