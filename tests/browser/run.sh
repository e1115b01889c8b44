#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs one file of browser tests:  run.sh BUILD-FOLDER TEST.js
# Exit 77 (skipped) where Node.js, npm or Chromium is not there; the packages of package-lock.json
# are put into the build folder, once for each lock.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
packages=$1/packages
chromium=${TEST_CHROMIUM:-/usr/bin/chromium}

skip() {
    echo "skipped: $1" >&2
    exit 77
}

command -v node >/dev/null || skip 'there is no node (Debian package nodejs)'
if [ "$2" != test_words.js ]; then
    command -v npm >/dev/null || skip 'there is no npm (Debian package npm)'
    [ -x "$chromium" ] || skip "there is no $chromium (Debian package chromium)"
    mkdir -p "$packages"
    exec 9>"$packages/lock" # two tests at once must not install at once
    flock 9
    if ! cmp -s "$here/package-lock.json" "$packages/installed"; then
        cp "$here/package.json" "$here/package-lock.json" "$packages/"
        (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) ||
            skip "npm ci did not get the packages: see $packages/npm.log"
        cp "$here/package-lock.json" "$packages/installed"
    fi
    exec 9>&-
fi
TEST_PACKAGES=$packages TEST_CHROMIUM=$chromium
export TEST_PACKAGES TEST_CHROMIUM
cd "$here"
exec node --test --test-reporter=spec "$2"
