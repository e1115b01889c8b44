// SPDX-License-Identifier: Apache-2.0
// The console's catalogues say the same in both languages, every key is there and is used, every
// code that the engine can answer has its words, and amounts and times are written right.

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {adjusted, office_data} from './meetings.js';
import {console_module} from './modules.js';

const {ledger_changes, ledger_office_travel, ledger_payments,
       ledger_travel} = await console_module('ledger.js');

const ROOT = new URL('../../', import.meta.url);
const CONSOLE = new URL('assets/console/', ROOT);
const words = (language) => JSON.parse(readFileSync(new URL(`words/${language}.json`, CONSOLE)));
const EN = words('en');
const CY = words('cy');
const SOURCE = readdirSync(CONSOLE).filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(new URL(name, CONSOLE), 'utf8')).join('\n');

// Keys whose words are looked up by a code or a number.
const FAMILIES = ['adjusted', 'as', 'answer', 'channel', 'error', 'exception', 'flag', 'how', 'kind', 'note', 'owner', 'paid', 'approve', 'proof',
                  'reason', 'ref', 'role', 'settler', 'state', 'why', 'day', 'month', 'changed', 'people',
                  'exceptions', 'kiosks', 'shell', 'type', 'mark', 'payers'];
// The same word in both languages.
const ALIKE = new Set(['Diolch {version}', '–', 'Person', 'Car']);

