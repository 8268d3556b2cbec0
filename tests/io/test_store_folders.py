"""Plan folders as folders: nobody's file is lost, trouble with the disk is told, a kill leaves the old or the new."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from geo.errors import OutputError
from geo.io import store, swap
from geo.plan import Plan
from geo.schema import PLAN_TABLES


@pytest.fixture(autouse=True)
def few_tables(monkeypatch):
    """Save two tables instead of all: these tests are about folders and save often."""
    monkeypatch.setattr(store, "PLAN_TABLES", PLAN_TABLES[:2])


def leftovers(folder: Path) -> list[str]:
    return [entry.name for entry in folder.parent.iterdir() if entry.name.startswith(".")]


def tagged(tag: str) -> Plan:
    return Plan({}, facts={"tag": tag}, record={"tag": tag})


def write_x(path: Path) -> None:
    path.write_text("x", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "方案"


# --- other people's files ---


def test_a_folder_with_other_files_and_no_plan_is_refused(folder):
    folder.mkdir()
    (folder / "论文.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match=r"论文\.docx") as caught:
        store.save(tagged("new"), folder)
    assert "--out" in str(caught.value)
    assert (folder / "论文.docx").read_text(encoding="utf-8") == "years of work"
    assert leftovers(folder) == []


def test_a_record_of_another_program_does_not_make_a_folder_ours(folder):
    folder.mkdir()
    (folder / "record.json").write_text('{"format": 1, "files": {}}', encoding="utf-8")
    with pytest.raises(OutputError, match="record"):
        store.save(tagged("new"), folder)


def test_an_empty_folder_is_used_and_a_missing_one_is_made_with_its_parents(tmp_path):
    (tmp_path / "empty").mkdir()
    store.save(tagged("new"), tmp_path / "empty")
    store.save(tagged("new"), tmp_path / "a" / "b" / "c")
    assert store.load(tmp_path / "empty").facts == store.load(tmp_path / "a" / "b" / "c").facts == {"tag": "new"}


def test_people_s_files_stay_and_the_old_plan_s_own_go(folder):
    store.save(tagged("old"), folder, extras={"old.html": write_x})
    (folder / "notes.docx").write_text("mine", encoding="utf-8")
    (folder / "photos" / "empty").mkdir(parents=True)
    (folder / "photos" / "1.jpg").write_bytes(b"jpg")
    (folder / "link").symlink_to("notes.docx")
    store.save(tagged("new"), folder, extras={"map.html": write_x})
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    assert names == [
        "link", "map.html", "notes.docx", "photos", "photos/1.jpg", "photos/empty", "plan.gpkg", "record.json",
        "summary.json",
    ]  # fmt: skip
    assert (folder / "link").read_text(encoding="utf-8") == "mine"
    assert store.load(folder).facts == {"tag": "new"}


def test_a_file_of_the_plan_changed_by_hand_is_kept_under_another_name(folder):
    store.save(tagged("old"), folder, extras={"plan.xlsx": write_x})
    for edit in ("first edit", "second edit"):
        (folder / "plan.xlsx").write_text(edit, encoding="utf-8")
        store.save(tagged("new"), folder, extras={"plan.xlsx": write_x})
    assert (folder / "plan.xlsx").read_text(encoding="utf-8") == "x"
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("plan-*.xlsx")}
    assert set(kept.values()) == {"first edit", "second edit"}


def test_a_file_of_people_s_own_that_bears_a_new_file_s_name_is_kept(folder):
    store.save(tagged("old"), folder)
    (folder / "map.html").write_text("mine", encoding="utf-8")
    store.save(tagged("new"), folder, extras={"map.html": write_x})
    assert (folder / "map.html").read_text(encoding="utf-8") == "x"
    assert (folder / "map-kept.html").read_text(encoding="utf-8") == "mine"


def test_a_stale_journal_is_not_carried_to_the_new_database(folder):
    store.save(tagged("old"), folder)
    (folder / "plan.gpkg-wal").write_bytes(b"stale")
    store.save(tagged("new"), folder)
    assert not (folder / "plan.gpkg-wal").exists()


def test_a_file_put_in_while_the_plan_is_written_is_rescued(folder):
    store.save(tagged("old"), folder)

    def late(path: Path) -> None:
        write_x(path)
        (folder / "late.txt").write_text("late", encoding="utf-8")

    swapping = swap._swap

    def later(staging: Path, goal: Path) -> Path | None:
        (folder / "later.txt").write_text("later", encoding="utf-8")
        return swapping(staging, goal)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swap, "_swap", later)
        store.save(tagged("new"), folder, extras={"map.html": late})
    assert (folder / "late.txt").exists()
    assert (folder / "later.txt").exists()


def test_a_linked_folder_is_replaced_where_it_really_is(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    store.save(tagged("new"), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert store.load(tmp_path / "real").facts == {"tag": "new"}


@pytest.mark.parametrize("name", ["plan.gpkg", "record.json", "../x", "/tmp/x", "", "."])
def test_an_extra_with_a_name_of_the_plan_s_own_or_outside_is_refused(folder, name):
    with pytest.raises(OutputError, match="record"):
        store.save(tagged("new"), folder, extras={name: write_x})
    assert not folder.exists()


# --- trouble with the disk ---


def test_a_path_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "plan").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="--out"):
        store.save(tagged("new"), tmp_path / "plan")
    with pytest.raises(OutputError, match="file"):
        store.save(tagged("new"), tmp_path / "plan" / "inside")
    assert (tmp_path / "plan").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EBUSY])
def test_a_folder_that_cannot_be_made_gives_the_reason(folder, monkeypatch, code):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    store.save(tagged("old"), folder)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        with pytest.raises(OutputError, match="未变") as caught:
            store.save(tagged("new"), folder)
    assert str(folder) in str(caught.value)
    assert store.load(folder).facts == {"tag": "old"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_parent_gives_a_clear_message(tmp_path):
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="--out"):
            store.save(tagged("new"), tmp_path / "plan")
    finally:
        tmp_path.chmod(0o755)


def test_a_folder_somebody_protected_is_not_replaced(folder, monkeypatch):
    store.save(tagged("old"), folder)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with pytest.raises(OutputError, match="无权写入"):
        store.save(tagged("new"), folder)
    assert store.load(folder).facts == {"tag": "old"}


def test_a_full_disk_leaves_the_old_plan_and_says_so(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("may not mount a small disk here")
    try:
        store.save(tagged("old"), disk / "plan")
        with pytest.raises(OutputError, match="full") as caught:
            store.save(Plan({}, facts={"tag": "x" * 1_000_000}), disk / "plan")
        assert str(disk / "plan") in str(caught.value)
        assert store.load(disk / "plan").facts == {"tag": "old"}
        assert leftovers(disk / "plan") == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_failure_at_any_step_leaves_the_old_plan_or_the_new_one(tmp_path, monkeypatch):
    """Every system call that writes, moves or syncs fails in turn, until a run meets no failure any more."""
    outcomes = []
    for nth in range(100):
        outcomes.append(save_with_failure(tmp_path / str(nth), monkeypatch, nth))
        if outcomes[-1] == "done":
            break
    assert outcomes[-1] == "done"
    assert outcomes.count("failed") > 15


def save_with_failure(folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int) -> str:
    store.save(tagged("old"), folder, extras={"map.html": write_x})
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    calls = 0

    def failing(real):
        def call(*args, **kwargs):
            nonlocal calls
            calls += 1
            if calls == nth + 1:
                raise OSError(errno.EIO, "the cable was pulled")
            return real(*args, **kwargs)

        return call

    outcome, said = "failed", ""
    with monkeypatch.context() as patch:
        for name in ("fsync", "rename", "replace", "link", "mkdir", "chmod"):
            patch.setattr(os, name, failing(getattr(os, name)))
        patch.setattr(swap, "_exchange", failing(swap._exchange))
        try:
            store.save(tagged("new"), folder, extras={"map.html": write_x})
            outcome = "done" if calls <= nth else "survived"
        except OutputError as error:
            said = str(error)
    assert outcome != "failed" or "cable" in said
    facts = store.load(folder).facts
    assert facts in ([{"tag": "old"}, {"tag": "new"}] if outcome == "failed" else [{"tag": "new"}])
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert leftovers(folder) == []
    return outcome


# --- where folders cannot be exchanged in one step ---


@pytest.fixture
def no_exchange(monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)


def test_without_exchange_the_old_folder_is_moved_aside(folder, no_exchange):
    store.save(tagged("old"), folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    store.save(tagged("new"), folder)
    assert store.load(folder).facts == {"tag": "new"}
    assert (folder / "notes.txt").exists()
    assert leftovers(folder) == []


def test_without_exchange_a_failed_move_puts_the_old_folder_back(folder, no_exchange, monkeypatch):
    store.save(tagged("old"), folder)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise OSError(errno.EIO, "the cable was pulled")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        with pytest.raises(OutputError, match="cable"):
            store.save(tagged("new"), folder)
    assert store.load(folder).facts == {"tag": "old"}
    assert leftovers(folder) == []


def test_a_folder_left_aside_by_a_killed_run_is_restored(folder):
    store.save(tagged("old"), folder)
    folder.rename(swap._hidden(folder, "old"))
    swap._hidden(folder, "new").mkdir()
    assert store.load(folder).facts == {"tag": "old"}
    store.save(tagged("new"), folder)
    assert store.load(folder).facts == {"tag": "new"}
    assert leftovers(folder) == []


def test_a_run_in_progress_is_not_swept_away(folder):
    store.save(tagged("old"), folder)
    other = swap._hidden(folder, "new")
    other.mkdir()
    with swap._held(other):
        store.save(tagged("new"), folder)
        assert other.exists()
    store.save(tagged("newer"), folder)
    assert leftovers(folder) == []


def test_folders_with_alike_names_do_not_sweep_one_another(tmp_path):
    one, other = tmp_path / ("长" * 80), tmp_path / ("长" * 79 + "短")
    assert swap._mark(one, "new") != swap._mark(other, "new")
    assert len(os.fsencode(swap._hidden(one, "new").name)) < 256
    store.save(tagged("new"), one)
    assert store.load(one).facts == {"tag": "new"}


# --- killed ---

_SAVER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from geo.io import store, swap
    from geo.plan import Plan
    folder, no_exchange = Path(sys.argv[1]), sys.argv[2] == "aside"
    if no_exchange:
        swap._exchange = lambda *_: False
    print("ready", flush=True)
    store.PLAN_TABLES = store.PLAN_TABLES[:2]
    for n in range(10_000):
        facts = {"n": n}
        store.save(Plan({}, facts=facts, record=facts), folder, extras={"x.txt": lambda p: p.write_text(str(n))})
        print(n, flush=True)
""")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("way", ["exchange", "aside"])
def test_a_kill_at_any_moment_leaves_a_whole_plan(folder, way):
    chance = random.Random(7)
    store.save(tagged("first"), folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    for _ in range(3):
        saver = subprocess.Popen([sys.executable, "-c", _SAVER, str(folder), way], stdout=subprocess.PIPE, text=True)
        assert saver.stdout is not None
        assert saver.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.9))
        saver.send_signal(signal.SIGKILL)
        done = [int(line) for line in saver.communicate()[0].split()]
        plan = store.load(folder)
        if done:
            assert plan.facts["n"] in {done[-1], done[-1] + 1}
            assert (folder / "x.txt").read_text(encoding="utf-8") == str(plan.facts["n"])
        assert plan.facts == {key: value for key, value in plan.record.items() if key != "format"}
        assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    store.save(tagged("last"), folder)
    assert leftovers(folder) == []


