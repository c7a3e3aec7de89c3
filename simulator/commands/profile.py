"""`followup profile`: one's own data, so that the calls speak of the real job."""

from __future__ import annotations

import click

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
@click.option("--clear", is_flag=True, help="Forget everything in the profile.")
@click.option("--json", "as_json", is_flag=True, help="Print the profile as JSON, and nothing else.")
def command(clear: bool, as_json: bool, **given: str | None) -> None:
    """Show or set your own name, position, company and interview date; calls then speak of them.

    What you leave out is taken from the scenario. An empty value ("") clears a field.
    """
    import json

    from simulator.errors import WrongUse
    from simulator.history.profile import Profile, read_profile, write_profile
    from simulator.home import home, open_home

    changes = {field: " ".join(value.split()) for field, value in given.items() if value is not None}
    for field, value in changes.items():
        if len(value) > LONGEST or not value.isprintable():
            raise WrongUse(f"--{field}: give at most {LONGEST} ordinary characters; it will be said aloud")
    profile = Profile() if clear else read_profile(home())
    for field, value in changes.items():
        setattr(profile, field, value)
    if changes or clear:
        write_profile(profile, open_home())
    if as_json:
        click.echo(json.dumps(profile.model_dump(mode="json"), indent=1, ensure_ascii=False))
        return
    for field, what in FIELDS.items():
        value = getattr(profile, field)
        click.echo(f"{field:10} {value}" if value else f"{field:10} (the scenario's own)   {what}")
