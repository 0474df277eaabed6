# Installs what is missing from packaging/packages.txt. Sourced by run.sh and test.sh, never run.
# shellcheck shell=bash

packages_file=$(dirname -- "${BASH_SOURCE[0]}")/packages.txt
packages_file=$(realpath -- "$packages_file")

# Says a line that stands out from the output of other programs.
say() {
    printf '\n==> %s\n' "$*"
}

# Ends the script with what happened, why and what to do, one argument a line.
give_up() {
    printf '\nAlwaysLeads: %s\n' "$1" >&2
    shift
    [ "$#" -eq 0 ] || printf '%s\n' "$@" >&2
    exit 1
}

# The lines of the given sections of packages.txt, without comments.
packages_in() {
    local section
    for section in "$@"; do
        awk -v wanted="[$section]" '
            /^\[/ { inside = ($0 == wanted); next }
            inside && !/^#/ && NF { print }' "$packages_file"
    done
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# True when one of the alternatives in "a | b" is installed.
is_satisfied() {
    local name
    for name in ${1//|/ }; do
        if is_installed "$name"; then
            return 0
        fi
    done
    return 1
}

# The first of the alternatives in "a | b" that this system's package lists offer.
offered() {
    local name
    for name in ${1//|/ }; do
        if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Mail servers that come with the tests are started by the tests alone, on the loopback interface. Where the system would
# start them at installation, that is held back while they are installed, and they are left switched off.
hold_back_services() {
    [ -d /run/systemd/system ] || return 0
    [ "$#" -eq 0 ] || as_root systemctl --quiet --runtime mask "$@"
}

leave_services_off() {
    [ -d /run/systemd/system ] || return 0
    [ "$#" -eq 0 ] || as_root systemctl --quiet --runtime unmask "$@"
    [ "$#" -eq 0 ] || as_root systemctl --quiet disable "$@"
}

# install_missing SECTION...: installs what is missing from these sections, after saying what; nothing when all is there.
install_missing() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "This system has no apt-get, so nothing can be installed here. AlwaysLeads needs, under the names of Debian:"
        packages_in "$@"
        say "Going on with what is installed"
        return 0
    fi

    local line missing=()
    while IFS= read -r line; do
        is_satisfied "$line" || missing+=("$line")
    done < <(packages_in "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0

    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        give_up "these packages are missing, and installing them needs root:" "${missing[@]}" \
            "Run this script as root once, or install them."
    fi

    say "Missing packages, to be installed now$([ "$(id -u)" -eq 0 ] || printf ' with sudo'):"
    printf '    %s\n' "${missing[@]}"

    as_root apt-get update -q
    local name names=() services=()
    for line in "${missing[@]}"; do
        name=$(offered "$line") || give_up "this system does not offer the package $line." \
            "Debian 12 and Ubuntu 24.04 do (on Ubuntu it may be in \"universe\": sudo add-apt-repository universe)."
        names+=("$name")
        case $name in
        postfix)
            services+=(postfix.service)
            # Without this answer the installation asks; with it the mail server gets no configuration and cannot run.
            printf 'postfix postfix/main_mailer_type select No configuration\n' | as_root debconf-set-selections
            ;;
        dovecot-imapd) services+=(dovecot.service) ;;
        sasl2-bin) services+=(saslauthd.service) ;;
        esac
    done

    hold_back_services "${services[@]}"
    local outcome=0
    # --no-remove: a mail server that is in use here must not go away because the tests want another.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends --no-remove "${names[@]}" || outcome=$?
    leave_services_off "${services[@]}"
    [ "$outcome" -eq 0 ] || give_up "apt-get could not install the packages (see above)."
}
