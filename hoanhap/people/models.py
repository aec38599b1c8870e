"""The register: people, and what is known of them, dated half-open.

What identifies or exposes a person is sealed under that person's own key (`*_sealed`, ADR 0014); names, folded search
keys, birth dates and coded fields stay plain under volume encryption. There is no field for HIV, anywhere.
"""

from django.db import models
from django.db.models import Q

from hoanhap.units.models import Agency, Unit, ordered


class Person(models.Model):
    """One human being. `code` is what others see in place of a name. A birth known by its year alone has no `born_on`.

    `commune` follows the residence in force and is what scope reads. A merged person points at the one kept.
    """

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120, blank=True)  # empty once erased
    folded = models.CharField(max_length=120, blank=True)  # without diacritics, lower case
    given = models.CharField(max_length=40, blank=True)  # the last word, by which Vietnamese lists are ordered
    sex = models.CharField(max_length=6, blank=True)  # male, female
    birth_year = models.SmallIntegerField()
    born_on = models.DateField(null=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=20, blank=True)
    occupation = models.CharField(max_length=20, blank=True)
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=8, default="open")  # open, closed, merged, erased
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    registered_on = models.DateField()
    closed_on = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)  # made up for the demo, and labelled wherever it is shown
    revision = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="person_merged",
            ),
            models.CheckConstraint(condition=Q(birth_year__gte=1880), name="person_birth"),
            models.CheckConstraint(
                condition=~Q(state="erased") | Q(name="", folded="", given=""), name="person_erased"
            ),
        ]
        indexes = [
            models.Index(fields=["folded", "state", "id", "commune", "birth_year"], name="person_found"),  # covers
            models.Index(fields=["commune", "state", "given", "folded", "id"]),
            models.Index(fields=["birth_year"]),
        ]


class PersonKey(models.Model):
    """The data key of one person, wrapped by the master key outside the database. Without it nothing sealed opens."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="data_key")
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)  # which master key wrapped it


class Alias(models.Model):
    """Another name the person goes by, found by the search like the first."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)


class NameWord(models.Model):
    """Each name somebody bears, once under each of its words: what the search walks along, in the order it answers in.

    A row is about a name, not a person: a million people share some hundred thousand names. `last`: under its last
    word, `given`, so that these rows alone list every name in order; the others are under words that stand before it,
    whatever the last one is. Whoever writes `Person.folded` or `Alias.folded` calls `actions.name_words.index_names`
    in the same transaction; whoever erases a name calls `forget_names`. A row too many costs time, a row too few hides
    a person. On PostgreSQL these columns and those of `Person` and `Alias` compare by bytes (COLLATE "C"), as SQLite's.
    """

    alias = models.BooleanField()
    last = models.BooleanField()
    word = models.CharField(max_length=120)
    given = models.CharField(max_length=40)
    folded = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alias", "last", "word", "given", "folded"], name="name_word")]


class IdentityPaper(models.Model):
    """A numbered paper. `blind` is a keyed digest of the number: equal numbers are found, no number is readable."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12)  # cmnd, cccd, passport, birth, licence, household
    number_sealed = models.BinaryField()
    blind = models.CharField(max_length=44, db_index=True)
    issued_on = models.DateField(null=True)
    issued_by = models.CharField(max_length=120, blank=True)


class Residence(models.Model):
    """Where the person lives. A move is confirmed by the commune that is left and the commune that is reached."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="residences", db_index=False)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)  # permanent, temporary, stay, unstable
    address_sealed = models.BinaryField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=20, blank=True)  # why it ended: moved, centre, detained, died, unknown
    left_confirmed_on = models.DateField(null=True)
    left_confirmed_by = models.CharField(max_length=120, blank=True)
    reached_confirmed_on = models.DateField(null=True)
    reached_confirmed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [ordered("residence_span")]
        indexes = [models.Index(fields=["commune", "valid_from"]), models.Index(fields=["person", "valid_from"])]


