"""What stands in an exported workbook, and what is said when an export cannot be made."""

from __future__ import annotations

from knowledge.errors import NoSuchHeadingError, NoSuchReportError, NothingFoundError, RequestError

# Headings of the columns, in their order.
COLUMNS: dict[str, str] = {
    "number": "数值", "unit": "单位", "text": "原文写法", "approximate": "约数", "label": "指标", "kind": "类别",
    "period": "时期", "names": "名单", "quote": "原句", "section": "章节", "path": "章节号", "start": "起", "end": "止",
    "report": "报告", "revision": "版本",
}
APPROXIMATE = "约"
OVERVIEW = "说明"
NO_CHAPTER = "正文"
TITLE = "报告数据"
CHAPTER, COUNT, OF_REPORT = "章节", "条数", "报告"
REMARKS = (
    "数值：按单位换算好的数，可以直接计算，例如29753万人是297530000，单位“人”。",
    "百分比：按百分数写，单位“%”，例如95.9%是95.9，不是0.959。",
    "约数：标“约”的，原文是约、余、近、以上等说法，数值只供参考。",
    "原文写法、原句：与报告一字不差，只接上了换行。起、止：原句在报告全文里的字符位置。",
)
EXPORT_NAME = "报告数据.{ending}"
NO_REPORT = "没有这个标题或年份的报告。"
NO_HEADING = "报告里没有这个章节。"
NOTHING_FOUND = "报告里没有说到这些词的数据。"
NOT_EXPORTED = "导出不了，请换个说法。"


def refused(error: RequestError) -> str:
    """What is said when nothing can be exported."""
    match error:
        case NoSuchReportError():
            return NO_REPORT
        case NoSuchHeadingError():
            return NO_HEADING
        case NothingFoundError():
            return NOTHING_FOUND
        case _:
            return NOT_EXPORTED
