"""Repeatable random numbers that do not depend on the Python version.

`Rng("stores")` and `Rng("streets")` are independent streams: drawing one more store never moves
a street. The generator is SplitMix64.
"""
import math

_MASK = (1 << 64) - 1
SEED = 20240917


class Rng:
    def __init__(self, topic):
        state = SEED
        for byte in str(topic).encode():
            state = ((state ^ byte) * 0x100000001B3) & _MASK
        self._state = state
        for _ in range(4):
            self._next()

    def _next(self):
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def uniform(self, low=0.0, high=1.0):
        return low + (high - low) * (self._next() >> 11) / float(1 << 53)

    def integer(self, low, high):
        """A whole number from low to high, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def chance(self, probability):
        return self.uniform() < probability

    def normal(self):
        """Mean 0, standard deviation 1 (sum of twelve uniforms, so never beyond 6)."""
        return sum(self.uniform() for _ in range(12)) - 6.0

    def pick(self, items):
        return items[self.integer(0, len(items) - 1)]

    def pick_weighted(self, items, weights):
        mark = self.uniform() * sum(weights)
        for item, weight in zip(items, weights):
            mark -= weight
            if mark < 0:
                return item
        return items[-1]

    def shuffled(self, items):
        items = list(items)
        for k in range(len(items) - 1, 0, -1):
            other = self.integer(0, k)
            items[k], items[other] = items[other], items[k]
        return items

    def part(self, total, share, roughness=0.12):
        """About `share` of `total`, as a whole number from 0 to total."""
        if total <= 0 or share <= 0:
            return 0
        return max(0, min(total, round(total * share * math.exp(roughness * self.normal()))))

    def divide(self, total, weights, roughness=0.12):
        """Whole numbers that sum to `total` and are roughly proportional to `weights`."""
        return apportion(total, [w * math.exp(roughness * self.normal()) for w in weights])


def apportion(total, weights):
    """Largest remainder: whole numbers proportional to `weights` that sum to `total`."""
    whole = sum(weights)
    if total <= 0 or whole <= 0:
        return [0] * len(weights)
    exact = [total * w / whole for w in weights]
    parts = [int(x) for x in exact]
    order = sorted(range(len(weights)), key=lambda k: (parts[k] - exact[k], k))
    for k in order[: total - sum(parts)]:
        parts[k] += 1
    return parts
