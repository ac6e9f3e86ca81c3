from jobs.billing.bill import bill
from jobs.billing.due import due

__all__ = ["bill", "due"]
