"""The pages of insight: targets, forecast, pipeline and customers."""

from django.urls import path

from caruso.sales.views import forecast, pipeline, targets, top_customers

urlpatterns = [
    path("insight/targets", targets.targets, name="targets"),
    path("insight/targets/<int:number>", targets.target_lines, name="target_lines"),
    path("insight/forecast", forecast.show_forecast, name="forecast"),
    path("insight/pipeline", pipeline.show_pipeline, name="pipeline_analysis"),
    path("insight/customers", top_customers.show_customers, name="top_customers"),
    path("insight/customers/<int:number>/plan", top_customers.plan_call, name="plan_call"),
]
