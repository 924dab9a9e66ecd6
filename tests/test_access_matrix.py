"""Who may do what: every screen, everybody of the cast, every address; and nothing is written where it is refused."""

import pytest

from caruso.kernel.models import User
from caruso.screens.description import Screen, built_in_screens
from tests.access.asking import wrong_answers_to_all
from tests.access.doors import OURS, addresses
from tests.access.faces import FACES

#: Addresses of no single screen, by the test that asks who may open them.
ELSEWHERE = {
    "databases of other programs (objects/mapped/tests)": {
        "mapped:change_database",
        "mapped:database",
        "mapped:databases",
        "mapped:leading",
        "mapped:map_table",
        "mapped:mapped_object",
        "mapped:new_database",
        "mapped:put_away",
        "mapped:reached",
        "mapped:remove_database",
        "mapped:rows",
        "mapped:take_back",
    },
    "the pages of orders and money (sales/tests/test_pages_of_orders.py)": {
        "sales:allocate",
        "sales:bill",
        "sales:cancel_order",
        "sales:billing",
        "sales:collect",
        "sales:credit",
        "sales:credit_return",
        "sales:deliver",
        "sales:einvoice",
        "sales:invoice_pdf",
        "sales:issue",
        "sales:pay",
        "sales:print_invoice",
        "sales:mail_again",
        "sales:send_invoice",
        "sales:carrier",
        "sales:carriers",
        "sales:move_carrier",
        "sales:new_carrier",
        "sales:new_reminder_step",
        "sales:reminder_step",
        "sales:reminder_steps",
        "sales:remove_carrier",
        "sales:remove_reminder_step",
        "sales:set_aside",
        "sales:ship",
        "sales:send_order",
        "sales:take_back",
    },
    "the lines of documents, which only documents have (sales/tests/test_editing_lines.py)": {"sales:lines"},
    "pages of the catalogue (sales/tests/test_catalogue.py, test_price_lists.py)": {
        "sales:discount_limits",
        "sales:make_variants",
        "sales:one_stop_shop",
        "sales:parts",
        "sales:prices",
        "sales:remove_tax_rate",
        "sales:tax_rates",
    },
    "the API's own pages (tests/api, tests/test_security.py)": {
        "screens:api-docs",
        "screens:api-index",
        "screens:api-openapi",
        "screens:api-nothing",
    },
    "the screen builder, which only administrators enter (objects/tests/test_screen_builder.py)": {
        "layouts:build",
        "layouts:condition",
        "layouts:preview",
        "layouts:reset",
        "layouts:restore",
        "layouts:screens",
    },
    "the search, which narrows what it finds (screens/search/tests/test_access.py)": {
        "screens:palette",
        "screens:results",
        "screens:search_apart",
    },
    "one's own imports and exports (screens/tests/test_import_pages.py, test_exporting.py, test_import_commands.py)": {
        "screens:api-import",
        "screens:api-import-report",
        "screens:api-import-undo",
        "screens:api-imports",
        "screens:export_file",
        "screens:import",
        "screens:import_cancel",
        "screens:import_columns",
        "screens:import_choose",
        "screens:import_correct",
        "screens:import_preview",
        "screens:import_progress",
        "screens:import_reading",
        "screens:import_report",
        "screens:import_start",
        "screens:import_undo",
        "screens:imports",
    },
    "one's own work (tests/test_access_of_single_pages.py)": {"screens:undo_bulk"},
    "figures of sales (caruso/sales/tests/test_targets.py, test_forecast.py, test_top_customers.py …)": {
        "sales:forecast",
        "sales:pipeline_analysis",
        "sales:plan_call",
        "sales:target_lines",
        "sales:targets",
        "sales:top_customers",
    },
    "pages of customers (tests/test_access_of_single_pages.py)": {
        "customers:colleagues",
        "customers:home",
        "customers:greetings",
        "customers:compose",
        "customers:complete",
        "customers:reopen",
        "customers:organisation_chart",
        "customers:feed",
        "customers:renew_feed",
        "customers:calendar_feed",
    },
    "pages of quotes, and the customer's (caruso/sales/tests/test_offer_page.py)": {
        "sales:offer",
        "sales:offer_pdf",
        "sales:quote_opportunity",
        "sales:print_quote",
        "sales:quote_pdf",
        "sales:send_quote",
        "sales:answer_quote",
        "sales:revise_quote",
        "sales:copy_quote",
        "sales:order_quote",
        "sales:quote_versions",
        "sales:quote_evidence",
        "sales:reply_question",
    },
    "pages of deals (caruso/sales/tests/test_access_of_deals.py)": {
        "sales:win",
        "sales:lose",
        "sales:enter",
        "sales:fill_in",
        "sales:plan",
        "sales:ask_approval",
        "sales:document",
        "sales:approvals",
        "sales:decide",
        "sales:pipelines",
        "sales:new_pipeline",
        "sales:pipeline",
        "sales:archive_pipeline",
        "sales:move_pipeline",
        "sales:new_stage",
        "sales:new_policy",
        "sales:move_stage",
        "sales:stage",
        "sales:archive_stage",
        "sales:policy",
        "sales:archive_policy",
    },
    "orders of deals (caruso/sales/tests/test_orders_of_deals.py)": {"sales:order_opportunity"},
    "pages of leads (caruso/sales/tests/test_converting_leads.py)": {
        "sales:convert_lead",
        "sales:disqualify_lead",
        "sales:take_back_lead",
    },
    "the mailbox of leads (caruso/sales/tests/test_mailbox_of_leads.py)": {
        "sales:lead_mailbox",
        "sales:try_lead_mailbox",
    },
    "lists of choices (caruso/sales/tests/test_lists_of_choices.py)": {"sales:choice_list", "sales:choice_lists"},
    "how leads are set up (caruso/sales/tests/test_setting_up_leads.py)": {
        "sales:lead_settings",
        "sales:preview_lead_rule",
        "sales:new_lead_rule",
        "sales:lead_rule",
        "sales:move_lead_rule",
        "sales:remove_lead_rule",
    },
    "the public form of leads (caruso/sales/tests/test_public_lead_form.py)": {
        "sales:lead_form",
        "sales:lead_form_thanks",
    },
    "files (kernel/tests/test_files.py, tests/test_access_of_single_pages.py)": {
        "kernel:thumbnail",
        "kernel:remove_file",
        "kernel:file",
        "kernel:add_files",
    },
    "the look (tests/test_security.py)": {"ui:look", "ui:styleguide", "ui:prototype"},
}


@pytest.mark.parametrize("screen", built_in_screens(), ids=str)
def test_the_cast_at_every_face_of_every_screen(screen: Screen, cast: list[User], petra: User, tomas: User) -> None:
    wrong = wrong_answers_to_all(screen, cast, owners=[petra, tomas])
    assert not wrong, "\n".join(["", *wrong])


def test_every_address_is_in_the_matrix() -> None:
    """A new address needs a face, or a test of its own that is named here; the office and the modeller have their own matrix."""
    known = {f"screens:{face.address}" for face in FACES}.union(*ELSEWHERE.values())
    found = {name for name, _pattern in addresses() if name.split(":")[0] in OURS - {"office", "objects"}}
    assert found - known == set()
    assert known - found == set()
