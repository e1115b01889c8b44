// SPDX-License-Identifier: Apache-2.0
#include "kiosk/settings.h"

const struct config_key settings_keys[] = {
    {"display", "size", "1920x1080@476x268",
     "Pixels, then the lit part's width and height in mm, measured with a ruler. Once staff have\n"
     "measured it with a bank card (\"Measure the screen\"), that holds instead, for a display of "
     "the\n"
     "same pixels, until it is measured again or the file \"display\" in data is removed. Words "
     "are as\n"
     "large as they must be for eyes that are 550 mm away: let people sit or stand no further "
     "off."},
    {"display", "full_screen", "1", "1 for a kiosk; 0 for a window."},
    {"touch", "repeat_ms", "1000",
     "The same button touched again within so many milliseconds is one touch: 500 to 5000."},
    {"keys", "repeat_ms", "50", "The same key again within so many milliseconds: 0 to 5000."},
    {"keys", "next", "Tab, Down, Right, Keypad 2, Keypad 6",
     "Which keys of a keyboard or tactile keypad do what, by the names SDL gives them (at most 8\n"
     "each). Letters and digits are typed where the screen shows them. To the next thing that can\n"
     "be touched; with Shift, to the one before:"},
    {"keys", "previous", "Up, Left, Keypad 4, Keypad 8", "To the one before:"},
    {"keys", "select", "Return, Keypad Enter, Space, Select, Keypad 5", "Touch it:"},
    {"keys", "back", "Escape, Backspace, AC Back, F2", "Back:"},
    {"keys", "help", "F1, Help", "Help, or \"Ask a person\":"},
    {"keys", "language", "F5", "The other language:"},
    {"keys", "finish", "F12", "Finish and hide:"},
    {"keys", "listen", "F3", "Listen; while it is read, how it is read:"},
    {"keys", "again", "F4", "Say it again:"},
    {"keys", "pause", "F6", "Pause, and go on. Any other key stops the voice too:"},
    {"keys", "slower", "F7", "Slower:"},
    {"keys", "faster", "F8", "Faster:"},
    {"keys", "quieter", "F9", "Quieter:"},
    {"keys", "louder", "F10", "Louder:"},
    {"keys", "move", "1",
     "Two switches are enough for everything. To the next thing, round and round:"},
    {"keys", "pick", "2", "Touch it:"},
    {"kiosk", "data", "/var/lib/diolch/kiosk",
     "Records and the kiosk's key; this program's alone."},
    {"kiosk", "out", "/var/lib/diolch/out", "What the agent carries to the office."},
    {"kiosk", "in", "/var/lib/diolch/in", "What the agent brought; the agent's own folder."},
    {"kiosk", "keep_days", "30",
     "So many days after a meeting was closed its names and pictures leave this disk, where they\n"
     "can no longer be read in any case; never before the office has them in a backup that was\n"
     "restored in a test: 1 to 366."},
    {"kiosk", "idle_seconds", "300",
     "After so many seconds without a touch a visit is asked \"Are you still there?\", and 45 "
     "seconds\n"
     "later it is cleared; more for people who need longer: 120 to 3000. What is private is "
     "covered\n"
     "after 60 seconds in any case."},
    {"kiosk", "run", "/run/diolch", "Memory, not disk: where the open meeting's key lives."},
    {"kiosk", "swap", "none",
     "Whether the computer writes memory to its disk when it is short. none: it must not, or the "
     "kiosk\n"
     "does not start, for names could be read there later; encrypted: it does, and staff have seen "
     "to\n"
     "it that this disk is encrypted."},
    {"kiosk", "video", "",
     "The camera over the tray: a V4L2 device that gives JPEG frames, such as /dev/video0. "
     "Without\n"
     "one, pictures of tickets come from the folder below, or the desk looks at the tickets."},
    {"kiosk", "camera_turn", "0",
     "How far the picture of the camera over the tray must be turned clockwise to stand upright, "
     "for\n"
     "a camera that could only be mounted turned: 0, 90, 180 or 270."},
    {"kiosk", "camera", "/var/lib/diolch/camera",
     "A folder for a scanner: JPEGs of tickets, and codes of cards in .code files."},
    {"kiosk", "receipt_photo", "person",
     "Who takes the pictures of tickets. person: the visitor, who may leave it to the desk; desk: "
     "the\n"
     "desk alone; none: nobody, and the desk ticks that it has seen them."},
    {"kiosk", "call", "0",
     "1: \"Something else\" at the desk has a button that calls a claim's number, which the first\n"
     "screen then shows until somebody is at the desk again. No name, only the number."},
    {"printer", "device", "",
     "The device file of a slip printer that takes ESC/POS on 80 mm paper, such as /dev/usb/lp0.\n"
     "\"Print it\" is offered only when one is named here, or a queue below."},
    {"printer", "queue", "",
     "Or the name of a CUPS queue, for an office printer: slips go there as PDF on A4."},
    {"printer", "lp", "lp",
     "The program that gives CUPS what is to be printed; a path, or a name."},
    {"sound", "espeak", "espeak-ng", "The program that speaks; a path, or a name to look for."},
    {"sound", "speaker", "auto",
     "auto: the loudspeaker of the machine's own choice; a card's name as in /proc/asound; none."},
    {"sound", "headphones", "auto",
     "auto: the first jack that says when something is in it; an input device, such as\n"
     "/dev/input/by-path/...; a USB card's name as in /proc/asound; none."},
    {"sound", "speaker_db", "80",
     "How loud the voice is at its fullest, in dB(A) where people sit. Every visit begins at 60:\n"
     "if a meter reads more then, add the difference here."},
    {"sound", "headphones_db", "96", "The same of the headphones, in dB SPL."},
};
const size_t settings_key_count = sizeof settings_keys / sizeof settings_keys[0];
