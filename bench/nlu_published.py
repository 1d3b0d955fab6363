"""Published figures, and what this project set out to reach.

The few-shot rows are those reported by their authors: Casanueva et al. 2020 (USE, ConveRT and both), Mehri et al.
2020 (ConvBERT), Zhang et al. 2020 (DNNC) and 2021 (CPFT), Lin et al. 2023 (ICDA). The rows from ConvBERT on fine-tune
a large encoder for each task, on a GPU; the first three train a classifier on a frozen one, as this project does.
"""

from __future__ import annotations

COLUMNS = ("BANKING77", "CLINC150", "HWU64")
FEW_SHOT = {
    f"{name} (published)": dict(zip(COLUMNS, figures, strict=True))
    for name, figures in {
        "USE": (84.23, 90.85, 83.75),
        "ConveRT": (83.32, 92.62, 82.65),
        "USE + ConveRT": (85.19, 93.26, 85.83),
        "ConvBERT": (83.63, 92.10, 83.77),
        "DNNC": (86.71, 93.76, 84.72),
        "CPFT": (87.20, 94.18, 87.13),
        "ICDA": (89.79, 94.84, 87.41),
    }.items()
}
TARGETS = {
    "few-shot": dict(zip(COLUMNS, (87.0, 91.0, 85.0), strict=True)),
    "HINT3": {"sofmattress": 0.66, "curekart": 0.68, "powerplay11": 0.46},
    "CLINC150 full": {"AUROC": 0.95},
}
