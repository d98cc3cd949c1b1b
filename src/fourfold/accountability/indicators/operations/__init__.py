"""What can be done with indicators. Each is one transaction: policy, change, audit."""
