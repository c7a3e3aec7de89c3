"""Words that leave little doubt: courtesies, interest, reproach, pushing, and words that are not one's own.

Patterns read the canonical form of `understanding.words`, joined by spaces: lower case, no punctuation, numbers spelt.
They are what a coach marks in a transcript; how they are weighed against the tagger says `scoring.reading`.
"""

from __future__ import annotations

import re
from typing import Final


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern that finds any of the phrases, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)")


_DAYS: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow"
_PLEASANT: Final = (
    r"(?:day|weekend|evening|afternoon|week|one|holidays?|night|morning|time|trip|christmas|sunshine|weather)"
)
_GRAND: Final = "great|brilliant|wonderful|lovely|fantastic|perfect|marvellous|super|charming|terrific"

COURTESIES: Final = {
    "thanks": any_of(
        "thanks|thank (?:you|ye|ya)|cheers|ta|gracias|merci",
        r"(?:much|greatly|very|i'm|i am) (?:\w+ )?obliged",
        r"i(?:'d| do| really| very much)? appreciate",
        "(?:so|very|really|be|most|am|i'm) grateful",
    ),
    "farewell": any_of(
        "goodbye|bye|bye-bye|good night|cheerio|laters?$|ta-?ra|ciao|so long|adios|au revoir|bientôt|until then",
        "(?:talk|speak) (?:to you )?(?:soon|then|later)",
        rf"(?:i'll |we'll )?see (?:you|ye|ya)(?:$| (?:on|at|then|soon|there|next|later|{_DAYS}|\w+$))",
        r"good (?:day|afternoon|evening|morning)(?: to you)?(?: \w+){0,2}$",
    ),
    "well_wish": any_of(
        rf"(?:have|enjoy) (?:a|an|your|the|the rest of your) (?:\w+ ){{0,3}}{_PLEASANT}",
        "all the best|(?:best of|good) luck|take care|(?:god )?bless(?: you)?|same to you|you too|you as well",
        "i (?:do )?wish you|wishing you|mind (?:how you go|yourself)|be well|safe travels",
        "stay (?:dry|safe|well|warm|cool)|(?:my )?regards to|say (?:hi|hello) to",
        r"(?:i )?hope (?:it|the|your|you|that|everything|all)(?: \w+){0,6} (?:well|smoothly|better|great|works? out)",
    ),
    "apology": any_of(r"(?:i'm|i am|so|very|really) sorry (?:about|for|to have|i)", r"(?:i|my) apolog\w+"),
    "acceptance": any_of(
        r"i (?:\w+ )?(?:understand|respect|accept)(?! (?:why not|nothing))",
        "fair enough|no hard feelings|take (?:all )?(?:the|your) time",
        "that's (?:quite |perfectly |completely |totally |very )?understandable",
    ),
}
"""Act → how it is said in so many words."""
JOY: Final = any_of(
    f"{_GRAND}|amazing|awesome|fabulous|delighted|thrilled|excited|over the moon|chuffed|buzzing|stoked",
    "made my|my dream|(?:so|very|really) happy|makes me happy|so glad|(?:good|great|best|wonderful) news",
    "can't (?:wait|believe)|cannot wait",
)
"""What people say to good news."""
INTEREST: Final = any_of(
    r"i(?:'m| am) (?:\w+ ){0,2}(?:interested|excited|keen|eager|enthusiastic|thrilled|passionate)",
    r"look(?:ing)? forward|can't wait|that (?:\w+ )?interests me|my (?:dream|favourite|favorite)",
    r"i(?:'ve| have)? (?:\w+ )?(?:enjoyed|loved|admire|admired)",
    "i (?:really|very much|do|still) (?:like|liked|love|want)",
    r"(?:i'd|would) (?:\w+ )?love (?:to (?:work|join|be|come|start|do)|that|it)",
)
"""Interest, said outright."""
BLAME: Final = any_of(
    "unfair|(?:not|isn't|ain't) (?:fair|right)|ridiculous|a joke|shameful|unprofessional|unacceptable",
    "not (?:serious|good enough)|strung (?:me|us) along|messing (?:me|us)|led me on|thanks for nothing",
    r"disgrace\w*|disgust\w*|insult\w*|pathetic|useless|incompetent|idiots?|stupid|rubbish|nonsense",
    r"liar|lied|lying|lies|cheated|rigged|discriminat\w+|racist|sexist|ageist|nepotism|favou?rit(?:es|ism)",
    r"lawyer|solicitor|sue|court|tribunal|complain\w*|complaint|labou?r board|report (?:you|this|it)",
    r"wast(?:e|ed|ing)(?: of)? (?:my|our|\w+'s)? ?time",
    "you people (?:use|never|always|just|keep|put|don't|can't)|you lot|your lot",
    "how (?:can|could|dare) (?:you|they|anyone)|who do you think",
    "you (?:should|could|might) (?:have|at least|be ashamed)|(?:would|woulda|would have) been nice",
    "you(?:'ve| have)? (?:promised|never|told me|said)|(?:he|she|they) (?:promised|lied)",
    "don't (?:tell me (?:what|how|that|you)|give me)|(?:big|making a) mistake|you'll regret|regret (?:it|this)",
    "(?:i (?:was|am)|i'm) (?:the best|better|more qualified|overqualified)|some kid",
    "hell|damn|crap|bloody|bullshit|screw|shut up",
    "your loss|not one of you|(?:nobody|no one) (?:called|calls|bothered|told)|(?:a month|weeks) and",
)
"""Words of reproach, accusation, threat or insult. Without one of them "I'd hoped for more" is no quarrel."""
PUSH: Final = any_of(
    r"i (?:need|have|want|must|gotta|got) (?:to )?(?:know|hear|have)? ?(?:\w+ ){0,4}"
    r"(?:today|now|tonight|right away|this (?:minute|morning|afternoon|week)|by|answer)",
    "you (?:have|need|got) to|you must (?:tell|give|let|decide|help|take|put)|or (?:else )?i(?:'ll| will| am|'m)",
    r"insist\w*|demand\w*|begg?(?:ing)?|please please|desperate\w*|promise me|come on|i really need|rent",
    r"urgent\w*|immediately|right now|at once|straight away|(?:can't|cannot|won't) wait|last chance|yes or (?:a )?no",
    "just (?:tell|give|say|let) (?:me|it|us)|why can't you|can't you|change (?:your|their) mind|one more time",
    "(?:not|i'm not) (?:hanging|getting) (?:up|off)|keep (?:calling|ringing)",
    r"i'll (?:call|ring|keep|wait) (?:\w+ )?(?:every|until|till)|sign (?:by|on)|deadline|depends on",
)
"""Words of pushing: for an answer now, for another answer, with an ultimatum, or begging."""
REPORTED: Final = any_of(
    r"(?:he|she|they|(?:my|the|our|his|her) (?:\w+ )?\w+|(?:every|some)(?:one|body)|people|books?|articles?|website)"
    r" (?:\w+ )?(?:said|says|say|goes|went|tells|told (?:me|us)|asked|asks|keeps? (?:saying|asking|telling)|was like"
    r"|wrote|recommends?)",
    "(?:you're|one is|we're|i'm|i was) (?:supposed|meant|told|taught) to (?:say|ask|tell)|it says (?:here|to)",
    "i (?:could|should|would|might|was going to|wanted to|meant to)(?: have)? (?:say|said|asked|tell|told)",
)
"""Words of others, or words that are only talked about."""
TURNED_ROUND: Final = any_of(
    r"thanks? (?:you )?(?:a lot|a bunch|so much|very much)? ?for"
    r" (?:nothing|wasting|the runaround|(?:letting|keeping) me|ruining|leading|dragging)",
    f"^(?:oh |well |yeah |wow )*(?:{_GRAND}) (?:just|another|more|now|that's just|isn't it|what a|yet|that makes)",
    f"just (?:{_GRAND}|what i needed)|yeah right|big (?:surprise|deal)|what a (?:surprise|joke|shock)|lucky me",
    "how (?:surprising|convenient|generous|lovely for|nice for)|sure you (?:are|did|do|will)|i(?:'ll| will)? bet",
    r"i(?:'m| am) (?:so )?(?:thrilled|delighted|excited|overjoyed) (?:for (?:him|her|them)"
    r"|to (?:be (?:rejected|ignored|turned|told no|kept)|wait|hear no))",
    r"good luck with that|enjoy your (?:\w+ )?(?:little|precious)",
    "love (?:being|to be) (?:ignored|kept|rejected|told|treated)",
)
"""Kind words that are meant the other way round."""
ASKED_FOR: Final = any_of(
    r"wonder\w*|curious|(?:like|love|want(?:ed)?|need) to (?:know|hear|ask|understand|learn|find out|check|see)",
    "tell me|let me know|ask(?:ing)?|find out|grateful (?:for|if)|appreciate (?:any|some|it if|your|a)",
    "feedback|advice|tips?|pointers?|question|idea (?:when|what|how)|know (?:when|what|how|if|whether|why|which)",
    "^(?:and |but |so |or |then |okay |well )*(?:what|when|where|which|who|how|why|is|are|do|does|did|can|could"
    "|would|will|should|shall|may|might|have|has|any)",
)
"""What asks without a question mark."""
