"""Addresses of what is known about a person: its parts, and the acts of each."""

from django.urls import include, path

from referrals.views import contacts, deciding, funding, needs, safe_contact

of_person = [
    path("around/", contacts.around_person, name="around-person"),
    path("around/add/", contacts.add_person_contact, name="add-person-contact"),
    path("money/", funding.money_of_person, name="money-of-person"),
    path("money/authority/", funding.record_authority, name="record-authority"),
    path("money/funding/", funding.record_funding, name="record-funding"),
    path("deciding/", deciding.deciding_of_person, name="deciding-of-person"),
    path("deciding/capacity/", deciding.record_capacity, name="record-capacity"),
    path("deciding/consent/", deciding.record_consent, name="record-consent"),
    path("deciding/liberty/", deciding.record_liberty, name="record-liberty"),
    path("information/", needs.information_of_person, name="information-of-person"),
    path("information/review/", needs.record_need_review, name="record-need-review"),
    path("safe/", safe_contact.safety_of_contact, name="safety-of-contact"),
    path("safe/hide-address/", safe_contact.hide_address, name="hide-address"),
    path("safe/show-address/", safe_contact.show_address, name="show-address"),
    path("safe/warn/", safe_contact.warn_contact, name="warn-contact"),
]

urlpatterns = [
    path("people/<int:pk>/", include(of_person)),
    path("people/contacts/<int:pk>/edit/", contacts.edit_person_contact, name="edit-person-contact"),
    path("people/contacts/<int:pk>/end/", contacts.end_person_contact, name="end-person-contact"),
    path("people/authorities/<int:pk>/correct/", funding.correct_authority, name="correct-authority"),
    path("people/funding/<int:pk>/correct/", funding.correct_funding, name="correct-funding"),
    path("people/capacity/<int:pk>/correct/", deciding.correct_capacity, name="correct-capacity"),
    path("people/consents/<int:pk>/correct/", deciding.correct_consent, name="correct-consent"),
    path("people/liberty/<int:pk>/correct/", deciding.correct_liberty, name="correct-liberty"),
    path("people/need-reviews/<int:pk>/correct/", needs.correct_need_review, name="correct-need-review"),
    path("people/unsafe/<int:pk>/keep/", safe_contact.keep_warning, name="keep-warning"),
    path("people/unsafe/<int:pk>/lift/", safe_contact.lift_warning, name="lift-warning"),
]
