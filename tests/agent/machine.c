// SPDX-License-Identifier: Apache-2.0
#include "tests/agent/machine.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "shared/str.h"
#include "tests/check.h"

void machine_open(struct machine *machine)
{
    machine->running = 0;
    office_make_machine();
    office_open(&machine->office, 0);
    office_open(&machine->other, 1);
    machine->kiosk = office_kiosk(&machine->office, 0, 0);
    office_write_kiosk(&machine->kiosk);
    office_enrol(&machine->office);
}

void machine_close(struct machine *machine)
{
    if (machine->running) {
        kill(machine->running, SIGKILL);
        waitpid(machine->running, NULL, 0);
    }
    machine->running = 0;
    office_close(&machine->office);
    office_close(&machine->other);
}

void machine_say(struct machine *machine, int64_t seq, int64_t down_seq)
{
    machine->kiosk.seq = seq;
    machine->kiosk.down_seq = down_seq;
    office_write_kiosk(&machine->kiosk);
}

struct acknowledgement machine_told_head(const struct machine *machine)
{
    const uint8_t *key = machine->office.keys.sign_public;
    struct acknowledgement head;
    struct bytes file = {0};
    struct err err;

    check_ok(outbox_get("in", "server.ack", ACKNOWLEDGEMENT_MAX, &file, &err), &err);
    check_ok(acknowledgement_read(&head, file.data, file.length, key, &err), &err);
    bytes_clear(&file);
    return head;
}

pid_t machine_start(struct machine *machine, const char *command, const char *option)
{
    char program[OUTBOX_PATH_SIZE];
    char *const words[] = {(char *)"diolch-agent", (char *)"--config", (char *)"agent.conf",
                           (char *)command,        (char *)option,     NULL};
    posix_spawn_file_actions_t actions;
    extern char **environ;
    pid_t pid;

    snprintf(program, sizeof program, "%s/diolch-agent", getenv("TEST_BIN_DIR"));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "said.out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, "said.err", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(posix_spawn(&pid, program, &actions, NULL, words, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    if (!option && str_equal(command, "sync"))
        machine->running = pid;
    return pid;
}

int machine_finish(struct machine *machine, pid_t pid)
{
    int status;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (pid == machine->running)
        machine->running = 0;
    if (WIFSIGNALED(status))
        fail_msg("it was ended by signal %d", WTERMSIG(status));
    return WEXITSTATUS(status);
}

int machine_stop(struct machine *machine, pid_t pid, int number)
{
    kill(pid, number);
    return machine_finish(machine, pid);
}
