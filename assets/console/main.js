// SPDX-License-Identifier: Apache-2.0
// Starts the console and shows the page that the address names. Whoever is not signed in sees the
// sign-in page, and then the page they asked for.

import {api_on_answer, get, remove} from './api.js';
import {make} from './dom.js';
import {say, words_start, words_switch} from './words.js';
import {shell_bar, shell_clear, shell_close_questions, shell_show, shell_start, shell_status,
        shell_tell, shell_waiting} from './shell.js';
import {is_signed_out, problem} from './problem.js';
import {idle_restart, idle_start, idle_stop} from './idle.js';
import {sign_in_draw} from './page_sign_in.js';
import {meetings_page} from './page_meetings.js';
import {meeting_page} from './page_meeting.js';
import {claim_page} from './page_claim.js';
import {exceptions_page} from './page_exceptions.js';
import {kiosks_page} from './page_kiosks.js';
import {payers_page} from './page_payers.js';
import {form_page} from './page_form.js';

const ID = '([\\w-]+)';
const PAGES = [
    [/^#\/meetings$/, 'meetings', meetings_page],
    [new RegExp(`^#/meetings/${ID}$`), 'meetings', meeting_page],
    [new RegExp(`^#/meetings/${ID}/claims/${ID}$`), 'meetings', claim_page],
    [/^#\/exceptions$/, 'exceptions', exceptions_page],
    [/^#\/kiosks$/, 'kiosks', kiosks_page],
    [/^#\/payers$/, 'payers', payers_page],
    [/^#\/forms$/, 'forms', form_page],
];

let session = null;
let turn = 0; // of the page being shown: an answer to an older one is dropped

function find_page() {
    for (const [pattern, place, page] of PAGES) {
        const match = pattern.exec(location.hash);

        if (match)
            return {place, page, ids: match.slice(1)};
    }
    history.replaceState(null, '', '#/meetings');
    return {place: 'meetings', page: meetings_page, ids: []};
}

function draw_bar(place) {
    shell_bar(place, session, {on_language: change_language, on_sign_out: sign_out});
}

async function change_language() {
    try {
        await words_switch();
    } catch (error) {
        shell_tell(say('problem.unheard'));
        return;
    }
    await show({focus: false});
    document.getElementById('language')?.focus();
}

async function sign_out() {
    try {
        await remove('/api/session');
    } catch (error) {
        if (!is_signed_out(error)) { // still signed in at the server: say so, hide nothing
            shell_show({title: say('sign_out.title'), nodes: [problem(error, {wrote: true})]});
            return;
        }
    }
    history.replaceState(null, '', '#/meetings');
    end_session(say('sign_in.signed_out'));
}

function end_session(why) {
    session = null;
    idle_stop();
    shell_clear();
    show_sign_in(why);
}

async function begin_session(given) {
    session = given;
    idle_start(() => end_session(say('sign_in.idle')));
    await read_status();
    await show();
}

function show_sign_in(why, options) {
    ++turn;
    draw_bar(null);
    sign_in_draw({why, done: begin_session, ...options});
}

async function read_status() {
    try {
        shell_status(await get('/api/status'));
    } catch {
        // the footer stays as it is: what matters says so itself
    }
}

// What a page is given, beside what it loaded. What comes back after the person has gone on to
// another page no longer draws this one.
function context_of(route, mine) {
    return {
        ids: route.ids,
        session,
        again: (options) => show(options),
        redraw: (data, options) => mine === turn && draw(route, data, options),
        // true: the failure is the end of the session, and was dealt with
        lost: (error) => {
            if (is_signed_out(error))
                end_session(say('sign_in.over'));
            return is_signed_out(error);
        },
    };
}

function draw(route, data, {focus = true, tell = '', notice = null} = {}) {
    shell_show(route.page.draw(data, context_of(route, turn)), {focus, notice});
    if (tell)
        shell_tell(tell);
}

function draw_trouble(error) {
    const again = make('button', {type: 'button', on_click: () => show()}, say('problem.again'));

    shell_show({title: say('problem.page_title'), nodes: [problem(error), again]});
}

async function show(options = {}) {
    const mine = ++turn;
    const route = find_page();

    if (!session) {
        show_sign_in('', options);
        return;
    }
    draw_bar(route.place);
    shell_waiting();
    try {
        const data = await route.page.load(route.ids);

        if (mine === turn)
            draw(route, data, options);
    } catch (error) {
        if (mine !== turn)
            return;
        if (is_signed_out(error))
            end_session(say('sign_in.over'));
        else
            draw_trouble(error);
    }
}

async function start() {
    shell_start();
    await words_start();
    api_on_answer(idle_restart);
    await read_status();
    try {
        await begin_session(await get('/api/session'));
    } catch (error) {
        if (is_signed_out(error))
            show_sign_in('');
        else {
            draw_bar(null);
            draw_trouble(error);
        }
    }
    window.addEventListener('hashchange', () => {
        shell_close_questions();
        show();
    });
}

start();
