"""The product's password algorithm with its cheapest parameters: the same code, a thousandth of the work."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 8
    parallelism = 1
