"""The 33 body landmarks of BlazePose and the 17 keypoints of COCO, by name and index."""

import numpy as np

LANDMARKS = (
    "nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer",
    "left_ear", "right_ear", "mouth_left", "mouth_right", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky", "left_index", "right_index",
    "left_thumb", "right_thumb", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle",
    "right_ankle", "left_heel", "right_heel", "left_foot_index", "right_foot_index",
)  # fmt: skip
LANDMARK_INDEX = {name: index for index, name in enumerate(LANDMARKS)}

COCO = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee",
    "left_ankle", "right_ankle",
)  # fmt: skip
COCO_INDEX = {name: index for index, name in enumerate(COCO)}
# Which landmark is each of COCO's keypoints, (17,).
COCO_LANDMARKS = np.array([LANDMARK_INDEX[name] for name in COCO])


def _other_side(name: str) -> str:
    swap = {"left": "right", "right": "left"}
    return "_".join(swap.get(word, word) for word in name.split("_"))


# Index of each landmark's counterpart on the other side, (33,).
MIRRORED_LANDMARK = np.array([LANDMARK_INDEX[_other_side(name)] for name in LANDMARKS])
