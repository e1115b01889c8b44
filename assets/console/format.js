// SPDX-License-Identifier: Apache-2.0
// Pence, instants and dates as people read them. Pence are whole numbers and stay so; clocks are
// read in London wherever the browser is. Days and months come from our own catalogue, because
// browsers do not know Welsh ones.

import {say} from './words.js';

const LONDON = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

export function money(pence) {
    if (!Number.isSafeInteger(pence))
        throw new TypeError('an amount that is not whole pence');

    const whole = Math.abs(pence);
    const pounds = String(Math.trunc(whole / 100)).replace(/\B(?=(\d{3})+$)/g, ',');

    return `${pence < 0 ? '−' : ''}£${pounds}.${String(whole % 100).padStart(2, '0')}`;
}

function parts_in_london(instant) {
    const parts = {};

    for (const part of LONDON.formatToParts(instant))
        parts[part.type] = part.value;
    return parts;
}

function weekday(year, month, day) {
    return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

// "2026-11-23" as "Monday 23 November 2026"
export function date_words(date) {
    const [year, month, day] = date.split('-').map(Number);

    return `${say(`day.${weekday(year, month, day)}`)} ${day} ${say(`month.${month}`)} ${year}`;
}

export function date_short(date) {
    const [year, month, day] = date.split('-').map(Number);

    return `${day} ${say(`month.${month}`)} ${year}`;
}

function two(value) {
    return String(value).padStart(2, '0');
}

// The date in London of an instant, as the API writes dates.
export function date_of(instant) {
    const {year, month, day} = parts_in_london(new Date(instant));

    return `${year}-${two(month)}-${two(day)}`;
}

export function time_of(instant) {
    const {hour, minute} = parts_in_london(new Date(instant));

    return `${hour}:${minute}`;
}

export function when(instant) {
    return `${date_short(date_of(instant))}, ${time_of(instant)}`;
}

// A time of day when it is the same day as the meeting's, date and time otherwise.
export function when_on(instant, date) {
    return date_of(instant) === date ? time_of(instant) : when(instant);
}
