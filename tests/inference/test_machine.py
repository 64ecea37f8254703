import os
import platform

from inference.machine import hardware


def test_the_machine_is_named_in_one_line():
    line = hardware()
    assert f"{os.cpu_count()} cores" in line
    assert platform.python_version() in line
    assert "\n" not in line
    assert not line.startswith(",")
