#!/bin/bash
# Four ways to learn further, each with MINUTES of one processor core, from the model that ships.
#
#   grpo     recipes/grpo/cpu-small.yaml
#   dpo      half of the time its own answers are drawn and judged, half it learns from pairs of them
#   answers  the same half, then it learns from those that were right (rejection sampling)
#   sft      it learns from texts that nobody judged for it
#
#     bash benchmarks/equal_time.sh runs/equal
#     python benchmarks/learning.py --work runs/learning --every 4 --name equal_time before=embedded \
#         grpo=local:runs/equal/grpo/model dpo=local:runs/equal/dpo/model \
#         answers=local:runs/equal/answers/model sft=local:runs/equal/sft/model
#
# The data is that of recipes/further/2-tables.yaml. What ran longer than its time is ended with
# SIGTERM, which is exit code 124 here; the recipes of `answers` and `sft` fit 15 minutes.
set -u
out=$1
whole=$((60 * ${MINUTES:-15}))
half=$((whole / 2))
rtlgen=${RTLGEN:-.venv/bin/rtlgen}
own=runs/data/own
export OMP_NUM_THREADS=1
mkdir -p "$out"

ended_in() {
    local limit=$1 name=$2 begun=$SECONDS
    shift 2
    timeout -s TERM "$limit" "$rtlgen" "$@" >>"$out/$name.log" 2>&1
    echo "$name: exit $? after $((SECONDS - begun)) s" | tee -a "$out/times"
}

sampled() {
    ended_in "$half" sample data sample runs/data/words2-clean --model rtlgen/model/weights \
        -o "$own" --workers 1 --count "$1"
}

sampled 4000
sampled "$(($(wc -l <"$own/draws.jsonl") / 8 * 8))" # only writes what was drawn
ended_in "$half" dpo train dpo --recipe recipes/dpo/cpu-small.yaml --out "$out/dpo"
ended_in "$half" answers train sft --recipe recipes/further/3-answers.yaml --out "$out/answers"
ended_in "$whole" sft train sft --recipe recipes/further/3-more.yaml --out "$out/sft"
ended_in "$whole" grpo train grpo --recipe recipes/grpo/cpu-small.yaml --out "$out/grpo"
