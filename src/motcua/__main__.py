"""`python -m motcua` is the same as `motcua`."""

from motcua.project.command_line import main

main()
