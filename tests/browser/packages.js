// SPDX-License-Identifier: Apache-2.0
// The pinned packages lie in the build folder (run.sh puts them there), not beside these files.

import {createRequire} from 'node:module';
import {join} from 'node:path';

const folder = process.env.TEST_PACKAGES;

if (!folder)
    throw new Error('TEST_PACKAGES must name the folder of package.json and node_modules');

export const require_package = createRequire(join(folder, 'package.json'));
