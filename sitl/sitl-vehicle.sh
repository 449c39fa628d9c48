#!/bin/sh
# Starts one ArduPilot SITL vehicle that sends to the server: what docker-compose.yml runs in each container of the
# profile `sitl`, and what runs as well without one, with a binary of your own.
#   SITL_BINARY    arducopter or ardurover                  SITL_MODEL     quad, rover-skid…
#   SITL_HOME      LAT,LON,AMSL,HEADING                     SITL_SYSTEM_ID MAVLink system id, its own for each vehicle
#   SITL_DEFAULTS  ArduPilot's parameter file of the model  SITL_PARAMS    ours, on top of it
#   SITL_SERVER    host name or address of the server       SITL_PORT      its UDP port (14550)
set -eu
: "${SITL_BINARY:?}" "${SITL_MODEL:?}" "${SITL_HOME:?}" "${SITL_SYSTEM_ID:?}" "${SITL_DEFAULTS:?}" "${SITL_PARAMS:?}"

# SITL takes addresses only, no names.
server=$(getent ahostsv4 "${SITL_SERVER:-127.0.0.1}" | awk 'NR == 1 { print $1 }')
[ -n "$server" ] || { echo "SITL_SERVER: $SITL_SERVER has no address" >&2; exit 1; }

# eeprom.bin and the logs go where it starts.
cd "${SITL_FOLDER:=$(mktemp -d)}"
# Its name changed with ArduPilot 4.7; a name that a version does not know is passed over.
printf 'SYSID_THISMAV,%s\nMAV_SYSID,%s\n' "$SITL_SYSTEM_ID" "$SITL_SYSTEM_ID" >system-id.parm

# --uartA is --serial0 in every version.
exec "$SITL_BINARY" -w --model "$SITL_MODEL" --home "$SITL_HOME" -I"${SITL_INSTANCE:-0}" \
  --uartA "udpclient:$server:${SITL_PORT:-14550}" \
  --defaults "$SITL_DEFAULTS,$SITL_PARAMS,$SITL_FOLDER/system-id.parm"
