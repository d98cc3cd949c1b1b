"""What pages show of a plan: results turned into plain values. Templates know nothing else."""
