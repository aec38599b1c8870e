"""A sealed value opens for its own person, in its own place, and nowhere else."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.people import sealing
from hoanhap.people.sealing import Spot, Unreadable

HERE = Spot("people_note", 7, "text")
KEY = sealing.new_key()


@given(st.text(max_size=300), st.integers(1, 2**62))
def test_what_is_sealed_opens_in_its_own_place(text, row):
    spot = Spot("people_note", row, "text")
    sealed = sealing.seal(KEY, spot, text)
    assert sealing.open_(KEY, spot, sealed) == text
    assert sealed != sealing.seal(KEY, spot, text), "two seals of one text are never equal"


@pytest.mark.parametrize(
    ("key", "spot"),
    [
        (sealing.new_key(), HERE),
        (KEY, Spot("people_note", 8, "text")),
        (KEY, Spot("people_note", 7, "words")),
        (KEY, Spot("people_visit", 7, "text")),
    ],
    ids=["another person", "another row", "another column", "another table"],
)
def test_a_value_does_not_open_for(key, spot):
    sealed = sealing.seal(KEY, HERE, "chuyện riêng")
    with pytest.raises(Unreadable):
        sealing.open_(key, spot, sealed)


@given(st.data())
def test_a_changed_value_does_not_open(data):
    sealed = bytearray(sealing.seal(KEY, HERE, "chuyện riêng"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        sealing.open_(KEY, HERE, bytes(sealed))


def test_a_cut_value_does_not_open():
    sealed = sealing.seal(KEY, HERE, "chuyện riêng")
    for length in range(len(sealed)):
        with pytest.raises(Unreadable):
            sealing.open_(KEY, HERE, sealed[:length])


def test_a_data_key_unwraps_only_for_its_person_and_with_its_master(settings):
    wrapped, master = sealing.wrap(KEY, 7)
    assert sealing.unwrap(wrapped, master, 7) == KEY
    with pytest.raises(Unreadable):
        sealing.unwrap(wrapped, master, 8)
    settings.PEOPLE_MASTERS = {master: os.urandom(32)}
    with pytest.raises(Unreadable):
        sealing.unwrap(wrapped, master, 7)
    settings.PEOPLE_MASTERS = {"people-9": os.urandom(32)}
    with pytest.raises(Unreadable, match=master):
        sealing.unwrap(wrapped, master, 7)


def test_a_new_master_key_wraps_from_then_on_and_the_old_one_still_opens(settings):
    wrapped, old = sealing.wrap(KEY, 7)
    settings.PEOPLE_MASTERS = {**settings.PEOPLE_MASTERS, "people-10": os.urandom(32)}
    again, new = sealing.wrap(KEY, 7)
    assert (old, new) == ("people-1", "people-10")
    assert sealing.unwrap(wrapped, old, 7) == sealing.unwrap(again, new, 7) == KEY


@pytest.mark.parametrize("same", ["079086012345", "079 086 012 345", "079.086.012.345", " ０７９０８６０１２３４５ "])
def test_equal_numbers_have_one_digest_however_they_are_written(same):
    assert sealing.blind(same) == sealing.blind("079086012345")


def test_the_digest_says_nothing_without_its_key(settings):
    known = sealing.blind("079086012345")
    assert known != sealing.blind("079086012346") and len(known) == 44
    settings.PEOPLE_BLIND = os.urandom(32)
    assert sealing.blind("079086012345") != known
