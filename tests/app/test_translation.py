"""All that the window says goes through Qt's translation, in a way that its tools can collect."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
SOURCES = [APP / "main_window.py", *sorted(APP.glob("views/*.py")), *sorted(APP.glob("presenters/*.py"))]
# Where what is passed is shown or read aloud: the position of that argument, or its name.
SHOWN: dict[str, tuple[int | str, ...]] = {
    "label": (0,), "button": (0, 3, "tip"), "tool": (1,), "setText": (0,), "setToolTip": (0,), "say": (0,),
    "setAccessibleName": (0,), "setAccessibleDescription": (0,), "setWindowTitle": (0,), "setSuffix": (0,),
    "setPlaceholderText": (0,), "setSpecialValueText": (0,), "setTitle": (0,), "addTab": (1,),
    "addItem": (0,), "addAction": (0,), "drawText": (2,), "QCheckBox": (0,), "QRadioButton": (0,),
    "QLabel": (0,), "QPushButton": (0,), "getOpenFileName": (1, "caption", "filter"), "question": (1, 2),
    "getSaveFileName": (1, "caption", "filter"), "getExistingDirectory": (1, "caption"), "getText": (1, 2),
    "start": (0,), "Failure": (0, 1),
}  # fmt: skip
COLLECTED = ("tr", "translate", "QT_TRANSLATE_NOOP")
TRANSLATING = (*COLLECTED, "_tr")
# What is called so in every language: the program's name, keys, formats.
NAMES = {"Coach", "npz", "BVH"}


def name_of(called: ast.expr) -> str:
    return (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )


def written(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """Words in the expression that no translation sees."""
    match node:
        case ast.Call() if name_of(node.func) in TRANSLATING:
            return
        case ast.Constant(value=str() as text):
            yield text
        case ast.Name() if node.id in constants:
            yield constants[node.id]
        case ast.JoinedStr():
            yield from (text for part in node.values for text in written(part, constants))
        case ast.BinOp() | ast.IfExp() | ast.BoolOp():
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.expr):
                    yield from written(part, constants)
        case ast.Call(func=ast.Attribute(value=inner)):
            yield from written(inner, constants)  # "…".format()


def untranslated(source: str) -> list[str]:
    tree = ast.parse(source)
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        places = SHOWN.get(name_of(call.func), ())
        named = [keyword.value for keyword in call.keywords if keyword.arg in places]
        placed = [call.args[place] for place in places if isinstance(place, int) and place < len(call.args)]
        for text in (text for node in (*placed, *named) for text in written(node, constants)):
            if re.search(r"[^\W\d_]{2}", text) and text not in NAMES:
                found.append(f"line {call.lineno}: {text}")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_shown_untranslated(path: Path) -> None:
    assert untranslated(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_translated_can_be_collected(path: Path) -> None:
    """Qt's lupdate reads the source: it finds plain strings, and nothing that is put together."""
    for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
        if name_of(call.func) in COLLECTED and "painter" not in ast.unparse(call.func):
            assert not any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in call.args), call.lineno


@pytest.mark.parametrize(
    "source",
    [
        'label("Two clips")',
        'SENTENCE = "Two clips"\nlabel(SENTENCE)',
        'button(self.tr("Save"), save, tip="Ctrl and S")',
        'box.setText(f"Choose {name}")',
        'box.setToolTip("Choose {}".format(name))',
        'box.setText("on" if on else self.tr("off"))',
        'QFileDialog.getOpenFileName(self, self.tr("Choose"), filter=f"All files ({ends})")',
    ],
)
def test_it_finds_what_was_forgotten(source: str) -> None:
    assert len(untranslated(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'label(self.tr("Two clips"), "heading")',
        'label("· 3")',
        'tool("play", self.tr("Play"), play)',
        'setText(f"{a} ({b})")',
    ],
)
def test_it_lets_translated_words_and_signs_be(source: str) -> None:
    assert untranslated(source) == []
