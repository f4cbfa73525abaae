#!/bin/sh
# -I and -S: nothing of the user's or the machine's own Python packages gets in.
exec /usr/bin/python3 -IS "$(dirname "$(readlink -f "$0")")/start.py" "$@"
