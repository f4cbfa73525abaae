#!/bin/sh
# The Windows setup under Wine: install silently, use, refuse, update, remove; then the folder for a stick.
# Wine 8 lacks three libraries of Windows; stand-ins lie beside python.exe in the trial alone, and a hash of every
# installed file shows that none was shipped.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/installer/common.sh"
version=$("$python" -c 'import lcdesk; print(lcdesk.__version__)')
setup=lcdesk-$version-setup.exe
user="Nguyễn Ánh"
export HOME="$trials/wine" USER="$user" LANG=C.UTF-8 DISPLAY=:77
export WINEPREFIX="$trials/wine/prefix" WINEDEBUG=-all
# Without mscms=n Wine takes its own. Its WMI, which Python asks for the kind of processor, ends the process.
export WINEDLLOVERRIDES="mscms=n;wbemprox=d;winemenubuilder.exe=d"

make_windows() {
    rm -rf "$trials/wine"
    mkdir -p "$HOME" "$trials/stubs"
    for name in icuuc mscms bcryptprimitives; do
        x86_64-w64-mingw32-gcc -shared -o "$trials/stubs/$name.dll" "$root/tests/installer/wine/$name.c" -ladvapi32
    done
    piped wineboot -i >/dev/null
    piped winecfg -v win10 >/dev/null
    home=$(ls -d "$WINEPREFIX/drive_c/users/$user")
    here=$home/AppData/Local/Programs/lcdesk
    there="C:\\users\\$user\\AppData\\Local\\Programs\\lcdesk"
    office="$home/Documents"
    say "Windows for $user: $(wine --version)"
}

