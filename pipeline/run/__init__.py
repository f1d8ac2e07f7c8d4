"""From a folder of documents to a dataset: what is new, who reads it, how the parts become one."""

from pipeline.run.build import FAILED_DOCUMENTS, NO_RAW, NOT_PUBLISHED, Built, Options, build

__all__ = ["FAILED_DOCUMENTS", "NOT_PUBLISHED", "NO_RAW", "Built", "Options", "build"]
