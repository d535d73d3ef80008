"""A made territory: reports of a government, its office and departments over some years, whose figures fit.

Every unit's three years are a chain (what one carries over, the next has taken over), the government's
tables are the sums of its units', and every text is its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from reportlint import ruleset

MODEL = ruleset.load().editions[0].model
GOVERNMENT = "青山县人民政府"
ASPECTS = "主动公开、依申请公开、信息管理、平台、培训；考核、评议、追责，各12次。"
PROBLEMS = "上年度问题已整改。主要问题是更新慢，下一步加强培训。"
PUBLISHED = {"政府": "02-10", "部门": "01-20"}
_SURNAMES = "东南西北春夏秋冬梅兰竹菊松柏桃李云霞江河湖海"
_MATTERS = "农林渔牧税财教科文卫路桥矿电水气茶药"
_SYLLABLES = [chr(code) for code in range(0x4E10, 0x9E00) if chr(code) not in "万两千亿百"]


def departments(count: int) -> list[str]:
    """Names of departments, none an ending of another."""
    pairs = [f"青山县{one}{two}{three}局" for three in _SURNAMES for one in _SURNAMES for two in _MATTERS]
    return pairs[:count]


class Maker:
    """Makes the text of a unit's report for a year; the figures of `scale` units together."""

    def __init__(self, seed: int = 11) -> None:
        self.random = random.Random(seed)

    def sentence(self) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.randrange(12, 30))) + "。"

    def prose(self, sentences: int) -> str:
        return "".join(self.sentence() for _ in range(sentences))

    def report(self, agency: str, year: int, scale: int = 1) -> str:
        """The model report in another name and year, its prose made anew, each number of its tables `scale`
        times itself, as much carried over as taken over."""
        parts = MODEL.replace("青山县水利局", agency).replace("2024", str(year)).split("\n## ")
        parts[1] = f"一、总体情况\n\n{ASPECTS}{self.prose(30)}\n"
        parts[5] = f"五、存在的主要问题及改进情况\n\n{PROBLEMS}{self.prose(12)}\n"
        stock = f"| 行政规范性文件 | 3 | 1 | {17 + 2 * (year - 2020)} |"
        parts[2] = parts[2].replace("| 行政规范性文件 | 3 | 1 | 17 |", stock)
        parts[3] = parts[3].replace("| 31 | 6 | 2 | 3 | 4 | 1 | 47 |", "| 32 | 6 | 1 | 4 | 3 | 2 | 48 |")
        parts[3] = parts[3].replace("| 2 | 1 | 1 | 0 | 1 | 0 | 5 |", "| 3 | 1 | 0 | 1 | 0 | 1 | 6 |")
        parts[2:5] = [_times(table, scale) for table in parts[2:5]]
        day = PUBLISHED["政府" if agency == GOVERNMENT else "部门"]
        return f"发布日期：{year + 1}-{day}\n\n" + "\n## ".join(parts)


def _times(table: str, scale: int) -> str:
    lines = (line.split(" | ") if line.startswith("|") else [line] for line in table.split("\n"))
    return "\n".join(" | ".join(_scaled(cell, scale) for cell in line) for line in lines)


def _scaled(cell: str, scale: int) -> str:
    number = cell.strip("| ")
    if number.replace(".", "", 1).isdecimal():
        whole = round(float(number) * scale, 2)
        return cell.replace(number, f"{whole:.2f}" if "." in number else str(int(whole)))
    return cell


def territory(folder: Path, count: int, years: tuple[int, ...]) -> Iterator[Path]:
    """Writes a government and `count` departments a year, and `roster.yaml`; yields the reports."""
    maker = Maker()
    names = departments(count)
    for year in years:
        (folder / str(year)).mkdir(parents=True)
        for name in (GOVERNMENT, *names):
            path = folder / str(year) / f"{name}.md"
            path.write_text(maker.report(name, year, count if name == GOVERNMENT else 1), encoding="utf-8")
            yield path
    lines = ["units:", f"  - {{name: {GOVERNMENT}, kind: 政府, rank: 县级}}",
             *(f"  - {{name: {name}, kind: 部门, parent: {GOVERNMENT}}}" for name in names)]
    (folder / "roster.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
