# shellcheck shell=bash
# What is taken from Debian. Programs with a service of their own (etcd, containerd, the exporters) are unpacked
# into the cache and never installed: installing them starts them on most machines, on ports we do not want.

SYSTEM_COMMANDS=(curl iproute2:ip iptables conntrack openssl)
UNPACKED_PACKAGES=(
  etcd-server containerd runc containernetworking-plugins kubernetes-client
  busybox-static prometheus-node-exporter prometheus-blackbox-exporter
)

# install_commands package[:command]…: only what is missing.
install_commands() {
  local entry missing=()
  for entry in "$@"; do
    command -v "${entry#*:}" >/dev/null || missing+=("${entry%%:*}")
  done
  ((${#missing[@]} == 0)) && return
  refresh_package_lists
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends "${missing[@]}"
}

# Lists may be missing (a fresh image has none) or so old that their packages are gone: once a run they are renewed.
refresh_package_lists() {
  [[ -n ${PACKAGE_LISTS_FRESH:-} ]] && return
  quietly apt-get update
  PACKAGE_LISTS_FRESH=yes
}

# unpack_packages folder package…: the packages' files without their dependencies and without running their scripts.
unpack_packages() {
  local folder=$1 downloads file
  shift
  mkdir -p "$folder"
  downloads=$(mktemp -d "$folder/downloads.XXXXXX")
  (cd "$downloads" && quietly apt-get download -o APT::Sandbox::User=root "$@")
  for file in "$downloads"/*.deb; do
    dpkg -x "$file" "$folder"
  done
  rm -rf "$downloads"
}

prepare_packages() {
  install_commands "${SYSTEM_COMMANDS[@]}"
  [[ -d $UNPACKED ]] && return
  local work
  work=$(mktemp -d "$CACHE/work.XXXXXX")
  refresh_package_lists
  unpack_packages "$work" "${UNPACKED_PACKAGES[@]}"
  with_suite deb trixie unpack_packages "$work/trixie" prometheus
  mv "$work" "$UNPACKED"
}

# 1.32, from the suite after this machine's; named with it, since one of another source may be installed here.
prepare_new_kubectl() {
  [[ -d $NEW_KUBECTL ]] && return
  local work
  work=$(mktemp -d "$CACHE/work.XXXXXX")
  with_suite deb trixie unpack_packages "$work" kubectl/trixie
  mv "$work" "$NEW_KUBECTL"
}

# apt is talkative; what it said matters only when it fails.
quietly() {
  local output
  output=$("$@" 2>&1) || {
    printf '%s\n' "$output" >&2
    die "failed: $*"
  }
}
