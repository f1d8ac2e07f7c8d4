"""What the fork server does once for all workers: imports every room and loads the rule tables."""

from pipeline.store import patterns

keep = patterns.keep_patterns()  # before patterns are compiled

import pipeline.parse.docx.document  # noqa: E402
import pipeline.run.work  # noqa: E402
import pipeline.store.part  # noqa: E402, F401  # preloaded
from pipeline.flow import make_dataset, read_document  # noqa: E402
from pipeline.model import Source  # noqa: E402

_LIST = "附件：\n清单\n\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.建设公园。\n\t新建公园3个以上。\n\t市发展和改革局"

make_dataset(read_document(Source("warm", "warm.txt", _LIST.encode(), "0" * 64, region="佛山市")))
keep()  # a fork server does not end, it is ended
