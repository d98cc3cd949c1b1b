"""What can be done with boards: each one transaction of policy, change and audit."""
