// SPDX-License-Identifier: Apache-2.0

// diolch-server as somebody types it: what it prints, where, and its exit status.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/office.h"
#include "shared/bytes.h"
#include "shared/card.h"
#include "shared/enrol.h"
#include "shared/str.h"
#include "tests/check.h"

#define TEXT_MAX 65536

static struct bytes out;  // of the last run
static struct bytes said; // on its standard error
static char folder[] = "office-XXXXXX";

static void read_back(struct bytes *into, const char *name)
{
    struct err err;

    check_ok(bytes_read_file(into, name, TEXT_MAX, &err), &err);
}

static void put(const char *name, const char *text)
{
    struct err err;

    check_ok(bytes_write_file(name, text, strlen(text), 0600, &err), &err);
}

// The words go through a shell, so that standard input may be given.
static int run(const char *input, const char *words)
{
    struct bytes line = {0};
    int status;

    put("input", input);
    bytes_addf(&line, "'%s/diolch-server' --config %s/server.conf %s <input >out 2>said",
               getenv("TEST_BIN_DIR"), folder, words);
    status = system(bytes_text(&line)); // NOLINT: words of our own
    bytes_clear(&line);
    bytes_clear(&out);
    bytes_clear(&said);
    read_back(&out, "out");
    read_back(&said, "said");
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static const char MEETINGS[] = "meeting_code,public_title,start,end,venue,type,policy,invited\n"
                               "T1,Tuesday group,2027-01-12 10:00,2027-01-12 12:00,Hall,"
                               "agreed_coproduction,demo,M1 M2\n";

static void check_says(const char *text)
{
    if (!strstr(bytes_text(&said), text))
        fail_msg("\"%s\" does not say \"%s\"", bytes_text(&said), text);
}

static void check_prints(const char *text)
{
    if (!strstr(bytes_text(&out), text))
        fail_msg("\"%s\" does not have \"%s\"", bytes_text(&out), text);
}

static int init(void)
{
    char words[512];

    snprintf(words, sizeof words,
             "init --organisation 'Example' --names localhost --data %s/data --policies "
             "%s/assets/policies --port 0 --user anna",
             folder, TEST_ROOT);
    return run("three words make\n", words);
}

static int open_folder(void **state)
{
    (void)state;
    str_copy(folder, sizeof folder, "office-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return 0;
}

static int open_office(void **state)
{
    open_folder(state);
    assert_int_equal(init(), 0);
    return 0;
}

static int close_office(void **state)
{
    char command[64];

    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0); // NOLINT: a folder of our own making
    bytes_clear(&out);
    bytes_clear(&said);
    return 0;
}

static void test_commands__init_makes_an_office_and_says_so(void **state)
{
    char path[64];
    struct stat there;

    (void)state;
    assert_int_equal(init(), 0);
    check_prints("The recovery key, shown only this once.");
    check_prints("A self-signed certificate for localhost");
    check_prints("An office account");
    assert_null(strstr(bytes_text(&out), "three words make"));
    snprintf(path, sizeof path, "%s/data", folder);
    assert_int_equal(stat(path, &there), 0);
    assert_int_equal(there.st_mode & 0777, 0700);
}

static void test_commands__init_never_changes_an_office_that_is_there(void **state)
{
    char key[64];
    struct bytes before = {0};
    struct bytes after = {0};

    (void)state;
    snprintf(key, sizeof key, "%s/data/server.keys", folder);
    read_back(&before, key);
    assert_int_equal(init(), 1);
    check_says("is there already");
    assert_int_equal(run("", "init"), 1);
    check_says("holds an office already: nothing was changed");
    read_back(&after, key);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.data, after.data, before.length);
    bytes_clear(&before);
    bytes_clear(&after);
}

static void test_commands__a_bad_password_makes_nothing(void **state)
{
    char words[64];

    (void)state;
    snprintf(words, sizeof words, "init --data %s/data --user anna", folder);
    assert_int_equal(run("short\n", words), 1);
    check_says("a password has at least");
    assert_int_equal(run("", words), 1);
    check_says("standard input");
    assert_int_equal(access(folder, F_OK), 0);
    snprintf(words, sizeof words, "%s/server.conf", folder);
    assert_int_not_equal(access(words, F_OK), 0);
}

