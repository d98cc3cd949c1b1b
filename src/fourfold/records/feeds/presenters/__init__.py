"""What pages of this room show: plain values, made without a query."""
