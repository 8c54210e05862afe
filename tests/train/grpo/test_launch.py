"""Scripts and settings that start a run elsewhere: the programs that read them take them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from rtlgen.errors import UsageError
from rtlgen.train.grpo.launch import Launcher, start_launch, write_launch
from rtlgen.train.grpo.recipe import GrpoRecipe, Launch, read_grpo_recipe
from rtlgen.train.grpo.settings import trainer_settings

RECIPES = sorted((Path(__file__).parents[3] / "recipes/grpo").glob("*.yaml"))
LAUNCHERS = {"cluster": Launcher.SLURM, "node": Launcher.TORCHRUN}


def written(path: Path, out: Path) -> list[Path]:
    launcher = LAUNCHERS.get(path.stem, Launcher.LOCAL)
    return write_launch(read_grpo_recipe(path), path, out, launcher)


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_bash_and_shellcheck_take_the_scripts(path: Path, tmp_path: Path) -> None:
    """Also with a folder whose name has a blank, and lines that prepare the machine."""
    checker = Path(sys.executable).with_name("shellcheck")
    if not checker.is_file():
        pytest.skip("shellcheck is not installed")
    recipe = tmp_path / "my recipe.yaml"
    content = yaml.safe_load(path.read_text())
    content.setdefault("launch", {})["setup"] = "module load cuda\nexport HF_HUB_OFFLINE=1\n"
    recipe.write_text(yaml.safe_dump(content))
    launcher = LAUNCHERS.get(path.stem, Launcher.LOCAL)
    files = write_launch(read_grpo_recipe(recipe), recipe, tmp_path / "a run", launcher)
    scripts = [file for file in files if file.suffix == ".sh"]
    assert scripts[0].name == "run.sh"
    for script in scripts:
        assert "module load cuda\n" in script.read_text()
        for command in (["bash", "-n"], [str(checker), "--exclude=SC1090,SC1091"]):
            done = subprocess.run(
                [*command, str(script)], capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr


def test_shellcheck_finds_what_is_wrong(tmp_path: Path) -> None:
    """The check above is not blind."""
    checker = Path(sys.executable).with_name("shellcheck")
    if not checker.is_file():
        pytest.skip("shellcheck is not installed")
    script = tmp_path / "bad.sh"
    script.write_text("#!/bin/bash\nsrun bash -c 'echo \"$1\"' $HOME\n")
    assert subprocess.run([str(checker), str(script)], capture_output=True).returncode == 1


PARSE = """
import json, sys
from accelerate import FullyShardedDataParallelPlugin
from transformers import HfArgumentParser
from trl import GRPOConfig
for path in sys.argv[1:]:
    (found,) = HfArgumentParser(GRPOConfig).parse_json_file(path)
    fsdp = found.fsdp_plugin_args
    plugin = FullyShardedDataParallelPlugin(**fsdp) if fsdp else None
    version = plugin and plugin.fsdp_version
    print(json.dumps([found.generation_batch_size, found.num_generations, version]))
"""


def test_trl_and_accelerate_take_the_settings(tmp_path: Path) -> None:
    """Trl's parser knows every key; accelerate makes its plugin of what is said of FSDP."""
    pytest.importorskip("trl", reason="needs the extra `train`")
    sources = []
    for path in RECIPES:
        settings = yaml.safe_load(written(path, tmp_path / path.stem)[-1].read_text())
        sources.append(tmp_path / f"{path.stem}.json")
        # Without a GPU transformers refuses bf16; everything else stays as it is.
        sources[-1].write_text(json.dumps({**settings, "use_cpu": True, "bf16": False}))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PARSE, *map(str, sources)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    for path, line in zip(RECIPES, done.stdout.splitlines()[-len(RECIPES) :], strict=True):
        rows, group, version = json.loads(line)
        assert group == read_grpo_recipe(path).completions
        assert rows % group == 0
        assert version == (2 if path.stem in ("node", "cluster") else None)


def test_a_run_starts_by_its_script(tmp_path: Path) -> None:
    """The script runs in a shell that has this installation first on its path."""
    script = tmp_path / "run.sh"
    script.write_text("#!/bin/bash\npython -c 'import rtlgen' && exit 7\n")
    process = start_launch(script, Launcher.TORCHRUN)
    assert process.wait(60) == 7


@pytest.mark.parametrize(
    ("changed", "launcher", "message"),
    [
        ({"launch": Launch(nodes=2)}, "torchrun", "launch: needs several machines; give --launch"),
        ({"launch": Launch(vllm_nodes=1)}, "slurm", "launch: vllm_nodes: 1 does not go with vllm"),
        ({"launch": Launch(verify_nodes=2)}, "slurm", "launch: verify_nodes: 2 machines need `wor"),
        ({"rows": 5}, "local", "rows: 16 prompts with 8 completions are 128 rows, which 1 process"),
        ({"held_out": 3, "launch": Launch(processes=2)}, "torchrun", "held_out: 3 examples cannot"),
        ({"trainer": {"max_steps": 3}}, "local", "trainer: max_steps: is decided by the other ke"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    changed: dict[str, object], launcher: str, message: str, tmp_path: Path
) -> None:
    """Before anything is written."""
    values = {"start": "model", "data": ("data",), "steps": 1} | changed
    recipe = GrpoRecipe(**values)  # type: ignore[arg-type]
    with pytest.raises(UsageError) as caught:
        write_launch(recipe, tmp_path / "r.yaml", tmp_path / "out", Launcher(launcher))
    assert str(caught.value).startswith(message)
    assert not (tmp_path / "out").exists()


def test_settings_name_the_papers_choices() -> None:
    """DAPO's clipping and mean over tokens, no KL, no division by the spread of a group."""
    recipe = GrpoRecipe(start="model", data=("data",), steps=7)
    found = trainer_settings(recipe, Path("out"), world=2, has_gpu=False)
    assert (found["epsilon"], found["epsilon_high"], found["beta"]) == (0.2, 0.28, 0.0)
    assert (found["loss_type"], found["scale_rewards"]) == ("dapo", "none")
    assert found["gradient_accumulation_steps"] * 8 * 2 == 16 * 8
