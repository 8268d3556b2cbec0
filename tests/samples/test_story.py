"""The bundled sample tells the story of May 2021: its months and its deadline are those of its stages."""

from __future__ import annotations

from geo.policy import Policy
from geo.samples import sample_policy


def test_the_samples_months_begin_where_its_stages_stand():
    policy = sample_policy()
    assert (policy.budget.start, policy.rollout.deadline, policy.invented) == ("2021-06", "2021-10", True)


def test_the_samples_policy_is_read_back_as_it_was_written(tmp_path):
    (tmp_path / "policy.toml").write_text(sample_policy().to_toml(), encoding="utf-8")
    assert Policy.from_toml(tmp_path / "policy.toml") == sample_policy()
