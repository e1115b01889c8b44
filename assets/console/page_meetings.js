// SPDX-License-Identifier: Apache-2.0

import {get} from './api.js';
import {make, theirs} from './dom.js';
import {say} from './words.js';
import {date_words, money, time_of} from './format.js';
import {shell_organisation} from './shell.js';
import {meeting_state, meeting_title} from './pieces.js';
import {table} from './table.js';

function name_of(meeting) {
    return [make('a', {href: `#/meetings/${meeting.id}`}, meeting_title(meeting)),
            make('span', {class: 'under'}, theirs(meeting.code)),
            meeting.waits && make('strong', {class: 'badge held'}, say('meeting.waits')),
            meeting.demonstration && make('span', {class: 'badge dashed'}, say('meeting.demo'))];
}

function when_and_where(meeting) {
    return [make('span', {class: 'line'}, date_words(meeting.local_date)),
            make('span', {class: 'line'},
                 say('meeting.hours', {start: time_of(meeting.start), end: time_of(meeting.end)})),
            make('span', {class: 'under'}, theirs(meeting.venue))];
}

// What waits for somebody stands out, by an edge as well as by colour; nothing waiting is quiet.
function waiting(count) {
    return count > 0 ? make('strong', {class: 'count'}, count) : '0';
}

function row_of(meeting) {
    return [name_of(meeting), when_and_where(meeting), meeting_state(meeting),
            say('meetings.people', {arrived: meeting.arrived, present: meeting.present}),
            waiting(meeting.to_approve), waiting(meeting.to_pay), waiting(meeting.exceptions),
            money(meeting.cash_paid_pence)];
}

function columns() {
    return [{label: say('meetings.meeting')}, {label: say('meetings.when')},
            {label: say('meetings.state')}, {label: say('meetings.who')},
            {label: say('meetings.to_approve'), money: true},
            {label: say('meetings.to_pay'), money: true},
            {label: say('meetings.exceptions'), money: true},
            {label: say('meetings.cash'), money: true}];
}

export const meetings_page = {
    load: async () => {
        const data = await get('/api/meetings');

        shell_organisation(data.organisation);
        return data;
    },
    draw: (data) => ({
        title: say('meetings.title'),
        nodes: [table({caption: say('meetings.caption'), columns: columns(),
                       rows: data.meetings.map(row_of), none: say('meetings.none')})],
    }),
};
