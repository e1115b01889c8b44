// SPDX-License-Identifier: Apache-2.0
#include "server/enrolling.h"

#include <string.h>

#include "server/down.h"
#include "server/journal.h"
#include "server/kiosks.h"
#include "server/questions.h"
#include "shared/str.h"

static bool refuse(struct err *err)
{
    return err_set(err, ERR_NOT_FOUND,
                   "this code is wrong, over, or was used: ask the office for a new one");
}

static void fill_answer(const struct office *office, const struct kiosks_life *life,
                        struct outbox_enrolment *out)
{
    *out = (struct outbox_enrolment){
        .kiosk_id = life->kiosk, .log_id = life->log_id, .down_log_id = life->down_log_id};
    str_copy(out->letter, sizeof out->letter, life->letter);
    memcpy(out->server_sign, office->keys.sign_public, sizeof out->server_sign);
    memcpy(out->server_seal, office->keys.seal_public, sizeof out->server_seal);
    memcpy(out->recovery_seal, office->recovery_seal, sizeof out->recovery_seal);
}

static bool same_kiosk(const struct kiosks_birth *birth, const struct enrol_request *request)
{
    return memcmp(birth->life.sign_public, request->kiosk_sign, KEYS_PUBLIC_SIZE) == 0 &&
           memcmp(birth->life.seal_public, request->kiosk_seal, KEYS_PUBLIC_SIZE) == 0;
}

// The log is known: the answer was lost, or the kiosk has a new agent and a new code.
static bool enrol_again(struct db *db, const struct enrol_request *request,
                        const uint8_t code[static KIOSKS_CODE_HASH_SIZE],
                        struct kiosks_birth *birth, struct err *err)
{
    char letter[2];
    struct id kiosk;

    if (!same_kiosk(birth, request) || birth->life.revoked)
        return refuse(err);
    if (memcmp(birth->code, code, KIOSKS_CODE_HASH_SIZE) == 0)
        return memcmp(birth->agent, request->agent_sign, KEYS_PUBLIC_SIZE) == 0 || refuse(err);
    if (!kiosks_find_code(db, code, &kiosk, letter, err))
        return err->kind == ERR_NOT_FOUND ? refuse(err) : false;
    if (!id_equal(kiosk, birth->life.kiosk))
        return err_set(err, ERR_NOT_FOUND,
                       "this kiosk is enrolled under another name: ask the "
                       "office for a code for that name");
    memcpy(birth->code, code, sizeof birth->code);
    memcpy(birth->agent, request->agent_sign, sizeof birth->agent);
    return kiosks_set_agent(db, birth, err);
}

static bool enrol_new(struct db *db, const struct office *office,
                      const struct enrol_request *request,
                      const uint8_t code[static KIOSKS_CODE_HASH_SIZE], struct kiosks_birth *birth,
                      struct err *err)
{
    struct kiosks_life *life = &birth->life;

    *birth = (struct kiosks_birth){.life = {.log_id = request->log_id, .down_log_id = id_new()}};
    if (id_is_none(request->log_id))
        return err_set(err, ERR_INVALID, "the kiosk's log has no id");
    if (!kiosks_find_code(db, code, &life->kiosk, life->letter, err))
        return err->kind == ERR_NOT_FOUND ? refuse(err) : false;
    memcpy(life->sign_public, request->kiosk_sign, sizeof life->sign_public);
    memcpy(life->seal_public, request->kiosk_seal, sizeof life->seal_public);
    memcpy(birth->agent, request->agent_sign, sizeof birth->agent);
    memcpy(birth->code, code, sizeof birth->code);
    return kiosks_add_life(db, birth, err) && down_welcome(db, office, life, err) &&
           questions_tell(db, life, err);
}

bool enrolling_accept(struct db *db, const struct office *office,
                      const struct enrol_request *request, struct outbox_enrolment *out,
                      struct err *err)
{
    uint8_t hash[KIOSKS_CODE_HASH_SIZE];
    struct kiosks_birth birth;
    struct enrol_code code;
    bool ok;

    memcpy(code.secret, request->secret, sizeof code.secret);
    enrol_hash_secret(hash, &code);
    if (!db_begin(db, err))
        return false;
    ok = kiosks_find_birth(db, request->log_id, &birth, err);
    if (ok)
        ok = enrol_again(db, request, hash, &birth, err);
    else if (err->kind == ERR_NOT_FOUND)
        ok = enrol_new(db, office, request, hash, &birth, err);
    if (!db_end(db, ok, err))
        return err_wrap(err, "enrol a kiosk");
    fill_answer(office, &birth.life, out);
    journal_write("enrolled", "letter=%s", birth.life.letter);
    return true;
}
