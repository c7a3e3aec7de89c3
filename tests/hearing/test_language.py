from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pocketsphinx import Decoder, get_model_path, set_loglevel

from simulator.errors import BadFile
from simulator.hearing.language import build
from simulator.hearing.language.general import GeneralModel, read_general_model
from simulator.hearing.language.kneser_ney import END, START, KneserNey
from simulator.hearing.language.mixture import Backoff, mix
from simulator.hearing.language.model import WEIGHT, decoder_settings, expect, unmarked
from simulator.hearing.language.phrases import Grammar
from simulator.hearing.language.pronunciations import arpabet, guess_phones
from simulator.hearing.language.spoken import spoken, standard
from simulator.hearing.sphinx import Sphinx

GENERAL = Path(get_model_path("en-us/en-us.lm.bin"))
LOG_BASE = np.log(1.0001)
TEXT = [line.split() for line in ("i had an interview", "i had an offer", "an interview on monday", "i am here")]


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    set_loglevel("FATAL")
    return Decoder(**decoder_settings())


@pytest.fixture(scope="module")
def general() -> GeneralModel:
    return read_general_model(GENERAL)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It's 617 555 0142.", "it's six one seven five five five oh one four two"),
        ("On the 22nd at 2:30pm", "on the twenty second at two thirty p m"),
        ("$52,000 — or 48k?", "fifty two thousand dollars or forty eight k"),
        ("Um, Mr. O’Brien, the 9th", "um mister o'brien the ninth"),
        ("in 1998 or 2024, the 90s", "in nineteen ninety eight or twenty twenty four the nineties"),
        ("at 10:05, row 10-12", "at ten oh five row ten twelve"),
    ],
)
def test_a_written_turn_is_turned_into_the_words_that_are_said(written: str, said: str) -> None:
    assert spoken(written) == said.split()


def test_a_dropped_g_is_written_again_unless_the_word_is_one_of_its_own() -> None:
    dictionary = {"going", "within", "robin", "calling"}
    assert (
        standard("goin' within robin callin mornin".split(), dictionary) == "going within robin calling mornin".split()
    )


def test_whatever_came_before_the_probabilities_of_the_next_word_sum_to_one() -> None:
    words = sorted({word for turn in TEXT for word in turn} | {END})
    model = KneserNey(TEXT, vocabulary=len(words))
    for history in ((), ("i",), ("i", "had"), (START, "i"), ("never", "said")):
        assert sum(model.probability((*history, word)) for word in words) == pytest.approx(1.0)
    assert model.probability(("had", "an", "interview")) > model.probability(("had", "an", "monday"))


def test_the_general_model_is_read_as_pocketsphinx_reads_it(general: GeneralModel) -> None:
    set_loglevel("FATAL")
    language_model = Decoder(lm=str(GENERAL)).get_lm()
    chance = random.Random(5)
    for ngrams, probabilities in (
        (general.bigrams, general.bigram_probabilities),
        (general.trigrams, general.trigram_probabilities),
    ):
        for row in chance.sample(range(len(ngrams)), 50):
            latest_first = [general.words[index] for index in reversed(ngrams[row])]
            assert language_model.prob(latest_first) * LOG_BASE == pytest.approx(probabilities[row], abs=1e-3)


def test_another_file_is_no_general_model(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"Trie Language Mistake")
    with pytest.raises(BadFile, match="trie format"):
        read_general_model(tmp_path / "model.bin")


@pytest.mark.parametrize("threshold", [0.0, 1e-3])
def test_a_mixed_model_is_a_distribution_after_every_history_pruned_or_not(
    general: GeneralModel, threshold: float
) -> None:
    vocabulary = [*sorted({word for turn in TEXT for word in turn}), START, END]
    model = mix(general, [(0.6, KneserNey(TEXT, len(vocabulary)))], vocabulary, threshold)
    after = [index for index, word in enumerate(vocabulary) if word != START]
    histories = [(), *((index,) for index in after[:4]), *list(model.weight_two)[:4]]
    for history in histories:
        assert sum(probability(model, (*history, word)) for word in after) == pytest.approx(1.0, abs=1e-3)


