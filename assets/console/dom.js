// SPDX-License-Identifier: Apache-2.0
// Elements from names, attributes and children. Whatever is a string becomes a text node, never
// markup: a person may be called anything. This is the only file that makes elements.

const ATTRIBUTES = new Set([
    'accept', 'alt', 'autocomplete', 'autofocus', 'class', 'colspan', 'data-label', 'datetime',
    'disabled', 'for', 'height', 'href', 'id', 'inputmode', 'lang', 'max', 'maxlength', 'min', 'name',
    'pattern', 'rel', 'required', 'role', 'scope', 'spellcheck', 'src', 'tabindex', 'target', 'type',
    'value', 'width',
]);

// Ours only: a page, or something of the API. Nothing from outside can become an address.
function is_address(value) {
    return value.startsWith('#/') || value === '#content' || value.startsWith('/api/');
}

function set_attribute(element, name, value) {
    if (value === null || value === undefined || value === false)
        return;
    if (name.startsWith('on_'))
        element.addEventListener(name.slice(3), value);
    else if (!ATTRIBUTES.has(name) && !name.startsWith('aria-'))
        throw new Error(`no such attribute here: ${name}`);
    else if ((name === 'href' || name === 'src') && !is_address(value))
        throw new Error('an address that is not ours');
    else
        element.setAttribute(name, value === true ? '' : String(value));
}

// make('p', {class: 'hint'}, 'words', other_element, null): null, undefined and false are left out.
export function make(name, attributes, ...children) {
    const element = document.createElement(name);

    for (const [key, value] of Object.entries(attributes ?? {}))
        set_attribute(element, key, value);
    for (const child of children.flat(2))
        if (child !== null && child !== undefined && child !== false)
            element.append(child instanceof Node ? child : String(child));
    return element;
}

// What other people wrote: isolated, so that right-to-left letters cannot turn our words about.
export function theirs(text) {
    return make('bdi', {}, text);
}

export function move_focus(element) {
    element.setAttribute('tabindex', '-1');
    element.focus();
}
