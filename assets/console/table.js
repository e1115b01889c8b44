// SPDX-License-Identifier: Apache-2.0
// A table that stays one when it is too narrow for columns: then each row is a small card and each
// cell says its column. The roles are written out because browsers forget them once CSS changes
// how a row is laid out.

import {make} from './dom.js';
import {say} from './words.js';

function head_cell(column) {
    return make('th', {scope: 'col', role: 'columnheader', class: column.money && 'money'},
                column.label);
}

function cell(column, content, first) {
    return first
        ? make('th', {scope: 'row', role: 'rowheader'}, content)
        : make('td', {role: 'cell', 'data-label': column.label, class: column.money && 'money'},
               make('div', {}, content));
}

function row(columns, cells) {
    return make('tr', {role: 'row'},
                columns.map((column, index) => cell(column, cells[index], index === 0)));
}

/*
 * columns: [{label, money}], the first is the row's name; rows: [[content, …]]; foot: one more row,
 * of sums. Without rows, `none` is said instead. A `plain` one is narrow enough as it is.
 */
export function table({caption, columns, rows, foot, none, plain}) {
    if (rows.length === 0)
        return make('p', {class: 'none'}, none);
    return make('table', {role: 'table', class: plain ? 'plain' : 'records'},
                make('caption', {}, caption),
                make('thead', {role: 'rowgroup'},
                     make('tr', {role: 'row'}, columns.map(head_cell))),
                make('tbody', {role: 'rowgroup'}, rows.map((cells) => row(columns, cells))),
                foot && make('tfoot', {role: 'rowgroup'}, row(columns, foot)));
}

// Names and values: [[name, value], …]; a value that is null is left out.
export function facts(pairs, name) {
    return make('dl', {class: name ?? 'facts'},
                pairs.filter(([, value]) => value !== null && value !== undefined)
                    .map(([term, value]) => make('div', {}, make('dt', {}, term),
                                                 make('dd', {}, value))));
}

export function or_none(value) {
    return value === null || value === undefined || value === '' ? say('table.none') : value;
}
