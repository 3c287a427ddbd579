"""Compare `agentls check` with other checkers of agent files, on the same made-up files in the same run.

    python tests/bench/run.py [--files 100 1000 10000] [--slow-peers-up-to 1000]

The peers are installed from the package index into a virtual environment of their own; agentls is the installed one.
Prints CPU and wall seconds (median of the rounds, peers and agentls in turn), the ratio to agentls, and memory.
These are figures for people: machines differ, and nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

PEERS = {
    "agnix": ["agnix", "{folder}"],
    "skilllint": ["skilllint", "check", "{folder}"],
    "skillsaw": ["skillsaw", "lint", "{folder}"],
}
SLOW = {"skilllint", "skillsaw"}
ROUNDS = {100: 5, 1_000: 3, 10_000: 1}
SECTIONS = ("Triggers", "Focus Areas", "Key Actions", "Outputs", "Boundaries")


@dataclass(frozen=True)
class Timing:
    """One run: CPU and wall seconds, and the peak memory of the process in MB."""

    cpu: float
    wall: float
    memory: float


def agent(number: int) -> str:
    """A made-up agent of about 6 KB, as common as agents come; every tenth has a fault."""
    tools = "Read, Grep, Bash" if number % 10 else "Read, Serch, Bash(git *)"
    sentences = "\n".join(
        f"- **Point {n}**: look at case {n} of {number} and say what you saw, with `code` and numbers."
        for n in range(12)
    )
    body = "\n\n".join(
        f"## {title}\n\n{sentences}\n\n```python\nprint({number})  # not a heading\n```" for title in SECTIONS
    )
    keys = f"name: reviewer-{number}\ndescription: Reviews part {number}\ntools: {tools}\nmodel: sonnet"
    return f"---\n{keys}\n---\n\n# Reviewer {number}\n\n{body}\n"


def make_files(folder: Path, count: int) -> None:
    """Half agents, half skills, as a project has them."""
    agents = folder / ".claude" / "agents"
    agents.mkdir(parents=True)
    for number in range(count):
        if number % 2:
            (agents / f"reviewer-{number}.md").write_text(agent(number), encoding="utf-8")
        else:
            skill = folder / ".claude" / "skills" / f"reviewer-{number}"
            skill.mkdir(parents=True)
            text = agent(number).replace("tools:", "allowed-tools:").replace("model: sonnet\n", "")
            (skill / "SKILL.md").write_text(text, encoding="utf-8")


def run(command: list[str], folder: Path) -> Timing:
    """Run a command once and measure it and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timing(cpu, wall, usage.ru_maxrss / 1024)


def install_peers(folder: Path) -> Path:
    """A virtual environment with the peers; its folder of programs."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", *PEERS], check=True)
    return programs


def commands(programs: Path, folder: Path, count: int, slow_up_to: int) -> dict[str, list[str]]:
    """What is run on a folder, by name."""
    own = [sys.executable, "-m", "agentls", "check", str(folder), "--fail-on", "never"]
    found = {"agentls": own}
    for name, (program, *rest) in PEERS.items():
        if name not in SLOW or count <= slow_up_to:
            found[name] = [str(programs / program), *(part.format(folder=folder) for part in rest)]
    return found


def compare(programs: Path, count: int, slow_up_to: int) -> None:
    """Print one table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder, count)
        todo = commands(programs, folder, count, slow_up_to)
        timings: dict[str, list[Timing]] = {name: [] for name in todo}
        for _ in range(ROUNDS.get(count, 1)):
            for title, command in todo.items():
                timings[title].append(run(command, folder))
    own = statistics.median(timing.cpu for timing in timings["agentls"])
    print(f"\n{count:,} files      CPU s   wall s   CPU / agentls   ms CPU a file   peak MB")
    for title, rounds in timings.items():
        cpu, wall = (statistics.median(getattr(one, what) for one in rounds) for what in ("cpu", "wall"))
        memory = max(one.memory for one in rounds)
        print(
            f"{title:12} {cpu:9.2f} {wall:8.2f} {cpu / own:15.1f} {1000 * cpu / count:15.2f} {memory:9.0f}", flush=True
        )


def cold_start() -> None:
    """Print what one small file costs."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / ".claude" / "agents" / "one.md"
        file.parent.mkdir(parents=True)
        file.write_text(agent(1), encoding="utf-8")
        check = [sys.executable, "-m", "agentls", "check", str(file), "--fail-on", "never"]
        bare = [sys.executable, "-c", "pass"]
        pairs = [(run(check, file.parent), run(bare, file.parent)) for _ in range(15)]
    own, python = (statistics.median(pair[index].wall for pair in pairs) * 1000 for index in (0, 1))
    print(f"one file, cold: {own:.0f} ms (the bare interpreter: {python:.0f} ms)")


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--slow-peers-up-to", type=int, default=1_000, help="skip the slow peers above this many files")
    parser.add_argument("--peers", type=Path, help="folder of programs in which the peers are installed already")
    options = parser.parse_args()
    cold_start()
    with tempfile.TemporaryDirectory() as name:
        programs = options.peers or install_peers(Path(name) / "peers")
        for count in options.files:
            compare(programs, count, options.slow_peers_up_to)


if __name__ == "__main__":
    main()
