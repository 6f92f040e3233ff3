"""Addresses of a learner's own portfolio."""

from django.urls import path

from portfolio.views import desk, elsewhere, exports, items, kinds, page, public, writing

app_name = "portfolio"
urlpatterns = [
    path("", desk.portfolio, name="portfolio"),
    path("new/", desk.new_item, name="new"),
    path("items/", desk.begin_item, name="begin-item"),
    path("items/<uuid:pk>/", items.item, name="item"),
    path("items/<uuid:pk>/about/", items.save_about, name="save-about"),
    path("items/<uuid:pk>/kind/", items.save_kind, name="save-kind"),
    path("items/<uuid:pk>/publication/", items.publish, name="publish"),
    path("items/<uuid:pk>/publication/delete/", items.withdraw, name="withdraw"),
    path("items/<uuid:pk>/visibility/", items.set_visibility, name="set-visibility"),
    path("items/<uuid:pk>/delete/", items.confirm_deletion, name="confirm-deletion"),
    path("items/<uuid:pk>/delete/now/", items.delete, name="delete-item"),
    path("items/<uuid:pk>/runs/", kinds.set_runs, name="set-runs"),
    path("items/<uuid:pk>/feedback/", kinds.note_feedback, name="note-feedback"),
    path("items/<uuid:pk>/text/", writing.write, name="write"),
    path("items/<uuid:pk>/text/save/", writing.save_text, name="save-text"),
    path("items/<uuid:pk>/text/preview/", writing.preview_text, name="preview-text"),
    path("items/<uuid:pk>/text/pictures/", writing.add_picture, name="add-picture"),
    path("items/<uuid:pk>/export.md", exports.item_markdown, name="item-markdown"),
    path("feedback/<int:pk>/delete/", kinds.delete_feedback, name="delete-feedback"),
    path("images/<uuid:pk>/", public.image, name="image"),
    path("images/<uuid:pk>/delete/", writing.delete_picture, name="delete-picture"),
    path("page/", page.page, name="page"),
    path("page/save/", page.save_page, name="save-page"),
    path("page/preview/", page.preview_page, name="preview-page"),
    path("budget/", page.budget, name="budget"),
    path("budget/save/", page.set_budget, name="set-budget"),
    path("budget/expenses/", page.note_expense, name="note-expense"),
    path("budget/expenses/<int:pk>/delete/", page.delete_expense, name="delete-expense"),
    path("elsewhere/", elsewhere.elsewhere, name="elsewhere"),
    path("elsewhere/feeds/", elsewhere.add_feed, name="add-feed"),
    path("elsewhere/feeds/<int:pk>/delete/", elsewhere.delete_feed, name="delete-feed"),
    path("elsewhere/proposals/<int:pk>/item/", elsewhere.take, name="take-proposal"),
    path("elsewhere/proposals/<int:pk>/leave/", elsewhere.leave, name="leave-proposal"),
    path("export.zip", exports.site_folder, name="site-folder"),
]
