"""The sheet of plan.xlsx that computes: change a coloured cell and see break-even fee, cash and cliff change.

Its saved values are those of `geo.reports.estimate`, so that a program which does not compute shows them too.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from geo.plan import Plan
from geo.policy import described
from geo.reports.drawing import HEADING_ROW, Book
from geo.reports.estimate import INPUTS, LEAST_COLLECTION, Estimate
from geo.wording import catalogue, language, text

_A3 = 8  # XlsxWriter's code of the paper
_FIRST = HEADING_ROW + 1  # row of the first input
_INPUT = 1  # column of the inputs' values
_OUT = 5  # column of the outcomes' words; their values stand one to the right
_PARTS = (
    "subsidised_m2", "fee_base_cny", "fee_per_mature_cny", "bays", "other_income_cny", "taxed_other_cny", "wages_cny",
    "fixed_cny", "once_cny", "rounding_cny",
)  # fmt: skip
_SHOWN = (
    "subsidy", "fees", "parking", "other", "income", "wages", "fixed", "overhead", "tax", "once", "cost", "balance",
    "cumulated", "bare",
)  # fmt: skip
_PART_COLUMN = len(_SHOWN) + 4  # of the first part: after the date, the shown columns, two marks and a gap
_OUTCOMES = (
    "collection", "c", "p", "x", "fee_with_subsidy", "household_with_subsidy", "gap_with_subsidy", "fee_after",
    "household_after", "gap_after", "total", "npv", "first_short", "first_debt", "cliff",
)  # fmt: skip
_OUT_FORMATS = {
    "collection": "0.0%", "gap_with_subsidy": "#,##0", "gap_after": "#,##0", "total": "#,##0", "npv": "#,##0",
    "cliff": "#,##0", "household_with_subsidy": "0.0", "household_after": "0.0",
}  # fmt: skip
_HEAD = _FIRST + len(_OUTCOMES) + 2  # row of the months' headings
_STEADY = _HEAD + 1
_MONTHS = _HEAD + 2


def draw_estimate(book: Book, plan: Plan) -> None:
    """Draw the sheet of estimates as the next one of the workbook."""
    estimate = Estimate.of(plan)
    page = book.add_page(text("estimate.title"), text("estimate.title"), text("estimate.note"))
    words = [text(f"estimate.{name}") for name in ("input", "value", "unit", "source")]
    book.write_headings(page, [*words, "", text("estimate.outcome"), text("estimate.value"), text("estimate.unit")])
    page.freeze_panes(_FIRST, 1)
    _widths(page)
    outcomes = estimate.outcomes()
    for position in range(len(_OUTCOMES)):
        _draw_input(book, page, plan, estimate, position)
        _draw_outcome(book, page, estimate, position, outcomes)
    _draw_months(book, page, estimate)
    _protect(page)
    _draw_curve(book, page, estimate)
    page.set_paper(_A3)
    page.print_area(0, 0, _MONTHS + len(estimate.months) - 1, len(_SHOWN))


def _widths(page: Worksheet) -> None:
    page.set_column(0, 0, 22)
    page.set_column(1, _PART_COLUMN + len(_PARTS), 13)
    page.set_column(_OUT, _OUT, 26)


def _draw_input(book: Book, page: Worksheet, plan: Plan, estimate: Estimate, position: int) -> None:
    row, names = _FIRST + position, list(INPUTS)
    if position == len(names):  # what the inputs are measured against, not to be changed
        book.write(page, row, 0, text("estimate.fee_today"), font_color="#666666")
        book.write(page, row, 1, estimate.fee_today, num_format="0.0000", font_color="#666666")
        book.write(page, row, 2, "元/㎡·月", font_color="#666666")
    elif position == len(names) + 1:
        book.write(page, row, 0, text("estimate.billable"), font_color="#666666")
        book.write(page, row, 1, estimate.billable, num_format="0.0%", font_color="#666666")
    elif position < len(names):
        name = names[position]
        entry = {one.key: one for one in described(plan.policy)}.get(f"budget.{name}")
        label = text("estimate.fee") if entry is None else entry.zh if language() == "zh" else entry.en
        book.write(page, row, 0, label)
        look = {"num_format": INPUTS[name], "bg_color": "#FFF2CC", "locked": False, "border": 1}
        book.write(page, row, 1, estimate.inputs[name], **look)
        book.write(page, row, 2, "元/㎡·月" if entry is None else entry.unit or None)
        book.write(page, row, 3, text("estimate.fee_source") if entry is None else _source(entry.source))


def _source(source: str) -> str:
    return text("reports.assumption") if source == "assumption" else source


def _cell(name: str) -> str:
    """Name an input's cell."""
    rows = {"fee_today": len(INPUTS), "billable": len(INPUTS) + 1} | {key: at for at, key in enumerate(INPUTS)}
    return str(xl_rowcol_to_cell(_FIRST + rows[name], _INPUT, row_abs=True, col_abs=True))


