"""Rejected: a draw that makes no triplet, with the reason under which it is counted."""


class Rejected(Exception):  # noqa: N818 - an outcome to be counted, no error
    """Why a draw makes no triplet, in a few words that are the same for all of its kind."""
