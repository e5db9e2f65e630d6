"""Reports about the review of a project or dataset, as one HTML page with images."""

from gvseg.review_report.report import write_dataset_report, write_project_report

__all__ = ["write_dataset_report", "write_project_report"]
