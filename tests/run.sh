#!/usr/bin/env bash
# The one test command. On a fresh machine with the .NET SDK and Node.js it installs what the tests need, builds,
# checks the formatting, runs every test project, and ends with a line 'N passed, N failed'.
set -u
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
results=artifacts/test-results
rm -rf "$results" && mkdir -p "$results"
passed=0 failed=0
# A test that hangs is a failure with a name, not a run without an end.
PROJECT_LIMIT=600

section() { printf '\n== %s\n' "$1"; }

# A step that is not a test project counts as one test.
step() {
  local name=$1; shift
  section "$name"
  if "$@"; then passed=$((passed + 1)); else echo "FAILED: $name"; failed=$((failed + 1)); fi
}

finish() { printf '\n%d passed, %d failed\n' "$passed" "$failed"; [ "$failed" -eq 0 ]; exit $?; }

install_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v docker-compose >/dev/null || missing+=(docker-compose)
  fc-list 2>/dev/null | grep -qi dejavu || missing+=(fonts-dejavu-core)
  [ ${#missing[@]} -eq 0 ] && return 0
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >"$results/apt.log" 2>&1 ||
    { tail -20 "$results/apt.log"; return 1; }
}

build() {
  dotnet tool restore >"$results/tools.log" 2>&1 || { cat "$results/tools.log"; return 1; }
  dotnet build DroneCommand.sln -v q -nologo || return 1
}

# Packages of an npm project, when its lock file changed.
npm_packages() { [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] || npm --prefix "$1" ci --silent; }

definition_tables() {
  local import=src/DroneCommand.Mavlink/Definitions/import
  npm_packages $import && npm --prefix $import run --silent check
}

# Runs one test project; its output, exit code and seconds lie in $results until they are told.
execute() {
  local name=$1 before=$SECONDS
  timeout --kill-after=10 "$PROJECT_LIMIT" \
    dotnet run --project "tests/$name" --no-build -- -noColor -showLiveOutput -longRunning 60 >"$results/$name.log" 2>&1
  echo "$? $((SECONDS - before))" >"$results/$name.end"
}

# Counts come from the runner's own summary line; a project that ran no test is a failure.
tell() {
  local name=$1 log="$results/$1.log" summary total bad skipped code took
  section "$name"
  read -r code took <"$results/$name.end"
  [ "$code" -eq 124 ] && echo "$name was ended after $PROJECT_LIMIT s"
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -1)
  total=$(sed -nE 's/.*Total: ([0-9]+).*/\1/p' <<<"$summary")
  bad=$(sed -nE 's/.*Errors: ([0-9]+), Failed: ([0-9]+).*/\1 + \2/p' <<<"$summary")
  skipped=$(sed -nE 's/.*Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 + \2/p' <<<"$summary")
  bad=$((${bad:-0})) total=$((${total:-0})) skipped=$((${skipped:-0}))
  [ "$total" -eq 0 ] && { echo "no test ran"; bad=1 total=1; }
  [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && { echo "the runner ended with $code"; bad=1; }
  [ "$bad" -gt 0 ] && cat "$log"
  grep -hoE '(figure|seed): .*' "$log" | sort -u
  echo "$name: $((total - bad - skipped)) passed, $bad failed, $skipped skipped in $took s"
  passed=$((passed + total - bad - skipped)) failed=$((failed + bad))
}

section 'packages'; install_packages || { failed=$((failed + 1)); finish; }
section 'build'; build || { failed=$((failed + 1)); finish; }
step 'formatting' dotnet csharpier check .
step 'docker-compose.yml' docker-compose -f docker-compose.yml config -q
step 'docker-compose.yml, profile sitl' docker-compose -f docker-compose.yml --profile sitl config -q
step 'commands in README.md' bash tests/readme-commands.sh
if [ -f src/DroneCommand.Console/Map/package.json ] && grep -q '"test"' src/DroneCommand.Console/Map/package.json; then
  step 'map module' npm --prefix src/DroneCommand.Console/Map test --silent
fi
step 'definition tables are what their import gives' definition_tables
step 'fuzz' dotnet run --project tests/DroneCommand.Fuzz --no-build -- run tests/DroneCommand.Fuzz/corpus --seconds 30
# The command line's tests mostly wait for sockets: they run beside the others. What is measured in the browser runs alone.
beside=DroneCommand.Cli.Tests
execute $beside &
for project in tests/*.Tests; do
  name=$(basename "$project")
  [ "$name" = $beside ] || [ ! -f "$project/$name.csproj" ] || { execute "$name"; tell "$name"; }
done
wait
tell $beside
for project in tests/*.E2E; do execute "$(basename "$project")"; tell "$(basename "$project")"; done
finish
