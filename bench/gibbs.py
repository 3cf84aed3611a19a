"""The Gibbs sampler of latent-class estimates (Manrique-Vallier 2016), many chains at once: what ours is held against.

It draws what R's LCMCR draws, in the same order: who is in which class, the chances, the weights, the number unseen
(at most 20 n) with their classes, and alpha. It stays in the mode where it began for a long time.
"""

import numpy as np
from numpy.typing import NDArray

from habeas.estimation.latent_model import CLASSES, RATE, SHAPE
from habeas.estimation.tables import CaptureTable


def gibbs(table: CaptureTable, chains: int, burn_in: int, sweeps: int, seed: int) -> NDArray[np.float64]:
    """The chance to be on no list after each sweep, sweeps x chains."""
    random = np.random.default_rng(seed)
    seen = np.flatnonzero(table.counts)
    histories, counts, n = table.histories[seen].astype(float), table.counts[seen], table.n
    log_weights = np.log(random.dirichlet(np.ones(CLASSES), chains))
    chances = np.broadcast_to(table.sizes / n, (chains, CLASSES, table.t)).copy()
    alpha, unseen = np.ones(chains), np.zeros((chains, CLASSES), dtype=np.int64)
    missed = np.empty((sweeps, chains))
    for sweep in range(burn_in + sweeps):
        off = np.log1p(-chances)
        logs = log_weights[:, None] + off.sum(axis=2)[:, None] + histories @ (np.log(chances) - off).transpose(0, 2, 1)
        share = np.exp(logs - logs.max(axis=2, keepdims=True))
        classes = random.multinomial(counts, share / share.sum(axis=2, keepdims=True))
        listed = classes.transpose(0, 2, 1) @ histories
        members = classes.sum(axis=1) + unseen
        chances = random.beta(1 + listed, 1 + members[:, :, None] - listed).clip(1e-300, 1 - 1e-16)
        later = members.sum(axis=1, keepdims=True) - np.cumsum(members, axis=1)
        sticks = random.beta(1 + members[:, :-1], alpha[:, None] + later[:, :-1]).clip(1e-300, 1 - 1e-16)
        rest = np.hstack([np.zeros((chains, 1)), np.cumsum(np.log1p(-sticks), axis=1)])
        log_weights = rest + np.hstack([np.log(sticks), np.zeros((chains, 1))])
        of_class = np.exp(log_weights + np.log1p(-chances).sum(axis=2))
        none = of_class.sum(axis=1)
        number = np.minimum(random.negative_binomial(n, 1 - none), 20 * n)
        unseen = random.multinomial(number, of_class / none[:, None])
        alpha = random.gamma(SHAPE + CLASSES - 1, 1 / (RATE - rest[:, -1]))
        if sweep >= burn_in:
            missed[sweep - burn_in] = none
    return missed
