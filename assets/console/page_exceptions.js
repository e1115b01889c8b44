// SPDX-License-Identifier: Apache-2.0

import {get} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {exceptions_table} from './exceptions.js';

export const exceptions_page = {
    load: () => get('/api/exceptions'),
    draw: (data, context) => ({
        title: say('exceptions.title'),
        nodes: [make('p', {}, say('exceptions.what_they_are')),
                exceptions_table(data.exceptions, [], context)],
    }),
};
