// SPDX-License-Identifier: Apache-2.0
// The console's own modules, for Node.js: there a .js file is a module only below a package.json
// that says so, and the pages have none.

import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'diolch-console-'));

cpSync(fileURLToPath(new URL('../../assets/console/', import.meta.url)), folder, {recursive: true});
writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
process.on('exit', () => rmSync(folder, {recursive: true}));

export const console_module = (name) => import(join(folder, name));
