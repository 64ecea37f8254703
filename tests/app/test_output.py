import pytest

from app.output import OutputError, check_file, whole_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def fill(folder, error=None):
    with whole_folder(folder) as unfinished:
        (unfinished / "a.txt").write_text("new")
        assert "a.txt" not in names(folder) or (folder / "a.txt").read_text() == "old"
        if error:
            raise error


def test_files_arrive_together_in_a_folder_made_for_them(tmp_path):
    fill(tmp_path / "new" / "deep")
    assert names(tmp_path / "new" / "deep") == ["a.txt"]


def test_what_is_outdated_goes_with_success_only(tmp_path):
    (tmp_path / "old.png").write_text("old")
    with pytest.raises(ValueError, match="failed"), whole_folder(tmp_path, ["old.png"]):
        raise ValueError("failed")
    assert names(tmp_path) == ["old.png"]
    with whole_folder(tmp_path, ["old.png", "never.png"]) as unfinished:
        (unfinished / "a.txt").write_text("new")
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError()])
def test_nothing_changes_when_the_work_fails(tmp_path, error):
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(type(error)):
        fill(tmp_path, error)
    assert names(tmp_path) == ["a.txt", "mine.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_folder_made_in_vain_goes_again(tmp_path):
    with pytest.raises(ValueError, match="failed"):
        fill(tmp_path / "new", ValueError("failed"))
    assert names(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="taken"):
        fill(tmp_path / "taken")


def test_targets_are_checked_before_the_work(tmp_path):
    check_file(tmp_path / "motion.npz", ".npz")
    for path, said in (
        (tmp_path / "motion.txt", "should end in"),
        (tmp_path / "absent" / "motion.npz", "no folder"),
    ):
        with pytest.raises(OutputError, match=said):
            check_file(path, ".npz")
    (tmp_path / "folder.npz").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        check_file(tmp_path / "folder.npz", ".npz")
