#!/usr/bin/env bash
# Fuzzes the wire layer with AFL++ for a while, led by what the code does with its inputs; the step in tests/run.sh is
# blind to that. Ends with a line of figures; findings lie in artifacts/fuzz/out/default/crashes and hangs.
#   apt-get install -y afl++
#   tests/DroneCommand.Fuzz/afl.sh [SECONDS] [--keep]   --keep: inputs that reach something new go into the corpus
#   tests/DroneCommand.Fuzz/afl.sh SECONDS services|vehicle   the services' ends instead, from random inputs
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-600} keep=${2:-}
corpus=tests/DroneCommand.Fuzz/corpus work=artifacts/fuzz
rm -rf $work && mkdir -p $work
dotnet tool restore >/dev/null
dotnet publish tests/DroneCommand.Fuzz -c Release -o $work/app -v q -nologo
dotnet sharpfuzz $work/app/DroneCommand.Mavlink.dll
end=()
if [ "$keep" = services ] || [ "$keep" = vehicle ]; then
  end=("$keep") corpus=$work/seeds
  dotnet sharpfuzz $work/app/DroneCommand.Simulator.dll
  dotnet $work/app/DroneCommand.Fuzz.dll "$keep" seeds $corpus
fi

export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
target=("$(command -v dotnet)" $work/app/DroneCommand.Fuzz.dll "${end[@]}")
nice -n 19 afl-fuzz -i $corpus -o $work/out -m none -t 10000 -V "$seconds" "${target[@]}" >$work/afl.log 2>&1 ||
  { tail -20 $work/afl.log; exit 1; }

stat() { sed -nE "s/^$1 +: //p" $work/out/default/fuzzer_stats; }
if [ "$keep" = --keep ]; then
  # The smallest inputs that together reach all that was reached; those of the first corpus stay whatever they reach.
  nice -n 19 afl-cmin -i $work/out/default/queue -o $work/least -m none -t 10000 -- "${target[@]}" >$work/cmin.log 2>&1
  for input in "$work"/least/*; do
    [[ $input == *orig:* ]] || cp "$input" "$corpus/afl-$(sha256sum <"$input" | cut -c1-16).bin"
  done
fi
echo "figure: afl++ $(stat execs_done) execs in $seconds s, $(stat corpus_count) inputs, edges $(stat edges_found)," \
  "crashes $(stat saved_crashes), hangs $(stat saved_hangs)"
[ "$(stat saved_crashes)$(stat saved_hangs)" = 00 ]
