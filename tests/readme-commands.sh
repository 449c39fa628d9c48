#!/usr/bin/env bash
# Holds README to its word: each command in its sh blocks is known here, and those that need neither a Docker engine nor
# an outside network are run. tests/run.sh is what runs this, so it is not run again; the console's start is timed by
# Console.E2E and here only checked to print an address.
set -u
cd "$(dirname "$0")/.."
fail=0
while IFS= read -r line; do
  command=${line%%#*}; command=${command%"${command##*[![:space:]]}"}
  [ -z "$command" ] && continue
  case "$command" in
    'bash tests/run.sh' | 'docker compose up') ;;
    'dotnet run --project src/DroneCommand.Console')
      data=$(mktemp -d)
      log=$data/console.log
      DRONECOMMAND_ADMIN_PASSWORD=Readme-check-1 DroneCommand__DataFolder=$data/data DroneCommand__Demo__Port=14659 \
        DroneCommand__Networks__field__Port=14559 \
        $command --no-build -- --urls http://127.0.0.1:0 >"$log" 2>&1 &
      pid=$!
      for _ in $(seq 60); do grep -q 'DroneCommand is ready' "$log" && break; kill -0 $pid 2>/dev/null || break; read -rt 1 <> <(:) || :; done
      if grep -q 'DroneCommand is ready' "$log"; then echo "ok: $command"; else echo "not ok: $command"; cat "$log"; fail=1; fi
      pkill -TERM -P $pid 2>/dev/null; kill -TERM $pid 2>/dev/null; wait $pid 2>/dev/null
      rm -rf "$data" ;;
    *) echo "README.md has a command that this check does not know: $command"; fail=1 ;;
  esac
done < <(awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' README.md)
exit $fail
