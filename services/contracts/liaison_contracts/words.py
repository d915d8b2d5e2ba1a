"""Define one type for each form of text and number in messages; closed lists are in `codes.py`."""

from __future__ import annotations

from typing import Annotated

from liaison_contracts.wire.fields import Text, Whole

_UNSEEN = r"\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_HIDDEN = _UNSEEN + r"\uff01-\uff5e"
"""The commonest unseen and wide signs; the reader of an identifier refuses all the others too."""
ONE_SEGMENT = rf"(?!\.{{1,2}}$)[^\s{_HIDDEN}/?#%\\]+"
"""What one segment of an address can hold: no blanks, and nothing that divides an address."""

Code = Annotated[str, Text(shortest=1, longest=100, pattern=ONE_SEGMENT, is_identifier=True)]
"""A business code or reference: `LZ-001`, `R-00012`; no spaces, no `/ ? # % \\`, nothing unseen."""

OrgCode = Annotated[
    str, Text(shortest=1, longest=100, pattern=rf"[^\s{_HIDDEN}]+", is_identifier=True)
]
"""An organisation whose members act here: `talent_office`, `station/LZ-001`; in no address."""

AwardCode = Annotated[str, Text(shortest=1, longest=300, pattern=ONE_SEGMENT, is_identifier=True)]
"""The code of an award, derived from rule, station, year and reference."""

MediaType = Annotated[
    str, Text(shortest=1, longest=100, pattern=rf"[^\s{_HIDDEN}]+", word="MediaType")
]
"""The media type of a file, such as `application/pdf`."""

CityCode = Annotated[str, Text(longest=6, pattern=r"[0-9]{6}")]
"""The six digits of a city or region (GB/T 2260)."""

CreditCode = Annotated[str, Text(longest=18, pattern=r"[0-9A-Z]{18}")]
"""The unified social credit code of a legal person (GB 32100); the check digit is the service's."""

Sha256 = Annotated[str, Text(longest=64, pattern=r"[0-9a-f]{64}")]
"""A SHA-256 in lower-case hexadecimal."""

PayoutId = Annotated[str, Text(longest=36, pattern=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
"""The UUIDv5 of (award code, reissue number): the same award always gives the same id."""

Totp = Annotated[str, Text(longest=6, pattern=r"[0-9]{6}", word="Totp")]
"""The six digits of a fresh time-based one-time password."""

Last4 = Annotated[str, Text(longest=4, pattern=r"[0-9A-Za-z]{1,4}")]
"""The last four characters of an account number: enough to recognise, too little to use."""

Year = Annotated[int, Whole(least=1949, most=2999)]
"""A calendar year."""

Count = Annotated[int, Whole(least=0, most=10**9)]
"""A number of things."""

Position = Annotated[int, Whole(least=0, most=2**53 - 1)]
"""A gapless number in a log or counter; zero until the log fills it."""

Name = Annotated[str, Text(shortest=1, longest=200)]
"""The name of an organisation or a place; of a person only in commands."""

_NOT_PRINTED = _UNSEEN + r"\uff01-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff5e"
"""Wide signs other than the brackets, comma, colon and semicolon of Chinese text."""
DocumentNo = Annotated[
    str,
    Text(
        shortest=1,
        longest=100,
        pattern=rf"[^\s{_NOT_PRINTED}]([^{_NOT_PRINTED}]*[^\s{_NOT_PRINTED}])?",
        is_identifier=True,
    ),
]
"""The number of the deciding document as printed, without blanks around it and nothing unseen;

for an imported fact without one, the name of its file.
"""

Sentence = Annotated[str, Text(shortest=1)]
"""A required text: at least one character, at most 2,000."""

ArticleNo = Annotated[str, Text(longest=8, pattern=r"[0-9]{1,3}(\([0-9]{1,2}\))?")]
"""An article of the regulation: `14(1)`."""