def _part(name: str, row: int, *, fixed: bool = False) -> str:
    return str(xl_rowcol_to_cell(row, _PART_COLUMN + _PARTS.index(name), row_abs=fixed, col_abs=fixed))


def _scale() -> str:
    return f"IF({_cell('fee_today')}>0,{_cell('fee')}/{_cell('fee_today')},0)"


def _bay() -> str:
    return f"{_cell('parking_cny_bay_month')}*{_cell('parking_occupancy')}*{_cell('parking_share')}"


def _fees(row: int) -> str:
    base, per = _part("fee_base_cny", row), _part("fee_per_mature_cny", row)
    return f"{_scale()}*({base}+{per}*{_cell('collection_mature')})"


def _outcome_formulas(estimate: Estimate) -> dict[str, str]:
    """Return the formulas of the outcomes, in the terms of the steady row and of the months."""
    at = {name: xl_rowcol_to_cell(_FIRST + k, _OUT + 1, True, True) for k, name in enumerate(_OUTCOMES)}  # noqa: FBT003
    size = {name: str(float(estimate.steady[name])) for name in ("floor_area_m2", "households")}
    base, per = (repr(float(estimate.steady[name])) for name in ("collection_base", "collection_per_mature"))
    kept, area = f"(1-{_cell('tax_share')})", size["floor_area_m2"]
    running = f"({_cell('wage_factor')}*{_part('wages_cny', _STEADY)}+{_part('fixed_cny', _STEADY)})"
    made = {
        "collection": f"={base}+{per}*{_cell('collection_mature')}",
        "c": f"=({running}*(1+{_cell('overhead_share')})+{_part('once_cny', _STEADY)})/{area}",
        "p": f"={_part('bays', _STEADY)}*{_bay()}*{kept}/{area}",
        "x": f"={_part('taxed_other_cny', _STEADY)}*{kept}/{area}",
    }
    for name, subsidy in (("with_subsidy", _cell("subsidy_cny_m2_month")), ("after", "0")):
        need = f"({at['c']}-{subsidy}-{at['p']}-{at['x']})"
        reach = f"({at['collection']}*{_cell('billable')}*{kept})"
        made[f"fee_{name}"] = f'=IF({reach}>{LEAST_COLLECTION:.9f},{need}/{reach},"{text("budget.none")}")'
        fee = at[f"fee_{name}"]
        made[f"household_{name}"] = f'=IF(ISNUMBER({fee}),{fee}*{area}/{size["households"]},"{text("budget.none")}")'
        made[f"gap_{name}"] = f"=({need}*{area}-{_fees(_STEADY)}*{kept})*12/10000"
    return made | _cash_formulas(estimate)


def _cash_formulas(estimate: Estimate) -> dict[str, str]:
    def column(at: int) -> str:
        letter, last = xl_col_to_name(at, col_abs=True), _MONTHS + len(estimate.months)
        return f"{letter}${_MONTHS + 1}:{letter}${last}"

    dates, balance, marks = column(0), column(1 + _SHOWN.index("balance")), len(_SHOWN) + 1
    never, rate = text("budget.never"), _cell("discount_year")
    power = f"((ROW({balance})-{_MONTHS + 1})/12)"
    made = {
        "total": f"=SUM({balance})/10000",
        "npv": f"=SUMPRODUCT({balance}/(1+{rate})^{power})/10000",
        "first_short": f'=IFERROR(INDEX({dates},MATCH(1,{column(marks)},0)),"{never}")',
        "first_debt": f'=IFERROR(INDEX({dates},MATCH(1,{column(marks + 1)},0)),"{never}")',
    }
    if estimate.cliff is not None:
        cell = xl_rowcol_to_cell(_MONTHS + estimate.cliff, 1 + _SHOWN.index("balance"))
        made["cliff"] = f"={cell}/10000"
    return made


def _draw_outcome(
    book: Book, page: Worksheet, estimate: Estimate, position: int, outcomes: dict[str, float | str | None]
) -> None:
    row, name = _FIRST + position, _OUTCOMES[position]
    formula = _outcome_formulas(estimate).get(name)
    if formula is None:
        return
    when = {} if estimate.cliff is None else {"date": str(estimate.months["date"].iloc[estimate.cliff])}
    book.write(page, row, _OUT, text(f"estimate.out.{name}", **(when if name == "cliff" else {})))
    look = book.style(bold=True, num_format=_OUT_FORMATS.get(name, "0.00"), align="right", bottom=4)
    saved = outcomes[name]
    none = "budget.never" if name.startswith("first") else "budget.none"
    page.write_formula(row, _OUT + 1, formula, look, text(none) if saved is None else saved)
    unit = f"estimate.unit.{name}"
    book.write(page, row, _OUT + 2, text(unit) if unit in catalogue() else None)


