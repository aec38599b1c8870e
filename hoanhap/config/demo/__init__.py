"""The demo: Cao Bằng's review of 2016–2020 as it stands on 07/9/2020; published and synthetic figures (ADR 0010)."""
