"""Have the chains converged, and how much do they know? R-hat, effective sample size, Monte-Carlo error, modes.

As in Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021): chains are split in halves and ranks are used instead of
values, so that heavy tails do not hide disagreement. Arrays are rounds x chains.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Mode:
    """One hill of a distribution: where its top is and how much of the probability it holds."""

    at: float
    share: float


def r_hat(chains: Floats) -> float:
    """How much wider the chains are together than each alone, in place or in spread: near 1 when they agree."""
    halves = _split(chains)
    if np.ptp(halves) == 0:
        return 1.0
    folded = np.abs(halves - np.median(halves))
    return max(_ratio(_normal_scores(halves)), _ratio(_normal_scores(folded)))


def effective_size(chains: Floats) -> float:
    """How many independent draws the chains are worth for the middle of the distribution."""
    return _effective(_normal_scores(_split(chains)))


def quantile_error(chains: Floats, probability: float) -> float:
    """The Monte-Carlo standard error of a quantile, in the units of the values."""
    below = (chains <= np.quantile(chains, probability)).astype(np.float64)
    error = np.sqrt(probability * (1 - probability) / _effective(_split(below)))
    low, high = np.quantile(chains, np.clip([probability - error, probability + error], 0, 1))
    return float(high - low) / 2


def modes(values: Floats, least: float = 0.05) -> list[Mode]:
    """The hills of a positive quantity on a log scale, apart where the valley is below half the lower top."""
    logs = np.log(np.asarray(values, dtype=np.float64).ravel())
    low, high = (float(end) for end in np.quantile(logs, [0.001, 0.999]))
    edges = np.linspace(low, high, 257)
    width = edges[1] - edges[0]
    if width <= 0:
        return [Mode(float(np.exp(logs[0])), 1.0)]
    bandwidth = 0.5 * min(logs.std(), np.subtract(*np.quantile(logs, [0.75, 0.25])) / 1.349) * len(logs) ** -0.2
    counts = np.histogram(logs, edges)[0].astype(np.float64)
    reach = np.arange(-128, 129) * width
    smooth = np.convolve(counts, np.exp(-0.5 * (reach / max(bandwidth, width)) ** 2), mode="same")
    return hills((edges[:-1] + edges[1:]) / 2, smooth, counts / counts.sum(), least)


def hills(logs: Floats, heights: Floats, shares: Floats, least: float) -> list[Mode]:
    """The hills of a curve over the logarithm of a quantity; those with less than `least` of the share are joined."""
    cuts = [0, *_valleys(heights), len(heights)]
    found = [
        (begin + int(np.argmax(heights[begin:end])), float(shares[begin:end].sum())) for begin, end in pairwise(cuts)
    ]
    return [Mode(float(np.exp(logs[top])), share) for top, share in found if share >= least]


def _valleys(heights: Floats) -> list[int]:
    """Where the curve falls below half of the lower of the two tops on its sides, once between each two tops."""
    valleys: list[int] = []
    top = low = heights[0]
    where = 0
    for place, height in enumerate(heights):
        if height < low:
            low, where = height, place
        elif low < 0.5 * min(top, height):
            valleys.append(where)
            top = low = height
        if height > top:
            top = low = height
    return valleys


def _split(chains: Floats) -> Floats:
    half = len(chains) // 2
    return np.concatenate([chains[:half], chains[-half:]], axis=1)


def _normal_scores(chains: Floats) -> Floats:
    ranks = rankdata(chains).reshape(chains.shape)
    scores: Floats = ndtri((ranks - 0.375) / (chains.size + 0.25))
    return scores


def _ratio(chains: Floats) -> float:
    rounds = len(chains)
    within = chains.var(axis=0, ddof=1).mean()
    between = chains.mean(axis=0).var(ddof=1)
    return float(np.sqrt((rounds - 1) / rounds + between / within)) if within > 0 else np.inf


def _effective(chains: Floats) -> float:
    """Sum of autocorrelations over all chains until a pair of them is negative (Geyer), as in the paper."""
    rounds = len(chains)
    centred = chains - chains.mean(axis=0)
    within = chains.var(axis=0, ddof=1).mean()
    if within == 0:
        return float(chains.size) if np.ptp(chains) == 0 else 1.0
    total = within * (rounds - 1) / rounds + chains.mean(axis=0).var(ddof=1)
    spectrum = np.abs(np.fft.rfft(centred, 2 * rounds, axis=0)) ** 2
    covariance = np.fft.irfft(spectrum, axis=0)[:rounds].mean(axis=1) / rounds
    correlation = 1 - (within - covariance * rounds / (rounds - 1)) / total
    correlation[0] = 1.0
    pairs = correlation[: rounds // 2 * 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: ends[0] if len(ends) else len(pairs)])
    times = max(2 * pairs.sum() - 1, 1 / np.log10(chains.size))
    return float(chains.size / times)
