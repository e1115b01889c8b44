// SPDX-License-Identifier: Apache-2.0
#include "kiosk/options.h"

#include <getopt.h>
#include <stdio.h>

#include "shared/when.h"

static const char HELP[] =
    "diolch-kiosk: the touchscreen people sign in at\n"
    "\n"
    "  --config FILE        settings (default /etc/diolch/kiosk.conf)\n"
    "  --display WxH@WxH    pixels and millimetres, in place of the configured ones\n"
    "  --clock INSTANT      start the clock at 2026-11-23T10:00:00Z, for example\n"
    "  --practice           toy money and invented people; keeps nothing, knows nobody\n"
    "  --robot SCRIPT       a scripted visitor; pictures go to --out DIR\n"
    "  --dump-screens       every screen as picture and tree to --out DIR, with\n"
    "      --lang en,cy --size M,L,XL --contrast medium,black,white,low\n"
    "      --screens desk,help  of these screens alone\n"
    "  --help, --version\n";

enum option_word {
    HELP_WORD = 1,
    VERSION,
    CONFIG,
    DISPLAY,
    CLOCK,
    ROBOT,
    OUT,
    DUMP,
    LANG,
    SIZE,
    CONTRAST,
    SCREENS,
    PRACTICE
};

static const struct option LONG_OPTIONS[] = {
    {"help", no_argument, NULL, HELP_WORD},          {"version", no_argument, NULL, VERSION},
    {"config", required_argument, NULL, CONFIG},     {"display", required_argument, NULL, DISPLAY},
    {"clock", required_argument, NULL, CLOCK},       {"robot", required_argument, NULL, ROBOT},
    {"out", required_argument, NULL, OUT},           {"dump-screens", no_argument, NULL, DUMP},
    {"lang", required_argument, NULL, LANG},         {"size", required_argument, NULL, SIZE},
    {"contrast", required_argument, NULL, CONTRAST}, {"screens", required_argument, NULL, SCREENS},
    {"practice", no_argument, NULL, PRACTICE},       {0},
};

static enum options_answer wrong(const char *why)
{
    fprintf(stderr, "diolch-kiosk: %s; see --help\n", why);
    return OPTIONS_WRONG;
}

static enum options_answer say(const char *text)
{
    fputs(text, stdout);
    return OPTIONS_SAID;
}

static enum options_answer take_clock(struct options *options)
{
    return when_read(&options->start_ms, optarg)
               ? OPTIONS_RUN
               : wrong("--clock wants an instant like 2026-11-23T10:00:00Z");
}

static enum options_answer take(struct options *options, enum option_word word)
{
    switch (word) {
    case HELP_WORD:
        return say(HELP);
    case VERSION:
        return say("diolch-kiosk " DIOLCH_VERSION "\n");
    case CLOCK:
        return take_clock(options);
    case CONFIG:
        options->config = optarg;
        break;
    case DISPLAY:
        options->display = optarg;
        break;
    case ROBOT:
        options->robot = optarg;
        break;
    case OUT:
        options->out = optarg;
        break;
    case DUMP:
        options->dump = true;
        break;
    case LANG:
        options->langs = optarg;
        break;
    case SIZE:
        options->sizes = optarg;
        break;
    case CONTRAST:
        options->contrasts = optarg;
        break;
    case SCREENS:
        options->screens = optarg;
        break;
    case PRACTICE:
        options->practice = true;
        break;
    }
    return OPTIONS_RUN;
}

enum options_answer options_read(struct options *options, int argc, char **argv)
{
    enum options_answer answer;
    int option;

    *options = (struct options){.langs = "en,cy", .sizes = "M,L,XL", .contrasts = "medium"};
    optind = 1;
    while ((option = getopt_long(argc, argv, "", LONG_OPTIONS, NULL)) != -1) {
        if (option == '?')
            return wrong("it does not know what to do");
        answer = take(options, (enum option_word)option);
        if (answer != OPTIONS_RUN)
            return answer;
    }
    if (optind != argc)
        return wrong("it does not know what to do");
    if ((options->robot || options->dump) && !options->out)
        return wrong("--out DIR is missing");
    return OPTIONS_RUN;
}
