"""Session: two clips, and the work that leads from them to a correction.

What remains to be done is computed from what is there (`_next_step`), never stored: opening a clip, choosing
another person or cancelling only changes the facts, and the session goes on from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.jobs import Job, JobRunner, Work
from app.presenters.clip import Clip, Side, open_clip, pose_clip
from app.presenters.clock import Span
from app.presenters.origins import Origins
from app.presenters.result import Result
from app.presenters.saving import export_motions, save_report
from app.presenters.wording import who
from inference.correction.correction import Correction
from inference.motion.finding import Finding
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.motion import Motion
from inference.pose.ground import Ground
from inference.pose.landmarks import Quality


class Step(NamedTuple):
    """One piece of work: on whose clip (None: both), its title, the work, and what takes its result."""

    side: Side | None
    title: str
    work: Work
    done: Callable[[Any], None]


class Session(QObject):
    """`clip_changed(Side)`; `compared`: another result, or none; `changed`: working, paused or done.

    `corrected`: the trainee's motion as it is to be shown corrected (Showing), None while there is none.
    `focused`: something else is looked at; `synced`: other moments belong together, by hand or by themselves.
    """

    clip_changed = Signal(Side)
    focused = Signal()
    synced = Signal()
    compared = Signal()
    changed = Signal()

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clips: dict[Side, Clip | None] = dict.fromkeys(Side)
        self.result: Result | None = None
        self.corrected: Motion | None = None
        self.focus = EVERYTHING
        self.origins: Origins | None = None
        self.jobs = jobs
        self._under_way: dict[Side | None, Job] = {}
        self.said = ""
        self._paused = False
        self._edited = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was measured, worst first."""
        return self.result.correction.findings if self.result else ()

    @property
    def overlay(self) -> dict[Side, Motion]:
        """The motions to draw over each other, in the trainee's world and on the trainee's clock."""
        if self.result is not None:
            return self.result.overlay
        trainee = self.clips[Side.TRAINEE]
        return {Side.TRAINEE: trainee.motion} if trainee and trainee.motion else {}

    @property
    def performers(self) -> dict[str, Motion]:
        """Everybody whom 3-D shows: those over each other and, once known, the trainee corrected."""
        shown = {side.value: motion for side, motion in self.overlay.items()}
        return shown | ({"corrected": self.corrected} if self.corrected and self.result else {})

    @property
    def complete(self) -> bool:
        """Whether both clips are there."""
        return all(self.clips.values())

    @property
    def working(self) -> bool:
        """Whether a step is under way."""
        return bool(self._under_way)

    @property
    def outdated(self) -> bool:
        """Whether what was compared, if anything, is not what is there now."""
        trainee, coach = self.clips.values()
        return trainee is None or coach is None or self._outdated(trainee, coach)

    @property
    def can_continue(self) -> bool:
        """Whether the user stopped it, or an error did, before everything was done."""
        return self._paused and not self.working and bool(self._next_steps())

    def open(self, side: Side, path: Path) -> None:
        """Put the video or motion file at path on that side and begin to work on it."""
        self.jobs.start(
            self.tr("Opening {}").format(path.name),
            lambda _: open_clip(path),
            lambda clip: self._put(side, clip),
        )

    def restore(
        self, clips: Mapping[Side, Clip], focus: Focus = EVERYTHING, origins: Origins | None = None
    ) -> None:
        """Put what another session was about in the place of what is there, and go on from it."""
        self.clips = {side: clips.get(side) for side in Side}
        self.result, self.said, self.focus = None, "", focus
        self._paused = self._edited = False
        for job in self._under_way.values():
            job.cancel()  # its end leads on from the new facts
        for side in Side:
            self.clip_changed.emit(side)
        self.compared.emit()
        self.set_origins(origins)
        self._advance()

    def follow_next_person(self, side: Side) -> None:
        """The wrong person was followed: take the next one."""
        clip = self.clips[side]
        if clip is not None and clip.track is not None:
            following = clip.track.person % clip.track.people + 1
            self._edit(side, person=following, track=None, quality="full")

    def swap_sides(self, side: Side) -> None:
        """Left and right were exchanged by the tracker: exchange them back, or undo that."""
        clip = self.clips[side]
        if clip is not None and clip.track is not None:
            self._edit(side, sides_swapped=not clip.sides_swapped)

    def set_height(self, side: Side, height_m: float) -> None:
        """The person is height_m tall; it scales everything that is seen of them."""
        if self.clips[side] is not None:
            self._edit(side, height_m=height_m)

    def set_mirrored(self, side: Side, mirrored: bool) -> None:
        """The camera did, or did not, show the person as in a mirror; only that it did changes anything."""
        clip = self.clips[side]
        if clip is not None and clip.info is not None and bool(clip.mirrored) != mirrored:
            self._edit(side, mirrored=mirrored)
        elif clip is not None and clip.mirrored is None:
            self._set(side, replace(clip, mirrored=mirrored))

    def set_filmed_fps(self, side: Side, fps: float | None) -> None:
        """So many pictures were taken a second (None: as the file says); it sets how fast the movement is."""
        clip = self.clips[side]
        if clip is not None and clip.info is not None:
            self._edited = True
            self._set(side, clip.filmed_at(fps))

    def use(self, side: Side, span: Span | None) -> None:
        """Only this span of the clip counts from now on (None: all of it); the file stays as it is."""
        clip = self.clips[side]
        if clip is not None and clip.used != span:
            self._edited = True
            self._set(side, replace(clip, used=span))

    def set_focus(self, focus: Focus) -> None:
        """Look at this, this closely, from now on."""
        if focus != self.focus:
            self.focus = focus
            self.focused.emit()
            self._paused = False
            self._advance()

    def set_ground(self, side: Side, ground: Ground) -> None:
        """Gravity and floor are where the user says; UNKNOWN: estimate them again."""
        clip = self.clips[side]
        if clip is not None and clip.track is not None:
            self._edit(side, ground=ground)

    def set_origins(self, origins: Origins | None) -> None:
        """These moments of the clips belong together from now on; None: those that the alignment finds."""
        if origins != self.origins:
            self.origins = origins
            self.synced.emit()
            self._paused = False
            self._advance()

    def cancel(self) -> None:
        """Stop working; what is there already stays."""
        self._paused = True
        for job in self._under_way.values():
            job.cancel()
        self.changed.emit()

    def resume(self) -> None:
        """Go on from what is there."""
        self._paused = False
        self._advance()

    def save_report(self, folder: Path, correction: Correction | None = None) -> None:
        """Write report, film and motions into folder, in the words of correction if given; needs a result."""
        result = self.result
        assert result is not None
        if correction is not None:
            result = replace(result, correction=correction)
        said = self.tr("The report is in “{}”").format(folder.name)
        self.jobs.start(self.tr("Saving the report"), partial(save_report, folder, result), self._say(said))

    def export_motions(self, folder: Path, corrected: Motion | None = None) -> None:
        """Write each side's motion into folder, and the trainee's corrected one if given."""
        motions = {side.value: clip.motion for side, clip in self.clips.items() if clip and clip.motion}
        motions |= {"corrected": corrected} if corrected else {}
        said = self.tr("The motions are in “{}”").format(folder.name)
        work = partial(export_motions, folder, motions)
        self.jobs.start(self.tr("Exporting the motions"), work, self._say(said))

    def _say(self, sentence: str) -> Callable[[Any], None]:
        def say(_: Any) -> None:
            self.said = sentence

        return say

    def _put(self, side: Side, clip: Clip) -> None:
        self.result, self.said = None, ""
        self._set(side, clip)
        self.compared.emit()

    def _edit(self, side: Side, **changes: Any) -> None:
        clip = self.clips[side]
        assert clip is not None
        self._edited = True
        self._set(side, replace(clip, whole_motion=None, **changes))

    def _set(self, side: Side, clip: Clip) -> None:
        before, self.clips[side] = self.clips[side], clip
        if before is None or (before.path, before.frame_s) != (clip.path, clip.frame_s):
            self.origins = None  # they were moments of another clip, or of its other clock
            self.synced.emit()
        self.clip_changed.emit(side)
        self._paused = False
        posed_alike = before is not None and before.posing == clip.posing and before.track is clip.track
        for outdated in (None,) if posed_alike else (side, None):
            if outdated in self._under_way:
                self._under_way[outdated].cancel()  # its end leads on from the new facts
        self._advance()

    def _advance(self) -> None:
        for step in () if self._paused else self._next_steps():
            if step.side not in self._under_way:
                ends = partial(self._on_done, step), partial(self._on_stopped, step.side)
                self._under_way[step.side] = self.jobs.start(step.title, step.work, *ends)
        self.changed.emit()

    def _on_done(self, step: Step, result: Any) -> None:
        del self._under_way[step.side]
        step.done(result)
        self._advance()

    def _on_stopped(self, side: Side | None) -> None:
        if not self._under_way.pop(side).cancelled:
            self._paused = True  # it failed, and the user decides what to do
        self._advance()

    def _next_steps(self) -> list[Step]:
        """What can be done now: quick skeletons first, then words, then both again in the best quality."""
        clips = {side: clip for side, clip in self.clips.items() if clip is not None}
        if unseen := [self._pose(s, clip, clip.quality) for s, clip in clips.items() if not clip.motion]:
            return unseen
        if len(clips) < len(Side):
            return []
        trainee, coach = clips.values()
        if self._outdated(trainee, coach):
            return [self._compare(trainee, coach)]
        return [self._pose(side, clip, "heavy") for side, clip in clips.items() if not clip.refined]

    def _outdated(self, trainee: Clip, coach: Clip) -> bool:
        """Whether the result is of other motions; with one side refined, it waits for the other."""
        if self.result is None or self._edited:
            return True
        if (self.result.comparison.focus, self.result.origins) != (self.focus, self.origins):
            return True
        current = self.result.trainee is trainee and self.result.coach is coach
        return not current and trainee.refined and coach.refined

    def _pose(self, side: Side, clip: Clip, quality: Quality) -> Step:
        doing = self.tr("Following the {}") if quality == "full" else self.tr("Looking closer at the {}")

        def posed(result: Clip) -> None:
            now = self.clips[side]
            if now is not None and now.posing == clip.posing:
                self.clips[side] = now.with_pose_of(result)
                self.clip_changed.emit(side)

        # Two clips on a thread each take less time than one after the other on both.
        work = partial(pose_clip, clip, quality, threads=1 if self.complete else 2)
        return Step(side, doing.format(who(side)), work, posed)

    def _compare(self, trainee: Clip, coach: Clip) -> Step:
        wanted = self.focus, self.origins

        def compared(result: Result) -> None:
            if tuple(self.clips.values()) == (trainee, coach):
                self.result, self._edited = result, False
                self.compared.emit()

        return Step(None, self.tr("Comparing"), lambda _: Result.of(trainee, coach, *wanted), compared)