static void test_commands__wrong_use_is_two(void **state)
{
    static const char *const wrong[] = {
        "",
        "nonsense",
        "serve now",
        "import",
        "import people",
        "import cats x.csv",
        "code",
        "code a b",
        "user",
        "user remove anna",
        "card",
        "card host",
        "card cat Ann",
        "verify all",
        "init --nonsense",
        "init cats",
        "--nonsense serve",
        "--clock soon verify",
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(run("", wrong[i]), 2);
        assert_true(said.length > 0);
        assert_int_equal(out.length, 0);
    }
    assert_int_equal(run("", "--help"), 0);
    check_prints("import people|meetings|payers|wording FILE.csv");
    assert_int_equal(run("", "code --help"), 0);
    check_prints("usage: diolch-server");
    assert_int_equal(run("", "--version"), 0);
    check_prints("diolch-server " DIOLCH_VERSION);
}

static void test_commands__says_what_is_wrong_with_its_files(void **state)
{
    char path[64];
    struct bytes config = {0};

    (void)state;
    snprintf(path, sizeof path, "%s/server.conf", folder);
    read_back(&config, path);
    put(path, "[server]\nnonsense = 1\n");
    assert_int_equal(run("", "verify"), 1);
    check_says("server.conf:2: nonsense");
    bytes_add_text(&config, "\n[limits]\nwait_seconds = 51\n");
    put(path, bytes_text(&config));
    assert_int_equal(run("", "verify"), 1);
    check_says("wait_seconds");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(run("", "verify"), 1);
    check_says("make it with diolch-server");
    bytes_clear(&config);
}

static void test_commands__refuses_a_damaged_key_and_a_newer_database(void **state)
{
    char path[64];
    char command[512];

    (void)state;
    snprintf(path, sizeof path, "%s/data/server.keys", folder);
    snprintf(command, sizeof command,
             "cp %s kept && chmod 600 %s && printf x | dd of=%s bs=1 seek=40 conv=notrunc 2>dd.out",
             path, path, path);
    assert_int_equal(system(command), 0); // NOLINT
    assert_int_equal(run("", "verify"), 1);
    check_says("damaged");
    snprintf(command, sizeof command, "cp -f kept %s", path);
    assert_int_equal(system(command), 0); // NOLINT
    assert_int_equal(run("", "verify"), 0);
    // The schema's version stands at byte 60 of an SQLite file.
    snprintf(command, sizeof command,
             "printf '\\000\\000\\000\\143' | dd of=%s/data/server.db bs=1 seek=60 conv=notrunc "
             "2>dd.out",
             folder);
    assert_int_equal(system(command), 0); // NOLINT
    assert_int_equal(run("", "verify"), 1);
    check_says("a newer Diolch has written it");
}

static void test_commands__a_bad_policy_stops_the_start(void **state)
{
    char path[64];
    struct bytes config = {0};
    char *place;

    (void)state;
    snprintf(path, sizeof path, "%s/server.conf", folder);
    read_back(&config, path);
    place = strstr(bytes_text(&config), "policies = ");
    assert_non_null(place);
    place[strlen("policies = ")] = '!'; // no such folder
    put(path, bytes_text(&config));
    assert_int_equal(run("", "serve"), 1);
    check_says("the policies' folder");
    bytes_clear(&config);
}

// Of two files with one id each start would take the other one for the policy.
static void test_commands__two_policies_of_one_id_stop_the_start(void **state)
{
    char command[512];

    (void)state;
    snprintf(command, sizeof command,
             "mkdir %s/policies && cp %s/assets/policies/demo.json %s/policies/one.json && "
             "cp %s/policies/one.json %s/policies/two.json && "
             "sed -i 's|^policies = .*|policies = %s/policies|' %s/server.conf",
             folder, TEST_ROOT, folder, folder, folder, folder, folder);
    assert_int_equal(system(command), 0); // NOLINT
    assert_int_equal(run("", "serve"), 1);
    check_says("policies/two.json: another file of this folder is the policy demo too: keep one");
    snprintf(command, sizeof command, "rm %s/policies/two.json", folder);
    assert_int_equal(system(command), 0); // NOLINT
    assert_int_equal(run("", "import people input"), 1);
    check_says("input: nothing was imported");
}

