"""What can be done with requests: asked, answered, withdrawn, closed; and reminding of those that are late."""

from fourfold.trust.requests.operations.answering import Reply, answer
from fourfold.trust.requests.operations.asking import NewRequest, ask
from fourfold.trust.requests.operations.opening import close
from fourfold.trust.requests.operations.reminding import tell_of_late
from fourfold.trust.requests.operations.withdrawing import withdraw

__all__ = ["NewRequest", "Reply", "answer", "ask", "close", "tell_of_late", "withdraw"]
