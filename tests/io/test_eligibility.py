import pytest

from geo.io.eligibility import judge, judge_eligibility
from geo.policy import Policy
from geo.wording import using_language
from tests.io.ledgers import cleaned

POLICY = Policy().eligibility
REFORM = {"name": "示例甲苑", "build_year": 1985, "ownership_class": "housing_reform", "ownership_text": "房改房"}


def verdict(**estate):
    return judge({"name": "示例甲苑", **estate}, POLICY)


def test_housing_reform_flats_built_by_the_limit_are_eligible():
    found = judge(REFORM, POLICY)
    assert (found.eligibility, found.eligible_class) == ("eligible", "pre_limit_housing_reform")
    assert "1985" in found.reason
    assert "房改房" in found.reason


@pytest.mark.parametrize(("year", "eligibility"), [(1999, "eligible"), (2000, "eligible"), (2001, "excluded")])
def test_the_year_limit_is_inclusive(year, eligibility):
    assert judge({**REFORM, "build_year": year}, POLICY).eligibility == eligibility


def test_the_year_limit_is_a_setting():
    policy = Policy().with_settings({"eligibility.year_limit": 2005}).eligibility
    assert judge({**REFORM, "build_year": 2005}, policy).eligibility == "eligible"


def test_handed_over_and_liveable_estates_are_eligible_whatever_their_year():
    assert verdict(build_year=2010, sgyy_transfer=True).eligible_class == "sgyy_transfer"
    assert verdict(build_year=2010, liveable_renovation=True).eligible_class == "liveable_renovation"
    assert verdict(sgyy_transfer=True).eligibility == "eligible"


@pytest.mark.parametrize(
    "evidence",
    [
        {"ownership_class": "relocation", "ownership_text": "拆迁安置房"},
        {"ownership_class": "relocation"},
        {"remark": "本小区为动迁房"},
        {"remark": "拆迁安置"},
    ],
)
def test_relocation_housing_is_out_whatever_else_holds(evidence):
    found = verdict(
        build_year=1985,
        housing_reform=True,
        sgyy_transfer=True,
        liveable_renovation=True,
        eligible_class="sgyy_transfer",
        **evidence,
    )
    assert (found.eligibility, found.rule) == ("excluded", "relocation")


def test_a_denied_word_is_no_evidence():
    assert judge({**REFORM, "remark": "非安置房"}, POLICY).eligibility == "eligible"


def test_partly_relocation_housing_is_undecided():
    assert judge({**REFORM, "remark": "含部分安置房"}, POLICY).eligibility == "undecided"


def test_a_name_alone_holds_back_but_does_not_exclude():
    assert verdict(name="示例安置小区", build_year=1985).eligibility == "undecided"
    assert judge({**REFORM, "name": "示例安置小区"}, POLICY).eligibility == "eligible"


def test_unknown_ownership_is_presumed_and_another_ownership_too():
    assert verdict(build_year=1985).eligibility == "presumed"
    assert verdict(build_year=1985, ownership_class="commodity", ownership_text="商品房").eligibility == "presumed"


def test_an_unknown_year_is_undecided_but_presumed_for_housing_reform():
    assert verdict().eligibility == "undecided"
    assert verdict(housing_reform=True).eligibility == "presumed"


def test_a_doubtful_year_near_the_limit_is_presumed():
    near = {**REFORM, "build_year": 1999, "build_year_rule": "approximate", "build_year_text": "1999年左右"}
    far = {**REFORM, "build_year": 1985, "build_year_rule": "middle-of-decade", "build_year_text": "80年代"}
    assert judge(near, POLICY).eligibility == "presumed"
    assert judge(far, POLICY).eligibility == "eligible"


def test_an_estate_with_a_firm_of_its_own_is_out_unless_it_is_in_the_scheme():
    managed = {**REFORM, "mgmt_mode": "firm", "firm": "示例物业"}
    assert judge(managed, POLICY).rule == "managed-by-firm"
    assert "示例物业" in judge(managed, POLICY).reason
    assert judge({**managed, "stage": "signed"}, POLICY).eligibility == "eligible"
    assert judge({**managed, "current_station": "示例站"}, POLICY).eligibility == "eligible"
    assert judge({**REFORM, "mgmt_mode": "state_firm"}, POLICY).eligibility == "eligible"
    kept = Policy().with_settings({"eligibility.managed_by_firm_excluded": False}).eligibility
    assert judge(managed, kept).eligibility == "eligible"


def test_a_stated_class_counts_unless_its_year_denies_it():
    assert verdict(eligible_class="sgyy_transfer").eligibility == "eligible"
    assert verdict(eligible_class="pre_limit_housing_reform", build_year=2005).eligibility == "undecided"


def test_a_whole_table_is_judged_with_a_reason_for_every_row():
    frame, _ = cleaned({"建成年代": ["80年代", "2005", None], "产权性质": ["房改房", "商品房", "安置房"]})
    judged = judge_eligibility(frame, POLICY)
    assert judged["eligibility"].tolist() == ["eligible", "excluded", "excluded"]
    assert judged["left_out"].tolist() == ["", "too-new", "relocation"]
    assert all(judged["eligibility_reason"])
    assert "80年代" in judged["eligibility_reason"].iloc[0]


def test_the_policy_says_whether_presumed_and_undecided_estates_are_planned():
    frame, _ = cleaned({"建成年代": ["1985", None]})
    strict = Policy().with_settings({"eligibility.plan_presumed": False, "eligibility.plan_undecided": False})
    assert judge_eligibility(frame, POLICY)["left_out"].tolist() == ["", ""]
    assert judge_eligibility(frame, strict.eligibility)["left_out"].tolist() == ["presumed", "undecided"]


def test_reasons_are_in_the_language_in_force():
    with using_language("en"):
        assert judge(REFORM, POLICY).reason.startswith("housing-reform flats built by 2000")
