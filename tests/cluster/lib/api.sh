# shellcheck shell=bash
# The cluster as its clients see it. Without the sandbox nobody is asked: the machine would look for the node's address
# in the world outside.

NODE_READY='{.status.conditions[?(@.type=="Ready")].status}'

kubectl() {
  local program options=()
  if [[ -z ${TEST_KUBECONFIG:-} ]]; then
    sandbox_pid >/dev/null || die 'the cluster does not run'
    options=(--cache-dir "$RUN/kubectl-cache")
  fi
  program=$(PATH="${KUBEBUILDER_ASSETS:+$KUBEBUILDER_ASSETS:}$UNPACKED/usr/bin:$PATH" type -P kubectl) || die 'kubectl is not installed'
  "$program" --kubeconfig "${TEST_KUBECONFIG:-$KUBECONFIG_FILE}" "${options[@]}" "$@"
}

apiserver_answers() { [[ $(kubectl --request-timeout=2s get --raw /readyz) == ok ]]; }

node_ready() { [[ $(kubectl get node "$NODE_NAME" -o "jsonpath=$NODE_READY") == True ]]; }

# The API server answers a little before it has made what pods need: their namespace's service account.
default_account_exists() { kubectl get serviceaccount default; }
