// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens.h"

const struct screen *const screens_all[] = {
    &screen_out_of_service,
    &screen_new_kiosk,
    &screen_closed,
    &screen_welcome,
    &screen_sitting_in,
    &screen_find,
    &screen_confirm,
    &screen_arrived,
    &screen_preparation,
    &screen_travel,
    &screen_amount,
    &screen_miles,
    &screen_ticket,
    &screen_fee,
    &screen_less,
    &screen_benefits,
    &screen_choices,
    &screen_check,
    &screen_done,
    &screen_leaving,
    &screen_ask,
    // the desk
    &screen_desk_card,
    &screen_desk_pin,
    &screen_desk,
    &screen_desk_float,
    &screen_hand_over,
    NULL,
};
