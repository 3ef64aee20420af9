# shellcheck shell=bash
# From nothing, or from whatever is left, to a cluster that answers.

CONTROL_PLANE=(etcd kube-apiserver)
NODE=(containerd kube-controller-manager kube-scheduler kubelet kube-proxy node-exporter blackbox-exporter)

up() {
  require_machine
  if healthy; then
    say "the cluster is up: $KUBECONFIG_FILE"
    return
  fi
  refuse_second_cluster
  mkdir -p "$CACHE"
  # Left by a run that was killed; nobody else is at work here, for `up` and `down` hold the lock.
  rm -rf "$CACHE"/work.*
  sandbox_pid >/dev/null || trap abandon EXIT
  if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
    control_plane_up
    say "the control plane of $KUBEBUILDER_ASSETS is up, without a node: $KUBECONFIG_FILE"
  else
    everything_up
    say "the cluster is up: $KUBECONFIG_FILE"
  fi
  trap - EXIT
}

control_plane_up() {
  step 'commands of the system' install_commands "${SYSTEM_COMMANDS[@]}"
  step 'namespaces' start_sandbox
  step 'certificates' create_pki
  step 'etcd' start_etcd
  step 'API server' start_and_wait_for_apiserver
}

everything_up() {
  step 'packages' prepare_packages
  step 'a current kubectl' prepare_new_kubectl
  step "Kubernetes $KUBERNETES_VERSION" build_kubernetes
  step 'images' build_images
  step 'namespaces' start_sandbox
  step 'certificates' create_pki
  step 'etcd' start_etcd
  step 'containerd' start_containerd
  # These two take their time, and need nobody to begin: the images are imported meanwhile.
  start_apiserver
  start_kubelet
  step 'images imported' import_images
  step 'API server' wait_for_apiserver
  step 'controller manager, scheduler, kube-proxy' start_rest
  step 'node ready' wait_until 60 'the node' "$LOGS/kubelet.log" node_ready
  step 'monitoring' start_monitoring
}

start_rest() {
  start_controller_manager
  start_scheduler
  start_proxy
}

components() {
  echo "${CONTROL_PLANE[@]}"
  [[ -n ${KUBEBUILDER_ASSETS:-} ]] || echo "${NODE[@]}"
}

healthy() {
  local name
  sandbox_pid >/dev/null || return 1
  for name in $(components); do
    [[ $(component_state "$name") == running ]] || return 1
  done
  apiserver_answers 2>/dev/null || return 1
  [[ -n ${KUBEBUILDER_ASSETS:-} ]] || { node_ready && prometheus_ready; } 2>/dev/null
}

# A failed `up` takes away what it started, and leaves the logs.
abandon() {
  local code=$?
  stop_sandbox
  remove_cgroup
  remove_run_folder logs
  rm -rf "$CACHE"/work.*
  say "the cluster did not come up; what was started is ended, the logs are in $LOGS" >&2
  exit "$code"
}
