"""What is sealed of a relative: a name, a telephone, an address; as one text, so that nothing shows which there are."""

import json


def write_details(*, name: str = "", phone: str = "", address: str = "") -> str:
    told = {"name": name, "phone": phone, "address": address}
    return json.dumps({key: said for key, said in told.items() if said}, ensure_ascii=False)


def read_details(text: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(text) if text else {}
    return found
