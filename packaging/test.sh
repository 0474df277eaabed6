#!/usr/bin/env bash
# Everything that must hold before a change is taken: packaging/test.sh [STAGE...]
#
#   format   the layout of all C++ files; the shell scripts
#   asan     g++, all tests under the address and undefined-behaviour sanitizers
#   tour     the real window, under the sanitizers too, through the whole job: on a virtual display, and without any
#   fuzz     each parser of what comes from outside is fed for a short while (FUZZ_SECONDS, 10) by libFuzzer
#   clang    the second compiler over every file without a warning, and clang-tidy over those of the program
#
# Without arguments format, asan and tour; a failed stage does not keep the later ones from running. Installs what is
# missing. Ends with a line for each stage and "N passed, M failed": the tests of asan, and each other stage as one.
set -uo pipefail

repository=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=packaging/packages.sh
source "$repository/packaging/packages.sh"
# shellcheck source=packaging/display.sh
source "$repository/packaging/display.sh"
cd "$repository" || exit 1

all_stages=(format asan tour fuzz clang)
stages=("$@")
[ "$#" -gt 0 ] || stages=(format asan tour)
for stage in "${stages[@]}"; do
    [[ " ${all_stages[*]} " == *" $stage "* ]] || give_up "there is no stage \"$stage\". The stages: ${all_stages[*]}"
done

# The outcome must not depend on who runs this: no compiler flags, display, session bus, language or Qt setting of theirs.
while IFS= read -r name; do
    unset "$name"
done < <(compgen -e | grep -E '^(QT_|XDG_|CMAKE_|CTEST_|LC_|LANGUAGE$|ASAN_|UBSAN_|LSAN_|ALWAYSLEADS_)')
unset DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS \
    SSL_CERT_FILE SSL_CERT_DIR http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY MAIL MAILCONF MAIL_CONFIG
export LC_ALL=C.UTF-8 TZ=UTC
export PATH="$PATH:/usr/sbin:/sbin"
# The same sources in another checkout come from ccache too.
export CCACHE_BASEDIR="$repository" CCACHE_NOHASHDIR=1
jobs=$(nproc)
mkdir -p build

# in_own_home COMMAND...: runs it with an empty home and empty settings, so that nobody's profile can be touched. The folder's
# path is short because sockets lie in it.
in_own_home() (
    home=$(mktemp -d /tmp/al.XXXXXX)
    trap 'rm -rf "$home"' EXIT
    mkdir -m 700 "$home/run"
    export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" \
        XDG_CACHE_HOME="$home/cache" XDG_STATE_HOME="$home/state" DBUS_SESSION_BUS_ADDRESS=disabled:
    "$@"
)

our_sources() {
    git ls-files -z -- "$@"
}

stage_format() {
    local outcome=0 formatter=clang-format-14
    command -v "$formatter" >/dev/null || formatter=clang-format
    our_sources '*.h' '*.cpp' | xargs -0 -r -n 64 -P "$jobs" "$formatter" --dry-run -Werror || outcome=1
    local script
    while IFS= read -r -d '' script; do
        bash -n "$script" || outcome=1
    done < <(our_sources '*.sh' .ci/run)
    if command -v shellcheck >/dev/null; then
        our_sources '*.sh' .ci/run | xargs -0 shellcheck --external-sources || outcome=1
    fi
    return "$outcome"
}

# The test programs in JavaScript, where there are any: real services that are not packaged otherwise.
install_npm_parts() {
    [ -f tests/support/npm/package-lock.json ] || return 0
    command -v npm >/dev/null || install_missing "test with npm"
    npm ci --prefix tests/support/npm --no-audit --no-fund --loglevel=error
}

