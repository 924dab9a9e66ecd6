from django.urls import path

from caruso.screens.transfer.exporting import views as exporting
from caruso.screens.transfer.importing import views as importing

urlpatterns = [
    path("<screen:screen>/import", importing.upload, name="import_into"),
    path("imports", importing.show_imports, name="imports"),
    path("imports/<int:number>", importing.show_import, name="import"),
    path("imports/<int:number>/reading", importing.read_again, name="import_reading"),
    path("imports/<int:number>/columns", importing.save_columns, name="import_columns"),
    path("imports/<int:number>/preview", importing.preview, name="import_preview"),
    path("imports/<int:number>/correct", importing.correct, name="import_correct"),
    path("imports/<int:number>/choose", importing.choose, name="import_choose"),
    path("imports/<int:number>/start", importing.start_import, name="import_start"),
    path("imports/<int:number>/progress", importing.progress, name="import_progress"),
    path("imports/<int:number>/cancel", importing.cancel, name="import_cancel"),
    path("imports/<int:number>/undo", importing.undo, name="import_undo"),
    path("imports/<int:number>/report.csv", importing.report, name="import_report"),
    path("<screen:screen>/export", exporting.export, name="export"),
    path("exports/<int:number>", exporting.export_file, name="export_file"),
]
