"""`followup profile`: one's own data, so that the calls speak of the real job."""

from __future__ import annotations

from typing import Any

import click

from simulator.commands.options import RECORDING

FIELDS = {
    "name": "Your own name.",
    "position": "The job you interviewed for.",
    "company": "The company you will call.",
    "manager": "The person you will call.",
    "interview": 'When, and with whom: "last Tuesday at ten, with Ms Chen".',
}
LONGEST = 120
"""Characters; the manager will say these words aloud."""


@click.command(name="profile")
@click.option("--name", help=FIELDS["name"])
@click.option("--position", help=FIELDS["position"])
@click.option("--company", help=FIELDS["company"])
@click.option("--manager", help=FIELDS["manager"])
@click.option("--interview", help=FIELDS["interview"])
@click.option(
    "--calibrate", is_flag=True, help="Read a short passage aloud: your neutral voice, to compare calls with."
)
@click.option(
    "--line",
    metavar="microphone|recording:FILE",
    show_default="microphone",
    help="Where the passage comes from, with --calibrate.",
)
@click.option("--clear", is_flag=True, help="Forget everything in the profile.")
@click.option("--json", "as_json", is_flag=True, help="Print the profile as JSON, and nothing else.")
def command(calibrate: bool, line: str | None, clear: bool, as_json: bool, **given: str | None) -> None:
    """Show or set your own name, position, company and interview date; calls then speak of them.

    What you leave out is taken from the scenario. An empty value ("") clears a field. With --calibrate you read a
    passage aloud in your ordinary voice; from then on the voice in your calls is compared with it. The sound itself is
    not kept, only what was measured.
    """
    import json

    from simulator.errors import WrongUse
    from simulator.history.profile import Profile, read_profile, write_profile
    from simulator.home import home, open_home

    if line is not None and not calibrate:
        raise WrongUse("--line says where the passage comes from; give it together with --calibrate")
    changes = {field: " ".join(value.split()) for field, value in given.items() if value is not None}
    for field, value in changes.items():
        if len(value) > LONGEST or not value.isprintable():
            raise WrongUse(f"--{field}: give at most {LONGEST} ordinary characters; it will be said aloud")
    profile = Profile() if clear else read_profile(home())
    for field, value in changes.items():
        setattr(profile, field, value)
    if calibrate:
        profile.calibration = _calibration(line or "microphone")
    if changes or clear or calibrate:
        write_profile(profile, open_home())
    if as_json:
        click.echo(json.dumps(profile.model_dump(mode="json"), indent=1, ensure_ascii=False))
        return
    for field, what in FIELDS.items():
        value = getattr(profile, field)
        click.echo(f"{field:10} {value}" if value else f"{field:10} (the scenario's own)   {what}")
    click.echo(f"{'voice':10} {_voice(profile.calibration)}")


def _voice(calibration: dict[str, Any] | None) -> str:
    """What is known of the neutral voice, on one line."""
    from simulator.scoring.voice_measures import VoiceMeasures

    measures = VoiceMeasures.from_dict(calibration or {})
    if calibration is None or measures is None:
        return "(no neutral voice)   To compare your voice in calls with: followup profile --calibrate"
    recorded = str(calibration.get("recorded", ""))[:10]
    return f"neutral voice of {recorded}: pitch {measures.pitch:.0f} Hz, {measures.loudness:.0f} dB"


def _calibration(line: str) -> dict[str, Any]:
    """Has the passage read, or takes a recording of it, and measures it.

    Raises WrongUse, TooLittleSpeech, NoMicrophone, LineLost, BadAudio.
    """
    from datetime import datetime
    from pathlib import Path

    from simulator.audio import FULL_SCALE
    from simulator.errors import WrongUse
    from simulator.scoring.calibration import LEAST_SPEECH_SECONDS, PASSAGE, PASSAGE_SECONDS, calibrate

    now = datetime.now().isoformat(timespec="seconds")
    if line.startswith(RECORDING):
        from simulator.lines.recording import read_candidate

        sound = read_candidate(Path(line[len(RECORDING) :]))
        return calibrate(sound / FULL_SCALE, recorded=now, line="recording")
    if line != "microphone":
        raise WrongUse(f"--line {line}: give microphone or recording:FILE")
    from simulator.lines.microphone import Device
    from simulator.lines.passage import record_passage

    device = Device()
    click.echo("Read this aloud in your ordinary voice, as you would read a timetable to somebody:", err=True)
    click.echo(f"\n{_wrapped(PASSAGE)}\n", err=True)
    click.pause("Press a key, then begin. Three seconds of silence end it.", err=True)
    heard = record_passage(device, PASSAGE_SECONDS, LEAST_SPEECH_SECONDS)
    return calibrate(heard / FULL_SCALE, recorded=now, line="microphone", device=device.names[0])


def _wrapped(text: str) -> str:
    return click.wrap_text(text, width=72, initial_indent="    ", subsequent_indent="    ")