class Standing(models.Model):
    """What the person is on the list, from when to when: user, addict, completer. `basis`: what made it so."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="standings", db_index=False)
    kind = models.CharField(max_length=10)
    basis = models.CharField(max_length=40)  # declared, determined, certificate:NN, delisted …
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("standing_span")]
        indexes = [models.Index(fields=["person", "valid_from"])]


class Use(models.Model):
    """A substance the person uses or used (code list), and how."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="uses")
    substance = models.CharField(max_length=20)
    route = models.CharField(max_length=12, blank=True)
    since_year = models.SmallIntegerField(null=True)
    valid_from = models.DateField()  # when it was recorded or found
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("use_span")]


class Test(models.Model):
    """One drug test. `result`: negative, positive, refused; `substances`: codes found, space between."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tests", db_index=False)
    on = models.DateField()
    kind = models.CharField(max_length=12)  # urine, blood, saliva, hair
    reason = models.CharField(max_length=12)  # periodic, sudden, treatment, request
    result = models.CharField(max_length=10)
    substances = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "on"])]


class Contact(models.Model):
    """A relative or guardian who may be told. Who it is and how to reach them is sealed as one JSON text."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")
    relation = models.CharField(max_length=12)  # father, mother, spouse, child, sibling, guardian, other
    details_sealed = models.BinaryField()
    represents = models.BooleanField(default=False)  # the legal representative
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("contact_span")]


class Note(models.Model):
    """Free words about a person, sealed. `about` says what they belong to: person, or a step, a visit …"""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notes")
    about = models.CharField(max_length=40, default="person")
    text_sealed = models.BinaryField()
    on = models.DateField()
    by = models.CharField(max_length=150)


class Assignment(models.Model):
    """A helper (hội viên, tình nguyện viên) who accompanies a person; `post` gives them sight of that person alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="assignments")
    helper = models.CharField(max_length=120)
    organisation = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    post = models.IntegerField(null=True, db_index=True)  # access.Post, without a foreign key: it may end
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("assignment_span")]


class Reach(models.Model):
    """Who else a duty leads to this person, dated; written by the rooms that know, read by access.

    `kind`: patient, resident (of a place of `agency`), named (`agency` is named by a step, open or past), open
    (`agency` answers for a measure not finished), inspected (by `post`, at most 30 days). `why`: "measure:12".
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="reaches", db_index=False)
    kind = models.CharField(max_length=10)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    post = models.IntegerField(null=True)  # access.Post, without a foreign key: it may end
    why = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ordered("reach_span"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, post__isnull=True) | Q(agency__isnull=True, post__isnull=False),
                name="reach_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "kind"]),
            models.Index(fields=["agency", "kind"], condition=Q(agency__isnull=False), name="reach_agency"),
            models.Index(fields=["post"], condition=Q(post__isnull=False), name="reach_post"),
        ]


class Visit(models.Model):
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="visits")
    on = models.DateField()
    finding = models.CharField(max_length=12)  # well, risk, absent
    words_sealed = models.BinaryField(null=True)


class Need(models.Model):
    """A need for support, recorded before it is met, so that “all who need it” can be answered."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="needs", db_index=False)
    kind = models.CharField(max_length=12)  # counselling, training, job, loan, allowance, equipment, health, school
    recorded_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind"])]


class Support(models.Model):
    """Support received: one session, course, job, loan … `amount` in đồng where it is money; `need` what it meets."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="supports", db_index=False)
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="met_by")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    until = models.DateField(null=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    amount = models.BigIntegerField(null=True)
    source = models.CharField(max_length=20, blank=True)  # central, local, fund, other
    what = models.CharField(max_length=20, blank=True)  # trade learnt, kind of job, equipment: a code
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind", "on"])]


class Round(models.Model):
    """A periodic review of a commune's list (rà soát). `suspected`: how many, never who."""

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    suspected = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "opened_on"], name="round_once")]


