"""Service grades as data: how much one post carries by role, what it costs, and how gates are guarded."""

from __future__ import annotations

from typing import Literal

from geo.policy.settings import Section, setting

S31 = "S31: re-posted industry table, mid of the printed range"


class Grade(Section):
    """One grade: the load one person carries. Areas in m², households as counted."""

    level: int
    name: str
    service_households: float = setting(
        ..., zh="客服每人户数(0:不设)", en="households per service post (0: no such posts)", source=S31, ge=0
    )
    service_minimum: int = setting(1, zh="客服最少岗位", en="fewest service posts", source=S31, ge=0)
    cleaning_m2: float = setting(..., zh="保洁每人建筑面积", en="floor area per cleaner", source=S31, gt=0)
    security_m2: float = setting(..., zh="秩序每人建筑面积", en="floor area per guard on patrol", source=S31, gt=0)
    greening_m2: float = setting(..., zh="绿化每人绿地面积", en="green area per gardener", source=S31, gt=0)
    repair_m2: float = setting(
        ..., zh="维修每人建筑面积(0:不设)", en="floor area per repairer (0: no such posts)", source=S31, ge=0
    )


# level, households per service post, fewest service posts, then 10,000 m² per cleaner, guard, gardener, repairer
_TABLE = (
    (1, 450, 2, 0.9, 0.7, 1.25, 2.25),
    (2, 550, 2, 1.1, 0.9, 1.75, 2.75),
    (3, 650, 1, 1.3, 1.1, 2.25, 3.25),
    (4, 750, 1, 1.5, 1.35, 2.75, 3.75),
)
# The minimum most old estates had before (S1): cleaning, greening, guarding, no service and no repair posts. Its ratios
# are nowhere published; a post is assumed to carry one and a half times what it does at the lowest printed grade.
BASIC_THREE = Grade(
    level=5,
    name="三保",
    service_households=0.0,
    service_minimum=0,
    cleaning_m2=22_500.0,
    security_m2=20_250.0,
    greening_m2=41_250.0,
    repair_m2=0.0,
)
GRADES: tuple[Grade, ...] = (
    *(
        Grade(
            level=level,
            name=f"L{level}",
            service_households=households,
            service_minimum=minimum,
            cleaning_m2=clean * 1e4,
            security_m2=guard * 1e4,
            greening_m2=green * 1e4,
            repair_m2=repair * 1e4,
        )
        for level, households, minimum, clean, guard, green, repair in _TABLE
    ),
    BASIC_THREE,
)


class Wages(Section):
    """All-in cost of a post by role: wage, social insurance, uniform."""

    service: float = setting(5_000.0, zh="客服", en="service", unit="元/月", ge=0)
    cleaning: float = setting(4_000.0, zh="保洁(可返聘)", en="cleaning (re-hired retirees allowed)", unit="元/月", ge=0)
    security: float = setting(4_500.0, zh="秩序", en="order and security", unit="元/月", ge=0)
    greening: float = setting(4_500.0, zh="绿化", en="greening", unit="元/月", ge=0)
    repair: float = setting(6_000.0, zh="维修", en="repair", unit="元/月", ge=0)
    head: float = setting(7_000.0, zh="站长/主任", en="head", unit="元/月", ge=0)
    accounts: float = setting(5_500.0, zh="会计收费", en="accountant and collector", unit="元/月", ge=0)
    dispatch: float = setting(5_000.0, zh="调度", en="dispatch", unit="元/月", ge=0)


class StaffingPolicy(Section):
    """Posts by role: pooled = max(minimum, ceil(load / ratio)); guards by gate where gated, by area where open."""

    grade: int = setting(3, zh="服务等级", en="service grade")
    best_is_low_number: bool = setting(
        True, zh="等级数字小为优", en="a low grade number is the best", source="S31 counts so"
    )
    grades: tuple[Grade, ...] = setting(
        GRADES, zh="等级表", en="grade table", source=f"{S31}; 三保 (level 5): S1, its ratios an assumption"
    )
    wages_cny_month: Wages = setting(Wages(), zh="岗位全成本", en="cost of a post", unit="元/月")
    guard_mode: Literal["day", "24h", "camera", "unguarded"] = setting(
        "day",
        zh="门岗方式(unguarded: 无门岗，按面积巡逻)",
        en="how gates are guarded: by day, round the clock, by camera; unguarded: patrolled by area instead",
    )
    fte_per_24h_gate: float = setting(
        4.35,
        zh="24小时门岗系数",
        en="posts per 24-hour gate",
        source="domain brief 7.2: 4.2-4.5, assumption",
        gt=0,
    )
    fte_per_day_gate: float = setting(1.45, zh="日间门岗系数", en="posts per day gate", gt=0)
    default_gates: int = setting(1, zh="缺省出入口数", en="gates of a closed estate where unknown", ge=0)
    hours_month: float = setting(
        174.0, zh="每岗月工时", en="paid hours a post and month", source="21.75 days of 8 hours", gt=0
    )

    @property
    def active_grade(self) -> Grade:
        """The grade in force.

        Raises
        ------
        LookupError
            Where the table has no such level; the policy's validator refuses this earlier.
        """
        for grade in self.grades:
            if grade.level == self.grade:
                return grade
        msg = f"grade {self.grade} is not in the table"
        raise LookupError(msg)

    def grades_from_best(self) -> tuple[Grade, ...]:
        """List the grades, the best service first, whichever way their numbers run."""
        return tuple(sorted(self.grades, key=lambda grade: grade.level, reverse=not self.best_is_low_number))

    def is_better(self, level: int, other: int) -> bool:
        """Say whether one grade is a better service than another."""
        return level < other if self.best_is_low_number else level > other
