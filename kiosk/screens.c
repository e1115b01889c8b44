// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens.h"

const struct screen *const screens_all[] = {
    &screen_out_of_service,
    &screen_new_kiosk,
    &screen_closed,
    &screen_welcome,
    &screen_ask,
    // the desk
    &screen_desk_card,
    &screen_desk_pin,
    &screen_desk,
    &screen_desk_float,
    &screen_hand_over,
    NULL,
};
