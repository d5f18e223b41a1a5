"""How long ago, in the largest unit that says enough."""

from datetime import timedelta

from connector.messages import say


def age_words(age: timedelta) -> str:
    """Minutes up to two hours, hours up to two days, then days."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return say("cli.age_minutes", count=minutes)
    if minutes < 48 * 60:
        return say("cli.age_hours", count=minutes // 60)
    return say("cli.age_days", count=minutes // (24 * 60))
