"""The facilitator's start page."""
