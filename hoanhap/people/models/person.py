"""Who somebody is: names, papers, whom to tell, and the key under which the rest is sealed."""

from django.db import models
from django.db.models import Q

from hoanhap.units.models import Unit, ordered


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
