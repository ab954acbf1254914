"""Measures of a ranking, by ir_measures (trec_eval's conventions).

Two kinds of judgements are measured. A benchmark has qrels: a grade for each passage of a question. A question
set has evidence quotes, from which `eval.judgement.make_qrels` makes qrels: every passage of the library is
relevant with the highest grade of a quote that it matches, so that several passages may be relevant through one
quote. On either, with ``relevant`` the least grade that counts (2 for quotes, 1 for a benchmark):

- ``hit@k``: 1 if any of the first k passages is relevant (trec_eval's success), else 0;
- ``MRR@k``: 1 / rank of the first relevant passage, 0 if it is not among the first k;
- ``nDCG@k``: gain = grade, discount log2(rank + 1) (Järvelin & Kekäläinen 2002, as in trec_eval);
- ``Recall@k``: share of the relevant passages among the first k; on a question set
  `eval.run` puts the share of the distinct grade-2 *quotes* found in its place, since a quote found once is found;
- ``MAP``, ``P@k``: as in trec_eval; ``Judged@k``: share of the first k passages that have a grade at all.

A question that the run lacks scores 0 and is counted. Equal scores are ordered as trec_eval does: scores are
32-bit floats, ties go by passage id, last first.
"""

from collections.abc import Iterable, Mapping, Sequence

import ir_measures
import numpy as np

Qrels = Mapping[str, Mapping[str, int]]
"""Grade by passage id by question id."""
Run = Mapping[str, Mapping[str, float]]
"""Score by passage id by question id; higher is better."""

STANDARD = ("hit@1", "hit@3", "hit@10", "MRR@10", "nDCG@10", "Recall@100")
FURTHER = ("MAP", "P@10", "Judged@10")
_FAMILIES = {
    "hit": ir_measures.Success,
    "MRR": ir_measures.RR,
    "nDCG": ir_measures.nDCG,
    "Recall": ir_measures.R,
    "P": ir_measures.P,
    "Judged": ir_measures.Judged,
}
_ON_GRADES = ("nDCG", "Judged")


def evaluate(
    qrels: Qrels, run: Run, measures: Sequence[str] = STANDARD + FURTHER, relevant: int = 1
) -> dict[str, dict[str, float]]:
    """Measure a run question by question.

    Args:
        qrels: the judgements; each of its questions is measured.
        run: what was found; questions that `qrels` lacks are passed over.
        measures: names, ``hit@k``, ``MRR@k``, ``nDCG@k``, ``Recall@k``, ``P@k``, ``Judged@k`` with any k, ``MAP``.
        relevant: the least grade that counts as relevant where a measure knows only yes and no.

    Returns:
        Value by measure by question id, in the order of `qrels`.

    Raises:
        ValueError: a measure is not known.
    """
    ranked = {question: _by_rank(order_passages(found)) for question, found in run.items() if found}
    binary = {
        question: {passage: int(grade >= relevant) for passage, grade in grades.items()}
        for question, grades in qrels.items()
    }
    values: dict[str, dict[str, float]] = {question: {} for question in qrels}
    for judged, wanted in (
        (qrels, [name for name in measures if name.partition("@")[0] in _ON_GRADES]),
        (binary, [name for name in measures if name.partition("@")[0] not in _ON_GRADES]),
    ):
        _calculate(judged, ranked, wanted, values)
    return {question: {name: row.get(name, 0.0) for name in measures} for question, row in values.items()}


def _calculate(qrels: Qrels, run: Run, names: list[str], values: dict[str, dict[str, float]]) -> None:
    known = {question: dict(grades) for question, grades in qrels.items() if grades}
    if not names or not known:
        return
    measures = {_measure(name): name for name in names}
    found = {question: dict(scores) for question, scores in run.items() if question in known}
    for metric in ir_measures.iter_calc(list(measures), known, found):
        values[metric.query_id][measures[metric.measure]] = float(metric.value)


def _measure(name: str) -> object:
    family, _, cutoff = name.partition("@")
    if name == "MAP":
        return ir_measures.AP
    if family not in _FAMILIES or not cutoff.isdecimal() or int(cutoff) < 1:
        raise ValueError(f"unknown measure: {name}")
    return _FAMILIES[family] @ int(cutoff)


def order_passages(found: Mapping[str, float]) -> list[str]:
    """Return passage ids from best to worst, ordered as trec_eval orders them."""
    return sorted(found, key=lambda passage: (np.float32(found[passage]), passage), reverse=True)


def score_ranks(ranking: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Return scores that keep a ranking's order when trec_eval reads them.

    A score that is not below the one before it (a tie, or equal in 32 bits) is put one step below it.

    Args:
        ranking: (passage id, score) from best to worst; of a passage that stands twice the first place counts.
    """
    scores: dict[str, float] = {}
    last = np.float32(np.inf)
    for passage, score in ranking:
        if passage not in scores:
            last = min(np.float32(score), np.nextafter(last, np.float32(-np.inf)))
            scores[passage] = float(last)
    return scores


def _by_rank(passages: Sequence[str]) -> dict[str, float]:
    return {passage: float(len(passages) - rank) for rank, passage in enumerate(passages)}


def average(values: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean of each measure over questions; of no questions, nothing."""
    rows = list(values)
    return {name: sum(row[name] for row in rows) / len(rows) for name in (rows[0] if rows else {})}


def percentiles(elapsed_ms: Sequence[float]) -> dict[str, float | None]:
    """Return the median and the 95th percentile of times, in milliseconds, interpolated linearly."""
    if not elapsed_ms:
        return {"p50": None, "p95": None}
    return {f"p{share}": float(np.percentile(elapsed_ms, share)) for share in (50, 95)}
