// SPDX-License-Identifier: Apache-2.0
// A field for a sum, in pounds and pence, read without floating point.

import {make} from './dom.js';

export const SUM_PATTERN = '£?\\s*\\d{1,6}(\\.\\d{2})?';

// "4.20" is 420; null for anything else.
export function pence_of(text) {
    const found = /^£?\s*(\d{1,6})(?:\.(\d{2}))?$/.exec(text.trim());

    return found ? Number(found[1]) * 100 + Number(found[2] ?? 0) : null;
}

export function sum_of(pence) {
    return pence > 0 ? `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}` : '';
}

export function sum_input(attributes) {
    return make('input', {type: 'text', maxlength: '10', inputmode: 'decimal', autocomplete: 'off',
                          pattern: SUM_PATTERN, ...attributes});
}
