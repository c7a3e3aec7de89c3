"""`python -m simulator` is the same as the command `followup`."""

from simulator.cli import main

if __name__ == "__main__":  # worker processes are spawned: importing this file must start nothing
    main()