stage_asan() {
    install_npm_parts || return 1
    cmake --preset asan -DCMAKE_CXX_COMPILER=g++ && cmake --build --preset asan || return 1
    local outcome=0
    in_own_home ctest --preset asan -j "$jobs" 2>&1 | tee build/ctest.log || outcome=1
    # "98% tests passed, 2 tests failed out of 100"
    if [[ $(grep -E 'tests passed, [0-9]+ tests failed out of [0-9]+' build/ctest.log) =~ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
        tests_failed=${BASH_REMATCH[1]}
        tests_passed=$((BASH_REMATCH[2] - BASH_REMATCH[1]))
    fi
    # Nothing tested is not the same as nothing wrong.
    [ "$tests_passed" -gt 0 ] && [ "$tests_failed" -eq 0 ] && [ "$outcome" -eq 0 ]
}

# Reads every file as clang does and makes no object of it: the second compiler is asked for its opinion, not for a program.
# Findings in a header count where a source includes it.
stage_clang() {
    cmake --preset clang && cmake --build --preset clang --target al_precompiled_core al_precompiled_widgets || return 1
    python3 packaging/read_with_clang.py >build/clang.log || {
        tail -n 300 build/clang.log
        return 1
    }
    tail -n 1 build/clang.log
}

stage_tour() {
    cmake --preset asan -DCMAKE_CXX_COMPILER=g++ && cmake --build --preset asan --target alwaysleads || return 1
    local program
    program=$(find build/asan -name alwaysleads -type f -perm -u+x -print -quit)
    [ -n "$program" ] || {
        echo "The build made no program named alwaysleads."
        return 1
    }
    rm -rf build/tour build/tour-offscreen
    local -x LSAN_OPTIONS="suppressions=$repository/tests/support/lsan.supp:print_suppressions=0"
    in_own_home under_xvfb timeout 900 "$program" --tour "$repository/build/tour" || return 1
    QT_QPA_PLATFORM=offscreen in_own_home timeout 900 "$program" --tour "$repository/build/tour-offscreen" || return 1
    local folder
    for folder in build/tour build/tour-offscreen; do
        find "$folder" -name '*.png' -print -quit | grep -q . || return 1
    done
}

stage_fuzz() {
    local compiler=clang++-14
    command -v "$compiler" >/dev/null || compiler=clang++
    cmake --preset fuzz -DCMAKE_CXX_COMPILER="$compiler" && cmake --build --preset fuzz || return 1
    local outcome=0 fuzzer name found=build/fuzz/found
    mkdir -p "$found"
    for fuzzer in build/fuzz/tests/fuzz/Fuzz*; do
        if [ ! -f "$fuzzer" ] || [ ! -x "$fuzzer" ]; then
            continue
        fi
        name=$(basename "$fuzzer")
        mkdir -p "$found/$name"
        # What it finds new goes into the first folder; the second is the corpus of the repository.
        if LSAN_OPTIONS="suppressions=$repository/tests/support/lsan.supp:print_suppressions=0" \
            in_own_home "$fuzzer" -max_total_time="${FUZZ_SECONDS:-10}" -max_len=4096 -timeout=20 -print_final_stats=0 \
            -artifact_prefix="$found/$name-" "$found/$name" "tests/fuzz/data/${name#Fuzz}" >"$found/$name.log" 2>&1; then
            tail -n 1 "$found/$name.log"
        else
            echo "$name found something; the input lies in $found:"
            tail -n 40 "$found/$name.log"
            outcome=1
        fi
    done
    return "$outcome"
}

install_missing "build and run" "test"

tests_passed=0
tests_failed=0
summary=()
for stage in "${stages[@]}"; do
    say "$stage"
    started=$SECONDS
    word=passed
    "stage_$stage" || word=FAILED
    took=$((SECONDS - started))
    summary+=("$(printf '%-8s %s after %d min %02d s' "$stage" "$word" $((took / 60)) $((took % 60)))")
done

say "Summary"
passed=$tests_passed
failed=$tests_failed
for line in "${summary[@]}"; do
    printf '%s\n' "$line"
    # The tests of asan are counted one by one, unless it failed before or beside them.
    case $line in
    asan*passed*) ;;
    asan*FAILED*) [ "$tests_failed" -gt 0 ] || failed=$((failed + 1)) ;;
    *passed*) passed=$((passed + 1)) ;;
    *) failed=$((failed + 1)) ;;
    esac
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
