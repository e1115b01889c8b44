// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/kiosk_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/log.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

static double width(void *data, const char *text, size_t length, double cap_mm, bool bold)
{
    size_t letters = 0;

    (void)data;
    for (size_t i = 0; i < length; i++)
        letters += ((unsigned char)text[i] & 0xC0) != 0x80;
    return (double)letters * cap_mm * (bold ? 0.8 : 0.75);
}

static double em(void *data, double cap_mm)
{
    (void)data;
    return cap_mm / 0.668;
}

static const struct ui_metrics metrics = {.width = width, .em = em};
static const struct ui_display display = {1920, 1080, 476, 268};

static char *in_folder(const struct support *support, const char *name)
{
    static char paths[6][128];
    static size_t turn;
    char *path = paths[turn++ % 6];

    snprintf(path, sizeof paths[0], "%s/%s", support->folder, name);
    return path;
}

static void settle(struct support *support)
{
    const struct screen *before = support->kiosk.stage.screen;

    stage_event(&support->kiosk.stage, NULL);
    support->screens += support->kiosk.stage.screen != before;
}

static void happen(struct support *support, const struct ui_event *event)
{
    const struct screen *before = support->kiosk.stage.screen;

    stage_event(&support->kiosk.stage, event);
    support->screens += support->kiosk.stage.screen != before;
}

static void tie(struct support *support)
{
    struct stage *stage = &support->kiosk.stage;

    ui_init(&support->ui, &display, &metrics);
    kiosk_begin(&support->kiosk, &support->ui);
    stage->listen.speaker = true;
    robot_voice_init(&support->voice);
    listen_begin(&stage->listen, &support->ui, &support->voice.voice);
}

static const char *policy_of(enum support_policy policy)
{
    return policy == SUPPORT_BANK ? TEST_POLICIES "/dcc-2025-26.json" : TEST_POLICIES "/demo.json";
}

// A kiosk that no office knows yet.
static void start(struct support *support)
{
    struct kiosk_folders folders;

    memset(support, 0, sizeof *support);
    str_copy(support->folder, sizeof support->folder, "kiosk.XXXXXX");
    assert_non_null(mkdtemp(support->folder));
    folders = (struct kiosk_folders){in_folder(support, "data"), in_folder(support, "out"),
                                     in_folder(support, "in"), in_folder(support, "run"),
                                     in_folder(support, "camera")};
    tie(support);
    kiosk_open(&support->kiosk, &folders);
    kiosk_home(&support->kiosk);
    settle(support);
    support_is_on(support, "new-kiosk");
}

void support_open_meeting(struct support *support)
{
    kiosk_receive(&support->kiosk);
    settle(support);
    support_is_on(support, "closed");
    support_scan(support, &support->office.host);
    support_is_on(support, "opening");
    support_tap(support, "#open");
    support_is_on(support, "welcome");
}

void support_open(struct support *support, enum support_policy policy)
{
    int64_t now;
    struct err err;

    check_ok(words_open(TEST_WORDS, &err), &err);
    assert_true(
        when_read(&now, policy == SUPPORT_BANK ? "2025-11-12T09:55:00Z" : "2026-11-23T09:55:00Z"));
    when_start_at(now);
    start(support);
    check_ok(office_open(&support->office, &support->kiosk.store, policy_of(policy), &err), &err);
    support_open_meeting(support);
}

void support_join(struct support *support, struct support *first)
{
    struct err err;

    start(support);
    check_ok(office_join(&support->office, &support->kiosk.store, &first->office,
                         &first->kiosk.store, policy_of(SUPPORT_CASH), &err),
             &err);
    kiosk_receive(&first->kiosk);
    settle(first);
}

void support_close(struct support *support)
{
    stage_clear(&support->kiosk.stage);
    kiosk_close(&support->kiosk);
    office_close(&support->office);
    ui_clear(&support->ui);
    robot_voice_clear(&support->voice);
}

void support_end(struct support *support)
{
    struct kiosk_folders folders = {in_folder(support, "data"), in_folder(support, "out"),
                                    in_folder(support, "in"), in_folder(support, "run"),
                                    in_folder(support, "camera")};

    stage_clear(&support->kiosk.stage);
    kiosk_close(&support->kiosk);
    ui_clear(&support->ui);
    robot_voice_clear(&support->voice);
    memset(&support->kiosk, 0, sizeof support->kiosk);
    tie(support);
    kiosk_open(&support->kiosk, &folders);
    kiosk_home(&support->kiosk);
    settle(support);
    support_is_on(support, kiosk_is_open(&support->kiosk) ? "welcome" : "closed");
}

