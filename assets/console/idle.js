// SPDX-License-Identifier: Apache-2.0
// The server ends a session after 30 minutes without a request. Two minutes before, a person is
// asked whether they are still there; if nobody answers, names go off the screen.

import {get} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {ask_once} from './dialog.js';
import {is_signed_out} from './problem.js';

const ASK_AFTER_MS = 28 * 60 * 1000;
const HIDE_AFTER_MS = 30 * 60 * 1000;

let ask_timer = 0;
let hide_timer = 0;
let asking = false;
let over = null; // called when time is up; null: no session

export function idle_stop() {
    clearTimeout(ask_timer);
    clearTimeout(hide_timer);
    over = null;
}

function ask() {
    if (asking)
        return;
    asking = true;
    ask_once({
        title: say('idle.title'),
        body: make('p', {}, say('idle.text')),
        yes: say('idle.yes'),
        act: () => get('/api/session'),
        done: () => {},
        handled: (error) => {
            if (is_signed_out(error))
                over?.();
            return is_signed_out(error);
        },
        closed: () => { asking = false; },
    });
}

// Called at every answer of the server: the time begins again.
export function idle_restart() {
    if (!over)
        return;
    clearTimeout(ask_timer);
    clearTimeout(hide_timer);
    ask_timer = setTimeout(ask, ASK_AFTER_MS);
    hide_timer = setTimeout(() => over?.(), HIDE_AFTER_MS);
}

export function idle_start(when_over) {
    over = when_over;
    idle_restart();
}
