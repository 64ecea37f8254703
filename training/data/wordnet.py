"""WordNet 3.0 as nltk reads it, from Debian's packages wordnet-base and wordnet-sense-index."""

from pathlib import Path

from training.data.packaged import DEB, Packaged, fetch

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "nltk_data" / "corpora" / "wordnet"
_SHA256 = {
    "data.noun": "fea17d2f9656611334eac790e5d69e47645fa180c4aa481fb4cd9b3520754ca2",
    "data.verb": "adcf43e35b581e8036d8b5a52d63d9cd3d3b4870b2720d3c03c799df44777bc2",
    "data.adj": "c89120dfc1f046ddff4a631bf9b7e9fa1a36b5e86565a23bf82dbe14f30b88a7",
    "data.adv": "444a63bf3955080ab7524f5079cfc07ff9bc682cb98bdb1db73b0fb9829f1139",
    "index.noun": "a490d99d93d017bf4822fe2f0ffa51fd73911ce271dc7535fade21f8814b5a04",
    "index.verb": "e2ac24816c3a8289dcb72aaa9cf8db81fdf25ec34d792bfc96ac5b7a20c8b4ae",
    "index.adj": "c9865d7b4d1f805bdef82ccdcea5282436e23083e6f6f1b33e716327c4eda810",
    "index.adv": "6f5465ed5758fe9c8a2f7ec17b1300f3aa875756c70ff7cba162f7e71bcf88ea",
    "noun.exc": "2b5d675c380b39ecf595af9fa9d4e7feb1d58c643b0bff08c40ed5bfe41fab7a",
    "verb.exc": "dbbcf9a601b2d77e934e413b91d90e88ec7f933a8b77cfc00602a923b891b42c",
    "adj.exc": "8824cc24bbedd797b9702316b27f07cd4c2b76b629539f0a1276f03926758016",
    "adv.exc": "e7291461b629abfe63301bbe1998cee09fd575ed7107abd7ea9763adb05bf0a8",
    "cntlist.rev": "a198580b8f705fa02797bba8b13e5cbe4a9f9f40cb1697e774c7fc6a5865b035",
}
_SENSES = Packaged(
    "wordnet-sense-index",
    "./usr/share/wordnet/index.sense",
    "ce997000ec806318ff1dfadf77d314ac527358e127d7bbe3d1f4e83a1c5c1c2b",
    DEB,
)
# The numbers of the lexicographers' files (lexnames(5WN)), which no package carries: adjectives and adverbs,
# then nouns and verbs in the order of their numbers.
_NOUNS = (
    "Tops act animal artifact attribute body cognition communication event feeling food group location "
    "motive object person phenomenon plant possession process quantity relation shape state substance time"
)
_VERBS = (
    "body change cognition communication competition consumption contact creation emotion motion perception "
    "possession social stative weather"
)


def wordnet() -> Path:
    """The folder of WordNet's files, fetched at its first use and copied: nltk refuses links."""
    files = [Packaged("wordnet-base", f"./usr/share/wordnet/{name}", s, DEB) for name, s in _SHA256.items()]
    fetch(files, [FOLDER / name for name in _SHA256])
    _SENSES.at(FOLDER / "index.sense")
    (FOLDER / "lexnames").write_text("".join(_lexnames()), encoding="utf-8")
    return FOLDER


def _lexnames() -> list[str]:
    names = [("adj.all", 3), ("adj.pert", 3), ("adv.all", 4)]
    names += [(f"noun.{name}", 1) for name in _NOUNS.split()]
    names += [(f"verb.{name}", 2) for name in _VERBS.split()]
    names += [("adj.ppl", 3)]
    return [f"{number:02}\t{name}\t{part}\n" for number, (name, part) in enumerate(names)]


def glosses() -> list[str]:
    """What the words of WordNet mean, in English: 117,659 definitions with their examples."""
    files = (wordnet() / f"data.{part}" for part in ("noun", "verb", "adj", "adv"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [line.partition(" | ")[2].strip() for line in lines if " | " in line]
