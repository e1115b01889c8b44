// SPDX-License-Identifier: Apache-2.0
// The console's words: one catalogue a language, whole sentences, no sentence put together from
// parts. The language is remembered in this browser and nowhere else.

const KEPT_AS = 'diolch.language';
const LANGUAGES = ['en', 'cy'];

let chosen = 'en';
let catalogue = {};

function remembered() {
    try {
        return localStorage.getItem(KEPT_AS);
    } catch {
        return null; // storage is forbidden here: the browser's language decides each time
    }
}

function first_choice() {
    const kept = remembered();

    if (LANGUAGES.includes(kept))
        return kept;
    return (navigator.language ?? '').toLowerCase().startsWith('cy') ? 'cy' : 'en';
}

async function load(language) {
    const answer = await fetch(`/console/words/${language}.json`);

    if (!answer.ok)
        throw new Error(`words: ${answer.status}`);
    catalogue = await answer.json();
    chosen = language;
    document.documentElement.lang = language;
}

export function words_start() {
    return load(first_choice());
}

export async function words_switch() {
    await load(words_other());
    try {
        localStorage.setItem(KEPT_AS, chosen);
    } catch {
        // not remembered, then
    }
}

export function words_language() {
    return chosen;
}

export function words_other() {
    return chosen === 'en' ? 'cy' : 'en';
}

// A name in right-to-left letters is isolated (U+2068 to U+2069), so that it cannot turn the
// sentence round it about; marks that would do so on purpose are left out.
function isolate(value) {
    const plain = String(value).replace(/[\u202A-\u202E\u2066-\u2069]/g, '');

    return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u
        .test(plain) ? `\u2068${plain}\u2069` : plain;
}

function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (all, name) =>
        name in values ? isolate(values[name]) : all);
}

// say('claim.number', {number: 'A 1'}). A sentence with a number in it is chosen by `count`.
export function say(key, values = {}) {
    const found = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;

    if (found === undefined)
        return key;
    if (typeof found === 'string')
        return fill(found, values);
    return fill(found[new Intl.PluralRules(chosen).select(values.count)] ?? found.other, values);
}

// The words of a code that came from elsewhere, or null if we have none for it.
export function say_code(family, code, values = {}) {
    const key = `${family}.${code}`;

    return Object.hasOwn(catalogue, key) ? say(key, values) : null;
}