def probability(model: Backoff, ngram: tuple[int, ...]) -> float:
    """As a decoder looks it up."""
    if len(ngram) == 1:
        return model.one[ngram[0]]
    if len(ngram) == 2:
        a, b = ngram
        return float(model.two.get((a, b), model.weight_one.get(a, 1.0) * model.one[b]))
    a, b, c = ngram
    return float(model.three.get((a, b, c), model.weight_two.get((a, b), 1.0) * probability(model, (b, c))))


def test_the_same_phrases_are_drawn_from_the_same_seed() -> None:
    grammar = Grammar(build.PHRASES)
    sentences = list(grammar.sentences(200, seed=3))
    assert sentences == list(grammar.sentences(200, seed=3)) != list(grammar.sentences(200, seed=4))
    assert not any("[" in sentence or "|" in sentence for sentence in sentences)


def test_a_phrase_that_names_no_list_is_refused_with_the_name(tmp_path: Path) -> None:
    (tmp_path / "phrases.txt").write_text("[day] Monday | Friday\non [day] at [tiem]\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"\[tiem\]"):
        Grammar(tmp_path / "phrases.txt")


def test_building_twice_gives_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "vocabulary_of", lambda *_: ["i", "in", "ninth", "on", "the", "was", START, END])
    monkeypatch.setattr(build, "SENTENCES", 50)
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "ann.txt").write_text(
        "voice: ann\nwho: 30, welder\nsplit: train\n---\n> When were you in?\nnone | I was in on the 9th.\n",
        encoding="utf-8",
    )
    built = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        build.build(tmp_path / "voices", build.PHRASES, tmp_path / name / "model.bin", ("train",))
        built.append((tmp_path / name / "model.bin").read_bytes())
    assert built[0] == built[1]
    assert b"\0ninth\0" in built[0]


def test_the_model_that_is_shipped_expects_what_is_said_in_such_calls(decoder: Decoder) -> None:
    language_model = decoder.get_lm()

    def surprise(sentence: str) -> float:
        words = [START, *sentence.split(), END]
        return -float(sum(language_model.prob([word, before]) for before, word in pairwise(words)))

    assert surprise("i'm calling about the interview") < 0.75 * surprise("the interview about calling i'm")
    general = Decoder(lm=str(GENERAL)).get_lm()
    history = ["interview", "the", "about"]
    assert language_model.prob(history) > general.prob(history)


def test_an_expected_name_becomes_likely_and_is_written_without_its_mark(decoder: Decoder) -> None:
    language_model = decoder.get_lm()
    before = language_model.prob(["kelly"])
    assert expect(decoder, ["Kelly Novak", "Welder at Io"]) == ["kelly", "novak", "welder"]
    assert decoder.lookup_word("kelly~") == decoder.lookup_word("kelly")
    assert language_model.prob(["kelly~"]) > before
    assert np.exp(language_model.prob(["kelly~"]) * LOG_BASE) == pytest.approx(WEIGHT / 72_679, rel=0.1)
    assert unmarked("kelly~") == "kelly"


def test_the_recogniser_takes_expected_words() -> None:
    assert Sphinx(["Maria Novak"]).name == "pocketsphinx"


def test_phonemes_of_espeak_are_written_as_in_the_dictionary() -> None:
    assert arpabet("ɑː_k_ˈɑː_n_dʒ_oʊ") == "AA K AA N JH OW"
    assert arpabet("s_ˈɜː_ʃ_ə") == "S ER SH AH"


def test_a_word_that_no_dictionary_holds_gets_phones_that_the_recogniser_knows() -> None:
    pytest.importorskip("espeakng_loader")
    phones = guess_phones("okonjo")
    assert phones is not None
    dictionary = Path(get_model_path("en-us/cmudict-en-us.dict")).read_text(encoding="utf-8").splitlines()
    assert set(phones.split()) <= {phone for entry in dictionary for phone in entry.split()[1:]}
