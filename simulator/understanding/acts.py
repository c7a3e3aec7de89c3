"""The dialogue acts of the candidate: a closed vocabulary; a turn carries zero or more of them."""

from __future__ import annotations

from typing import Final

ACTS: Final[dict[str, str]] = {
    "greeting": "opens with hello or good morning",
    "self_introduction": "gives their own name",
    "position_mention": "names the position or job title they interviewed for",
    "interview_mention": "says when, where or with whom they were interviewed",
    "purpose_statement": "says why they are calling",
    "person_request": "asks to speak with a person or to be put through",
    "timing_check": "asks whether this is a good moment",
    "decision_question": "asks whether a decision was made or what it is",
    "next_steps_question": "asks what happens next, what they should do or bring",
    "timeline_question": "asks when something will happen, or when to call back",
    "feedback_question": "asks how they came across, what to improve, why another was chosen",
    "openings_question": "asks about other jobs in the company",
    "keep_in_mind_request": "asks to be called or considered if it reopens, or to keep in touch",
    "second_chance_request": "asks to be interviewed again or reconsidered",
    "enthusiasm": "voices interest, excitement or enjoyment about the job, team, company or news",
    "qualification_pitch": "reminds of a strength, skill or experience",
    "thanks": "thanks",
    "acceptance": "accepts or respects a decision, a delay or a rule gracefully",
    "well_wish": "wishes well",
    "farewell": "says goodbye",
    "callback_details": "leaves a telephone number or e-mail, or says how to reach them",
    "availability": "offers or accepts a date or time",
    "competing_offer": "mentions another offer or deadline",
    "salary_topic": "raises or answers pay or benefits",
    "withdrawal": "withdraws from the process",
    "confirmation": "answers yes, agrees, confirms a fact",
    "negation": "answers no, declines, corrects a fact",
    "backchannel": "only signals listening",
    "clarification_request": "asks to repeat or explain",
    "apology": "apologises",
    "small_talk": "pleasantries outside the business of the call",
    "pressure": "begs, demands, gives ultimatums, pushes for an answer now",
    "dispute": "argues against the decision, blames, accuses, threatens, is rude",
    "self_deprecation": "runs themselves down",
    "off_topic": "nothing to do with the call, or unintelligible",
}
"""Name of the act → what the candidate does. The order is the order of the model's outputs."""
