"""Addresses of a person's own page: for staff, and behind the link of the person or a supporter they chose."""

from django.urls import path

from referrals.views import own_page, page_links, pages, requests, sharing

urlpatterns = [
    path("link/page/<str:secret>/", own_page.own_page_start, name="own-page-start"),
    path("my-page/<int:pk>/", own_page.own_page, name="own-page"),
    path("my-page/<int:pk>/change/", own_page.ask_for_change, name="ask-for-change"),
    path("my-page/<int:pk>/talk/", own_page.ask_to_talk, name="ask-to-talk"),
    path("my-page/<int:pk>/asked/", own_page.asked, name="asked"),
    path("people/<int:pk>/page/", pages.person_page, name="person-page"),
    path("people/<int:pk>/page/write/", pages.write_page, name="write-page"),
    path("people/<int:pk>/page/keep/", pages.keep_page_version, name="keep-page-version"),
    path("people/<int:pk>/page/share/", sharing.share_page, name="share-page"),
    path("people/<int:pk>/page/give/<slug:step>/", sharing.give_page, name="give-page"),
    path("people/pages-given/<int:pk>/", sharing.page_given, name="page-given"),
    path("people/<int:pk>/page/link/", page_links.send_person_link, name="send-person-link"),
    path("people/page-links/<int:pk>/close/", page_links.close_person_link, name="close-person-link"),
    path("people/requests/<int:pk>/", requests.answer_request, name="answer-request"),
]
