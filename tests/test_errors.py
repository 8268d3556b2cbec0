import pytest

from geo import errors


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (errors.InputError, ValueError),
        (errors.UnreadableFileError, OSError),
        (errors.MissingColumnsError, ValueError),
        (errors.PolicyError, ValueError),
        (errors.UnknownNameError, LookupError),
        (errors.OutputError, OSError),
        (errors.PlanFolderError, ValueError),
        (errors.SolverError, RuntimeError),
        (errors.MissingExtraError, ImportError),
    ],
)
def test_every_error_is_also_the_builtin_it_resembles(error: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(error, errors.GeoError)
    assert issubclass(error, builtin)


def test_a_long_list_is_cut_with_its_count() -> None:
    assert errors.shortlist("abc") == "a, b, c"
    assert errors.shortlist(range(12)) == "0, 1, 2, 3, 4 … (12)"


def test_an_unknown_name_lists_the_known_ones_and_the_nearest() -> None:
    message = str(errors.unknown_name("engine", "serail", ["serial", "processes"]))
    assert "'serail' is not known" in message
    assert "did you mean 'serial'" in message
    assert "processes, serial" in message
