"""Series made by hand, with a quote that states each of their values."""

from __future__ import annotations

from decimal import Decimal

from knowledge.beside import Point, Series, SeriesKind
from knowledge.model import Evidence

Values = list[tuple[str, str, str]]


def series(kind: SeriesKind, values: Values, subject: str = "各项情况") -> Series:
    """Of names, texts and worths."""
    quote = "，".join(f"{name}：{text}" for name, text, _ in values) + "。"
    said = Evidence("青石职校2031年工作总结", "二、人才培养 › 1.招生", "二.1", quote, 0, len(quote))
    points = tuple(Point(name, text, Decimal(worth), said) for name, text, worth in values)
    return Series(kind, subject, points, "000012")


COLLEGES = "机械工程 电气与自动化 信息与人工智能 建筑工程 经济管理 外国语言文化 艺术设计 护理与健康 汽车工程 化工与材料 现代农业 教育".split()
TWELVE = series("list", [(f"{name}学院", f"{120 * i + 36}人", str(120 * i + 36)) for i, name in enumerate(COLLEGES)])
PARTS = series("parts", [("财政拨款", "62.4%", "62.4"), ("事业收入", "29.5%", "29.5"), ("其他", "约8.1%", "8.1")])
SIX = series("parts", [(f"第{n}类收入（含各项补助）", f"{w}%", w) for n, w in zip("一二三四五六", "50 20 15 10 4 1".split(), strict=True)])
YEARS = series("years", [("2029年", "5210人", "5210"), ("2030年", "5388人", "5388"), ("2031年", "5500余人", "5500")])
TWO_YEARS = series("years", [("2030年", "5388人", "5388"), ("2031年", "5500余人", "5500")])
FALLS = series("list", [("纺织业利润", "增长12.5%", "12.5"), ("造纸业利润", "下降30.2%", "-30.2")])
LONG = series(
    "list",
    [("电气自动化职业资格证书考试一等奖获奖学生（含联合培养和委托培养的学生以及往届毕业生）", "约13余名", "13"), ("无", "0名", "0")],
    "某某职业资格证书考试与面向人人的职业技能大赛装配与应用赛项参赛学生获奖情况及其指导教师团队建设的有关情况一览",
)
HUGE = series("list", [("城镇职工", "136358024.69亿元", "13635802469000000"), ("城乡居民", "7817亿元", "781700000000")])
TINY = series("list", [("成活率差值", "0.01个百分点", "0.01"), ("优果率差值", "12个百分点", "12")])
NOUGHTS = series("list", [("重大事故", "0起", "0"), ("一般事故", "0起", "0")])
EVERY = {
    "twelve": TWELVE, "parts": PARTS, "six": SIX, "years": YEARS, "two years": TWO_YEARS, "falls": FALLS, "long": LONG,
    "huge": HUGE, "tiny": TINY, "noughts": NOUGHTS,
}  # fmt: skip
