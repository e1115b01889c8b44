// SPDX-License-Identifier: Apache-2.0

#include "kiosk/robot_voice.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "kiosk/voice.h"
#include "shared/json.h"
#include "shared/str.h"
#include "shared/when.h"

#define MS_A_LETTER 80 // 125 words a minute

static void end_line(struct robot_voice *robot, bool interrupted)
{
    if (robot->line.length == 0)
        return;
    json_put_bool(&robot->line, "interrupted", interrupted);
    json_end(&robot->line, '}');
    bytes_add_text(&robot->line, "\n");
    if (robot->log >= 0 &&
        write(robot->log, robot->line.data, robot->line.length) != (ssize_t)robot->line.length) {
        close(robot->log);
        robot->log = -1;
    }
    bytes_clear(&robot->line);
}

static void begin_line(struct robot_voice *robot, const struct listen_words *words)
{
    struct bytes *line = &robot->line;

    json_begin(line, NULL, '{');
    json_put_int(line, "at_ms", when_now_ms());
    json_put_text(line, "text", words->text);
    json_put_text(line, "lang", words_code(words->lang));
    json_put_bool(line, "private", words->private);
    json_put_text(line, "sink", words->sink == LISTEN_HEADPHONES ? "headphones" : "speaker");
    json_put_int(line, "speed", voice_speed_percent(words->speed));
    json_put_int(line, "volume", voice_volume_db(words->volume));
}

static bool say(void *data, const struct listen_words *words)
{
    struct robot_voice *robot = data;

    end_line(robot, false);
    begin_line(robot, words);
    bytes_add_text(&robot->heard, words->text);
    bytes_add_text(&robot->heard, "\n");
    robot->until_ms = when_monotonic_ms() + (int64_t)strlen(words->text) * MS_A_LETTER * 100 /
                                                voice_speed_percent(words->speed);
    return true;
}

static bool chime(void *data, enum listen_sink sink, int volume)
{
    const struct listen_words words = {
        .text = "(chime)", .sink = sink, .speed = VOICE_SPEED_USUAL, .volume = volume};

    return say(data, &words);
}

static void stop(void *data)
{
    struct robot_voice *robot = data;

    end_line(robot, when_monotonic_ms() < robot->until_ms);
    robot->until_ms = 0;
}

static bool is_over(void *data, int64_t *ask_ms)
{
    struct robot_voice *robot = data;
    int64_t left = robot->until_ms - when_monotonic_ms();

    *ask_ms = left > 0 ? left : -1;
    return left <= 0;
}

void robot_voice_init(struct robot_voice *robot)
{
    *robot = (struct robot_voice){.voice = {robot, say, chime, stop, is_over}, .log = -1};
}

bool robot_voice_log(struct robot_voice *robot, const char *path, struct err *err)
{
    robot->log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return robot->log >= 0 || err_set(err, ERR_INVALID, "cannot write %s", path);
}

void robot_voice_forget(struct robot_voice *robot)
{
    bytes_clear(&robot->heard);
}

void robot_voice_clear(struct robot_voice *robot)
{
    end_line(robot, true);
    bytes_clear(&robot->heard);
    if (robot->log >= 0)
        close(robot->log);
    robot->log = -1;
}
