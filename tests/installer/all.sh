#!/bin/sh
# Build everything, then install, use, update and remove it: on a bare Debian, then the Windows setup under Wine.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/installer/common.sh"

install_tools
sh "$root/tests/installer/debian.sh"
sh "$root/tests/installer/wine.sh"
say "All trials went well."
