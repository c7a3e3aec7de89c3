"""Sound to words: when the candidate speaks, when their turn is over, and what they said.

A frame goes from `activity` (is it speech?) to `turns` (where a turn starts and ends; how long to wait is the policy
in `end_of_turn`), and within a turn to a recogniser. `recogniser` gives recognisers by name: the embedded one is in
`sphinx`, those of SpeechRecognition in `adapters`. They live in a process of their own: `service` is that process's
side, `worker` ours. `hearing` joins all of it for a call; `typed` takes its place for a keyboard; `analyse` hears a
whole recording. What is heard is told as `events`.
"""
