import hashlib

import pytest

from capture.errors import VideoError
from capture.video import content_hash


def test_the_content_counts_and_not_the_name(tmp_path):
    content = bytes(range(256)) * 5000
    for name in ("a.mp4", "b.mov"):
        (tmp_path / name).write_bytes(content)
    assert content_hash(tmp_path / "a.mp4") == content_hash(str(tmp_path / "b.mov"))
    assert content_hash(tmp_path / "a.mp4") == hashlib.sha256(content).hexdigest()


def test_one_changed_byte_is_another_clip(tmp_path):
    (tmp_path / "a").write_bytes(b"a" * 100_000)
    (tmp_path / "b").write_bytes(b"a" * 99_999 + b"b")
    assert content_hash(tmp_path / "a") != content_hash(tmp_path / "b")


def test_what_cannot_be_read_is_said(tmp_path):
    with pytest.raises(VideoError, match=r"absent\.mp4"):
        content_hash(tmp_path / "absent.mp4")
