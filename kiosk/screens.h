#ifndef KIOSK_SCREENS_H
#define KIOSK_SCREENS_H

#include <stddef.h>

#include "kiosk/screen.h"

/* Every screen there is, in the order somebody might meet them: for going from one to another, for
 * --dump-screens, and for tests that must hold on all. */
extern const struct screen screen_out_of_service; // the disk does not do its work
extern const struct screen screen_new_kiosk;      // not enrolled yet
extern const struct screen screen_too_small;      // no room for large print
extern const struct screen screen_swaps;          // memory would be written to a disk
extern const struct screen screen_measure;        // the display, with a bank card
extern const struct screen screen_closed;         // no meeting is open
extern const struct screen screen_opening;        // a host confirms day and time
extern const struct screen screen_welcome;
extern const struct screen screen_sitting_in;
extern const struct screen screen_find;
extern const struct screen screen_new_here;
extern const struct screen screen_unplanned;
extern const struct screen screen_card;
extern const struct screen screen_confirm;
extern const struct screen screen_arrived;
extern const struct screen screen_together;
extern const struct screen screen_picture;
extern const struct screen screen_remember;
extern const struct screen screen_waiting; // of meetings before
extern const struct screen screen_waiting_check;
extern const struct screen screen_preparation;
extern const struct screen screen_travel;
extern const struct screen screen_amount;
extern const struct screen screen_proof;
extern const struct screen screen_miles;
extern const struct screen screen_ticket;
extern const struct screen screen_way_home;
extern const struct screen screen_costs;
extern const struct screen screen_fee;
extern const struct screen screen_less;
extern const struct screen screen_benefits;
extern const struct screen screen_choices;
extern const struct screen screen_check;
extern const struct screen screen_done;
extern const struct screen screen_bus;
extern const struct screen screen_slip;
extern const struct screen screen_withdraw;
extern const struct screen screen_leaving;
extern const struct screen screen_feedback;
extern const struct screen screen_ask;
extern const struct screen screen_unsure;
extern const struct screen screen_desk_card;
extern const struct screen screen_desk_pin;
extern const struct screen screen_desk_tin;
extern const struct screen screen_desk_tasks;
extern const struct screen screen_desk_form;
extern const struct screen screen_practice;
extern const struct screen screen_desk;
extern const struct screen screen_desk_ticket;
extern const struct screen screen_desk_before; // tickets of meetings before
extern const struct screen screen_desk_more;
extern const struct screen screen_desk_other;
extern const struct screen screen_desk_slip;
extern const struct screen screen_desk_float;
extern const struct screen screen_desk_count;
extern const struct screen screen_desk_close;
extern const struct screen screen_hand_over;
extern const struct screen screen_next_time;
extern const struct screen screen_desk_people; // for hosts: the people of the meeting
extern const struct screen screen_desk_late;
extern const struct screen screen_desk_arrival;
extern const struct screen screen_desk_photos;

extern const struct screen *const screens_all[]; // ends with NULL

#endif
