"""Phrases that tell of an act, and what the manager's last line asked: what a person would look for first.

All patterns read the canonical form of `words.words_of`, joined by spaces: lower case, no punctuation, numbers spelt.
They are evidence, not verdicts: the tagger weighs them together with everything else it hears.
"""

from __future__ import annotations

import re
from typing import Final

JOBS: Final = (
    r"(?:\w*(?:worker|keeper|driver|cleaner|welder|baker|teacher|trainer|officer|manager|leader|dealer|waiter|waitress"
    r"|designer|engineer|developer|programmer|tester|planner|painter|plumber|roofer|carpenter|labourer|laborer|butcher"
    r"|packer|picker|loader|fitter|seller|buyer|writer|editor|reporter|researcher|lecturer|carer|caregiver|minder"
    r"|gardener|landscaper|porter|bartender|attendant|assistant|associate|accountant|consultant|analyst|scientist"
    r"|technician|electrician|mechanic|machinist|operator|coordinator|co-ordinator|administrator|supervisor|advisor"
    r"|adviser|director|instructor|inspector|surveyor|estimator|scheduler|dispatcher|controller|operative|specialist"
    r"|receptionist|therapist|pharmacist|hygienist|florist|stylist|hairdresser|barista|chef|cook|nurse|midwife|aide"
    r"|host|hostess|cashier|clerk|teller|bookkeeper|secretary|paralegal|lawyer|solicitor|foreman|apprentice|intern"
    r"|trainee|architect|librarian|translator|interpreter|groomer|guard|housekeeper|janitor|caretaker|groundskeeper"
    r"|warehouse|forklift|internship|apprenticeship|traineeship|residency|lectureship))"
)
_ROLE: Final = r"(?:role|position|job|post|opening|vacancy|opportunity|spot|shift|slot|place)"
_DAY: Final = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|week|month)"
_ORDINAL: Final = (
    r"(?:(?:twenty |thirty )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|\w+teenth|twentieth|thirtieth)"
)
_MONTH: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_HOUR: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midday|half)"
_DIGIT: Final = r"(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_YOU: Final = r"(?:you|ye|you all|y'all|they|he|she|anybody|anyone|someone|somebody|the panel|the team|the company)"

ACT_PATTERNS: Final[dict[str, tuple[str, ...]]] = {
    "greeting": (
        r"^(?:(?:oh|yes|yeah|ah|well|okay|hi|so) )?(?:hello|hi|hey|hiya|howdy|g'day|good (?:morning|afternoon|evening|day))\b",
        r"\bgood (?:morning|afternoon|evening|day) (?:this|my|it's|i'm|i am|to you)\b",
        r"^(?:morning|afternoon|evening|'morning)\b",
    ),
    "self_introduction": (
        r"\bmy name(?:'s| is| it is)\b",
        (
            r"^(?:\w+ ){0,5}(?:this is|it's|it is|i'm|i am|here is|name's|name is) (?!just|about|not|calling|a |the |so|very|"
            r"really|for|me|in|at|sorry|afraid|okay|ok|fine|good|great|that|still|actually|like|going|glad|happy|from|only|"
            r"ringing|phoning|my|your|all|been|on|no|too|what|because)[a-z']+(?: [a-z']+){0,2}(?:$| calling| ringing| here| i | from| and)"
        ),
        r"\b(?:calling|speaking|here) (?:again )?(?:my name|it's)\b",
        r"\bthe name(?:'s| is)\b",
    ),
    "position_mention": (
        rf"\b(?:for|about|regarding|concerning|as|it's|was|is) (?:the |a |an |that |your )?(?:\w+ ){{0,4}}{JOBS}\b",
        rf"\b{JOBS} (?:\w+ )?{_ROLE}\b",
        rf"^(?:\w+ ){{0,4}}{JOBS}$",
        r"\bthe (?:\w+ ){1,3}(?:role|position|post|vacancy|job)\b",
    ),
    "interview_mention": (
        rf"\b(?:interview|interviewed|met|meeting|came in|come in|was in|saw|spoke|talked|sat down)\b(?: \w+){{0,8}} (?:{_DAY}|{_ORDINAL}|{_MONTH}|with|by)\b",
        r"\b(?:i|we) (?:had|did|have|made|was at|was on)(?: \w+){0,3} interview(?:ed)?\b",
        r"\bi (?:was )?interviewed\b",
        r"\bi (?:came|come|was) in (?:to see|for|last|on)\b",
        rf"\b(?:on|last) (?:{_DAY})(?: \w+){{0,4}} (?:with|interview)\b",
    ),
    "purpose_statement": (
        (
            r"\b(?:i'm|i am|i was|just|reason (?:i'm|i am|for|i)|i|we) ?(?:calling|phoning|ringing|call|phone|ring|called|rang)"
            r"(?: you| back| up| in| today)*(?: just)? (?:about|to|regarding|because|for|concerning|in)\b"
        ),
        r"\b(?:follow|following|followed) up\b",
        r"\b(?:wanted|want|wondering|hoping|thought i'd|figured i'd|trying) to (?:check|find out|see|hear|touch base|ask|know|follow)\b",
        r"\b(?:checking|touching base|check(?:ing)? in|see (?:how|where|what))\b",
        r"\b(?:it's|it is|this is) (?:about|regarding|concerning) (?:the|my|an|a) \w*\s?(?:interview|job|application|result)\b",
    ),
    "person_request": (
        r"\b(?:speak|talk|chat) (?:to|with) (?:mr|mrs|ms|miss|mister|dr|doctor|the|someone|somebody|anyone|whoever|a)\b",
        r"\b(?:may|can|could|might|like to|want to|possible to|need to|hoping to|looking to) (?:i )?(?:please )?(?:speak|talk) (?:to|with)\b",
        r"\bput me (?:through|on)\b|\bpatch me\b|\bconnect me\b|\btransfer me\b",
        r"\b(?:is|would) (?:mr|mrs|ms|miss|mister|dr|doctor|\w+) (?:be )?(?:there|in|around|available|about|free)\b",
        r"\blooking for (?:mr|mrs|ms|miss|mister|the|whoever|someone)\b",
        r"\bget (?:a )?hold of\b",
    ),
    "timing_check": (
        r"\b(?:bad|good|okay|ok|right|convenient|wrong|busy|terrible|awkward) (?:time|moment)\b",
        r"\b(?:have|do|got) you (?:got |have )?(?:a |one |two |five )?(?:\w+ )?(?:minute|minutes|moment|second|sec|mins|min)\b",
        r"\b(?:am i|not) (?:disturbing|interrupting|catching|bothering)\b|\bcaught you\b|\bcatch you\b|\bi disturb\b",
        r"\bare you (?:free|busy)\b|\bis now (?:okay|ok|good|alright)\b",
    ),
    "decision_question": (
        rf"\b(?:{_YOU}|you'd|you've|you have|have you|had|was|were|been|there's|there was|is there|any) ?(?:\w+ ){{0,4}}(?:decision|decided|made up|verdict)\b",
        r"\bdid i get (?:it|the|that)\b|\bhave i got (?:it|the)\b|\bam i (?:in|hired|through)\b|\bdo i have the job\b",
        r"\b(?:any|some|have|had) (?:\w+ )?(?:news|word|update|updates)\b",
        r"\b(?:what|how) (?:was|is|did|are) (?:the )?(?:result|outcome|decision|it go|it went)\b",
        r"\b(?:hear|know|find out|ask|see) (?:\w+ ){0,3}(?:outcome|result|results|decision|where (?:things|it|we|i)|how it went|what (?:you|was) decided)\b",
        r"\bwhere (?:things|it|we|i|that|you all|everything) (?:stand|stands|are|is|am|at)\b",
        r"\b(?:pick|picked|choose|chose|chosen|gone with|went with|hired|filled|selected|settled on) (?:some|any)(?:one|body)\b",
        r"\bis it (?:a )?(?:yes or|decided)\b|\byes or (?:a )?no\b",
        r"\bhas (?:it|the (?:position|role|job|post)) (?:been )?(?:filled|gone|taken)\b",
    ),
    "next_steps_question": (
        r"\bnext steps?\b|\bnext stage\b",
        r"\bwhat (?:happens|happen|comes|is|do i|should i|would|do we|do you|'s)(?: \w+){0,3} (?:next|now|bring|sign|do|need|wear|from here)\b",
        r"\bwhat's next\b|\bwhere do (?:i|we) go\b|\bwhat now\b|\bwhat happens\b",
        r"\b(?:do|should|must|shall|will|would) i (?:need to|have to|bring|sign|wear|send|fill|come)\b",
        r"\banything (?:else )?(?:i|you) (?:should|need|can|could|must|have to)\b",
        r"\b(?:paperwork|contract|drug test|onboarding|training day|orientation)\b",
    ),
    "timeline_question": (
        r"\bwhen (?:can|could|should|might|will|would|do|does|is|are|you|they|it|i|shall|exactly)\b",
        r"\bhow (?:long|soon|many days|many weeks|much longer)\b",
        r"\b(?:by|till|until) when\b|\bwhat(?:'s| is) the (?:time ?line|time ?frame|time ?scale|deadline|start date)\b",
        r"\b(?:time ?line|time ?frame|time ?scale)\b|\btime (?:line|frame|scale)\b|\bstart date\b",
        r"\b(?:what|which) (?:day|date|time|week)\b",
        r"\bany idea when\b|\bthis week or\b|\bcall back (?:on|in|next)\b",
    ),
    "feedback_question": (
        r"\b(?:any|some|your|have|get|give|ask|bit of|offer|share|honest|the|for|much) (?:\w+ )?(?:feedback|feedbacks|pointers|advice|criticism|tips)\b",
        r"\b(?:what|where|anything|something|how|which)(?: \w+){0,5} (?:improve|better|differently|wrong|missing|lacking|lack|lacked|weak|fell short|fall short|let me down|work on|mistake|messed up)\b",
        r"\bhow (?:did|do) (?:i|you think i) (?:do|come|did|go|came)\b|\bcame across\b|\bcome across\b",
        r"\bwhy (?:not me|i didn't|did i not|wasn't i|didn't i|not|they|you|the other|someone|he|she)\b",
        r"\bwhat (?:did|made|tipped|was it|swung|the other|has he|has she|does)(?: \w+){0,4} (?:have|over|that|it|like|had|them|want)\b",
        r"\bfor next time\b",
    ),
    "openings_question": (
        r"\b(?:any|other|another|else|anything|something|different|more)(?: \w+){0,4} (?:open|openings?|vacanc(?:y|ies)|positions?|roles?|jobs?|going|available|departments?|branch(?:es)?|hiring|suit me|coming up)\b",
        r"\bare you (?:\w+ )?(?:hiring|recruiting|looking for)\b",
        r"\bi (?:saw|noticed|seen|see)(?: \w+){0,5} (?:website|posting|posted|advert\w*|listed|site|page)\b",
    ),
    "keep_in_mind_request": (
        r"\bkeep (?:me|my|us|my (?:name|cv|resume|number|application|details|file))(?: \w+){0,2} (?:in mind|on|in|posted|there|handy)\b",
        r"\bin mind\b|\bon file\b|\bkeep in touch\b|\bstay in touch\b|\bthink of me\b|\bremember me\b",
        r"\b(?:if|in case|should|when|ever)(?: \w+){0,8} (?:open|opens|opened|changes|falls through|fall through|drops? out|comes? up|come free|leaves|quits|reopens|free again|work out|backs out|doesn't)\b",
        r"\b(?:give me a (?:call|ring|shout)|call me|ring me|phone me|let me know|contact me) (?:if|when|please|should|first|again)\b",
    ),
    "second_chance_request": (
        r"\bsecond (?:chance|interview|look|go|shot|try|crack)\b|\banother (?:chance|interview|look|go|shot|try|crack|conversation)\b",
        r"\b(?:reconsider|reconsidered|re-interview|reinterview|think again|look again)\b",
        r"\b(?:see|meet|interview|try|talk to|hear) me (?:again|once more|one more|another)\b|\bone more (?:chance|time|interview|go|shot|try)\b",
        r"\b(?:come (?:in|back)|interview|try|do it) (?:again|once more|one more)\b|\btrial (?:shift|day)\b",
    ),
    "enthusiasm": (
        r"\b(?:excited|exciting|thrilled|delighted|over the moon|can't wait|cannot wait|wonderful|fantastic|brilliant|amazing|awesome|fabulous|made my (?:day|week|year)|chuffed|buzzing|stoked|great news|good news|so happy|very happy|really happy|so glad|best news)\b",
        r"\b(?:really|very|still|so|extremely|definitely|absolutely|truly|would|i'd|i) (?:\w+ )?(?:interested|keen|enjoyed|loved|love|like to work|enjoy|look(?:ing)? forward)\b",
        r"\blook(?:ing)? forward\b|\bdream job\b|\bi (?:really )?(?:liked|loved|enjoyed|love)\b|\bwould love\b|\bi'd love\b",
    ),
    "qualification_pitch": (
        r"\bi(?:'ve| have)? (?:also )?(?:done|worked|run|ran|led|managed|built|trained|handled|been|taught|driven|designed|cooked|made|got)(?: \w+){0,6} (?:years|year|experience|months|team|teams|people|projects?|before|every|since|customers|clients|kids|children|hundred|thousand)\b",
        r"\byears?(?: \w+){0,2} (?:experience|in|of|on|with|as|behind)\b",
        r"\b(?:my|i have|i've|got|the) (?:\w+ ){0,3}(?:experience|certificate|certification|certified|licence|license|degree|diploma|qualification|ticket|references|skills|track record|background)\b",
        r"\bi(?:'m| am) (?:\w+ )?(?:good|reliable|fast|qualified|certified|trained|experienced|punctual|a hard|fluent|a quick|a fast)\b",
        r"\bnever (?:\w+ )?(?:late|missed|had a complaint|sick)\b|\bi can (?:also |even )?(?:do|run|handle|manage|speak|drive|start|learn|teach|fix)\b",
    ),
    "thanks": (
        r"\b(?:thanks|thank you|thank ya|thank ye|thankyou|cheers|much obliged|appreciate|appreciated|grateful|ta|gracias|merci|bless you|thank god bless)\b",
    ),
    "acceptance": (
        r"\b(?:i )?(?:completely |totally |fully |perfectly |quite |do |can |of course )?(?:understand|respect|accept)\b",
        r"\b(?:understood|understandable|fair enough|no problem|no worries|that's (?:fair|fine|okay|ok|all right|alright|no problem|grand|quite all right)|no rush|take your time|no hard feelings|not a problem|is fine|all good|makes sense|fair play|so be it|it is what it is|of course|can't be helped|never mind|don't worry|that's life|right enough)\b",
        r"\bi(?:'ll| will| can| don't mind) (?:wait|hold|be patient|waiting)\b",
    ),
    "well_wish": (
        r"\b(?:have|enjoy) (?:a|an|yourself|your|the rest|yous a) ?(?:\w+ ){0,3}(?:day|weekend|evening|afternoon|one|week|holiday|holidays|time|morning|night|rest|trip|christmas|lunch|vacation|season|summer)\b",
        r"\b(?:wish|wishing) (?:you|ye|her|him|them|y'all|the|everyone|all)\b|\b(?:good luck|best of luck|all the best|take care|god bless|happy (?:holidays|new year|easter)|merry christmas|mind yourself|bless you|safe travels|congratulations)\b",
        r"\bhope (?:it|the|they|he|she|that|you|your|everything|all)(?: \w+){0,6} (?:well|better|great|work out|works out|good|happy|soon)\b",
        r"^you too\b|\byou too$|\bsame to you\b|\byou as well\b",
    ),
    "farewell": (
        r"\b(?:bye|goodbye|bye bye|good bye|cheerio|ta ta|see you|see ya|talk to you (?:soon|later|then)|speak (?:soon|then)|talk soon|so long|take care|good night|cheers now|until then|till then|adios|ciao)\b",
    ),
    "callback_details": (
        rf"\b(?:{_DIGIT} ){{5,}}{_DIGIT}\b",
        r"\b(?:my|the|on|this|same|best|reach|call|ring|cell|mobile|work|home|phone) (?:\w+ )?(?:number|mobile|cell|line|email|e-mail|landline)\b",
        r"\bat (?:\w+ )?(?:gmail|yahoo|hotmail|outlook|mail|proton|icloud)\b|\bdot com\b|\bdot co\b",
        r"\b(?:reach|get|catch|find|call|ring|text) me (?:on|at|by|any ?time|after|before|here|until)\b",
    ),
    "availability": (
        rf"\b(?:{_DAY}|morning|afternoon|evening|{_ORDINAL}|{_HOUR}|o'clock|then|tomorrow|any ?time|day|next week)(?: \w+){{0,4}} (?:works|work|suits|suit|is (?:fine|good|perfect|great|okay|ok|grand)|would be|is better|fine|perfect|can do)\b",
        rf"\bi(?:'m| am|'ll be| will be| can)(?: \w+){{0,4}} (?:free|available|flexible|there|come|start|do|make it)(?: \w+){{0,4}} (?:{_DAY}|tomorrow|{_HOUR}|any ?time|whenever|then|morning|afternoon|immediately|straight away|right away|{_ORDINAL})\b",
        r"\b(?:any ?time|any day|whenever)(?: \w+){0,3} (?:you|suits|works|is|that)\b|\bi'll be there\b",
        rf"\b(?:how about|what about|could do|can do|make it) (?:{_DAY}|{_HOUR}|tomorrow|next|the)\b",
    ),
    "competing_offer": (
        r"\b(?:another|other|an|second|different|competing|job) (?:\w+ )?(?:offer|offers)\b|\boffer from\b|\boffered me\b|\bgot an offer\b",
        r"\b(?:they|them|he|she|the other (?:place|company|one|crowd|lot|job))(?: \w+){0,3} (?:want|need|wants|needs|expect|waiting)(?: \w+){0,4} (?:answer|by|reply|decision|know)\b",
        r"\b(?:another|other) (?:place|company|firm|school|hospital|job|employer|garage|restaurant|hotel|interview)\b(?: \w+){0,8} (?:offer|offered|answer|wants|waiting|deadline|by|sign|yes|said|start)\b",
    ),
    "salary_topic": (
        r"\b(?:salary|salaries|wage|wages|pay|paid|paying|hourly|benefits|pension|package|bonus|overtime|compensation|dental|health insurance|holiday pay|tips|rate|budgeted|holidays|vacation days|pto|mileage|money)\b",
        r"\b(?:thousand|grand|hundred|dollars|pounds|euros|quid|bucks|rupees|naira|rand)\b|\ban hour\b|\ba year\b|\bper (?:hour|year|month|annum)\b",
    ),
    "withdrawal": (
        r"\b(?:withdraw|withdrawing|withdrawn|withdrew|take my name (?:off|out)|pull out|pulling out|take me (?:off|out)|out of the running|bow out|drop out|step back)\b",
        r"\b(?:i've|i have|i'm|i am|decided to|i)(?: \w+){0,4} (?:accepted|taken|taking|take|took|signed|gone with|going with|said yes)(?: \w+){0,3} (?:another|other|different|something else|somewhere else|elsewhere|with)\b",
        r"\b(?:not|no longer|don't)(?: \w+){0,3} (?:want the|interested any|take the job|going ahead|the right fit for me|for me any)\b|\bno longer (?:interested|available|looking)\b",
    ),
    "confirmation": (
        r"^(?:(?:oh|ah|well|okay|so|right|no) )?(?:yes|yeah|yep|yup|aye|sure|correct|exactly|absolutely|certainly|definitely|of course|indeed|that's right|that is right|right|si|ja|yah|ya|uh huh|it is|it was|i do|i did|i have|i am|i can|that's me|that's it|speaking|please do|go ahead|still here|i'm here|i am here|perfect|that works|sounds good|will do|by all means|you bet)\b",
        r"\bthat's (?:right|correct|me|the one|it)\b|\bi'm (?:still )?here\b|\bi am (?:still )?here\b|\bi did yes\b|\byes please\b",
    ),
    "negation": (
        r"^(?:(?:oh|ah|well|okay|so|yeah|sorry|um) )*(?:no|nope|nah|naw|nae|not really|not yet|not at all|never|i don't|i didn't|i haven't|i can't|i won't|it wasn't|it isn't|it's not)\b",
        r"\b(?:no no|actually no|afraid not|i'm afraid i (?:can't|don't)|not the)\b",
    ),
    "backchannel": (
        r"^(?:(?:mm|mhm|mm hm|mm-hm|hm|hmm|uh huh|uh-huh|right|okay|ok|i see|oh|ah|aha|sure|yeah|got it|gotcha|oh okay|alright|huh|really|wow|oh right|aye|i hear you|oh wow|yes|go on) ?){1,4}$",
    ),
    "clarification_request": (
        r"\b(?:say|repeat|tell me|run)(?: \w+){0,3} (?:again|once more|one more time|by me)\b|\brepeat\b|\bcome again\b",
        r"^(?:sorry|pardon|what|excuse me|say again|huh|eh|beg pardon|pardon me|how's that|i beg your pardon)$",
        r"\b(?:didn't|couldn't|don't|did not|can't|not|never) (?:quite |really |properly )?(?:catch|hear|get that|follow|understand the|understand what|catch that|get what)\b",
        r"\bwhat (?:do|does|did|exactly|is|was) (?:you|that|it|the)(?: \w+){0,4} (?:mean|meant|say|said|called)\b|\bdo you mean\b|\byou mean\b|\bmeaning\b|\bsorry (?:what|who|which|the what|when|did you|say|could|can)\b|\bspell\b|\bslower\b|\bslow down\b|\bbreaking up\b",
    ),
    "apology": (
        r"\b(?:sorry|apologies|apologise|apologize|my apologies|forgive me|excuse me|pardon me|my bad|beg your pardon|my fault)\b",
    ),
    "small_talk": (
        r"\bhow (?:are|is|was|were|'s|have)(?: \w+){0,2} (?:you|ye|yourself|things|weekend|day|morning|holiday|everybody|everyone|weather|trip|keeping|doing|family|week|today|yous|y'all)\b",
        r"\bhow's (?:it|your|the|everything|things|life)\b|\bhow are\b|\bhow do you do\b|\bhow you (?:doing|going)\b|\band (?:you|yourself)$|\bhow about (?:you|yourself)\b",
        r"\b(?:weather|snow|snowing|rain|raining|rainy|sunny|traffic|football|match|weekend|christmas|holiday|freezing|hot out|cold out)\b",
        r"\bi(?:'m| am) (?:\w+ )?(?:good|well|fine|grand|great|not (?:too )?bad|doing)\b|\bcan't complain\b",
    ),
    "pressure": (
        r"\b(?:beg|begging|desperate|urgent|urgently|right now|asap|immediately|must know|need to know|have to know|need an answer|today|please please|now or|depends on|or else|straight answer|can't wait any)\b",
        r"\bi (?:really )?need (?:this|the job|that job|an answer|it|to know|you to)\b|\bplease (?:please|i|you (?:have|must|need))\b|\byou (?:have|got|need|must) (?:to )?(?:tell|give|help|let|decide)\b|\bi (?:will|'ll) (?:keep calling|not hang up|call every)\b",
        r"\b(?:rent|evict|landlord|three kids|children to feed|bills)\b",
    ),
    "dispute": (
        r"\b(?:not fair|unfair|ridiculous|joke|disgrace|disgusting|lied|lying|liar|liars|bullshit|rubbish|nonsense|discriminat\w+|lawyer|solicitor|sue|tribunal|complaint|complain|waste of|wasted my|wasting my|shame on|mistake|wrong|hell|damn|stupid|idiot|idiots|pathetic|insult\w*|unbelievable|unprofessional|rude|rigged|racist|ageist|favourit\w+|fix|fraud|screw|bloody|crap|rip off|promised)\b",
        r"\b(?:i was|i'm|i am) (?:\w+ )?(?:better|best|more qualified|overqualified|the best)\b|\bthanks for nothing\b|\byou (?:people|lot) (?:\w+ )?(?:never|always|don't|are|just|said|told|have)\b|\byou (?:said|told me|promised)\b|\bdoesn't make (?:any )?sense\b|\bmakes no sense\b|\bi (?:don't|can't) (?:accept|believe)\b|\bhow (?:dare|can you|could you)\b",
    ),
    "self_deprecation": (
        r"\bi (?:was|am|know i was|know i'm|'m|felt|sounded|did|probably)(?: \w+){0,4} (?:terrible|awful|rubbish|useless|stupid|hopeless|bad|badly|nervous|dumb|mess|idiot|worst|failure|boring|embarrassing|shite|crap|horrible|poor|not good|too old|fool|babbling|rambling|waffling)\b",
        r"\b(?:i (?:messed|screwed|blew|botched|mucked|froze|rambled|babbled|bombed|always)|my own fault|i'm no good|i am no good|not clever|not smart|i'm just a|nobody wants|story of my life|i'm not (?:very |that |much |really )?(?:good|clever|smart|great)|typical me|silly me)\b",
    ),
    "off_topic": (),
}
"""Act → patterns that speak for it."""

MANAGER_PATTERNS: Final[dict[str, str]] = {
    "asks_name": r"\bwho(?:'s| is| am i| did you)\b(?: \w+){0,3} (?:calling|speaking|this|talking|there)|\byour (?:full )?name\b|\bwho is it\b|\bspell\b",
    "asks_position": r"\b(?:which|what) (?:job|position|role|post|one|vacancy|opening|department|\w+ was (?:that|it|this))\b|\bapplied for\b|\bwhich (?:\w+ )?(?:was|is)\b",
    "asks_interview": r"\bwhen (?:were|was|did|had)(?: \w+){0,4} (?:in|interview|see|meet|come|you|interviewed)\b|\bwho (?:did|was|saw|were)(?: \w+){0,3} (?:see|with|you|interview|speak|interviewing|meet)\b",
    "asks_purpose": r"\b(?:how|what) (?:can|may|could) (?:i|we) (?:help|do)\b|\bwhat(?:'s| is) (?:this|it) (?:about|regarding|in connection)\b|\bcalling about\b",
    "asks_contact": r"\b(?:number|email|e-mail|reach you|contact|get hold of you|call you (?:back|on))\b",
    "asks_time": r"\b(?:when|what time|which day|what day)(?: \w+){0,3} (?:you|suit|start|works|free|available|best)\b|\bavailab\w+\b",
    "offers_time": rf"\b(?:{_DAY}|{_ORDINAL}|tomorrow|{_HOUR})\b(?: \w+){{0,6}} (?:suit|work|okay|ok|good|all right|alright|do|free|come|make|available)\b|\b(?:could|can|would|are|does|is|shall|how about|what about|say)\b(?: \w+){{0,8}} (?:{_DAY}|tomorrow|o'clock|{_ORDINAL})\b",
    "asks_how_are_you": r"\bhow (?:are|'re) (?:you|things|ye|y'all)\b|\bhow you (?:doing|going)\b|\bhow's it going\b|\bhow have you been\b",
    "asks_pay": r"\b(?:salary|pay|wage|rate|expect\w* .*(?:earn|money|figure)|figure|looking for in)\b",
    "asks_anything_else": r"\banything else\b|\bany (?:other )?questions?\b",
    "asks_still_there": r"\b(?:still there|are you there|hello)\b|\bcan you hear\b|\byou there\b",
    "asks_yes_no": r"^(?:\w+ ){0,6}(?:do|did|are|were|have|had|can|could|would|will|is|was|does|has|shall|should|may|isn't|aren't|didn't|wasn't|don't) (?:you|i|we|it|that|this|there|the|he|she|they)\b",
    "asks_open": r"\b(?:what|why|how|which|where|who|tell me|describe|walk me)\b",
    "asks_hold": r"\b(?:hold|bear with|one moment|one second|a second|a moment|let me (?:look|see|check|find|pull|get|just)|hang on|just a|give me a)\b",
    "bad_news": r"\b(?:afraid|unfortunately|sorry|another candidate|someone else|somebody else|went with|gone with|not (?:be )?(?:moving|taking|offering|selected|successful)|not able to|wasn't you|decided (?:to go|not)|turned? down|regret|filled)\b",
    "good_news": r"\b(?:congratulations|delighted|pleased to|happy to|offer you|like to offer|you got|the job is yours|welcome aboard|second (?:round|interview)|next round|good news|you're in|you're hired)\b",
    "no_news": r"\b(?:haven't (?:made|decided|finished)|not (?:yet|decided|made)|still (?:interviewing|deciding|going|looking|waiting)|no decision|on hold|freeze|budget|paused|next week|few more)\b",
    "says_goodbye": r"\b(?:bye|goodbye|good luck|all the best|take care|have a (?:good|great|nice|lovely))\b",
    "thanks_candidate": r"\b(?:thanks|thank you)\b",
    "says_greeting": r"\b(?:good (?:morning|afternoon|evening|day)|hello|hi|speaking|this is|human resources|reception|how can i help)\b",
    "says_not_heard": r"\b(?:didn't catch|say that again|pardon|sorry what|breaking up|repeat|hear you)\b",
    "offers_feedback": r"\b(?:feedback|notes|if you (?:want|like|would)|one thing|strong|impressed)\b",
    "leave_message": r"\b(?:leave (?:a|your) (?:message|name)|after the (?:tone|beep)|voicemail|message after)\b",
    "confronts": r"\bnothing i can\b|\bcan't (?:tell|discuss|say|give|put)\b|\bnot allowed\b|\bpolicy\b",
}
"""What the manager's last line does → pattern: the context in which "yes" or "Thursday" is understood."""

_ACTS: Final = {act: tuple(map(re.compile, patterns)) for act, patterns in ACT_PATTERNS.items()}
_MANAGER: Final = {cue: re.compile(pattern) for cue, pattern in MANAGER_PATTERNS.items()}


def acts_hinted(said: str) -> dict[str, tuple[int, ...]]:
    """Act → indices of its patterns found in an utterance in canonical form."""
    found = {
        act: tuple(i for i, pattern in enumerate(patterns) if pattern.search(said)) for act, patterns in _ACTS.items()
    }
    return {act: hits for act, hits in found.items() if hits}


def manager_cues(said: str) -> frozenset[str]:
    """Which of MANAGER_PATTERNS the manager's last line, in canonical form, shows."""
    return frozenset(cue for cue, pattern in _MANAGER.items() if pattern.search(said))
