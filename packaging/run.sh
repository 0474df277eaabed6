#!/usr/bin/env bash
# Builds AlwaysLeads and opens it in the sandbox: packaging/run.sh [options of alwaysleads]
# Without a display it drives the real window through the whole job instead, saves a picture of each step in build/tour
# and prints what arrived.
set -euo pipefail

repository=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=packaging/packages.sh
source "$repository/packaging/packages.sh"
# shellcheck source=packaging/display.sh
source "$repository/packaging/display.sh"
cd "$repository"

if [ "$(uname -s)" != Linux ]; then
    give_up "this script is for Linux." \
        "On other systems install Qt 6.4, QCoro, QtKeychain, tl-expected, GMime 3, OpenSSL 3 and SQLite 3.37 or newer, then:" \
        "    cmake --preset release && cmake --build --preset release"
fi

install_missing "build and run"
for tool in cmake ninja c++ pkg-config; do
    command -v "$tool" >/dev/null || give_up "the program $tool is missing, so nothing can be built."
done

say "Building AlwaysLeads in build/release"
mkdir -p build
if ! cmake --preset release >build/configure.log 2>&1; then
    cat build/configure.log >&2
    give_up "the build could not be configured (see above)."
fi
cmake --build --preset release || give_up "the build failed (see above)."

program=$(find build/release -name alwaysleads -type f -perm -u+x -print -quit)
[ -n "$program" ] || give_up "the build made no program named alwaysleads in build/release."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the sandbox: invented people, nothing leaves this computer"
    exec "$program" --sandbox "$@"
fi

for tool in Xvfb xauth; do
    command -v "$tool" >/dev/null || give_up "there is no display, and the program $tool for a virtual one is missing."
done
say "There is no display: driving the window through the whole job on a virtual one"
rm -rf build/tour
outcome=0
under_xvfb "$program" --tour "$repository/build/tour" "$@" || outcome=$?
if [ -f build/tour/summary.txt ]; then
    say "What happened"
    cat build/tour/summary.txt
fi
if [ -n "$(find build/tour -name '*.png' -print -quit 2>/dev/null)" ]; then
    say "The pictures are in $repository/build/tour"
fi
[ "$outcome" -eq 0 ] || give_up "the tour did not come to its end (exit code $outcome)."
