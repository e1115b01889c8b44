// SPDX-License-Identifier: Apache-2.0
// What is round every page: skip link, bar, places to go, the voice for results, and the footer.

import {make, move_focus, theirs} from './dom.js';
import {say, words_other} from './words.js';
import {when} from './format.js';

const WEEK_MS = 7 * 24 * 3600 * 1000;
const PLACES = [['meetings', '#/meetings'], ['exceptions', '#/exceptions'], ['kiosks', '#/kiosks'],
                ['payers', '#/payers'], ['forms', '#/forms']];

let bar, main, voice, foot;
let status = null;
let organisation = '';

function skip_link() {
    const link = make('a', {class: 'skip', href: '#content'}, say('shell.skip'));

    link.addEventListener('click', (event) => {
        event.preventDefault(); // the address names the page, not a place in it
        move_focus(main);
    });
    return link;
}

export function shell_start() {
    bar = make('header', {class: 'bar'});
    main = make('main', {id: 'content'});
    voice = make('div', {role: 'status', class: 'unseen'});
    foot = make('footer');
    document.body.replaceChildren(skip_link(), bar, main, voice, foot);
}

function place(key, address, current) {
    return make('li', {}, make('a', {href: address, 'aria-current': key === current && 'page'},
                               say(`shell.${key}`)));
}

function language_button(on_language) {
    return make('button', {type: 'button', id: 'language', class: 'on-bar', lang: words_other(),
                           on_click: on_language}, say('shell.other_language'));
}

function whose() {
    return organisation ? theirs(organisation) : say('shell.office');
}

// Draws the bar: where one is, and whose session it is (null: nobody's).
export function shell_bar(current, session, {on_language, on_sign_out}) {
    const places = make('ul', {}, PLACES.map(([key, address]) => place(key, address, current)));

    document.body.querySelector('.skip').textContent = say('shell.skip');
    bar.replaceChildren(
        make('p', {class: 'brand'}, make('strong', {}, 'Diolch'), ' ', make('span', {}, whose())),
        session ? make('nav', {'aria-label': say('shell.places')}, places) : '',
        make('div', {class: 'tools'},
             session && make('span', {class: 'who'}, say('shell.who', {name: session.name})),
             language_button(on_language),
             session && make('button', {type: 'button', id: 'sign-out', class: 'on-bar',
                                        on_click: on_sign_out}, say('shell.sign_out'))));
    draw_foot();
}

export function shell_organisation(name) {
    organisation = name;
    bar.querySelector('.brand span').replaceChildren(whose());
}

export function shell_status(value) {
    status = value;
    draw_foot();
}

/* Now, as the server has it: its clock may have been moved for a trial. */
export function shell_now() {
    return status?.now ?? new Date().toISOString();
}

function backup_words(backup) {
    if (!backup?.last_tested)
        return make('p', {class: 'careful'}, say('foot.backup_never'));
    if (Date.parse(shell_now()) - Date.parse(backup.last_tested) > WEEK_MS)
        return make('p', {class: 'careful'},
                    say('foot.backup_old', {when: when(backup.last_tested)}));
    return make('p', {}, say('foot.backup', {when: when(backup.last_tested)}));
}

function certificate_words(certificate) {
    return make('p', {}, say('foot.certificate', {when: when(certificate.until)}), ' ',
                make('code', {}, certificate.fingerprint));
}

function advice_words(advice) {
    const words = {
        nobody: () => say('foot.advice_nobody'),
        unchecked: () => say('foot.advice_unchecked'),
    }[advice];

    return words ? make('p', {class: 'careful'}, words()) : '';
}

function draw_foot() {
    foot.setAttribute('aria-label', say('foot.label'));
    foot.replaceChildren(
        status?.version ? make('p', {}, say('foot.version', {version: status.version})) : '',
        status?.version ? backup_words(status.backup) : '',
        advice_words(status?.advice),
        status?.certificate ? certificate_words(status.certificate) : '');
}

// What is shown may be a demonstration: a page's own sentence says so better than the general one.
function demonstration(own) {
    const words = own ?? (status?.demonstration ? say('shell.demonstration') : '');

    return words && make('p', {class: 'demonstration', role: 'note'}, words);
}

/*
 * Shows a page: its title is the window's and the heading, and takes the focus; `way` stands before
 * it, `notice` after it.
 */
export function shell_show({title, way, demo, nodes}, {focus = true, notice = null} = {}) {
    const heading = make('h1', {}, title);

    document.title = `${heading.textContent} · Diolch`;
    main.replaceChildren(...[demonstration(demo), way, heading, notice, ...nodes].flat(2)
        .filter(Boolean));
    main.setAttribute('aria-busy', 'false');
    if (focus) {
        window.scrollTo(0, 0);
        move_focus(heading);
    }
}

export function shell_waiting() {
    main.setAttribute('aria-busy', 'true');
}

export function shell_close_questions() {
    for (const dialog of document.querySelectorAll('dialog'))
        dialog.close();
}

// Takes whatever was shown off the screen at once.
export function shell_clear() {
    shell_close_questions();
    main.replaceChildren();
    voice.textContent = '';
    document.title = 'Diolch';
}

// Says a result aloud to a screen reader; what is said is also on the page.
export function shell_tell(words) {
    voice.textContent = '';
    setTimeout(() => { voice.textContent = words; }, 50); // an unchanged text would not be spoken
}
