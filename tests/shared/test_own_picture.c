// SPDX-License-Identifier: Apache-2.0
#include "shared/own_picture.h"

#include <string.h>

#include "tests/check.h"

struct owner {
    uint8_t key[NOTE_KEY_SIZE];
    struct id person;
};

static struct owner new_owner(void)
{
    struct owner owner = {.person = id_new()};

    note_make_key(owner.key);
    return owner;
}

static void test_own_picture__only_the_right_one_passes(void **state)
{
    struct owner owner = new_owner();
    char proof[OWN_PICTURE_PROOF_SIZE];

    (void)state;
    for (size_t mine = 0; mine < OWN_PICTURES; mine++) {
        own_picture_prove(proof, owner.key, owner.person, mine);
        for (size_t i = 0; i < OWN_PICTURES; i++)
            assert_int_equal(own_picture_check(proof, owner.key, owner.person, i), i == mine);
    }
}

// The same picture of somebody else, or at another meeting, is another proof: two rows do not say
// that two people chose alike.
static void test_own_picture__a_proof_is_of_one_person_at_one_meeting(void **state)
{
    struct owner here = new_owner();
    struct owner there = new_owner();
    char proof[OWN_PICTURE_PROOF_SIZE];
    size_t picture = 99;

    (void)state;
    own_picture_prove(proof, here.key, here.person, 4);
    assert_false(own_picture_check(proof, there.key, here.person, 4));
    assert_false(own_picture_check(proof, here.key, there.person, 4));
    assert_false(own_picture_find(&picture, proof, there.key, here.person));
    assert_int_equal(picture, 99);
    assert_true(own_picture_find(&picture, proof, here.key, here.person));
    assert_int_equal(picture, 4);
}

static void test_own_picture__nothing_is_no_proof(void **state)
{
    static const char *const none[] = {"", "no", "apple", "00000000000000000000000000000000",
                                       "000000000000000000000000000000000000000"};
    struct owner owner = new_owner();

    (void)state;
    for (size_t k = 0; k < sizeof none / sizeof none[0]; k++)
        for (size_t i = 0; i < OWN_PICTURES; i++)
            assert_false(own_picture_check(none[k], owner.key, owner.person, i));
}

// Kiosk and server of different versions must mean the same by a number.
static void test_own_picture__the_order_never_changes(void **state)
{
    static const char *const order[OWN_PICTURES] = {
        "apple", "ball", "bell",   "boat", "book", "chair",
        "cup",   "fish", "flower", "key",  "tree", "umbrella",
    };

    (void)state;
    for (size_t i = 0; i < OWN_PICTURES; i++)
        assert_string_equal(own_picture_names[i], order[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_picture__only_the_right_one_passes),
        cmocka_unit_test(test_own_picture__a_proof_is_of_one_person_at_one_meeting),
        cmocka_unit_test(test_own_picture__nothing_is_no_proof),
        cmocka_unit_test(test_own_picture__the_order_never_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