void support_restart(struct support *support)
{
    visit_forget(&support->kiosk.visit);
    support_end(support);
}

void support_start(struct support *support)
{
    ui_forget(&support->ui);
    kiosk_home(&support->kiosk);
    settle(support);
    support_is_on(support, "welcome");
    support->touches = support->screens = 0;
}

void support_open_float(struct support *support)
{
    struct body_float body = {.float_id = id_new(),
                              .pence = 15000,
                              .by = support->office.payer_id,
                              .witness = support->office.host_id};
    struct err err;

    check_ok(store_save(&support->kiosk.store, RECORD_FLOAT_OPENED, id_new(),
                        support->kiosk.roster.meeting, &body, &err),
             &err);
}

static void touch(struct support *support, const struct ui_node *node, const char *what)
{
    struct ui_event event = {.kind = UI_TOUCHED};

    if (!node || !node->touchable)
        fail_msg("there is no \"%s\" to touch on %s", what, support->kiosk.stage.screen->name);
    event.id = node->id;
    support->touches++;
    happen(support, &event);
}

void support_tap(struct support *support, const char *what)
{
    touch(support, *what == '#' ? ui_node(&support->ui, what + 1) : ui_find(&support->ui, what),
          what);
}

void support_type(struct support *support, const char *text)
{
    char id[UI_ID_SIZE];

    for (; *text; text += str_char_length(text)) {
        if (*text == '.')
            snprintf(id, sizeof id, "keys.point");
        else if (*text >= 'A' && *text <= 'Z')
            snprintf(id, sizeof id, "keys.%c", *text - 'A' + 'a');
        else
            snprintf(id, sizeof id, "keys.%c", *text);
        touch(support, ui_node(&support->ui, id), id);
    }
}

void support_scan(struct support *support, const struct card *card)
{
    char text[CARD_TEXT_SIZE];
    struct ui_event event = {.kind = UI_SCANNED, .text = text};

    card_write(text, card);
    happen(support, &event);
}

void support_scan_text(struct support *support, const char *text)
{
    struct ui_event event = {.kind = UI_SCANNED, .text = text};

    happen(support, &event);
}

void support_unlock(struct support *support, const struct card *card)
{
    support_start(support);
    support_scan(support, card);
    support_is_on(support, "desk-pin");
    support_type(support, OFFICE_PIN);
    support_tap(support, "#unlock");
    support_is_on(support, "desk");
}

void support_to_desk(struct support *support, const struct card *card)
{
    support_tap(support, "Desk");
    support_scan(support, card);
    if (str_equal(support->kiosk.stage.screen->name, "desk-pin")) {
        support_type(support, OFFICE_PIN);
        support_tap(support, "Unlock");
    }
    support_is_on(support, "desk");
}

void support_key_coins(struct support *support, const char *const list[][2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        support_tap(support, list[i][0]);
        support_type(support, list[i][1]);
    }
}

void support_count_in(struct support *support)
{
    support_to_desk(support, &support->office.payer);
    support_tap(support, "Float");
    support_tap(support, "Count the float in");
    SUPPORT_KEY_COINS(support, {"£5", "2"}, {"£2", "4"}, {"£1", "3"}, {"50p", "2"}, {"20p", "3"},
                      {"2p", "2"});
    support_scan(support, &support->office.host);
    support_tap(support, "Count it in");
    support_is_on(support, "desk");
    support_tap(support, "Lock");
}

void support_claim(struct support *support, int person, int64_t pence, const char *look)
{
    struct visit_place place = kiosk_visit_place(&support->kiosk);
    struct visit visit = {0};
    struct visit_line *bus;
    struct err err;

    when_advance(1000);
    visit_begin(&visit, support->office.people[person], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place, &err), &err);
    bus = visit_add_line(&visit, POLICY_BUS);
    bus->pence = pence;
    bus->proof = VISIT_HERE;
    str_copy(visit.look, sizeof visit.look, look);
    check_ok(visit_save(&visit, &place, &err), &err);
    visit_forget(&visit);
}

void support_photo(struct support *support, const char *file)
{
    struct ui_event event = {.kind = UI_TAKEN, .text = file};

    happen(support, &event);
}

