// SPDX-License-Identifier: Apache-2.0
// Chance, the same on every machine: one seed and number make one policy and its facts.

// Mulberry32: 32 bits of state, good enough to choose with, and the same everywhere.
export function draw_begin(seed, number) {
    let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35);
    const next = () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);

        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return (t ^ (t >>> 14)) >>> 0;
    };
    const below = (count) => next() % count;

    return {
        below,
        between: (low, high) => low + below(high - low + 1),
        one: (choices) => choices[below(choices.length)],
        often: (percent) => below(100) < percent,
        near: (value) => Math.max(0, value + below(3) - 1), // one either side
    };
}

// The members of a list, each with that chance; the members of an object, all or none.
export const some = (draw, list, percent) => list.filter(() => draw.often(percent));
export const maybe = (draw, percent, members) => draw.often(percent) ? members : {};
