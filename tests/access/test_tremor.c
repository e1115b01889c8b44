// SPDX-License-Identifier: Apache-2.0

// t_tremor: on every screen, thousands of presses by a hand that trembles. Aim is off by a normal
// error of 4 mm each way; a press is 2 to 5 contacts, 60 to 300 ms apart, each aimed anew; a palm
// comes down beside. After a press that counts the screen may change under the hand. What is
// touched other than what was meant, or twice, is a wrong activation: at most 0.1 % (TGT-03, 07,
// 08, 09, 12).
//
// Keys are the exception that TGT-04 makes: 15 mm with 2.54 between cannot keep 0.1 % at 4 mm. What
// a key gets wrong is a letter that is seen and taken back, so they are counted apart, against what
// their size makes inevitable.
//
// The seed is fixed.

#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/touch.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/access/every.h"

#define SIGMA 4.0
// Percent of contacts beyond 7.5 + 2.54 mm on either side, across or down: 4 Q(10.04 / 4).
#define KEYS_INEVITABLE 2.4

struct tally {
    int64_t presses, right, wrong, twice;
};

#define PRESSES 60      // a page
#define PRESSES_FULL 25 // in each of all the looks
#define SAMPLE 3        // looks

static struct every every;
static struct tally buttons, letters;
static struct ui other; // the screen that may come after
static uint64_t seed = 20261123;

// xorshift64*: the same on every machine.
static double chance(void)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (double)((seed * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

static double between(double low, double high)
{
    return low + (high - low) * chance();
}

static double error(void)
{
    double radius = sqrt(-2 * log(1 - chance()));

    return SIGMA * radius * cos(2 * 3.14159265358979 * chance());
}

static const struct ui_node *any_target(const struct ui *ui)
{
    const struct ui_node *found[UI_NODES_MAX];
    size_t count = 0;

    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].placed && ui->nodes[i].touchable)
            found[count++] = &ui->nodes[i];
    return count ? found[(size_t)(chance() * (double)count)] : NULL;
}

// One press: what is shown under the hand, and since when.
struct press {
    struct touch touch;
    struct ui *ui;
    int64_t changed_ms;
    const struct ui_node *meant;
    bool changes; // the screen does, once it was touched
    int right, wrong;
};

static void count(struct press *press, const char *id)
{
    if (press->ui != &other && str_equal(id, press->meant->id))
        press->right++;
    else
        press->wrong++;
    if (press->changes && press->ui != &other) {
        press->ui = &other;
        press->changed_ms = when_monotonic_ms();
    }
}

static void contact(struct press *press, bool palm)
{
    double x = press->meant->box.x + press->meant->box.w / 2 + error();
    double y = press->meant->box.y + press->meant->box.h / 2 + error();
    double palm_x = x + between(-60, 60), palm_y = y + between(30, 90);
    char id[UI_ID_SIZE];

    touch_down(&press->touch, press->ui, 1, x, y, when_monotonic_ms() - press->changed_ms);
    when_advance((int64_t)between(20, 120));
    if (palm) {
        touch_down(&press->touch, press->ui, 2, palm_x, palm_y,
                   when_monotonic_ms() - press->changed_ms);
        when_advance((int64_t)between(0, 60));
    }
    if (touch_up(&press->touch, press->ui, 1, x + error() / 4, y + error() / 4, id))
        count(press, id);
    if (palm && touch_up(&press->touch, press->ui, 2, palm_x, palm_y, id))
        count(press, id);
}

static void press_once(struct every *e)
{
    struct press press = {.ui = &e->ui,
                          .changed_ms = when_monotonic_ms() - 60000,
                          .meant = any_target(&e->ui),
                          .changes = chance() < 0.5};
    struct tally *tally;
    int contacts = 2 + (int)(4 * chance());
    int palm_at = (int)(2.0 * contacts * chance()); // or never

    if (!press.meant)
        return;
    tally = press.meant->role == UI_KEY ? &letters : &buttons;
    press.changes = press.changes && press.meant->role != UI_KEY; // a key types; nothing else
    for (int i = 0; i < contacts; i++) {
        contact(&press, i == palm_at);
        when_advance((int64_t)between(60, 300));
    }
    tally->presses++;
    tally->right += press.right > 0;
    tally->wrong += press.wrong > 0;
    tally->twice += press.right > 1;
}

static void keep_for_later(struct every *e)
{
    struct ui *ui = &e->ui;

    other.display = ui->display;
    memcpy(other.nodes, ui->nodes, UI_NODES_MAX * sizeof *ui->nodes);
    other.node_count = ui->node_count;
}

static void tremble(struct every *e)
{
    for (int i = 0; i < (e->full ? PRESSES_FULL : PRESSES); i++)
        press_once(e);
    keep_for_later(e); // the page that comes after the next one's presses
}

static double percent(int64_t part, int64_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void test_tremor__touches_nothing_that_was_not_meant(void **state)
{
    struct every_test test = {"t_tremor", tremble, 0, 0};

    (void)state;
    ui_init(&other, &(struct ui_display){1920, 1080, 476, 268}, NULL);
    every_walk(&every, EVERY_LAYOUT, SAMPLE, &test, 1);
    ui_clear(&other);
    test.checks = (long)(buttons.presses + letters.presses);
    print_message("%lld presses of buttons: %.2f %% count, %.3f %% wrong, %lld twice\n",
                  (long long)buttons.presses, percent(buttons.right, buttons.presses),
                  percent(buttons.wrong, buttons.presses), (long long)buttons.twice);
    print_message("%lld presses of keys: %.2f %% count, %.2f %% another key, %lld twice\n",
                  (long long)letters.presses, percent(letters.right, letters.presses),
                  percent(letters.wrong, letters.presses), (long long)letters.twice);
    every_passed(&every, &test, 10000);
    assert_true(buttons.presses > 1000 && letters.presses > 1000);
    assert_int_equal(buttons.twice, 0);
    assert_true(percent(buttons.wrong, buttons.presses) <= 0.1);
    assert_true(percent(buttons.right, buttons.presses) > 98);
    assert_true(percent(letters.wrong, letters.presses) <= KEYS_INEVITABLE);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_tremor__touches_nothing_that_was_not_meant),
    };
    int failed;

    every_open(&every, argc, argv);
    failed = cmocka_run_group_tests(list, NULL, NULL);
    every_close(&every);
    return failed;
}