const char *support_jpeg(struct support *support)
{
    char *path = in_folder(support, "ticket.jpg");
    struct bytes jpeg = {0};
    struct err err;

    place_jpeg(&jpeg);
    check_ok(bytes_write_file(path, jpeg.data, jpeg.length, 0600, &err), &err);
    bytes_clear(&jpeg);
    return path;
}

void support_arrive(struct support *support, int person)
{
    char letters[64];

    assert_true(str_fold(letters, sizeof letters, office_names[person][0]));
    letters[3] = '\0';
    for (char *at = letters; *at; at++)
        *at = (char)(*at - 'a' + 'A');
    support_start(support);
    support_tap(support, "#sign.en");
    support_type(support, letters);
    support_tap(support, "Next");
    support_tap(support, "#name.1");
    support_tap(support, "#yes");
    support_is_on(support, "arrived");
}

void support_arrive_by_card(struct support *support, int person)
{
    support_start(support);
    support_scan(support, &support->office.members[person]);
    support_is_on(support, "confirm");
    support_tap(support, "#yes");
    support_is_on(support, "arrived");
}

struct body_person_expected *support_expected(struct support *support, int person)
{
    struct roster *roster = &support->kiosk.roster;

    for (size_t i = 0; i < roster->count; i++)
        if (id_equal(roster->people[i].expected.person, support->office.people[person]))
            return &roster->people[i].expected;
    fail();
    return NULL;
}

void support_is_on(struct support *support, const char *screen)
{
    assert_string_equal(support->kiosk.stage.screen->name, screen);
}

bool support_sees(const struct support *support, const char *words)
{
    const struct ui *ui = &support->ui;
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);

    for (size_t i = 0; i < count; i++)
        if (strstr(ui_text(ui, all[i]), words) || strstr(ui_second_text(ui, all[i]), words) ||
            strstr(ui_value_text(ui, all[i]), words))
            return true;
    return false;
}

void support_must_see(const struct support *support, const char *words)
{
    if (!support_sees(support, words))
        fail_msg("\"%s\" is not to be seen on %s", words, support->kiosk.stage.screen->name);
}

void support_to_page_of(struct support *support, const char *id)
{
    for (int i = 0; i < 10 && !ui_node(&support->ui, id); i++)
        support_tap(support, "#more");
    assert_non_null(ui_node(&support->ui, id));
}

struct counting {
    enum record_kind kind;
    int count;
};

static bool count_one(const struct record *record, void *context, struct err *err)
{
    struct counting *counting = context;

    (void)err;
    counting->count += record->kind == counting->kind;
    return true;
}

int support_count(struct support *support, enum record_kind kind)
{
    struct counting counting = {.kind = kind};
    struct store *store = &support->kiosk.store;
    struct err err;

    check_ok(log_each(store->db, store->log_id, 0, count_one, &counting, &err), &err);
    return counting.count;
}

struct last {
    enum record_kind kind;
    void *body;
    bool found;
};

static bool read_last(const struct record *record, void *context, struct err *err)
{
    struct last *last = context;

    if (record->kind != last->kind)
        return true;
    last->found = true;
    return body_read(record, last->body, err);
}

void support_last(struct support *support, enum record_kind kind, void *body)
{
    struct last last = {.kind = kind, .body = body};
    struct store *store = &support->kiosk.store;
    struct err err;

    check_ok(log_each(store->db, store->log_id, 0, read_last, &last, &err), &err);
    assert_true(last.found);
}

struct body_person_expected *support_waits_for(struct support *support, int person)
{
    struct body_person_expected *body = support_expected(support, person);

    body->waiting_count = 2;
    body->waiting[0] = (struct body_waiting){.claim = id_new(),
                                             .ref = "X1",
                                             .code = "bus",
                                             .pence = 420,
                                             .date = "2026-10-26",
                                             .until = "2027-03-31"};
    body->waiting[1] = body->waiting[0];
    body->waiting[1].ref[0] = '\0';
    body->waiting[1].pence = 4375;
    str_copy(body->waiting[1].code, sizeof body->waiting[1].code, "fee");
    return body;
}

sqlite3 *support_beside(const struct support *support, const char *sql)
{
    sqlite3 *beside;

    assert_int_equal(sqlite3_open(support->kiosk.store.database, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, sql, NULL, NULL, NULL), SQLITE_OK);
    return beside;
}
