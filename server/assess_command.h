#ifndef SERVER_ASSESS_COMMAND_H
#define SERVER_ASSESS_COMMAND_H

/*
 * `diolch-server assess --policy FILE|ID [--paid-under FILE|ID] [FACTS.json]`: facts in, one
 * assessment out, for people who check the rules and for tests. With --paid-under also what would
 * be adjusted of a claim that was paid under that other version (adjust.h). Without a file it reads
 * one JSON object a line and answers one a line, so that a thousand cases are one run; a line it
 * cannot take is answered with
 * {"error": "..."}, and the others go on. Needs no configuration. Returns the exit status: 0 done,
 * 1 something was refused, 2 wrong usage.
 */
int assess_command(int argc, char **argv);

#endif