install_setup() {
    expect 0 wine "$root/dist/$setup" /S
    (cd "$here" && sha256sum --quiet -c "$root/dist/lcdesk-$version-windows.sha256") || fail "installed files differ"
    more=$(cd "$here" && find . -type f ! -name '*.pyc' ! -name uninstall.exe | wc -l)
    [ "$more" = "$(wc -l <"$root/dist/lcdesk-$version-windows.sha256")" ] || fail "there are files more than were built"
    for link in "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/lcdesk.lnk" "$home/Desktop/lcdesk.lnk"; do
        [ -f "$link" ] || fail "no link $link"
    done
    expect 0 wine reg query 'HKCU\Software\Classes\lcdesk.ward\shell\open\command'
    holds "$(cat "$trials/last.log")" 'lcdesk.exe" "%1"'
    say "installed silently: $more files, each as built; links and file type are there"
    cp "$trials"/stubs/*.dll "$here/python/"
}

use_commands() { # FOLDER, as Windows calls it; the ward goes into Documents
    ward="C:\\users\\$user\\Documents\\sổ phường.lcdesk"
    console="$1\\lcdesk-console.exe"
    expect 0 wine "$console" --version
    say "$(cat "$trials/last.log") by $console"
    rm -f "$office"/sổ*
    expect 0 wine "$console" demo "$ward"
    expect 0 wine "$console" paper 10C "$ward" --meeting 1 -o "C:\\users\\$user\\Documents\\biên bản.pdf"
    expect 0 wine "$console" report year-book "$ward" --year 2025 -o "C:\\users\\$user\\Documents\\sách.pdf"
    expect 0 wine "$console" check "$ward"
    holds "$(pdf_text "$office/biên bản.pdf")" "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" "10C/TD"
    say "$(cat "$trials/last.log")"
}

# The keyboard needs QtTest, which does not ship: it is put beside for the trial.
use_keyboard() {
    wheel=$(ls "$root"/build/locked/windows/pyside6_essentials-*.whl)
    (cd "$here/lib" && unzip -qo "$wheel" PySide6/QtTest.pyd PySide6/Qt6Test.dll)
    mkdir -p "$HOME/tests/ui" "$office/bàn phím"
    cp "$root/tests/officer.py" "$root/tests/installer/main_job.py" "$HOME/tests/"
    cp "$root/tests/ui/test_main_job.py" "$HOME/tests/ui/"
    tests=$(piped winepath -w "$HOME/tests")
    expect 0 wine "$there\\python\\python.exe" "$tests\\main_job.py" "$tests" "C:\\users\\$user\\Documents\\bàn phím"
    say "$(grep 'main job' "$trials/last.log")"
    LCDESK_PASSWORD="một câu dài" expect 0 wine "$there\\lcdesk-console.exe" paper 10C \
        "C:\\users\\$user\\Documents\\bàn phím\\ward.lcdesk" --meeting 1 -o "C:\\users\\$user\\Documents\\phím.pdf"
    holds "$(pdf_text "$office/phím.pdf")" "Nguyễn Thị Sầu Riêng" "Nhà văn hóa tổ dân phố 5" "Một trăm ba mươi triệu đồng"
    say "what was typed stands in the minutes"
}

use_screen() {
    ward="C:\\users\\$user\\Documents\\sổ phường.lcdesk"
    # The command that the file type holds. Wine 8 itself looks up file types of all users only.
    wine "$there\\lcdesk.exe" "$ward" </dev/null 2>&1 | cat >"$trials/screen.log" &
    program=$!
    window=$(window_named "sổ phường.lcdesk")
    say "window on the screen: $(xdotool getwindowname "$window")"
    expect 1 wine "$there\\lcdesk-console.exe" check "$ward"
    say "a command on the open file is refused: $(cat "$trials/last.log")"
    expect 0 wine "$there\\lcdesk.exe" "$ward"
    [ "$(wmctrl -l | grep -c "sổ phường.lcdesk")" = 1 ] || fail "a second window of the same file"
    say "a second start raises the first window and ends"
    expect 4 wine "$root/dist/$setup" /S
    expect 0 wine "$there\\uninstall.exe" /S # goes on by itself, from a copy
    sleep 10
    (cd "$here" && sha256sum --quiet -c "$root/dist/lcdesk-$version-windows.sha256") || fail "a running program was removed"
    say "setup (exit code 4) and uninstaller leave a running program alone"
    close_window "$window"
    wait "$program"
    expect 0 wine "$there\\lcdesk-console.exe" check "$ward"
}

refuse() {
    key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\lcdesk'
    expect 0 wine reg add "$key" /v DisplayVersion /d 99.0.0 /f
    expect 3 wine "$root/dist/$setup" /S
    expect 0 wine reg add "$key" /v DisplayVersion /d "$version" /f
    say "an older version does not go over a newer one: exit code 3"
    mkdir -p "$trials/others/lib"
    expect 7 wine "$root/dist/$setup" /S "/D=$(piped winepath -w "$trials/others")"
    [ -d "$trials/others/lib" ] || fail "a folder of somebody else's was removed"
    say "a folder of somebody else's is left alone: exit code 7"
    mkdir -p "$trials/small"
    mount -t tmpfs -o size=50m lcdesk-trial "$trials/small" 2>/dev/null || return 0
    ln -sfn "$trials/small" "$WINEPREFIX/dosdevices/s:"
    expect 5 wine "$root/dist/$setup" /S '/D=S:\lcdesk'
    [ -z "$(ls -A "$trials/small")" ] || fail "something was written all the same"
    umount "$trials/small"
    say "too little room: exit code 5, before anything is written"
}

update_and_remove() {
    before=$(cd "$office" && sha256sum sổ*)
    expect 0 wine "$root/dist/$setup" /S
    (cd "$here" && sha256sum --quiet -c "$root/dist/lcdesk-$version-windows.sha256") || fail "installed files differ"
    expect 0 wine "$there\\uninstall.exe" /S
    for _second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
        [ ! -e "$here" ] || sleep 1
    done
    [ ! -e "$here" ] || fail "left behind: $(find "$here" | head -5)"
    expect 1 wine reg query 'HKCU\Software\Classes\lcdesk.ward'
    [ ! -e "$home/Desktop/lcdesk.lnk" ] || fail "a link is left on the desktop"
    [ "$before" = "$(cd "$office" && sha256sum sổ*)" ] || fail "the ward file has changed"
    say "installed over, removed, nothing left; the ward file is as it was"
}

use_stick() {
    stick="$trials/wine/USB của Ánh"
    mkdir -p "$stick"
    unzip -qo "$root/dist/lcdesk-$version-portable.zip" -d "$stick"
    stick="$stick/lcdesk-$version-portable"
    cp "$trials"/stubs/*.dll "$stick/python/"
    name=$(piped winepath -w "$stick")
    use_commands "$name"
    (cd "$stick" && sha256sum --quiet -c "$root/dist/lcdesk-$version-portable.sha256") || fail "the stick was written to"
    sources=$(find "$stick/lib" -name '*.py' | wc -l)
    [ "$sources" = "$(find "$stick/lib" -name '*.pyc' | wc -l)" ] || fail "not every module of the stick is compiled"
    say "the stick brings $sources compiled modules"
    mkdir -p "$stick/data"
    mv "$office"/sổ* "$stick/data/"
    wine "$name\\lcdesk.exe" "$name\\data\\sổ phường.lcdesk" </dev/null 2>&1 | cat >/dev/null &
    close_window "$(window_named "sổ phường.lcdesk")"
    wait $! || true
    [ -f "$stick/data/lcdesk.ini" ] || [ -d "$stick/data/lcdesk" ] || fail "settings do not lie beside: $(ls "$stick/data")"
    say "the stick holds its data and settings: $(cd "$stick/data" && find . -type f | sort | tr '\n' ' ')"
}

mkdir -p "$trials"
[ "${1-}" = quick ] || build_twice windows "$setup"
[ "${1-}" = quick ] || build_twice portable "lcdesk-$version-portable.zip"
open_screen
make_windows
install_setup
use_commands "$there"
use_keyboard
use_screen
refuse
update_and_remove
use_stick
wineserver -k || true
say "Wine: done"
