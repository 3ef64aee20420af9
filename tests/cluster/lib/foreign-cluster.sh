# shellcheck shell=bash
# TEST_KUBECONFIG names somebody else's cluster: it is asked whether it answers, and never started, stopped or paused.

foreign_cluster() {
  case $1 in
    up | status)
      apiserver_answers || die "no API server answers through TEST_KUBECONFIG=$TEST_KUBECONFIG"
      say "uses the cluster of TEST_KUBECONFIG=$TEST_KUBECONFIG: $(foreign_server)"
      ;;
    down) say 'the cluster of TEST_KUBECONFIG is left as it is' ;;
    env) foreign_environment ;;
    *) die "$1 is for our own cluster, and TEST_KUBECONFIG is set" ;;
  esac
}

foreign_server() { kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}'; }

foreign_environment() {
  local address
  address=$(kubectl get nodes -o 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}')
  printf 'export TEST_KUBECONFIG=%q TEST_NODE_ADDRESS=%q\n' "$TEST_KUBECONFIG" "$address"
}
