"""`python -m fourfold.project.cli`: the `fourfold` command without its script."""

from fourfold.project.cli import main

main()
