# shellcheck shell=bash
# The namespaces that hold the whole cluster, and the veth pair between them and the host.

# The init process' number; fails when there is none. The command line is compared because a number may have passed on
# to somebody else since (a reboot leaves the run folder).
sandbox_pid() {
  local pid
  pid=$(cat "$RUN/init.pid" 2>/dev/null) || return 1
  [[ -r /proc/$pid/cmdline ]] || return 1
  [[ $(tr '\0' ' ' <"/proc/$pid/cmdline") == *"sandbox-init $RUN "* ]] || return 1
  echo "$pid"
}

# in_sandbox command…: with a clean environment, for a proxy or a KUBECONFIG of the caller has no place in there.
in_sandbox() {
  local pid
  pid=$(sandbox_pid) || die "the cluster does not run"
  nsenter --target "$pid" --mount --net --pid --uts --ipc -- \
    env -i "PATH=$KUBERNETES_BIN:$UNPACKED/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin" HOME=/root "$@" 9>&-
}

start_sandbox() {
  sandbox_pid >/dev/null && return
  remove_interface
  create_run_folder
  echo 'nameserver 127.0.0.1' >"$RUN/resolv.conf"
  # A session of its own, so that it outlives the terminal that started it.
  setsid --fork unshare --mount --net --pid --uts --ipc --fork --propagation private \
    "$HERE/lib/sandbox-init" "$RUN" "$NODE_NAME" >"$LOGS/sandbox.log" 2>&1 </dev/null 9>&-
  wait_until 10 'the namespaces' "$LOGS/sandbox.log" sandbox_pid
  connect_sandbox
}

# Everything a former run left is dropped, its data included.
create_run_folder() {
  remove_run_folder nothing
  mkdir -p "$LOGS" "$PIDS" "$PKI" "$RUN/var-lib" "$LOGS/node"
  touch "$RUN/.k8sdashboard-cluster"
}

# remove_run_folder name of what is to be kept, or nothing: the marker keeps a mistyped folder from being emptied.
remove_run_folder() {
  [[ -f $RUN/.k8sdashboard-cluster ]] || return 0
  find "$RUN" -mindepth 1 -maxdepth 1 ! -name .k8sdashboard-cluster ! -name "$1" -exec rm -rf {} +
  [[ -e $RUN/$1 ]] || rm -rf "$RUN"
}

# There is one pair of addresses, so there is one cluster a machine.
refuse_second_cluster() {
  local owner
  owner=$(interface_owner)
  [[ -z $owner || $owner == "$RUN" ]] ||
    die "another cluster runs on this machine, in $owner (end it with K8SDASHBOARD_CLUSTER_DIR=$owner $0 down)"
}

# The interface's alias says whose it is: the run folder of the cluster that made it.
interface_owner() { cat "/sys/class/net/$VETH/ifalias" 2>/dev/null || true; }

# Usually the kernel is quicker: the interface goes with its peer's namespace.
remove_interface() { [[ $(interface_owner) != "$RUN" ]] || ip link delete "$VETH" 2>/dev/null || true; }

# The node has no default route: whatever is inside cannot leave this machine. The services' range needs a route
# nevertheless, because the kernel looks for one before kube-proxy's rules rewrite the address.
connect_sandbox() {
  local pid
  pid=$(sandbox_pid)
  ip link add "$VETH" type veth peer name eth0 netns "$pid"
  ip link set "$VETH" alias "$RUN"
  ip address add "$HOST_ADDRESS/30" dev "$VETH"
  ip link set "$VETH" up
  in_sandbox ip address add "$NODE_ADDRESS/30" dev eth0
  in_sandbox ip link set eth0 up
  in_sandbox ip route add "$SERVICE_RANGE" dev eth0
}

stop_sandbox() {
  local pid
  if pid=$(sandbox_pid); then
    kill -KILL "$pid"
    wait_until 20 'the end of the namespaces' "$LOGS/sandbox.log" is_gone "$pid"
  fi
  remove_interface
}

is_gone() { [[ ! -e /proc/$1 ]]; }
