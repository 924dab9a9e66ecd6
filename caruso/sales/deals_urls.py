"""The pages of deals: how they end, what guides them, who approves, and how the administrator draws their way."""

from django.urls import path

from caruso.sales.views import approving, choice_lists, closing, guiding, pipelines, policies, stages

urlpatterns = [
    path("opportunities/<int:number>/win", closing.win, name="win"),
    path("opportunities/<int:number>/lose", closing.lose, name="lose"),
    path("opportunities/<int:number>/enter", guiding.enter, name="enter"),
    path("opportunities/<int:number>/fill-in", guiding.fill_in, name="fill_in"),
    path("opportunities/<int:number>/plan/<int:suggestion>", guiding.plan, name="plan"),
    path("opportunities/<int:number>/ask/<int:policy>", guiding.ask_approval, name="ask_approval"),
    path("stage-documents/<int:number>", guiding.document, name="document"),
    path("approvals", approving.waiting, name="approvals"),
    path("approvals/<int:number>/decide", approving.decide, name="decide"),
    path("office/choices", choice_lists.first_list, name="choice_lists"),
    path("office/choices/<slug:name>", choice_lists.one_list, name="choice_list"),
    path("office/pipelines", pipelines.all_pipelines, name="pipelines"),
    path("office/pipelines/new", pipelines.new_pipeline, name="new_pipeline"),
    path("office/pipelines/<int:number>", pipelines.one_pipeline, name="pipeline"),
    path("office/pipelines/<int:number>/archive", pipelines.archive_pipeline, name="archive_pipeline"),
    path("office/pipelines/<int:number>/move", pipelines.move_pipeline, name="move_pipeline"),
    path("office/pipelines/<int:number>/stages/new", stages.new_stage, name="new_stage"),
    path("office/pipelines/<int:number>/policies/new", policies.new_policy, name="new_policy"),
    path("office/stages/move", pipelines.move_stage, name="move_stage"),
    path("office/stages/<int:number>", stages.one_stage, name="stage"),
    path("office/stages/<int:number>/archive", stages.archive_stage, name="archive_stage"),
    path("office/policies/<int:number>", policies.one_policy, name="policy"),
    path("office/policies/<int:number>/archive", policies.archive_policy, name="archive_policy"),
]
