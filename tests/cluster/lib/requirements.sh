# shellcheck shell=bash
# What the machine must be. Where it is not, the tests skip themselves and say this line.

require_machine() {
  [[ $(uname -s) == Linux ]] || skip 'the test cluster needs Linux (or TEST_KUBECONFIG: any cluster)'
  [[ $EUID == 0 ]] || skip 'the test cluster needs root (or TEST_KUBECONFIG: any cluster)'
  if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
    require_assets
  else
    DEBIAN_RELEASE=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    [[ $DEBIAN_RELEASE == bookworm ]] ||
      skip 'the test cluster is built from the packages of Debian 12 (or TEST_KUBECONFIG, KUBEBUILDER_ASSETS)'
  fi
  require_folder
}

require_assets() {
  local program
  for program in etcd kube-apiserver kubectl; do
    [[ -x $KUBEBUILDER_ASSETS/$program ]] || die "KUBEBUILDER_ASSETS holds no $program"
  done
}

# The run folder must be ours to empty, and must stay visible when the sandbox covers these two with its own.
require_folder() {
  [[ $RUN != /var/lib/* && $RUN != /var/log/* && $RUN != /run/* && $RUN == /* ]] ||
    die "K8SDASHBOARD_CLUSTER_DIR must be an absolute path outside /var/lib, /var/log and /run"
  [[ ! -e $RUN || -f $RUN/.k8sdashboard-cluster ]] || die "$RUN exists and is not a cluster's folder"
}
