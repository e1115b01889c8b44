// SPDX-License-Identifier: Apache-2.0
#include "kiosk/settings.h"

const struct config_key settings_keys[] = {
    {"display", "size", "1920x1080@476x268",
     "Pixels, then the lit part's width and height in mm, measured with a ruler."},
    {"display", "full_screen", "1", "1 for a kiosk; 0 for a window."},
    {"kiosk", "data", "/var/lib/diolch/kiosk",
     "Records and the kiosk's key; this program's alone."},
    {"kiosk", "out", "/var/lib/diolch/out", "What the agent carries to the office."},
    {"kiosk", "in", "/var/lib/diolch/in", "What the agent brought; the agent's own folder."},
    {"kiosk", "run", "/run/diolch", "Memory, not disk: where the open meeting's key lives."},
    {"kiosk", "camera", "/var/lib/diolch/camera",
     "A folder for a scanner: JPEGs of tickets, and codes of cards in .code files."},
};
const size_t settings_key_count = sizeof settings_keys / sizeof settings_keys[0];
