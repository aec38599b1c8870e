import pytest


@pytest.fixture(autouse=True)
def own_key_and_head_file(settings, tmp_path):
    settings.AUDIT_KEY = tmp_path / "audit.ed25519"
    settings.AUDIT_HEADS = tmp_path / "heads.log"
