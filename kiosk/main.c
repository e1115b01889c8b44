// SPDX-License-Identifier: Apache-2.0

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <SDL.h>

#include "kiosk/assets.h"
#include "kiosk/camera.h"
#include "kiosk/display.h"
#include "kiosk/dump.h"
#include "kiosk/example.h"
#include "kiosk/headphones.h"
#include "kiosk/input.h"
#include "kiosk/kiosk.h"
#include "kiosk/options.h"
#include "kiosk/practice.h"
#include "kiosk/question.h"
#include "kiosk/refusal.h"
#include "kiosk/render.h"
#include "kiosk/render_slip.h"
#include "kiosk/robot.h"
#include "kiosk/screens.h"
#include "kiosk/settings.h"
#include "kiosk/speech.h"
#include "kiosk/stage.h"
#include "kiosk/unseen.h"
#include "kiosk/words.h"
#include "shared/config.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

static int failed(const struct err *err)
{
    fprintf(stderr, "diolch-kiosk: %s\n", err->text);
    return 1;
}

// One running kiosk, and all it stands on.
struct program {
    const struct options *options;
    struct ui_display display;
    bool full_screen;
    bool swap_encrypted;
    char assets[4096];
    char voices[4200];     // recordings
    struct config *config; // NULL: only pictures are wanted
    struct render *render;
    struct ui ui;
    struct kiosk kiosk;
    struct input *input;
    struct headphones headphones;
    struct speech *speech;
};

// What the command line says, else what was measured with a card, else what is configured.
static bool find_display(struct program *program, struct err *err)
{
    const struct config *config = program->config;
    struct err no;

    if (program->options->display)
        return display_parse(&program->display, program->options->display, err);
    if (!config)
        return display_parse(&program->display, settings_keys[0].otherwise, err);
    if (!display_parse(&program->display, config_text(config, "display", "size"), err))
        return false;
    if (!display_recall(&program->display, config_text(config, "kiosk", "data"), &program->display,
                        &no) &&
        no.kind != ERR_NOT_FOUND)
        fprintf(stderr, "diolch-kiosk: %s\n", no.text);
    return true;
}

static bool read_habits(struct program *program, struct err *err)
{
    const struct config *config = program->config;
    int64_t idle = 0;
    int64_t calls = 0;

    if (!config_int(config, "kiosk", "keep_days", (struct config_range){1, 366},
                    &program->kiosk.keep_days, err) ||
        !config_int(config, "kiosk", "idle_seconds", (struct config_range){120, 3000}, &idle,
                    err) ||
        !config_int(config, "kiosk", "call", (struct config_range){0, 1}, &calls, err))
        return false;
    program->kiosk.calls = calls;
    program->kiosk.stage.idle_ms = idle * 1000;
    return true;
}

static bool read_swap(struct program *program, struct err *err)
{
    static const char *const words[] = {"none", "encrypted", NULL};
    size_t found;

    if (!config_choice(program->config, "kiosk", "swap", words, &found, err))
        return false;
    program->swap_encrypted = found == 1;
    return true;
}

static bool read_config(struct program *program, struct err *err)
{
    const struct options *options = program->options;
    int64_t full = 0;

    if (!options->config && options->dump)
        return find_display(program, err);
    if (!config_open(&program->config, options->config ? options->config : "/etc/diolch/kiosk.conf",
                     settings_keys, settings_key_count, err) ||
        !config_int(program->config, "display", "full_screen", (struct config_range){0, 1}, &full,
                    err) ||
        !read_habits(program, err) || !read_swap(program, err))
        return false;
    program->full_screen = full == 1;
    return find_display(program, err);
}

static bool open_words(struct program *program, struct err *err)
{
    char path[4200];

    if (!assets_find(program->assets, sizeof program->assets, err))
        return false;
    snprintf(path, sizeof path, "%s/words", program->assets);
    return words_open(path, err);
}

static bool open_program(struct program *program, enum render_where where, struct err *err)
{
    if (!open_words(program, err) ||
        !render_open(&program->render, &program->display, program->assets, where, err))
        return false;
    ui_init(&program->ui, &program->display, render_metrics(program->render));
    kiosk_begin(&program->kiosk, &program->ui);
    return true;
}

