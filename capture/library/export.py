"""Exporting a person: one zip with everything that is kept of them, in open formats."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from capture.atomic import atomic_path
from capture.library.folder import CLIPS, SESSION, SessionFolder, explained
from capture.library.library import SESSIONS, Library
from capture.library.record import Record

# Already compressed: packing them again takes time and saves nothing.
PACKED = (".mp4", ".mkv", ".mov", ".m4v", ".webm", ".avi", ".mts", ".3gp", ".npz", ".jpg", ".png")
README = """Everything that Coach keeps of one person.

sessions/<date>/session.json   what was filmed, tried, noted and set; JSON
sessions/<date>/clips/         recordings and imported clips; video
sessions/<date>/motions/       the movements in 3-D; NumPy's npz (numpy.load opens them): joints_in_world
                               (frames, 22 joints, 3) in metres, y up; time_s; and more
sessions/<date>/corrections/   words and measurements; JSON
sessions/<date>/thumbnail.jpg  a small picture

Times are ISO 8601. To take the sessions into a Coach library, unpack the folder “sessions” into it.
"""


@dataclass(frozen=True)
class Exported:
    """What lies in the zip; missing: imported clips that are no longer where they were."""

    path: Path
    sessions: int
    files: int
    missing: tuple[str, ...]


def export_person(
    library: Library, person_id: str, path: Path, progress: Callable[[float], None] = lambda fraction: None
) -> Exported:
    """Write a person's sessions with all clips, imported ones too, as a zip to path, whole or not at all.

    progress may raise to stop it. Raises LibraryError.
    """
    sessions = []
    for entry in library.index.search(person=person_id):
        folder = library.folder(entry.id)
        sessions.append((folder, folder.read().record))
    files, missing = 0, []
    with (
        explained(f"write “{path.name}”"),
        atomic_path(path) as temporary,
        zipfile.ZipFile(temporary, "w", strict_timestamps=False) as archive,
    ):
        archive.writestr("README.txt", README)
        for done, (folder, record) in enumerate(sessions):
            place = f"{SESSIONS}/{folder.id}"
            whole, imported, lost = _complete(folder, record)
            text = json.dumps(whole.to_json(), ensure_ascii=False, indent=1)
            archive.writestr(f"{place}/{SESSION}", text, zipfile.ZIP_DEFLATED)
            own = {file: file.relative_to(folder.path).as_posix() for file in folder.files()}
            for file, name in (own | imported).items():
                progress(done / len(sessions))
                packing = zipfile.ZIP_STORED if file.suffix.lower() in PACKED else zipfile.ZIP_DEFLATED
                archive.write(file, f"{place}/{name}", packing)
                files += 1
            missing += lost
    return Exported(path, len(sessions), files, tuple(missing))


def _complete(folder: SessionFolder, record: Record) -> tuple[Record, dict[Path, str], list[str]]:
    """The record with its imported clips inside, the files to add with their places, and what is missing."""
    clips, imported, missing = [], {}, []
    for clip in record.clips:
        path = folder.clip_path(clip)
        if not path.is_file():
            missing.append(str(path))
        elif clip.file is None:
            place = f"{CLIPS}/{clip.id}{path.suffix.lower()}"
            imported[path] = place
            clip = replace(clip, file=place, original=None)
        clips.append(clip)
    return replace(record, clips=tuple(clips)), imported, missing
