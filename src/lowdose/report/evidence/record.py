"""The evidence for one condition as plain data; the contract of `lowdose evidence --json`."""

from typing import TYPE_CHECKING, Any

from lowdose.report.knowledge import plain_data

if TYPE_CHECKING:
    from lowdose.evidence.known import Evidence
    from lowdose.evidence.pooling import Pooled


def evidence_document(known: "Evidence") -> dict[str, Any]:
    """Return the evidence as plain data.

    Parameters
    ----------
    known : Evidence
        What the workflow gathered.

    Returns
    -------
    dict
        Effects are LDN minus control, negative is less; on the log scale where `measure`
        is `log RR`. `pooled`, `certainty` and `prior` are null where nothing can be pooled.
    """
    synthesis = known.synthesis
    studies = {study.id: study for study in known.studies}
    return {
        "condition": synthesis.condition,
        "outcome": synthesis.outcome,
        "measure": synthesis.measure,
        "unit": synthesis.unit,
        "n_people": synthesis.n_people,
        "verdict": plain_data(known.verdict),
        "studies": [
            {
                "id": study.study,
                "effect": study.effect.value,
                "se": study.effect.se,
                "ci95": list(study.ci95),
                "weight": study.weight,
                "weeks": study.weeks,
                "n_people": study.effect.n_people,
                "derived": study.effect.method,
                "is_approximate": study.effect.is_approximate,
                "risk_of_bias": study.risk_of_bias,
                "source": plain_data(known.sources[studies[study.study].source]),
            }
            for study in synthesis.studies
        ],
        "left_out": plain_data(synthesis.left_out),
        "pooled": _pooled(synthesis.pooled, known),
        "methods": [_method(pooled) for pooled in synthesis.methods],
        "leave_one_out": plain_data({g.name: _method(g.pooled) for g in synthesis.leave_one_out}),
        "by_design": plain_data({g.name: _method(g.pooled) for g in synthesis.by_design}),
        "by_follow_up": plain_data({g.name: _method(g.pooled) for g in synthesis.by_follow_up}),
        "bayes": plain_data(synthesis.bayes),
        "certainty": plain_data(synthesis.certainty),
        "person": plain_data(synthesis.person),
        "prior": plain_data(known.prior),
        "never": list(known.condition.never),
        "reviews": plain_data(known.reviews),
        "conflicts": plain_data(known.conflicts),
    }


def _pooled(pooled: "Pooled | None", known: "Evidence") -> dict[str, Any] | None:
    """Return the headline with its heterogeneity."""
    if pooled is None:
        return None
    spread = known.synthesis.heterogeneity
    return {
        **_method(pooled),
        "pi95": plain_data(spread.pi95) if spread else None,
        "i2": spread.i2 if spread else None,
        "q": spread.q if spread else None,
    }


def _method(pooled: "Pooled") -> dict[str, Any]:
    """Return a pooled effect."""
    return {
        "method": f"{pooled.options.model} {pooled.options.interval}",
        "k": pooled.k,
        "mean": pooled.mean,
        "se": pooled.se,
        "ci95": list(pooled.ci95),
        "tau2": pooled.tau2,
    }
