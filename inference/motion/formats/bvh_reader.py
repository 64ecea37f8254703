"""BVH in: any skeleton whose joints have names the program knows."""

import re
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.transform import Rotation

from inference.errors import MotionFileError
from inference.motion.formats import bvh_writer
from inference.motion.formats.clock import clock_of
from inference.motion.formats.foreign import in_world, unit_m
from inference.motion.formats.limits import MAX_VALUES, check_numbers, lines_of
from inference.motion.formats.names import joints_of_skeleton
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINTS

MAX_JOINTS = 1000
MAX_DEPTH = 100
# CHANNELS, their number, and two for each axis.
_MAX_WORDS = 8
_CHANNEL = re.compile(r"[XYZ](position|rotation)")
_OUR_ORDER = [JOINTS[joint] for joint in bvh_writer.FILE_ORDER]


@dataclass
class _Node:
    """A joint or the tip of a chain (End Site), in file units; channels such as Xposition."""

    name: str
    parent: int
    offset: np.ndarray = field(default_factory=lambda: np.zeros(3))
    channels: list[str] = field(default_factory=list)


def read_bvh(data: bytes) -> Motion:
    """The motion in a BVH file; unit and up axis are judged by the person, rates over 60 are decimated.

    A file with our own joints stays where it is; others are put on the floor, starting towards +z.
    Raises MotionFileError; MotionError if the numbers make no motion.
    """
    lines = [line.strip() for line in lines_of(data)]
    if "MOTION" not in lines:
        raise MotionFileError("It has no MOTION section; it is cut off or no BVH file.")
    start = lines.index("MOTION")
    nodes = _hierarchy(lines[:start])
    names = [node.name for node in nodes]
    is_ours = [name for name in names if name in JOINTS] == _OUR_ORDER
    rows, fps = _motion(list(filter(None, lines[start + 1 :])), sum(len(node.channels) for node in nodes))
    if not is_ours and _starts_with_t_pose(rows, nodes[0].channels):
        rows = rows[1:]
    clock = clock_of(len(rows), fps)
    joints = joints_of_skeleton(
        names, [node.parent for node in nodes], _positions(nodes, clock.nearest(rows))
    )
    return Motion(joints * unit_m(joints) if is_ours else in_world(joints), clock.fps)


def _hierarchy(lines: list[str]) -> list[_Node]:
    nodes: list[_Node] = []
    open_nodes: list[int] = []
    for line in filter(None, lines):
        words = line.split(maxsplit=_MAX_WORDS)
        match words[0].upper():
            case "ROOT" | "JOINT" | "END":
                parent = open_nodes[-1] if open_nodes else -1
                is_tip = words[0].upper() == "END" and parent >= 0
                name = f"{nodes[parent].name}_end" if is_tip else " ".join(words[1:])
                nodes.append(_Node(name, parent))
            case "{" if nodes:
                open_nodes.append(len(nodes) - 1)
            case "}" if open_nodes:
                open_nodes.pop()
            case "OFFSET" if nodes:
                nodes[-1].offset = _table([" ".join(words[1:])], 3)[0]
            case "CHANNELS" if nodes:
                nodes[-1].channels = _channel_names(words[1:])
            case "HIERARCHY":
                pass
            case _:
                raise MotionFileError(f"Its skeleton has a line that makes no sense: “{words[0][:30]}”.")
        if len(nodes) > MAX_JOINTS or len(open_nodes) > MAX_DEPTH:
            raise MotionFileError("Its skeleton is too large; export the body without its props.")
    if open_nodes or not nodes:
        raise MotionFileError("Its skeleton is not complete; it is cut off. Copy it again.")
    return nodes


def _channel_names(words: list[str]) -> list[str]:
    names = words[1:]
    axes = [name[0] for name in names if name.endswith("rotation")]
    if (
        words[:1] != [str(len(names))]
        or not all(map(_CHANNEL.fullmatch, names))
        or len(set(axes)) != len(axes)
    ):
        raise MotionFileError("A joint's channels make no sense; export the file again.")
    return names


def _motion(lines: list[str], width: int) -> tuple[np.ndarray, float]:
    """Rows (T, width) of channel values and the frame rate, from the lines after MOTION."""
    frames = re.fullmatch(r"Frames:\s*(\S+)", lines[0]) if lines else None
    frame_s = re.fullmatch(r"Frame Time:\s*(\S+)", lines[1]) if len(lines) > 1 else None
    if not frames or not frame_s:
        raise MotionFileError(
            "It does not say how many frames it has or how long one lasts; export it again."
        )
    rows = lines[2:]
    if frames[1] != str(len(rows)):
        raise MotionFileError(f"It promises {frames[1][:12]} frames and has {len(rows)}; export it again.")
    if len(rows) * width > MAX_VALUES:
        raise MotionFileError("It has too many frames; cut the take into shorter pieces.")
    seconds = _table([frame_s[1]], 1).item()
    if not seconds > 0:
        raise MotionFileError("Its frames last no time; export the file again.")
    return _table(rows, width), round(1 / seconds, 3)


def _starts_with_t_pose(rows: np.ndarray, root_channels: list[str]) -> bool:
    """Conversions often put the rest pose before the take: its root is not turned at all."""
    turns = [column for column, channel in enumerate(root_channels) if channel.endswith("rotation")]
    return len(rows) > 1 and bool(turns) and not rows[0, turns].any() and bool(rows[1, turns].all())


def _table(rows: list[str], width: int) -> np.ndarray:
    values = np.empty((len(rows), width))
    try:
        for index, row in enumerate(rows):
            # No more words than belong there are ever made, however long the line is.
            words = row.split(maxsplit=width)
            if len(words) != width:
                raise MotionFileError(
                    f"A line does not have the {width} numbers it should; it is cut off or damaged."
                )
            values[index] = list(map(float, words))
    except ValueError as error:
        raise MotionFileError(
            "It has text where numbers belong; it is damaged. Copy or export it again."
        ) from error
    check_numbers(values, "It")
    return values


def _positions(nodes: list[_Node], rows: np.ndarray) -> np.ndarray:
    """Joint positions (T, J, 3) in file units, by forward kinematics."""
    positions = np.empty((len(rows), len(nodes), 3))
    rotations: list[Rotation] = []
    column = 0
    for index, node in enumerate(nodes):
        local = np.tile(node.offset, (len(rows), 1))
        turns, angles = "", []
        for channel in node.channels:
            if channel.endswith("position"):
                local[:, "XYZ".index(channel[0])] = rows[:, column]
            else:
                turns += channel[0]
                angles.append(rows[:, column])
            column += 1
        turn = Rotation.identity(len(rows))
        if turns:
            turn = Rotation.from_euler(turns, np.stack(angles, axis=1), degrees=True)
        parent = rotations[node.parent] if node.parent >= 0 else Rotation.identity(len(rows))
        origin = positions[:, node.parent] if node.parent >= 0 else 0
        positions[:, index] = origin + parent.apply(local)
        rotations.append(parent * turn)
    return positions
