# shellcheck shell=bash
# Ends the cluster and leaves nothing of it but the cache.

down() {
  require_machine
  stop_sandbox
  remove_cgroup
  remove_run_folder nothing
  say 'the cluster is down'
}
