"""Signing in and out, and one's own password: allauth's views under our policy."""

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView, PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hoanhap.ui.policy import PUBLIC, SIGNED_IN, policy

sign_in = policy(PUBLIC)(LoginView.as_view())
change_password = policy(SIGNED_IN)(transaction.atomic(PasswordChangeView.as_view()))


@policy(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Also leaves nothing in the browser: the next person at this computer cannot page back."""
    logout(request)
    response = redirect("account_login")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