static void close_program(struct program *program)
{
    stage_clear(&program->kiosk.stage);
    kiosk_close(&program->kiosk);
    ui_clear(&program->ui);
    render_close(program->render);
    config_close(program->config);
    program->config = NULL;
    SDL_Quit();
}

static void open_kiosk(struct program *program)
{
    const struct config *config = program->config;
    struct kiosk_folders folders = {
        config_text(config, "kiosk", "data"), config_text(config, "kiosk", "out"),
        config_text(config, "kiosk", "in"), config_text(config, "kiosk", "run"),
        config_text(config, "kiosk", "camera")};

    if (program->options->practice) {
        str_copy(program->kiosk.run, sizeof program->kiosk.run, folders.run);
        practice_begin(&program->kiosk);
        return;
    }
    kiosk_open(&program->kiosk, &folders);
    if (program->options->start_ms > 0)
        when_release(); // the clock that was asked for, not the one a host confirmed earlier
    kiosk_home(&program->kiosk);
}

// Renames only: whoever writes there lets a file appear whole (outbox.h).
static bool watch_folder(struct program *program, const char *folder,
                         void (*ready)(void *data, int fd), struct err *err)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (fd < 0 || inotify_add_watch(fd, folder, IN_MOVED_TO | IN_ONLYDIR) < 0)
        return err_set(err, ERR_INTERNAL, "cannot watch the folder %s", folder);
    return input_watch(program->input, fd, ready, program, err);
}

// What it says does not matter, only that there is something: all of it is looked at anew.
static void drain(int fd)
{
    char events[4096];

    while (read(fd, events, sizeof events) > 0)
        ;
}

static void on_office(void *data, int fd)
{
    struct program *program = data;

    drain(fd);
    kiosk_receive(&program->kiosk);
}

static void remove_picture(void *data)
{
    camera_remove(data);
    free(data);
}

static void on_camera(void *data, int fd)
{
    struct program *program = data;
    struct camera_find found;
    struct err err;

    drain(fd);
    while (camera_find(&found, program->kiosk.camera, &err)) {
        if (found.is_code) {
            camera_remove(found.path);
            input_scanned(program->input, found.code);
        } else {
            // It is looked at when its turn comes; after that it is gone.
            input_taken(program->input, found.path);
            input_later(program->input, remove_picture, mem_dup(found.path));
            return;
        }
    }
}

static bool read_receipt_photo(struct program *program, struct err *err)
{
    static const char *const words[] = {[KIOSK_PHOTO_PERSON] = "person",
                                        [KIOSK_PHOTO_DESK] = "desk",
                                        [KIOSK_PHOTO_NONE] = "none",
                                        NULL};
    size_t found;

    if (!config_choice(program->config, "kiosk", "receipt_photo", words, &found, err))
        return false;
    program->kiosk.receipt_photo = (enum kiosk_photo)found;
    return true;
}

static bool read_turn(struct program *program, struct err *err)
{
    static const char *const turns[] = {"0", "90", "180", "270", NULL};
    size_t found;

    if (!config_choice(program->config, "kiosk", "camera_turn", turns, &found, err))
        return false;
    program->kiosk.live.turn = 90 * (int)found;
    return true;
}

static bool watch_camera(struct program *program, struct err *err)
{
    const char *device = config_text(program->config, "kiosk", "video");

    return read_receipt_photo(program, err) && read_turn(program, err) &&
           (!*device || input_camera(program->input, &program->kiosk.live, device, err));
}

static bool watch_folders(struct program *program, struct err *err)
{
    return program->kiosk.out_of_service || program->options->practice ||
           (watch_folder(program, program->kiosk.store.in, on_office, err) &&
            watch_folder(program, program->kiosk.camera, on_camera, err));
}

