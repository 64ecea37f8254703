import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.flow import Flow

GAP = 4


@pytest.fixture
def parts(qtbot: QtBot) -> list[QLabel]:
    holder = QWidget()
    made = [QLabel(str(number)) for number in range(4)]
    for part in made:
        part.setFixedSize(50, 20)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addLayout(Flow(made, GAP))
    with qtbot.waitExposed(holder):
        holder.show()
    yield made
    holder.close()


@pytest.mark.parametrize(
    ("width", "rows"), [(300, [0, 0, 0, 0]), (110, [0, 0, 24, 24]), (60, [0, 24, 48, 72])]
)
def test_parts_go_to_the_next_row_where_there_is_no_room(
    parts: list[QLabel], qtbot: QtBot, width: int, rows: list[int]
) -> None:
    holder = parts[0].parentWidget()
    height = holder.layout().heightForWidth(width)
    assert height == rows[-1] + 20
    holder.resize(width, height)
    qtbot.waitUntil(lambda: [part.y() for part in parts] == rows)
    assert all(part.geometry().right() < width for part in parts)


def test_hidden_parts_take_no_room(parts: list[QLabel], qtbot: QtBot) -> None:
    parts[1].hide()
    layout = parts[0].parentWidget().layout()
    assert layout.sizeHint().width() == 3 * 50 + 2 * GAP
    assert layout.minimumSize().width() == 50
