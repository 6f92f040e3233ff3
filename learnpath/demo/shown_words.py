"""What a learner of the demo published, in their words."""

from dataclasses import dataclass, field
from typing import Any

TAGLINE = "Repairs furniture, and teaches a model to tell a stool from a bench"


@dataclass(frozen=True)
class Written:
    """An item as it is typed. Feedback: days after, person, how, words, change."""

    kind: str
    title: str
    claim: str = ""
    learned: str = ""
    url: str = ""
    text: str = ""
    units: tuple[str, ...] = ()
    weeks_ago: int = 0
    is_out: bool = True
    of_kind: dict[str, Any] = field(default_factory=dict)
    runs: str = ""
    feedback: tuple[tuple[int, str, str, str, str], ...] = ()


LEAK = """\
My classifier was right in 94 of 100 cases. Then I took ten new pictures in a hall it had
never seen, and it was right in eight.

## What went wrong

I had split **by picture**. Most chairs are in my collection three or four times, so the
same chair stood on both sides of the split. The model did not learn chairs. It learned *my*
chairs.

```python
def split_by_chair(files):
    # one chair, one side
    return [chair_of(file) in HELD_OUT for file in files]
```

## The honest number

Split by chair, the accuracy on the held-out part is

$$
\\frac{81}{100} = 0.81
$$

and that is much nearer to what the hall said. I lost thirteen points, and gained a number I
can believe.
"""

ITEMS = (
    Written(
        "blog",
        "Ninety-four per cent, until I split by chair",
        "How the same chair got onto both sides of my split, and what was left when it could not.",
        "Ask what one row is before you split at random.",
        text=LEAK,
        units=("honest-validation",),
        weeks_ago=1,
    ),
    Written(
        "experiment",
        "Is the small model enough for furniture?",
        "Two pretrained models, five seeds each, on the same split: one point apart.",
        "The difference between seeds is as large as the one between models.",
        units=("compare-pretrained-models",),
        weeks_ago=3,
        of_kind={
            "question": "Is the larger pretrained model worth four times the waiting?",
            "asked_by": "the man from the repair shop, who had to wait",
            "prediction": "Three points for the larger one.",
            "held_fixed": "Pictures, split by chair, three epochs, learning rate 1e-3.",
            "data_set": "Stools, benches, chairs",
            "data_size": "480 pictures of 160 pieces",
            "data_licence": "my own pictures, CC BY 4.0",
            "metric": "accuracy",
            "split": "40 pieces that were held out",
            "baseline": "always “chair”",
            "baseline_result": 0.54,
            "conclusion": "The larger one is ahead by one point, which the seeds alone could explain. I keep the small one.",
            "surprise": "How far apart five runs of the very same thing are.",
        },
        runs="seed\tsetting\tresult\n"
        + "\n".join(
            f"{seed}\t{setting}\t{result}"
            for setting, results in (
                ("resnet18", (0.79, 0.82, 0.80, 0.83, 0.81)),
                ("resnet50", (0.81, 0.80, 0.84, 0.82, 0.83)),
            )
            for seed, result in enumerate(results, 1)
        ),
    ),
    Written(
        "answer",
        "Why are my pictures squashed?",
        "Crop, squash or pad, with one picture of each and when it matters.",
        "I had to look up half of it, and now I know it.",
        "https://forums.fast.ai/t/demo-of-an-answer",
        units=("first-helpful-answer",),
        weeks_ago=5,
        of_kind={"place": "fast.ai forums", "topic": "image sizes"},
    ),
    Written(
        "app",
        "Stool or bench? Upload a picture",
        "A page with the first model behind it. Eleven people tried it in its first week.",
        "Nobody reads what stands above a button.",
        "https://stool-or-bench.example/",
        units=("first-app-online", "listen-to-users"),
        weeks_ago=6,
        of_kind={
            "limits": "Pictures from above, and anything that is neither. It says “bench” with great confidence to a cat.",
            "data_note": "480 pictures of my own.",
            "expert": "cabinet maker with thirty years of repairs",
            "expert_changed": "Added close-ups of joints; he sorts by those.",
        },
        feedback=(
            (
                1,
                "user",
                "seen",
                "Looked for the button and pressed the logo.",
                "Moved the button up.",
            ),
            (1, "user", "said", "I thought it would tell me what it is worth.", ""),
            (3, "expert", "said", "It should ask for a picture of a corner.", "It asks now."),
        ),
    ),
    Written(
        "blog",
        "What a model may not know",
        text="Notes for a post about data that should not be there when",
        is_out=False,
    ),
    Written("open_source", "A clearer error for pictures without a label", is_out=False),
)