class Finding(models.Model):
    """What a round found of one person: here, moved, rehab, detained, dead, unknown; and who confirmed it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="findings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="findings")
    found = models.CharField(max_length=8, blank=True)
    on = models.DateField(null=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="finding_once")]


class Merge(models.Model):
    """Two records of one person made one. `undo` names every row that moved, so that it can be taken apart exactly."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=200)
    undo = models.JSONField()
    undone_on = models.DateField(null=True)


class Batch(models.Model):
    """Persons written together: a list that was read in, or a load. One audit row holds the digest."""

    kind = models.CharField(max_length=8)  # list, load
    digest = models.CharField(max_length=64)
    rows = models.IntegerField()
    accepted = models.IntegerField()
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=150)
    undone_on = models.DateField(null=True)
    people = models.ManyToManyField(Person, related_name="batches", blank=True)
    counts = models.JSONField(default=dict)  # of a list: what became of its lines
    added = models.JSONField(default=dict)  # to files that were there: code → fields and rows, to be taken back

    class Meta:
        indexes = [models.Index(fields=["digest"])]


class Intake(models.Model):
    """A list that waits between being shown and being written; for one officer, sealed, gone when it expires.

    It has a key of its own. `cells_sealed`: the list; after it was written (`batch`), the lines left out. `settled`:
    what the officer said of it, in codes and numbers of lines and columns.
    """

    by = models.CharField(max_length=150, db_index=True)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    cells_sealed = models.BinaryField()
    shown_sealed = models.BinaryField()
    settled = models.JSONField(default=dict)
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, related_name="+")


class Distinct(models.Model):
    """Two files that look alike and are of two persons, as somebody said: the pair is not asked about again."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")  # the lower number
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="distinct_pair"),
        ]


class Disclosure(models.Model):
    """A list asked of another sector: why, by what ground, who allowed it, which fields, until when.

    `told`: the count that answered at once; None where it is too small to tell. `state`: counted (no list was asked
    for), asked, allowed, refused. Whether an allowed list still opens is `access.lists.decide_list`.
    """

    kind = models.CharField(max_length=12)  # access.lists.KINDS
    asked_by = models.CharField(max_length=150)
    asked_user = models.BigIntegerField()
    asked_post = models.IntegerField(db_index=True)  # access.Post, without a foreign key: it may end
    asked_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    as_of = models.DateField()
    purpose = models.CharField(max_length=4)  # P1 … P8
    basis = models.ForeignKey("access.LegalBasis", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    told = models.IntegerField(null=True)
    asked_on = models.DateField()
    state = models.CharField(max_length=8, default="asked")
    fields = models.CharField(max_length=120, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True)
    words = models.CharField(max_length=300, blank=True)
    expires_on = models.DateField(null=True)


class Disclosed(models.Model):
    """The ledger: which person was in which list."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="ledger")
    person = models.ForeignKey(Person, models.PROTECT, related_name="disclosed")
    since = models.DateField(null=True)  # since when the holder had them

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "person"], name="disclosed_once")]


class Glass(models.Model):
    """A file opened in an emergency to one user in one post. No person: nobody was found by what was typed, which
    counts and is reviewed all the same. The words of the reason are sealed under the person's key."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    user = models.BigIntegerField(db_index=True)
    post = models.IntegerField()  # access.Post, without a foreign key: it may end
    category = models.CharField(max_length=12)
    words_sealed = models.BinaryField(null=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    on = models.DateField()
    review_by = models.DateField()  # the last day; after it, this user opens nothing more
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    justified = models.BooleanField(null=True)
    finding = models.CharField(max_length=300, blank=True)


class Erasure(models.Model):
    """The ledger of what was erased, by code: a restored backup is erased again from it (`people.erasures`)."""

    code = models.CharField(max_length=16, unique=True)
    ground = models.CharField(max_length=12)
    basis = models.ForeignKey("access.LegalBasis", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=150)
