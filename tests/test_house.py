"""The rules of the house check themselves: who may import whom, where Chinese stands, how large things grow, what is documented."""

from __future__ import annotations

import ast
import io
import re
import statistics
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)

# Who may import whom inside the house. A room is the longest name here that the module's name begins with; a room may always
# import itself. What a room may not name, it must not need.
ROOMS: dict[str, tuple[str, ...]] = {
    "knowledge": (),
    "knowledge.model": (),
    "knowledge.beside": ("knowledge.model",),
    "knowledge.errors": (),
    "knowledge.lesson": (),
    "knowledge.example": (),
    "knowledge.language": ("knowledge.model", "knowledge.errors"),
    "knowledge.report": ("knowledge.model", "knowledge.errors", "knowledge.language"),
    "knowledge.check": ("knowledge.model", "knowledge.errors", "knowledge.language", "knowledge.report"),
    "knowledge.compare": ("knowledge.model", "knowledge.errors", "knowledge.language"),
    "knowledge.store": ("knowledge.model", "knowledge.errors", "knowledge.language"),
    "knowledge.ask": ("knowledge.beside", "knowledge.model", "knowledge.errors", "knowledge.lesson", "knowledge.language", "knowledge.store", "knowledge.compare"),
    "knowledge.verify": (
        "knowledge.model",
        "knowledge.errors",
        "knowledge.language",
        "knowledge.report",
        "knowledge.store",
        "knowledge.ask",
    ),
    "knowledge.publish": (
        "knowledge.model",
        "knowledge.errors",
        "knowledge.example",
        "knowledge.language",
        "knowledge.report",
        "knowledge.check",
        "knowledge.compare",
        "knowledge.store",
    ),
    "knowledge.turned": (
        "knowledge.compare",
        "knowledge.errors",
        "knowledge.language",
        "knowledge.model",
        "knowledge.store",
    ),
    "knowledge.library": (
        "knowledge.beside",
        "knowledge.model",
        "knowledge.errors",
        "knowledge.lesson",
        "knowledge.example",
        "knowledge.language",
        "knowledge.store",
        "knowledge.ask",
        "knowledge.verify",
        "knowledge.publish",
    ),
    "knowledge.custody": ("knowledge.errors", "knowledge.language", "knowledge.store"),
    "bot": (),
    "bot.texts": ("knowledge.model", "knowledge.errors"),
    "bot.settings": ("knowledge.errors",),
    "bot.render": ("bot.desk", "bot.golden", "bot.texts", "knowledge.model", "knowledge.errors"),
    "bot.golden": ("bot.desk", "bot.journal", "knowledge.model", "knowledge.errors", "knowledge.lesson", "knowledge.library"),
    "bot.gaps": ("bot.golden", "bot.journal", "knowledge.model", "knowledge.library"),
    "bot.journal": ("bot.settings", "knowledge.model", "knowledge.errors", "knowledge.lesson"),
    "bot.export": ("bot.render", "bot.texts", "knowledge.model", "knowledge.errors", "knowledge.library"),
    "bot.pictures": ("knowledge.beside", "bot.render", "bot.texts", "knowledge.model", "knowledge.errors", "knowledge.library"),
    "bot.desk": (
        "bot.texts",
        "bot.settings",
        "knowledge.model",
        "knowledge.errors",
        "knowledge.library",
        "knowledge.ask.context",
    ),
    "bot.apart": (
        "bot.commands.drafts",
        "bot.export",
        "bot.shown",
        "bot.commands.golden_bank",
        "bot.golden",
        "bot.journal",
        "bot.shown",
        "bot.render.lessons",
        "knowledge.lesson",
        "knowledge.library",
        "knowledge.verify",
        "bot.commands.carrying",
        "bot.commands.checking",
        "bot.commands.publishing",
        "bot.texts",
        "knowledge.errors",
        "knowledge.publish",
        "knowledge.turned",
    ),
    "bot.shown": ("bot.journal", "knowledge.ask.context", "knowledge.library", "knowledge.model", "knowledge.verify"),
    "bot.shelf": ("knowledge.errors", "knowledge.lesson", "knowledge.library"),
    "bot.logs": (),
    "bot.alone": ("knowledge.errors", "knowledge.custody"),
    "bot.backup": ("bot.alone", "bot.journal", "knowledge.errors", "knowledge.custody"),
    "bot.doctor": ("bot.alone", "bot.backup", "bot.journal", "bot.settings", "knowledge.errors", "knowledge.custody"),
    "bot.telegram": ("bot", "knowledge.model", "knowledge.errors", "knowledge.lesson", "knowledge.library"),
    "bot.evaluate": ("knowledge.model", "knowledge.errors"),
    "bot.chat": (
        "bot.commands",
        "bot.desk",
        "bot.journal.lessons",
        "bot.render",
        "bot.texts",
        "knowledge.model",
        "knowledge.errors",
        "knowledge.library",
    ),
    "bot.commands": (
        "knowledge.beside",
        "bot",
        "knowledge.model",
        "knowledge.errors",
        "knowledge.lesson",
        "knowledge.library",
        "knowledge.verify",
        "knowledge.publish",
        "knowledge.check",
        "knowledge.compare",
        "knowledge.custody",
    ),
    "bot.invoking": ("knowledge.errors",),
    "bot.cli": ("bot", "knowledge.model", "knowledge.errors", "knowledge.library", "knowledge.publish"),
}

