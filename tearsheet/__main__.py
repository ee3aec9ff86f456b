"""`python -m tearsheet` is the `tearsheet` command."""

from tearsheet.cli import main

main()
