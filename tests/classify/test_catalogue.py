"""The function catalogue: its size, its names, and that the founding sources' names lead to the claimed office."""

from collections import Counter
from collections.abc import Callable

import pytest

from officesplit import pipeline
from officesplit.classify.catalogue import Catalogue
from officesplit.classify.industry import industry_key
from officesplit.load.rulebook import load_rulebook
from officesplit.model.labels import disputed, office_in
from officesplit.model.names import key
from officesplit.model.rulebook import Rulebook
from officesplit.model.vocabulary import Office

FRONT, MIDDLE, BACK = Office.FRONT, Office.MIDDLE, Office.BACK

CLAIMED: dict[str, tuple[str, Office, str]] = {
    "A2": (
        "any",
        BACK,
        "management; finance and accounting; HR; IT-enabled services; compliance; ERP; reporting",
    ),
    "A3": ("any", FRONT, "communication; marketing; sales; public relations; negotiation"),
    "B1": (
        "any",
        FRONT,
        "customer service; marketing and sales; technical support; help desk; service desk; scheduling;"
        " public relations; inbound calls; outbound calls; contact centre; appointment setting;"
        " multilingual support; order management;"
        " account creation",
    ),
    "B2": (
        "any",
        BACK,
        "accounting and payroll; data management; HR; IT; software and website development; testing;"
        " quality control and reporting; content creation; content management; administration; compliance;"
        " claims processing; procurement; supply chain; legal; paralegal",
    ),
    "B3": (
        "any",
        BACK,
        "research; data entry; indexing; conversion; credentialing; record keeping; financial analysis; auditing;"
        " reporting; invoicing; case management; database development; remote monitoring; risk assessment;"
        " revenue cycle; release of information; CRM management; asset management; projections; budgeting;"
        " accounts payable; accounts receivable; billing; payment processing; order completion; transaction processing;"
        " documentation; account administration; customer onboarding; dispute resolution",
    ),
    "B4": (
        "any",
        BACK,
        "IT-enabled services; ITES; legal process outsourcing; LPO; knowledge process outsourcing; KPO",
    ),
    "C2": (
        "any",
        FRONT,
        "customer service and technical support; sales and lead generation; account management; marketing;"
        " branding and communications; reception and visitor management",
    ),
    "C3": (
        "any",
        BACK,
        "accounting; bookkeeping; payroll; compliance; HR administration; IT infrastructure; data management;"
        " inventory and supply chain; reporting and analytics; procurement",
    ),
    "C5 front": ("hospitality", FRONT, "receptionists; concierges; greeting; bookings"),
    "C5 back": ("hospitality", BACK, "accounting; procurement; HR"),
    "C6 front": ("financial_services", FRONT, "advisors; traders; client relationship managers"),
    "C6 back": ("financial_services", BACK, "trade settlement; compliance checks; internal audit; reporting"),
    "C7 front": ("healthcare", FRONT, "patient intake; appointment scheduling; customer service"),
    "C7 back": ("healthcare", BACK, "billing; insurance claims; medical records; payroll"),
    "C8 front": ("retail", FRONT, "point of sale; customer service desks; e-commerce support"),
    "C8 back": ("retail", BACK, "inventory logistics; vendor relations; accounting"),
    "E1": (
        "any",
        FRONT,
        "customer service by phone; e-mail customer service; live chat; sales and marketing;"
        " reception and administration; appointments",
    ),
    "E2": (
        "any",
        BACK,
        "data entry and processing; finance and accounting; invoices; payroll; statements; human resources; onboarding;"
        " compensation; performance management; IT and technical support",
    ),
}
"""Claim of the founding sources -> industry, office, and the names that the claim uses."""

OUR_NAMES = [
    ("hospitality", "Guest reservations", "hotel_reservations"),
    ("hospitality", "Night audit", "night_audit"),
    ("healthcare", "Environmental services and cleaning", "hospital_cleaning"),
    ("healthcare", "IM&T", "information_technology"),
    ("local_government", "Environmental services", "environmental_management"),
    ("software", "First-line support", "software_first_line"),
    ("manufacturing", "First line support", "it_service_desk"),
    ("software", "Tier 2 support", "software_second_line"),
    ("energy_trading", "Energy trading", "energy_trading_desk"),
    ("asset_management", "Middle office", "trade_support"),
    ("police", "Custody", "prisons"),
    ("banking", "Custody", "custody"),
    ("local_government", "City Secretary's Office", "city_secretary"),
    ("local_government", "City Auditor's Office", "city_auditor"),
    ("local_government", "Waste collection", "waste_collection"),
    ("any", "R2R", "general_ledger"),
    ("any", "P2P", "purchase_order_processing"),
    ("any", "NOC", "network_operations_centre"),
]
"""Names that mean another function in another industry, or none before they were told."""


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def catalogue(book: Rulebook) -> Catalogue:
    return Catalogue(book)


