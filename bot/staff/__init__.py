"""The staff console: pages at /staff for the people who answer patients."""