def _month_formulas(row: int) -> Iterator[str]:
    """Give the formulas of one month, in the order of `_SHOWN`."""

    def own(name: str) -> str:
        return str(xl_rowcol_to_cell(row, 1 + _SHOWN.index(name)))

    yield f"={_cell('subsidy_cny_m2_month')}*{_part('subsidised_m2', row)}"
    yield f"={_fees(row)}"
    yield f"={_part('bays', row)}*{_bay()}"
    yield f"={_part('other_income_cny', row)}"
    yield f"=SUM({own('subsidy')}:{own('other')})"
    yield f"={_cell('wage_factor')}*{_part('wages_cny', row)}"
    yield f"={_part('fixed_cny', row)}"
    yield f"={_cell('overhead_share')}*({own('wages')}+{own('fixed')})"
    yield f"={_cell('tax_share')}*({own('fees')}+{own('parking')}+{_part('taxed_other_cny', row)})"
    yield f"={_part('once_cny', row)}"
    yield f"=SUM({own('wages')}:{own('once')})"
    yield f"={own('income')}-{own('cost')}+{_part('rounding_cny', row)}"
    above = f"+{xl_rowcol_to_cell(row - 1, 1 + _SHOWN.index('cumulated'))}" if row > _MONTHS else ""
    yield f"={own('balance')}{above}"
    yield f"={own('balance')}-{own('subsidy')}"
    for name in ("balance", "cumulated"):
        yield f"=IF(ROUND({own(name)},2)<0,1,0)"


def _draw_months(book: Book, page: Worksheet, estimate: Estimate) -> None:
    heading = book.style(bold=True, text_wrap=True, valign="vcenter", bg_color="#E7ECF3", bottom=2, align="right")
    names = [text("estimate.month"), *(text(f"estimate.column.{name}") for name in (*_SHOWN, "is_short", "is_in_debt"))]
    for column, name in enumerate(names):
        page.write_string(_HEAD, column, name, heading)
    for column, name in enumerate(_PARTS):
        page.write_string(_HEAD, _PART_COLUMN + column, text(f"estimate.part.{name}"), heading)
    page.set_row(_HEAD, 32)
    grey = {"num_format": "#,##0.00", "font_color": "#666666"}
    book.write(page, _STEADY, 0, text("estimate.steady"), font_color="#666666")
    for column, name in enumerate(_PARTS):
        book.write(page, _STEADY, _PART_COLUMN + column, float(estimate.steady[name]), **grey)
    columns, number = estimate.month_columns(), book.style(num_format="#,##0", valign="vcenter")
    for position in range(len(estimate.months)):
        row = _MONTHS + position
        book.write(page, row, 0, str(estimate.months["date"].iloc[position]))
        saved = [float(columns[name][position]) for name in _SHOWN]
        marks = [int(round(columns[name][position], 2) < 0) for name in ("balance", "cumulated")]
        for column, (formula, value) in enumerate(zip(_month_formulas(row), [*saved, *marks], strict=True), start=1):
            page.write_formula(row, column, formula, number, value)
        for column, name in enumerate(_PARTS):
            book.write(page, row, _PART_COLUMN + column, float(estimate.months[name].iloc[position]), **grey)


def _protect(page: Worksheet) -> None:
    """Let people change the inputs, to numbers that can be; without a password."""
    freedoms = ("format_columns", "format_rows", "select_locked_cells", "select_unlocked_cells")
    page.protect("", dict.fromkeys(freedoms, True))
    for position, shown in enumerate(INPUTS.values()):
        most = 1.0 if shown.endswith("%") else 1e6
        said = {"error_title": text("estimate.input"), "error_message": text("estimate.between", most=f"{most:g}")}
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0.0, "maximum": most, **said}
        page.data_validation(_FIRST + position, _INPUT, _FIRST + position, _INPUT, rule)


def _draw_curve(book: Book, page: Worksheet, estimate: Estimate) -> None:
    chart, sheet, last = book.add_chart("line"), page.get_name(), _MONTHS + len(estimate.months) - 1
    for name in ("cumulated", "balance"):
        column = 1 + _SHOWN.index(name)
        chart.add_series(
            {"name": text(f"estimate.column.{name}"), "categories": [sheet, _MONTHS, 0, last, 0],
             "values": [sheet, _MONTHS, column, last, column]}
        )  # fmt: skip
    chart.set_title({"name": text("estimate.curve"), "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"label_position": "low", "interval_unit": 6})
    page.insert_chart(_FIRST, _OUT + 4, chart, {"x_scale": 1.1, "y_scale": 1.05})
