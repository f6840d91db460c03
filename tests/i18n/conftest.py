"""A desk's languages in a folder of one's own, where another one can be added."""

from pathlib import Path
from shutil import copytree

import pytest

from bot.i18n import texts


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desk speaks what stands here: a copy of its languages."""
    copy = tmp_path / "languages"
    for language in texts.languages():
        copytree(texts.FOLDER / language, copy / language)
    monkeypatch.setattr(texts, "FOLDER", copy)
    return copy
