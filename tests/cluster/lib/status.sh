# shellcheck shell=bash
# What runs. Succeeds when everything does.

status() {
  local name
  require_machine
  sandbox_pid >/dev/null || die 'the cluster does not run'
  for name in $(components); do
    printf '%-24s %s\n' "$name" "$(component_state "$name")"
  done
  if healthy; then
    say 'healthy'
  else
    die 'not healthy'
  fi
}

print_environment() {
  printf 'export TEST_KUBECONFIG=%q TEST_NODE_ADDRESS=%q TEST_CLUSTER_SCRIPT=%q TEST_CLUSTER_PKI=%q TEST_AUDIT_LOG=%q\n' \
    "$KUBECONFIG_FILE" "$NODE_ADDRESS" "$HERE/cluster" "$PKI" "$AUDIT_LOG"
}
