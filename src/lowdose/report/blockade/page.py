"""The blockade of a regimen as sections of a page, and as one picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from lowdose.knowledge.records import Fact
from lowdose.pharmacology.result import Blockade
from lowdose.question.reply import Passage, SourceLine
from lowdose.report.blockade.chart import blockade_chart
from lowdose.report.blockade.figures import describe_regimen, draw_blockade
from lowdose.report.blockade.scene import DAY_H, Scene, build_scene
from lowdose.report.blockade.stopping_chart import count_days
from lowdose.report.blockade.twins import tell_levels
from lowdose.report.blockade.view import BlockadeView, view_blockade
from lowdose.report.blockade.words import tell_percent, tell_span
from lowdose.report.citations import Sources, cite_fact, find_behind
from lowdose.report.drawing import describe_svg, draw_chart
from lowdose.report.figures import Figure
from lowdose.report.page import environment
from lowdose.report.texts import Texts, load_texts

#: Facts behind each of the warnings that stand first, in their order.
WARNED: tuple[tuple[str, ...], ...] = (
    ("opioids#contraindicated", "opioids#one-mg-case"),
    ("overdose-risk#overcome", "overdose-risk#tolerance-lost"),
    (),
)
#: What is known about opioids, the most urgent first.
OPIOIDS = ("precipitated-withdrawal", "overdose-risk", "emergency-pain", "opioids")
#: What people are told about the hours, and what is known about them.
LORE = ("endorphin-rebound", "duration-of-action", "opioid-blockade")
#: Facts behind the two sentences that go with it.
HIGHER, OTHER = ("endorphin-rebound#human-longer",), ("inflammation#apart-from-opioids",)
#: Doses between which the grounds change, as the list of trust names them.
LIMITS = {
    "measured": "dose-measured",
    "lowest": "dose-lowest-followed",
    "unmeasured": "dose-unmeasured",
}


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One number of the model as the page shows it.

    Parameters
    ----------
    name, value, basis : str
        What it is, its value with unit and range, how it came about.
    sources : tuple of int
        Numbers of its sources.
    """

    name: str
    value: str
    basis: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BlockadePage:
    """What the template shows besides the sentences of `BlockadeView`.

    Parameters
    ----------
    view : BlockadeView
        Sentences and tables.
    figures : dict of str to Figure
        Pictures by name.
    warnings, lore, opioids, guidelines : tuple of Passage
        Sentences with their sources.
    tried : Passage
        Doses that a study found, and what one of each blocks.
    asked : str
        The block on the day that was asked for; empty where none was.
    surgery : tuple of str
        Bounds first; bold parts are marked.
    trust : tuple of str
        From the best known to the least.
    parameters : tuple of ParameterLine
        All numbers of the model.
    sources : tuple of SourceLine
        All sources, by number.
    """

    view: BlockadeView
    figures: dict[str, Figure]
    warnings: tuple[Passage, ...]
    lore: tuple[Passage, ...]
    opioids: tuple[Passage, ...]
    guidelines: tuple[Passage, ...]
    tried: Passage
    asked: str
    surgery: tuple[str, ...]
    trust: tuple[str, ...]
    parameters: tuple[ParameterLine, ...]
    sources: tuple[SourceLine, ...]


def blockade_sections(
    result: Blockade, texts: Texts, form: str = "", asked_days: float | None = None
) -> Markup:
    """Return the blockade of a regimen as sections for the main part of a page.

    Parameters
    ----------
    result : Blockade
        What the workflow computed.
    texts : Texts
        Sentences of the language.
    form : str
        HTML of the form to try another regimen; it stands below the warning.
    asked_days : float, optional
        Days after the last dose that are told of and marked. [d]
    """
    page = view_page(result, texts, asked_days)
    template = environment().get_template("blockade.html")
    return Markup(
        template.render(texts=texts, t=texts.say, page=page, view=page.view, form=Markup(form))
    )


def blockade_svg(result: Blockade, language: str = "en") -> str:
    """Return the wide picture of the whole regimen as one SVG, the disclaimer inside of it.

    Parameters
    ----------
    result : Blockade
        What the workflow computed.
    language : str
        Language of the words.
    """
    texts = load_texts(language)
    scene = build_scene(result, texts)
    foot = texts.word("blockade.disclaimer")
    drawn = draw_chart(blockade_chart(scene, texts, "wide", foot))
    title = texts.say("blockade_page.regimen_title")
    described = f"{describe_regimen(scene, texts)} {foot}"
    return describe_svg(drawn, "blockade", "wide", title, described)


