# shellcheck shell=bash disable=SC2034
# Names, folders and addresses that every part agrees on.

KUBERNETES_VERSION=1.20.2
NODE_NAME=node-1

CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/k8sdashboard"
KUBERNETES_BIN="$CACHE/kubernetes-$KUBERNETES_VERSION"
UNPACKED="$CACHE/packages"
# A current kubectl, beside the one of the cluster's own age: it knows all fields of a kubeconfig.
NEW_KUBECTL="$CACHE/kubectl"
# Named after what they are made from, so that a changed recipe makes new ones.
IMAGES="$CACHE/images-$(cat "$HERE"/lib/images.sh "$HERE"/images/* | sha256sum | head -c 12)"

RUN="${K8SDASHBOARD_CLUSTER_DIR:-/var/tmp/k8sdashboard-cluster}"
LOGS="$RUN/logs"
AUDIT_LOG="$LOGS/audit.log"
PIDS="$RUN/pids"
PKI="$RUN/pki"
KUBECONFIG_FILE="$RUN/kubeconfig"

# The host's end of the veth pair and the node's.
VETH=k8sdash0
HOST_ADDRESS=10.99.0.1
NODE_ADDRESS=10.99.0.2
API_SERVER="https://$NODE_ADDRESS:6443"
POD_RANGE=10.244.0.0/24
SERVICE_RANGE=10.96.0.0/16
# The first address of the range, which the API server takes for itself.
API_SERVER_SERVICE=10.96.0.1

# The pods' cgroups hang below one of our own, so that `down` can remove them.
CGROUP=k8sdashboard-cluster

# With somebody else's etcd and API server there is no node: only the control plane runs.
CONTROL_PLANE_BIN="${KUBEBUILDER_ASSETS:-$KUBERNETES_BIN}"
