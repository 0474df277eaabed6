#!/usr/bin/env python3
"""Start and memory of AlwaysLeads beside KeePassXC, in one run, each on a fresh virtual display.

    tests/bench/StartBench.py build/release/ui/alwaysleads FOLDER [rounds] [killed]

FOLDER is a profile (as --profile takes it), made for instance with SearchBench's people.db. From the start of the process to
the first moment in which the display shows a painted window: a sixth of it differs from the empty display, in more than a few
colours. Memory is the proportional share (PSS) ten seconds later; idle is what the process used of the processor in the ten
seconds after that, and how often it woke up. A run ends as at log-out (SIGTERM), or with "killed" as in a power cut (SIGKILL), so that
the next start meets a file that was not closed in order. Needs Xvfb, xwd, xauth and keepassxc.
"""

import collections
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time

SETTLE = 10.0  # seconds until memory is looked at
IDLE = 10.0  # seconds that idleness is watched
PATIENCE = 60.0


def picture(environment):
    """The display's pixels, every 53rd, as a list."""
    dump = subprocess.run(["xwd", "-silent", "-root"], env=environment, capture_output=True, check=True).stdout
    head = struct.unpack(">25I", dump[:100])
    start = head[0] + head[19] * 12
    pixels = dump[start:]
    return [pixels[at:at + 3] for at in range(0, len(pixels) - 4, 4 * 53)]


def is_painted(empty, now):
    changed = [pixel for old, pixel in zip(empty, now) if old != pixel]
    return len(changed) * 6 > len(empty) and len(collections.Counter(changed)) > 6


def pss(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss in smaps_rollup")


def usage(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    wakes = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status") as file:
            for line in file:
                if line.startswith("voluntary_ctxt_switches"):
                    wakes += int(line.split()[1])
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), wakes


def measure(command, killed):
    with tempfile.TemporaryDirectory() as folder:
        read, write = os.pipe()
        display = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        environment = dict(os.environ, DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", HOME=folder, XDG_RUNTIME_DIR=folder,
                           XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder, XDG_CACHE_HOME=folder,
                           DBUS_SESSION_BUS_ADDRESS="disabled:", LC_ALL="C.UTF-8")
        environment.pop("WAYLAND_DISPLAY", None)
        try:
            empty = picture(environment)
            began = time.monotonic()
            program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                while not is_painted(empty, picture(environment)):
                    if program.poll() is not None:
                        raise RuntimeError(f"{command[0]} ended with {program.returncode}")
                    if time.monotonic() - began > PATIENCE:
                        raise RuntimeError(f"{command[0]} painted nothing in {PATIENCE:.0f} s")
                painted = time.monotonic() - began
                time.sleep(SETTLE)
                memory = pss(program.pid)
                before = usage(program.pid)
                time.sleep(IDLE)
                after = usage(program.pid)
                return painted, memory, (after[0] - before[0]) / IDLE * 100, (after[1] - before[1]) / IDLE
            finally:
                program.kill() if killed else program.terminate()
                try:
                    program.wait(20)
                except subprocess.TimeoutExpired:
                    program.kill()
                    program.wait()
        finally:
            display.terminate()
            display.wait()


def main():
    killed = sys.argv[-1] == "killed"
    arguments = sys.argv[1:-1] if killed else sys.argv[1:]
    if len(arguments) not in (2, 3):
        sys.exit(__doc__)
    program, profile = arguments[:2]
    rounds = int(arguments[2]) if len(arguments) == 3 else 5
    for tool in ("Xvfb", "xwd", "keepassxc"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing")
    commands = {"KeePassXC": ["keepassxc"], "AlwaysLeads": [program, "--profile", profile]}
    figures = {name: [] for name in commands}
    for _ in range(rounds):  # in turn, so that what disturbs one disturbs the other
        for name, command in commands.items():
            figures[name].append(measure(command, killed))
    print(f"{'':12} {'painted s':>10} {'PSS MiB':>8} {'idle %':>7} {'wake-ups/s':>10}   (medians of {rounds})")
    middle = {}
    for name, all_of_it in figures.items():
        middle[name] = [statistics.median(values) for values in zip(*all_of_it)]
        painted, memory, idle, wakes = middle[name]
        print(f"{name:12} {painted:10.2f} {memory:8.0f} {idle:7.2f} {wakes:10.1f}")
    ours, theirs = middle["AlwaysLeads"], middle["KeePassXC"]
    print(f"ratio: start {ours[0] / theirs[0]:.2f}, memory {ours[1] / theirs[1]:.2f}")


if __name__ == "__main__":
    main()
