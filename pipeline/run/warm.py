"""What the fork server does once for all workers: imports every room and loads the rule tables."""

import pipeline.parse.docx.document
import pipeline.run.work
import pipeline.store.part  # noqa: F401  # preloaded
from pipeline.flow import make_dataset, read_document
from pipeline.model import Source

_LIST = "附件：\n清单\n\t具体措施\n\t2024年工作计划\n\t牵头单位\n\t1.建设公园。\n\t新建公园3个以上。\n\t市发展和改革局"

make_dataset(read_document(Source("warm", "warm.txt", _LIST.encode(), "0" * 64, region="佛山市")))
