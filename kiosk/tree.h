#ifndef KIOSK_TREE_H
#define KIOSK_TREE_H

#include "kiosk/ui.h"
#include "shared/bytes.h"

/*
 * What is to be seen, as JSON (contract.md, "The tree"): the nodes in reading order, in pixels of
 * the picture beside it. Beyond the contract's fields a node has "second" and "value".
 */
void tree_write(struct bytes *out, const struct ui *ui, const char *screen);

#endif
