"""Draws from the latent-class posterior by tempered Hamiltonian Monte Carlo: several ladders that never meet.

Each ladder holds one state a rung. The first rung follows the posterior, the others its likelihood to a smaller power,
down to nearly the prior, where states cross between modes freely; neighbouring rungs of one ladder swap states. A Gibbs
sampler stays in the mode where it began. The ladders start from the prior and share nothing but their tuning, which
ends with the warm-up: their agreement is evidence of convergence. All ladders and rungs are the rows of one array.
"""

import numpy as np
from numpy.typing import NDArray

from habeas.estimation.latent_model import Floats, LatentModel, Values

LADDERS, RUNGS = 16, 5
WARM_UP = 300
LENGTH = 1.5  # of a trajectory on the first rung, in logits
LEAPS = (8, 64)  # the fewest and most leapfrog steps that it may take on average
SPREAD = (0.6, 1.4)  # of the number of steps, drawn anew for each trajectory
JITTER = (0.6, 1.2)  # of the step size, for each row
ACCEPTED, SWAPPED = 0.75, 0.3  # aimed at in the warm-up
STEP, RATIO = 0.03, 0.6  # to begin with: step size, and power of a rung relative to the one before
GAPS = (np.log(0.02), np.log(3.0))  # of the log of the log-ratio


class TemperedSampler:
    """A run in progress: `warm_up` once, then `draw` as often as needed. The same seed gives the same draws."""

    def __init__(self, model: LatentModel, seed: int, ladders: int = LADDERS, rungs: int = RUNGS) -> None:
        self.model, self.ladders, self.rungs = model, ladders, rungs
        self._random = np.random.default_rng(seed)
        self.states = model.from_prior(ladders * rungs, self._random)
        self._rung = np.repeat(np.arange(rungs), ladders)
        self.log_steps = np.full(rungs, np.log(STEP))
        self._gaps = np.full(rungs - 1, np.log(-np.log(RATIO)))
        self._round = 0

    @property
    def powers(self) -> Floats:
        """The power of the likelihood on each rung; 1 on the first."""
        return np.append(1.0, np.exp(-np.cumsum(np.exp(self._gaps))))

    def warm_up(self, rounds: int = WARM_UP) -> None:
        """From the prior to the posterior, finding step sizes and powers on the way."""
        for number in range(rounds):
            arrived = 2 * number >= rounds
            powers = self.powers * min(1.0, 2 * (number + 1) / rounds)
            values, accepted = self._move(powers)
            self.log_steps += 0.1 * (accepted - ACCEPTED)
            if arrived and self.rungs > 1:
                pairs, swapped = self._swap(values, powers)
                self._gaps[pairs] = np.clip(self._gaps[pairs] + 0.2 * (swapped - SWAPPED), *GAPS)

    def draw(self, rounds: int) -> Floats:
        """The chance to be on no list, rounds x ladders, from the posterior."""
        missed = np.empty((rounds, self.ladders))
        powers = self.powers
        for number in range(rounds):
            values, _ = self._move(powers)
            if self.rungs > 1:
                self._swap(values, powers)
            missed[number] = values.missed[: self.ladders]
        return missed

    def _move(self, powers: Floats) -> tuple[Values, Floats]:
        """New labels and one trajectory for every row; the values where each now is, the share accepted by rung."""
        with np.errstate(all="ignore"):  # a trajectory that leaves the numbers is not accepted
            begin = self.model.relabelled(self.states, self._random)
            power = powers[self._rung]
            before = self.model.values(begin)
            momentum = self._random.normal(size=begin.shape)
            end, after_momentum = self._trajectory(begin, momentum, power)
            after = self.model.values(end)
            gain = power * (after.likelihood - before.likelihood) + after.prior - before.prior
            gain += 0.5 * ((momentum**2).sum(axis=1) - (after_momentum**2).sum(axis=1))
        gain = np.where(np.isfinite(gain), gain, -np.inf)
        taken = np.log(self._random.random(len(gain))) < gain
        self.states = np.where(taken[:, None], end, begin)
        values = Values(*(np.where(taken, new, old) for new, old in zip(after, before, strict=True)))
        return values, np.bincount(self._rung, np.exp(np.minimum(gain, 0))) / self.ladders

    def _trajectory(self, states: Floats, momentum: Floats, power: Floats) -> tuple[Floats, Floats]:
        step = np.exp(self.log_steps)[self._rung, None] * self._random.uniform(*JITTER, (len(states), 1))
        average = np.clip(LENGTH / np.exp(self.log_steps[0]), *LEAPS)
        leaps = round(float(average * self._random.uniform(*SPREAD)))
        momentum = momentum + 0.5 * step * self.model.gradient(states, power)
        for leap in range(1, leaps + 1):
            states = states + step * momentum
            momentum = momentum + (step if leap < leaps else 0.5 * step) * self.model.gradient(states, power)
        return states, momentum

    def _swap(self, values: Values, powers: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Swap states of neighbouring rungs, even and odd pairs in turn; which pairs, and the share swapped of each."""
        self._round += 1
        lower = np.arange(self._round % 2, self.rungs - 1, 2)
        shape = (self.rungs, self.ladders)
        likelihood = values.likelihood.reshape(shape)
        gain = (powers[lower] - powers[lower + 1])[:, None] * (likelihood[lower + 1] - likelihood[lower])
        pair, ladder = np.nonzero(np.log(self._random.random(gain.shape)) < gain)
        low = lower[pair] * self.ladders + ladder
        high = low + self.ladders
        for array in (self.states, *values):
            array[low], array[high] = array[high], array[low]
        return lower, np.exp(np.minimum(gain, 0)).mean(axis=1)