static void test_commands__imports_all_or_nothing(void **state)
{
    (void)state;
    put("people.csv", "member_code,first_name\nM1,Ann\nM2,Ben\n");
    put("bad.csv", "member_code,first_name\nM3,Cat\n,Dan\n");
    put("meetings.csv", MEETINGS);
    assert_int_equal(run("", "import people people.csv"), 0);
    check_prints("2 people imported.");
    assert_int_equal(run("", "import people bad.csv"), 1);
    check_says("bad.csv: nothing was imported: line 3, member_code: it is missing");
    assert_int_equal(run("", "card member M3"), 1);
    assert_int_equal(run("", "import meetings meetings.csv"), 0);
    check_prints("1 meeting imported.");
    assert_int_equal(run("", "import people not-there.csv"), 1);
    check_says("not-there.csv");
    assert_int_equal(run("", "verify"), 0);
    check_prints("cash accounts: their sum is zero");
}

static void test_commands__codes_and_cards_can_be_read(void **state)
{
    char line[64];
    struct enrol_code code;
    struct card card;

    (void)state;
    put("people.csv", "member_code,first_name\nM1,Ann\n");
    assert_int_equal(run("", "import people people.csv"), 0);
    assert_int_equal(run("", "code 'Hall kiosk'"), 0);
    snprintf(line, sizeof line, "%.*s", (int)strcspn(bytes_text(&out), "\n"), bytes_text(&out));
    assert_true(enrol_parse_code(&code, line));
    assert_int_equal(run("", "card member M1"), 0);
    assert_true(card_parse(&card, bytes_text(&out)));
    assert_int_equal(card.kind, CARD_MEMBER);
    assert_int_equal(run("", "card host 'Hywel Host'"), 0);
    check_prints("PIN ");
    snprintf(line, sizeof line, "%.*s", (int)strcspn(bytes_text(&out), "\n"), bytes_text(&out));
    assert_true(card_parse(&card, line));
    assert_int_equal(card.kind, CARD_HOST);
    assert_int_equal(run("", "card payer 'Hywel Host'"), 0);
    check_prints(line); // the same card, and no other PIN
    assert_null(strstr(bytes_text(&out), "PIN 1"));
    check_prints("are the ones this person has");
    assert_int_equal(run("", "code ''"), 1);
}

static void check_is_pdf(const char *name)
{
    struct bytes pdf = {0};
    struct stat there;
    struct err err;

    assert_int_equal(stat(name, &there), 0);
    assert_int_equal(there.st_mode & 0777, 0600); // whoever has it has the cards
    check_ok(bytes_read_file(&pdf, name, (size_t)1024 * 1024, &err), &err);
    assert_memory_equal(pdf.data, "%PDF-", 5);
    bytes_clear(&pdf);
    remove(name);
}

static void read_card(char text[static CARD_TEXT_SIZE])
{
    assert_int_equal(run("", "card member M1"), 0);
    snprintf(text, CARD_TEXT_SIZE, "%.*s", CARD_TEXT_SIZE - 1, bytes_text(&out));
}

// No paper in a tin is worth more than £200, whoever asks for it.
static void test_commands__a_tins_code_is_for_200_pounds_at_most(void **state)
{
    (void)state;
    put("people.csv", "member_code,first_name,last_name\nM1,Ann,Rees\nM2,Bob,Rees\n");
    put("meetings.csv", MEETINGS);
    assert_int_equal(run("", "import people people.csv"), 0);
    assert_int_equal(run("", "import meetings meetings.csv"), 0);
    assert_int_equal(run("", "export tin-code --limit 200.01 T1"), 2);
    assert_int_equal(run("", "export tin-code --limit 0 T1"), 2);
    assert_int_equal(run("", "export tin-code --limit 200.00 --out tin.pdf T1"), 0);
    check_is_pdf("tin.pdf");
    assert_int_equal(run("", "export tin-code --limit 200.00 T2"), 1);
    check_says("no meeting has the code T2");
}

static void test_commands__cards_are_exported_and_stay_the_same_until_they_are_renewed(void **state)
{
    char first[CARD_TEXT_SIZE], again[CARD_TEXT_SIZE];

    (void)state;
    put("people.csv", "member_code,first_name,last_name\nM1,Ann,Rees\nM2,Bob,Rees\n");
    assert_int_equal(run("", "export cards"), 1);
    check_says("nobody to make a card for");
    assert_int_equal(run("", "import people people.csv"), 0);
    read_card(first);
    assert_int_equal(run("", "export cards --out all.pdf"), 0);
    check_prints("2 cards in all.pdf.");
    check_is_pdf("all.pdf");
    assert_int_equal(run("", "export cards --people M1 --out one.pdf"), 0);
    check_prints("1 card in one.pdf.");
    check_is_pdf("one.pdf");
    read_card(again);
    assert_string_equal(again, first);
    assert_int_equal(run("", "export cards --people M1 --new --out one.pdf"), 0);
    check_prints("The old card opens nothing any more");
    check_is_pdf("one.pdf");
    read_card(again);
    assert_string_not_equal(again, first);
    assert_int_equal(run("", "card member M1 --new"), 0);
    assert_null(strstr(bytes_text(&out), again));
    // A slip of the hand does not make everybody's card worthless.
    assert_int_equal(run("", "export cards --new"), 2);
    assert_int_equal(run("", "export cards --people M1,M9 --new"), 1);
    check_says("no member has the code M9: nothing was made");
    assert_int_equal(run("", "export cards T9"), 1);
    check_says("no meeting has the code T9");
    assert_int_equal(run("", "export lists"), 2);
}

