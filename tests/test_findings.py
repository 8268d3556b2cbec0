from geo.findings import Report, Where, findings_table, repairs_table
from geo.schema import FINDINGS, REPAIRS
from geo.wording import using_language


def test_a_finding_says_where_what_was_found_expected_and_what_to_do() -> None:
    report = Report()
    with using_language("en"):
        report.find("no-rooms", found="nothing", where=Where("a.xlsx", "S1", 7, "户数"))
        line = str(report.findings[0])
    assert line.startswith("a.xlsx S1 row 7 户数: nothing; expected: at least one candidate room")


def test_repairs_show_missing_values_as_empty() -> None:
    report = Report()
    report.repair("rule", before=None, after=300.0, confidence=0.9, where=Where("a.csv", row=2), field="households")
    assert (report.repairs[0].before, report.repairs[0].after) == ("", "300")


def test_the_tables_have_the_declared_columns_even_when_empty() -> None:
    assert list(findings_table([]).columns) == FINDINGS.names()
    assert list(repairs_table([]).columns) == REPAIRS.names()


def test_reports_can_be_joined_and_errors_walked() -> None:
    one, two = Report(), Report()
    two.find("no-rooms", found="x", severity="error")
    one.extend(two)
    assert [finding.rule for finding in one.errors()] == ["no-rooms"]
