"""Parts that make up a whole by what they are called, and parts that may overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

# Each line is a family: its members, which together are everything. (?:…)? may be missing; @… is what the whole must be called.
_FAMILIES = """
男 女
上半年 下半年
[第]?一季度 二季度 三季度 四季度
(?:第一|上|秋季)学期 (?:第二|下|春季)学期
第?一批 第?二批 (?:第?三批)? (?:第?四批)?
第一期 第二期 (?:第三期)? (?:第四期)?
第一产业 第二产业 第三产业
一产 二产 三产
(?:城镇|城市) (?:农村|乡村)
(?<!非)居民 非居民
出口 进口
门诊 急诊
(?:线上|网上) (?:线下|现场|实地)
(?:省内|本省) (?:省外|外省)
(?:市内|本市) (?:市外|外市)
(?:县内|本县) (?:县外|外县)
(?:校内|院内|馆内) (?:校外|院外|馆外)
(?:国内|境内|中国) (?:国外|境外|国际|海外|外国)
(?:室内) (?:室外|户外)
公办 民办
汉族 少数民族
机动车 非机动车
规模以上 规模以下
(?:特等奖)? 一等奖 二等奖 三等奖 (?:优秀奖|优胜奖|鼓励奖)?
(?:特别|特等)?金[奖牌质]?$ 银[奖牌质]?$ 铜[奖牌质]?$
特等奖 一等奖 二等奖
在职 退休
集中 分散
七年级 八年级 九年级
高一 高二 高三
(?:大?一年级)? 二年级 三年级 四年级 五年级 六年级
上调 下调
纸质 数字|电子
基本支出 项目支出
人员 项目 公用
@党组织 (?:党委)? 党?总支 (?:党|^)?支部
沿海 内河
公立 (?:民营|非公立|社会办)
企业 个体工商户 合作社
期刊 报纸
县道 乡道 村道
@乡|镇 乡 镇 街道
村 居委会
咨询 投诉 (?:举报)? (?:报修|求助|建议)?
应届 往届
正式 预备
专职 兼职
全职 (?:柔性|兼职)
固定 流动
@自然科学基金 重点 面上 青年 (?:其他)?
发明 实用新型 外观设计
@在校|学生|毕业|招生|录取|新生|招收 (?:大?专科?生?)? 本科 (?:研究|硕士|博士)生?
@在校|学生|毕业|招生|录取|新生|招收 (?:大?专科?生?)? 本科 硕士 博士
@研究生 硕士 博士
续建 新(?:建|开工)
(?:早稻)? 夏粮 秋粮
财产险 人身险
自然科学 (?:人文|社会科学|社科|哲学)
纵向 横向
商品 服务
旧|存量 新增|增量
中央 (?:省级?)? (?:市级?)? 地方|县级?|区级?
(?:国家级|全国)? (?:省级?部?级?)? 市级? (?:[县区]级?)? [校院馆]级
教[工职][工]? 学生
住宅 非住宅
优秀 良好?好? (?:合格|及格|中等) (?:不合格|不及格|待合格)
生产 生活
自筹 财政
直接 间接
盈利 亏损
有 无
"""
_REST = re.compile(r"其他|其它|其余|及以[上下]|以[上下]$|剩余")
# What one part has these attributes another may have as well.
_OVERLAPPING = re.compile(
    r"女|男|党员|青年|中青年|农村|岁|少数民族|双师|困难|留守|贫困|新增|新建|具有|拥有|外籍|海外|脱贫|骨干|带头人|享受|获得?|入选|持证|退休"
    r"|高级职称|在职|累计|参与|参加|覆盖|其中|专职|兼职|民营|小微|中小|规上|高新|重点|示范|以上|以下|优秀|新开工|竣工|完工|开工|投产|首次|连续"
)
_LEVELS = ("世界|国际", "国家|全国", "省|自治区", "市|地", "县|区", "校|院|馆")
_FROM_LEVEL = re.compile(r"([国家省市县区校院])(?:部)?级(?:及)?以上")


class _Family(NamedTuple):
    whole: re.Pattern[str]
    members: tuple[tuple[re.Pattern[str], bool], ...]


@cache
def _families() -> tuple[_Family, ...]:
    return tuple(map(_family, _FAMILIES.strip().splitlines()))


def _family(line: str) -> _Family:
    words = line.split()
    whole = words.pop(0)[1:] if words[0].startswith("@") else ""
    members = ((re.compile(m.removesuffix("?") if _optional(m) else m), _optional(m)) for m in words)
    return _Family(re.compile(whole), tuple(members))


def _optional(member: str) -> bool:
    return member.startswith("(?:") and member.endswith(")?")


def complete(labels: Sequence[str], whole: str = "") -> bool:
    """Whether parts of these names make up the whole: 男生, 女生; 国家级, 省级 of what is 省级以上."""
    if len(labels) < 2:
        return False
    if any(family.whole.search(whole) and _fills(family, labels) for family in _families()):
        return True
    return _down_to(labels, whole) or _denied(labels)


def rest_told(labels: Sequence[str]) -> bool:
    """Whether the last part is what remains: 其他."""
    return len(labels) > 2 and _REST.search(labels[-1]) is not None


def disjoint(labels: Sequence[str]) -> bool:
    """Whether parts so named exclude each other as far as words can tell; those of a family always do."""
    return complete(labels) or not any(_OVERLAPPING.search(label) for label in labels)


def _fills(family: _Family, labels: Sequence[str]) -> bool:
    left = list(labels)
    for pattern, optional in family.members:
        found = [label for label in left if pattern.search(label)]
        if found:
            left.remove(found[0])
        elif not optional:
            return False
    return not left


def _down_to(labels: Sequence[str], whole: str) -> bool:
    """获省级以上奖项23项，其中国家级5项、省级18项."""
    lowest = _FROM_LEVEL.search(whole)
    if lowest is None:
        return False
    places = [next((i for i, level in enumerate(_LEVELS) if re.search(f"(?:{level})", label)), -1) for label in labels]
    last = next((i for i, level in enumerate(_LEVELS) if re.search(f"(?:{level})", lowest[1])), -1)
    return -1 not in places and len(set(places)) == len(places) and max(places) == last and places == sorted(places) and (
        places[0] <= 1 and len(places) == places[-1] - places[0] + 1
    )


def _denied(labels: Sequence[str]) -> bool:
    """A and 非A."""
    one, *others = sorted(labels, key=len)
    return len(others) == 1 and others[0] == "非" + one and len(one) > 1