// Which forms there are, the office knows before they are on paper.
static void test_commands__paper_forms_are_known_to_the_office(void **state)
{
    struct office office = {0};
    int64_t count;
    struct db *db;
    struct err err;

    (void)state;
    put("people.csv", "member_code,first_name\nM1,Ann\n");
    put("meetings.csv", "meeting_code,public_title,start,end,venue,type,policy,invited\n"
                        "T1,Tuesday group,2027-01-12 10:00,2027-01-12 12:00,Hall,"
                        "agreed_coproduction,demo,M1\n");
    assert_int_equal(run("", "import people people.csv"), 0);
    assert_int_equal(run("", "import meetings meetings.csv"), 0);
    assert_int_equal(run("", "export paper-forms --count 3 --out forms.pdf T1"), 0);
    check_prints("3 forms in forms.pdf");
    snprintf(office.settings.data, sizeof office.settings.data, "%s/data", folder);
    check_ok(office_connect(&office, &db, &err), &err);
    check_ok(db_number(db, &count, "SELECT count(*) FROM printed_form", DB_NONE, 0, &err), &err);
    assert_int_equal(count, 3);
    db_close(db);
}

static void test_commands__a_lost_hosts_card_gets_another_pin_too(void **state)
{
    char first[CARD_TEXT_SIZE];

    (void)state;
    assert_int_equal(run("", "card host 'Hywel Host' --new"), 1);
    check_says("nobody of that name");
    assert_int_equal(run("", "card host 'Hywel Host'"), 0);
    snprintf(first, sizeof first, "%.*s", CARD_TEXT_SIZE - 1, bytes_text(&out));
    assert_int_equal(run("", "card host 'Hywel Host' --new"), 0);
    check_prints("PIN ");
    assert_null(strstr(bytes_text(&out), first));
    assert_int_equal(run("", "export cards --staff --out desk.pdf"), 0);
    check_prints("1 card in desk.pdf.");
    check_is_pdf("desk.pdf");
    assert_int_equal(run("", "card host 'Hywel Host' --old"), 2);
}

static void test_commands__accounts_get_and_change_passwords(void **state)
{
    (void)state;
    assert_int_equal(run("other words make\n", "user add ben"), 0);
    assert_int_equal(run("other words make\n", "user add ben"), 1);
    check_says("there is a user of that name");
    assert_int_equal(run("some more words\n", "user passwd ben"), 0);
    assert_int_equal(run("some more words\n", "user passwd nobody"), 1);
    assert_int_equal(run("short\n", "user add cat"), 1);
}

#define IN(setup, test) cmocka_unit_test_setup_teardown(test, setup, close_office)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN(open_folder, test_commands__init_makes_an_office_and_says_so),
        IN(open_office, test_commands__init_never_changes_an_office_that_is_there),
        IN(open_folder, test_commands__a_bad_password_makes_nothing),
        IN(open_office, test_commands__wrong_use_is_two),
        IN(open_office, test_commands__says_what_is_wrong_with_its_files),
        IN(open_office, test_commands__refuses_a_damaged_key_and_a_newer_database),
        IN(open_office, test_commands__a_bad_policy_stops_the_start),
        IN(open_office, test_commands__two_policies_of_one_id_stop_the_start),
        IN(open_office, test_commands__imports_all_or_nothing),
        IN(open_office, test_commands__codes_and_cards_can_be_read),
        IN(open_office, test_commands__a_tins_code_is_for_200_pounds_at_most),
        IN(open_office, test_commands__cards_are_exported_and_stay_the_same_until_they_are_renewed),
        IN(open_office, test_commands__paper_forms_are_known_to_the_office),
        IN(open_office, test_commands__a_lost_hosts_card_gets_another_pin_too),
        IN(open_office, test_commands__accounts_get_and_change_passwords),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