@pytest.mark.slow
def test_reading_while_another_run_replaces_the_folder_gives_one_plan_or_the_other(folder):
    store.save(tagged("first"), folder)
    saver = subprocess.Popen([sys.executable, "-c", _SAVER, str(folder), "exchange"], stdout=subprocess.PIPE, text=True)
    try:
        assert saver.stdout is not None
        assert saver.stdout.readline() == "ready\n"
        for _ in range(8):
            plan = store.load(folder)
            assert plan.facts == {key: value for key, value in plan.record.items() if key != "format"}
    finally:
        saver.kill()
        saver.communicate()


def test_a_document_made_to_be_edited_may_be_changed_and_is_kept_when_it_is_made_anew(tmp_path):
    folder = tmp_path / "plan"
    store.save(Plan({}), folder)
    store.amend(folder, {"report.docx": lambda path: path.write_bytes(b"made")})
    (folder / "report.docx").write_bytes(b"edited")
    store.load(folder)
    store.amend(folder, {"map.html": lambda path: path.write_bytes(b"map")})
    store.load(folder)
    assert (folder / "report.docx").read_bytes() == b"edited"
    store.amend(folder, {"report.docx": lambda path: path.write_bytes(b"anew")})
    assert (folder / "report.docx").read_bytes() == b"anew"
    assert (folder / "report-changed.docx").read_bytes() == b"edited"
