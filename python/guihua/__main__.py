"""The command ``guihua``: the same program as the one that Cargo installs."""

import signal
import sys

from ._native import main as _main


def main() -> None:
    """Runs the program with the words typed, and ends with its status."""
    # Python would only take note of Ctrl-C, and wait for the program. What is ignored
    # stays so.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_main(["guihua", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