def test_size(book: Rulebook) -> None:
    assert len(book.functions) >= 600
    known = {key(name) for entry in book.functions.values() for name in (entry.title, *entry.names)}
    assert len(known) >= 3000


def test_no_name_twice_in_an_industry(book: Rulebook) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for entry in book.functions.values():
        for name in {key(name) for name in (entry.title, *entry.names)}:
            seen.update((name, industry) for industry in entry.industries)
    assert not [pair for pair, count in seen.items() if count > 1]


def test_names_say_something(book: Rulebook) -> None:
    empty = [(entry.id, name) for entry in book.functions.values() for name in entry.names if not key(name)]
    assert not empty
    twice = [
        (entry.id, name)
        for entry in book.functions.values()
        for name, count in Counter(name.casefold() for name in entry.names).items()
        if count > 1
    ]
    assert not twice


def test_every_archetype_is_used(book: Rulebook) -> None:
    assert {entry.archetype for entry in book.functions.values()} == set(book.archetypes)


def test_every_office_has_a_source_and_a_standing(book: Rulebook) -> None:
    for entry in book.functions.values():
        assert entry.source, entry.id
        assert set(entry.source) <= set(book.sources), entry.id
        assert entry.standing, entry.id
        assert entry.office not in entry.disputed or entry.by_industry, entry.id


def test_a_benchmark_names_somebody_else(book: Rulebook) -> None:
    own = [e.id for e in book.functions.values() if e.standing == "benchmark" and set(e.source) == {"officesplit"}]
    assert not own


@pytest.mark.parametrize("claim", CLAIMED)
def test_founding_names_are_known_with_their_office(claim: str, catalogue: Catalogue) -> None:
    industry, office, names = CLAIMED[claim]
    for name in (name.strip() for name in names.split(";")):
        match = catalogue.find(name, industry)
        assert match, name
        assert match.how in ("name", "elsewhere"), name
        labels = {office_in(match.entry, catalogue.scopes(industry)), *disputed(match.entry, industry, load_rulebook())}
        assert office in labels, f"{name}: {match.entry.id} says {sorted(labels)}"


@pytest.mark.parametrize(("industry", "name", "entry"), OUR_NAMES)
def test_names_in_their_industry(industry: str, name: str, entry: str, catalogue: Catalogue) -> None:
    match = catalogue.find(name, industry)
    assert match
    assert match.how == "name"
    assert match.entry.id == entry


ON_SITE = [
    "night_audit", "store_service_desk", "returns_processing", "document_scanning", "warehousing", "mailroom",
    "hospital_cleaning", "checkout", "reception", "kitchen", "emergency_dispatch", "visual_merchandising",
]  # fmt: skip


@pytest.mark.parametrize("name", ON_SITE)
def test_work_with_hands_or_a_face_is_bound_to_a_place(name: str, book: Rulebook) -> None:
    entry = book.functions[name]
    presence = entry.attributes.presence or book.archetypes[entry.archetype].attributes.presence
    assert presence == "high"


