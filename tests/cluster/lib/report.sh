# shellcheck shell=bash
# What the scripts say, and how they end.

EXIT_SKIPPED=3

say() { printf '%s\n' "$*"; }

die() {
  printf 'cluster: %s\n' "$*" >&2
  exit 1
}

skip() {
  say "skipped: $*"
  exit "$EXIT_SKIPPED"
}

# step "what it does" command…: runs the command, then prints one line with the seconds since `up` began.
step() {
  local what=$1
  shift
  "$@"
  printf '%4ds  %s\n' "$SECONDS" "$what"
}
