#!/usr/bin/env bash
# ./try --robot with the programs of this build, in this test's own folder.
set -euo pipefail
source=$1 bin=$2
rm -rf share run
mkdir -p share run
DIOLCH_BIN=$bin XDG_DATA_HOME=$PWD/share XDG_RUNTIME_DIR=$PWD/run "$source/try" --robot </dev/null
