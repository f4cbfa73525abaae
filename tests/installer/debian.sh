#!/bin/sh
# The .deb on a bare Debian, 12 without LCDESK_SUITE: install, use from the command line and by keyboard, update, refuse, remove.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/installer/common.sh"
version=$("$python" -c 'import lcdesk; print(lcdesk.__version__)')
deb=lcdesk_${version}_amd64.deb
suite=${LCDESK_SUITE:-bookworm}
bare=$trials/bare-$suite
box=$trials/debian-$suite
office="/root/Nguyễn Ánh"

inside() { chroot "$box" env LCDESK_PASSWORD="$LCDESK_PASSWORD" LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@"; }

make_bare_debian() {
    [ -d "$bare" ] || debootstrap --variant=minbase "$suite" "$bare.new" http://deb.debian.org/debian \
        >"$trials/debootstrap.log" 2>&1 || fail "debootstrap, see $trials/debootstrap.log"
    [ -d "$bare" ] || mv "$bare.new" "$bare"
    rm -rf "$box"
    cp -a "$bare" "$box"
}

install_package() {
    cp "$root/dist/$deb" "$box/root/"
    inside apt-get -qq install -y --no-install-recommends "/root/$deb" >"$trials/apt.log" 2>&1 ||
        fail "apt-get install, see $trials/apt.log"
    say "installed with $(inside python3 --version): $(inside lcdesk --version)"
    left=$(inside sh -c 'ls /opt/lcdesk /usr/bin/lcdesk /usr/share/applications/lcdesk.desktop \
        /usr/share/mime/packages/lcdesk.xml /usr/share/icons/hicolor/scalable/apps/lcdesk.svg' | wc -l)
    [ "$left" -ge 9 ] || fail "files of the desktop are missing"
}

use_commands() {
    mkdir -p "$box$office"
    inside lcdesk demo "$office/sổ phường.lcdesk"
    inside lcdesk paper 10C "$office/sổ phường.lcdesk" --meeting 1 -o "$office/biên bản.pdf"
    inside lcdesk report year-book "$office/sổ phường.lcdesk" --year 2025 -o "$office/sách.pdf"
    inside lcdesk report loans "$office/sổ phường.lcdesk" --year 2025 -o "$office/khoản vay.xlsx"
    inside lcdesk check "$office/sổ phường.lcdesk"
    text=$(pdf_text "$box$office/biên bản.pdf")
    holds "$text" "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" "10C/TD"
    say "minutes read back: $(echo "$text" | cut -c1-120)…"
}

# The keyboard needs QtTest, which does not ship: it is put beside for the trial.
use_keyboard() {
    wheel=$(ls "$root"/build/locked/linux/pyside6_essentials-*.whl)
    (cd "$box/opt/lcdesk/lib" && unzip -qo "$wheel" PySide6/QtTest.abi3.so PySide6/Qt/lib/libQt6Test.so.6)
    mkdir -p "$box/root/tests/ui" "$box$office/bàn phím"
    cp "$root/tests/officer.py" "$root/tests/installer/main_job.py" "$box/root/tests/"
    cp "$root/tests/ui/test_main_job.py" "$box/root/tests/ui/"
    inside python3 -IS -c '
import runpy, sys
library = "/opt/lcdesk/lib"
sys.path[:0] = [f"{library}/cp{sys.version_info[0]}{sys.version_info[1]}", library]
sys.argv[:] = ["main_job.py", "/root/tests", sys.argv[1]]
runpy.run_path("/root/tests/main_job.py")' "$office/bàn phím" 2>"$trials/keyboard.log" || fail "see $trials/keyboard.log"
    rm "$box/opt/lcdesk/lib/PySide6/QtTest.abi3.so" "$box/opt/lcdesk/lib/PySide6/Qt/lib/libQt6Test.so.6"
    inside env LCDESK_PASSWORD="một câu dài" lcdesk paper 10C "$office/bàn phím/ward.lcdesk" --meeting 1 \
        -o "$office/biên bản bàn phím.pdf"
    text=$(pdf_text "$box$office/biên bản bàn phím.pdf")
    holds "$text" "Nguyễn Thị Sầu Riêng" "Nhà văn hóa tổ dân phố 5" "50.000.000" "Một trăm ba mươi triệu đồng"
    say "what was typed stands in the minutes"
}

use_screen() {
    inside env -u QT_QPA_PLATFORM DISPLAY=127.0.0.1:77 lcdesk "$office/sổ phường.lcdesk" >"$trials/screen.log" 2>&1 &
    program=$!
    window=$(window_named "sổ phường.lcdesk")
    say "window on the screen: $(DISPLAY=:77 xdotool getwindowname "$window")"
    if inside lcdesk check "$office/sổ phường.lcdesk" 2>"$trials/second.log"; then
        fail "a second program opened a file in use"
    fi
    say "a command on the open file is refused: $(cat "$trials/second.log")"
    close_window "$window"
    wait "$program" || fail "the window ended with an error, see $trials/screen.log"
    say "window closed"
}

refuse() {
    chmod 500 "$box$office"
    if inside setpriv --reuid=65534 lcdesk demo "$office/x.lcdesk" 2>"$trials/refused.log"; then
        fail "a file was made without the right to"
    fi
    chmod 755 "$box$office"
    say "no right to write: $(tail -1 "$trials/refused.log")"
    mkdir -p "$box/mnt"
    mount -t tmpfs -o size=300k lcdesk-trial "$box/mnt" 2>/dev/null || return 0
    if inside lcdesk demo /mnt/x.lcdesk 2>"$trials/refused.log"; then
        fail "a file was made on a full disk"
    fi
    say "disk full: $(tail -1 "$trials/refused.log"); left there: $(inside sh -c 'ls -A /mnt | wc -l') files"
    umount "$box/mnt"
}

update_and_remove() {
    before=$(sha256sum "$box$office/sổ phường.lcdesk")
    inside dpkg -i "/root/$deb" >"$trials/update.log" 2>&1 || fail "update, see $trials/update.log"
    inside lcdesk check "$office/sổ phường.lcdesk"
    inside dpkg -r lcdesk >>"$trials/update.log" 2>&1
    [ ! -e "$box/opt/lcdesk" ] || fail "left behind: $(find "$box/opt/lcdesk" | head -5)"
    [ "$before" = "$(sha256sum "$box$office/sổ phường.lcdesk")" ] || fail "the ward file has changed"
    say "installed over, removed, nothing left in /opt; the ward file is as it was"
}

# The archive, beside the checkout, on this machine.
measure_start() {
    rm -rf "$trials/unpacked"
    mkdir -p "$trials/unpacked"
    tar -xzf "$root/dist/lcdesk-$version-linux-x86_64.tar.gz" -C "$trials/unpacked"
    cp "$box$office/sổ phường.lcdesk" "$box$office/sổ phường.lcdesk.keys" "$trials/unpacked/"
    DISPLAY=:77 "$python" "$root/tests/installer/speed.py" "$trials/unpacked/sổ phường.lcdesk" \
        "$trials/unpacked/lcdesk-$version/lcdesk" || fail "the installed program starts too slowly"
}

mkdir -p "$trials"
[ "${1-}" = quick ] || build_twice linux "$deb" "lcdesk-$version-linux-x86_64.tar.gz"
make_bare_debian
open_screen
install_package
use_commands
use_keyboard
use_screen
refuse
update_and_remove
measure_start
say "Debian $suite: done"
