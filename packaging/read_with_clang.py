#!/usr/bin/env python3
"""The second compiler's opinion, and clang-tidy's: packaging/read_with_clang.py [FILE...]

Each source of the program is read by clang-tidy, which reports what clang warns of too; each source of the tests by clang
(-fsyntax-only, after the precompiled headers). Both spend nearly all their time on headers, so they read several sources of one
folder together. What two of them name alike in their unnamed namespaces is told apart by a macro; a source that cannot be read
with the others is read alone.

Needs what `cmake --preset clang` made and the precompiled headers. Prints what was found; fails when anything was.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
BUILD = REPOSITORY / "build" / "clang"
TOGETHER = 16  # sources a group; memory and the odds that two collide grow with it
SCRATCH = BUILD / "together"


def commands():
    """What compiles each source, by its path from the top of the repository."""
    found = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if path.is_relative_to(REPOSITORY) and not path.is_relative_to(BUILD):
            arguments = shlex.split(entry["command"])
            arguments = arguments[: arguments.index("-o")]
            found.setdefault(str(path.relative_to(REPOSITORY)), (arguments, entry["directory"]))
    return found


def stand_in_for_moc(sources):
    """A test includes what moc makes of it; only a linker would miss its contents."""
    folder = SCRATCH / "moc"
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        for name in re.findall(r'^#include "(\w+\.moc)"', (REPOSITORY / source).read_text(), re.MULTILINE):
            (folder / name).touch()
    return folder


def run(arguments, directory):
    done = subprocess.run(arguments, cwd=directory, capture_output=True, text=True, errors="replace", check=False)
    return done.returncode == 0, done.stdout + done.stderr


def without_precompiled(arguments):
    """clang-tidy of another version than the compiler cannot read its precompiled header."""
    kept = []
    skip = False
    for at, argument in enumerate(arguments):
        if skip:
            skip = False
        elif argument == "-Xclang" and arguments[at + 1 : at + 2] and (
            arguments[at + 1] in ("-include-pch", "-include") or "cmake_pch" in arguments[at + 1]
        ):
            skip = True
        elif argument != "-Winvalid-pch":
            kept.append(argument)
    return kept


def names_of_its_own(text):
    """What a source declares in its unnamed namespaces, by the layout that clang-format gives all of them."""
    names = set()
    for part in re.findall(r"^namespace \{\n(.*?)^\} // namespace$", text, re.MULTILINE | re.DOTALL):
        for line in part.splitlines():
            if not line or line[0] in " }/#":
                continue
            named = re.match(r"(?:struct|class|enum class|enum|using)\s+(\w+)", line) or re.search(r"(\w+)\s*[(={;\[]", line)
            if named:
                names.add(named.group(1))
    return names


def write_group(path, sources):
    """A source that includes the others after all the headers that they include."""
    texts = {source: (REPOSITORY / source).read_text() for source in sources}
    headers = []
    for text in texts.values():
        headers += [line for line in re.findall(r"^#include .*$", text, re.MULTILINE) if line not in headers]
    lines = [f"{header} // NOLINT" for header in headers]
    seen = set()
    for number, (source, text) in enumerate(texts.items()):
        own = names_of_its_own(text) | {"main"}  # a test's macro writes one
        renamed = sorted(own & seen)
        seen |= own
        lines += [f"#define {name} {name}_{number}" for name in renamed]
        lines.append(f'#include "{REPOSITORY / source}" // NOLINT(bugprone-suspicious-include)')
        lines += [f"#undef {name}" for name in renamed]
    path.write_text("\n".join(lines) + "\n")


def ask_clang(what, command, moc):
    arguments, directory = command
    return run([*arguments, f"-I{moc}", "-fsyntax-only", "-fdiagnostics-show-option", str(what)], directory)


def ask_clang_tidy(what, command, _):
    arguments, directory = command
    passed, said = run(
        ["clang-tidy", "-quiet", f"--config-file={REPOSITORY / '.clang-tidy'}",
         "--header-filter=/(app|ui)/([a-z]+/)?[A-Za-z]+\\.(h|cpp)$", str(what), "--", *without_precompiled(arguments[1:])],
        directory,
    )
    return passed, re.sub(r"^\d+ warnings? .*\n", "", said, flags=re.MULTILINE)


def read_together(ask, sources, command, moc, number):
    """What the one asked has to say about these sources of one folder; a list of texts."""
    arguments, directory = command
    if len(sources) == 1:
        what = REPOSITORY / sources[0]
    else:
        what = SCRATCH / f"group-{number}.cpp"
        write_group(what, sources)
    passed, said = ask(what, ([*arguments, f"-I{(REPOSITORY / sources[0]).parent}"], directory), moc)
    if passed:
        return []
    if len(sources) > 1 and (ask is ask_clang or "[clang-diagnostic-" in said):
        # Whatever a compiler objects to may come of reading them together.
        apart = [s for s in sources if re.search(rf"^{re.escape(str(REPOSITORY / s))}:\d+:\d+: (error|warning)", said, re.MULTILINE)]
        apart = apart or sources
        found = [text for source in apart for text in read_together(ask, [source], command, moc, number)]
        rest = [source for source in sources if source not in apart]
        return found + (read_together(ask, rest, command, moc, f"{number}-again") if rest else [])
    return [said]


def groups_of(sources, known):
    """Sources of one folder, a few at a time, each group with a command that finds the headers of all of them. Apart where
    they are compiled with other definitions or after another precompiled header."""
    by_kind = {}
    for source in sources:
        arguments, _ = known[source]
        kind = tuple(sorted(set(one for one in arguments if one.startswith("-D") or "cmake_pch" in one)))
        by_kind.setdefault((os.path.dirname(source), kind), []).append(source)
    for _, alike in sorted(by_kind.items()):
        for start in range(0, len(alike), TOGETHER):
            group = alike[start : start + TOGETHER]
            arguments, directory = known[group[0]]
            yield group, (arguments + places_to_look(group[1:], known), directory)


def places_to_look(sources, known):
    """The folders of headers of these sources' commands, each as it is written there."""
    places = []
    for source in sources:
        arguments, _ = known[source]
        for at, one in enumerate(arguments):
            place = [one] if one.startswith("-I") else arguments[at : at + 2] if one == "-isystem" else []
            if place and not re.search("_autogen|_moc$", place[-1]) and place not in places:
                places.append(place)
    return [one for place in places for one in place]


def main():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", "app/*.cpp", "ui/*.cpp", "tests/*.cpp"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    ).stdout.split("\0")
    wanted = [str(pathlib.Path(name).resolve().relative_to(REPOSITORY)) for name in sys.argv[1:]]
    known = commands()
    sources = [name for name in listed if name in known and (not wanted or name in wanted)]
    if not sources:
        print("Nothing to read: is build/clang configured?")
        return 1
    moc = stand_in_for_moc(sources)
    found = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = []
        for group, command in groups_of(sources, known):
            ask = ask_clang if group[0].startswith("tests/") else ask_clang_tidy
            waiting.append(pool.submit(read_together, ask, group, command, moc, str(len(waiting))))
        for one in concurrent.futures.as_completed(waiting):
            for text in one.result():
                if text not in found:
                    found.append(text)
                    print(text, flush=True)
    print(f"{len(sources)} sources read in {len(waiting)} groups; {len(found)} findings.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
