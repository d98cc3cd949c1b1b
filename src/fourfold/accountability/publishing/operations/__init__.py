"""What can be done with packs and public pages: each one transaction of policy, change and audit."""
