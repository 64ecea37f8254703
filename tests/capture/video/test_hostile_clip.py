"""Whatever a file claims to be: pictures, or a sentence, and no other file or address is ever opened."""

from collections.abc import Callable
from pathlib import Path

import pytest
from clips import write_clip
from fuzzing import damaged, ends_well, examples
from hypothesis import given
from hypothesis import strategies as st

from capture.errors import VideoError, VideoWriteError
from capture.library.thumbnail import thumbnail
from capture.video import FrameSeeker, probe, read_frames
from capture.video.cut import cut

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "clips").iterdir())
KINDS = {".mp4": "libx264", ".mkv": "libx264", ".avi": "mpeg4", ".webm": "libvpx"}


def jump_about(path: Path) -> None:
    with FrameSeeker(path) as seeker:
        for time_s in (0.0, 0.2, 0.1):
            seeker.frame_at(time_s)


READERS: dict[str, Callable[[Path], object]] = {
    "probe": probe,
    "read": lambda path: list(read_frames(path, 0.05)),
    "seek": jump_about,
    "thumbnail": lambda path: thumbnail(path, 0.1),
    "cut": lambda path: cut(path, path.with_name("piece.mp4"), 0.1, 0.2),
}


def survives(path: Path) -> None:
    for read in READERS.values():
        ends_well(lambda read=read: read(path), VideoError, VideoWriteError)


@pytest.fixture(scope="module", params=KINDS)
def clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A whole clip of that kind, and its bytes."""
    path = tmp_path_factory.mktemp("clips") / f"clip{request.param}"
    write_clip(path, [i / 20 for i in range(6)], size=(64, 48), codec=KINDS[request.param], key_frame_every=3)
    return path, path.read_bytes()


@examples(25)
@given(data=st.data())
def test_a_damaged_clip_never_surprises(clip: tuple[Path, bytes], data: st.DataObject) -> None:
    path, whole = clip
    path.write_bytes(data.draw(damaged(whole)))
    survives(path)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_is_refused_in_a_sentence(path: Path, reader: str, tmp_path: Path) -> None:
    copied = tmp_path / path.name
    copied.write_bytes(path.read_bytes())
    (tmp_path / "secret.mp4").write_bytes(b"")
    with pytest.raises((VideoError, VideoWriteError)) as caught:
        ends_well(lambda: READERS[reader](copied))
    assert path.name in str(caught.value)
    assert {found.name for found in tmp_path.iterdir()} == {path.name, "secret.mp4"}
