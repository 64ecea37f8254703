"""How alike two texts are: by the measures of the paper's code, by the usual ones, and by meaning.

The paper's code (qhFang/CigTime, scripts/text_eval.py) splits at white space and takes nltk's sentence BLEU-4
with smoothing method 1, ROUGE-1 F of the package `rouge` (which counts every word once, and which the paper
calls ROUGE-2), and nltk's METEOR.
"""

from collections.abc import Sequence
from functools import cache

import nltk
import numpy as np
import sacrebleu
from nltk.corpus.reader.wordnet import WordNetCorpusReader
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from nltk.translate.meteor_score import meteor_score
from rouge import Rouge
from rouge_score.rouge_scorer import RougeScorer

from inference.language.text_encoder import TextEncoder
from training.data.texts import swap_sides
from training.data.wordnet import wordnet


def text_scores(text: str, reference: str) -> dict[str, float]:
    """BLEU-4, ROUGE-1 and METEOR as the paper's code has them; then sacreBLEU and ROUGE-L; all 0 to 1."""
    text, reference = text.strip(), reference.strip()
    words, wanted = text.split(), reference.split()
    longest = RougeScorer(["rougeL"]).score(reference, text)["rougeL"]
    return {
        "BLEU-4": sentence_bleu([wanted], words, smoothing_function=SmoothingFunction().method1),
        "ROUGE-1": Rouge().get_scores(text, reference)[0]["rouge-1"]["f"] if text else 0.0,
        "METEOR": meteor_score([wanted], words, wordnet=_wordnet()),
        "sacreBLEU": sacrebleu.sentence_bleu(text, [reference]).score / 100,
        "ROUGE-L": longest.fmeasure,
    }


def cosines(encoder: TextEncoder, texts: Sequence[str], references: Sequence[str]) -> dict[str, np.ndarray]:
    """Sentence cosine of each text with its reference, and of the text with its sides exchanged, (N,).

    The second is the control: where it is as high as the first, the cosine does not see sides.
    """
    swapped = [swap_sides(text) for text in texts]
    said, mirrored, wanted = (_sentences(encoder, each) for each in (texts, swapped, references))
    return {
        "cosine": (said * wanted).sum(axis=1),
        "cosine, sides exchanged": (mirrored * wanted).sum(axis=1),
    }


def _sentences(encoder: TextEncoder, texts: Sequence[str]) -> np.ndarray:
    """Unit vectors (N, 384): the mean of the token states, as all-MiniLM-L6-v2 was trained."""
    states, mask = encoder.states(texts)
    means = states.sum(axis=1) / mask.sum(axis=1, keepdims=True)
    return means / np.linalg.norm(means, axis=1, keepdims=True)


@cache
def _wordnet() -> WordNetCorpusReader:
    # Where nltk looks for corpora/wordnet; it reads from the folders on its path alone.
    nltk.data.path.append(str(wordnet().parents[1]))
    return nltk.corpus.wordnet
