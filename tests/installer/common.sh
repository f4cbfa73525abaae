# What the trials share; $root is the checkout. Sourced, not run.
python=$root/.venv/bin/python
trials=${LCDESK_TRIALS:-$root/build/trials}
export LCDESK_PASSWORD=sample-password

say() { printf "== %s\n" "$*"; } # echo would take \t in a path of Windows for a tab

fail() {
    printf "FAILED: %s\n" "$*" >&2
    exit 1
}

install_tools() {
    tools="nsis wine64 wine osslsigncode gcc-mingw-w64-x86-64 debootstrap xvfb xdotool openbox wmctrl unzip"
    missing=
    for tool in $tools; do
        dpkg -s "$tool" >/dev/null 2>&1 || missing="$missing $tool"
    done
    [ -n "$missing" ] || return 0
    [ "$(id -u)" = 0 ] || fail "Run as root, or install these first:$missing"
    say "Installing$missing"
    apt-get -qq update
    # shellcheck disable=SC2086 # a list
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >/dev/null
}

# The folder for a stick is compiled by a Python 3.13.
want_python() {
    for name in "$python" python3.13; do
        ! "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null || return 0
    done
    fail "Put a python3.13 on the PATH first: the folder for a stick is compiled by it."
}

# Text of a PDF, read by the checkout's PDFium, normalised to one line.
pdf_text() {
    "$python" - "$1" <<'END'
import sys, unicodedata, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
text = " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
print(" ".join(unicodedata.normalize("NFC", text).split()))
END
}

holds() { # TEXT PART…
    text=$1
    shift
    for part in "$@"; do
        case $text in
        *"$part"*) ;;
        *) fail "not in the text: $part" ;;
        esac
    done
}

# Build what is committed; what lies about in the checkout has no part in it.
build() { # KIND OPTION…
    rm -rf "$trials/source"
    mkdir -p "$trials/source"
    git -C "$root" archive HEAD | tar -x -C "$trials/source"
    "$python" "$trials/source/build_installer.py" "$1" --cache "$root/build/locked" --work "$trials/work" \
        --out "${2:-$root/dist}"
}

# Two builds of the same commit are the same, byte by byte.
build_twice() { # KIND NAME…
    kind=$1
    shift
    build "$kind"
    build "$kind" "$trials/again" >/dev/null
    for name in "$@"; do
        cmp "$root/dist/$name" "$trials/again/$name" || fail "$name differs between two builds"
        say "built twice, the same: $(cd "$root/dist" && sha256sum "$name")"
    done
}

# A screen with a window manager, until the script ends. It listens on the network of the machine, for who is in a box.
open_screen() {
    Xvfb :77 -screen 0 1366x768x24 -listen tcp -ac >"$trials/xvfb.log" 2>&1 &
    screen=$!
    trap 'kill $screen' EXIT
    sleep 2
    DISPLAY=:77 openbox >/dev/null 2>&1 &
    sleep 1
}

window_named() { # the id of the window with this in its title, once it is there
    DISPLAY=:77 timeout 90 xdotool search --sync --onlyvisible --name "$1" | head -1
}

close_window() { DISPLAY=:77 wmctrl -i -c "$1"; }

# Run a command whose output is not a file, which Python under Wine cannot write to; give its exit code.
piped() {
    "$python" -c '
import subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=240)
sys.stdout.buffer.write(done.stdout.replace(b"\r\n", b"\n"))
sys.exit(done.returncode)' "$@"
}

expect() { # CODE COMMAND…
    wanted=$1
    shift
    code=0
    piped "$@" >"$trials/last.log" || code=$?
    [ "$code" = "$wanted" ] || fail "exit code $code and not $wanted: $*; $(tail -3 "$trials/last.log")"
}
