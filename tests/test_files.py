import errno
import os
import stat
from pathlib import Path

import pytest

from geo import files
from geo.errors import OutputError


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "plan.json"
    files.write_text(path, "one")
    files.write_text(path, "two")
    assert path.read_text() == "two"
    assert [p.name for p in path.parent.iterdir()] == ["plan.json"]


def test_a_failure_inside_the_block_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")

    def write_half() -> None:
        with files.replacing_file(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "无权写入"), (errno.EROFS, "只读")]
)
def test_a_failed_write_says_why_and_that_the_old_file_stands(tmp_path: Path, code: int, words: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")
    with pytest.raises(OutputError, match=words) as caught, files.replacing_file(path):
        raise OSError(code, os.strerror(code))
    assert "原有内容未变" in str(caught.value)
    assert path.read_text() == "old"


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="file"):
        files.write_text(tmp_path / "file" / "plan.json", "x")


def test_the_temporary_name_keeps_the_suffix_and_the_result_is_readable(tmp_path: Path) -> None:
    with files.replacing_file(tmp_path / "a.gpkg") as temporary:
        assert temporary.suffix == ".gpkg"
        temporary.write_bytes(b"x")
    assert stat.S_IMODE((tmp_path / "a.gpkg").stat().st_mode) & stat.S_IRUSR


def test_the_digest_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert files.sha256_of(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