# The door of each outside package: the only modules or rooms that may import it.
DOORS: dict[str, tuple[str, ...]] = {
    "sqlite3": ("knowledge.store", "bot.journal"),
    "sqlite_utils": ("knowledge.store", "bot.journal"),
    "jieba": ("knowledge.language.tokens", "knowledge.language.tags"),
    "rjieba": ("knowledge.language.tokens", "knowledge.language.tags"),
    "opencc": ("knowledge.language.normal",),
    "cjkfold": ("knowledge.language.normal",),
    "pypinyin": ("knowledge.language.pinyin",),
    "cn2an": ("knowledge.language.numeral",),
    "rapidfuzz": ("knowledge.ask",),
    "chardet": ("knowledge.report.formats.plain",),
    "selectolax": ("knowledge.report.formats.webpage",),
    "doc2docx": ("knowledge.report.formats.legacy",),
    "pdfplumber": ("knowledge.report.formats.pages",),
    "pdfminer": ("knowledge.report.formats.pages",),
    "rapidocr": ("knowledge.report.formats.scans",),
    "pypdfium2": ("knowledge.report.formats.scans",),
    "openpyxl": ("knowledge.report.formats.workbook", "bot.export.workbook"),
    "resvg_py": ("bot.pictures.raster",),
    "pylopdf_fonts_zh_cn": ("bot.pictures.raster",),
    "lxml": ("knowledge.report.formats",),
    "markdown_it": ("knowledge.report", "bot.render"),
    "platformdirs": ("bot.commands.home", "knowledge.language.tokens"),
    "typer": ("bot.cli", "bot.invoking", "bot.commands"),
    "click": ("bot.cli", "bot.commands"),
    "rich": ("bot.render", "bot.chat", "bot.commands.asking"),
    "prompt_toolkit": ("bot.chat",),
    "pydantic": ("bot.settings",),
    "pydantic_settings": ("bot.settings",),
    "dotenv": ("bot.commands.home",),
    "structlog": ("bot.logs",),
    "telegram": ("bot.telegram",),
    "docx": ("bot.apart.drafts",),
    "httpx": ("bot.telegram.delivery", "bot.doctor.telegram"),
    "aiolimiter": ("bot.telegram.flood",),
    "starlette": ("bot.telegram.web",),
    "uvicorn": ("bot.telegram.web",),
    "prometheus_client": ("bot.telegram.metrics",),
}

# Chinese as data: the rooms that recognise it, and the one module that speaks it. Elsewhere only a regex may hold it, or a row
# of numerals and units of the calendar.
RECOGNISE = ("knowledge.language", "knowledge.report", "knowledge.ask", "knowledge.check", "knowledge.compare", "knowledge.verify")
SPEAK = ("bot.texts",)
NUMERALS = re.compile(r"[〇零一二三四五六七八九十百千万亿第年月日\x00-\x7f]*")

# Rooms in which the same input gives the same output, always.
PURE = ("knowledge.report", "knowledge.ask", "knowledge.language", "knowledge.check", "knowledge.compare", "knowledge.verify")
UNSTEADY_MODULES = {"random", "secrets", "time", "uuid"}
UNSTEADY_CALLS = {"now", "today", "utcnow", "urandom", "hash", "id"}

VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "const", "constants", "tools", "stuff"}
MODULE_LINES, FUNCTION_LINES, MEDIAN_LINES, LINE_CHARACTERS = 300, 40, 12, 130


@cache
def modules(*packages: str) -> dict[str, Path]:
    """Dotted module names of the packages (bot and knowledge unless named) with their files."""
    found = {}
    for package in packages or ("bot", "knowledge"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def within(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(room + ".") for room in rooms)


def room_of(module: str) -> str | None:
    """The room a module stands in: the longest name of ROOMS, other than a bare package, that holds it."""
    held = [room for room in ROOMS if module == room or ("." in room and module.startswith(room + "."))]
    return max(held, key=len) if held else None


def imports(name: str, path: Path) -> Iterator[tuple[str, int]]:
    """Every module that is imported, at any depth of the code, as a dotted name, with its line; `from a import b` gives a.b
    when that is a module of the house, else a."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                upper = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*upper, *([base] if base else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (inner if inner in modules() else base), node.lineno


def for_types_only(path: Path) -> set[int]:
    """The lines under `if TYPE_CHECKING:`, which never run."""
    blocks = [n for n in ast.walk(tree(path)) if isinstance(n, ast.If) and ast.unparse(n.test).endswith("TYPE_CHECKING")]
    return {
        node.lineno for block in blocks for statement in block.body for node in ast.walk(statement) if hasattr(node, "lineno")
    }


def needs(name: str, path: Path) -> set[str]:
    """The modules of the house that must be there for this one to run."""
    skipped = for_types_only(path)
    found = {target for target, line in imports(name, path) if line not in skipped}
    return {target for target in found if target in modules() and target != name and "." in target}


def texts(path: Path) -> Iterator[tuple[str, int]]:
    """Every string of the code that is no docstring (parts of f-strings too), with its line."""
    docstrings = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTION, ast.Expr)):
            first = node if isinstance(node, ast.Expr) else (node.body[0] if node.body else None)
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docstrings.add(id(first.value))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno


def in_regexes(path: Path) -> Iterator[ast.Constant]:
    """The strings that stand in the first argument of re.compile, re.sub and the like."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            yield from (part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, FUNCTION))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from def to the end, the docstring left out."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
    return lines


def report(broken: list[str]) -> None:
    assert not broken, "\n" + "\n".join(broken)


def test_imports_point_down() -> None:
    """A module imports its own room and the rooms below it, as ROOMS says; nothing in knowledge knows of bot."""
    broken = []
    for name, path in modules().items():
        room = room_of(name)
        if room is None:
            broken.append(f"{path}: {name} stands in no room of ROOMS")
            continue
        for target, line in imports(name, path):
            if target.split(".")[0] not in ("bot", "knowledge") or target == name.split(".")[0]:
                continue
            allowed = ROOMS[room]
            own = room_of(target) == room
            anywhere_in_bot = "bot" in allowed and target.startswith("bot.") and target != "bot.cli"
            if not (own or within(target, tuple(a for a in allowed if "." in a)) or anywhere_in_bot):
                broken.append(f"{path}:{line}: {name} must not import {target}")
    report(broken)


def test_no_room_imports_in_a_circle() -> None:
    """The modules can be put in an order in which each imports only earlier ones."""
    waiting = {name: needs(name, path) for name, path in modules().items()}
    while free := {name for name, below in waiting.items() if not below & waiting.keys()}:
        waiting = {name: below for name, below in waiting.items() if name not in free}
    report([f"{name} is in a circle with {sorted(below & waiting.keys())}" for name, below in waiting.items()])


def test_each_outside_package_has_one_door() -> None:
    """An outside package is imported where DOORS says and nowhere else; a package without a door is not imported at all."""
    broken = []
    for name, path in modules().items():
        for target, line in imports(name, path):
            top = target.split(".")[0]
            if top in ("bot", "knowledge") or (top in sys.stdlib_module_names and top not in DOORS):
                continue
            if not within(name, DOORS.get(top, ())):
                broken.append(f"{path}:{line}: {name} imports {top}; its door is {DOORS.get(top, 'not in the table')}")
    report(broken)


def test_chinese_stands_in_its_places() -> None:
    """Outside the rooms that recognise Chinese, no string of the code is Chinese but in bot/texts.py and in a regex."""
    broken = []
    for name, path in modules().items():
        if within(name, RECOGNISE + SPEAK):
            continue
        regexes = {node.value for node in in_regexes(path)}
        for text, line in texts(path):
            if HAN.search(text) and text not in regexes and not NUMERALS.fullmatch(text):
                broken.append(f"{path}:{line}: {text[:40]!r}")
    report(broken)


def test_knowledge_does_not_word_answers() -> None:
    """In the recognising rooms Chinese is patterns and data: no string there is a whole sentence said to people."""
    spoken = re.compile(r"[\u4e00-\u9fff，、]{8,}[。！]|抱歉|对不起|您可以|请您")
    broken = []
    for name, path in modules().items():
        if within(name, RECOGNISE):
            broken += [f"{path}:{line}: {text[:40]!r}" for text, line in texts(path) if spoken.search(text)]
    report(broken)


def test_same_input_same_output() -> None:
    """Reading and asking know no clock, no chance and no address in memory."""
    broken = []
    for name, path in modules().items():
        if not within(name, PURE):
            continue
        broken += [f"{path}:{line}: imports {t}" for t, line in imports(name, path) if t.split(".")[0] in UNSTEADY_MODULES]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in UNSTEADY_CALLS:
                    broken.append(f"{path}:{node.lineno}: calls {called}()")
    report(broken)


def test_names_say_what_a_module_holds() -> None:
    """No module or package has a name that fits anything."""
    every = modules("bot", "knowledge", "benchmarks", "tests")
    report([f"{path}: {name}" for name, path in every.items() if set(name.lower().split(".")) & VAGUE])


def test_modules_and_functions_stay_small() -> None:
    """A module has at most 300 lines, a function at most 40 (docstring not counted), the median function at most 12."""
    broken = []
    for package in ("bot", "knowledge"):
        lengths = []
        for path in modules(package).values():
            lines = path.read_text(encoding="utf-8").splitlines()
            if len(lines) > MODULE_LINES:
                broken.append(f"{path}: {len(lines)} lines")
            broken += [f"{path}:{i}: {len(line)} characters" for i, line in enumerate(lines, 1) if len(line) > LINE_CHARACTERS]
            for node in functions(path):
                lengths.append(length(node))
                if lengths[-1] > FUNCTION_LINES:
                    broken.append(f"{path}:{node.lineno}: {node.name} has {lengths[-1]} lines")
        if lengths and statistics.median(lengths) > MEDIAN_LINES:
            broken.append(f"{package}: the median function has {statistics.median(lengths)} lines")
    report(broken)


def test_everything_public_says_what_it_is() -> None:
    """Each module, public class, public function and method has a docstring; a method of two lines may speak for itself."""
    broken = []
    for path in modules().values():
        code = path.read_text(encoding="utf-8").strip()
        if code and not ast.get_docstring(tree(path)):
            broken.append(f"{path}: no docstring")
        classes = [node for node in tree(path).body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        holders: list[ast.Module | ast.ClassDef] = [tree(path), *classes]
        for holder in holders:
            for node in holder.body:
                short = isinstance(node, FUNCTION) and length(node) <= (3 if holder is not tree(path) else 0)
                if isinstance(node, (*FUNCTION, ast.ClassDef)) and node.name[0] != "_" and not (short or ast.get_docstring(node)):
                    broken.append(f"{path}:{node.lineno}: {node.name} has no docstring")
    report(broken)


def test_error_tree_is_drawn_as_it_is() -> None:
    """The tree in the docstring of knowledge/errors.py names each class under its base, and no other."""
    module = tree(ROOT / "knowledge" / "errors.py")
    drawn: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for match in re.finditer(r"^([ │├└─]*)(\w+Error)\b", ast.get_docstring(module) or "", re.MULTILINE):
        depth, name = len(match[1]), match[2]
        above = [(d, n) for d, n in above if d < depth]
        drawn[name] = above[-1][1] if above else "Exception"
        above.append((depth, name))
    real = {n.name: n.bases[0].id for n in module.body if isinstance(n, ast.ClassDef) and isinstance(n.bases[0], ast.Name)}
    assert drawn == real
    assert len(real) > 5


def test_errors_are_typed() -> None:
    """Knowledge raises its own errors, or the language's for a programmer's mistake; it never raises or swallows everything."""
    allowed = {"ValueError", "TypeError", "KeyError", "AssertionError", "NotImplementedError", "StopIteration"}
    broken = []
    for name, path in modules().items():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                everything = node.type is None or ast.unparse(node.type) == "BaseException"
                if everything and ast.unparse(node.body[-1]) != "raise":
                    broken.append(f"{path}:{node.lineno}: swallows everything")
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                raised = node.exc.func.id
                foreign = raised in dir(__import__("builtins")) and raised not in allowed
                if within(name, ("knowledge",)) and foreign:
                    broken.append(f"{path}:{node.lineno}: raises {raised}")
    report(broken)


def test_nothing_is_silenced_without_a_reason() -> None:
    """`type: ignore` and `noqa` name what they silence and say why on the same line."""
    reasoned = re.compile(r"(type: ignore\[[\w, -]+\]|noqa: ?[A-Z]+\d+(, ?[A-Z]+\d+)*)\s*(#|-|:|,|\()\s*\w+.{6,}")
    broken = []
    for path in modules("bot", "knowledge", "benchmarks", "tests").values():
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
            silences = token.type == tokenize.COMMENT and re.match(r"#\s*(type:\s*ignore|noqa)\b", token.string)
            if silences and not reasoned.search(token.string):
                broken.append(f"{path}:{token.start[0]}: {token.string}")
    report(broken)


def test_every_door_leads_to_a_declared_package() -> None:
    """Each outside package that is imported is a dependency of pyproject.toml itself, not only of another package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["fast"], *project["optional-dependencies"]["ocr"]]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    holders = packages_distributions()
    broken = []
    for name, path in modules().items():
        for target, line in imports(name, path):
            top = target.split(".")[0]
            if top in ("bot", "knowledge") or top in sys.stdlib_module_names:
                continue
            if not declared & {canonicalize_name(holder) for holder in holders.get(top, [top])}:  # an extra may not be there
                broken.append(f"{path}:{line}: {top} comes from {holders.get(top)}, which pyproject.toml does not name")
    report(broken)


def commands() -> list[str]:
    typer_main = pytest.importorskip("typer.main")
    cli = pytest.importorskip("bot.cli")
    return sorted(typer_main.get_command(cli.app).commands)


def settings() -> list[str]:
    model = pytest.importorskip("bot.settings").Settings
    prefix = model.model_config.get("env_prefix", "")
    return sorted(f"{prefix}{name}".upper() for name in model.model_fields)


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_documents_each_command() -> None:
    """Every command stands in README's table of commands, and the table names no command that is not there."""
    assert sorted(set(re.findall(r"^\| `wenbao ([a-z-]+)", readme(), re.MULTILINE))) == commands()


def test_readme_documents_each_setting() -> None:
    """Every setting stands in README's table of settings, and the table names no setting that is not there."""
    assert sorted(set(re.findall(r"^\| `(WENBAO_\w+)`", readme(), re.MULTILINE))) == settings()


def test_readme_begins_with_the_set_up() -> None:
    """The two commands that do all the set-up stand in the first lines."""
    first = "\n".join(readme().splitlines()[:15])
    assert "make chat" in first
    assert "make test" in first


def pinned() -> dict[str, str]:
    """Each pinned package with its version, from constraints.txt."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([\w.]+)(?=[ \\;\n])", text, re.MULTILINE))


def test_constraints_are_exact_and_hashed() -> None:
    """constraints.txt holds names, exact versions, markers and hashes; no place to fetch from."""
    entry = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^#\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|#[^/]*|")
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    report([f"constraints.txt:{i}: {line}" for i, line in enumerate(lines, 1) if not entry.fullmatch(line)])
    blocks = "\n".join(lines).split("\n    --hash")
    assert len(pinned()) > 30
    assert len(blocks) > len(pinned())
    report([f"{a} has no hash" for a, b in pairwise(lines) if "==" in a and "--hash" not in b])


def test_every_dependency_is_pinned_within_its_range() -> None:
    """What pyproject asks for, extras included, is pinned in constraints.txt to a version it allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [Requirement(r) for r in [*project["dependencies"], *extras["fast"], *extras["dev"]]]
    for requirement in wanted:
        version = pinned().get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not pinned"
        assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}"
