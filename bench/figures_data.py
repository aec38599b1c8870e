"""A made-up country for the bench of figures: 63 provinces, 705 districts, 10,600 communes, and a register's events.

Seeded, without names. Event tables stand in date order, as a register writes them. At 1m: 1,000,000 persons, 1.1 M
registrations, 1.7 M episodes, 6.5 M tests, 3 M supports, 0.5 M certificates, 0.1 M moves.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SCALES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
PROVINCES, DISTRICTS, COMMUNES = 63, 705, 10_600
FORMS = (0.20, 0.20, 0.25, 0.25, 0.10)  # home, community, centre, methadone, other
SHORTEST, LONGEST = np.array([20, 90, 150, 60, 200]), np.array([60, 365, 730, 2400, 730])  # days, by form
Array = Any


def day(year: int, month: int, number: int) -> int:
    return (dt.date(year, month, number) - dt.date(1970, 1, 1)).days


LAST = day(2020, 6, 30)  # nothing is known after it
FIRST = day(2008, 1, 1)


def ensure(folder: Path, scale: str) -> Path:
    """The folder of that scale, written once."""
    there = folder / scale
    if not (there / "move.parquet").exists():
        there.mkdir(parents=True, exist_ok=True)
        Register(SCALES[scale], there).write()
    return there


class Register:
    def __init__(self, persons: int, folder: Path, seed: int = 20201122) -> None:
        self.n, self.folder, self.rng = persons, folder, np.random.default_rng(seed)
        self.person = np.arange(persons, dtype="i4")

    def write(self) -> None:
        """`move` last: with it the folder is whole."""
        self.district, self.province = self._units()
        weight = self.rng.pareto(1.6, COMMUNES) + 0.15  # some communes are hot spots
        self.home = self.rng.choice(COMMUNES, self.n, p=weight / weight.sum())
        self.listed = FIRST + (self.rng.beta(2, 1.2, self.n) * (LAST - FIRST)).astype("i4")
        self._persons()
        self._moves()
        self._registrations()
        self._episodes()
        self._dated()
        moved = np.flatnonzero(self.moved_on <= LAST)
        self._save(
            "move", "date", person_id=moved.astype("i4"), date=self.moved_on[moved],
            from_commune_id=self.home[moved].astype("i2"), to_commune_id=self.later[moved].astype("i2"),
        )  # fmt: skip

    def _save(self, name: str, order: str = "", **columns: Array) -> None:
        frame = pl.DataFrame(columns)
        frame = frame.with_columns(
            pl.when(pl.col(c) > LAST).then(None).otherwise(pl.col(c)).cast(pl.Int32).cast(pl.Date).alias(c)
            for c in columns
            if c.endswith("date")
        )
        frame = frame.sort(order, maintain_order=True) if order else frame
        frame.write_parquet(self.folder / f"{name}.parquet", compression="zstd", row_group_size=1 << 20)

    def _units(self) -> tuple[Array, Array]:
        """Numbered contiguously; province 0 has 11 districts and 199 communes."""
        rng = self.rng
        spread = rng.integers(1, PROVINCES, DISTRICTS - 11 - (PROVINCES - 1))
        province = np.sort(np.concatenate([np.zeros(11, int), np.arange(1, PROVINCES), spread]))
        inside, rest = np.flatnonzero(province == 0), np.flatnonzero(province > 0)
        inside = np.concatenate([inside, rng.choice(inside, 199 - len(inside))])
        rest = np.concatenate([rest, rng.choice(rest, COMMUNES - 199 - len(rest))])
        district = np.sort(np.concatenate([inside, rest]))
        columns = {"commune_id": np.arange(COMMUNES, dtype="i2"), "district_id": district.astype("i2")}
        self._save("unit", **columns, province_id=province[district].astype("i1"))
        return district, province[district]

    def _persons(self) -> None:
        sex = (self.rng.random(self.n) < 0.06).astype("i1")  # 1 = female
        birth = self.listed - (365.25 * (15 + self.rng.gamma(3.0, 5.5, self.n))).astype("i4")
        self._save("person", person_id=self.person, sex=sex, birth_date=birth)

    def _moves(self) -> None:
        """15 % try to move once: half within the district, a quarter within the province."""
        rng, n = self.rng, self.n
        on = self.listed + 30 + rng.exponential(900, n).astype("i4")
        goes, how, where = (rng.random(n) < 0.15) & (on <= LAST), rng.random(n), rng.random(n)

        def within(unit: Array, size: int) -> Array:
            first, count = np.searchsorted(unit, np.arange(size)), np.bincount(unit, minlength=size)
            mine = unit[self.home]
            return first[mine] + (where * count[mine]).astype(int)

        near, far = within(self.district, DISTRICTS), within(self.province, PROVINCES)
        chosen = np.where(how < 0.5, near, np.where(how < 0.75, far, (where * COMMUNES).astype(int)))
        self.later = np.where(goes, chosen, self.home)
        self.moved_on = np.where(self.later != self.home, on, LAST + 9999)

    def _at(self, who: Array, on: Array) -> Array:
        return np.where(on < self.moved_on[who], self.home[who], self.later[who]).astype("i2")

    def _registrations(self) -> None:
        moved = np.flatnonzero(self.moved_on <= LAST)
        leaves = self.listed + self.rng.exponential(4000, self.n).astype("i4")
        leaves = np.where(self.moved_on <= LAST, np.maximum(leaves, self.moved_on + 1), leaves)
        who = np.concatenate([self.person, moved])
        start = np.concatenate([self.listed, self.moved_on[moved]]).astype("i4")
        end = np.concatenate([np.minimum(self.moved_on, leaves), leaves[moved]])
        unit = np.concatenate([self.home, self.later[moved]]).astype("i2")
        order = np.argsort(start, kind="stable")
        self._save(
            "reg", reg_id=np.arange(len(who), dtype="i4"), person_id=who[order].astype("i4"), commune_id=unit[order],
            start_date=start[order], end_date=end[order],
        )  # fmt: skip

    def _episodes(self) -> None:
        """Several a person, one after another; who completed mostly has a certificate a week later."""
        rng = self.rng
        count = 1 + rng.poisson(1.4, self.n)
        who = np.repeat(self.person, count)
        first = np.repeat(np.cumsum(count) - count, count)
        turn = np.arange(len(who)) - first
        form = rng.choice(5, len(who), p=FORMS).astype("i1")
        length = (SHORTEST[form] + rng.random(len(who)) * (LONGEST - SHORTEST)[form]).astype("i4")
        gap = rng.exponential(260, len(who)).astype("i8") + 5
        total = np.cumsum(gap + length)
        start = (self.listed[who] + total - length - (total - gap - length)[first]).astype("i4")
        end = start + length
        known = start <= LAST
        order = np.flatnonzero(known)[np.argsort(start[known], kind="stable")]
        who, turn, form, start, end = (a[order] for a in (who, turn, form, start, end))
        outcome = np.where(end > LAST, 0, rng.choice([1, 2, 3], len(who), p=[0.55, 0.35, 0.10])).astype("i1")
        self._save(
            "ep", ep_id=np.arange(len(who), dtype="i4"), person_id=who, commune_id=self._at(who, start), form=form,
            seq=turn.astype("i1"), start_date=start, end_date=end, outcome=outcome,
        )  # fmt: skip
        done = np.flatnonzero((outcome == 1) & (end + 7 <= LAST) & (rng.random(len(who)) < 0.7))
        on = end[done] + 7
        kind = (form[done] >= 2).astype("i1")
        self._save("cert", "date", person_id=who[done], commune_id=self._at(who[done], on), date=on, kind=kind)

    def _dated(self) -> None:
        def events(rate: float, since: int) -> tuple[Array, Array]:
            who = np.repeat(self.person, self.rng.poisson(rate, self.n))
            start = np.maximum(self.listed[who], since)
            return who, (start + self.rng.random(len(who)) * (LAST - start + 1)).astype("i4")

        who, on = events(6.5, day(2015, 7, 1))
        positive = (self.rng.random(len(who)) < 0.22).astype("i1")
        self._save("test", "date", person_id=who, commune_id=self._at(who, on), date=on, positive=positive)
        who, on = events(3.0, day(2015, 1, 1))
        kind, amount = self.rng.integers(0, 5, len(who)).astype("i1"), self.rng.integers(1, 100, len(who)).astype("i4")
        unit = self._at(who, on)
        self._save("support", "date", person_id=who, commune_id=unit, date=on, kind=kind, amount=amount)
