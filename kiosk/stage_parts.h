#ifndef KIOSK_STAGE_PARTS_H
#define KIOSK_STAGE_PARTS_H

#include "kiosk/stage.h"

/* What the files of stage share. */
void stage_show_over(struct stage *stage, enum stage_over over);

/* Help, and how the screen looks. */
void stage_frame_help(const struct stage *stage, struct ui *ui);
void stage_frame_helped(struct ui *ui);
void stage_frame_sizes(struct ui *ui);
void stage_frame_colours(struct ui *ui);
void stage_frame_privacy(struct ui *ui);
void stage_frame_languages(struct ui *ui);

/* "Please wait"; and all that an event leads to, so that it is known how long its work took. */
void stage_frame_wait(struct ui *ui);
void stage_act_begin(struct stage *stage);
void stage_act_end(struct stage *stage);

/* Their buttons, and those of the bar that change how it looks. False for all others. */
bool stage_answers_look(struct stage *stage, const char *id);

/* STAGE_SOUND: how it is read, and the person's number and amounts once more. */
void stage_frame_sound(const struct stage *stage, struct ui *ui);

/* Listen, and the buttons that say how it is read; they are keys too, so a button need not be
 * there. False for all others. */
bool stage_answers_sound(struct stage *stage, const char *id);

#endif
