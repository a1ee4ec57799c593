"""The statuses of a Feedback Request, and what they mean."""

PROPOSED = "Proposed"
PENDING = "Pending"
SUBMITTED = "Submitted"
RETURNED = "Returned"
WITHDRAWN = "Withdrawn"

# The contributor is to answer.
OPEN = (PENDING, RETURNED)
# Counts among the contributors of a nominee.
STANDING = (PROPOSED, PENDING, SUBMITTED, RETURNED)
