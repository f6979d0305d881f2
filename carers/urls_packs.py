"""Addresses of a panel item's papers and packs."""

from django.urls import path

from carers.views import packs

urlpatterns = [
    path("panel/items/<int:pk>/papers/", packs.item_papers, name="item-papers"),
    path("panel/items/<int:pk>/papers/add/", packs.add_panel_papers, name="add-panel-papers"),
    path("panel/items/<int:pk>/pack/", packs.make_pack, name="make-pack"),
    path("panel/papers/<int:pk>/", packs.panel_paper, name="panel-paper"),
    path("panel/papers/<int:pk>/edit/", packs.edit_panel_paper, name="edit-panel-paper"),
    path("panel/papers/<int:pk>/leave-out/", packs.leave_out_panel_paper, name="leave-out-panel-paper"),
    path("panel/packs/<int:pk>/", packs.read_pack, name="read-pack"),
]
