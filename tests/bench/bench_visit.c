// SPDX-License-Identifier: Apache-2.0

// bench_visit TIMES: one person's claim with two journeys, saved and then changed again and again;
// each save is one touch. In a new folder of the one it is started in, so that it is on that disk.

#include <stdio.h>
#include <stdlib.h>

#include "shared/mem.h"
#include "tests/bench/bench.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

static struct place place;

static void answer(struct visit *visit)
{
    struct visit_line *bus = visit_add_line(visit, POLICY_BUS);
    struct visit_line *car = visit_add_line(visit, POLICY_MILEAGE_CAR);

    visit->prep_minutes = 60;
    bus->pence = 420;
    bus->proof = VISIT_LOST;
    car->milli_miles = 12300;
    visit->fee = VISIT_FEE_BANK;
    visit->choices[0] = VISIT_NO;
}

int main(int argc, char **argv)
{
    size_t times = argc == 2 ? bench_count(argv[1]) : 1;
    double *save = mem_new(times, sizeof *save);
    double *post = mem_new(times, sizeof *post);
    struct visit visit = {0};
    struct err err;

    place_open(&place, true);
    place_open_meeting(&place);
    visit_begin(&visit, place.office.people[0], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    answer(&visit);
    for (size_t i = 0; i < times; i++) {
        double begin = bench_us();

        visit_line(&visit, POLICY_BUS)->pence = 420 + (int64_t)i % 100;
        check_ok(visit_save(&visit, &place.visit, &err), &err);
        save[i] = bench_us() - begin;
        begin = bench_us();
        check_ok(store_post(&place.store, &err), &err);
        post[i] = bench_us() - begin;
    }
    bench_say("save_ms", bench_median(save, times) / 1000);
    bench_say("post_ms", bench_median(post, times) / 1000);
    visit_forget(&visit);
    place_close(&place);
    free(save);
    free(post);
    return 0;
}
