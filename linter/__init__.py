"""reportlint checks China's 政府信息公开工作年度报告 against the form fixed by the State Council office."""

__version__ = "0.1.0"
