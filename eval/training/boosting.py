"""Growing the ranker's trees: LambdaMART over lessons. The one module that imports lightgbm."""

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np

from eval.lessons import Lesson
from eval.questions import ANSWERS
from search.trees import LEAVES, Trees

_SEED = 7
_LEARNED_FROM = 12  # pairs are learned from if one of them stands in these first places


@dataclass(frozen=True, slots=True)
class Growth:
    """How many trees, how fast they learn, and how few candidates may come to a leaf."""

    trees: int = 300
    rate: float = 0.05
    least: int = 40


def grow(lessons: Sequence[Lesson], growth: Growth | None = None, spread: float = 0.0) -> Trees:
    """Return trees that put answering candidates first (Burges, 2010, "From RankNet to LambdaRank to LambdaMART").

    Args:
        lessons: questions with their candidates, each counting by its `weight`; at least one.
        growth: how they are grown.
        spread: what the weighted mean spread of a lesson's scores is brought to, so that they can be added to others;
            0 leaves them as they are.
    """
    growth = growth or Growth()
    model = lightgbm.LGBMRanker(
        n_estimators=growth.trees,
        learning_rate=growth.rate,
        num_leaves=LEAVES,
        min_child_samples=growth.least,
        colsample_bytree=0.4,
        subsample=0.7,
        subsample_freq=1,
        reg_lambda=5.0,
        lambdarank_truncation_level=_LEARNED_FROM,
        random_state=_SEED,
        deterministic=True,
        force_row_wise=True,
        verbose=-1,
    )
    features = np.concatenate([lesson.features for lesson in lessons])
    model.fit(
        features,
        np.concatenate([(lesson.grades == ANSWERS).astype(np.int32) for lesson in lessons]),
        group=[len(lesson.grades) for lesson in lessons],
        sample_weight=np.concatenate([np.full(len(lesson.grades), lesson.weight) for lesson in lessons]),
    )
    roots = [tree["tree_structure"] for tree in model.booster_.dump_model()["tree_info"]]
    if not spread:
        return Trees.plant(roots)
    shares = [lesson.weight for lesson in lessons]
    grown = np.split(model.predict(features), np.cumsum([len(lesson.grades) for lesson in lessons])[:-1])
    return Trees.plant(
        roots, spread / max(float(np.average([scores.std() for scores in grown], weights=shares)), 1e-9)
    )
