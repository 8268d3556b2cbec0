"""Set up and run Linli with nothing but a Python of version 3.11 or newer.

    python3 bootstrap.py demo     plan the bundled Wuxi-like sample into outputs/wuxi
    python3 bootstrap.py test     run the tests (arguments after it go to pytest)
    python3 bootstrap.py lint     ruff, ruff format --check, mypy --strict
    python3 bootstrap.py bench    run a benchmark: bench NAME [options]

Standard library only. Makes `.venv`, installs `requirements.lock` with its hashes and the project in editable
mode, stamps what it did, and skips all of that when nothing changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "linli-set-up.txt"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)


def fingerprint() -> str:
    """Digest of everything the environment depends on: the two files and the interpreter."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "requirements.lock"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def run(command: list[str | Path], *, quiet: bool = False) -> int:
    """Run a command in the project folder and return its exit code."""
    output = subprocess.DEVNULL if quiet else None
    try:
        words = [str(part) for part in command]
        return subprocess.run(words, cwd=ROOT, stdout=output, stderr=output, check=False).returncode
    except FileNotFoundError:
        return 127
    except KeyboardInterrupt:
        return 130


def find_uv() -> list[str | Path] | None:
    """Find uv on the PATH or put it into the environment; None where it cannot be had."""
    found = shutil.which("uv")
    if found:
        return [found]
    if run([PYTHON, "-m", "pip", "install", "--quiet", "uv"], quiet=True) == 0:
        return [PYTHON, "-m", "uv"]
    return None


def install() -> None:
    """Fill `.venv` from the lock file; uv first because it is quick, pip where uv is missing or fails."""
    uv = find_uv()
    locked: list[str | Path] = ["--require-hashes", "-r", "requirements.lock"]
    editable: list[str | Path] = ["--no-deps", "-e", "."]
    if uv:
        target: list[str | Path] = ["--python", PYTHON, "--quiet"]
        install_with_uv = [*uv, "pip", "install", *target]
        if run([*install_with_uv, *locked]) == 0 and run([*install_with_uv, *editable]) == 0:
            return
        print("uv could not finish; trying pip", file=sys.stderr)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for arguments in (locked, editable):
        if run([*pip, *arguments]) != 0:
            sys.exit(
                "Set-up failed: the packages of requirements.lock could not be installed.\n"
                "Check that this machine reaches its Python package index, then run the same command again."
            )


def warm_up() -> None:
    """Plan a tiny invented town once, so that the solvers are compiled now and not in the user's first plan."""
    print("Compiling the solvers (once; half a minute) ...", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        town, plan = Path(folder) / "town", Path(folder) / "plan"
        run([PYTHON, "-m", "geo", "sample", "town", "--estates", "40", "--out", town, "--quiet"], quiet=True)
        inputs = ["--boundaries", town / "boundaries.gpkg", "--barriers", town / "barriers.gpkg"]
        run([PYTHON, "-m", "geo", "plan", town / "ledger.xlsx", *inputs, "--out", plan, "--quiet"], quiet=True)


def set_up() -> None:
    """Make the environment once; later calls return at once."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        sys.exit(f"Python {wanted} or newer is needed; this is {sys.version.split()[0]}.")
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Setting up .venv (once; a minute or two) ...", file=sys.stderr)
    STAMP.unlink(missing_ok=True)
    venv.create(VENV, with_pip=True, clear=True)
    install()
    warm_up()
    STAMP.write_text(wanted)


def demo(arguments: list[str]) -> int:
    """Plan the bundled sample and say where to look."""
    sample, out = ROOT / "outputs" / "wuxi-sample", ROOT / "outputs" / "wuxi"
    made = run([PYTHON, "-m", "geo", "sample", "wuxi", "--out", sample, "--json"], quiet=True)
    if made:
        return made
    inputs = ["--boundaries", sample / "boundaries.gpkg", "--barriers", sample / "barriers.gpkg"]
    inputs += ["--rooms", sample / "rooms.csv", "--renames", sample / "renames.csv"]
    inputs += ["--policy", sample / "policy.toml"]
    command = [PYTHON, "-m", "geo", "plan", sample / "ledger.xlsx", *inputs, "--out", out, *arguments]
    return run(command)


def test(arguments: list[str]) -> int:
    """Run pytest; on two or more cores in parallel."""
    workers = [] if any(part.startswith("-n") for part in arguments) else ["-n", str(min(4, os.cpu_count() or 1))]
    return run([PYTHON, "-m", "pytest", *workers, *arguments])


def lint(arguments: list[str]) -> int:
    """Check style, format and types; all three run, the worst code is returned."""
    checks: list[list[str | Path]] = [
        [PYTHON, "-m", "ruff", "check", ".", *arguments],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
    ]
    return max(run(check) for check in checks)


def bench(arguments: list[str]) -> int:
    """Run one of the benchmark scripts by its name."""
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if not path.stem.startswith("_"))
    if not arguments or arguments[0] not in names:
        print(f"bench NAME [options]; the names are: {', '.join(names)}", file=sys.stderr)
        return 2
    return run([PYTHON, ROOT / "benchmarks" / f"{arguments[0]}.py", *arguments[1:]])


COMMANDS = {"demo": demo, "test": test, "lint": lint, "bench": bench}


def main() -> int:
    """Dispatch one command."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(__doc__)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    set_up()
    return COMMANDS[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
