"""What is no call: words without sense, other people's words, words of another language; ten of each kind and more."""
# ruff: noqa: E501, ISC004 - one example a line, or a tuple of long ones

from __future__ import annotations

WORD_SALAD = (
    "Position the interview of my was Tuesday because for thank hello the reason calling next what are steps goodbye you.",
    "Of the my with feedback is the and a the could you interview from at my the name of thanks with the is.",
    "Purple toaster engine, Tuesday of the with and my thank goodbye the decision was by a of feedback.",
    "Interview banana the follow of up my ladder calling seven is the of improve and your the goodbye wishes.",
    "The a my of it. From with the is of calling. Thanks the by a decision was and. Goodbye of the at.",
    "Was the and of my name green the interview yesterday with could by a feedback the window of is at thank.",
    "Steps next the of what my is a horse the with thanking and by your was the day goodbye of nice a.",
    "My of the coordinator is at a the with you interviewed and by the was my hello of decision the a.",
    "Excited the of by with my opportunity was a the is at lamp thank the your goodbye of and the team.",
    "Window calling the of about my by was spoon the interview a is with the next of steps thank my the.",
    "For the of my and to a with is was the by hello the position your of thanks at the day is a.",
)
TELEPHONE_BOOK = (
    "Abbott Charles 555 0101. Abbott Diane 555 0102. Abbott Frank 555 0103. Abel Grace 555 0104. Abel Henry 555 0105.",
    "Baker, Alan, 12 Mill Lane, 555 0134. Baker, Betty, 4 High Street, 555 0198. Baker, Carl, 9 Oak Road, 555 0111.",
    "Smith A 0171 960 101, Smith B 0171 960 102, Smith C 0171 960 103, Smith D 0171 960 104, Smith E 0171 960 105.",
    "Delaney Joan 01632 960 001, Delaney Kevin 01632 960 002, Dempsey Liam 01632 960 003, Dempsey Mary 01632 960 004.",
    "Zimmer Otto 555 0177. Zimmermann Paul 555 0178. Zink Rosa 555 0179. Zito Sal 555 0180. Zorn Tilda 555 0181.",
    "Plumbers: Ace Plumbing 555 0120, Best Pipes 555 0121, City Drains 555 0122, Direct Water 555 0123.",
    "Garcia Ana 555 0130, Garcia Bruno 555 0131, Garcia Carla 555 0132, Garcia Diego 555 0133, Garcia Elena 555 0134.",
    "Monday Martin 555 0140, Tuesday Thomas 555 0141, Friday Fiona 555 0142, March Megan 555 0143, April Anne 555 0144.",
    "Reyes A 5550101 Reyes B 5550102 Reyes C 5550103 Reyes D 5550104 Reyes E 5550105 Reyes F 5550106 Rice G 5550107.",
    "Taxi 555 0100. Fire brigade 555 0199. Town hall 555 0110. Library 555 0112. Swimming pool 555 0113. Dentist 555 0114.",
    "Hughes Gwen 24 Castle Street 960 410. Hughes Huw 3 Bridge Street 960 411. Hughes Idris 17 Park View 960 412.",
)
KEY_WORDS = (
    "Name, position, interview date, reason for calling, enthusiasm, silence, feedback, next steps, thanks, goodbye.",
    "Introduction. Enthusiasm. Silence. Asking. Closing. Professionalism. Open door. Thank you. Goodbye. Feedback.",
    "Interview Tuesday, project coordinator, decision, timeline, next steps, other openings, keep in mind, best wishes.",
    "Feedback feedback feedback, next steps next steps, timeline timeline, thanks thanks thanks, goodbye goodbye.",
    "Daniel Reyes. Project coordinator. Tuesday. Follow up. Decision. Feedback. Openings. Thanks. All the best. Goodbye.",
    "Excited, enthusiastic, positive, optimistic, professional, polite, grateful, accepting, friendly, brief.",
    "Thanks, wish, goodbye. Name, job, date, purpose. Question, silence, note. Acceptance, respect, understanding.",
    "Step one name, step two position, step three interview, step four purpose, step five question, step six thanks.",
    "Next steps, contract, training day, drug test, start date, salary, benefits, paperwork, thanks, goodbye.",
    "Strengths, weaknesses, feedback, improvement, second chance, second interview, other positions, number, e-mail.",
    "Hello name position interview purpose decision feedback openings contact thanks wishes goodbye hello name position.",
)
OTHER_LANGUAGES = (
    "Guten Tag, mein Name ist Daniel Reyes, ich hatte am Dienstag ein Gespräch für die Stelle und möchte fragen, ob Sie "
    "sich entschieden haben. Vielen Dank, auf Wiederhören.",
    "Buenos días, soy Daniel Reyes, tuve una entrevista el martes para el puesto y llamo para saber si ya tomaron una "
    "decisión. Muchas gracias, que tenga un buen día, adiós.",
    "Bonjour, je suis Daniel Reyes, j'ai passé un entretien mardi pour le poste et je vous appelle pour savoir si vous "
    "avez pris une décision. Merci beaucoup, bonne journée, au revoir.",
    "Buongiorno, sono Daniel Reyes, ho fatto un colloquio martedì per il posto e chiamo per sapere se avete già deciso. "
    "Grazie mille, buona giornata, arrivederci.",
    "Bom dia, eu sou o Daniel Reyes, fiz uma entrevista na terça para a vaga e queria saber se já tem uma resposta. "
    "Muito obrigado, um bom dia para você, até logo.",
    "Goedemorgen, ik ben Daniel Reyes, ik had dinsdag een gesprek voor de functie en ik bel om te vragen of er al een "
    "besluit is. Hartelijk bedankt, een fijne dag, tot ziens.",
    "Dzień dobry, nazywam się Daniel Reyes, byłem na rozmowie we wtorek i dzwonię, żeby zapytać, czy jest już decyzja. "
    "Dziękuję bardzo, miłego dnia, do widzenia.",
    "İyi günler, ben Daniel Reyes, salı günü bu pozisyon için bir görüşme yaptım ve bir karar olup olmadığını öğrenmek "
    "için aradım. Çok teşekkür ederim, iyi günler.",
    "Hej, jag heter Daniel Reyes, jag var på intervju i tisdags och jag ringer för att höra om ni har bestämt er. Tack så "
    "mycket, ha en bra dag, hej då.",
    "Habari, jina langu ni Daniel Reyes, nilikuja kwa mahojiano Jumanne na ninapiga simu kuuliza kama mmeamua. Asante "
    "sana, siku njema, kwaheri.",
    "Magandang umaga po, ako po si Daniel Reyes, nag-interview po ako noong Martes at tumatawag po ako para malaman kung "
    "may desisyon na. Maraming salamat po, paalam.",
)
PARROTS = (
    ("Harlow Mills, Dana Whitfield speaking.", "Which job was that for?", "I'm afraid we went with someone else."),
    ("Good morning, personnel.", "And your name is?", "We have decided on another candidate, I'm sorry to say."),
    ("Brightwater, this is Karen.", "What can I do for you today?", "It was a close decision, but it wasn't you."),
    ("Hello, who's calling please?", "When was your interview?", "The position has been filled, unfortunately."),
    ("Front desk, good afternoon.", "Who would you like to speak to?", "She is in a meeting until three o'clock."),
    ("Yes, hello, Dana here.", "Let me look for your papers.", "We would like to offer you the job."),
    ("You're through to recruitment.", "Can you spell that for me?", "The panel has not met yet, I'm afraid."),
    ("Whitfield and Sons, good day.", "Thank you for calling back.", "You did well, but the other one had more years."),
    ("HR, Dana speaking, how can I help?", "What are you calling about?", "Please call again at the end of the week."),
    ("Mills office.", "Is this about the coordinator position?", "Thank you for your time, have a nice day, goodbye."),
    ("Good evening.", "Do you have any questions for me?", "What would you say are the next steps for you now?"),
)
"""What the manager says, line by line; the candidate says the same."""
SARCASM = (
    "Oh great, just great. Thanks for nothing.",
    "Wonderful, another rejection. Thanks a lot for wasting my time.",
    "Oh, I'm so thrilled for him. Thanks for keeping me waiting three weeks.",
    "Yeah right, a close decision. I bet you say that to everyone.",
    "How convenient. Enjoy your precious new coordinator.",
    "Lovely, just lovely. Thanks so much for letting me wait.",
    "What a surprise. I'm delighted to be rejected once more.",
    "Perfect, just what I needed. Good luck with that one.",
    "Big surprise. Thank you so much for nothing.",
    "I love being ignored. Fantastic, more waiting.",
    "Brilliant, that's just brilliant. Lucky me.",
)
REPORTED = (
    "My mother said thank you and all the best.",
    "My brother told me to ask what I could do better next time.",
    "He said he was really excited about the job.",
    "My coach says I should ask about the next steps.",
    "The book says have a great day and goodbye.",
    "They told me to say I look forward to it.",
    "My wife asked when they will decide.",
    "I was told to say please keep me in mind.",
    "Everybody says thanks for your time.",
    "The website says to ask for feedback on the interview.",
    "My friend asked me what the next steps are.",
)