INDUSTRIES = {
    "professional_services": "shared service centre; architect; engineering consultancy; surveyors",
    "financial_services": "corporate treasury; wealth manager; fintech; broker; stock exchange; lending company",
    "banking": "bank; credit union; building society; banking group; city bank",
    "investment_banking": "investment bank; brokerage firm; securities firm",
    "asset_management": "hedge fund; private equity; private equity firm; asset management company",
    "payments_fintech": "payments company; crypto company",
    "insurance": "insurer; motor insurer; life insurance; insurtech",
    "insurance_broking": "insurance broker",
    "hospitality": "hotel; resort; events company",
    "food_service": "restaurant; catering; bakery; coffee chain",
    "gaming_leisure": "casino; gaming company; sports club; theatre; gym; football club",
    "airlines_travel": "cruise line; travel agency; tour operator; airline; airport; train operator; car rental",
    "dental": "dental practice; dentistry",
    "contact_centre": "contact centre; call centre; BPO provider; outsourcer",
    "clinic": "GP surgery; clinic; optician; doctor's office; urgent care; primary care",
    "healthcare": "hospital; NHS trust; care home; health service; university hospital",
    "veterinary": "vet; veterinarian; animal clinic",
    "pharmacy": "pharmacy",
    "education": "university; college; school; kindergarten; training company",
    "local_government": "council; city; county; City of Leeds; town council",
    "police": "police force; fire service; county police force",
    "courts_justice": "prison; court",
    "public_sector": "government agency; ministry; army",
    "central_government": "tax office; federal government",
    "nonprofit": "charity; NGO; museum; art gallery; think tank",
    "legal_services": "law firm; solicitors; barristers",
    "accounting_services": "accountancy firm; bookkeeper; tax adviser",
    "consulting": "consultancy; management consulting",
    "staffing": "staffing agency; recruiter; recruitment company",
    "retail": "retailer; supermarket; bookshop; petrol station",
    "ecommerce": "e-commerce; online shop; marketplace",
    "wholesale": "wholesale; trading company",
    "logistics": "logistics company; freight forwarder; haulier; shipping company; warehousing; postal service",
    "manufacturing": "manufacturer; chemicals; food producer; brewery; aerospace; semiconductor",
    "automotive": "automotive; car dealer; garage",
    "pharma": "pharma; biotech; drug company; medical device manufacturer",
    "energy": "oil and gas; energy supplier; power station; renewable energy",
    "energy_trading": "energy trader",
    "utilities": "utility; water company; electricity; waste management",
    "telecoms": "telecoms operator; mobile network; ISP; phone company",
    "software": "SaaS; software company; IT services; MSP; IT company; software company for banks; game developer",
    "media": "media company; publisher; broadcaster; advertising agency; television",
    "real_estate": "real estate agent; property manager; housing association; letting agency; facilities management",
    "construction": "construction company; builder; civil engineering; plumber",
    "agriculture": "farm; fishing; winery",
    "mining": "mining; coal mine",
    "personal_services": "salon; childcare; funeral home",
}
"""Industry -> plain words that people write for it."""


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_plain_words_for_an_industry_are_known(industry: str, book: Rulebook) -> None:
    for word in INDUSTRIES[industry].split("; "):
        assert industry_key(word, book) == (industry, ""), word


def test_no_word_stands_for_two_industries(book: Rulebook) -> None:
    seen: dict[str, set[str]] = {}
    for industry in book.industries.values():
        for word in industry.words:
            seen.setdefault(key(word), set()).add(industry.id)
    assert not {word: ids for word, ids in seen.items() if len(ids) > 1}


@pytest.mark.parametrize("word", ["zymurgy", "quxwob blarg"])
def test_an_unknown_industry_counts_as_any_and_is_said(word: str, book: Rulebook) -> None:
    found, warning = industry_key(word, book)
    assert found == "any"
    assert word in warning


def _slip(name: str, at: Callable[[str, int], str]) -> str:
    """The name with a slip in the middle of its longest word of six letters or more, where it has one."""
    words = name.split()
    long = max(words, key=len)
    if len(long) < 6 or not long.isalpha():
        return name
    words[words.index(long)] = at(long, len(long) // 2)
    return " ".join(words)


VARIANTS: dict[str, Callable[[str], str]] = {
    "department": lambda name: f"{name} Dept.",
    "department of": lambda name: f"Dept of {name}",
    "head of": lambda name: f"Head of {name}",
    "function": lambda name: f"{name} function",
    "group": lambda name: f"Group {name}",
    "global": lambda name: f"Global {name}",
    "region": lambda name: f"{name} - EMEA",
    "country": lambda name: f"{name} (UK)",
    "number": lambda name: f"{name} 2",
    "roman": lambda name: f"{name} II",
    "generic words": lambda name: f"the {name} team department",
    "possessive": lambda name: f"{name}'s team",
    "place": lambda name: f"{name} Lisbon",
    "capitals": str.upper,
    "hyphens": lambda name: name.replace(" ", "-"),
    "letters swapped": lambda name: _slip(name, lambda w, i: w[:i] + w[i + 1] + w[i] + w[i + 2 :]),
    "letter doubled": lambda name: _slip(name, lambda w, i: w[:i] + w[i] + w[i:]),
    "letter missing": lambda name: _slip(name, lambda w, i: w[:i] + w[i + 1 :]),
}


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_variant_gets_the_office_of_the_plain_name(kind: str, book: Rulebook) -> None:
    """Every ninth entry by id, with its title and first other name, in its own industry."""
    entries = [book.functions[identity] for identity in sorted(book.functions)[::9]]
    asked = [(name, entry.industries[0]) for entry in entries for name in (entry.title, *entry.names[:1])]
    assert len(asked) >= 150
    plain = pipeline.classify_names(asked)
    varied = pipeline.classify_names([(VARIANTS[kind](name), industry) for name, industry in asked])
    wrong = [v[0] for p, v in zip(plain, varied, strict=True) if p[2].office is not v[2].office]
    assert 1 - len(wrong) / len(asked) >= 0.97, wrong
