# shellcheck shell=bash
# The cgroup below which the kubelet keeps the pods', on a machine with cgroup v1 (a folder in every hierarchy), v2 (one
# folder, to which the controllers must be handed down) or both.

cgroup_mounts() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts; }

create_cgroup() {
  local mount
  while read -r mount; do
    mkdir -p "$mount/$CGROUP"
    hand_down_controllers "$mount"
    hand_down_controllers "$mount/$CGROUP"
  done < <(cgroup_mounts)
}

# One by one: a controller that cannot be handed down must not keep the others.
hand_down_controllers() {
  local folder=$1 controllers controller
  [[ -f $folder/cgroup.controllers ]] || return 0
  read -ra controllers <"$folder/cgroup.controllers" || return 0
  for controller in "${controllers[@]}"; do
    echo "+$controller" 2>/dev/null >"$folder/cgroup.subtree_control" || true
  done
}

remove_cgroup() {
  local mount
  while read -r mount; do
    [[ ! -d $mount/$CGROUP ]] || find "$mount/$CGROUP" -depth -type d -exec rmdir {} +
  done < <(cgroup_mounts)
}
