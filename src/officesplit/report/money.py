"""Money and numbers as people of one locale read them (Babel); never raises on a missing or undefined number."""

import math
import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberPattern, parse_pattern

from officesplit.errors import UsageError

UNKNOWN = "not known"
MINUS = "\N{MINUS SIGN}"
_SURE = 0.99
"""A share of draws beyond this is told as "over", so that no reader takes a count for certainty."""


def figures(currency: str, locale: str = "en") -> "Figures":
    """The formatter of one currency (ISO 4217) and locale ("en", "de", "en_IN"); raises UsageError for a bad locale."""
    return _figures(currency, locale)


@lru_cache(maxsize=64)
def _figures(currency: str, locale: str) -> "Figures":
    return Figures(currency, locale)


class Figures:
    """Formats numbers of one report; remembers what it has formatted, since the same numbers come again."""

    def __init__(self, currency: str, locale: str) -> None:
        try:
            self._locale = Locale.parse(locale.replace("-", "_"))
        except (UnknownLocaleError, ValueError) as error:
            raise UsageError(
                f"the locale '{locale}' is not known", "use a locale such as en, en_GB, de or fr_CA"
            ) from error
        self.currency = currency
        whole, *_ = self._locale.decimal_formats[None].pattern.split(";")[0].split(".")
        self._whole = whole
        self._patterns: dict[int, NumberPattern] = {}
        self._code_first = self._locale.currency_formats["standard"].pattern.lstrip().startswith("¤")
        self._percent = re.sub(r"[#,0.]+", "{}", self._locale.percent_formats[None].pattern, count=1)
        self._seen: dict[tuple[float, int], str] = {}

    def number(self, value: float | None, digits: int = 0) -> str:
        """A plain number with ``digits`` decimals; rounds half to even."""
        if value is None or not math.isfinite(value):
            return UNKNOWN
        key = (value, digits)
        text = self._seen.get(key)
        if text is None:
            text = self._seen[key] = self._format(value, digits)
        return text

    def _format(self, value: float, digits: int) -> str:
        pattern = self._patterns.get(digits)
        if pattern is None:
            tail = "." + "0" * digits if digits else ""
            pattern = self._patterns[digits] = parse_pattern(self._whole + tail)
        rounded = round(value, digits)
        text = str(pattern.apply(abs(rounded), self._locale))
        return MINUS + text if rounded < 0 else text

    def short(self, value: float | None) -> str:
        """A number with as many decimals as it takes to tell it apart: 12,345; 12.3; 0.0123."""
        if value is None or not math.isfinite(value):
            return UNKNOWN
        size = abs(value)
        most = 0 if size >= 1000 else 1 if size >= 10 else 2 if size >= 1 else 3 if size >= 0.1 else 5
        return self.trimmed(round(value, most), most)

    def trimmed(self, value: float, most: int) -> str:
        """A number with the decimals that it has, ``most`` at the most: 11.5 rather than 11.5000."""
        if not math.isfinite(value):
            return UNKNOWN
        fits = (digits for digits in range(most) if math.isclose(round(value, digits), value, rel_tol=1e-9))
        return self.number(value, next(fits, most))

    def _with_code(self, text: str) -> str:
        return f"{self.currency} {text}" if self._code_first else f"{text} {self.currency}"

    def money(self, amount: float | None) -> str:
        """An amount to three significant digits with its currency: "USD 412,000"."""
        return UNKNOWN if amount is None or not math.isfinite(amount) else self._with_code(self.number(_three(amount)))

    def bare(self, amount: float | None) -> str:
        """An amount to three significant digits, for a column that names the currency."""
        return UNKNOWN if amount is None or not math.isfinite(amount) else self.number(_three(amount))

    def exact(self, amount: float | None) -> str:
        """An amount to the unit with its currency: "USD 412,345"."""
        return UNKNOWN if amount is None or not math.isfinite(amount) else self._with_code(self.number(amount))

    def price(self, amount: float | None) -> str:
        """A price to the cent with its currency: "USD 14.50"."""
        return UNKNOWN if amount is None or not math.isfinite(amount) else self._with_code(self.number(amount, 2))

    def money_range(self, low: float | None, high: float | None) -> str:
        """Two amounts as a range: "USD −40,000 to 310,000"."""
        if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
            return UNKNOWN
        return self._with_code(f"{self.bare(low)} to {self.bare(high)}")

    def percent(self, share: float | None, digits: int = 0) -> str:
        """A share of one as a percentage: 0.123 -> "12%"."""
        if share is None or not math.isfinite(share):
            return UNKNOWN
        text = self.number(share * 100, digits)
        return self._percent.replace("{}", text) if "{}" in self._percent else f"{text}%"

    def chance(self, share: float | None) -> str:
        """A share of draws as a percentage; a count of draws is never told as certain: "over 99%", "under 1%"."""
        if share is None or not math.isfinite(share):
            return UNKNOWN
        if share > _SURE:
            return f"over {self.percent(_SURE)}"
        return f"under {self.percent(1 - _SURE)}" if share < 1 - _SURE else self.percent(share)

    def fte(self, value: float | None) -> str:
        """Full-time equivalents, one decimal where there is one."""
        if value is None or not math.isfinite(value):
            return UNKNOWN
        return self.number(value, 0 if float(value).is_integer() else 1)

    def months(self, value: float | None) -> str:
        """A span in months: "14 months"."""
        if value is None or not math.isfinite(value):
            return UNKNOWN
        text = self.number(math.ceil(value - 1e-9))
        return f"{text} month" if text == self.number(1) else f"{text} months"


def _three(amount: float) -> float:
    """``amount`` to three significant digits, never finer than one unit."""
    if abs(amount) < 1000:
        return float(round(amount))
    step = 10.0 ** (math.floor(math.log10(abs(amount))) - 2)
    return round(amount / step) * step


def money(amount: float | None, currency: str, locale: str = "en") -> str:
    """An amount to three significant digits with its currency: "USD 412,000"."""
    return figures(currency, locale).money(amount)


def percent(share: float | None, locale: str = "en", digits: int = 0) -> str:
    """A share of one as a percentage."""
    return figures("", locale).percent(share, digits)


def number(value: float | None, locale: str = "en", digits: int = 0) -> str:
    """A plain number with ``digits`` decimals."""
    return figures("", locale).number(value, digits)


def months(value: float | None, locale: str = "en") -> str:
    """A span in months: "14 months"."""
    return figures("", locale).months(value)