static bool draw_slip(void *data, const struct slip *slip, struct bytes *out, struct err *err)
{
    struct program *program = data;
    struct slip_paper paper = {0};
    char fonts[sizeof program->assets + 8];

    if (printer_is_pdf(&program->kiosk.printer)) {
        snprintf(fonts, sizeof fonts, "%s/fonts", program->assets);
        return slip_pdf(slip, fonts, out, err);
    }
    render_slip(program->render, slip, &paper);
    slip_encode(&paper, out);
    bytes_clear(&paper.rows);
    return true;
}

static void on_printer(void *data, int fd)
{
    struct program *program = data;

    (void)fd;
    printer_take_report(&program->kiosk.printer);
}

static void measured(void *data, const struct ui_display *display)
{
    struct program *program = data;

    render_measure(program->render, display);
}

static bool open_printer(struct program *program, struct err *err)
{
    struct printer_settings settings = {config_text(program->config, "printer", "device"),
                                        config_text(program->config, "printer", "queue"),
                                        config_text(program->config, "printer", "lp")};
    struct kiosk *kiosk = &program->kiosk;

    kiosk->draw_slip = draw_slip;
    kiosk->measured = measured;
    kiosk->draw_data = program;
    if (!printer_open(&kiosk->printer, &settings, err))
        return false;
    return kiosk->printer.state == PRINTER_NONE ||
           input_watch(program->input, kiosk->printer.report[0], on_printer, program, err);
}

// --- sound ---

static void nothing(void *data)
{
    (void)data;
}

// From the sound card's thread: the loop asks the voice whenever it wakes.
static void on_said(void *data)
{
    struct program *program = data;

    input_later(program->input, nothing, NULL);
}

static void on_headphones(void *data, int fd)
{
    struct program *program = data;

    (void)fd;
    if (headphones_read(&program->headphones))
        stage_plug(&program->kiosk.stage, program->headphones.in);
}

// Once something is to be seen: a voice that is missing must not hold anybody up.
static void try_speech(void *data)
{
    struct program *program = data;
    struct stage *stage = &program->kiosk.stage;
    struct err err;

    if (!speech_works(program->speech, &err)) {
        fprintf(stderr, "diolch-kiosk: there is no speech: %s\n", err.text);
        return;
    }
    listen_begin(&stage->listen, stage->ui, speech_voice(program->speech));
    stage_event(stage, NULL);
}

static bool read_loudness(const struct config *config, const char *key, double *out,
                          struct err *err)
{
    int64_t db;

    if (!config_int(config, "sound", key, (struct config_range){40, 130}, &db, err))
        return false;
    *out = (double)db;
    return true;
}

static bool open_sound(struct program *program, struct err *err)
{
    const struct config *config = program->config;
    const char *setting = config_text(config, "sound", "headphones");
    struct listen *listen = &program->kiosk.stage.listen;
    struct speech_plan plan = {.espeak = config_text(config, "sound", "espeak"),
                               .recordings = program->voices,
                               .speaker = config_text(config, "sound", "speaker"),
                               .headphones = "auto",
                               .wake = on_said,
                               .data = program};

    if (!read_loudness(config, "speaker_db", &plan.speaker_db, err) ||
        !read_loudness(config, "headphones_db", &plan.headphones_db, err) ||
        !headphones_open(&program->headphones, setting, err))
        return false;
    if (*program->headphones.card)
        plan.headphones = program->headphones.card;
    snprintf(program->voices, sizeof program->voices, "%s/voices", program->assets);
    listen->speaker = !str_equal(plan.speaker, "none");
    listen->plugged = program->headphones.in;
    program->speech = speech_create(&plan);
    input_later(program->input, try_speech, program);
    return program->headphones.fd < 0 ||
           input_watch(program->input, program->headphones.fd, on_headphones, program, err);
}

static void close_sound(struct program *program)
{
    program->kiosk.stage.listen.voice = NULL;
    speech_free(program->speech);
    if (program->speech)
        headphones_close(&program->headphones);
}

