#ifndef KIOSK_SETTINGS_H
#define KIOSK_SETTINGS_H

#include <stddef.h>

#include "shared/config.h"

/* The kiosk's configuration file, key by key; the first is the display's size. assets/config has it
 * as it is shipped. */
extern const struct config_key settings_keys[];
extern const size_t settings_key_count;

#endif
