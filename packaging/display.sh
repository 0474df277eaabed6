# Runs a program on an X display of its own. Sourced by run.sh and test.sh, never run.
# shellcheck shell=bash

# under_xvfb COMMAND...: runs it on a new virtual display of 1440x900 that nobody else can open, and ends the display with it.
# Its outcome is the command's. The display finds its own free number, so several can start at the same moment.
under_xvfb() (
    folder=$(mktemp -d)
    server=
    trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; [ -z "$server" ] || wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
    trap 'exit 130' INT TERM

    cookie=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    xauth -q -f "$folder/server" add :0 . "$cookie" 2>/dev/null
    mkfifo "$folder/number"
    Xvfb -displayfd 3 -screen 0 1440x900x24 -dpi 96 -nolisten tcp -auth "$folder/server" \
        3>"$folder/number" >"$folder/log" 2>&1 &
    server=$!
    if ! IFS= read -r -t 30 number <"$folder/number"; then
        cat "$folder/log" >&2
        give_up "the virtual display did not start (see above)."
    fi
    xauth -q -f "$folder/client" add ":$number" . "$cookie" 2>/dev/null

    outcome=0
    env -u WAYLAND_DISPLAY DISPLAY=":$number" XAUTHORITY="$folder/client" QT_QPA_PLATFORM=xcb "$@" || outcome=$?
    exit "$outcome"
)