// With a robot's descriptor, or -1.
static bool run_kiosk(struct program *program, int fd, struct err *err)
{
    struct stage *stage = &program->kiosk.stage;
    struct robot_child *robot = NULL;
    bool ok;

    open_kiosk(program);
    ok = input_open(&program->input, stage, program->render, program->config, err) &&
         watch_folders(program, err) && watch_camera(program, err) && open_printer(program, err) &&
         (fd < 0 ? open_sound(program, err)
                 : robot_serve(&robot, fd, stage, program->render, program->input, err));
    if (ok)
        input_run(program->input);
    close_sound(program);
    input_close(program->input);
    robot_free(robot);
    return ok;
}

static int run_child(void *data, int fd)
{
    struct program *program = data;
    struct err err;
    // It may have been measured before the last kill.
    bool ok = find_display(program, &err) && open_program(program, RENDER_HIDDEN, &err) &&
              run_kiosk(program, fd, &err);

    close_program(program);
    return ok ? 0 : failed(&err);
}

static int play_robot(struct program *program)
{
    struct robot_plan plan = {program->options->robot, program->options->out, run_child, program};

    return robot_play(&plan);
}

static int dump(struct program *program)
{
    const struct options *options = program->options;
    struct dump_plan plan = {.langs = options->langs,
                             .sizes = options->sizes,
                             .contrasts = options->contrasts,
                             .only = options->screens,
                             .out = options->out,
                             .screens = screens_all,
                             .reset = example_fill};
    struct err err;
    bool ok = open_program(program, RENDER_HIDDEN, &err);

    program->ui.hearing = UI_SILENT;                     // with all the buttons that a kiosk has
    program->kiosk.stage.help = question_put_complaints; // Help is shown whole, as in a hall
    ok = ok && dump_screens(&plan, &program->kiosk.stage, program->render, &err);
    close_program(program);
    return ok ? 0 : failed(&err);
}

static enum render_where where_to_show(const struct program *program)
{
    return program->full_screen ? RENDER_FULL_SCREEN : RENDER_WINDOW;
}

// The display itself says why the kiosk does not start, until somebody stops the program.
static int refuse(struct program *program, const struct screen *screen, const struct err *why)
{
    struct ui_display display = program->display;
    SDL_Event event = {0};
    struct err err;
    int status = failed(why);

    if (!open_program(program, where_to_show(program), &err)) {
        close_program(program);
        return failed(&err);
    }
    refusal_place(&program->kiosk.stage, program->render, &display, screen);
    do {
        if (event.type == SDL_WINDOWEVENT)
            render_expose(program->render);
        render_paint(program->render, &program->ui);
    } while (SDL_WaitEvent(&event) && event.type != SDL_QUIT);
    close_program(program);
    return status;
}

static int show(struct program *program)
{
    enum render_where where = where_to_show(program);
    struct err err;
    bool ok = open_program(program, where, &err) && run_kiosk(program, -1, &err);

    close_program(program);
    return ok ? 0 : failed(&err);
}

// A robot, a picture or practice has nobody to protect.
static bool protects(const struct program *program, struct err *err)
{
    const struct options *options = program->options;

    return program->swap_encrypted || options->robot || options->dump || options->practice ||
           unseen_stays_in_memory(UNSEEN_SWAPS, err);
}

static int run(struct program *program)
{
    const struct options *options = program->options;
    struct err err;

    if (!unseen_begin(&err) || !read_config(program, &err))
        return failed(&err);
    if (!display_has_room(&program->display, &err))
        return options->robot || options->dump ? failed(&err)
                                               : refuse(program, &screen_too_small, &err);
    if (!protects(program, &err))
        return err.kind == ERR_INVALID ? refuse(program, &screen_swaps, &err) : failed(&err);
    if (options->robot)
        return play_robot(program);
    return options->dump ? dump(program) : show(program);
}

int main(int argc, char **argv)
{
    struct options options;
    struct program program = {.options = &options};
    enum options_answer answer = options_read(&options, argc, argv);
    int status;

    if (answer != OPTIONS_RUN)
        return answer == OPTIONS_SAID ? 0 : 2;
    if (options.start_ms > 0)
        when_start_at(options.start_ms);
    status = run(&program);
    config_close(program.config);
    return status;
}
