"""Whose workbook it is cannot be guessed, altered or borrowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.reporting.workbook.identity import Identity, claimed, sign, verify

KEY = b"k" * 32
WHO = Identity("tong-ket-2016-2020", "UB-01279", "phu-luc-2", "2020")


@given(st.builds(Identity, *[st.text(max_size=40)] * 4))
def test_a_signed_identity_comes_back_whole(identity):
    assert verify(sign(identity, KEY), KEY) == identity == claimed(sign(identity, KEY))


@given(st.integers(0, 200), st.characters(min_codepoint=32, max_codepoint=126))
def test_any_changed_character_is_noticed(place, character):
    token = sign(WHO, KEY)
    place %= len(token)
    altered = token[:place] + character + token[place + 1 :]
    assert altered == token or verify(altered, KEY) is None


def test_another_key_vouches_for_nothing():
    assert verify(sign(WHO, KEY), b"x" * 32) is None


def test_a_claim_is_read_without_being_believed():
    assert claimed(sign(WHO, b"x" * 32)) == WHO


@pytest.mark.parametrize("token", ["", "HN1", "HN1..", "HN1.e30.AAAA", "HN1." + "A" * 5000, "đ" * 60])
def test_what_is_no_token_is_nobody(token):
    assert verify(token, KEY) is None
    assert claimed(token) is None
