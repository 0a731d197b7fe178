"""Turns of speech put the way reports write them: 看几次病 asks 就诊几次, 平均住几天院 asks for 平均住院日."""

from __future__ import annotations

import re

_SEEN = re.compile("看了?((?:多少|几)[次回人])病")  # 看几次病
_EACH = re.compile("平均每一?[个位名](?=[\u4e00-\u9fff])")
_SAID = tuple(
    (re.compile(said), written)
    for said, written in (
        ("平均学生", "生均"), ("平均(?:每人|人)(?=多少|几)", "人均"), ("前一(学?年)", r"上一\1"),
        (r"种了(多少|几)(万?亩)", r"播种面积\1\2"),
        # 哪年建的: of all dates the one it began.
        ("(哪一?年|何年|几几年)(?:建|成立|创办|创建|办|开办)(?:起来|成)?的", r"\1始建的"),
        # 一共几个校区，都叫啥 asks for the names.
        (r"(?:一共|总共|共)?有?几([个家所门项支])([\u4e00-\u9fff]{1,10})[，,、 ]?(?:都|分别)(?:叫|是|有)(?:什么|啥|哪些|哪几个|谁)", r"有哪几\1\2"),
        # 平均住几天院, whoever lies there.
        ("(?:住院)?(?:病人|患者|病号)?平均(?:每人|一个人)?(?:得|要|只)?住(?:院)?(?:多少|几)天(?:医?院)?", "平均住院日是几天"),
        # 那个冰芯项目, 冰芯那个项目: the noun only says what sort of thing is meant.
        ("(?<=[\u4e00-\u9fff])(?:那|这)个(?:比赛|竞赛|参赛|科研|建设)?(?:项目|工程|成果|作品|活动)(?=[^，。数]*(?:谁|哪|什么|啥|几号|何时))", ""),
        # 5个亿以上
        (r"([\d一二两三四五六七八九十百]+)个亿(元)?", r"\1亿元"),
        # What the province or the city granted or recognised is of its level: 省里的一等奖, 市里认定的特色专业.
        ("([省市区县])里面?(?:认定的?|评定?的?|评[出选]的?|批准?的?|命名的?|立项的?)(?=[\u4e00-\u9fff]{2})", r"\1级"),
        # 县里的医院 are those in the county, of whatever level; 省里的一等奖 is of the province.
        ("([省市区县])里面?的(?=[^，。]{0,4}(?:奖|荣誉|称号|表彰|课题|补助|补贴|拨款|名师|劳模|模范|标兵|工匠|能手|首席|大赛|竞赛))", r"\1级"),
        ("([省市区县])里(?=补助|补贴|奖励|拨款?|拨付)", r"\1级"),
        ("(街道|[镇乡县区市]|社区|医院|学校|公司|集团|[省市县区]里)(?:一共|总共)?管(?:着|辖|了)?((?:多少|几)[个家所])", r"\1有\2"),
        ("几号到几号", "几号"), ("一个([\u4e00-\u9fff]{2,4})平均", r"\1人均"), ("开了((?:多少|几)天)门", r"开放\1"),
    )
)


def written(norm: str) -> str:
    """A question's matching text with turns of speech put the way reports write them."""
    norm = _EACH.sub("平均", _SEEN.sub(r"就诊\1", norm))
    for pattern, form in _SAID:
        norm = pattern.sub(form, norm)
    return norm
