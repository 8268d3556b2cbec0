"""LibreOffice, for tests that meet our files as an office would."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def converted(path: Path, kind: str, folder: Path, *, profile: str = "") -> Path:
    """Let LibreOffice open a file and save it as another kind in `folder`; skip the test where it is not installed.

    `profile` is the content of its registry of settings.
    """
    tool = shutil.which("soffice")
    if tool is None:
        if os.environ.get("REQUIRE_OFFICE"):
            pytest.fail("soffice is not installed and REQUIRE_OFFICE is set")
        pytest.skip("LibreOffice is not installed")
    home = folder / "office-profile"
    if profile:
        (home / "user").mkdir(parents=True, exist_ok=True)
        (home / "user" / "registrymodifications.xcu").write_text(profile, encoding="utf-8")
    command = [tool, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", kind]
    out = folder / "converted"
    subprocess.run([*command, "--outdir", str(out), str(path)], capture_output=True, check=True, timeout=300)
    return out / f"{path.stem}.{kind}"
