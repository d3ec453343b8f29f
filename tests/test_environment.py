"""pyproject.toml is the source of truth; environment.yml, the lock, CI and the README must say the same."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]


def normal(requirement):
    name, bounds = re.fullmatch(r"(-*[\w.-]+)\s*(.*)", requirement.strip().lower()).groups()
    return re.sub(r"[-_.]+", "-", name) + bounds


def declared():
    extras = PROJECT["optional-dependencies"]
    return {normal(r) for r in [*PROJECT["dependencies"], *extras["course"], *extras["test"]]}


def test_environment_yml_has_the_same_packages_and_bounds():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf8"))["dependencies"]
    conda = {normal(r) for r in listed if isinstance(r, str)}
    pip = {normal(r) for r in next(r["pip"] for r in listed if isinstance(r, dict))}
    assert (conda | pip) - {"pip", f"python{PROJECT['requires-python']}", "-editable."} == declared()
    assert not conda & pip


def test_the_lock_holds_every_package_with_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf8")
    pins = re.findall(r"^([\w.-]+)==\S+.* \\$", lock, re.M)
    assert {normal(re.split("[<>=]", r)[0]) for r in declared()} <= {normal(p) for p in pins}
    assert not re.search(r"https?://|--index|--extra-index|--find-links", lock)
    for block in re.split(r"^(?=[\w.-]+==)", lock, flags=re.M)[1:]:
        assert "--hash=sha256:" in block


def test_every_dependency_has_its_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf8").splitlines()
    wanted = [line for line in lines if re.match(r'    "[A-Za-z0-9_-]+[<>=]', line)]
    everything = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    assert len(wanted) == sum(map(len, everything))
    assert all("# " in line for line in wanted)


def test_ci_runs_the_test_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert "```\nmake report\nmake test\n```" in readme
    commands = [c for c in (ROOT / ".ci/run").read_text(encoding="utf8").splitlines() if c and not c.startswith("#")]
    assert commands[-1] == "make test"


def test_versions_agree():
    import importlib.metadata

    version = PROJECT["version"]
    assert importlib.metadata.version("framing") == version
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf8")


def test_the_first_code_of_the_readme_runs(tmp_path, monkeypatch):
    from framing.read.datasets import data_folder

    readme = (ROOT / "README.md").read_text(encoding="utf8")
    code = re.search(r"```python\n(.*?)```", readme, re.S).group(1)
    code = code.replace('"my_articles.csv"', "articles_path").replace('"my_terms.csv"', "terms_path")
    exec(
        code,
        {
            "articles_path": data_folder() / "teaching" / "articles",
            "terms_path": data_folder() / "lexicons" / "icc.csv",
        },
    )