def view_page(result: Blockade, texts: Texts, asked_days: float | None = None) -> BlockadePage:
    """Return what the template shows.

    Parameters
    ----------
    result : Blockade
        What the workflow computed.
    texts : Texts
        Sentences of the language.
    asked_days : float, optional
        Days after the last dose that are told of. [d]
    """
    view, sources = view_blockade(result, texts), Sources(result, texts)
    scene = build_scene(result, texts, asked_days)
    warned = texts.lines("blockade_page.warning.points")
    limits = {name: result.parameters[key].value for name, key in LIMITS.items()}
    return BlockadePage(
        view=view,
        figures={figure.name: figure for figure in draw_blockade(scene, texts)},
        warnings=tuple(
            _cite(result, text, addresses, sources)
            for text, addresses in zip(warned, WARNED, strict=True)
        ),
        # In the order of the page, for sources are numbered as they are cited.
        lore=tuple(_tell_lore(result, sources, texts)),
        tried=_tell_tried(result, view, sources),
        guidelines=tuple(_list_guidelines(result, sources)),
        opioids=tuple(_tell_topic(result, name, sources) for name in OPIOIDS),
        asked=_tell_asked(scene, texts),
        surgery=(view.surgery[0], _tell_typical(result, texts), *view.surgery[1:]),
        trust=tuple(
            point.format(**{name: texts.number(mg) for name, mg in limits.items()})
            for point in texts.lines("blockade_page.trust.points")
        ),
        parameters=tuple(_list_parameters(result, view, sources)),
        sources=sources.lines(),
    )


def _find_facts(result: Blockade, addresses: tuple[str, ...]) -> list[Fact]:
    """Return facts by their addresses, `topic#name`; those that are not at hand are left out."""
    wanted = [address.partition("#")[::2] for address in addresses]
    return [
        fact
        for topic, name in wanted
        if topic in result.topics
        for fact in result.topics[topic].facts
        if fact.name == name
    ]


def _cite(result: Blockade, text: str, addresses: tuple[str, ...], sources: Sources) -> Passage:
    """Return a sentence with the facts that stand behind it."""
    facts = _find_facts(result, addresses)
    return Passage("", "", text, sources.cite(map(cite_fact, facts)))


def _tell_topic(result: Blockade, name: str, sources: Sources) -> Passage:
    """Return what is known about a subject, a label among the sources where there is one."""
    topic = result.topics[name]
    labels = [fact for fact in topic.facts if fact.seen == "label" and fact.verified]
    behind = [*find_behind(topic.says, topic.facts), *labels[:1]]
    return Passage(name, topic.title, topic.says, sources.cite(map(cite_fact, behind)))


def _tell_lore(result: Blockade, sources: Sources, texts: Texts) -> Iterator[Passage]:
    """Yield what people are told of the hours, what was measured, and another idea."""
    yield _tell_topic(result, LORE[0], sources)
    yield _cite(result, texts.say("blockade_page.lore_section.higher"), HIGHER, sources)
    yield _cite(result, texts.say("blockade_page.lore_section.other"), OTHER, sources)
    for name in LORE[1:]:
        yield _tell_topic(result, name, sources)


def _list_guidelines(result: Blockade, sources: Sources) -> Iterator[Passage]:
    """Yield what each guideline leaves before an operation, and what reviews say of them."""
    for guideline in result.surgery.guidelines:
        fact = guideline.fact
        yield Passage("", "", fact.says, sources.cite([cite_fact(fact)]))
    for _, group in groupby(result.surgery.remarks, key=lambda fact: fact.source):
        facts = list(group)
        text = " ".join(fact.says for fact in facts)
        yield Passage("", "", text, sources.cite(map(cite_fact, facts)))


def _tell_tried(result: Blockade, view: BlockadeView, sources: Sources) -> Passage:
    """Return the doses that a study found, beside what they block."""
    cited = sources.cite(cite_fact(dose.fact) for dose in result.tried)
    return Passage("", "", " ".join(view.tried), cited)


def _tell_typical(result: Blockade, texts: Texts) -> str:
    """Return the typical time, which stands after the upper bound and never alone."""
    below = result.models["M1"].below[0]
    key = "typical" if below.typical_h > 0.0 else "typical_never"
    return texts.say(
        f"blockade_page.surgery.{key}",
        share=tell_percent(below.threshold, texts),
        days=tell_span(below.typical_h, texts),
    )


def _tell_asked(scene: Scene, texts: Texts) -> str:
    """Return the block on the day that was asked for."""
    days = scene.asked_days
    if days is None:
        return ""
    day = texts.counted("blockade_page.days_since", int(days), n=int(days))
    if days > count_days(scene):
        share = tell_percent(scene.below[-1].threshold, texts)
        return texts.marked("blockade_page.asked.beyond", day=day, share=share)
    slow, blood = tell_levels(scene, scene.last_h + DAY_H * days, texts)
    return texts.marked("blockade_page.asked.within", day=day, slow=slow, blood=blood)


def _list_parameters(
    result: Blockade, view: BlockadeView, sources: Sources
) -> Iterator[ParameterLine]:
    """Yield every number with its reason and its source."""
    for parameter, row in zip(result.parameters.values(), view.parameters.rows, strict=True):
        cited = (parameter.source, parameter.locator, parameter.checked, parameter.seen)
        yield ParameterLine(row[0], row[1], parameter.basis, sources.cite([cited]))