const forms = (entry) => typeof entry === 'string' ? [entry] : Object.values(entry);
const placeholders = (sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort();

test('both languages have the same keys', () => {
    assert.deepEqual(Object.keys(CY), Object.keys(EN));
});

test('a sentence asks for the same values in both languages', () => {
    for (const key of Object.keys(EN))
        for (const sentence of [...forms(EN[key]), ...forms(CY[key])])
            assert.deepEqual(placeholders(sentence), placeholders(forms(EN[key])[0]), key);
});

test('a counted sentence has every form its language has', () => {
    for (const [language, catalogue] of [['en', EN], ['cy', CY]])
        for (const [key, entry] of Object.entries(catalogue))
            if (typeof entry !== 'string')
                assert.deepEqual(Object.keys(entry).sort(), new Intl.PluralRules(language)
                    .resolvedOptions().pluralCategories.sort(), `${key} ${language}`);
});

test('no sentence is left in the other language, and none is empty', () => {
    for (const key of Object.keys(EN))
        for (const [at, sentence] of forms(CY[key]).entries()) {
            assert.notEqual(sentence.trim(), '', key);
            if (!ALIKE.has(sentence) && key !== 'shell.other_language')
                assert.notEqual(sentence, forms(EN[key])[at], key);
        }
});

test('no sentence has a word that frightens', () => {
    for (const catalogue of [EN, CY])
        for (const [key, entry] of Object.entries(catalogue))
            for (const sentence of forms(entry))
                assert.doesNotMatch(sentence,
                                    /reimburs|remunerat|\berror|invalid|\bfailed|\bdenied/i, key);
});

test('every key the pages ask for is there, and none is there for nothing', () => {
    const asked = new Set([...SOURCE.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map((one) => one[1]));

    for (const [, key] of SOURCE.matchAll(/\bsay\('([^']+)'/g))
        assert.ok(key in EN, key);
    for (const key of Object.keys(EN))
        assert.ok(asked.has(key) || FAMILIES.includes(key.split('.')[0]), `${key} is not used`);
});

test('every reason and every flag of the engine has its words', () => {
    const reasons = codes('shared/assess_reason.c');
    const flags = codes('shared/assess.c');

    assert.ok(reasons.length >= 24 && flags.length >= 13);
    for (const code of reasons)
        assert.ok(`reason.${code}` in EN, code);
    for (const code of flags)
        assert.ok(`flag.${code}` in EN, code);
});

test('every exception the server raises has its words', () => {
    const folder = new URL('server/', ROOT);
    const text = readdirSync(folder).filter((name) => /\.[ch]$/.test(name))
        .map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const said = [/(?:object|raise_at)\([^;"]*"([a-z_]+)",/g, /\.kind(?:, | = )"([a-z_]+)"/g,
                  /^#define (?:\w+_KIND|EXCEPTIONS_QUESTIONED|SAME_FORM_DIFFERS|TYPED_FORMS_CASH) "([a-z_]+)"/gm];
    const kinds = new Set(said.flatMap((one) =>
        [...text.matchAll(one)].map((found) => found[1])));

    assert.ok(kinds.size >= 20);
    for (const kind of kinds)
        assert.ok(`exception.${kind}` in EN, kind);
});

function codes(file) {
    const text = readFileSync(new URL(file, ROOT), 'utf8');

    return [...text.matchAll(/"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"/g)].map((one) => one[1]);
}

async function format_in(language) {
    globalThis.fetch = async () => ({ok: true, json: async () => words(language)});
    globalThis.document = {documentElement: {}};
    Object.defineProperty(globalThis, 'navigator', {value: {language}, configurable: true});
    await (await console_module('words.js')).words_start();
    return console_module('format.js');
}

test('pence are written as pounds, never through a fraction', async () => {
    const {money} = await format_in('en');

    for (const [pence, text] of [[0, '£0.00'], [7, '£0.07'], [100, '£1.00'], [1999, '£19.99'],
                                 [123456, '£1,234.56'], [100000000, '£1,000,000.00'],
                                 [-974, '−£9.74'], [9007199254740991, '£90,071,992,547,409.91']])
        assert.equal(money(pence), text);
    for (const wrong of [1.5, NaN, '5', null, undefined, 2 ** 53])
        assert.throws(() => money(wrong), TypeError);
});

test('instants are London\'s, summer and winter, in both languages', async () => {
    let {date_of, date_words, time_of, when} = await format_in('en');

    assert.equal(when('2026-11-23T13:00:00Z'), '23 November 2026, 13:00');
    assert.equal(when('2026-06-30T23:30:00Z'), '1 July 2026, 00:30');
    assert.equal(time_of('2026-10-25T00:30:00Z'), '01:30');
    assert.equal(time_of('2026-10-25T01:30:00Z'), '01:30');
    assert.equal(date_of('2026-03-28T23:59:00Z'), '2026-03-28');
    assert.equal(date_words('2026-11-23'), 'Monday 23 November 2026');
    ({date_words, when} = await format_in('cy'));
    assert.equal(date_words('2026-11-23'), 'Dydd Llun 23 Tachwedd 2026');
    assert.equal(when('2026-02-01T09:05:00Z'), '1 Chwefror 2026, 09:05');
});

test('a name in right-to-left letters does not turn its sentence about', async () => {
    await format_in('en');
    const {say} = await console_module('words.js');

    assert.equal(say('claim.number', {number: 'A 1'}), 'Claim A 1');
    assert.equal(say('shell.who', {name: 'דוד'}), 'Signed in: \u2068דוד\u2069');
    assert.equal(say('shell.who', {name: '\u202Egnp.exe'}), 'Signed in: gnp.exe');
    assert.equal(say('shell.who', {name: '{name}'}), 'Signed in: {name}');
    assert.equal(say('amount.minutes', {count: 1}), '1 minute');
    await format_in('cy');
    assert.equal(say('amount.minutes', {count: 2}), '2 funud');
    assert.equal(say('amount.minutes', {count: 15}), '15 munud');
});

test('the two ledgers are added apart, and a withdrawn claim in neither', () => {
    const {claims} = office_data();

    claims[5].expenses_pence = 5000;
    claims[5].fee_pence = 5000;
    assert.deepEqual(ledger_travel(claims), {claimed: 5690, desk: 3896, next: 0, office: 1794});
    assert.deepEqual(ledger_payments(claims), {all: 17500, made: 4375, to_approve: 8750,
                                               approved: 0, paid: 0, held: 4375});
    assert.equal(ledger_office_travel(claims[3]), 974);
});

test('what is left for next time is not the office’s to pay', () => {
    const [one] = office_data().claims.slice(3);

    Object.assign(one, {cash_pence: 400, left_pence: 500});
    assert.deepEqual(ledger_travel([one]), {claimed: 974, desk: 400, next: 500, office: 74});
});

test('of a claim that was paid only its adjustment waits', () => {
    const claims = [adjusted()];

    assert.deepEqual(ledger_payments(claims), {all: 2396, made: 0, to_approve: 0, approved: 0,
                                               paid: 2500, held: 0});
    Object.assign(claims[0].adjustment, {fee_pence: 52, fee_over_pence: 0});
    claims[0].agreed.fee_pence = 2552;
    assert.deepEqual(ledger_payments(claims), {all: 2552, made: 0, to_approve: 52, approved: 0,
                                               paid: 2500, held: 0});
});

test('what changed between two readings of a claim is found', () => {
    const [before] = office_data().claims;
    const after = structuredClone(before);

    assert.deepEqual(ledger_changes(before, after), []);
    after.agreed.fee_pence = 4000;
    after.state = 'held';
    after.flags.push('FEE_DECLINED');
    assert.deepEqual(ledger_changes(before, after),
                     [['state', 'to_approve', 'held'], ['fee', 4375, 4000], ['flags']]);
});
