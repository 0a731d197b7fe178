"""Words of a report that say nothing of what is counted: who tells, how much of the year, verbs that only lead up to a number."""

from __future__ import annotations

IDLE = frozenset(
    "全年 全市 全县 全区 全校 全院 全馆 全局 全镇 全乡 全系统 全集团 年末 年底 年内 学校 学院 医院 我校 我院 我馆 我局 我市 我县 本馆 本院 本校 集团 公司 共 共计"
    " 总计 合计 共有 现有 拥有 有 设 开设 下设 设有 举办 开展 组织 完成 实现 达 达到 为 了 的 年 一年 本年 今年 本年度 年度 本学年 学年 先后 各类 各级 各种 等 约 已 已经 并"
    " 是 由 在 对 和 与 及 全 全部 共同 一共 总共 我们 一年来 全体 成功 顺利 继续 积极 还 也 又 进行 通过 其 将 给 被 得到 以上 左右 集团公司 本 目前 截至"
    " 全行 全部 总".split()
)
