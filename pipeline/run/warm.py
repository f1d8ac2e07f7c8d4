"""What the fork server imports once for all workers: every room, and what they write with."""

import pipeline.check.across
import pipeline.check.spans
import pipeline.extract.target
import pipeline.normalise.departments
import pipeline.normalise.region
import pipeline.parse.docx
import pipeline.parse.rows
import pipeline.publish.pages
import pipeline.publish.part
import pipeline.run.work
import pipeline.split.measures
import pipeline.split.plan_items  # noqa: F401
