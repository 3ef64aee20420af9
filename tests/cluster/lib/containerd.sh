# shellcheck shell=bash
# The container runtime and the pods' network.

start_containerd() {
  write_containerd_config
  write_network_config
  start_component containerd "$UNPACKED/usr/bin/containerd" --config "$RUN/containerd.toml" --log-level warn
  wait_until 30 'containerd' "$LOGS/containerd.log" in_sandbox ctr version
}

# restrict_oom_score_adj: a machine without CAP_SYS_RESOURCE cannot lower a score, and runc then dies with
# "can't get final child's PID from pipe". The opt plugin would make a folder on the host.
write_containerd_config() {
  cat >"$RUN/containerd.toml" <<EOF
version = 2
disabled_plugins = [
  "io.containerd.internal.v1.opt",
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs",
]

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  restrict_oom_score_adj = true

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$UNPACKED/usr/lib/cni"
    conf_dir = "$RUN/cni"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
EOF
}

# ptp instead of a bridge: every packet is routed, so that services work between pods without the br_netfilter module.
write_network_config() {
  mkdir -p "$RUN/cni"
  cat >"$RUN/cni/pods.conflist" <<EOF
{
  "cniVersion": "0.4.0",
  "name": "pods",
  "plugins": [
    {
      "type": "ptp",
      "ipam": {
        "type": "host-local",
        "ranges": [[{ "subnet": "$POD_RANGE" }]],
        "routes": [{ "dst": "0.0.0.0/0" }]
      }
    },
    { "type": "portmap", "capabilities": { "portMappings": true } }
  ]
}
EOF
}

import_images() {
  local image
  [[ -f $RUN/images-imported ]] && return
  for image in "$IMAGES"/*.tar; do
    quietly in_sandbox ctr --namespace k8s.io images import "$image"
  done
  touch "$RUN/images-imported"
}
