from __future__ import annotations

import pytest

from simulator.understanding.slots import find_slots


@pytest.mark.parametrize(
    ("manager_said", "text", "name"),
    [
        ("Harbour Street Surgery.", "Good afternoon. Delphine Marlowe.", "Delphine Marlowe"),
        ("Crewing office, Magnus.", "Hello Magnus, Ingrid Solheim. It concerns the purser's job.", "Ingrid Solheim"),
        ("Principal's office.", "How's it going, Lorcan Geraghty here.", "Lorcan Geraghty"),
        ("Who's calling?", "Marguerite.", "Marguerite"),
        ("Yes?", "hello this is daniel reyes calling about the clerk job", "Daniel Reyes"),
        ("", "It's Mary Ann Brown again.", "Mary Ann Brown"),
        ("Okay.", "I'm Tom.", "Tom"),
    ],
)
def test_ones_own_name_is_found_however_it_is_given(manager_said: str, text: str, name: str) -> None:
    assert find_slots(text, manager_said=manager_said).name == name


@pytest.mark.parametrize(
    "text",
    [
        "I'm teaching at the moment.",
        "I'm so pleased about that.",
        "It's Tuesday, isn't it?",
        "It's perfect, I'm stuck outside a school play.",
        "It is 07700 900 782.",
        "Good morning, Mrs Pillay.",
        "I am enquiring because Mr van Wyk told me five days.",
        "i'm really excited about this",
        "this is about the interview on monday",
        "Thank you, Ana.",
    ],
)
def test_what_is_no_name_of_ones_own_is_not_taken_for_one(text: str) -> None:
    assert find_slots(text).name is None


def test_the_managers_own_name_is_not_the_candidates() -> None:
    assert find_slots("Dana Whitfield, hello!", manager_said="This is Dana Whitfield speaking.").name is None
