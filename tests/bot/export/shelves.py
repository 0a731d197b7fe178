"""A real library of two invented reports, with everything that a spreadsheet could trip over."""

from __future__ import annotations

from pathlib import Path

from knowledge import publish
from knowledge.library import Library

ORCHARD = """# 某果园2031年工作总结

## 一、种植情况
2031年，果园种植面积1.25万亩，比上年增长4.5%。其中，苹果种植5200亩，梨种植4300亩，桃种植3000亩。
苹果、梨、桃的优果率分别为85.5%、90%、78.25%。
### 1.投入
全年投入资金约380万元，雇工2000余人次。
### 2.损失
利润同比下降-5.2%。
## 二、销售/出口情况[全年]
苹果、梨、桃销售额分别占50.5%、30%、19.5%。
=果园在全省果品评比中获第二名。
## 三、这一章的标题写得比电子表格里能用的工作表名字还要长出一点儿所以要截短
开展培训36场，培训果农5200人次。
"""
NEXT = ORCHARD.replace("2031", "2032").replace("1.25万亩", "1.31万亩").replace("36场", "42场")


def shelf(folder: Path) -> Library:
    """Both reports published in a home under ``folder``, and opened."""
    home = folder / "shelf"
    for year, text in (("2031", ORCHARD), ("2032", NEXT)):
        file = folder / f"{year}.md"
        file.write_text(text, encoding="utf-8")
        publish.publish(home, publish.prepare(file, home))
    return Library.open(home)
