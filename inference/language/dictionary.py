"""Dictionary: the words of every operator, and of every quantity that findings speak of."""

from inference.language.words.arms import ARMS
from inference.language.words.entry import Words
from inference.language.words.legs import LEGS
from inference.language.words.stance import STANCE
from inference.language.words.timing import PACES, TIMING
from inference.language.words.trunk import TRUNK

# By operator: what edits are said in and understood by.
WORDS: dict[str, Words] = LEGS | ARMS | TRUNK | STANCE | TIMING
# By quantity: what findings are said in.
FINDING_WORDS: dict[str, Words] = LEGS | ARMS | TRUNK | STANCE | PACES
