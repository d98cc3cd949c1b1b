"""Speed claims, measured beside a peer in the same run. `make bench` prints them; benchmarks/README.md keeps them."""
