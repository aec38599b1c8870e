"""What a form offers: agencies near the post, communes of the province, what the file holds that can be ended."""

from datetime import date

from hoanhap.access.persons import reaching
from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import fold
from hoanhap.units import queries as units
from hoanhap.units.queries import Tree, UnitFacts


def agencies(actor: Actor, on: date) -> list[tuple[str, str]]:
    """(`unit:code` for `actions.agency`, name): at the units of the actor's posts and above, the nearest first."""
    country = units.tree(on)
    places: dict[int, None] = {}
    for post, _ in reaching(actor, on):
        if post.unit_id in country:
            near = [post.unit_id, *country.ancestors(post.unit_id)]
            places.update(dict.fromkeys(unit for unit in near if country.unit(unit).level != "nation"))
    return [(f"{unit}:{a.code}", str(a.words)) for unit in places for a in units.agencies(unit, on)]


def communes(actor: Actor, on: date) -> list[str]:
    """Communes of the actor's province as they are typed: `01333 Xã Bảo Toàn, Huyện Bảo Lạc`."""
    country = units.tree(on)
    provinces = {
        unit
        for post, _ in reaching(actor, on)
        if post.unit_id in country
        for unit in (post.unit_id, *country.ancestors(post.unit_id))
        if country.unit(unit).level == "province"
    }
    return [
        _typed(unit, country)
        for province in sorted(provinces)
        for unit in country.subtree(province)
        if unit.level == "commune"
    ]


def own_commune(actor: Actor, on: date) -> str:
    """The commune of the actor's post, as it is typed; empty for a centre, which takes in from everywhere."""
    country = units.tree(on)
    for post, where in reaching(actor, on):
        if where == "own" and (unit := country.get(post.unit_id)) and unit.level == "commune":
            return _typed(unit, country)
    return ""


def commune(text: str, on: date) -> tuple[int | None, str]:
    """The commune that was typed, by code or name; or what to do when it is none, or several."""
    country, wanted = units.tree(on), text.split(" ", 1)[0].strip()
    if wanted.isdigit() and (found := country.find(wanted)) and found.level == "commune":
        return found.id, ""
    name = fold(text.split(",")[0])
    named = [u for u in country.units() if u.level == "commune" and name and fold(u.name).endswith(name)]
    if len(named) == 1:
        return named[0].id, ""
    if not named:
        said = t("Không có xã nào như vậy. Ghi mã hoặc tên xã.", "No such commune. Write its code or name.")
        return None, said
    shown = "; ".join(_typed(u, country) for u in named[:6])
    said = t("Có {n} xã tên như vậy, ghi mã: {x}.", "{n} communes are called so, write the code: {x}.",
             n=len(named), x=shown)  # fmt: skip
    return None, said


def _typed(unit: UnitFacts, country: Tree) -> str:
    above = [country.unit(i).title for i in country.ancestors(unit.id) if country.unit(i).level == "district"]
    return f"{unit.code} {', '.join([unit.title, *above])}"
