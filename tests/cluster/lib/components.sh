# shellcheck shell=bash
# One long-running program inside the sandbox: started, watched, signalled by its number in there. What has that number
# in the sandbox is ours; nothing outside can be hit.

# start_component name command…: does nothing when it runs, resumes it when it is paused.
start_component() {
  local name=$1
  shift
  if [[ $(component_state "$name") != stopped ]]; then
    signal_component "$name" CONT
    return
  fi
  # Orphaned on purpose: the sandbox's init adopts it.
  # shellcheck disable=SC2016
  in_sandbox bash -c '
    cd /
    setsid "${@:3}" >>"$2" 2>&1 </dev/null &
    echo $! >"$1"' - "$PIDS/$name" "$LOGS/$name.log" "$@"
}

# running, paused or stopped.
component_state() {
  local pid state=''
  pid=$(cat "$PIDS/$1" 2>/dev/null) && state=$(in_sandbox grep '^State:' "/proc/$pid/status" 2>/dev/null)
  case $state in
    *'T (stopped)') echo paused ;;
    '' | *zombie* | *dead*) echo stopped ;;
    *) echo running ;;
  esac
}

component_stopped() { [[ $(component_state "$1") == stopped ]]; }

signal_component() { in_sandbox kill "-$2" "$(cat "$PIDS/$1")"; }

# Politely, then not: a test that takes a component away does not wait for its watches to end.
stop_component() {
  local name=$1
  component_stopped "$name" && return
  signal_component "$name" TERM
  signal_component "$name" CONT
  local _
  for _ in {1..20}; do
    component_stopped "$name" && return
    sleep 0.1
  done
  signal_component "$name" KILL
  wait_until 10 "the end of $name" "$LOGS/$name.log" component_stopped "$name"
}

# wait_until seconds what log command…: polls; on failure shows the end of the log.
wait_until() {
  local seconds=$1 what=$2 log=$3 end
  shift 3
  end=$((SECONDS + seconds))
  until ("$@") >/dev/null 2>&1; do
    if ((SECONDS >= end)); then
      tail -n 20 "$log" >&2
      die "waited $seconds s in vain for $what; the log is $log"
    fi
    sleep 0.2
  done
}
