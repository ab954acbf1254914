"""A guard for continuous integration: no measure may fall against a baseline."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.archive import StoredRun
from eval.comparison import Comparison, Difference, compare_runs
from eval.measures import STANDARD

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard says.

    Attributes:
        comparison: the baseline and the run.
        fallen: measures that are lower than in the baseline, and not by chance.
    """

    comparison: Comparison
    fallen: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing fell."""
        return not self.fallen


def guard(
    baseline: StoredRun, run: StoredRun, measures: Sequence[str] = STANDARD, alpha: float = SIGNIFICANT
) -> Verdict:
    """Compare a run with a baseline and name the measures that fell significantly.

    A measure fell if its mean is lower and the p-value of the paired randomisation test, corrected for the number
    of measures (Holm), is below `alpha`. A question of the baseline that the run lacks scores 0.

    Raises:
        RunError: the runs can't be compared.
    """
    comparison = compare_runs(baseline, run, measures)
    fallen = tuple(entry for entry in comparison.differences if entry.change < 0 and entry.p_holm < alpha)
    return Verdict(comparison, fallen)
