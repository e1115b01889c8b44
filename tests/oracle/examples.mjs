// SPDX-License-Identifier: Apache-2.0
// The engine beside this file has to give the worked examples itself, or it measures nothing.
//
//     node examples.mjs EXAMPLES.json

import {deepStrictEqual} from 'node:assert';
import {readFileSync} from 'node:fs';
import {assess} from './engine.mjs';

const {examples, policies, minimum_wage_pence_per_hour: wages} =
    JSON.parse(readFileSync(process.argv[2], 'utf8'));

for (const {id, policy, facts, expected} of examples)
    deepStrictEqual(assess(policies[policy], wages, facts), expected, id);
console.log(`${examples.length} examples`);
