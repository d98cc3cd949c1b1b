"""What can be done to a plan. Each is one transaction: ask the policy, change, record."""
