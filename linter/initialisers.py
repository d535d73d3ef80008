"""What fills a record of so many fields: the bodies of its `__init__`, by number of fields.

To compile an `__init__` for a class takes as long as making a hundred of its objects without; these are compiled
when the program is installed, and `records` gives them the class's names. An object of a class that refuses to be
changed is one of a class that does not (`open_`) while it is filled, which takes a third of the time of going round
the refusal for each field. An object of another class than the one they are for (`made`) goes to `others`.
"""
# fmt: off
# mypy: disable-error-code="attr-defined, no-untyped-def, no-untyped-call, name-defined"
# ruff: noqa: F821, RET503

from __future__ import annotations


def _0(self):
    if self.__class__ is not made:
        others(self)


def _1(self, f0):
    if self.__class__ is not made:
        return others(self, f0)
    put(self, "__class__", open_)
    self.f0 = f0
    self.__class__ = made


def _2(self, f0, f1):
    if self.__class__ is not made:
        return others(self, f0, f1)
    put(self, "__class__", open_)
    self.f0, self.f1 = f0, f1
    self.__class__ = made


def _3(self, f0, f1, f2):
    if self.__class__ is not made:
        return others(self, f0, f1, f2)
    put(self, "__class__", open_)
    self.f0, self.f1, self.f2 = f0, f1, f2
    self.__class__ = made


def _4(self, f0, f1, f2, f3):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3) = (
        f0, f1, f2, f3)
    self.__class__ = made


def _5(self, f0, f1, f2, f3, f4):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4) = (
        f0, f1, f2, f3, f4)
    self.__class__ = made


def _6(self, f0, f1, f2, f3, f4, f5):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5) = (
        f0, f1, f2, f3, f4, f5)
    self.__class__ = made


def _7(self, f0, f1, f2, f3, f4, f5, f6):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6) = (
        f0, f1, f2, f3, f4, f5, f6)
    self.__class__ = made


def _8(self, f0, f1, f2, f3, f4, f5, f6, f7):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7) = (
        f0, f1, f2, f3, f4, f5, f6, f7)
    self.__class__ = made


def _9(self, f0, f1, f2, f3, f4, f5, f6, f7, f8):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8)
    self.__class__ = made


def _10(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9)
    self.__class__ = made


def _11(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10)
    self.__class__ = made


def _12(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11)
    self.__class__ = made


def _13(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12)
    self.__class__ = made


def _14(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13)
    self.__class__ = made


def _15(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14)
    self.__class__ = made


def _16(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14, self.f15) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15)
    self.__class__ = made


def _17(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14, self.f15, self.f16) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16)
    self.__class__ = made


def _23(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21,
        f22):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
                      f19, f20, f21, f22)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14, self.f15, self.f16, self.f17, self.f18, self.f19, self.f20, self.f21, self.f22) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22)
    self.__class__ = made


def _24(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21,
        f22, f23):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
                      f19, f20, f21, f22, f23)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14, self.f15, self.f16, self.f17, self.f18, self.f19, self.f20, self.f21, self.f22,
     self.f23) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23)
    self.__class__ = made


def _25(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21,
        f22, f23, f24):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
                      f19, f20, f21, f22, f23, f24)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14, self.f15, self.f16, self.f17, self.f18, self.f19, self.f20, self.f21, self.f22,
     self.f23, self.f24) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22,
        f23, f24)
    self.__class__ = made


def _26(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21,
        f22, f23, f24, f25):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
                      f19, f20, f21, f22, f23, f24, f25)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14, self.f15, self.f16, self.f17, self.f18, self.f19, self.f20, self.f21, self.f22,
     self.f23, self.f24, self.f25) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22,
        f23, f24, f25)
    self.__class__ = made


def _27(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21,
        f22, f23, f24, f25, f26):
    if self.__class__ is not made:
        return others(self, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
                      f19, f20, f21, f22, f23, f24, f25, f26)
    put(self, "__class__", open_)
    (self.f0, self.f1, self.f2, self.f3, self.f4, self.f5, self.f6, self.f7, self.f8, self.f9, self.f10, self.f11,
     self.f12, self.f13, self.f14, self.f15, self.f16, self.f17, self.f18, self.f19, self.f20, self.f21, self.f22,
     self.f23, self.f24, self.f25, self.f26) = (
        f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22,
        f23, f24, f25, f26)
    self.__class__ = made


def _few_1(self, f0):
    put_0(self, f0)


def _few_2(self, f0, f1):
    put_0(self, f0)
    put_1(self, f1)


def _few_3(self, f0, f1, f2):
    put_0(self, f0)
    put_1(self, f1)
    put_2(self, f2)


def _few_4(self, f0, f1, f2, f3):
    put_0(self, f0)
    put_1(self, f1)
    put_2(self, f2)
    put_3(self, f3)


BODIES = {
    0: _0, 1: _1, 2: _2, 3: _3, 4: _4, 5: _5, 6: _6, 7: _7, 8: _8, 9: _9, 10: _10, 11: _11, 12: _12, 13: _13,
    14: _14, 15: _15, 16: _16, 17: _17, 23: _23, 24: _24, 25: _25, 26: _26, 27: _27,
}
"""By number of fields; numbers that no record has are left out."""

FEW = (_0, _few_1, _few_2, _few_3, _few_4)
"""By number of fields, for those in slots (`put_0`, …): few are filled as fast one by one, and in objects of any class
that is made from the record's."""
